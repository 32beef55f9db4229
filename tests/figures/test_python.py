"""The figures of the page Python for this book; what all figures promise is in `test_shared`."""

import numpy as np
import pytest
from matplotlib.patches import Rectangle

from mlmath.figures import python as figures
from tests.figures.drawn import arrows, texts

X = [[0, 1], [2, 0], [1, 2], [3, 1]]


def aliases():
    """Return what two programs give the names xs and ys."""
    one, other = [30, 10], [30, 10]
    return {"one list": {"xs": one, "ys": one}, "two": {"xs": other, "ys": list(other)}}


EXAMPLES = {
    "names": lambda: figures.names(aliases(), alt="Two names of one list, and of two."),
    "axes": lambda: figures.axes(X, alt="A table and its axes."),
}


def boxes(ax):
    """Return the lower left corners of all places, row by row."""
    return sorted(p.get_xy() for p in ax.patches if isinstance(p, Rectangle))


def at(ax, text):
    """Return where a text stands."""
    [found] = {t.get_position() for t in ax.texts if t.get_text() == text}
    return found


def test_names_of_one_list_point_to_one_box_and_of_equal_lists_to_two():
    shared, copied = EXAMPLES["names"]().fig.axes
    assert len(boxes(shared)) == 2
    assert len(boxes(copied)) == 4
    for ax in (shared, copied):
        assert len(arrows(ax)) == 2
        for name, (tail, tip) in zip(("xs", "ys"), arrows(ax), strict=True):
            assert tail[1] == at(ax, name)[1]
            assert tip[0] > tail[0] > at(ax, name)[0]
    rows = sorted({y for _, y in boxes(copied)}, reverse=True)
    # Each arrow ends at the left side of a box: both at one, or each at its own.
    [only] = {y for _, y in boxes(shared)}
    for floor, (_, tip) in zip((only, only), arrows(shared), strict=True):
        assert floor < tip[1] < floor + figures.HIGH
    for floor, (_, tip) in zip(rows, arrows(copied), strict=True):
        assert floor < tip[1] < floor + figures.HIGH


def test_axis_0_leads_down_along_the_left_and_axis_1_to_the_right_along_the_top():
    [ax] = EXAMPLES["axes"]().fig.axes
    (down, along) = arrows(ax)
    corners = np.array(boxes(ax))
    left, floor = corners.min(axis=0)
    right, top = corners.max(axis=0) + np.array([figures.WIDE, figures.HIGH])
    assert down[0][0] == down[1][0] < left
    assert down[:, 1] == pytest.approx([top, floor])
    assert along[0][1] == along[1][1] > top
    assert along[:, 0] == pytest.approx([left, right])
    assert at(ax, "axis 0,\nsize 4")[0] < down[0][0]
    assert at(ax, "axis 1, size 2")[1] > along[0][1]


def test_each_number_stands_in_its_row_and_column():
    """By hand: the columns add up to 6 and 4, and the rows have the means 1/2, 1, 3/2 and 2."""
    [ax] = EXAMPLES["axes"]().fig.axes
    corners = np.array(boxes(ax))
    columns = np.unique((corners[:, 0] + figures.WIDE / 2).round(9))
    rows = np.unique((corners[:, 1] + figures.HIGH / 2).round(9))[::-1]
    shown = {
        (round(x, 9), round(y, 9)): t.get_text() for t in ax.texts for x, y in [t.get_position()]
    }
    table = [[shown[x, y] for x in columns] for y in rows]
    assert table == [[str(value) for value in row] for row in X]
    below = {x: text for (x, y), text in shown.items() if y < rows[-1] and len(text) < 4}
    assert below == dict(zip(columns, ["6", "4"], strict=True))
    beside = {y: text for (x, y), text in shown.items() if x > columns[-1] and len(text) < 4}
    assert beside == dict(zip(rows, ["0.5", "1", "1.5", "2"], strict=True))
    found = texts(EXAMPLES["axes"]().svg())
    assert {"X.sum(axis=0)", "shape (2,)", "X.mean(axis=1)", "shape (4,)"} <= set(found)
