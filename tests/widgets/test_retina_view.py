"""The view of the retina in a browser."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from mlmath.widgets import get
from mlmath.widgets.perceptron.retina import (
    CELLS,
    pattern,
)
from tests.widgets.waiting import drag, finger, settled

WIDGET = get("perceptron.retina")
BLANK = [0] * CELLS


def drawn(page: Any) -> list[int]:
    """Wait for the last answer and its picture; return the drawing as the model has it."""
    settled(page)
    return page.evaluate("window.model.get('drawing')")  # type: ignore[no-any-return]


def lit_cells(drawing: list[int]) -> list[tuple[int, int]]:
    return [divmod(i, 20) for i in range(CELLS) if drawing[i]]


def cell(page: Any, row: int, column: int) -> tuple[float, float]:
    """Return the middle of a cell of the drawing on the screen."""
    page.locator(".mlw-drawing").scroll_into_view_if_needed()
    box = page.locator(".mlw-drawing").bounding_box()
    return box["x"] + (column + 0.5) * box["width"] / 20, box["y"] + (row + 0.5) * box[
        "height"
    ] / 20


def test_draw_with_the_mouse(mount: Any) -> None:
    page = mount("perceptron.retina", inputs={"drawing": BLANK})
    # One fast stroke leaves no gaps.
    drag(page, cell(page, 2, 3), cell(page, 2, 8), cell(page, 5, 8))
    page.mouse.move(*cell(page, 15, 15))  # the pen is up
    across = [(2, c) for c in range(3, 9)]
    down = [(r, 8) for r in range(3, 6)]
    assert lit_cells(drawn(page)) == across + down
    page.mouse.click(*cell(page, 2, 3))  # a lit cell goes out
    drawing = drawn(page)
    assert lit_cells(drawing) == across[1:] + down
    assert page.inner_text(".mlw-summary") == WIDGET.outputs({"drawing": drawing})["summary"]


def test_draw_with_a_finger(mount: Any) -> None:
    page = mount("perceptron.retina", inputs={"drawing": BLANK}, width=390, has_touch=True)
    finger(page, cell(page, 4, 4), cell(page, 9, 4))
    assert lit_cells(drawn(page)) == [(r, 4) for r in range(4, 10)]


def test_draw_with_the_keyboard(mount: Any) -> None:
    page = mount("perceptron.retina", inputs={"drawing": BLANK})
    page.locator(".mlw-drawing").focus()
    page.keyboard.press("Home")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowRight")
    assert lit_cells(drawn(page)) == [(9, 0), (10, 0), (10, 1)]
    assert page.inner_text(".mlw-drawing ~ [aria-live]") == "row 11, column 2, on"
    page.keyboard.press("Enter")
    assert lit_cells(drawn(page)) == [(9, 0), (10, 0)]
    page.keyboard.press("Tab")  # one stop, however many cells, and one for the weights
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "E"


def test_buttons_load_and_clear(mount: Any) -> None:
    page = mount("perceptron.retina", inputs={"noise": 0.1})
    out = WIDGET.outputs({"noise": 0.1})
    for name, which in (("E", 0), ("F", 1)):
        page.get_by_role("button", name=f"Noisy {name}").click()
        first = drawn(page)
        assert first == out["samples"][which][0].tolist()
        page.get_by_role("button", name=f"Noisy {name}").click()
        assert drawn(page) == out["samples"][which][1].tolist() != first
        page.get_by_role("button", name=f"{name}: load this letter", exact=True).click()
        assert drawn(page) == pattern(name)
    page.get_by_role("button", name="Clear").click()
    assert drawn(page) == BLANK
    page.get_by_label("Letters", exact=True).select_option("XO")
    drawn(page)
    page.get_by_role("button", name="X: load this letter", exact=True).click()
    assert drawn(page) == pattern("X")


def test_the_stroke_shows_before_python_is_there(mount: Any) -> None:
    page = mount("perceptron.retina", status="starting", inputs={"drawing": BLANK})
    page.mouse.click(*cell(page, 0, 0))
    assert page.get_attribute(".mlw-drawing .mlw-cells-lit", "d") == "M0 0h1v1h-1z"
    page.evaluate("window.put('status', 'ready')")
    drawing = drawn(page)
    assert page.inner_text(".mlw-summary") == WIDGET.outputs({"drawing": drawing})["summary"]


def test_weights_are_drawn_as_they_are(mount: Any) -> None:
    """A circle for each positive weight, a square for each negative one, by area."""
    page = mount("perceptron.retina", inputs={"shown": 40})
    out = WIDGET.outputs({"shown": 40})
    most = np.abs(out["weights"]).max()
    sides = 0.94 * np.sqrt(np.abs(out["weights"]) / most)
    field = page.locator("[aria-label^='The weights']")
    number = r"-?[\d.]+"
    circles = re.findall(
        rf"M({number}) ({number})a({number}) \3 0 1 0 ({number}) 0",
        field.locator(".mlw-cells-plus").get_attribute("d"),
    )
    squares = re.findall(
        rf"M({number}) ({number})h({number})v\3",
        field.locator(".mlw-cells-minus").get_attribute("d"),
    )
    drawn = np.zeros(CELLS)
    for left, middle, radius, side in (map(float, found) for found in circles):
        assert side == pytest.approx(2 * radius, abs=2e-3)
        drawn[int(middle) * 20 + int(left + radius)] = side
    for left, top, side in (map(float, found) for found in squares):
        drawn[int(top + side / 2) * 20 + int(left + side / 2)] = -side
    assert drawn == pytest.approx(np.sign(out["weights"]) * sides, abs=2e-3)


def test_a_weight_is_read_by_pointer_touch_and_keyboard(mount: Any) -> None:
    """The upper left corner is dark in both letters; both light the middle of their stem."""
    out = WIDGET.outputs({"shown": 40})
    weights = out["weights"].reshape(20, 20)
    row, column = np.argwhere(weights < 0)[0]
    page = mount("perceptron.retina", inputs={"shown": 40}, width=390, has_touch=True)
    field = page.locator(".mlw-retina-weights")
    caption = page.locator("figcaption").nth(1)
    assert caption.inner_text() == "Its weights w"
    box = field.bounding_box()
    at = (
        box["x"] + (column + 0.5) * box["width"] / 20,
        box["y"] + (row + 0.5) * box["height"] / 20,
    )
    said = f"weight −{-weights[row, column]:.0f}"
    page.touchscreen.tap(*at)
    assert caption.inner_text() == said
    page.locator("#mlw-1-title").tap()
    page.mouse.move(*at)
    assert caption.inner_text() == said
    page.mouse.move(1, 1)
    assert caption.inner_text() == "Its weights w"
    page.locator(".mlw-retina-row button").last.focus()
    page.keyboard.press("Shift+Tab")
    while page.evaluate("document.activeElement.closest('svg') === null"):
        page.keyboard.press("Shift+Tab")
    assert field.evaluate("e => e === document.activeElement")
    assert caption.inner_text().startswith("weight ")
    page.keyboard.press("Home")
    for _ in range(10):
        page.keyboard.press("ArrowUp")
    assert caption.inner_text() == "weight 0"
    voice = page.locator(".mlw-retina-weights ~ [aria-live]")
    assert voice.inner_text() == "row 1, column 1, weight 0"
    for key in ["ArrowDown"] * int(row) + ["ArrowRight"] * int(column):
        page.keyboard.press(key)
    assert voice.inner_text() == f"row {row + 1}, column {column + 1}, {said}"
    page.keyboard.press("Tab")
    assert caption.inner_text() == "Its weights w"


def test_the_view_cleans_up(mount: Any) -> None:
    page = mount("perceptron.retina")
    page.evaluate("window.cleanup()")
    assert page.evaluate("window.listening()") == 0
