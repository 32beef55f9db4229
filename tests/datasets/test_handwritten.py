"""The digits: how many, in which order, and how they are split."""

import numpy as np
import pytest

from mlmath.datasets import digits


def test_the_counts_are_those_of_the_repository():
    """Its file optdigits.names lists how many of each digit the part for testing has."""
    found = digits(597)
    y = np.concatenate([found.y, found.y_new])
    assert np.bincount(y).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    assert (found.X.shape, found.X_new.shape) == ((1200, 64), (597, 64))
    assert found.X.min() == 0
    assert found.X.max() == 1
    assert (np.round(found.X * 16) == found.X * 16).all()


def test_a_seed_changes_the_order_and_nothing_else():
    plain, one, same = digits(100), digits(100, seed=1), digits(100, seed=1)
    np.testing.assert_array_equal(one.X, same.X)
    assert (one.y[:50] != plain.y[:50]).any()
    everything = [np.concatenate([d.X, d.X_new]).sum(axis=1) for d in (plain, one)]
    np.testing.assert_array_equal(np.sort(everything[0]), np.sort(everything[1]))


@pytest.mark.parametrize("n_new", [0, 1797])
def test_both_parts_have_pictures(n_new):
    with pytest.raises(ValueError, match="n_new must"):
        digits(n_new)
