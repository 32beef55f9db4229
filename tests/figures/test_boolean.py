"""The figures of the chapter Exclusive or; what all figures promise is in `test_shared`."""

import numpy as np
import pytest

from mlmath.figures import boolean as figures
from tests.figures.drawn import arrows, texts

EXAMPLES = {
    "hull": lambda: figures.hull([[1, 3], [3, 2], [2, -1]], shortest="p", alt="A hull."),
    "pairs": lambda: figures.pairs(alt="Four pairs."),
    "network": lambda: figures.network(alt="A network."),
    "shares": lambda: figures.shares({1: 4, 2: 14, 3: 104}, alt="Shares."),
}


def test_a_hull_that_keeps_clear_of_the_origin_has_an_arrow():
    clear = texts(EXAMPLES["hull"]().svg())
    assert {"p", "(2, −1)"} <= set(clear)
    rows = [[2, 1], [-1, 1], [0, -3]]  # once, twice and once they add up to nothing
    around = texts(figures.hull(rows, shortest="p", counts=[1, 2, 1], alt="Around.").svg())
    assert {"1 × (2, 1)", "2 × (−1, 1)", "1 × (0, −3)"} <= set(around)
    assert "p" not in around


def test_a_pair_has_both_signs():
    drawn = texts(EXAMPLES["pairs"]().svg())
    for rest in ("00", "01", "10", "11"):
        signs = {text.split()[1] for text in drawn if text[:2] == rest}
        assert signs == {"+1", "−1"}


def test_the_network_says_what_its_units_are():
    drawn = texts(EXAMPLES["network"]().svg())
    assert {"OR", "AND", "XOR"} <= set(drawn)
    assert sum(text == "−1" for text in drawn) == 1


def test_the_arrows_of_the_network_lead_from_rim_to_rim():
    """By hand: from (0, 0.9) to (1.9, 0.9), less 0.38 at the tail and 0.4 at the tip."""
    drawn = arrows(EXAMPLES["network"]().fig.axes[0])
    assert len(drawn) == 6
    assert (drawn[:, 1, 0] - drawn[:, 0, 0] > 0.8).all()
    assert drawn[0] == pytest.approx(np.array([[0.38, 0.9], [1.5, 0.9]]))


def test_shares_are_of_all_functions():
    figure = EXAMPLES["shares"]()
    (line,) = figure.fig.axes[0].lines
    assert np.asarray(line.get_ydata()) == pytest.approx([1.0, 14 / 16, 104 / 256])
    assert "104" in texts(figure.svg())
