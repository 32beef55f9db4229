"""Fits, projections and divergences in any unit, and without cancellation."""

import math

import numpy as np
import pytest

from mlmath.foundations import (
    Bernoulli,
    Categorical,
    Exponential,
    Gaussian,
    Laplace,
    LinearRegression,
    MultivariateGaussian,
    Poisson,
    gaussian_kl,
    kl_divergence,
    mutual_information,
    observed_curvature,
    orthogonality_loss,
    project,
    projection_matrix,
    running_means,
)
from mlmath.lms import correlations, wiener_solution
from mlmath.scale import centered, least_squares

UNITS = [
    [1e9, 1e-9], [1e-9, 1e9], [1e200, 1e-200], [1e300, 1e-300], [1e-307, 1.0], [2e307, 1e-150],
]  # fmt: skip


def plane(seed=0, n=40):
    rng = np.random.default_rng(seed)
    X = rng.uniform(-1, 1, size=(n, 2))
    return X, X @ [2.0, -3.0] + 1 + 0.1 * rng.normal(size=n)


@pytest.mark.parametrize("units", UNITS)
@pytest.mark.parametrize("fit_intercept", [True, False])
def test_a_feature_counts_whatever_its_unit(units, fit_intercept):
    X, y = plane()
    here = LinearRegression(fit_intercept).fit(X, y)
    there = LinearRegression(fit_intercept).fit(X * units, y)
    np.testing.assert_allclose(there.coef_ * units, here.coef_, rtol=1e-12)
    assert there.intercept_ == pytest.approx(here.intercept_, rel=1e-12)
    assert there.noise_variance_ == pytest.approx(here.noise_variance_, rel=1e-12)
    np.testing.assert_allclose(there.predict(X * units), here.predict(X), rtol=1e-11)


@pytest.mark.parametrize("units", UNITS)
def test_the_wiener_solution_and_projections_do_not_depend_on_units(units):
    X, y = plane(1)
    np.testing.assert_allclose(
        wiener_solution(X * units, y) * units, wiener_solution(X, y), rtol=1e-12
    )
    np.testing.assert_allclose(projection_matrix(X * units), projection_matrix(X), atol=1e-14)
    np.testing.assert_allclose(project(X * units, y), project(X, y), rtol=1e-11)


@pytest.mark.parametrize("scale", [1e-150, 1e150])
def test_targets_in_any_unit(scale):
    X, y = plane(2)
    here, there = LinearRegression().fit(X, y), LinearRegression().fit(X, scale * y)
    np.testing.assert_allclose(there.coef_ / scale, here.coef_, rtol=1e-12)
    assert there.noise_variance_ / scale / scale == pytest.approx(here.noise_variance_, rel=1e-12)


def test_dependent_features_of_very_different_units_are_shared_out():
    """Both are t, in units 1e3 and 1e-3; then in units in which rounding hides the second."""
    t = np.arange(10.0)
    found = LinearRegression().fit(np.column_stack([1e3 * t, 1e-3 * t]), 2 * t + 1)
    # w along (1e3, 1e-3), with w · (1e3, 1e-3) = 2.
    np.testing.assert_allclose(found.coef_, np.array([2e3, 2e-3]) / (1e6 + 1e-6), rtol=1e-9)
    t_far = LinearRegression().fit(np.column_stack([1e150 * t, 1e-150 * t]), 2 * t + 1)
    np.testing.assert_allclose(t_far.predict([[3e150, 3e-150]]), [7], rtol=1e-12)


def test_least_squares_of_constant_and_missing_columns():
    X = np.array([[0.0, 1.0], [0.0, 2.0]])
    assert least_squares(X, np.array([2.0, 4.0])).tolist() == pytest.approx([0, 2])
    assert least_squares(0 * X, np.array([2.0, 4.0])).tolist() == [0, 0]


@pytest.mark.parametrize("scale", [1e-200, 1e-9, 1e9, 1e200])
def test_centered_columns_by_hand(scale):
    """Of 1, 3 and 7, 7: means 2 and 7, in units that are powers of two."""
    away, means, e = centered(scale * np.array([[1.0, 7.0], [3.0, 7.0]]))
    np.testing.assert_allclose(means, [2 * scale, 7 * scale], rtol=1e-15)
    np.testing.assert_allclose(np.ldexp(away, e), [[-scale, 0], [scale, 0]], rtol=1e-15)


REFUSED = [
    (lambda s: LinearRegression().fit([[0.0], [1], [2]], s * np.array([0, 1, 0.5])), "y must have"),
    (lambda s: Gaussian().fit(s * np.array([1.0, 2, 4])), "x must have a variance from"),
    (
        lambda s: MultivariateGaussian().fit(s * np.array([[1.0, 2], [2, 1], [5, 5]])),
        "X must have a variance in each feature from",
    ),
]


@pytest.mark.parametrize("scale", [1e-300, 1e-170, 1e170, 1e307])
@pytest.mark.parametrize(("call", "message"), REFUSED)
def test_variances_that_float64_cannot_hold_are_refused_by_name(call, message, scale):
    with pytest.raises(ValueError) as error:
        call(scale)
    assert str(error.value).startswith(message)


def test_slopes_and_sums_that_float64_cannot_hold_are_refused_by_name():
    with pytest.raises(ValueError, match="X must have features large enough for slopes"):
        LinearRegression().fit([[0.0], [1e-200], [2e-200]], [0, 1e140, 1e140])
    with pytest.raises(ValueError, match="X must have features large enough for weights"):
        wiener_solution([[1e-200]], [1e140])
    with pytest.raises(ValueError, match="d must hold numbers of at most"):
        correlations([[1.0]], [1e200])


@pytest.mark.parametrize("scale", [1e-300, 1e-170, 1e170, 1e300, 3.5e307])
def test_lengths_and_waiting_times_in_any_unit(scale):
    """Of 1, 2 and 5: the median 2 with mean deviation 4/3, and the mean 8/3."""
    x = scale * np.array([1.0, 2, 5])
    laplace = Laplace().fit(x)
    assert laplace.location_ == pytest.approx(2 * scale, rel=1e-12, abs=0)
    assert laplace.scale_ == pytest.approx(4 / 3 * scale, rel=1e-12, abs=0)
    assert Exponential().fit(x).rate_ == pytest.approx(3 / 8 / scale, rel=1e-12, abs=0)
    assert Laplace().fit(scale * np.array([4.9, 5])).location_ == pytest.approx(4.95 * scale)


def test_a_spread_at_the_rounding_of_an_offset():
    """1 and the next number, ε further: variance ε²/4 about a mean that is no float64."""
    eps = 2.0**-52
    assert Gaussian().fit([1, 1 + eps]).variance_ == eps**2 / 4
    cloud = MultivariateGaussian().fit([[1, 0], [1, 1], [1 + eps, 0], [1 + eps, 1]])
    np.testing.assert_allclose(cloud.covariance_, [[eps**2 / 4, 0], [0, 1 / 4]], atol=1e-40)


@pytest.mark.parametrize("units", [[1e140, 1e-140], [1e-9, 1e9]])
def test_a_cloud_in_very_different_units(units):
    X = np.random.default_rng(1).normal(size=(50, 2)) @ [[1, 0.5], [0, 1]]
    plain, scaled = (MultivariateGaussian().fit(data) for data in (X, X * units))
    shift = math.log(units[0]) + math.log(units[1])
    np.testing.assert_allclose(
        scaled.log_density(X * units), plain.log_density(X) - shift, rtol=1e-9, atol=1e-9
    )
    assert plain.log_density([[1e200, 0]]).tolist() == [-math.inf]


@pytest.mark.parametrize("smoothing", [1e16, 1e200, 1e308])
def test_so_much_smoothing_leaves_equal_shares(smoothing):
    assert Bernoulli(smoothing).fit([1, 1, 0]).probability_ == pytest.approx(0.5)
    shares = Categorical(4, smoothing).fit([1, 1, 3]).probabilities_
    np.testing.assert_allclose(shares, 0.25)


# Counts, rates, logarithms of the weight: by mpmath 1.3 with 60 digits.
WEIGHTS = [
    (10**6, 1e6, -7.8266938955201431),
    (10**6, 1.003e6, -12.317714097041332),
    (10**12, 1e12 - 3e6, -19.23445809118928),
    (12, 0.5, -28.80498066238123),
    (3, 1e9, -999999939.62196196),
]


@pytest.mark.parametrize(("k", "rate", "weight"), WEIGHTS)
def test_large_counts_keep_the_digits_of_their_probability(k, rate, weight):
    """By the formula as it stands, three terms of 3e13 would leave -19 with an error of .005."""
    family = Poisson().fit([1.0])
    family.rate_ = rate
    assert family.log_density([k])[0] == pytest.approx(weight, rel=1e-14)


def test_impossible_counts():
    assert Poisson().fit([0, 0]).log_density([0, 1, 1e300]).tolist() == [0, -math.inf, -math.inf]
    assert Poisson().fit([1e306, 1.5e308]).rate_ == pytest.approx(7.55e307)


def test_a_tiny_divergence_has_its_digits():
    """Shares apart by 2⁻⁴⁰, and variances by a part in 2³⁰: by mpmath 1.3 with 60 digits."""
    e = 2.0**-40
    found = kl_divergence([0.5, 0.25, 0.25], [0.5 + e, 0.25 - e, 0.25], math.e)
    assert found == pytest.approx(2.4815418376620923e-24, rel=1e-12)
    joint = [[0.25 + e, 0.25 - e], [0.25 - e, 0.25 + e]]
    # With x = 4 e the sum is ½ ((1 + x) ln(1 + x) + (1 - x) ln(1 - x)) = x²/2 + x⁴/12 + …
    assert mutual_information(joint, math.e) == pytest.approx(8 * e * e, rel=1e-12)
    s = 1 + 2.0**-30
    assert gaussian_kl(0, 1, 0, s, math.e) == pytest.approx(2.1684043422783636e-19, rel=1e-9)
    assert gaussian_kl(0, s, 0, 1, math.e) == pytest.approx(2.1684043436246863e-19, rel=1e-9)


def test_divergence_of_clouds_in_any_unit():
    """N(0, 1)² against N(1, 4)² is twice (1/4 + 1/4 - 1 + ln 4) / 2, in every unit."""
    expected = 1 / 2 - 1 + math.log(4)
    for unit in ([1, 1], [1e9, 1e-9], [1e140, 1e-140]):
        u = np.array(unit)
        found = gaussian_kl([0, 0], np.diag(u * u), u, 4 * np.diag(u * u), math.e)
        assert found == pytest.approx(expected, rel=1e-12)
    assert gaussian_kl(0, 1e300, 0, 1e-300) == math.inf


@pytest.mark.parametrize("scale", [1e-300, 1e-170, 1e170, 1e300])
def test_curvature_between_points_at_any_distance(scale):
    """Of x² + 3 y², with gradient (2 x, 6 y): 2 along the first axis, 6 along the second."""
    X, Z = scale * np.eye(2), np.zeros((2, 2))
    found = observed_curvature(lambda P: P * [2, 6], X, Z)
    np.testing.assert_allclose(found, [2, 6, 3], rtol=1e-14)


def test_means_of_large_numbers_and_products_that_overflow():
    x = np.array([1.5e308, 1.7e308, 1.6e308])
    np.testing.assert_allclose(running_means(x), [1.5e308, 1.6e308, 1.6e308])
    with pytest.raises(ValueError, match="Q must hold numbers of at most"):
        orthogonality_loss([[1e200]])
