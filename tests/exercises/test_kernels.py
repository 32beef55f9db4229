"""The checks of the chapter Kernels: the numbers for pencil and paper."""

import numpy as np

from mlmath.exercises import kernels as exercises


def test_a_distance_by_the_features():
    """(1, 2) and (2, 1) are lifted to (1, √8, 4) and (4, √8, 1): 9 + 0 + 9."""
    a, b = np.array([1, 8**0.5, 4]), np.array([4, 8**0.5, 1])
    assert ((a - b) ** 2).sum() == 18
    assert exercises.check_distance(18).passed


def test_one_round_by_hand():
    """Scores 0, then 1 · 1 = 1, then 1 · 1 - 1 · 9 = -8, all against the labels +1, -1, +1."""
    assert exercises.one_round() == ([1, 1, 1], [0, 1, -8])


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
