"""Least squares and cross-entropy as maximum likelihood."""

import math

import numpy as np
import pytest

from mlmath.foundations import (
    Gaussian,
    LinearRegression,
    LogisticRegression,
    MultivariateGaussian,
    gradient,
    hessian,
)


def sloping_data(seed, n=200, d=3):
    """Samples whose labels are coins with log-odds linear in x."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, d))
    w = rng.normal(size=d)
    y = (rng.random(n) < 1 / (1 + np.exp(-(X @ w + 0.5)))).astype(int)
    return X, y, w


def test_a_cloud_by_hand():
    """Corners of a 2 by 4 rectangle: mean at its center, variances 1 and 4, no covariance."""
    X = [[0, 0], [2, 0], [0, 4], [2, 4]]
    fitted = MultivariateGaussian().fit(X)
    assert fitted.mean_.tolist() == [1, 2]
    np.testing.assert_allclose(fitted.covariance_, [[1, 0], [0, 4]])
    expected = -math.log(2 * math.pi) - math.log(4) / 2 - (1 + 1) / 2
    np.testing.assert_allclose(fitted.log_density(X), expected)


def test_in_one_dimension_it_is_the_gaussian():
    x = np.random.default_rng(0).normal(5, 3, 40)
    one, many = Gaussian().fit(x), MultivariateGaussian().fit(x[:, None])
    np.testing.assert_allclose(many.log_density(x[:, None]), one.log_density(x))
    assert many.log_likelihood(x[:, None]) == pytest.approx(one.log_likelihood(x))


def test_independent_features_multiply():
    X = np.array([[x, y] for x in (0.0, 1.0, 5.0) for y in (-1.0, 1.0)])
    parts = sum(Gaussian().fit(X[:, k]).log_density(X[:, k]) for k in (0, 1))
    np.testing.assert_allclose(MultivariateGaussian().fit(X).log_density(X), parts)


@pytest.mark.parametrize("seed", range(5))
def test_nothing_near_the_fitted_cloud_is_more_probable(seed):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(40, 3)) @ rng.normal(size=(3, 3))
    fitted = MultivariateGaussian().fit(X)
    best = fitted.log_likelihood(X)
    for _ in range(20):
        other = MultivariateGaussian().fit(X)
        other.mean_ = fitted.mean_ + 0.02 * rng.normal(size=3)
        assert other.log_likelihood(X) < best
        other.mean_ = fitted.mean_
        tilt = np.eye(3) + 0.02 * rng.normal(size=(3, 3))
        other.covariance_ = tilt @ fitted.covariance_ @ tilt.T
        assert other.log_likelihood(X) < best


def test_a_cloud_of_very_different_units():
    X = np.random.default_rng(1).normal(size=(50, 2))
    units = np.array([1e6, 1e-6])
    plain, scaled = (MultivariateGaussian().fit(data) for data in (X, X * units))
    np.testing.assert_allclose(scaled.log_density(X * units), plain.log_density(X), rtol=1e-9)


def test_a_line_by_hand():
    """(0, 1), (1, 3), (2, 3): slope 1, intercept 4/3; residuals −1/3, 2/3, −1/3."""
    line = LinearRegression().fit([[0], [1], [2]], [1, 3, 3])
    assert line.coef_[0] == pytest.approx(1)
    assert line.intercept_ == pytest.approx(4 / 3)
    assert line.noise_variance_ == pytest.approx(6 / 27)
    assert line.log_likelihood([[0], [1], [2]], [1, 3, 3]) == pytest.approx(
        -1.5 * math.log(2 * math.pi * 6 / 27) - 1.5
    )
    through_origin = LinearRegression(fit_intercept=False).fit([[0], [1], [2]], [1, 3, 3])
    assert through_origin.coef_[0] == pytest.approx(9 / 5)
    assert through_origin.intercept_ == 0


@pytest.mark.parametrize("seed", range(5))
def test_least_squares_is_most_probable_and_its_residuals_stand_at_right_angles(seed):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(30, 3))
    y = X @ rng.normal(size=3) + 2 + rng.normal(size=30)
    plane = LinearRegression().fit(X, y)
    residuals = y - plane.predict(X)
    np.testing.assert_allclose(np.column_stack([X, np.ones(30)]).T @ residuals, 0, atol=1e-10)
    best = plane.log_likelihood(X, y)
    # The likelihood of the plane is that of its residuals under their own normal distribution.
    assert best == pytest.approx(Gaussian().fit(residuals).log_likelihood(residuals))
    for _ in range(20):
        other = LinearRegression().fit(X, y)
        other.coef_ = plane.coef_ + 0.01 * rng.normal(size=3)
        assert other.log_likelihood(X, y) < best


def test_linear_regression_of_extreme_data():
    assert LinearRegression().fit([[1.0]], [3.0]).predict([[9.0]]) == 3  # one sample: flat
    twins = LinearRegression().fit([[1, 1], [2, 2], [3, 3]], [2, 4, 6])
    np.testing.assert_allclose(twins.coef_, [1, 1])  # the shortest of all
    constant = LinearRegression().fit([[7, 1], [7, 2], [7, 4]], [1e6, 2e6, 4e6])
    np.testing.assert_allclose(constant.coef_, [0, 1e6], atol=1e-6)
    wide = LinearRegression().fit(np.eye(2, 5), [1, 2])
    np.testing.assert_allclose(wide.predict(np.eye(2, 5)), [1, 2])


@pytest.mark.parametrize("seed", range(10))
def test_a_fit_that_is_exact_but_for_rounding_has_no_likelihood(seed):
    """The line y = 2.1 x + 0.3, whose residuals in float64 are some 1e-16."""
    x = np.random.default_rng(seed).normal(size=(20, 1))
    line = LinearRegression().fit(x, 2.1 * x[:, 0] + 0.3)
    assert line.noise_variance_ == 0
    with pytest.raises(ValueError, match="y must not be fitted exactly"):
        line.log_likelihood(x, 2.1 * x[:, 0] + 0.3)
    noise = 1e-12 * np.resize([1.0, -1.0], 20)
    assert LinearRegression().fit(x, 2.1 * x[:, 0] + noise).noise_variance_ > 1e-25


def test_logistic_regression_of_a_table_by_hand():
    """At x = 0, 1 of 4 is a one; at 1, 3 of 4.  The log-odds are ∓ ln 3: b = −ln 3, w = 2 ln 3."""
    X = np.repeat([[0.0], [1.0]], 4, axis=0)
    y = np.array(["no", "no", "no", "yes", "no", "yes", "yes", "yes"])
    fitted = LogisticRegression().fit(X, y)
    assert fitted.classes_.tolist() == ["no", "yes"]
    assert fitted.coef_[0] == pytest.approx(2 * math.log(3), rel=1e-9)
    assert fitted.intercept_ == pytest.approx(-math.log(3), rel=1e-9)
    np.testing.assert_allclose(fitted.predict_proba([[0], [1]]), [[0.75, 0.25], [0.25, 0.75]])
    assert fitted.log_likelihood(X, y) == pytest.approx(6 * math.log(0.75) + 2 * math.log(0.25))
    # A log-odds from k of n has the variance 1/k + 1/(n − k); the slope is a difference of two.
    np.testing.assert_allclose(fitted.standard_errors_, [math.sqrt(8 / 3), math.sqrt(4 / 3)])


@pytest.mark.parametrize("seed", range(6))
def test_at_the_maximum_the_gradient_vanishes_and_the_curvature_gives_the_errors(seed):
    X, y, _ = sloping_data(seed)
    fitted = LogisticRegression().fit(X, y)

    def likelihood(theta):
        z = X @ theta[:-1] + theta[-1]
        return float((y * z - np.logaddexp(0, z)).sum())

    theta = np.append(fitted.coef_, fitted.intercept_)
    assert fitted.log_likelihood(X, y) == pytest.approx(likelihood(theta))
    np.testing.assert_allclose(gradient(likelihood, theta), 0, atol=1e-6)
    inverse = np.linalg.inv(-hessian(likelihood, theta))
    np.testing.assert_allclose(fitted.standard_errors_, np.sqrt(np.diag(inverse)), rtol=1e-4)
    # The mean of the probabilities is the share of ones, feature by feature.
    p = fitted.predict_proba(X)[:, 1]
    np.testing.assert_allclose(X.T @ p, X.T @ y, atol=1e-8)
    assert p.sum() == pytest.approx(y.sum())


def test_it_converges_where_whole_newton_steps_run_away():
    """Far-out samples, found by search: undamped, the log-odds grow without bound."""
    X = np.array([
        [-1, 1], [-100, -1], [-10, -10], [0, 0], [-1, 10], [2, 100],
        [-10, 1], [-3, -100], [5, -10], [1000, 1000], [-1, 10], [-1, -3],
    ])  # fmt: skip
    y = np.array([0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0])
    p = LogisticRegression().fit(X, y).predict_proba(X)[:, 1]
    np.testing.assert_allclose(X.T @ p, X.T @ y, atol=1e-6)
    assert p.sum() == pytest.approx(2)


def test_the_likelihood_is_minus_the_cross_entropy_of_the_labels():
    X, y, _ = sloping_data(1)
    fitted = LogisticRegression().fit(X, y)
    p = fitted.predict_proba(X)[np.arange(len(y)), y]
    assert fitted.log_likelihood(X, y) == pytest.approx(np.log(p).sum())


def test_logistic_intervals_cover_the_truth():
    rng = np.random.default_rng(3)
    covered = 0
    for _ in range(200):
        X = rng.normal(size=(300, 2))
        y = rng.random(300) < 1 / (1 + np.exp(-(X @ [1.0, -0.5] + 0.2)))
        fitted = LogisticRegression().fit(X, y)
        miss = np.abs(np.append(fitted.coef_, fitted.intercept_) - [1.0, -0.5, 0.2])
        covered += (miss <= 1.96 * fitted.standard_errors_).sum()
    assert abs(covered / 600 - 0.95) < 0.04  # 4 standard errors of 600 trials


def test_the_label_predicted_is_the_more_probable_one():
    X = np.repeat([[0.0], [1.0]], 4, axis=0)
    y = np.array(["no", "no", "no", "yes", "no", "yes", "yes", "yes"])
    fitted = LogisticRegression().fit(X, y)  # even at 1/2
    assert fitted.predict([[0], [0.49], [0.51], [1]]).tolist() == ["no", "no", "yes", "yes"]


def test_a_refit_that_fails_leaves_the_fit_as_it_was():
    X, y, _ = sloping_data(0)
    fitted = LogisticRegression().fit(X, y)
    before = {name: np.array(value) for name, value in vars(fitted).items()}
    with pytest.raises(ValueError, match="y must not be separable"):
        fitted.fit([[0], [1]], ["a", "b"])
    assert vars(fitted).keys() == before.keys()
    for name, value in before.items():
        np.testing.assert_array_equal(getattr(fitted, name), value)


@pytest.mark.parametrize("power", [-800, -565, 515, 1000])
def test_logistic_regression_of_features_whose_squares_leave_float64(power):
    """Powers of two, the second and third being about 1e-170 and 1e155, round nothing."""
    X, y, _ = sloping_data(2)
    plain, far = LogisticRegression().fit(X, y), LogisticRegression().fit(np.ldexp(X, power), y)
    np.testing.assert_array_equal(np.ldexp(far.coef_, power), plain.coef_)
    np.testing.assert_array_equal(far.predict(np.ldexp(X, power)), plain.predict(X))
    errors = np.append(np.ldexp(far.standard_errors_[:-1], power), far.standard_errors_[-1])
    np.testing.assert_array_equal(errors, plain.standard_errors_)


@pytest.mark.parametrize("scale", [1e-6, 1e6])
def test_logistic_regression_ignores_units_and_offsets(scale):
    X, y, _ = sloping_data(2)
    plain = LogisticRegression().fit(X, y)
    moved = LogisticRegression().fit(scale * (X + 10), y)
    np.testing.assert_allclose(moved.coef_ * scale, plain.coef_, rtol=1e-7)
    np.testing.assert_allclose(
        moved.predict_proba(scale * (X + 10)), plain.predict_proba(X), rtol=1e-6
    )


def test_features_that_say_nothing_or_the_same():
    X, y, _ = sloping_data(4)
    plain = LogisticRegression().fit(X, y)
    more = LogisticRegression().fit(np.column_stack([X, np.full(len(X), 3.0), 2 * X[:, 0]]), y)
    np.testing.assert_allclose(more.coef_[0] + 2 * more.coef_[4], plain.coef_[0], rtol=1e-8)
    np.testing.assert_allclose(more.coef_[1:3], plain.coef_[1:], rtol=1e-8)
    assert more.coef_[3] == 0
    assert np.isinf(more.standard_errors_).tolist() == [True, False, False, True, True, False]
    np.testing.assert_allclose(more.standard_errors_[1:3], plain.standard_errors_[1:3], rtol=1e-8)


@pytest.mark.parametrize(
    ("X", "y"),
    [
        ([[0], [1], [2], [3]], [0, 0, 1, 1]),  # separable
        ([[0], [1], [1], [2]], [0, 0, 1, 1]),  # separable but for a tie at 1
        ([[0], [1]], [0, 1]),
        ([[0, 0], [1, 0], [0, 1]], [0, 1, 1]),
    ],
)
@pytest.mark.parametrize("max_iter", [50, 2000])
def test_separable_classes_have_no_most_probable_slope(X, y, max_iter):
    with pytest.raises(ValueError, match="y must not be separable by a plane"):
        LogisticRegression(max_iter=max_iter).fit(X, y)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: MultivariateGaussian().fit([[1, 2], [3, 4]]), "X must span all 2 dimensions"),
        (lambda: MultivariateGaussian().fit([[1, 2], [2, 4], [3, 6]]), "X must span all 2 dim"),
        (lambda: MultivariateGaussian().fit([[1, 2], [1, 4], [1, 7]]), "X must span all 2 dim"),
        (lambda: MultivariateGaussian().log_density([[1]]), "fit must be called first"),
        (lambda: MultivariateGaussian().fit([1, 2]), "X must have shape (n_samples, n_features)"),
        (lambda: LinearRegression().fit([[1], [2]], [1]), "y must have shape (2,), got (1,)"),
        (lambda: LinearRegression().fit([[1], [math.inf]], [1, 2]), "X must hold finite numbers"),
        (lambda: LinearRegression().predict([[1]]), "fit must be called first"),
        (
            lambda: LinearRegression().fit([[1], [2], [4]], [1, 2, 5]).predict([[1, 2]]),
            "X must have 1",
        ),
        (
            lambda: LinearRegression().fit([[0]], [0]).log_likelihood([[0]], [0]),
            "y must not be fitted",
        ),
        (lambda: LogisticRegression(max_iter=0), "max_iter must be at least 1, got 0"),
        (
            lambda: LogisticRegression(max_iter=1).fit(*sloping_data(0)[:2]),
            "max_iter must be larger",
        ),
        (lambda: LogisticRegression(tol=0), "tol must be above 0, got 0"),
        (lambda: LogisticRegression().fit([[1], [2]], [1, 1]), "y must hold exactly two classes"),
        (lambda: LogisticRegression().predict_proba([[1]]), "fit must be called first"),
        (lambda: LogisticRegression().predict([[1]]), "fit must be called first"),
        (
            lambda: LogisticRegression().fit(1e-320 * np.c_[[1, 2, 3, 4]], [0, 1, 0, 1]),
            "X must have features large enough",
        ),
        (
            lambda: (
                LogisticRegression().fit(*sloping_data(0)[:2]).log_likelihood(np.ones((1, 3)), [7])
            ),
            "y must hold 1 labels out of [0, 1]",
        ),
    ],
)
def test_errors_name_the_argument(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)
