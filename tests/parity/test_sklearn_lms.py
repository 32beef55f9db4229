"""LMS against scikit-learn's stochastic gradient, and ADALINE against its least squares."""

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression, SGDRegressor

from mlmath.datasets import two_clouds
from mlmath.lms import Adaline, lms, wiener_solution


@pytest.mark.parametrize("seed", range(4))
def test_lms_is_stochastic_gradient_descent_on_half_the_squared_error(seed):
    """One epoch in the order given, constant rate μ, no penalty, no intercept."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(500, 6))
    d = X @ rng.normal(size=6) + rng.normal(size=500)
    theirs = SGDRegressor(
        loss="squared_error",
        penalty=None,
        learning_rate="constant",
        eta0=0.03,
        fit_intercept=False,
        shuffle=False,
    )
    h = lms(X, d, 0.03)
    for end in (1, 40, 500):
        theirs.coef_ = np.zeros(6)
        theirs.intercept_ = np.zeros(1)
        theirs.t_ = 1.0
        theirs.partial_fit(X[:end], d[:end])
        np.testing.assert_allclose(h.weights[end], theirs.coef_, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("seed", range(3))
def test_adaline_with_an_intercept_is_the_same_on_targets_of_one(seed):
    X, y, *_ = two_clouds(60, 0.1, seed)
    theirs = SGDRegressor(
        loss="squared_error",
        penalty=None,
        learning_rate="constant",
        eta0=0.02,
        shuffle=False,
        max_iter=5,
        tol=None,
    ).fit(X, y)
    ours = Adaline(mu=0.02, max_epochs=5).fit(X, y)
    np.testing.assert_allclose(ours.coef_, theirs.coef_, rtol=1e-9)
    np.testing.assert_allclose(ours.intercept_, theirs.intercept_[0], rtol=1e-9)


@pytest.mark.parametrize("shape", [(100, 5), (5, 5), (3, 8)])
def test_the_wiener_solution_is_linear_regression(shape):
    rng = np.random.default_rng(sum(shape))
    X, d = rng.normal(size=shape), rng.normal(size=shape[0])
    theirs = LinearRegression(fit_intercept=False).fit(X, d)
    np.testing.assert_allclose(wiener_solution(X, d), theirs.coef_, rtol=1e-8, atol=1e-10)
