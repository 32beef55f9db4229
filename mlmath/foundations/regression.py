r"""Where losses come from: least squares and cross-entropy are maximum likelihood in disguise.

With normal noise around a plane the most probable plane is the least-squares one; with labels
that are coins whose log-odds are linear in x, it is the one of least cross-entropy.
"""

import math
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from mlmath.estimator import Estimator
from mlmath.foundations.information import covariance_factor
from mlmath.foundations.likelihood import in_range
from mlmath.scale import centered, exponents, least_squares
from mlmath.validation import Floats, count, number, points, shaped, two_classes


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


class LogisticRegression(Estimator):
    r"""A coin for each sample, with log-odds linear in x: $P(y = 1 | x) = 1 / (1 + e^{-z})$.

    .. math:: z = w \cdot x + b, \qquad
              \ell = \sum_i \left( y_i z_i - \ln(1 + e^{z_i}) \right)
              = -n \times \text{cross-entropy}

    ℓ is concave, and Newton's method finds its maximum: with $p = P(y = 1 | x)$ and the matrix X̃
    of the samples and a constant 1, the step δ solves

    .. math:: \tilde X^\top D \tilde X \, \delta = \tilde X^\top (y - p), \qquad
              D = \operatorname{diag}(p (1 - p)),

    and is halved as long as ℓ would fall.

    Parameters
    ----------
    max_iter : Newton steps, at least 1.
    tol : stop at a step that moves no sample's log-odds by more than this, above 0.

    Attributes
    ----------
    classes_ : both labels, sorted; the second is "1".
    coef_ : w, shape (d,).  Where features depend on each other, the shortest of the best (in
        standardized features); a constant feature gets 0.
    intercept_ : b.
    standard_errors_ : of w and then b, shape (d + 1,), by the Fisher information X̃ᵀ D X̃; inf for
        what the data do not determine.
    n_iter_ : Newton steps taken.
    """

    classes_: NDArray[Any]
    coef_: Floats

    def __init__(self, max_iter: int = 50, tol: float = 1e-8) -> None:
        self.max_iter = count(max_iter, "max_iter")
        self.tol = number(tol, "tol", above=0)

    def fit(self, X: Any, y: Any) -> Self:
        """Learn from X (n, d) and labels y (n,) of two classes.

        Raises ValueError when the likelihood has no maximum: a plane separates the classes (save
        for samples on it), and the steeper, the better.  Or when max_iter steps do not reach it,
        or when a feature is so small that its slope overflows.  A fit that fails changes nothing.
        """
        X = points(X)
        classes, signs = two_classes(y, len(X))
        # In units of a power of two, which is exact, no square of a feature over- or underflows.
        _, exponents = np.frexp(np.abs(X).max(axis=0))
        X = np.ldexp(X, -exponents)
        center, scale = X.mean(axis=0), X.std(axis=0)
        scale[scale <= 1e-12 * np.abs(X).max(axis=0)] = np.inf  # a constant feature tells nothing
        Z = np.ones((X.shape[1] + 1, len(X)))  # standardized features and a constant, as rows
        np.divide((X - center).T, scale[:, None], out=Z[:-1])
        squares, vectors = np.linalg.eigh(Z @ Z.T / len(X))
        spanned = squares > 1e-14 * squares[-1]
        basis = vectors[:, spanned]  # (d + 1, rank): the directions that the samples span
        to_basis = basis / np.sqrt(squares[spanned] * len(X))
        weights, covariance, n_iter = self._newton(to_basis.T @ Z, signs)
        # Back to standardized features, and from there to those in powers of two.
        units = np.diag(np.append(1 / scale, 1.0))
        units[-1, :-1] = -center / scale
        back = units @ to_basis
        fitted = back @ weights
        variances = np.einsum("ij,jk,ik->i", back, covariance, back)
        outside = np.linalg.norm(units - units @ basis @ basis.T, axis=1)
        determined = (outside <= 1e-8 * np.linalg.norm(units, axis=1)) & (np.diag(units) > 0)
        learned = np.stack([fitted, np.sqrt(variances)])  # (2, d + 1)
        with np.errstate(over="ignore"):
            learned[:, :-1] = np.ldexp(learned[:, :-1], -exponents)  # to X's own units
        if not np.isfinite(learned).all():
            raise ValueError("X must have features large enough for slopes that float64 can hold")
        self.classes_ = classes
        self.coef_, self.intercept_ = learned[0, :-1], float(learned[0, -1])
        self.standard_errors_ = np.where(determined, learned[1], np.inf)
        self.n_iter_ = n_iter
        return self

    def _newton(self, U: Floats, signs: Floats) -> tuple[Floats, Floats, int]:
        """Return the best weights for orthonormal U (r, n), their covariance and the steps."""
        weights = np.zeros(len(U))
        z = np.zeros(U.shape[1])  # log-odds, (n,)
        scaled = np.empty_like(U)
        for iteration in range(1, self.max_iter + 1):
            p = _sigmoid(z)
            np.multiply(U, np.sqrt(p * (1 - p)), out=scaled)
            information = scaled @ scaled.T  # (r, r)
            if np.linalg.eigvalsh(information)[0] < 1e-12:  # it starts at 1/4
                break
            step = np.linalg.solve(information, U @ ((signs + 1) / 2 - p))
            rise = step @ U
            likelihood = _log_coin(z * signs)
            while np.abs(rise).max() > self.tol and _log_coin((z + rise) * signs) < likelihood:
                step, rise = step / 2, rise / 2
            weights, z = weights + step, z + rise
            if (z * signs).min() > 0:
                break
            if np.abs(rise).max() <= self.tol:
                return weights, np.linalg.inv(information).astype(np.float64), iteration
        else:
            raise ValueError(f"max_iter must be larger: no maximum in {self.max_iter} steps")
        raise ValueError("y must not be separable by a plane: the likelihood then has no maximum")

    def predict_proba(self, X: Any) -> Floats:
        """Return the probabilities of both classes for each sample of X (n, d), shape (n, 2)."""
        z = self._log_odds(X)
        return np.column_stack([_sigmoid(-z), _sigmoid(z)])

    def predict(self, X: Any) -> NDArray[Any]:
        """Return the more probable label of each sample of X (n, d); the first if even."""
        second = self._log_odds(X) > 0
        return self.classes_[second.astype(np.intp)]

    def log_likelihood(self, X: Any, y: Any) -> float:
        """Return the log-likelihood of labels y (n,), all of them among `classes_`, in nats."""
        z = self._log_odds(X)
        y = np.asarray(y)
        if y.shape != z.shape or not np.isin(y, self.classes_).all():
            raise ValueError(f"y must hold {len(z)} labels out of {self.classes_.tolist()}")
        return _log_coin(np.where(y == self.classes_[1], z, -z))

    def _log_odds(self, X: Any) -> Floats:
        self._check_fitted("coef_")
        z: Floats = self._points_like_fit(X, len(self.coef_)) @ self.coef_
        return z + self.intercept_


def _sigmoid(z: Floats) -> Floats:
    """Return 1 / (1 + exp(-z)) without overflow."""
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, small) / (1.0 + small)


def _log_coin(z: Floats) -> float:
    """Return the sum of ln(1 / (1 + exp(-z))), z being the log-odds of what has come."""
    return float((np.minimum(z, 0.0) - np.log1p(np.exp(-np.abs(z)))).sum())
