"""Figures of the page Least mean squares; what all figures promise is in `test_shared`."""

import numpy as np
import pytest

from mlmath.figures import lms as figures
from tests.figures.drawn import arrows, texts

EXAMPLES = {
    "machine": lambda: figures.machine(alt="A machine."),
    "walk": lambda: figures.walk(
        [[2, 1], [1, 2]], [10, 14], [[0, 0], [2, 1], [3, 3]], alt="Two steps."
    ),
    "parabola": lambda: figures.parabola([1, 2], [3, 1], alt="A parabola."),
    "leftover": lambda: figures.leftover(
        [0.02, 0.1], [[0.11, 1.2], [0.12, 1.3]], 10, alt="Misadjustment."
    ),
}


def test_the_machine_names_its_parts():
    drawn = set(texts(EXAMPLES["machine"]().svg()))
    assert {"score s", "target y", "error e", "turns the knobs"} <= drawn


def test_both_lines_meet_in_the_star():
    """By hand: 2 · 2 + 6 = 10 and 2 + 2 · 6 = 14."""
    first, second, dots, star = EXAMPLES["walk"]().fig.axes[0].lines
    assert np.array(star.get_data()).ravel() == pytest.approx([2, 6])
    assert np.array(dots.get_data()).T.tolist() == [[0, 0], [2, 1], [3, 3]]
    for line, (a, b, total) in ((first, (2, 1, 10)), (second, (1, 2, 14))):
        x, y = np.array(line.get_data())
        assert a * x + b * y == pytest.approx(total)


def test_the_parabola_of_one_weight():
    """By hand: 2.5 (w - 1)^2 + 2.5, lowest at 1, and at 0 it is 5 with the slope -5."""
    curve, piece, dot, star = EXAMPLES["parabola"]().fig.axes[0].lines
    w, height = np.array(curve.get_data())
    assert height == pytest.approx(2.5 * (w - 1) ** 2 + 2.5)
    left, right = np.array(piece.get_data()).T
    assert (right - left)[1] / (right - left)[0] == pytest.approx(-5)
    assert np.array(dot.get_data()).ravel() == pytest.approx([0, 5])
    assert np.array(star.get_data()).ravel() == pytest.approx([1, 2.5])


def test_the_pulls_by_hand():
    """At 0 the errors are 3 and 1, at 1 they are 2 and -1, at 2 they are 1 and -3."""
    drawn = arrows(EXAMPLES["parabola"]().fig.axes[1])
    assert drawn[:, 0].tolist() == [[w, row] for w in (0, 1, 2) for row in (0, -1)]
    along, up = np.diff(drawn, axis=1)[:, 0].T
    assert not up.any()
    pulls = np.array([3 * 1, 1 * 2, 2 * 1, -1 * 2, 1 * 1, -3 * 2])
    assert along[2] > 0  # toward larger weights
    assert along / along[2] == pytest.approx(pulls / 2)


def test_the_small_step_rule_is_half_of_mu_times_n():
    _, rule, *_ = EXAMPLES["leftover"]().fig.axes[0].lines
    mu, height = np.array(rule.get_data())
    assert height == pytest.approx(5 * mu)
