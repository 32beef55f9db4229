"""Clouds of points with the gap that they promise."""

import numpy as np
import pytest

from mlmath.datasets.clouds import two_clouds
from mlmath.perceptron import augment, margin, widest_separator


@pytest.mark.parametrize("n", [2, 3, 61])
@pytest.mark.parametrize("gap", [0.0, 0.3, 2.0])
def test_two_clouds_leave_the_gap(n, gap):
    """The clouds are nearest in the direction in which they were moved: recover it."""
    X, y, *_ = two_clouds(n, gap, seed=5)
    assert X.shape == (n, 2)
    assert sorted(set(y)) == [-1, 1]
    assert (y > 0).sum() - (y < 0).sum() == n % 2
    rng = np.random.default_rng(5)
    rng.normal(size=(n, 2))
    angle = rng.uniform(0, 2 * np.pi)
    assert margin(X, y, [np.cos(angle), np.sin(angle)]) == pytest.approx(gap / 2, abs=1e-12)


def test_clouds_with_a_negative_gap_overlap():
    X, y, *_ = two_clouds(200, -2.0, seed=1)
    assert widest_separator(augment(X), y) is None


def test_equal_seeds_give_equal_clouds():
    assert np.array_equal(two_clouds(seed=4).X, two_clouds(seed=4).X)
    assert not np.array_equal(two_clouds(seed=4).X, two_clouds(seed=5).X)


def test_one_point_is_not_two_clouds():
    with pytest.raises(ValueError) as error:
        two_clouds(1)
    assert str(error.value).startswith("n must be at least 2, got 1")
