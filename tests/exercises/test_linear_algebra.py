"""The checks of the page Linear algebra: their data by hand."""

import numpy as np
import pytest

from mlmath.exercises import linear_algebra as exercises
from mlmath.foundations import condition_number


def test_the_two_arrows_of_space_by_hand():
    """1·2 + 2·1 − 2·2 = 0, and (2, −2, 1) is at a right angle to both."""
    assert np.dot(exercises.FIRST, exercises.SECOND) == 0
    assert np.dot(exercises.FIRST, (2, -2, 1)) == np.dot(exercises.SECOND, (2, -2, 1)) == 0


def test_the_eigenvalues_of_the_matrix_by_hand():
    assert (exercises.MATRIX @ [2, 1]).tolist() == [4, 2]
    assert (exercises.MATRIX @ [1, -2]).tolist() == [-3, 6]
    assert condition_number(exercises.MATRIX) == pytest.approx(exercises.KAPPA)
