"""The toolbox against SciPy and scikit-learn."""

import math

import numpy as np
import pytest
from scipy import special, stats
from scipy.optimize import approx_fprime
from scipy.spatial.distance import jensenshannon
from sklearn import linear_model
from sklearn.metrics import mutual_info_score

from mlmath import foundations as own
from mlmath.special import erf, erfc

SEEDS = pytest.mark.parametrize("seed", range(5))


def test_the_error_function():
    x = np.linspace(-7, 27, 50_001)
    np.testing.assert_allclose(erf(x), special.erf(x), rtol=2e-15)
    normal = x < 26.5
    # SciPy's own tail is off by up to 6e-14 there (against mpmath), ours by less than 1e-15.
    np.testing.assert_allclose(erfc(x)[normal], special.erfc(x)[normal], rtol=1e-13)
    single = x.astype(np.float32)
    np.testing.assert_allclose(erf(single), special.erf(single), rtol=5e-7)


@SEEDS
def test_information(seed):
    p, q = np.random.default_rng(seed).dirichlet(np.ones(7), size=2)
    assert own.entropy(p) == pytest.approx(stats.entropy(p, base=2))
    assert own.kl_divergence(p, q, math.e) == pytest.approx(stats.entropy(p, q))
    assert own.jensen_shannon(p, q) == pytest.approx(jensenshannon(p, q, base=2) ** 2)
    counts = np.random.default_rng(seed).integers(0, 20, size=(4, 5))
    theirs = mutual_info_score(None, None, contingency=counts)
    assert own.mutual_information(counts / counts.sum(), math.e) == pytest.approx(theirs)
    A = np.random.default_rng(seed).normal(size=(3, 3))
    covariance = A @ A.T + np.eye(3)
    theirs = stats.multivariate_normal(np.zeros(3), covariance).entropy()
    assert own.gaussian_entropy(covariance, math.e) == pytest.approx(theirs)


@SEEDS
def test_maximum_likelihood(seed):
    rng = np.random.default_rng(seed)
    x = rng.normal(3, 2, 50)
    gaussian = own.Gaussian().fit(x)
    mean, deviation = stats.norm.fit(x)
    assert (gaussian.mean_, gaussian.variance_) == pytest.approx((mean, deviation**2))
    np.testing.assert_allclose(gaussian.log_density(x), stats.norm.logpdf(x, mean, deviation))
    laplace = own.Laplace().fit(x)
    assert (laplace.location_, laplace.scale_) == pytest.approx(stats.laplace.fit(x))
    np.testing.assert_allclose(
        laplace.log_density(x), stats.laplace.logpdf(x, *stats.laplace.fit(x))
    )
    waits = rng.exponential(2, 50)
    exponential = own.Exponential().fit(waits)
    assert 1 / exponential.rate_ == pytest.approx(stats.expon.fit(waits, floc=0)[1])
    np.testing.assert_allclose(
        exponential.log_density(waits), stats.expon.logpdf(waits, scale=1 / exponential.rate_)
    )
    counts = rng.poisson(4, 50)
    poisson = own.Poisson().fit(counts)
    np.testing.assert_allclose(
        poisson.log_density(np.arange(50)), stats.poisson.logpmf(np.arange(50), poisson.rate_)
    )
    X = rng.normal(size=(50, 3)) @ rng.normal(size=(3, 3)) + 5
    cloud = own.MultivariateGaussian().fit(X)
    mean, covariance = stats.multivariate_normal.fit(X)
    np.testing.assert_allclose(cloud.covariance_, covariance)
    theirs = stats.multivariate_normal(mean, covariance).logpdf(X)
    np.testing.assert_allclose(cloud.log_density(X), theirs)


@SEEDS
def test_regressions(seed):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(120, 4))
    y = X @ rng.normal(size=4) + 3 + rng.normal(size=120)
    for intercept in (True, False):
        line = own.LinearRegression(fit_intercept=intercept).fit(X, y)
        theirs = linear_model.LinearRegression(fit_intercept=intercept).fit(X, y)
        np.testing.assert_allclose(line.coef_, theirs.coef_)
        np.testing.assert_allclose(line.intercept_, theirs.intercept_, atol=1e-12)
    labels = np.where(y + rng.normal(0, 2, 120) > 3, "up", "down")
    logistic = own.LogisticRegression().fit(X, labels)
    newton = linear_model.LogisticRegression(C=np.inf, tol=1e-10, solver="newton-cholesky")
    newton.fit(X, labels)
    np.testing.assert_allclose(logistic.coef_, newton.coef_[0], rtol=1e-5)
    np.testing.assert_allclose(logistic.predict_proba(X), newton.predict_proba(X), atol=1e-5)


@SEEDS
def test_log_sum_exp_and_softmax(seed):
    z = np.random.default_rng(seed).normal(0, 300, size=20)
    assert own.log_sum_exp(z) == pytest.approx(special.logsumexp(z))
    np.testing.assert_allclose(
        own.softmax_steps(z, "float64").probabilities, special.softmax(z), rtol=1e-12, atol=1e-300
    )


def test_the_gradient_agrees_with_scipys_and_is_closer():
    """SciPy's is a forward difference, good to √ε; ours a central one, good to ε^⅔."""
    x = np.array([0.3, -1.2, 2.0])
    exact = np.cos(x) * np.exp(np.sin(x).sum())
    ours = own.gradient(lambda v: np.exp(np.sin(v).sum()), x)
    theirs = approx_fprime(x, lambda v: np.exp(np.sin(v).sum()))
    np.testing.assert_allclose(ours, theirs, atol=1e-6)
    assert np.abs(ours - exact).max() < np.abs(theirs - exact).max() / 10


@SEEDS
def test_taylor_and_projections(seed):
    rng = np.random.default_rng(seed)
    derivatives, x = rng.normal(size=8), rng.normal(size=20)
    coefficients = derivatives / special.factorial(np.arange(8))
    np.testing.assert_allclose(
        own.taylor_polynomial(derivatives, x, 0.5),
        np.polynomial.polynomial.polyval(x - 0.5, coefficients),
        rtol=1e-10,
    )
    A, b = rng.normal(size=(6, 3)), rng.normal(size=6)
    np.testing.assert_allclose(own.projection_matrix(A), A @ np.linalg.pinv(A), atol=1e-12)
    assert own.condition_number(A) == pytest.approx(np.linalg.cond(A))
    near = A @ np.linalg.lstsq(A, b)[0]
    np.testing.assert_allclose(own.project(A, b), near, atol=1e-12)


def test_coverage_of_hoeffding_by_exact_binomials():
    for n, t in ((50, 0.1), (500, 0.05), (5000, 0.02)):
        k = np.arange(n + 1)
        exact = stats.binom.pmf(k, n, 0.5)[np.abs(k / n - 0.5) >= t - 1e-12].sum()
        assert exact <= own.hoeffding_bound(t, n)
