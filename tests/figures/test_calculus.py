"""The figures of the page Calculus and downhill; what all figures promise is in `test_shared`."""

import numpy as np
import pytest

from mlmath.figures import calculus as figures
from tests.figures.drawn import arrows, texts

EXAMPLES = {
    "steepest": lambda: figures.steepest((12.0, 1.0), (1.0, 9.0), alt="A bowl."),
    "bowls": lambda: figures.bowls(
        lambda x: x**2,
        lambda x: x**4 - 2 * x**2,
        [[-1.4, 0.9], [-1.0, 1.0]],
        [-1.4, 0.5],
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
    up, down = arrows(figure.fig.axes[0])
    assert up[0].tolist() == down[0].tolist() == [12, 1]
    assert np.diff(up, axis=0) == pytest.approx(4 * np.array([[12, 9]]) / 15)
    assert np.diff(down, axis=0) == pytest.approx(-4 * np.array([[12, 9]]) / 15)


def test_a_chord_lies_above_a_bowl_and_below_a_hill():
    convex, other = EXAMPLES["bowls"]().fig.axes
    assert (convex.get_title(), other.get_title()) == ("convex", "not convex")
    assert np.asarray(other.lines[1].get_ydata()) == pytest.approx([-1, -1])  # 1 - 2
    for ax, side in ((convex, 1), (other, -1)):
        (x, curve), chord = (np.asarray(line.get_xydata()).T for line in ax.lines[:2])
        between = (chord[0, 0] < x) & (x < chord[0, 1])
        assert between.sum() > 100
        assert (side * (np.interp(x, *chord) - curve)[between] > 0).all()


def test_a_tangent_lies_below_a_bowl():
    """By hand: x² less its tangent at −1.4 is (x + 1.4)²."""
    x, line = np.asarray(EXAMPLES["bowls"]().fig.axes[0].lines[2].get_xydata()).T
    assert x**2 - line == pytest.approx((x + 1.4) ** 2, abs=1e-6)


def test_the_tangent_of_the_page_cuts_through_its_curve():
    """By hand, at 0.9: the curve less its tangent is (x − 0.9)² (x² + 1.8x + 0.43).

    The second factor is −0.27 at −1.0, where the curve is lower, and 2.17 at 0.7; it is 0 at
    −0.9 ± √0.38, which is −1.52 and −0.28.  At −1.1 it would be x² − 2.2x + 1.63, never 0.
    """

    def touched(at):
        figure = figures.bowls(
            lambda x: x**2 + 0.2 * x**4,
            lambda x: x**4 - 2 * x**2 + 0.3 * x,
            [[-1.4, 0.9], [-1.1, 0.9]],
            [-1.4, at],
            alt="Two functions.",
        )
        ax = figure.fig.axes[1]
        return ax, *np.asarray(ax.lines[2].get_xydata()).T, np.asarray(ax.lines[0].get_ydata())

    ax, x, line, curve = touched(0.9)
    assert curve - line == pytest.approx((x - 0.9) ** 2 * (x**2 + 1.8 * x + 0.43), abs=1e-6)
    lower = (x > -0.9 - 0.38**0.5) & (x < -0.9 + 0.38**0.5)
    assert (curve[lower] < line[lower]).all()
    assert (curve[~lower] >= line[~lower] - 1e-9).all()
    bottom, top = ax.get_ylim()
    assert bottom < line.min() < line.max() < top
    assert 0 < lower.sum() < len(x)
    _, x, line, curve = touched(-1.1)
    assert curve - line == pytest.approx((x + 1.1) ** 2 * (x**2 - 2.2 * x + 1.63), abs=1e-6)
    assert (curve >= line - 1e-9).all()


def test_momentum_makes_the_trough_flat():
    """By hand: |1 - 0.2 λ| is 0.8 at both ends; with momentum the factor is 1/2 all the way."""
    ax = EXAMPLES["trough"]().fig.axes[0]
    plain, flat = ax.lines[0], ax.lines[1]
    bend = np.asarray(flat.get_xdata())
    inside = (bend >= 1) & (bend <= 9)
    assert np.asarray(flat.get_ydata())[inside] == pytest.approx(0.5)
    assert np.asarray(plain.get_ydata())[inside].max() == pytest.approx(0.8, abs=0.01)
