"""The Gaussian kernel by finitely many features: by hand, by the kernel itself, by its bounds."""

from math import exp

import numpy as np
import pytest

from mlmath.kernels import (
    fourier_bound,
    fourier_features,
    rbf_kernel,
    taylor_bound,
    taylor_count,
    taylor_features,
    taylor_kernel,
)


def draw(seed, n=12, d=2):
    return np.random.default_rng(seed).uniform(-1, 1, (n, d))


def test_two_terms_by_hand():
    """X = 1, z = 2, γ = 1/2: e^(-1/2) e^(-2) (1 + 2)."""
    K = taylor_kernel([[1.0]], [[2.0]], 1, 0.5)
    assert K[0, 0] == pytest.approx(exp(-2.5) * 3)
    f, g = taylor_features([[1.0], [2.0]], 1, 0.5)
    assert f.tolist() == pytest.approx([exp(-0.5), exp(-0.5)])
    assert g.tolist() == pytest.approx([exp(-2), 2 * exp(-2)])


@pytest.mark.parametrize("d", [1, 2, 3])
@pytest.mark.parametrize("degree", [0, 1, 4])
def test_the_features_have_the_series_as_their_inner_product(d, degree):
    X = draw(1, d=d)
    F = taylor_features(X, degree, 1.3)
    assert F.shape == (12, taylor_count(degree, d))
    np.testing.assert_allclose(F @ F.T, taylor_kernel(X, X, degree, 1.3), rtol=1e-12, atol=1e-14)


def test_with_many_terms_it_is_the_kernel():
    X, Z = draw(2), draw(3, 5)
    np.testing.assert_allclose(taylor_kernel(X, Z, 60, 2.0), rbf_kernel(X, Z, 2.0), atol=1e-13)


@pytest.mark.parametrize("gamma", [0.2, 1.0, 4.0])
def test_the_error_stays_below_its_bound(gamma):
    X = draw(4, 60)
    radius = float(np.sqrt((X**2).sum(axis=1)).max())
    for degree in range(0, 40, 3):
        error = np.abs(taylor_kernel(X, X, degree, gamma) - rbf_kernel(X, gamma=gamma)).max()
        assert error <= taylor_bound(degree, gamma, radius) * (1 + 1e-12) + 1e-15  # rounding


def test_the_bound_is_met_by_a_point_with_itself():
    """For x = z the terms are all positive, and the rest is e^(-u) Σ u^m/m! itself."""
    x = [[0.6, 0.8]]
    error = 1 - taylor_kernel(x, x, 3, 1.5)[0, 0]
    assert taylor_bound(3, 1.5, 1.0) == pytest.approx(error, rel=1e-12)


def test_the_bound_by_hand():
    """U = 2: after two terms 1 - e^(-2) (1 + 2) is left; without terms' mean nothing is."""
    assert taylor_bound(1, 1.0, 1.0) == pytest.approx(1 - 3 * exp(-2), rel=1e-12)
    assert taylor_bound(0, 1.0, 0.0) == 0


def test_the_count_by_hand():
    """In the plane: 1, x1, x2, x1², x1x2, x2²."""
    assert [taylor_count(m, 2) for m in range(4)] == [1, 3, 6, 10]


def test_waves_have_length_one_and_are_even_in_number():
    F = fourier_features(draw(5), 10, 1.0)
    assert (F**2).sum(axis=1) == pytest.approx(np.ones(12))
    with pytest.raises(ValueError, match="n_features must be even, got 7"):
        fourier_features(draw(5), 7, 1.0)


def test_their_mean_over_many_draws_is_the_kernel():
    """Of 40,000 frequencies the mean's standard deviation is below 0.7/200."""
    X = draw(6)
    F = fourier_features(X, 80_000, 0.9, 1)
    assert np.abs(F @ F.T - rbf_kernel(X, gamma=0.9)).max() < 0.02


def test_the_first_frequencies_of_more_are_those_of_fewer():
    few, more = (fourier_features(draw(7), n, 1.0, 3) for n in (6, 20))
    np.testing.assert_allclose(few * np.sqrt(6), (more * np.sqrt(20))[:, :6], rtol=1e-12)


def test_the_largest_error_exceeds_its_bound_in_fewer_than_one_draw_in_twenty():
    X = draw(8, 10)
    K = rbf_kernel(X, gamma=1.0)
    bound = fourier_bound(50, 45)
    over = 0
    for seed in range(200):
        F = fourier_features(X, 50, 1.0, seed)
        over += np.abs(F @ F.T - K).max() > bound
    assert over <= 10


def test_its_bound_by_hand():
    """4 log(2 · 1 / (2/e)) / 16 = 1/4."""
    assert fourier_bound(16, 1, 2 / np.e) == pytest.approx(0.5)
