"""The checks of the chapter The curse of dimensionality: the numbers for pencil and paper."""

import numpy as np
import pytest

from mlmath.dimension import PCA, spike_threshold
from mlmath.exercises import dimension as exercises


def test_the_coordinates_of_one_and_three_by_counting():
    """All 2^d rows for d = 1 and 4: the relative deviation halves."""
    for d, relative in ((1, 0.8), (4, 0.4)):
        sums = np.array([sum(row) for row in np.array(np.meshgrid(*[[1, 9]] * d)).reshape(d, -1).T])
        assert sums.std() / sums.mean() == pytest.approx(relative)
    assert exercises.check_six(5, 4, 100).passed


def test_the_first_direction_by_pca():
    machine = PCA().fit(exercises.FOUR)
    assert machine.explained_variance_ratio_[0] == pytest.approx(0.8)
    assert exercises.check_first_direction(machine.components_[0], 0.8).passed


def test_the_bound_by_hand():
    """20 points, (2.5 / 0.5)² = 25, and v = 1 / 5000: a tenth."""
    assert pytest.approx(0.1) == 20 * 25 / 5000
    assert exercises.check_rarely(2500).passed


def test_the_threshold_by_the_law():
    assert spike_threshold(exercises.DIMS / 1600) == pytest.approx(exercises.ELL)
    assert exercises.check_threshold(1600).passed


def test_the_shares_of_the_cloud_are_what_its_hint_says():
    shares = PCA().fit(exercises._cloud()).explained_variance_ratio_
    np.testing.assert_allclose(shares, [0.5, 0.3, 0.15, 0.05])


def test_a_counterexample_shows_what_was_wanted():
    shown = exercises.check_nearest(lambda X, y, query: y[-1])
    assert shown.counterexample is not None
    assert (shown.counterexample.got, shown.counterexample.wanted) == ("'c'", "'b'")
