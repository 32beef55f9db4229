r"""The law of large numbers, with a rate: how unlikely a mean is to stray from its expectation.

For the mean $\bar X$ of n independent samples with expectation μ, each bound here is at least
$P(|\bar X - \mu| \ge t)$.
"""

import math
from typing import Any

import numpy as np

from mlmath.validation import Floats, count, number, numbers


def chebyshev_bound(t: Any, n: int, variance: float) -> Floats:
    r"""Return Chebyshev's bound, $\min(1, \; \sigma^2 / (n t^2))$.

    Parameters
    ----------
    t : by how much the mean strays, above 0, any shape.
    n : number of samples.
    variance : σ² of one sample, at least 0; nothing else about it need be known.

    Chapter: The toolbox.
    """
    t, n = _distances(t), count(n, "n")
    spread = math.sqrt(number(variance, "variance", low=0) / n)
    bound: Floats = np.minimum(1.0, spread / t) ** 2
    return bound


def hoeffding_bound(t: Any, n: int, low: float = 0.0, high: float = 1.0) -> Floats:
    r"""Return Hoeffding's bound, $\min(1, \; 2 \exp(-2 n t^2 / (b - a)^2))$.

    Parameters
    ----------
    t : by how much the mean strays, above 0, any shape.
    n : number of samples.
    low, high : a and b, between which every sample lies, a below b.

    Source: W. Hoeffding, "Probability inequalities for sums of bounded random variables", Journal
    of the American Statistical Association 58 (1963), theorem 2.  Chapter: The toolbox.
    """
    t, n = _distances(t), count(n, "n")
    low = number(low, "low")
    width = number(high, "high", above=low) - low
    bound: Floats = np.minimum(1.0, 2 * np.exp(-2 * n * np.minimum(t / width, 1e3) ** 2))
    return bound


def hoeffding_samples(t: float, risk: float, low: float = 0.0, high: float = 1.0) -> int:
    r"""Return how many samples make $P(|\bar X - \mu| \ge t)$ at most a given risk.

    .. math:: n = \left\lceil \frac{(b - a)^2}{2 t^2} \ln \frac{2}{\delta} \right\rceil

    Parameters
    ----------
    t : the distance, above 0.
    risk : δ, above 0 and below 1.
    low, high : as in `hoeffding_bound`.

    Raises
    ------
    ValueError : an argument is not as above, or t is below 1e-150 of high - low.
    """
    t = number(t, "t", above=0)
    risk = number(risk, "risk", above=0, below=1)
    low = number(low, "low")
    width = number(high, "high", above=low) - low
    if not width / t <= 1e150:
        raise ValueError(f"t must be at least 1e-150 of high - low = {width:g}, got {t:g}")
    return math.ceil((width / t) ** 2 * (math.log(2) - math.log(risk)) / 2)


def running_means(x: Any) -> Floats:
    """Return the means of the first 1, 2, …, n samples of x (n, ...), in the shape of x."""
    x = numbers(x, "x")
    if x.ndim == 0 or x.size == 0:
        raise ValueError(f"x must have shape (n, ...) with at least one sample, got {x.shape}")
    counts = np.arange(1, len(x) + 1).reshape(-1, *[1] * (x.ndim - 1))
    unit = float(2.0 ** max(0, int(np.frexp(np.abs(x).max())[1]) - 900))  # so that no sum overflows
    means: Floats = np.cumsum(x / unit, axis=0) / counts * unit
    return means


def _distances(t: Any) -> Floats:
    distances: Floats = numbers(t, "t")
    if (distances <= 0).any():
        raise ValueError(f"t must be above 0, got {distances.min():g}")
    return distances
