"""The checks of the chapter Kernels: the numbers for pencil and paper."""

import numpy as np
import pytest

from mlmath.exercises import kernels as exercises


def test_a_distance_by_the_features():
    """(1, 2) and (2, 1) are lifted to (1, √8, 4) and (4, √8, 1): 9 + 0 + 9."""
    a, b = np.array([1, 8**0.5, 4]), np.array([4, 8**0.5, 1])
    assert ((a - b) ** 2).sum() == 18
    assert exercises.check_distance(18).passed


def test_one_round_by_hand():
    """Scores 0, then 1 · 1 = 1, then 1 · 1 - 1 · 9 = -8, all against the labels +1, -1, +1."""
    assert exercises.one_round() == ([1, 1, 1], [0, 1, -8])


def test_its_square_by_the_features():
    """1, √2 x, x² at 0, 1, 2 with the signs +, -, +: (1, √2, 3), so 1 + 2 + 9."""
    F = np.array([[1, 2**0.5 * x, x * x] for x in (0, 1, 2)])
    w = np.array([1, -1, 1]) @ F
    assert w @ w == pytest.approx(12)
    assert exercises.check_score([1, 1, 1], -8, 12).passed


def test_the_widest_margin_on_a_line():
    """The border lies halfway between 0 and 2; pulls ½ and ½ are worth 1 - ½, the cost of w = 1."""
    x, y, alpha = np.array([0, 2, 5]), np.array([-1, 1, 1]), np.array([0.5, 0.5, 0])
    assert (y * (x - 1)).tolist() == [1, 1, 4]
    assert alpha @ y == 0
    assert (alpha * y) @ x == 1
    assert exercises.check_edge(1, -1, alpha).passed


def test_a_table_without_points():
    K = np.array([[1, 2], [2, 1]])
    assert np.linalg.eigvalsh(K) == pytest.approx([-1, 3])
    assert [1, -1] @ K @ [1, -1] == -2


def test_letter_pairs_by_hand():
    """Banana has an twice, na twice, ba once: 4 + 4 + 1 with itself."""
    assert exercises.letter_pairs("banana", "banana") == 9
    assert exercises.letter_pairs("aaa", "aa") == 2
    assert exercises.letter_pairs("a", "ab") == 0


def test_a_counterexample_is_a_call_with_its_value():
    """Two points with the table diag(1, 4): their mean taken away leaves 5/4 of every sign."""
    shown = exercises.check_centered(lambda K: K - K.mean()).counterexample
    assert shown is not None
    assert shown.case == "centered(K=[[1.0, 0.0], [0.0, 4.0]])"
    assert shown.wanted == "[[1.25, -1.25], [-1.25, 1.25]]"


def test_the_checks_leave_what_they_hand_over():
    kept = exercises.TWO.copy()
    exercises.check_distance(1)
    np.testing.assert_array_equal(kept, exercises.TWO)
