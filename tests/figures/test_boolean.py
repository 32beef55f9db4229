"""The figures of the chapter Exclusive or; what all figures promise is in `test_shared`."""

import numpy as np
import pytest

from mlmath.figures import boolean as figures
from tests.figures.drawn import texts

EXAMPLES = {
    "two_hulls": lambda: figures.two_hulls(
        [[1, 2], [3, 1], [2, -1]], [[2, 1], [-2, 1], [0, -2]], alt="Two hulls."
    ),
    "network": lambda: figures.network(alt="A network."),
    "shares": lambda: figures.shares({1: 4, 2: 14, 3: 104}, alt="Shares."),
}


def test_a_hull_that_keeps_clear_of_the_origin_has_an_arrow():
    drawn = texts(EXAMPLES["two_hulls"]().svg())
    assert "an arrow exists" in drawn
    assert "none exists" in drawn


def test_the_network_says_what_its_units_are():
    drawn = texts(EXAMPLES["network"]().svg())
    assert {"OR", "AND", "XOR"} <= set(drawn)
    assert sum(text == "−1" for text in drawn) == 1


def test_shares_are_of_all_functions():
    figure = EXAMPLES["shares"]()
    (line,) = figure.fig.axes[0].lines
    assert np.asarray(line.get_ydata()) == pytest.approx([1.0, 14 / 16, 104 / 256])
    assert "104" in texts(figure.svg())
