"""What the retina computes, against loops over plain integers, and its view in a browser."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from mlmath.datasets import letter
from mlmath.widgets import get
from mlmath.widgets.perceptron.retina import (
    CELLS,
    LOADING,
    PAIRS,
    SAMPLES,
    TESTING,
    TESTS,
    check_drawing,
    copies,
    pattern,
    presented,
)

WIDGET = get("perceptron.retina")
BLANK = [0] * CELLS


def by_scalars(rows: Any, n: int) -> tuple[list[int], int, list[int]]:
    """Learn from n rows, the two classes in turn, with nothing but integers and loops."""
    weights, bias, counts = [0] * CELLS, 0, [0]
    for i in range(n):
        y = 1 if i % 2 == 0 else -1
        x = [int(cell) for cell in rows[i]]
        total = bias + sum(w * cell for w, cell in zip(weights, x, strict=True))
        wrong = y * total <= 0
        if wrong:
            weights = [w + y * cell for w, cell in zip(weights, x, strict=True)]
            bias += y
        counts.append(counts[-1] + wrong)
    return weights, bias, counts


def test_without_noise_by_counting_cells() -> None:
    # F lies wholly inside E, so the weights stay p E - q F and each sum needs only the numbers
    # of cells e and f: E answers p e - q f + b, F answers (p - q) f + b.
    e, f = int(letter("E").sum()), int(letter("F").sum())
    assert ((letter("E") - letter("F")) >= 0).all()
    p = q = b = 0
    counts = [0]
    for i in range(50):
        if i % 2 == 0:
            wrong = p * e - q * f + b <= 0
            p, b = p + wrong, b + wrong
        else:
            wrong = (p - q) * f + b >= 0
            q, b = q + wrong, b - wrong
        counts.append(counts[-1] + wrong)
    out = WIDGET.outputs({"noise": 0.0, "shown": 50})
    assert out["updates"].tolist() == counts
    assert out["bias"] == b
    assert np.array_equal(out["weights"], (p * letter("E") - q * letter("F")).ravel())
    assert out["correct"] == 100
    assert "100 of 100 fresh ones correct, your drawing read as E." in out["summary"]


@pytest.mark.parametrize("noise", [0.05, 0.3])
def test_every_presentation_agrees_with_a_loop_over_integers(noise: float) -> None:
    weights, bias, counts = by_scalars(presented("XO", noise, 5, 90), 90)
    drawing = pattern("T")
    out = WIDGET.outputs({"pair": "XO", "noise": noise, "seed": 5, "shown": 90, "drawing": drawing})
    assert out["weights"].tolist() == weights
    assert out["bias"] == bias
    assert out["updates"].tolist() == counts
    total = bias + sum(w * cell for w, cell in zip(weights, drawing, strict=True))
    assert out["score"] == total
    assert out["reading"] == ("X" if total > 0 else "O" if total < 0 else "")


def test_a_longer_run_begins_like_a_shorter_one() -> None:
    short = WIDGET.outputs({"shown": 17, "noise": 0.2})
    long = WIDGET.outputs({"shown": 400, "noise": 0.2})
    assert long["updates"][:18].tolist() == short["updates"].tolist()
    assert long["updates"].shape == (401,)


def test_last_example() -> None:
    shown = presented("EF", 0.1, 0, 3)
    for n, name in ((1, "E"), (2, "F"), (3, "E")):
        out = WIDGET.outputs({"shown": n, "noise": 0.1})
        assert out["seen"].tolist() == shown[n - 1].tolist()
        assert out["seen_letter"] == name
        assert out["seen_wrong"] == (out["updates"][n] > out["updates"][n - 1])
    first = WIDGET.outputs({"shown": 1})
    assert first["seen_wrong"]  # at w = 0 the sum is 0, which counts as wrong


def test_accuracy_is_that_of_the_sums_shown() -> None:
    out = WIDGET.outputs({"noise": 0.25, "shown": 60})
    right = sum(
        (s > 0 and label == 1) or (s < 0 and label == -1)
        for s, label in zip(out["test_scores"], out["test_labels"], strict=True)
    )
    assert 50 < right == out["correct"] < 100
    assert out["test_labels"].sum() == 0
    assert len(out["test_labels"]) == TESTS == out["tests"]
    again = copies("EF", 0.25, 0, TESTING, TESTS).astype(int) @ out["weights"].astype(int)
    assert out["test_scores"].tolist() == (again + int(out["bias"])).tolist()


@pytest.mark.parametrize("pair", PAIRS)
def test_every_pair_is_learned(pair: str) -> None:
    out = WIDGET.outputs({"pair": pair, "noise": 0.1, "shown": 400, "drawing": pattern(pair[1])})
    assert out["correct"] >= 95
    assert out["reading"] == pair[1]
    assert (out["first"], out["second"]) == (pair[0], pair[1])


def test_the_examples_are_fresh_and_as_noisy_as_asked() -> None:
    shown = presented("EF", 0.1, 3, 400)
    tests = copies("EF", 0.1, 3, TESTING, TESTS)
    load = copies("EF", 0.1, 3, LOADING, 2 * SAMPLES)
    rows = np.vstack([shown, tests, load])
    assert len(np.unique(rows, axis=0)) == len(rows)  # no two alike
    clean = np.array([pattern("E"), pattern("F")])[np.arange(400) % 2]
    flipped = (shown != clean).mean()
    sd = np.sqrt(0.1 * 0.9 / clean.size)  # of a share of independent flips
    assert flipped == pytest.approx(0.1, abs=5 * sd)


def test_letters_to_load() -> None:
    out = WIDGET.outputs({"pair": "CG", "noise": 0.0})
    assert out["patterns"].tolist() == [pattern("C"), pattern("G")]
    assert out["samples"].shape == (2, SAMPLES, CELLS)
    for which in range(2):
        assert (out["samples"][which] == out["patterns"][which]).all()


def test_before_the_first_presentation() -> None:
    out = WIDGET.outputs({"shown": 0})
    assert not out["weights"].any()
    assert not out["bias"]
    assert not out["seen"].any()
    assert out["correct"] == 0
    assert out["reading"] == ""
    assert out["updates"].tolist() == [0]
    assert out["summary"] == (
        "All weights are zero: it cannot yet tell E from F, nor read your drawing."
    )


def test_sentences_at_the_edges() -> None:
    one = WIDGET.outputs({"shown": 1})["summary"]
    assert one.startswith("1 letter, 1 update: ")
    # After E and F, shown once each without noise, w = E - F and b = 0: F itself sums to 0.
    undecided = WIDGET.outputs({"shown": 2, "noise": 0.0, "drawing": pattern("F")})
    assert undecided["score"] == 0
    assert undecided["summary"] == (
        "2 letters, 2 updates: 50 of 100 fresh ones correct, your drawing read as neither."
    )
    empty = WIDGET.outputs({"drawing": BLANK, "shown": 40})
    assert empty["score"] == empty["bias"]


def test_without_noise_the_show_is_short_and_ends_with_what_to_do() -> None:
    """After 10 letters nothing changes, and the 60th is the last; with noise there are 400."""
    end = WIDGET.outputs({"shown": 400})
    assert len(end["updates"]) - 1 == end["last"] == 60
    assert len(set(end["updates"][10:].tolist())) == 1
    assert end["summary"].startswith("60 letters, ")
    assert end["summary"].endswith(" Now draw.")
    assert "Now draw" not in WIDGET.outputs({"shown": 59})["summary"]
    assert WIDGET.outputs({"shown": 60, "noise": 0.01})["last"] == 400


def test_equal_inputs_give_equal_numbers_and_seeds_differ() -> None:
    once, again = (WIDGET.outputs({"noise": 0.2, "shown": 40}) for _ in range(2))
    assert all(np.array_equal(once[name], again[name]) for name in once)
    assert (
        WIDGET.outputs({"noise": 0.2, "shown": 40, "seed": 1})["weights"] != once["weights"]
    ).any()


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("E", "drawing must be a list of 400 zeros and ones, got 'E'"),
        (None, "drawing must be a list of 400 zeros and ones, got None"),
        ([0] * 399, "drawing must hold 400 zeros and ones, got 399 values"),
        ([0] * 399 + [2], "drawing must hold only 0 and 1, got 2 at index 399"),
        ([0, "1"] * 200, "drawing must hold only 0 and 1, got '1' at index 1"),
        ([float("nan")] * 400, "drawing must hold only 0 and 1, got nan at index 0"),
    ],
)
def test_a_wrong_drawing_is_refused(value: Any, message: str) -> None:
    with pytest.raises(ValueError) as error:
        WIDGET.outputs({"drawing": value})
    assert str(error.value) == message


def test_a_drawing_comes_back_as_plain_integers() -> None:
    cells = check_drawing("drawing", np.ones(CELLS))
    assert cells == [1] * CELLS
    assert {type(cell) for cell in cells} == {int}


@pytest.mark.parametrize(
    ("field", "value"), [("pair", "AB"), ("noise", 0.6), ("shown", 401), ("seed", -1)]
)
def test_wrong_inputs_name_the_field(field: str, value: Any) -> None:
    with pytest.raises(ValueError, match=f"^{field} must"):
        WIDGET.outputs({field: value})


# ------------------------------------------------------------------------------------- the view


def settled(page: Any) -> list[int]:
    """Wait for the last answer and its picture; return the drawing as the model has it."""
    page.wait_for_function("() => !window.asked() && !document.querySelector('[data-stale]')")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
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
    page.mouse.move(*cell(page, 2, 3))
    page.mouse.down()
    page.mouse.move(*cell(page, 2, 8))  # one fast stroke leaves no gaps
    page.mouse.move(*cell(page, 5, 8))
    page.mouse.up()
    page.mouse.move(*cell(page, 15, 15))  # the pen is up
    across = [(2, c) for c in range(3, 9)]
    down = [(r, 8) for r in range(3, 6)]
    assert lit_cells(settled(page)) == across + down
    page.mouse.click(*cell(page, 2, 3))  # a lit cell goes out
    drawing = settled(page)
    assert lit_cells(drawing) == across[1:] + down
    assert page.inner_text(".mlw-summary") == WIDGET.outputs({"drawing": drawing})["summary"]


def test_draw_with_a_finger(mount: Any) -> None:
    page = mount("perceptron.retina", inputs={"drawing": BLANK}, width=390, has_touch=True)
    client = page.context.new_cdp_session(page)
    for kind, at in [("touchStart", (4, 4)), ("touchMove", (9, 4)), ("touchEnd", None)]:
        x, y = cell(page, *at) if at else (0, 0)
        points = [{"x": x, "y": y}] if at else []
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    assert lit_cells(settled(page)) == [(r, 4) for r in range(4, 10)]


def test_draw_with_the_keyboard(mount: Any) -> None:
    page = mount("perceptron.retina", inputs={"drawing": BLANK})
    page.locator(".mlw-drawing").focus()
    page.keyboard.press("Home")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowRight")
    assert lit_cells(settled(page)) == [(9, 0), (10, 0), (10, 1)]
    assert page.inner_text(".mlw-drawing ~ [aria-live]") == "row 11, column 2, on"
    page.keyboard.press("Enter")
    assert lit_cells(settled(page)) == [(9, 0), (10, 0)]
    page.keyboard.press("Tab")  # one stop, however many cells, and one for the weights
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "E"


def test_buttons_load_and_clear(mount: Any) -> None:
    page = mount("perceptron.retina", inputs={"noise": 0.1})
    out = WIDGET.outputs({"noise": 0.1})
    for name, which in (("E", 0), ("F", 1)):
        page.get_by_role("button", name=f"Noisy {name}").click()
        first = settled(page)
        assert first == out["samples"][which][0].tolist()
        page.get_by_role("button", name=f"Noisy {name}").click()
        assert settled(page) == out["samples"][which][1].tolist() != first
        page.get_by_role("button", name=f"{name}: load this letter", exact=True).click()
        assert settled(page) == pattern(name)
    page.get_by_role("button", name="Clear").click()
    assert settled(page) == BLANK
    page.get_by_label("Letters", exact=True).select_option("XO")
    settled(page)
    page.get_by_role("button", name="X: load this letter", exact=True).click()
    assert settled(page) == pattern("X")


def test_the_stroke_shows_before_python_is_there(mount: Any) -> None:
    page = mount("perceptron.retina", status="starting", inputs={"drawing": BLANK})
    page.mouse.click(*cell(page, 0, 0))
    assert page.get_attribute(".mlw-drawing .mlw-cells-lit", "d") == "M0 0h1v1h-1z"
    page.evaluate("window.put('status', 'ready')")
    drawing = settled(page)
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
