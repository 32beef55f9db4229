"""The checks of the page Least mean squares: the numbers for pencil and paper."""

import numpy as np
import pytest

from mlmath.exercises import lms as exercises
from mlmath.lms import wiener_solution


def test_the_step_by_hand():
    """The score of (2, 1) at (1, -1) is 1, the error 20; 0.1 · 20 = 2 times the sample."""
    assert exercises.START @ exercises.SAMPLE == 1
    assert exercises.check_step([5, 1], 10).passed


def test_the_longest_input_is_that_of_length_six():
    assert max(a * a + b * b for a, b in exercises.INPUTS) == 36


def test_the_single_weight_by_least_squares():
    found = wiener_solution(exercises.X_ONE[:, None], exercises.Y_ONE)
    np.testing.assert_allclose(found, [2])
    assert exercises.check_one_weight(2, 11 / 3).passed


def test_the_gentle_step_by_hand():
    """8 μ = 0.1 (2 - 10 μ) is 9 μ = 0.2; the misadjustment there, by its law, is 0.1."""
    mu = 0.2 / 9
    assert 8 * mu / (2 - 10 * mu) == pytest.approx(0.1)
    assert exercises.check_gentle(mu).passed


def test_the_stretches_by_another_way():
    """Numpy's eigenvalues of the rows; just past the answer a start along (1, 1) flies off."""
    np.testing.assert_allclose(np.linalg.eigvalsh(exercises.ROWS), [1, 5])
    assert exercises.check_stretches(5, 1, 2 / 5).passed
    for mu, settles in ((0.39, True), (0.41, False)):
        left = np.linalg.matrix_power(np.eye(2) - mu * exercises.ROWS, 50) @ [1, 1]
        assert bool(np.abs(left).max() < 1) == settles


def test_a_counterexample_is_a_call_with_its_value():
    """A step of 0.5 · 10 · (3, 4) from (1, -1)."""
    shown = exercises.check_share_step(lambda w, x, y, share: w + share * (y - w @ x) * x)
    assert shown.counterexample is not None
    assert shown.counterexample.got == "[16.0, 19.0]"
