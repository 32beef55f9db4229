"""The sixteen: what it computes, and that every line and every plane is told the truth."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlmath.boolean import threshold_weights, truth_table
from mlmath.widgets import get
from mlmath.widgets.boolean._lines import through
from mlmath.widgets.boolean.sixteen import outputs_of, units
from tests.widgets.waiting import settled

WIDGET = get("boolean.sixteen")
START = {field["name"]: field["default"] for field in WIDGET.spec()["fields"]}
ENDS = st.floats(-1, 2)
PAIRS = {"2": (("two", 1), ("two", 6)), "3": (("three", 1), ("three", 105))}  # AND, and parity


@pytest.mark.parametrize(("n", "lit"), [(2, 14), (3, 104)])
def test_the_board_is_lit_where_a_unit_exists(n, lit):
    """The published counts, and function by function what `threshold_weights` decides."""
    out = WIDGET.outputs({"n_inputs": str(n), "lit": True})
    assert out["board"].sum() == lit
    for number, on in enumerate(out["board"].tolist()):
        assert on == (threshold_weights(outputs_of(n, number)) is not None)


@pytest.mark.parametrize("n", [2, 3])
def test_the_units_compute_their_functions_and_fit_the_sliders(n):
    for number, weights in units(n).items():
        scores = truth_table(n) @ np.array(weights[:n]) + weights[n]
        assert ((scores > 0) == outputs_of(n, number)).all()
        assert scores.all()
        assert max(map(abs, weights)) / 2 <= 3


def test_a_line_by_hand():
    """Level, at a half, positive above: of XOR it has (0, 1) and (0, 0)."""
    out = WIDGET.outputs(START | {"line": [[-0.3, 0.5], [1.3, 0.5]], "lit": True})
    assert out["weights"].tolist() == pytest.approx([0, 1, -0.5])
    assert out["scores"].tolist() == pytest.approx([-0.5, 0.5, -0.5, 0.5])
    assert out["labels"].tolist() == [-1, 1, 1, -1]
    assert out["correct"] == 2
    assert out["crossing"].tolist() == [1, 2, 0, 3]
    assert out["sums"].tolist() == pytest.approx([0, 0])
    assert out["summary"] == (
        "XOR, just one: your line has 2 of 4 corners correct. The circles and the squares "
        "have one sum: no line has all."
    )


@pytest.mark.parametrize("n", ["2", "3"])
def test_until_it_is_lit_nothing_tells_what_can_be_done(n):
    """One function that a unit computes, and one that none does, look alike but for the labels."""
    easy, hard = ({"n_inputs": n, f"of_{name}": k} for name, k in PAIRS[n])
    for inputs in (easy, hard):
        out = WIDGET.outputs(inputs)
        assert (
            len(out["board"]) == len(out["unit"]) == len(out["crossing"]) == len(out["sums"]) == 0
        )
        assert out["summary"].endswith("corners correct.")
        assert (
            out["summary"]
            == WIDGET.outputs(inputs | {"lit": True})["summary"][: len(out["summary"])]
        )


def test_corners_on_a_line_are_on_neither_side():
    """By hand: the diagonal through (0, 0) and (1, 1) has (0, 1) on its left."""
    out = WIDGET.outputs({"line": [[0, 0], [1, 1]]})
    assert out["scores"].tolist() == pytest.approx([0, 0.5**0.5, -(0.5**0.5), 0])
    assert out["scores"][[0, 3]].tolist() == [0, 0]
    assert out["correct"] == 1


@settings(deadline=None, max_examples=80)
@given(px=ENDS, py=ENDS, qx=ENDS, qy=ENDS, number=st.integers(0, 15))
def test_of_any_line(px, py, qx, qy, number):
    if np.hypot(qx - px, qy - py) < 0.05:
        return
    out = WIDGET.outputs({"line": [[px, py], [qx, qy]], "of_two": number, "lit": True})
    w1, w2, b = through([[px, py], [qx, qy]])
    assert np.hypot(w1, w2) == pytest.approx(1)
    assert w1 * px + w2 * py + b == pytest.approx(0, abs=1e-9)
    assert w1 * qx + w2 * qy + b == pytest.approx(0, abs=1e-9)
    assert out["correct"] < 4 or out["board"][number]
    if len(out["sums"]):
        assert out["sums"][0] == pytest.approx(out["sums"][1], abs=1e-5)
        assert out["correct"] < 4


@settings(deadline=None, max_examples=80)
@given(
    plane=st.tuples(*[st.integers(-6, 6)] * 4),
    number=st.integers(0, 255),
)
def test_of_any_plane(plane, number):
    weights = dict(zip(("w1", "w2", "w3", "b"), (v / 2 for v in plane), strict=True))
    out = WIDGET.outputs({"n_inputs": "3", "of_three": number, "lit": True, **weights})
    lit = bool(out["board"][number])
    assert (len(out["unit"]) == 4) == lit
    assert (len(out["crossing"]) == 4) == (not lit)
    assert out["correct"] < 8 or lit
    for corner in out["section"]:
        assert corner @ out["weights"][:3] + out["weights"][3] == pytest.approx(0, abs=1e-5)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ([[0, 0], [0, 0]], "at least 0.05 apart"),
        ([[0, 0], [3, 0]], "coordinates in"),
        ([[0, 0]], "two points"),
        ([["a", 0], [1, 1]], "two points"),
        ([[float("nan"), 0], [1, 1]], "coordinates in"),
    ],
)
def test_a_line_that_is_none_is_refused(line, said):
    with pytest.raises(ValueError, match=f"^line must be .*{said}"):
        WIDGET.outputs({"line": line})


def test_the_board_by_keyboard(mount: Any) -> None:
    page = mount("boolean.sixteen", inputs={"lit": True})
    assert not page.locator(".sx-cells .mlw-cells-cursor").is_visible()
    tile = page.get_by_role("radio", name="XOR, just one, no unit")
    assert tile.get_attribute("aria-checked") == "true"
    tile.focus()
    page.keyboard.press("Control+ArrowRight")  # the browser's: it picks nothing
    page.keyboard.press("ArrowRight")
    page.get_by_text("OR, any: your line has").wait_for()
    chosen = page.locator("[role=radio][aria-checked=true]")
    assert chosen.get_attribute("aria-label") == "OR, any"
    assert chosen.evaluate("e => e === document.activeElement")


def test_a_line_that_does_it_is_shown(mount: Any) -> None:
    page = mount("boolean.sixteen", inputs={"of_two": 1, "lit": True})
    page.get_by_role("button", name="Show one").click()
    page.get_by_text("AND, both: your line has all 4 corners correct.").wait_for()
    page.get_by_role("button", name="Exchange sides").click()
    page.get_by_text("AND, both: your line has 0 of 4 corners correct.").wait_for()


def test_every_line_that_is_shown_does_it(mount: Any) -> None:
    page = mount("boolean.sixteen", inputs={"lit": True})
    for number in units(2):
        page.evaluate("k => { model.set('of_two', k); model.save_changes(); }", number)
        settled(page)
        page.get_by_role("button", name="Show one").click()
        settled(page)
        page.wait_for_function(
            "() => document.querySelector('[data-fact=correct]').textContent === '4 of 4'"
        )


def test_the_ends_are_moved_by_keyboard(mount: Any) -> None:
    page = mount("boolean.sixteen")
    end = page.get_by_role("button", name="first end of the line")
    end.focus()
    page.keyboard.press("Shift+ArrowDown")
    page.wait_for_function("() => Math.abs(model.get('line')[0][1] - 0.6) < 1e-9")


def test_the_board_is_dark_until_it_is_lit(mount: Any) -> None:
    page = mount("boolean.sixteen")
    assert page.locator(".sx-tile[data-lit], .sx-tile[data-out]").count() == 0
    assert not page.get_by_role("button", name="Show one").is_visible()
    page.get_by_role("switch", name="Light those that can be done").click()
    page.locator(".sx-tile[data-lit]").nth(13).wait_for()
    assert page.locator(".sx-tile[data-lit]").count() == 14
    assert page.locator(".sx-tile[data-out]").count() == 2


def test_three_inputs(mount: Any) -> None:
    page = mount("boolean.sixteen", inputs={"n_inputs": "3", "lit": True})
    board = page.get_by_role("application", name="The 256 functions of three inputs")
    lit = board.locator(".mlw-cells-lit").get_attribute("d")
    assert lit.count("M") == 104
    assert board.locator(".mlw-cells-cursor").is_visible()
    assert page.locator("[role=radio]:visible").count() == 0
    page.get_by_role("slider", name="Bias b").press("ArrowRight")
    page.wait_for_function("() => model.get('b') === 0")
    page.locator(".mlw-summary", has_text="01101001: your plane has").wait_for()
    # 105 is row 7, column 10 of the board; the function after it gives 1 at (1, 1, 0) too.
    board.focus()
    page.keyboard.press("Control+ArrowRight")  # the browser's: it picks nothing
    page.keyboard.press("ArrowRight")
    page.locator(".mlw-summary", has_text="01101010: your plane has").wait_for()
    assert page.get_by_text("row 7, column 11, 01101010, no unit").count() == 1
    box = board.bounding_box()
    board.click(position={"x": box["width"] * 0.5 / 16, "y": box["height"] * 0.5 / 16})
    page.locator(".mlw-summary", has_text="00000000: your plane has").wait_for()
