"""The checks of the page Kernels: the numbers for pencil and paper."""

import numpy as np

from mlmath.exercises import kernels as exercises


def test_the_numbers_for_pencil_and_paper():
    """By hand: the mean of 0, 4 and 5 is 3, and 9 + 1 + 4 = 14."""
    assert np.mean(exercises.HAND) == 3
    assert exercises.check_least(14).passed


def test_a_counterexample_is_a_call_with_its_value():
    """The median of 0, 4 and 5 is 4."""
    shown = exercises.check_center(np.median).counterexample
    assert shown is not None
    assert (shown.case, shown.got) == ("center(x=[0.0, 4.0, 5.0])", "4")
