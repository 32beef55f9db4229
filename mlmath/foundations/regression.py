"""Where least squares come from: a cloud of points, and a plane with normal noise around it."""

import math
from typing import Any, Self

import numpy as np

from mlmath.estimator import Estimator
from mlmath.foundations.information import covariance_factor
from mlmath.foundations.likelihood import in_range
from mlmath.scale import centered, exponents, least_squares
from mlmath.validation import Floats, points, shaped


class MultivariateGaussian(Estimator):
    r"""The normal distribution in d dimensions, fitted by maximum likelihood.

    .. math:: \hat\mu = \bar x, \qquad
              \hat\Sigma = \frac1n \sum_i (x_i - \bar x)(x_i - \bar x)^\top

    .. math:: \log p(x) = -\tfrac12 \left( d \ln 2\pi + \ln\det\Sigma
              + (x - \mu)^\top \Sigma^{-1} (x - \mu) \right)

    Attributes
    ----------
    mean_ : μ, shape (d,).
    covariance_ : Σ, shape (d, d); it divides by n, not n − 1.
    """

    mean_: Floats
    covariance_: Floats

    def fit(self, X: Any) -> Self:
        """Learn from samples X, shape (n, d).

        Raises ValueError when X has a wrong shape, or lies in a plane of fewer than d dimensions
        (as it does for n <= d): the likelihood then grows without bound.  Or when a variance
        leaves float64.
        """
        X = points(X)
        n, d = X.shape
        away, mean, e = centered(X)  # each feature in a unit of its own
        spread = np.sqrt((away**2).mean(axis=0))
        flat = n <= d or not spread.all()
        if not flat:  # the correlations' eigenvalues sum to d, whatever the units of X
            unit = away / spread
            least = np.linalg.eigvalsh(unit.T @ unit / n)[0]
            flat = bool(least <= 1e-14 * d)
        if flat:
            raise ValueError(f"X must span all {d} dimensions around its mean, with shape {(n, d)}")
        with np.errstate(over="ignore"):
            covariance = np.ldexp(away.T @ away / n, e + e[:, None])
        for j in range(d):
            in_range(float(covariance[j, j]), "variance in each feature", X[:, j], "X")
        self.mean_ = mean
        self.covariance_ = covariance
        return self

    def log_density(self, X: Any) -> Floats:
        """Return log p(x) of each sample, X (n, d), in nats: shape (n,)."""
        self._check_fitted("mean_")
        d = len(self.mean_)
        X = self._points_like_fit(X, d)
        spread = np.sqrt(np.diag(self.covariance_))
        correlation = self.covariance_ / spread / spread[:, None]
        factor = covariance_factor(correlation, "covariance_")
        with np.errstate(over="ignore"):  # far out, the density falls below all of float64
            away = ((X - self.mean_) / spread).T  # (d, n)
            whitened = np.linalg.solve(factor, away)  # (d, n)
            squares = np.einsum("ij,ij->j", whitened, whitened)
        log_determinant = 2 * (np.log(np.diag(factor)).sum() + np.log(spread).sum())
        density: Floats = -0.5 * (d * math.log(2 * math.pi) + log_determinant + squares)
        return density

    def log_likelihood(self, X: Any) -> float:
        """Return the log-likelihood of the samples X, shape (n, d)."""
        return float(self.log_density(X).sum())


class LinearRegression(Estimator):
    r"""A plane with normal noise around it, $y = w \cdot x + b + \text{noise}$, $N(0, \sigma^2)$.

    .. math:: \ell = -\frac n2 \ln(2 \pi \sigma^2)
              - \frac{1}{2\sigma^2} \sum_i (y_i - w \cdot x_i - b)^2

    Whatever σ is, the likelihood is greatest where the sum of squares is least.

    Parameters
    ----------
    fit_intercept : learn b too; otherwise the plane passes through the origin.

    Attributes
    ----------
    coef_ : w, shape (d,); of all minimizers the shortest, if there are several.  A feature counts
        whatever its unit: which of them depend on each other is decided with each in its own.
    intercept_ : b.
    noise_variance_ : σ², the mean of the squared residuals (it divides by n); 0 after an exact fit,
        one whose residuals are no larger than the rounding of the largest numbers they come from.
    """

    coef_: Floats

    def __init__(self, fit_intercept: bool = True) -> None:
        self.fit_intercept = bool(fit_intercept)

    def fit(self, X: Any, y: Any) -> Self:
        """Learn from X (n, d) and targets y (n,).

        Raises
        ------
        ValueError : X or y has a wrong shape or holds NaN; a slope, the intercept or the noise
            variance leaves float64.  A fit that fails changes nothing.
        """
        X = points(X)
        y = shaped(y, (len(X),), "y")
        if self.fit_intercept:
            away, center, e = centered(X)
            target, (middle,), (f,) = centered(y[:, None])
        else:
            e, f = exponents(X, axis=0)[0], exponents(y)[0]
            away, center, middle = np.ldexp(X, -e), np.zeros(X.shape[1]), 0.0
            target = np.ldexp(y[:, None], -f)
        with np.errstate(over="ignore", invalid="ignore"):
            slopes = least_squares(away, target[:, 0], e)  # in units of y, 2^f
            coef = np.ldexp(slopes, f)
            intercept = middle - float(center @ coef)
            if not (np.isfinite(coef).all() and math.isfinite(intercept)):
                raise ValueError(
                    "X must have features large enough for slopes that float64 can hold, got "
                    f"{np.abs(X).max():g} beside y of {np.abs(y).max():g}"
                )
            residuals = target[:, 0] - away @ np.ldexp(slopes, e)
            # Each residual is a difference of sums of d + 2 terms, all rounded to float64.
            terms = np.abs(X) @ np.abs(coef) + abs(intercept) + np.abs(y)
            rounding = (X.shape[1] + 2) * np.finfo(np.float64).eps * terms.max()
            exact = np.ldexp(np.abs(residuals).max(), f) <= rounding
            variance = 0.0 if exact else float(np.ldexp((residuals**2).mean(), 2 * f))
        if not exact:
            in_range(variance, "spread around the plane with a variance", y, "y")
        self.coef_, self.intercept_, self.noise_variance_ = coef, intercept, variance
        return self

    def predict(self, X: Any) -> Floats:
        """Return w · x + b for each sample of X (n, d), shape (n,)."""
        self._check_fitted("coef_")
        heights: Floats = self._points_like_fit(X, len(self.coef_)) @ self.coef_
        heights += self.intercept_
        return heights

    def log_likelihood(self, X: Any, y: Any) -> float:
        """Return the log-likelihood, in nats; refused after an exact fit, where it is infinite."""
        residuals = shaped(y, (len(points(X)),), "y") - self.predict(X)
        if self.noise_variance_ == 0:
            raise ValueError("y must not be fitted exactly: the likelihood then has no bound")
        with np.errstate(over="ignore"):  # far out, the density falls below all of float64
            squares = (residuals / math.sqrt(self.noise_variance_)) ** 2
        return float(
            -0.5 * (squares + math.log(2 * math.pi) + math.log(self.noise_variance_)).sum()
        )
