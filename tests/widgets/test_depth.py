"""The widgets of Going deep: what they compute, and what they say."""

import numpy as np
import pytest

from mlmath.depth import measure, predict
from mlmath.depth.small_net import gradient, loss
from mlmath.widgets.depth import fit, landscape, meter


def metered(**values):
    return meter.WIDGET.outputs(values)


def test_the_meter_opens_on_the_old_start_and_without_the_answer():
    """A factor of 1/6 a layer, 10 to the -23.3 in thirty; the question is about logistic units."""
    found = metered()
    assert (found["forward_ok"], found["backward_ok"]) == (0, 0)
    assert found["summary"].endswith("Neither survives.")
    assert "10⁻⁵²" not in found["summary"]


def test_logistic_units_of_the_old_start_lose_the_blame_alone():
    found = metered(bend="sigmoid")
    assert (found["forward_ok"], found["backward_ok"]) == (1, 0)
    assert found["summary"].endswith("The blame does not survive.")
    assert found["strip"].shape == (12, 31)
    assert np.abs(found["strip"]).max() == 1


@pytest.mark.parametrize("scale", [2.0, 0.5])
def test_the_meter_shows_what_is_measured_and_predicted(scale):
    found = metered(bend="relu", scale=scale, width=80, draw=3)
    seen, law = measure("relu", scale, 80, 30, seed=3), predict("relu", scale, 30)
    np.testing.assert_allclose(found["forward"], seen.forward, rtol=1e-6)
    np.testing.assert_allclose(found["backward_law"], law.backward, rtol=1e-6)
    assert found["alike"] == pytest.approx(seen.alike)
    units = seen.signals[:, :12].T
    np.testing.assert_allclose(found["strip"] * np.abs(units).max(), units, rtol=1e-5)


def test_he_survives_and_three_does_not():
    """By hand: 1.5³⁰ is about 190,000."""
    assert metered(bend="relu", scale=2.0)["summary"].endswith("Both survive.")
    assert metered(bend="relu", scale=3.0)["summary"].endswith("Neither survives.")


def test_no_law_is_shown_where_its_assumption_is_false():
    found = metered(bend="relu", scale=1.0, residual=True)
    assert np.isnan(found["backward_law"]).all()
    assert np.isfinite(found["forward_law"]).all()


def test_strengths_beyond_float32_are_not_drawn():
    found = metered(scale=0.05)
    assert np.isnan(found["backward"][0])
    assert found["backward"][-1] == pytest.approx(1)


def test_where_the_discs_end_an_arrow_says_how_far_it_goes_on():
    """The prediction for wide layers, by integrals, is a little below 10⁻⁵¹."""
    found = metered(bend="sigmoid", scale=0.33)
    assert 1e-52 < predict("sigmoid", 0.33, 30).backward[0] < 1e-51
    assert np.isnan(found["backward"][0])
    assert found["backward_end"] == "10⁻⁵²"
    assert found["forward_end"] == ""
    assert metered(bend="relu", scale=0.33)["backward_end"] == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.25, "0.25"), (1.0, "1"), (41.3, "41"), (234.4, "234"), (3e-26, "10⁻²⁶"), (1e9, "10⁹"),
     (0, "0"), (np.inf, "∞")],
)  # fmt: skip
def test_strengths_in_few_signs(value, text):
    assert meter.short(value) == text


def walked(**values):
    return landscape.WIDGET.outputs(values)


@pytest.mark.parametrize("name", landscape.SLICES)
def test_the_ground_is_the_loss_and_its_marks_are_zeros(name):
    found = walked(slice=name)
    plane = landscape.plane_of(name, 1)
    at = found["reach"] * (2 * (np.arange(60) + 0.5) / 60 - 1)
    corner = plane.at(np.array([at[0], at[-1]]))  # left, at the top
    assert found["field"][0, 0] == pytest.approx(float(loss(corner)), rel=1e-5)
    for mark in found["marks"]:
        assert loss(plane.at(mark.astype(float))) == pytest.approx(0, abs=1e-10)


@pytest.mark.parametrize("free", [False, True])
@pytest.mark.parametrize("name", landscape.SLICES)
def test_the_ways_begin_at_the_start_and_lead_down(name, free):
    found = walked(slice=name, free=free, rate="0.1", start=[0.25, -0.5])
    np.testing.assert_allclose(
        found["paths"][:, 0], np.tile(found["reach"] * np.array([0.25, -0.5]), (4, 1)), rtol=1e-6
    )
    assert (found["losses"][:, -1] < 0.5 * found["losses"][:, 0]).all()


@pytest.mark.parametrize("name", landscape.SLICES)
def test_in_the_slice_a_step_is_the_part_of_the_gradient_along_it(name):
    """SGD's first: by the projector of the plane, so that the step size means the same in all."""
    plane = landscape.plane_of(name, 1)
    first, second = plane.at(walked(slice=name, rate="0.1")["paths"][0, :2].astype(float))
    axes = np.stack([plane.across, plane.up], axis=1)
    along = axes @ np.linalg.pinv(axes)
    np.testing.assert_allclose(second - first, -0.1 * along @ gradient(first), atol=2e-6)


def test_in_the_slice_the_losses_are_those_of_the_ground_below():
    found = walked(slice="between")
    plane = landscape.plane_of("between", 1)
    for way, losses in zip(found["paths"], found["losses"], strict=True):
        np.testing.assert_allclose(loss(plane.at(way.astype(float))), losses, rtol=2e-3, atol=1e-6)


def test_the_slice_hides_where_free_weights_walk():
    """The loss that the ground shows below a free way is not the loss on it."""
    found = walked(slice="random", free=True)
    below = loss(landscape.plane_of("random", 1).at(found["paths"][:, -1].astype(float)))
    assert (below > 10 * found["losses"][:, -1]).any()


@pytest.mark.parametrize("start", [[2, 0], "here", [0.1]])
def test_a_start_lies_in_the_picture(start):
    with pytest.raises(ValueError, match="start must be two numbers"):
        walked(start=start)


def fitted(pictures, **values):
    state, found = fit.WIDGET.begin(values)
    for _ in range(pictures):
        state, found = fit.WIDGET.go_on(state)
    return found


def test_the_net_opens_untrained_and_fits_the_noise_in_the_end():
    first, last = fitted(0), fitted(60)
    assert (first["step"], len(first["train"])) == (0, 1)
    assert last["step"] == 600
    assert last["train"][-1] < 0.02
    assert last["held"][-1] > 1.3 * last["held"].min()
    assert last["held"].argmin() == last["stop"] < 60


def test_decay_holds_it_back():
    free, held = fitted(60), fitted(60, decay="0.1")
    assert held["train"][-1] > 3 * free["train"][-1]
    assert np.abs(np.diff(held["now"], 2)).max() < np.abs(np.diff(free["now"], 2)).max()


def test_equal_seeds_fit_alike():
    one, same, other = (fitted(3, draw=d, dropout="0.3") for d in (1, 1, 2))
    np.testing.assert_array_equal(one["now"], same["now"])
    assert (one["now"] != other["now"]).any()


@pytest.mark.parametrize("widget", [meter.WIDGET, landscape.WIDGET, fit.WIDGET])
def test_the_longest_sentence_has_room(widget):
    assert len(widget.outputs({})["summary"]) <= len(widget.longest)
