"""The figures of the page Calculus and downhill; what all figures promise is in `test_shared`."""

import numpy as np
import pytest

from mlmath.figures import calculus as figures
from tests.figures.drawn import texts

EXAMPLES = {
    "steepest": lambda: figures.steepest((12.0, 1.0), (1.0, 9.0), alt="A bowl."),
    "bowls": lambda: figures.bowls(
        lambda x: x**2,
        lambda x: x**4 - 2 * x**2,
        [[-1.4, 0.9], [-1.0, 1.0]],
        alt="Two functions.",
    ),
    "trough": lambda: figures.trough((1.0, 9.0), 0.2, 0.25, 0.25, alt="Two curves."),
}


def test_uphill_is_at_a_right_angle_to_the_level_line():
    figure = EXAMPLES["steepest"]()
    assert {"uphill", "downhill"} <= set(texts(figure.svg()))
    line, point = figure.fig.axes[0].lines
    along = np.diff([line.get_xdata(), line.get_ydata()], axis=1).ravel()
    assert along @ [12, 9] == pytest.approx(0, abs=1e-12)  # the gradient, by hand
    assert np.asarray(point.get_xydata()).tolist() == [[12, 1]]


def test_a_chord_lies_above_a_bowl_and_below_a_hill():
    convex, other = EXAMPLES["bowls"]().fig.axes
    assert (convex.get_title(), other.get_title()) == ("convex", "not convex")
    chord = other.lines[1]
    assert np.asarray(chord.get_ydata()) == pytest.approx([-1, -1])  # 1 - 2, below 0 at the middle


def test_momentum_makes_the_trough_flat():
    """By hand: |1 - 0.2 λ| is 0.8 at both ends; with momentum the factor is 1/2 all the way."""
    ax = EXAMPLES["trough"]().fig.axes[0]
    plain, flat = ax.lines[0], ax.lines[1]
    bend = np.asarray(flat.get_xdata())
    inside = (bend >= 1) & (bend <= 9)
    assert np.asarray(flat.get_ydata())[inside] == pytest.approx(0.5)
    assert np.asarray(plain.get_ydata())[inside].max() == pytest.approx(0.8, abs=0.01)
