"""The slope under a lens: what it computes, and that the view follows the zoom."""

from typing import Any

import numpy as np
import pytest

from mlmath.foundations import central_difference
from mlmath.widgets import get
from mlmath.widgets.calculus.lens import VALUES, coast, power
from tests.widgets.waiting import settled

WIDGET = get("calculus.lens")


def test_a_bowl_by_hand():
    """x²/4 at 2, half a lens of 1: slopes (9 - 4)/4 and (4 - 1)/4, the tangent 1, a gap of 1/4."""
    out = WIDGET.outputs({"curve": "bowl", "x": 2.0})
    assert (out["ahead"], out["behind"], out["slope"]) == (1.25, 0.75, 1.0)
    assert out["gap"] == 0.25
    assert out["curve"][0].tolist() == [-1, -0.75]
    assert out["curve"][-1].tolist() == [1, 1.25]
    assert out["curve"][120].tolist() == [0, 0]
    assert out["summary"].endswith("The slope is 1.2500 ahead and 0.7500 behind: not one line.")


@pytest.mark.parametrize("curve", ["wave", "bowl", "kink"])
@pytest.mark.parametrize("x", [-1.3, 0.4, 2.0])
def test_the_tangent_has_the_slope_of_small_steps(curve, x):
    out = WIDGET.outputs({"curve": curve, "x": x})
    measured = float(central_difference(VALUES[curve], x, 1e-5))
    assert out["slope"] == pytest.approx(measured, abs=1e-9)


def test_a_lens_ten_times_as_strong_shows_a_tenth_of_the_difference():
    for curve in ("wave", "bowl"):
        shown = [WIDGET.outputs({"curve": curve, "zoom": float(z)}) for z in range(6)]
        differ = [abs(out["ahead"] - out["behind"]) for out in shown]
        assert np.divide(differ[1:], differ[:-1])[1:] == pytest.approx([0.1] * 4, rel=1e-2)
        gaps = [out["gap"] for out in shown]
        assert np.divide(gaps[1:], gaps[:-1])[1:] == pytest.approx([0.1] * 4, rel=5e-2)


def test_a_kink_and_a_coast_stay_what_they_are():
    for zoom in (0.0, 3.0, 6.0):
        kink = WIDGET.outputs({"curve": "kink", "x": 0.0, "zoom": zoom})
        assert (kink["ahead"], kink["behind"], kink["has_slope"]) == (1, -1, False)
        assert not WIDGET.outputs({"curve": "rough", "zoom": zoom})["has_slope"]
    assert WIDGET.outputs({"curve": "kink", "x": -0.5, "zoom": 1.0})["slope"] == -1


def test_the_coast_by_hand():
    """Half of d(x) + d(2x)/2 + d(4x)/4 + ...: at 1/4 half of 1/4 + 1/4, at 1/3 half of 2/3."""
    values = coast(np.array([0.0, 0.25, 0.5, 1 / 3]))
    assert values == pytest.approx([0, 0.25, 0.25, 1 / 3])


def test_the_dots_make_a_v():
    """Down in proportion to h, up again in proportion to 1/h, lowest near the root of 2⁻⁵²."""
    out = WIDGET.outputs({})
    hs, differ = out["hs"].astype(float), out["differ"].astype(float)
    long = (hs > 1e-6) & (hs < 1e-2)
    assert differ[long] / hs[long] == pytest.approx(1, rel=1e-2)  # |f''(1)|
    worst = [differ[k : k + 30].max() for k in range(len(hs) - 30)]
    assert 1e-9 < hs[15 + int(np.argmin(worst))] < 1e-7
    assert differ[hs < 1e-14].max() > 1e-3


def test_the_last_lens_shows_stairs():
    out = WIDGET.outputs({"zoom": 15.0})
    assert len(np.unique(out["curve"][:, 1])) < 30
    assert "stairs" in out["summary"]


@pytest.mark.parametrize(
    ("h", "text"), [(1.0, "1.0"), (0.002, "2.0 · 10⁻³"), (1e-15, "1.0 · 10⁻¹⁵")]
)
def test_powers_of_ten_are_written_out(h, text):
    assert power(h) == text


def test_the_zoom_by_keyboard(mount: Any) -> None:
    page = mount("calculus.lens")
    dots = page.locator(".ln-dots")
    first = (dots.get_attribute("d") or "").count("M")
    zoom = page.get_by_role("slider", name="Zoom")
    zoom.focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    settled(page)
    page.get_by_text("Half a lens is 1.0 · 10⁻¹ wide.").wait_for()
    # Three dots for each tenth of a step: what a stronger lens would show is not told before.
    assert (dots.get_attribute("d") or "").count("M") - first == 30
    page.get_by_label("Curve").select_option("rough")
    page.wait_for_function("document.querySelector('[data-fact=tangent]').textContent === 'none'")


def test_on_a_phone_the_zoom_stands_between_the_lens_and_the_plot(mount: Any) -> None:
    page = mount("calculus.lens", width=378)
    lens, plot = (one.bounding_box() for one in page.locator(".mlw-picture .mlw-svg").all())
    zoom = page.get_by_role("slider", name="Zoom").bounding_box()
    assert lens["y"] + lens["height"] <= zoom["y"]
    assert zoom["y"] + zoom["height"] <= plot["y"]
    assert zoom["y"] + zoom["height"] - lens["y"] < 600  # a screen of a phone shows both
    assert zoom["width"] > 280  # the whole width of the card, not a third
    wide = mount("calculus.lens", width=900)
    lens, plot = (one.bounding_box() for one in wide.locator(".mlw-picture .mlw-svg").all())
    assert lens["y"] == plot["y"]
    zoom = wide.get_by_role("slider", name="Zoom").bounding_box()
    assert lens["y"] + lens["height"] <= zoom["y"]


def test_the_axes_and_the_lens_write_powers_of_ten(mount: Any) -> None:
    page = mount("calculus.lens")
    page.evaluate("() => { model.set('zoom', 7); model.save_changes(); }")
    settled(page)
    assert page.locator(".ln-name").first.text_content() == "half the lens: h = 10⁻⁷"
    numbers = set(page.locator(".mlw-axes .tick text").all_text_contents()) - {""}
    assert {"10⁻¹⁵", "10⁻¹⁰", "10⁻⁵", "1"} == numbers
