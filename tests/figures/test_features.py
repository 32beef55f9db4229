"""The figures of the page The geometry of features; what all promise is in `test_shared`."""

import numpy as np
import pytest
from matplotlib.patches import Polygon

from mlmath.figures import features as figures
from tests.figures.drawn import texts

Y = np.array([1, -1, 1, -1])
HILL = np.exp(-((np.arange(9) - 4.0) ** 2) / 4)
EXAMPLES = {
    "bars": lambda: figures.bars([np.outer(HILL, HILL)] * 2, alt="Two round spots."),
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
    """Seen so that a unit of height is 0.62 of one across; the sheet of 2.5 lies between."""
    ax = EXAMPLES["lifted"]().fig.axes[0]
    circles = [line for line in ax.lines if len(np.asarray(line.get_xydata())) == 121]
    low, high, low_outer, high_outer = (np.asarray(line.get_xydata()) for line in circles)
    assert high - low == pytest.approx(np.tile([0, 0.62 * 1], (121, 1)))
    assert high_outer - low_outer == pytest.approx(np.tile([0, 0.62 * 4], (121, 1)))
    sheet, ground = (
        np.asarray(patch.get_xy()) for patch in ax.patches if isinstance(patch, Polygon)
    )
    assert sheet - ground == pytest.approx(np.tile([0, 0.62 * 2.5], (len(sheet), 1)))


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
