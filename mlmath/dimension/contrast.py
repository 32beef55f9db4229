"""Relative contrast: how much farther the farthest point is than the nearest."""

from collections.abc import Callable
from math import exp, log, sqrt
from typing import Any

import numpy as np

from mlmath.dimension.distances import norm_cdf, norm_density
from mlmath.scale import lengths, squarable
from mlmath.validation import Floats, count, numbers, points

_TAIL = 1e-13  # the share of the nearest point's law that the integral may leave out
_PIECES = 48
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(8)


def relative_contrast(X: Any, query: Any) -> float:
    r"""Return the relative contrast of the distances from the query to the points.

    .. math:: \frac{D_{\max} - D_{\min}}{D_{\min}}

    Beyer et al. prove: when the variance of the distance D from the query to a random point,
    relative to its mean, tends to 0 as the dimension grows,

    .. math:: \lim_{d \to \infty} \operatorname{Var}\Big(\frac{D}{E D}\Big) = 0
              \quad\Rightarrow\quad
              P\big(D_{\max} \le (1 + \varepsilon) D_{\min}\big) \to 1
              \text{ for every } \varepsilon > 0

    that is, the relative contrast tends to 0 in probability.  Independent coordinates meet the
    condition (`independent_points`); coordinates that all depend on one do not, and there the
    contrast stays (`dependent_points`).

    Parameters
    ----------
    X : the points (n_points, d).
    query : the place from which to measure (d,), none of the points.

    Raises
    ------
    ValueError : X or the query has a wrong shape or holds NaN, or the query is one of the points.

    Source: K. Beyer, J. Goldstein, R. Ramakrishnan and U. Shaft, "When is 'nearest neighbor'
    meaningful?", ICDT '99, Lecture Notes in Computer Science 1540 (1999), 217-235.  The ratio has
    its name from C. C. Aggarwal, A. Hinneburg and D. A. Keim, "On the surprising behavior of
    distance metrics in high dimensional space", ICDT 2001, LNCS 1973, 420-434.  Chapter: The
    curse of dimensionality.
    """
    X = squarable(points(X))
    query = numbers(query, "query")
    if query.shape != X.shape[1:]:
        raise ValueError(f"query must have shape ({X.shape[1]},), got {query.shape}")
    far = lengths(X - squarable(query[None], "query"))
    nearest, farthest = far.min(), far.max()
    if nearest == 0:
        raise ValueError("query must be none of the points, got one at distance 0")
    with np.errstate(over="ignore"):  # a quotient beyond float64 is inf
        return float((farthest - nearest) / nearest)


def contrast_cdf(c: Any, n_points: int, d: int) -> Floats:
    r"""Return the chance that n standard normal points, seen from their center, contrast by <= c.

    .. math:: P(D_{\max} \le (1 + c) D_{\min})
              = \int_0^\infty n f(r) \, [F((1 + c) r) - F(r)]^{n-1} \, dr

    with density f and distribution function F of one distance: the nearest point is at r, and all
    others are between r and (1 + c) r.  This is the probability of Beyer's theorem, exact for
    every finite d.  For `dependent_points` it is that of d = 1, whatever their dimension.

    Parameters
    ----------
    c : relative contrasts, at least 0, any shape, which is also that of the answer.
    n_points : n, at least 2.
    d : the number of dimensions.
    """
    c = numbers(c, "c")
    if (c < 0).any():
        raise ValueError(f"c must hold contrasts of at least 0, got {c.min():g}")
    chance = _chance(count(n_points, "n_points", low=2), count(d, "d"))
    return np.array([chance(float(x)) for x in c.ravel()]).reshape(c.shape)


def contrast_median(n_points: int, d: int) -> float:
    """Return the median relative contrast of n standard normal points, seen from their center.

    Half of all such clouds contrast more than this, half less.  In one dimension the contrast has
    no mean, since the nearest point may lie arbitrarily near; a median it always has.
    """
    chance = _chance(count(n_points, "n_points", low=2), count(d, "d"))
    low, high = log(1e-6), log(1e12)  # far beyond any median for up to millions of points
    while high - low > 1e-9:
        middle = 0.5 * (low + high)
        if chance(exp(middle)) < 0.5:
            low = middle
        else:
            high = middle
    return exp(0.5 * (low + high))


def _chance(n: int, d: int) -> Callable[[float], float]:
    """Return c ↦ P(D_max <= (1 + c) D_min).

    The integral is taken over ln r, since in few dimensions the nearest point's distance spans
    many powers of ten, by Gauss-Legendre nodes on pieces of equal length.
    """
    # The nearest of n lies below r with chance 1 - (1 - F(r))^n; a tail is left out at each end.
    start, end = np.log(_radii(np.array([_TAIL / n, -np.expm1(log(_TAIL) / n)]), d))
    half = 0.5 * (end - start) / _PIECES
    middles = start + half * (2 * np.arange(_PIECES) + 1)
    r = np.exp((middles[:, None] + half * _NODES).ravel())
    weight = np.tile(half * _WEIGHTS, _PIECES) * r * n * norm_density(r, d)
    inside = norm_cdf(r, d)
    weight /= weight @ (1 - inside) ** (n - 1)  # which is 1 but for the tails left out

    def chance(c: float) -> float:
        others = np.maximum(norm_cdf((1 + c) * r, d) - inside, 0.0)
        return min(1.0, float(weight @ others ** (n - 1)))

    return chance


def _radii(shares: Floats, d: int) -> Floats:
    """Return the radii within which these shares of a normal cloud lie, by bisection."""
    low = np.full_like(shares, log(1e-300))
    high = np.full_like(shares, log(sqrt(d) + 10))
    for _ in range(60):
        middle = 0.5 * (low + high)
        below = norm_cdf(np.exp(middle), d) < shares
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.exp(high)
