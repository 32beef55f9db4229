"""The numbers that the text of chapter 5 says are those that its cells compute."""

import re

import numpy as np
import pytest

from mlmath.datasets import digits
from mlmath.depth import held_out_errors, measure, predict
from mlmath.depth.fitting import begin
from mlmath.depth.small_net import between_plane, gradient, loss
from mlmath.depth.walkers import NAMES
from mlmath.manifest import page
from mlmath.record.depth import regularized
from mlmath.record.stored import stored
from mlmath.widgets.depth import landscape, meter
from tests import book

TEXT = book.text(page("depth"))


def test_the_table_of_scales():
    rows = re.findall(r"\| (\S+) \| \$\\tfrac16\$ \| \$\{5 \\cdot 10\^\{-24\}\}\$ \|", TEXT)
    assert rows
    for scale, power in ((1 / 3, 4.5e-24), (1.0, 9.3e-10), (2.0, 1.0)):
        assert predict("relu", scale, 30).backward[0] == pytest.approx(power, rel=0.02)
    assert "9 \\cdot 10^{-10}" in TEXT


def test_what_the_meter_says_of_logistic_units():
    found = measure("sigmoid", 0.33, 60, 30)
    assert 1e-53 < found.backward[0] < 1e-51
    assert found.alike > 0.995
    assert meter.MeterInputs().scale == 0.33


def test_the_bound_in_the_net_of_the_prediction():
    """Strength 10⁻⁵² is length 10⁻²⁶; the bound is on lengths."""
    normal = [np.random.default_rng(seed).normal(size=(60, 60)) for seed in range(30)]
    most = [np.linalg.svd(W * np.sqrt(0.33 / 60), compute_uv=False)[0] for W in normal]
    assert np.mean(most) == pytest.approx(1.1, abs=0.05)
    assert -17.5 < 30 * np.log10(np.mean(most) / 4) < -16.5
    assert "(1.1/4)^{30} \\approx 10^{-17}" in TEXT


def test_larger_weights_save_blame_late_and_then_too_much():
    """Far out the mean of the squared slopes is (1/6) / sqrt(2π s q), with q near 1/2.

    For a logistic unit the integral of s²(1 - s)² over z is that of y(1 - y) over y: 1/6.  So
    the factor of a layer grows like the root of the scale, and is 1 near 36π, or 113.
    """
    factors = {s: np.divide(*predict("sigmoid", s, 30).backward[10:12]) for s in (4, 100, 110)}
    assert 1 - factors[4] == pytest.approx(5 / 6, abs=0.01)
    assert factors[100] < 1 < factors[110]
    assert np.divide(*predict("sigmoid", 1e4, 30).backward[10:12]) == pytest.approx(
        np.sqrt(1e4 / (36 * np.pi)), rel=0.05
    )
    assert np.sqrt(100 / (1 / 3)) == pytest.approx(17, abs=0.5)
    assert "five sixths" in TEXT
    assert "near the scale 100, with weights some seventeen times as large" in TEXT


@pytest.mark.parametrize("width", [60, 100])
def test_nets_of_larger_weights_do_what_the_law_says(width):
    left = {
        s: np.median([measure("sigmoid", s, width, 30, seed=k).backward[0] for k in range(9)])
        for s in (4, 100, 400)
    }
    assert left[4] < 1e-20
    assert 0.01 < left[100] < 10
    assert left[400] > 1e5


def relu_strengths(width, nets):
    """Return what is left of strength 1 after thirty layers of He's scale, net by net."""
    rng, found = np.random.default_rng(0), np.empty(nets)
    for k in range(nets):
        a = np.ones(width)
        for _ in range(30):
            a = np.maximum(rng.normal(size=(width, width)) @ a, 0) * np.sqrt(2 / width)
        found[k] = np.mean(a**2)
    return found


def test_most_nets_lie_below_the_mean():
    left = relu_strengths(60, 300)
    assert np.mean(left < 1) == pytest.approx(0.8, abs=0.05)
    assert np.median(left) < 0.35
    narrow = relu_strengths(10, 600)
    assert np.median(narrow) < 0.001
    assert np.mean(narrow < 0.001) == pytest.approx(2 / 3, abs=0.06)


def test_tanh_fades_slowly():
    law = predict("tanh", 1, 30).forward
    assert law[30] == pytest.approx(0.017, abs=0.0005)
    assert law[30] / law[29] > 0.95


def test_what_the_three_buttons_do():
    ok = [meter.WIDGET.outputs({"bend": "relu", "scale": s}) for s in (0.33, 1, 2)]
    assert [(o["forward_ok"], o["backward_ok"]) for o in ok] == [(0, 0), (0, 0), (1, 1)]


def test_what_brings_blame_through_logistic_units():
    plain, norm, short = (
        measure("sigmoid", 0.33, 60, 30, residual=r, normalize=n)
        for r, n in ((False, False), (False, True), (True, False))
    )
    assert plain.backward[0] < 1e-50
    assert 1e-26 < norm.backward[0] < 1e-24
    assert 0.1 < short.backward[0] < 10
    assert 200 < short.forward[-1] < 300
    both = measure("sigmoid", 0.33, 60, 30, residual=True, normalize=True)
    assert 0.1 < both.backward[0] < 10


def test_the_two_ways_to_blame_a_sure_unit():
    sure = 1 / (1 + np.exp(-4.6))
    assert sure == pytest.approx(0.99, abs=0.0005)
    assert sure * sure * (1 - sure) == pytest.approx(0.01, abs=0.0005)


def descended_by_rmsprop(rate, steps):
    """Return the larger coordinate on ½(x² + 50y²) after each step from (1, 1)."""
    x, s, far = np.ones(2), np.zeros(2), []
    for _ in range(steps):
        slope = np.array([1, 50]) * x
        s = 0.9 * s + 0.1 * slope**2
        x = x - rate * slope / np.sqrt(s)
        far.append(np.abs(x).max())
    return np.array(far)


@pytest.mark.parametrize("rate", [0.03, 0.1])
def test_rmsprop_ends_up_swinging_by_half_a_step_size(rate):
    """Where a step only turns the sign, s is the slope's square, and 2x the rate."""
    assert descended_by_rmsprop(rate, 600)[350:] == pytest.approx(rate / 2, rel=0.1)
    assert "by half a step size to either side" in TEXT


def test_the_hill_is_no_pass_but_level_along_the_line():
    plane = between_plane(1)
    slope = gradient(plane.origin)
    assert slope @ plane.across == pytest.approx(0, abs=1e-12)
    assert np.linalg.norm(slope) > 0.5


def test_softmax_is_blamed_by_probability_minus_target():
    z, right, h = np.array([0.3, -1.2, 2.0]), 1, 1e-6

    def said(z):
        return -np.log(np.exp(z[right]) / np.exp(z).sum())

    slopes = [(said(z + h * e) - said(z - h * e)) / (2 * h) for e in np.eye(3)]
    p = np.exp(z) / np.exp(z).sum()
    np.testing.assert_allclose(slopes, p - np.eye(3)[right], atol=1e-8)
    assert np.log(10) == pytest.approx(2.30, abs=0.005)


def test_what_decay_and_dropout_add():
    found = stored(regularized)
    for name, text in (("decay 0.003", "0.29 ± 0.05"), ("dropout 0.5", "0.37 ± 0.14")):
        gain = 100 * (np.array(found[name]) - np.array(found["none"]))
        error = gain.std(ddof=1) / np.sqrt(len(gain))
        assert f"{gain.mean():.2f} ± {error:.2f}" == text
        assert text in TEXT
    assert f"{np.mean(found['none']):.1%} are read right" in TEXT


def test_always_saying_zero_has_an_error_of_about_one():
    """The target is u·x with |u| = 1 and normal x, so its variance is 1; one is seen from far."""
    far = [held_out_errors([1], 30, 10, 0.5, seed, 1e9)[1][0] for seed in range(20)]
    assert np.median(far) == pytest.approx(1, abs=0.1)


def test_the_slope_of_the_cross_entropy():
    """The text's fraction, against differences, for both targets."""
    for y in (0, 1):
        for p in (0.2, 0.9):
            h = 1e-6
            up, down = (-y * np.log(q) - (1 - y) * np.log(1 - q) for q in (p + h, p - h))
            assert (up - down) / (2 * h) == pytest.approx((p - y) / (p * (1 - p)), rel=1e-6)


def test_the_fit_that_the_reader_sees():
    run = begin(15, seed=0)
    assert sum(value.size for value in run.net.state_dict().values()) == 1761
    for _ in range(200):
        run.step(10)
    assert 10 * run.best == 140
    assert run.held[-1] > 1.9 * run.held[run.best]
    for options in ({"decay": 0.01}, {"dropout": 0.3}, {"dropout": 0.1}):
        other = begin(15, seed=0, **options)
        for _ in range(200):
            other.step(10)
        assert other.held[-1] / min(other.held) < run.held[-1] / min(run.held)


def test_beside_the_hill_momentum_is_gone_while_sgd_lingers():
    found = landscape.WIDGET.outputs({"slice": "between", "start": [0.04, 0.0]})
    sgd, momentum = (found["losses"][NAMES.index(name)] for name in ("SGD", "momentum"))
    assert momentum[80] < 0.01 * sgd[80]


def test_on_the_plateau_the_adaptive_two_do_not_care():
    found = landscape.WIDGET.outputs({"slice": "incoming", "start": [0.9, -0.9]})
    sgd, _, rmsprop, adam = found["losses"]
    assert sgd[60] > 0.95 * sgd[0]
    assert max(rmsprop[60], adam[60]) < 0.05 * sgd[0]


def test_some_free_ways_seem_to_end_on_high_ground_at_a_low_loss():
    found = landscape.WIDGET.outputs({"slice": "random", "free": True})
    plane = landscape.plane_of("random", 1)
    below = loss(plane.at(found["paths"][:, -1].astype(float)))
    assert ((below > 0.2) & (found["losses"][:, -1] < 0.01)).any()


def test_the_nearest_digit():
    d = digits(597)
    nearest = [((x - d.X) ** 2).sum(axis=1).argmin() for x in d.X_new]
    right = (d.y[nearest] == d.y_new).mean()
    assert f"{right:.1%}" == "96.5%"
    assert "96.5%" in TEXT


def test_teeth_by_folding():
    """After k layers there are 2^k straight pieces: count where the slope changes."""
    x = np.linspace(0, 1, 2**10 + 1)
    y = x
    for k in range(1, 6):
        y = 2 * np.maximum(y, 0) - 4 * np.maximum(y - 0.5, 0)
        pieces = 1 + (np.abs(np.diff(y, 2)) > 1e-9).sum()
        assert pieces == 2**k
        assert (y == 1).sum() == 2 ** (k - 1)
