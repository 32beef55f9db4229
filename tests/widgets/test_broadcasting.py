"""Broadcasting: which shapes fit, and which entries meet."""

from typing import Any

import numpy as np
import pytest

from mlmath.widgets import get
from mlmath.widgets.python.broadcasting import SHAPES

WIDGET = get("python.broadcasting")
ARRAYS = [name for name in SHAPES if name != "number"]
PAIRS = [(a, b) for a in ARRAYS for b in SHAPES]


def rule(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...] | None:
    """Return the shape of a sum by the rule of the page, in plain Python; None: no fit."""
    sizes = []
    for k in range(max(len(a), len(b))):
        m, n = (shape[-1 - k] if k < len(shape) else 1 for shape in (a, b))
        if m != n and 1 not in (m, n):
            return None
        sizes.append(max(m, n))
    return tuple(reversed(sizes))


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_it_fits_where_the_rule_of_the_page_says_so(a, b):
    out = WIDGET.outputs({"a": a, "b": b})
    shape = rule(SHAPES[a], SHAPES[b])
    assert out["fits"] == (shape is not None)
    assert ("broadcast" in out["message"]) == (shape is None)
    assert ("do not fit" in out["summary"]) == (shape is None)
    if shape is not None:
        assert tuple(out["shapes"][-1][-len(shape) :]) == shape
        assert np.prod(out["sum"].shape) == np.prod(shape)


@pytest.mark.parametrize(("a", "b"), PAIRS)
@pytest.mark.parametrize(("row", "column"), [(0, 0), (1, 2), (3, 3)])
def test_the_entry_that_is_told_is_that_of_numpy(a, b, row, column):
    """The text, run as Python on arrays that are made here, gives the numbers that it says."""
    out = WIDGET.outputs({"a": a, "b": b, "row": row, "column": column})
    if not out["fits"]:
        assert out["code"] == ""
        return
    made, numbers, total = out["code"].split(" = ")
    space = {
        name: np.array([step * (i + 1) for i in range(int(np.prod(SHAPES[key])))]).reshape(
            SHAPES[key]
        )
        for name, key, step in (("a", a, 10), ("b", b, 1))
    }
    assert eval(made, space) == eval(numbers) == int(total)
    r, c = out["at"]
    assert out["sum"][r, c] == int(total) == out["a"][r, c] + out["b"][r, c]


def test_what_an_array_has_by_itself():
    """By hand: a table of 4 by 3, and three numbers, which are one row used four times."""
    out = WIDGET.outputs({"a": "table", "b": "three"})
    assert out["shapes"].tolist() == [[4, 3], [0, 3], [4, 3]]
    assert out["own"].tolist() == [[4, 3], [1, 3]]
    assert out["b"].tolist() == [[1, 2, 3]] * 4


def test_no_sentence_is_longer_than_the_longest():
    said = [WIDGET.outputs({"a": a, "b": b})["summary"] for a, b in PAIRS]
    assert max(map(len, said)) <= len(WIDGET.longest)


def test_the_view_shows_what_meets(mount: Any) -> None:
    page = mount("python.broadcasting")
    assert page.locator(".bc-at").count() == 3
    assert page.locator(".bc-copy").count() == 9
    page.locator(".bc-sum .bc-box").nth(7).click()  # row 2, column 1
    page.locator("[data-fact='the entry']", has_text="a[2, 1] + b[1] = 80 + 2 = 82").wait_for()
    page.get_by_label("Shape of b").select_option("four")
    page.get_by_text("from the right, 3 meets 4").wait_for()
    assert page.locator(".bc-sum").count() == 0
    assert page.locator(".bc-clash").text_content() == "differ"
    said = page.locator(".bc-message").all_text_contents()
    assert " ".join(said) == WIDGET.outputs({"b": "four"})["message"]
    page.get_by_label("Shape of b").select_option("column")
    page.get_by_text("(4, 1) fit: the sum").wait_for()
    assert page.locator(".bc-copy").count() == 8
