"""Figures of the page Networks that remember; what all figures promise is in `test_shared`."""

import numpy as np
import pytest
from matplotlib.patches import Circle, Rectangle

from mlmath.figures import hopfield as figures
from tests.figures.drawn import texts

W = [[0, 0, 2, 0, -2], [0, 0, 0, -2, 0], [2, 0, 0, 0, -2], [0, -2, 0, 0, 0], [-2, 0, -2, 0, 0]]
FIRST = (1, 1, 1, -1, -1)

EXAMPLES = {
    "network": lambda: figures.network(W, alt="Five neurons."),
    "states": lambda: figures.states(W, FIRST, {FIRST: "memory 1"}, alt="All states."),
    "bells": lambda: figures.bells([0.1, 0.3], alt="Two bells."),
    "tangent": lambda: figures.tangent([2, -1], 0.5, alt="A curve and its tangent."),
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


def test_the_network_goes_around_and_weights_below_zero_are_dashed():
    """By hand: the first neuron on top, the next to its right; lines from rim to rim."""
    ax = EXAMPLES["network"]().fig.axes[0]
    middles = np.array([patch.get_center() for patch in ax.patches if isinstance(patch, Circle)])
    np.testing.assert_allclose(middles[0], [0, 1], atol=1e-12)
    assert middles[1][0] > 0.9
    for line, (i, j) in zip(ax.lines, ((0, 2), (0, 4), (1, 3), (2, 4)), strict=True):
        ends = np.array(line.get_data()).T
        np.testing.assert_allclose(np.linalg.norm(ends - middles[[i, j]], axis=1), 0.2)
        length = np.linalg.norm(middles[i] - middles[j])
        assert np.linalg.norm(ends[0] - ends[1]) == pytest.approx(length - 0.4)
        assert line.get_linestyle() == ("-" if W[i][j] > 0 else "--")


def test_the_memory_itself_differs_in_no_neuron():
    ax = EXAMPLES["states"]().fig.axes[0]
    (name,) = (text for text in ax.texts if text.get_text() == "memory 1")
    assert -0.5 < name.get_position()[0] < 0.5


def test_lines_join_states_that_differ_in_one_neuron():
    """By hand: 32 states with five neighbors each, and columns that lie about whole numbers."""
    *edges, others, low = EXAMPLES["states"]().fig.axes[0].lines
    assert len(edges) == 32 * 5 / 2
    steps = np.array([np.ptp(np.round(np.array(line.get_xdata()))) for line in edges])
    assert (steps == 1).all()
    x = np.concatenate([np.array(line.get_xdata()) for line in (others, low)])
    columns = [x[np.round(x) == k] for k in range(6)]
    assert [len(column) for column in columns] == [1, 5, 10, 10, 5, 1]
    np.testing.assert_allclose([column.mean() for column in columns], range(6), atol=1e-12)


def test_four_states_are_lowest():
    *_, others, low = EXAMPLES["states"]().fig.axes[0].lines
    assert np.array(low.get_data())[1].tolist() == [-8, -8, -8, -8]
    assert np.size(others.get_xdata()) == 28


def test_the_curve_of_the_first_step_is_the_formula():
    """At 0.138 it is 0.36 percent."""
    curve, dots, *_ = EXAMPLES["first_step"]().fig.axes[0].lines
    np.testing.assert_allclose(np.array(dots.get_data()).T, [[0.1, 0.1], [0.2, 1.3]])
    x, y = np.array(curve.get_data())
    assert np.interp(0.138, x, y) == pytest.approx(0.355, abs=0.01)


def test_a_bell_holds_everything_and_loses_what_the_formula_says():
    """At a load of 0.3 that is 3.4 percent, by the table of the normal law at 1/√0.3 = 1.83."""
    wide = EXAMPLES["bells"]().fig.axes[0].lines[1]
    x, y = np.array(wide.get_data())
    lost = x <= 0
    assert np.trapezoid(y, x) == pytest.approx(1, abs=0.005)
    assert np.trapezoid(y[lost], x[lost]) == pytest.approx(0.034, abs=0.001)


def test_the_tangent_touches_from_below_and_the_update_is_its_slope():
    """By hand at s = 1/2: e and 1/√e, so shares of 0.818 and 0.182, and 2 · 0.818 - 0.182."""
    upper, tangent, square, old, new = EXAMPLES["tangent"]().fig.axes[0].lines
    s, half = np.array(square.get_data())
    np.testing.assert_allclose(half, s**2 / 2)
    x, L = np.array(upper.get_data())
    above = L - np.array(tangent.get_ydata())
    assert above.min() >= -1e-12
    assert np.interp(0.5, x, above) == pytest.approx(0, abs=1e-3)
    assert np.array(new.get_xdata()).tolist() == pytest.approx([1.453] * 2, abs=1e-3)
    gaps = [float(np.ptp(np.array(line.get_ydata()))) for line in (old, new)]
    assert gaps[1] - gaps[0] > (1.453 - 0.5) ** 2 / 2


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
