"""Figures of the page Networks that remember; what all figures promise is in `test_shared`."""

import numpy as np
import pytest
from matplotlib.patches import Rectangle

from mlmath.figures import hopfield as figures
from tests.figures.drawn import texts

W = [[0, 0, 2, 0, -2], [0, 0, 0, -2, 0], [2, 0, 0, 0, -2], [0, -2, 0, 0, 0], [-2, 0, -2, 0, 0]]
FIRST = (1, 1, 1, -1, -1)

EXAMPLES = {
    "network": lambda: figures.network(W, alt="Five neurons."),
    "states": lambda: figures.states(W, FIRST, {FIRST: "memory 1"}, alt="All states."),
    "first_step": lambda: figures.first_step([0.1, 0.2], [0.001, 0.013], 500, alt="Bits lost."),
    "error_counts": lambda: figures.error_counts(
        {5: [0, 0, 0, 4], 15: [0, 31, 38, 60]}, alt="Bars."
    ),
    "outcomes": lambda: figures.outcomes(
        [[1.0, 0.99, 0.3], [0.2, 0.9, 0.4]], [0.1, 0.16], alt="Overlaps."
    ),
}


def test_the_network_names_its_weights():
    drawn = texts(EXAMPLES["network"]().svg())
    assert {"1", "2", "3", "4", "5", "+2", "−2"} <= set(drawn)
    assert drawn.count("−2") == 3


def test_four_states_are_lowest():
    *_, others, low = EXAMPLES["states"]().fig.axes[0].lines
    assert np.array(low.get_data())[1].tolist() == [-8, -8, -8, -8]
    assert np.size(others.get_xdata()) == 28


def test_the_curve_of_the_first_step_is_the_formula():
    """At 0.138 it is 0.36 percent."""
    curve = EXAMPLES["first_step"]().fig.axes[0].lines[0]
    x, y = np.array(curve.get_data())
    assert np.interp(0.138, x, y) == pytest.approx(0.355, abs=0.01)


def test_the_bars_are_shares_of_all_memories():
    """By hand: three of four at 0; of the others one at 0, two from 30 to 49, one above."""
    few, many = EXAMPLES["error_counts"]().fig.axes
    for ax, shares in ((few, [0.75, 0.25, 0, 0, 0, 0]), (many, [0.25, 0, 0, 0, 0.5, 0.25])):
        bars = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
        assert [bar.get_height() for bar in bars] == shares


def test_kept_and_lost_patterns_look_different():
    lines = EXAMPLES["outcomes"]().fig.axes[0].lines
    assert [np.size(line.get_xdata()) for line in lines if line.get_marker() == "s"] == [1, 2]
    with pytest.raises(ValueError, match=r"overlaps must have shape \(2, n_networks\)"):
        figures.outcomes([[1.0]], [0.1, 0.2], alt="x")
