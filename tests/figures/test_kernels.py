"""Figures of the chapter Kernels; what all figures promise is in `test_shared`."""

import numpy as np
import pytest

from mlmath.figures import kernels as figures
from tests.figures.drawn import texts

STREET = ([[1, 1], [1, -1], [-1, 0], [-3, 2]], [1, 1, -1, -1], [0.25, 0.25, 0.5, 0], [1, 0], 0)

EXAMPLES = {
    "parabola": lambda: figures.parabola([-2, 0, 2], [-1, 1, -1], 2.25, alt="A parabola."),
    "two_ways": lambda: figures.two_ways(alt="Three boxes."),
    "bumps": lambda: figures.bumps([-2, 0, 2], [1, -1, 1], [1, 2, 1], 1.0, alt="Bumps."),
    "prices": lambda: figures.prices(2, 0.8, alt="Two prices."),
    "street": lambda: figures.street(*STREET, alt="A margin."),
    "degrees": lambda: figures.degrees([[3, 4], [2, 2]], 64, alt="Errors."),
    "components": lambda: figures.components(
        [[0, 1], [1, 0]], [[2, 3], [3, 2]], [1, -1], alt="Two pictures."
    ),
}


def test_each_point_stands_on_the_parabola():
    fig = EXAMPLES["parabola"]().fig
    raised = [line for line in fig.axes[0].lines if line.get_marker() in ("o", "s")]
    heights = {tuple(np.array(line.get_ydata()).tolist()) for line in raised}
    assert heights == {(0,), (0, 0), (4, 4)}


def test_the_cut_falls_back_at_its_roots():
    """√2.25 = 1.5."""
    lines = EXAMPLES["parabola"]().fig.axes[0].lines
    dashed = [line for line in lines if line.get_linestyle() == "--"]
    assert [np.array(line.get_xdata()).tolist() for line in dashed] == [[-1.5, -1.5], [1.5, 1.5]]


def test_the_score_is_the_sum_of_the_bumps():
    """By hand at 0: -2 from the square itself, and e^-2 from each circle."""
    lines = EXAMPLES["bumps"]().fig.axes[0].lines
    whole = next(line for line in lines if line.get_linewidth() == 2.4)
    x, total = np.array(whole.get_data())
    assert np.interp(0, x, total) == pytest.approx(-2 + 2 * np.exp(-2), abs=1e-3)
    cuts = [line for line in lines if line.get_linewidth() == 2.4][1:]
    for cut in cuts:
        assert np.interp(np.array(cut.get_xdata())[0], x, total) == pytest.approx(0, abs=1e-9)
    assert len(cuts) == 2


def test_the_low_price_meets_the_true_one_at_the_lead_one_and_lies_nowhere_above():
    """By hand at 0: 2 and 0.8; at the corner both are 0; at 2 they are 0 and -0.8."""
    _, true, low = EXAMPLES["prices"]().fig.axes[0].lines
    r, high = np.array(true.get_data())
    below = np.array(low.get_ydata())
    at = [0, 1, 2]
    assert np.interp(at, r, high) == pytest.approx([2, 0, 0])
    assert np.interp(at, r, below) == pytest.approx([0.8, 0, -0.8])
    assert (below <= high + 1e-12).all()


def test_the_edges_are_where_the_score_is_one():
    _, first, second = EXAMPLES["street"]().fig.axes[0].lines[:3]
    assert np.array(first.get_xdata()).tolist() == [1, 1]
    assert np.array(second.get_xdata()).tolist() == [-1, -1]


def test_each_pull_is_named_and_no_other():
    drawn = texts(EXAMPLES["street"]().svg())
    assert drawn.count("1/4") == 2
    assert drawn.count("1/2") == 1


def test_the_line_of_errors_is_their_mean():
    """By hand: of 3 and 4, and of 2 and 2."""
    *_, mean = EXAMPLES["degrees"]().fig.axes[0].lines
    assert np.array(mean.get_ydata()).tolist() == [3.5, 2]
    assert {"65", "2,145"} <= set(texts(EXAMPLES["degrees"]().svg()))
    with pytest.raises(ValueError, match="errors must have shape"):
        figures.degrees([1, 2], 64, alt="x")


def test_counts_in_few_signs():
    found = [figures._short(n) for n in (65, 2145, 47905, 814385, 11238513, 1329890705)]
    assert found == ["65", "2,145", "48 k", "814 k", "11 M", "1.3 G"]
