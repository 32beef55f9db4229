"""The figures of the page Numbers in a machine; what all figures promise is in `test_shared`."""

import numpy as np
import pytest

from mlmath.figures import numbers as figures
from tests.figures.drawn import texts

H = np.array([1e-12, 1e-8, 1e-4])
EXAMPLES = {
    "cancel": lambda: figures.cancel([[2.4, 2.5], [1.6, 1.5]], 1.0, alt="Two bars."),
    "ruler": lambda: figures.ruler([0, 0.5, 1, 1.5, 2, 3, 4], [0, 1, 3], alt="A ruler."),
    "trees": lambda: figures.trees(8, alt="Two trees."),
    "vee": lambda: figures.vee(
        H, H + 1e-16 / H, H * H, [[1e-8, 2e-8], [1e-5, 1e-10]], alt="Two clouds."
    ),
}


def test_powers_of_two_and_zero_stand_taller():
    figure = EXAMPLES["ruler"]()
    ax = figure.fig.axes[0]
    marks = [np.asarray(line.get_xydata()) for line in ax.lines[1:]]
    heights = {float(mark[0, 0]): float(mark[1, 1]) for mark in marks}
    tall = max(heights.values())
    assert {x for x, y in heights.items() if y == tall} == {0, 0.5, 1, 2, 4}
    assert set(texts(figure.svg())) == {"0", "1", "3"}


@pytest.mark.parametrize(("side", "most", "joins"), [(0, 7, 7), (1, 3, 7)])
def test_a_tree_has_the_additions_that_its_title_says(side, most, joins):
    """By hand: seven additions in both; the first term passes through seven, or through three."""
    ax = EXAMPLES["trees"]().fig.axes[side]
    assert ax.get_title().endswith(f"k = {most}")
    discs = [line for line in ax.lines if line.get_marker() == "o"]
    assert sum(len(np.asarray(line.get_xydata())) for line in discs) == joins
    bold = [line for line in ax.lines if line.get_linewidth() == 3]
    assert len(bold) == most
    x, y = np.array([line.get_xydata() for line in bold]).transpose(2, 0, 1)
    assert (x[0, 0], y[0, 0]) == (0, 0)
    assert (x[1:, 0] == x[:-1, 1]).all()
    assert (y[1:, 0] == y[:-1, 1]).all()


def test_errors_of_zero_are_left_out_and_the_lowest_points_ringed():
    figure = figures.vee(H, np.array([1.0, 0, 1]), H, [[1, 2], [3, 4]], alt="Two clouds.")
    ax = figure.fig.axes[0]
    places = [np.asarray(line.get_xydata()).tolist() for line in ax.lines]
    assert [x for x, _ in places[0]] == [1e-12, 1e-4]
    assert places[1::2] == [[[1, 2]], [[3, 4]]]


def test_bars_end_at_the_rounded_numbers_and_what_is_left_of_both_lies_below():
    """By hand: 2.4 and 1.6, rounded to 2.5 and 1.5, differ by 0.8, and then by 1."""
    figure = EXAMPLES["cancel"]()
    ax = figure.fig.axes[0]
    ends = [np.asarray(line.get_xdata()).tolist() for line in ax.lines]
    assert [ends[0][1], ends[2][1]] == [2.5, 1.5]
    assert (ends[1], ends[3]) == ([2.4, 2.4], [1.6, 1.6])
    assert (ends[4], ends[5]) == ([1.5, 2.5], [1.6, 2.4])
    shaded = [shape.get_paths()[0].get_extents() for shape in ax.collections]
    assert [(box.x0, box.x1) for box in shaded] == [(2, 3), (1, 2)]
    assert {"2.5", "1.5", "1.00000", "0.80000"} <= set(texts(figure.svg()))
