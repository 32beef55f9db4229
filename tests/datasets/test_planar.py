"""Points that no line separates: where they lie, by their own definitions."""

import numpy as np
import pytest

from mlmath.datasets import four_corners, rings, spirals
from mlmath.perceptron import augment, widest_separator

ALL = pytest.mark.parametrize("make", [rings, spirals, four_corners])


@ALL
def test_two_classes_in_the_square_and_no_line_between_them(make):
    X, y = make(200, seed=3)[:2]
    assert X.shape == (200, 2)
    assert (np.abs(X) <= 1).all()
    assert ((y > 0).sum(), (y < 0).sum()) == (100, 100)
    assert widest_separator(augment(X), y) is None


@ALL
def test_equal_seeds_give_equal_points_and_others_other_ones(make):
    assert (make(seed=1).X == make(seed=1).X).all()
    assert (make(seed=1).X != make(seed=2).X).any()


def test_the_ring_goes_around_the_disk():
    X, y = rings(500, noise=0.0)[:2]
    far = np.hypot(*X.T)
    assert (far[y > 0] <= 0.4).all()
    np.testing.assert_allclose(far[y < 0], 0.8)


def test_the_disk_is_filled_evenly_and_noise_spreads_the_ring():
    """A quarter of the disk's area, and so of its points, lies within half its radius."""
    X, y = rings(4000, noise=0.0, seed=2)[:2]
    inner = np.hypot(*X[y > 0].T) < 0.2
    assert inner.mean() == pytest.approx(0.25, abs=4 * np.sqrt(0.25 * 0.75 / 2000))
    X, y = rings(4000, noise=0.02, seed=2)[:2]
    far = np.hypot(*X[y < 0].T)
    assert far.mean() == pytest.approx(0.8, abs=4 * 0.02 / np.sqrt(2000))
    assert far.std() == pytest.approx(0.02, rel=4 / np.sqrt(2 * 2000))


def test_a_spiral_without_noise_turns_as_it_goes_out():
    """Radius 0.95 t and angle 2.5 pi t, for one half a turn more."""
    X, y = spirals(300, noise=0.0)[:2]
    t = np.hypot(*X.T) / 0.95
    angle = 2.5 * np.pi * t + np.pi * (y > 0)
    np.testing.assert_allclose(X[:, 0], 0.95 * t * np.cos(angle), atol=1e-12)


def test_corners_without_noise_are_xor():
    X, y = four_corners(8, noise=0.0)[:2]
    assert (y == np.where(X[:, 0] * X[:, 1] < 0, 1, -1)).all()
    assert len(np.unique(X, axis=0)) == 4


@ALL
def test_what_is_no_number_of_points_is_refused(make):
    with pytest.raises(ValueError, match="n must be"):
        make(1)
