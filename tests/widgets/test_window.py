"""The window: what it sees, and that no numbers tell the figures apart before it sees both ends."""

from typing import Any

import numpy as np
import pytest

from mlmath.boolean import count_pieces, strips, view_table
from mlmath.widgets import get
from mlmath.widgets.boolean.window import ENDS, LENGTH
from tests.widgets.waiting import drag

WIDGET = get("boolean.window")


@pytest.mark.parametrize("width", range(1, LENGTH + 1))
def test_pairs_look_alike_until_the_window_sees_all(width):
    """As `view_table` counts what is seen, place by place, by its content."""
    out = WIDGET.outputs({"width": width})
    table = [view_table(strips(LENGTH)[ends], width) for ends in ENDS]
    for place in range(LENGTH - width + 1):
        views = [{content for at, content in t if at == place}.pop() for t in table]
        alike = out["views"][place]
        for k in range(4):
            for j in range(4):
                assert (alike[k] == alike[j]) == (views[k] == views[j])
        assert out["same"][place] == (sorted(views[:2]) == sorted(views[2:]))
    assert out["same"].all() == (width < LENGTH)
    assert out["n_places"] == LENGTH - width + 1


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("width", [1, 4, 8])
def test_no_numbers_tell(width, seed):
    out = WIDGET.outputs({"width": width, "seed": seed})
    a, b, c, d = out["scores"].tolist()
    assert a + b == c + d
    assert not out["told"]
    assert np.array_equal(out["scores"], out["evidence"].sum(axis=0))
    for place in range(out["n_places"]):
        seen: dict[int, int] = {}
        for view, number in zip(out["views"][place], out["evidence"][place], strict=True):
            assert seen.setdefault(int(view), int(number)) == number


def test_the_whole_figure_tells():
    out = WIDGET.outputs({"width": LENGTH})
    assert out["told"]
    assert out["scores"].tolist() == [9, 9, -9, -9]
    assert [count_pieces(figure) for figure in out["figures"]] == [1, 1, 2, 2]


def test_a_place_beyond_the_last_is_the_last():
    out = WIDGET.outputs({"width": 8, "place": 9})
    assert out["place"] == 1


def test_the_sentence():
    said = WIDGET.outputs({"width": 1})["summary"]
    assert said.startswith("Through 1 column, what is seen of the upper two figures is seen of")
    assert WIDGET.outputs({"width": LENGTH})["summary"] == (
        "Through 9 columns a detector sees the whole figure, and its number alone tells one piece "
        "from two."
    )


def test_the_window_is_dragged(mount: Any) -> None:
    page = mount("boolean.window")
    box = page.locator(".wd-frame").first.bounding_box()
    x, y, column = box["x"] + 20, box["y"] + 20, box["width"] / 3
    drag(page, (x, y), (x + 3 * column, y), steps=6)
    page.wait_for_function("() => model.get('place') === 4")
    # Once more, from where it is now: one column, a third of the window.
    box = page.locator(".wd-frame").first.bounding_box()
    x, y = box["x"] + 20, box["y"] + 20
    drag(page, (x, y), (x + column, y), steps=3)
    page.wait_for_function("() => model.get('place') === 5")


def test_the_window_by_keyboard(mount: Any) -> None:
    page = mount("boolean.window")
    page.get_by_role("slider", name="Window width").press("End")
    page.get_by_text("a detector sees the whole figure").wait_for()
    assert page.locator("[data-fact='a threshold between']").inner_text() == "yes"
    assert page.locator(".wd-relation").text_content() == "≠"
