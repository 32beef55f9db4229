"""The figures of the page The geometry of features; what all promise is in `test_shared`."""

import numpy as np
import pytest
from matplotlib.patches import Polygon

from mlmath.figures import features as figures
from tests.figures.drawn import arrows, texts

Y = np.array([1, -1, 1, -1])
HILL = np.exp(-((np.arange(9) - 4.0) ** 2) / 4)
EXAMPLES = {
    "bars": lambda: figures.bars([np.outer(HILL, HILL)] * 2, alt="Two round spots."),
    "leaning": lambda: figures.leaning([10.0, 1], [10.0, -1], alt="Two arrows, from two places."),
    "small_disc": lambda: figures.small_disc([[2.0, 0], [0, 1]], [0.5, 0], alt="Three panels."),
    "lifted": lambda: figures.lifted((1.0, 2.0), 2.5, alt="Two rings."),
    "doubling": lambda: figures.doubling(3, alt="A street and a grid."),
    "shadows": lambda: figures.shadows([1.0, -1, 1, -1], [0.2, 0.1, -1, 2], Y, alt="Two panels."),
}


def test_a_spot_is_round_and_half_as_bright_at_its_middle_line():
    """Brightness e^(-r²/4) is 1/2 at r = √(4 ln 2) = 1.665; between pixels it is drawn straight."""
    for ax in EXAMPLES["bars"]().fig.axes:
        (lines,) = ax.collections
        middle = np.concatenate(lines.get_paths()[1].to_polygons()) - 4
        assert np.hypot(*middle.T) == pytest.approx(np.sqrt(4 * np.log(2)), abs=0.12)


def test_each_ring_stands_as_high_as_its_squared_radius():
    """Seen so that a unit of height is 0.72 of one across; the sheet of 2.5 lies between."""
    ax = EXAMPLES["lifted"]().fig.axes[0]
    circles = [line for line in ax.lines if len(np.asarray(line.get_xydata())) == 121]
    low, high, low_outer, high_outer = (np.asarray(line.get_xydata()) for line in circles)
    assert high - low == pytest.approx(np.tile([0, 0.72 * 1], (121, 1)))
    assert high_outer - low_outer == pytest.approx(np.tile([0, 0.72 * 4], (121, 1)))
    sheet, ground = (
        np.asarray(patch.get_xy()) for patch in ax.patches if isinstance(patch, Polygon)
    )
    assert sheet - ground == pytest.approx(np.tile([0, 0.72 * 2.5], (len(sheet), 1)))
    assert sheet[:, 1].min() > ground[:, 1].max() + 0.2  # its front edge is not the plane's back
    heights = {note.get_text(): note.get_position()[1] for note in ax.texts}
    assert [heights[name] for name in ("1", "2.5", "4")] == pytest.approx([0.72, 1.8, 2.88])


def test_the_counts_of_street_and_grid():
    """By hand: 2 · 3 and 2 · 6; and 28 and 112 points of the grid within 3 and 6."""
    figure = EXAMPLES["doubling"]()
    assert {"6 and 12", "28 and 112"} <= set(texts(figure.svg()))
    near = [
        sum(0 < i * i + j * j <= r * r for i in range(-r, r + 1) for j in range(-r, r + 1))
        for r in (3, 6)
    ]
    assert near == [28, 112]
    for ax, (few, more) in zip(figure.fig.axes, ((6, 6), (28, 84)), strict=True):
        filled, hollow, middle = (len(np.asarray(line.get_xydata())) for line in ax.lines)
        assert (filled, hollow, middle) == (few, more, 1)


def test_marks_stand_at_their_shadows():
    seen, new = EXAMPLES["shadows"]().fig.axes
    assert seen.get_xlim() == new.get_xlim()
    assert np.asarray(seen.lines[0].get_xdata()).tolist() == [1, 1]
    assert np.asarray(seen.lines[1].get_xdata()).tolist() == [-1, -1]
    assert np.asarray(new.lines[1].get_xdata()).tolist() == [0.1, 2]
    assert seen.lines[0].get_marker() == "o"
    assert seen.lines[1].get_marker() == "s"


def test_arrows_from_the_origin_and_from_the_mean():
    ax = EXAMPLES["leaning"]().fig.axes[0]
    found = arrows(ax).tolist()
    assert found == [
        [[0, 0], [10, 1]], [[10, 0], [10, 1]], [[0, 0], [10, -1]], [[10, 0], [10, -1]],
    ]  # fmt: skip
    assert {"origin", "mean"} <= set(texts(EXAMPLES["leaning"]().svg()))


def test_each_image_of_a_disc_has_room_for_a_disc():
    """Stretched to twice its width by the weights: there is room for its own radius, 1."""
    first, second, third = EXAMPLES["small_disc"]().fig.axes
    circle, ellipse, bent = (np.asarray(ax.lines[0].get_xydata()) for ax in (first, second, third))
    assert np.hypot(*circle.T) == pytest.approx(1)
    assert ((ellipse - [0.5, 0]) / [2, 1]) == pytest.approx(circle)
    assert bent == pytest.approx(np.tanh(ellipse))
    square, disc = (np.asarray(line.get_xydata()) for line in second.lines[1:3])
    assert np.hypot(*(disc - [0.5, 0]).T) == pytest.approx(1)
    corner = 1 / np.sqrt(2)
    assert square.min(axis=0) == pytest.approx([0.5 - corner, -corner])
    assert square.max(axis=0) == pytest.approx([0.5 + corner, corner])
    box, inner = (np.asarray(line.get_xydata()) for line in third.lines[1:3])
    assert box == pytest.approx(np.tanh(square))
    middle = np.array([np.tanh(0.5), 0])
    radius = np.hypot(*(inner - middle).T)
    assert radius == pytest.approx(np.tanh(0.5 + corner) - np.tanh(0.5))  # the nearest side
    for ax, at in zip((first, second, third), ([0, 0], [0.5, 0], middle), strict=True):
        assert np.asarray(ax.lines[-1].get_xydata()) == pytest.approx(np.array([at]))
