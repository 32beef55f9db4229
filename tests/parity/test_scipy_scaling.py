"""Power-law fits and Student's t, against scipy."""

import numpy as np
import pytest
from scipy import optimize, stats

from mlmath.language_model.scaling import PowerLaw
from mlmath.language_model.student import t_cdf, t_quantile

X = np.geomspace(1e5, 1e9, 12)


def noisy(seed, spread=0.01):
    errors = np.random.default_rng(seed).normal(0, spread, len(X))
    return (1.69 + 406.4 * X**-0.34) * np.exp(errors)


@pytest.mark.parametrize("df", [0.5, 1, 2, 3, 7, 30, 200, 1e4])
def test_students_distribution(df):
    p = np.array([1e-6, 0.01, 0.25, 0.5, 0.8, 0.975, 0.99999])
    np.testing.assert_allclose([t_quantile(q, df) for q in p], stats.t.ppf(p, df), rtol=1e-9)
    t = np.array([-40, -3, -0.1, 0, 1e-6, 0.7, 2, 12])
    np.testing.assert_allclose([t_cdf(u, df) for u in t], stats.t.cdf(t, df), rtol=1e-10)


@pytest.mark.parametrize("seed", range(3))
def test_the_line_is_that_of_linregress(seed):
    law, y = PowerLaw(confidence=0.9), noisy(seed, 0.1)
    law.fit(X, y)
    theirs = stats.linregress(np.log(X), np.log(y))
    assert law.exponent_ == pytest.approx(-theirs.slope)
    assert law.coefficient_ == pytest.approx(np.exp(theirs.intercept))
    t = stats.t.ppf(0.95, len(X) - 2)
    reach = t * theirs.stderr
    assert law.exponent_interval_ == pytest.approx((-theirs.slope - reach, -theirs.slope + reach))
    ends = theirs.intercept + np.array([-t, t]) * theirs.intercept_stderr
    assert law.coefficient_interval_ == pytest.approx(tuple(np.exp(ends)))


@pytest.mark.parametrize("seed", range(5))
def test_the_fit_with_a_floor_is_that_of_curve_fit(seed):
    """The same least squares of ln y, and the same covariance from the slopes."""
    y = noisy(seed)
    law = PowerLaw(offset=True).fit(X, y)

    def log_law(x, log_a, alpha, E):
        return np.log(E + np.exp(log_a - alpha * np.log(x)))

    start = (np.log(law.coefficient_) + 0.1, law.exponent_ * 1.02, law.offset_ * 0.98)
    theirs, covariance = optimize.curve_fit(
        log_law, X, np.log(y), p0=start, ftol=1e-15, xtol=1e-15, gtol=1e-15, maxfev=20_000
    )
    assert (np.log(law.coefficient_), law.exponent_, law.offset_) == pytest.approx(
        tuple(theirs), rel=1e-5
    )
    reach = stats.t.ppf(0.975, len(X) - 3) * np.sqrt(np.diag(covariance))
    ours = [
        np.log(law.coefficient_interval_),
        np.array(law.exponent_interval_),
        np.array(law.offset_interval_),
    ]
    for pair, center, half in zip(ours, theirs, reach, strict=True):
        np.testing.assert_allclose(pair, (center - half, center + half), rtol=1e-3)
