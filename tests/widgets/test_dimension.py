"""The widgets of The curse of dimensionality: what their outputs hold, and their views."""

from typing import Any

import numpy as np
import pytest

from mlmath.dimension import (
    PCA,
    KNeighbors,
    contrast_cdf,
    intrinsic_dimension,
    norm_law,
    relative_contrast,
    sample_spectrum,
    spike_overlap,
)
from mlmath.widgets import get
from mlmath.widgets.dimension import dial, sheet, signal

DIAL, SHEET, SIGNAL = (get(f"dimension.{name}") for name in ("dial", "sheet", "signal"))


def test_the_stored_quantiles_of_the_contrast_are_those_of_its_law():
    for d, row in zip(dial.DIMS[::3], dial.CONTRAST[::3], strict=True):
        assert contrast_cdf(row, dial.POINTS, d) == pytest.approx([0.05, 0.5, 0.95], abs=1e-3)
    assert len(dial.CONTRAST) == len(dial.DIMS)
    assert all(np.diff(np.array(dial.CONTRAST), axis=0).max(axis=0) < 0)


@pytest.mark.parametrize("quantity", dial.QUANTITIES)
def test_what_is_measured_lies_about_its_law(quantity):
    """Within what 100 points, or 1,000, allow; the control is what it was in one dimension."""
    out = DIAL.outputs({"quantity": quantity, "dial": 19})
    laws, measured, control = out["laws"], out["measured"], out["control"]
    if quantity == "contrast":
        assert ((measured > out["band"][:, 0] / 2) & (measured < 2 * out["band"][:, 1])).all()
    elif quantity in ("spread", "angle"):
        assert measured == pytest.approx(laws[:, 0], rel=0.25)
    else:
        assert measured == pytest.approx(laws[:, 0], abs=0.06)
    assert control[0] == pytest.approx(measured[0], rel=1e-5)
    if quantity == "cube":
        assert control == pytest.approx(laws[:, 1], abs=0.05)
    else:
        assert (control == control[0]).all()


def test_the_dial_measures_the_points_that_it_draws():
    """The contrast in 3 dimensions, from the picture's own places; the first point is left out."""
    z = dial.drawn(4)
    assert DIAL.outputs({"draw": 4})["single"][0] > 0
    out = DIAL.outputs({"dial": 2, "quantity": "contrast", "draw": 4})
    far = np.sqrt(z.squares[2])
    assert out["points"][:, 0] == pytest.approx(far[1:] / np.sqrt(3), rel=1e-5)
    assert out["measured"][2] == pytest.approx(far.max() / far.min() - 1, rel=1e-5)
    X = np.random.default_rng([4, 7]).standard_normal((100, 10_000), dtype=np.float32)[:, :3]
    assert out["measured"][2] == pytest.approx(relative_contrast(X, np.zeros(3)), rel=1e-4)
    cosines = X[1:] @ X[0] / np.linalg.norm(X[1:], axis=1) / np.linalg.norm(X[0])
    assert np.cos(out["points"][:, 1]) == pytest.approx(cosines, abs=1e-4)


def test_the_laws_of_the_spread_by_another_way():
    out = DIAL.outputs({"quantity": "spread"})
    for d, law in zip(dial.DIMS, out["laws"][:, 0], strict=True):
        mean, sd = norm_law(d)
        assert law == pytest.approx(sd / mean, rel=1e-5)


def test_the_dials_sentence():
    out = DIAL.outputs({"dial": 13})
    one, other = out["measured"][13], out["control"][13]
    assert out["summary"] == (
        f"In 100 dimensions the farthest of 100 points is {one + 1:.3g} times as far from the "
        f"center as the nearest, a contrast of {one:.2g}; in the control the contrast is "
        f"{other:.0f}."
    )
    assert DIAL.outputs({"dial": 0})["summary"].startswith("In one dimension the farthest")


@pytest.mark.parametrize("shape", ["flat", "bent"])
@pytest.mark.parametrize("place", [0, 2])
def test_the_sheet_by_the_points_themselves(shape, place):
    """Its inner products against a cloud that is written out, turned, and asked."""
    k, noise, d = 3, 0.14, sheet.DIMS[place]
    rng = np.random.default_rng([6, 2])
    blocks, start = [], 0
    for end in sheet.DIMS[: place + 1]:
        blocks.append(rng.normal(size=(240, end - start)))
        start = end
    X = noise * np.hstack(blocks)
    cloud = sheet.cloud(k, shape, 6)
    X[:, : cloud.places.shape[1]] += cloud.places
    turn, _ = np.linalg.qr(np.random.default_rng(0).normal(size=(d, d)))
    X = X @ turn
    known, asked = X[:120], X[120:]
    labels, truth = cloud.labels[:120], cloud.labels[120:]
    found = sheet.found(k, shape, noise, 6, place)
    wrong = KNeighbors(1).fit(known, labels).predict(asked) != truth
    assert found.error == pytest.approx(wrong.mean())
    kept = k if shape == "flat" else 2 * k
    machine = PCA(kept).fit(known)
    shadow = KNeighbors(1).fit(machine.transform(known), labels)
    wrong = shadow.predict(machine.transform(asked)) != truth
    assert found.error_shadow == pytest.approx(wrong.mean())
    assert found.variances[:kept] == pytest.approx(machine.explained_variance_)
    assert found.estimate == pytest.approx(intrinsic_dimension(X))
    assert np.abs(found.shadow) == pytest.approx(np.abs(machine.transform(known)[:, :2]))


def test_without_noise_the_space_does_not_count():
    out = SHEET.outputs({"dial": 5})
    assert (out["errors"] == out["errors"][0, 0]).all()
    assert out["estimate"] == pytest.approx(2, abs=0.4)
    assert (out["variances"][2:] < 1e-6).all()


def test_a_sheet_of_one_dimension_casts_a_line():
    out = SHEET.outputs({"k": 1})
    assert (out["shadow"][:, 1] == 0).all()
    assert "with 1 direction kept" in out["summary"]


def test_more_dimensions_of_the_sheet_or_noise_bring_the_curse():
    plain = SHEET.outputs({"dial": 5})["errors"][-1]
    many = SHEET.outputs({"dial": 5, "k": 10})["errors"][-1]
    noisy = SHEET.outputs({"dial": 5, "noise": 0.1})["errors"][-1]
    assert many[0] > plain[0] + 0.1
    assert noisy[0] > plain[0] + 0.1
    assert noisy[1] < noisy[0] - 0.1  # the shadow lifts it


def test_the_labels_are_the_sides_of_the_first_coordinate():
    """Bent, the sine of its angle has its sign, since that goes to 3/4 of π at most."""
    for shape in ("flat", "bent"):
        places, labels = sheet.cloud(3, shape, 1)
        assert (labels == (places[:, 0] > 0)).all()


def test_a_bent_sheet_has_twice_as_many_variances():
    """To its neighbors it has k dimensions still."""
    out = SHEET.outputs({"shape": "bent"})
    assert (out["variances"][:4] > 0.01).all()
    assert (out["variances"][4:] < 1e-6).all()
    assert out["estimate"] == pytest.approx(2, abs=0.4)


@pytest.mark.parametrize("d", [50, 400])
def test_the_eigenvalues_by_the_samples_themselves(d):
    ell = 4.0
    X = np.random.default_rng([5, d]).normal(size=(200, d))
    X[:, 0] *= np.sqrt(ell)
    values, overlap = signal.spectrum(ell, d, 5)
    assert values == pytest.approx(sample_spectrum(X)[: len(values)], abs=1e-9)
    _, _, Vt = np.linalg.svd(X, full_matrices=False)
    assert overlap == pytest.approx(Vt[0, 0] ** 2)
    assert overlap == pytest.approx(spike_overlap(ell, d / 200), abs=0.15)


def test_the_bars_hold_all_eigenvalues():
    for d in signal.DIMS:
        out = SIGNAL.outputs({"d": d, "ell": 8.0})
        wide = out["top"] / signal.BINS
        share = min(1.0, 200 / int(d))
        assert out["heights"].sum() * wide == pytest.approx(share, rel=1e-5)
        assert out["values"][0] < out["top"]


def test_the_edge_and_the_threshold_by_hand():
    """With as many dimensions as samples, (1 + 1)² = 4 and 1 + 1 = 2."""
    out = SIGNAL.outputs({"d": "200"})
    assert (out["edge"], out["threshold"]) == pytest.approx((4, 2))
    assert out["limit"] == pytest.approx(4)
    law = SIGNAL.outputs({"d": "50"})["law"]  # from (1 - 1/2)² to (1 + 1/2)²
    assert (law[0, 0], law[-1, 0]) == pytest.approx((0.25, 2.25))
    assert (np.diff(law[:, 0]) > 0).all()
    assert out["angle_law"] == pytest.approx(90)
    assert SIGNAL.outputs({"d": "200", "ell": 3.0})["limit"] == pytest.approx(3 + 3 / 2)


@pytest.mark.parametrize("widget", [DIAL, SHEET, SIGNAL])
def test_no_sentence_is_longer_than_the_room_for_it(widget):
    settings: list[dict[str, Any]] = [{}]
    if widget is DIAL:
        settings = [{"quantity": q, "dial": i} for q in dial.QUANTITIES for i in (0, 9, 19)]
    if widget is SHEET:
        settings = [{"k": k, "dial": 5, "noise": s} for k in (1, 10) for s in (0.0, 0.4)]
    if widget is SIGNAL:
        settings = [{"ell": ell, "d": d} for ell in (1.0, 8.0) for d in signal.DIMS]
    for inputs in settings:
        assert len(widget.outputs(inputs)["summary"]) <= len(widget.longest)


def test_the_dial_shows_what_has_been_turned_to_and_no_more(mount: Any) -> None:
    page = mount("dimension.dial")
    assert page.locator(".dd-now").count() == 1
    assert page.locator("[data-panel=curve] circle.dd-point").count() == 2
    assert page.locator(".mlw-curve").count() == 0
    page.get_by_role("slider", name="Dimensions").focus()
    page.keyboard.press("End")
    page.get_by_text("In 10,000 dimensions").first.wait_for()
    assert page.locator("[data-panel=curve] circle.dd-point").count() == len(dial.DIMS)
    page.get_by_role("switch", name="Show the exact laws").click()
    page.locator(".mlw-curve[data-curve=law]").wait_for(state="attached")
    assert page.get_by_role("slider", name="Dimensions").get_attribute("aria-valuetext") == "10,000"


def test_the_sheets_curves_grow_with_the_space(mount: Any) -> None:
    page = mount("dimension.sheet")
    assert page.locator("[data-panel=errors] .mlw-svg circle.ds-near-mark").count() == 1
    page.get_by_role("slider", name="Space: d").focus()
    page.keyboard.press("End")
    page.get_by_text("in 1,000 dimensions").first.wait_for()
    assert page.locator("[data-panel=errors] .mlw-svg circle.ds-near-mark").count() == 6
    assert page.locator("[data-panel=spectrum] .mlw-svg .ds-kept").count() >= 2


def test_the_laws_of_noise_wait_to_be_asked_for(mount: Any) -> None:
    page = mount("dimension.signal", inputs={"ell": 4.0})
    law = page.locator("[data-panel=values] .mlw-svg path.dn-law")
    assert not law.get_attribute("d")
    assert page.locator("[data-fact='by the law']").inner_text() == "hidden"
    page.get_by_role("switch", name="Show the laws").click()
    page.get_by_text("26°").first.wait_for()
    assert law.get_attribute("d")


@pytest.mark.parametrize(
    ("name", "panel", "sliders"),
    [("sheet", "errors", ["k", "dial", "noise"]), ("signal", "values", ["ell"])],
)
def test_on_a_phone_each_slider_has_the_whole_way_under_its_picture(
    mount: Any, name: str, panel: str, sliders: list[str]
) -> None:
    page = mount(f"dimension.{name}", width=390, has_touch=True)
    root = page.locator(".mlw-picture").bounding_box()
    bottoms = {}
    for one in page.locator(".mlw-panel").all():
        box = one.bounding_box()
        bottoms[one.get_attribute("data-panel")] = box["y"] + box["height"]
    assert max(bottoms, key=lambda one: bottoms[one]) == panel
    for slider in sliders:
        box = page.locator(f"[data-field={slider}]").bounding_box()
        assert box["width"] == pytest.approx(root["width"], abs=1)
        assert box["y"] >= bottoms[panel]
