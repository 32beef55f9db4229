"""The checks of the page Networks that remember: the numbers for pencil and paper."""

import numpy as np

from mlmath.exercises import hopfield as exercises
from mlmath.hopfield import one_step_error


def test_two_patterns_stored_by_hand():
    """(+, +, -, +) and (+, -, -, -): 1-1, -1-1, 1-1, -1+1, 1+1, -1+1; the field of 3 is -2."""
    assert exercises.check_store([0, -2, 0, 0, 2, 0], -4).passed


def test_three_rivals_by_hand():
    """From (+, +, +) every field is -2, and from (-, -, -) it is 2; the other six rest."""
    assert exercises.check_rivals([1, 1, 1], 6).passed
    assert exercises.check_rivals([-1, -1, -1], 6).passed


def test_one_bit_in_a_thousand_by_hand():
    """1 is 3.09 spreads, so a spread is 0.324 and its square 0.105; of 400 that is 42."""
    assert exercises.check_load(0.324**2, 42).passed
    tail = float(one_step_error(1 / 3.09**2))
    assert round(1000 * tail, 2) == 1


def test_a_counterexample_is_a_call_with_its_value():
    """E of two neurons with weight 2 is 2 where they differ; reversed it is -2."""
    shown = exercises.check_energy_change(lambda W, s, i: 4).counterexample
    assert shown is not None
    assert (shown.got, shown.wanted) == ("4", "-4")
    assert shown.case.startswith("energy_change(W=[[0, 2], [2, 0]], s=[1, -1], i=0")


def test_the_checks_leave_what_they_hand_over():
    kept = [exercises.STORED.copy(), exercises.RIVALS.copy()]
    exercises.check_resting(lambda W: W.fill(0) or 1)
    np.testing.assert_array_equal(kept[0], exercises.STORED)
    np.testing.assert_array_equal(kept[1], exercises.RIVALS)
