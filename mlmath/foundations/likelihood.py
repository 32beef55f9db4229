r"""Maximum likelihood: of all members of a family, the one that makes the data most probable.

.. math:: \hat\theta = \arg\max_\theta \; \ell(\theta), \qquad
          \ell(\theta) = \sum_{i=1}^n \log p(x_i; \theta)

For each family here calculus gives the maximum in closed form.  How sharp it is tells how sure
the estimate is: with the Fisher information $I(\theta) = -E[\partial^2 \log p / \partial\theta^2]$
of one sample, the standard error of $\hat\theta$ is $1 / \sqrt{n I(\theta)}$ for large n.

Chapter: The toolbox.
"""

import math
from typing import Any, Self

import numpy as np

from mlmath.estimator import Estimator
from mlmath.scale import centered, exponents
from mlmath.special import log_poisson_weight
from mlmath.validation import Floats, count, number, shaped


class Family(Estimator):
    """A family of distributions of one number, fitted by maximum likelihood.

    `fit` also learns `standard_errors_`, the standard error of each parameter by its name without
    the underscore, estimated by the Fisher information at the fit.
    """

    standard_errors_: dict[str, float]
    _learned: str  # an attribute that fit makes
    _support = "finite numbers"

    def fit(self, x: Any) -> Self:
        """Find the parameters that make the samples x, shape (n,), most probable.

        Raises
        ------
        ValueError : x is no vector of numbers that the family can produce, or no maximum exists.
        """
        self._maximize(self._samples(x))
        return self

    def log_density(self, x: Any) -> Floats:
        """Return log p(x) of each sample, shape (n,), in nats; -inf for what cannot happen."""
        self._check_fitted(self._learned)
        x = shaped(x, ("n",), "x")
        possible = self._supports(x)
        density = np.full(x.shape, -np.inf)
        with np.errstate(over="ignore"):  # far out, the density falls below all that float64 holds
            density[possible] = self._log_density(x[possible])
        return density

    def log_likelihood(self, x: Any) -> float:
        """Return the log-likelihood of the samples x, shape (n,): the sum of `log_density`."""
        return float(self.log_density(x).sum())

    def _samples(self, x: Any) -> Floats:
        x = shaped(x, ("n",), "x")
        strays = x[~self._supports(x)]
        if strays.size:
            raise ValueError(f"x must hold {self._support}, got {strays[0]:g}")
        samples: Floats = x
        return samples

    def _supports(self, x: Floats) -> Any:
        return np.isfinite(x)

    def _maximize(self, x: Floats) -> None:
        raise NotImplementedError

    def _log_density(self, x: Floats) -> Floats:
        raise NotImplementedError


class Bernoulli(Family):
    r"""A coin: 1 with probability p, else 0.  $\log p(x) = x \ln p + (1 - x) \ln(1 - p)$.

    .. math:: \hat p = \frac{k + s}{n + 2s}, \qquad \text{standard error } \sqrt{p (1 - p) / n}

    Parameters
    ----------
    smoothing : s, at least 0.  0 is maximum likelihood, for k ones among n; 1 is Laplace's rule of
        succession, the mean of p given the data when every p was equally likely before.

    Attributes
    ----------
    probability_ : p.
    """

    _learned = "probability_"
    _support = "only 0 and 1"

    def __init__(self, smoothing: float = 0.0) -> None:
        self.smoothing = number(smoothing, "smoothing", low=0)

    def _supports(self, x: Floats) -> Any:
        return (x == 0) | (x == 1)

    def _maximize(self, x: Floats) -> None:
        p = float(_smoothed(np.array([x.sum(), len(x) - x.sum()]), self.smoothing)[0])
        self.probability_ = p
        self.standard_errors_ = {"probability": math.sqrt(p * (1 - p) / len(x))}

    def _log_density(self, x: Floats) -> Floats:
        return np.where(x == 1, _log(self.probability_), _log(1 - self.probability_))


class Categorical(Family):
    r"""A die: k with probability $p_k$, for k = 0, …, K − 1.

    .. math:: \hat p_k = \frac{n_k + s}{n + K s}

    Parameters
    ----------
    n_categories : K, at least 1.
    smoothing : s, at least 0; 0 is maximum likelihood, 1 is Laplace's rule.

    Attributes
    ----------
    probabilities_ : shape (n_categories,).
    standard_errors_ : of each, named "0", "1", …
    """

    _learned = "probabilities_"

    def __init__(self, n_categories: int, smoothing: float = 0.0) -> None:
        self.n_categories = count(n_categories, "n_categories")
        self.smoothing = number(smoothing, "smoothing", low=0)
        self._support = f"whole numbers from 0 to {self.n_categories - 1}"

    def _supports(self, x: Floats) -> Any:
        return (x == np.floor(x)) & (x >= 0) & (x < self.n_categories)

    def _maximize(self, x: Floats) -> None:
        counts = np.bincount(x.astype(np.int64), minlength=self.n_categories)
        p = _smoothed(counts, self.smoothing)
        self.probabilities_ = p
        errors = np.sqrt(p * (1 - p) / len(x))
        self.standard_errors_ = {str(k): float(error) for k, error in enumerate(errors)}

    def _log_density(self, x: Floats) -> Floats:
        p = self.probabilities_
        logs = np.log(p, out=np.full_like(p, -np.inf), where=p > 0)
        density: Floats = logs[x.astype(np.int64)]
        return density


class Gaussian(Family):
    r"""The normal distribution, $\log p(x) = -\tfrac12 \ln(2\pi\sigma^2) - (x-\mu)^2 / 2\sigma^2$.

    .. math:: \hat\mu = \bar x, \quad \hat\sigma^2 = \frac1n \sum_i (x_i - \bar x)^2; \qquad
              \text{standard errors } \frac{\sigma}{\sqrt n}, \quad \sigma^2 \sqrt{\frac2n}

    The variance divides by n, not n − 1: its expectation is too small by the factor (n − 1)/n.

    Attributes
    ----------
    mean_, variance_ : μ and σ².
    """

    _learned = "mean_"

    def _maximize(self, x: Floats) -> None:
        _refuse_constant(x)
        away, (mean,), (e,) = centered(x[:, None])
        with np.errstate(over="ignore"):
            variance = in_range(float(np.ldexp((away**2).mean(), 2 * e)), "variance", x)
        self.mean_, self.variance_ = float(mean), variance
        self.standard_errors_ = {
            "mean": math.sqrt(self.variance_ / len(x)),
            "variance": self.variance_ * math.sqrt(2 / len(x)),
        }

    def _log_density(self, x: Floats) -> Floats:
        squares = ((x - self.mean_) / math.sqrt(self.variance_)) ** 2
        return -0.5 * (math.log(2 * math.pi) + math.log(self.variance_) + squares)


class Laplace(Family):
    r"""The double exponential, $\log p(x) = -\ln(2b) - |x - m| / b$: its maximum is the median.

    .. math:: \hat m = \operatorname{median}(x), \quad \hat b = \frac1n \sum_i |x_i - \hat m|;
              \qquad \text{standard errors } \frac{b}{\sqrt n}, \; \frac{b}{\sqrt n}

    Attributes
    ----------
    location_, scale_ : m and b.  For even n every m between the middle two is as likely; the
        middle of them is taken.
    """

    _learned = "location_"

    def _maximize(self, x: Floats) -> None:
        _refuse_constant(x)
        e = exponents(x)
        unit = np.ldexp(x, -e)  # in which no sum overflows
        middle = np.median(unit)
        with np.errstate(over="ignore"):
            scale = float(np.ldexp(np.abs(unit - middle).mean(), e[0]))
        self.scale_ = in_range(scale, "mean deviation", x)
        self.location_ = float(np.ldexp(middle, e[0]))
        error = self.scale_ / math.sqrt(len(x))
        self.standard_errors_ = {"location": error, "scale": error}

    def _log_density(self, x: Floats) -> Floats:
        return -math.log(2) - math.log(self.scale_) - np.abs(x - self.location_) / self.scale_


class Poisson(Family):
    r"""Counts of rare events, $\log p(x) = x \ln\lambda - \lambda - \ln x!$, x a whole number.

    .. math:: \hat\lambda = \bar x, \qquad \text{standard error } \sqrt{\lambda / n}

    Attributes
    ----------
    rate_ : λ.
    """

    _learned = "rate_"
    _support = "whole numbers from 0"

    def _supports(self, x: Floats) -> Any:
        return (x == np.floor(x)) & (x >= 0)

    def _maximize(self, x: Floats) -> None:
        self.rate_ = _mean(x)
        self.standard_errors_ = {"rate": math.sqrt(self.rate_ / len(x))}

    def _log_density(self, x: Floats) -> Floats:
        distinct, where = np.unique(x, return_inverse=True)
        logs = np.array([log_poisson_weight(k, self.rate_) for k in distinct.tolist()])
        density: Floats = logs[where]
        return density


class Exponential(Family):
    r"""Waiting times without memory, $\log p(x) = \ln\lambda - \lambda x$ for x ≥ 0.

    .. math:: \hat\lambda = 1 / \bar x, \qquad \text{standard error } \lambda / \sqrt n

    Attributes
    ----------
    rate_ : λ, per unit of x.
    """

    _learned = "rate_"
    _support = "numbers of at least 0"

    def _supports(self, x: Floats) -> Any:
        return x >= 0

    def _maximize(self, x: Floats) -> None:
        if not x.any():
            raise ValueError("x must not be all 0: the likelihood then grows without bound")
        self.rate_ = 1 / in_range(_mean(x), "mean", x)
        self.standard_errors_ = {"rate": self.rate_ / math.sqrt(len(x))}

    def _log_density(self, x: Floats) -> Floats:
        return math.log(self.rate_) - self.rate_ * x


def _refuse_constant(x: Floats) -> None:
    if x.min() == x.max():
        raise ValueError(
            f"x must hold at least two different numbers, got {len(x)} of {x[0]:g}: "
            "the likelihood then grows without bound as the spread shrinks"
        )


def _mean(x: Floats) -> float:
    """Return the mean of x, shape (n,), without overflow in the sum."""
    e = exponents(x)
    return float(np.ldexp(np.ldexp(x, -e).mean(), e[0]))


def _smoothed(counts: Any, s: float) -> Floats:
    """Return (n_k + s) / (n + K s) for counts n_k, shape (K,), and any s that float64 holds."""
    unit = max(1.0, s)
    shares: Floats = counts / unit + s / unit
    shares /= shares.sum()
    return shares


def in_range(value: float, what: str, x: Floats, name: str = "x") -> float:
    """Return what came of the samples x, unless it over- or underflows."""
    limits = np.finfo(np.float64)
    if not limits.tiny <= value <= limits.max:
        raise ValueError(
            f"{name} must have a {what} from {limits.tiny:g} to {limits.max:g}, as float64 can "
            f"hold it, got {value:g} from numbers between {x.min():g} and {x.max():g}"
        )
    return value


def _log(p: float) -> float:
    return math.log(p) if p > 0 else -math.inf
