"""The view of the closing jaws in a browser."""

from __future__ import annotations

import math
from typing import Any

import pytest

from mlmath.widgets.perceptron.playground import default_points
from tests.widgets.jaws import NARROW, WIDGET, XOR
from tests.widgets.waiting import drag, finger, settled


def read(page: Any) -> str:
    settled(page)
    return str(page.get_attribute(".mlw-jaws-hit", "aria-valuetext"))


def expected(out: dict[str, Any], k: int) -> str:
    names = [("lower", "kγ"), ("along", "w·w*"), ("length", "‖w‖"), ("upper", "R√k")]
    parts = [
        f"{symbol} {float(f'{out[name][k]:.3g}'):g}" for name, symbol in names if out[name].size
    ]
    return f"after {k} update{'' if k == 1 else 's'}: {', '.join(parts)}"


def test_readout_by_keyboard(mount: Any) -> None:
    page = mount("perceptron.jaws")
    out = WIDGET.outputs({})
    assert read(page) == expected(out, 15)
    page.locator(".mlw-jaws-hit").focus()
    page.keyboard.press("ArrowLeft")
    assert read(page) == expected(out, 14)
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    assert read(page) == expected(out, 1)
    shown = page.locator(".mlw-jaws-tile > span").all_inner_texts()
    assert [float(value) for value in shown] == pytest.approx(
        [out[name][1] for name in ("lower", "along", "length", "upper")], rel=5e-3
    )
    assert "point 1:" in page.inner_text(".mlw-jaws-when")  # the first point is corrected first
    page.keyboard.press("Tab")  # leaving goes back to the update that the player shows
    assert read(page) == expected(out, 15)


@pytest.mark.parametrize("scale", ["whole", "near", "log"])
def test_readout_by_pointer(mount: Any, scale: str) -> None:
    page = mount("perceptron.jaws", inputs={"scale": scale})
    run = page.locator("path.mlw-jaws-line.length").bounding_box()
    # The run is drawn from update 0 to 15, or on logarithmic axes from 1 to 15.
    share = math.log(6) / math.log(15) if scale == "log" else 6 / 15
    page.mouse.move(run["x"] + share * run["width"], run["y"] + run["height"] / 2)
    assert read(page) == expected(WIDGET.outputs({}), 6)
    page.mouse.move(2, 2)
    assert read(page) == expected(WIDGET.outputs({}), 15)


def test_player_and_scale_work_before_python(mount: Any) -> None:
    page = mount("perceptron.jaws", status="starting")
    before = page.get_attribute("path.mlw-jaws-line.upper", "d")
    page.get_by_label("Axes").select_option("log")
    page.wait_for_function(
        "d => document.querySelector('path.mlw-jaws-line.upper').getAttribute('d') !== d",
        arg=before,
    )
    page.get_by_role("button", name="Back").click()
    sentence = WIDGET.outputs({"updates": 14})["summary"]
    page.wait_for_function(
        "text => document.querySelector('.mlw-summary').textContent === text", arg=sentence
    )
    page.evaluate("window.put('status', 'ready')")
    settled(page)
    assert page.inner_text(".mlw-summary") == sentence


@pytest.mark.parametrize("scale", ["whole", "near", "log"])
@pytest.mark.parametrize("points", [XOR, NARROW, [], [[0, 1, 1], [0, -1, -1]], [[0, 0, 1]]])
def test_picture_of_odd_data(mount: Any, scale: str, points: list[Any]) -> None:
    page = mount("perceptron.jaws", inputs={"scale": scale, "points": points})
    out = WIDGET.outputs({"points": points})
    drawn = page.inner_html(".mlw-picture")
    assert "NaN" not in drawn
    assert "Infinity" not in drawn
    assert "undefined" not in drawn
    assert page.inner_text(".mlw-summary") == out["summary"]
    lower = page.locator("path.mlw-jaws-line.lower")
    assert bool(lower.count() and lower.get_attribute("d")) == bool(out["bound"])
    for updates in (0, 1):
        page.evaluate("k => { model.set('updates', k); model.save_changes(); }", updates)
        settled(page)
        assert "NaN" not in page.inner_html(".mlw-picture")
        summary = WIDGET.outputs({"points": points, "updates": updates})["summary"]
        assert page.inner_text(".mlw-summary") == summary


# Where a mark of the horizontal axis is, in pixels, and where the upper and lower jaw end.
AXES = "() => document.querySelector('.mlw-jaws-plot .mlw-x').textContent"
ENDS = """() => Object.fromEntries(["upper", "lower"].map((name) =>
  [name, document.querySelector(`path.mlw-jaws-line.${name}`).getBBox().y]))"""


def put(page: Any, **inputs: Any) -> None:
    page.evaluate(
        """values => {
          for (const [name, value] of Object.entries(values)) window.model.set(name, value);
          window.model.save_changes();
        }""",
        inputs,
    )
    settled(page)


def closer() -> list[list[float]]:
    """Return the first points, but a circle and a square that face each other closer together."""
    points = default_points()
    points[9][:2], points[17][:2] = [0.2, -0.7], [-0.1, -0.7]
    return points


@pytest.mark.parametrize("touch", [False, True])
def test_points_are_dragged_beside_the_jaws(mount: Any, touch: bool) -> None:
    page = mount("perceptron.jaws", width=390, height=844, has_touch=touch)
    handle = page.locator(".mlw-jaws-points .mlw-handle").nth(9)
    box = handle.locator("path").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    if touch:
        finger(page, (x, y), (x - 20, y))
    else:
        drag(page, (x, y), (x - 20, y), steps=3)
    settled(page)
    points = page.evaluate("window.model.get('points')")
    assert points[9][0] < default_points()[9][0]
    assert points[:9] == default_points()[:9]
    assert page.inner_text(".mlw-summary") == WIDGET.outputs({"points": points})["summary"]
    # Cause and effect are on one screen of a phone.
    top = page.locator(".mlw-jaws-points").bounding_box()
    jaws = page.locator(".mlw-jaws-read").bounding_box()
    assert jaws["y"] + jaws["height"] - top["y"] <= 844 - 49


def test_the_axes_hold_still_and_the_former_jaws_stay_until_reset(mount: Any) -> None:
    page = mount("perceptron.jaws")
    ghosts = page.locator(".mlw-jaws-ghost")
    assert ghosts.count() == 0
    axes, before = page.evaluate(AXES), page.evaluate(ENDS)
    put(page, points=closer())
    out = WIDGET.outputs({"points": closer()})
    assert out["bound"] > 2 * WIDGET.outputs({})["bound"]
    assert page.evaluate(AXES) == axes
    after = page.evaluate(ENDS)
    assert after["lower"] > before["lower"] + 20, "flatter, so its end is lower on the screen"
    assert ghosts.count() == 2
    # The ghosts end where the former jaws closed, above the lower jaw that is there now.
    assert ghosts.last.evaluate("e => e.getBBox().y") == pytest.approx(before["lower"], abs=1)
    page.get_by_role("button", name="Reset").click()
    settled(page)
    assert ghosts.count() == 0
    assert page.evaluate(AXES) != axes


def test_the_axes_grow_where_the_run_would_leave_them(mount: Any) -> None:
    page = mount("perceptron.jaws")
    axes = page.evaluate(AXES)
    # XOR: 500 updates, far beyond the 42 of the first axes; the jaws come back with their axes.
    put(page, points=XOR)
    assert page.evaluate(AXES) != axes
    put(page, points=default_points())
    assert page.evaluate(AXES) == axes


def test_where_no_line_separates_there_is_a_way_back(mount: Any) -> None:
    page = mount("perceptron.jaws", width=390)
    back = page.get_by_role("button", name="Take the first points again")
    assert not back.is_visible()
    for points in (XOR, [[0, 0, 1]]):
        put(page, points=points)
        back.click()
        settled(page)
        assert page.evaluate("window.model.get('points')") == default_points()
        assert not back.is_visible()


def test_the_view_cleans_up(mount: Any) -> None:
    page = mount("perceptron.jaws")
    page.evaluate("window.cleanup()")
    assert page.evaluate("window.listening()") == 0
