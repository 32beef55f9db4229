r"""Random projections: how few dimensions still keep all distances of n points.

A matrix A with k rows of independent normal entries of variance 1/k keeps the squared length of
one arrow on average; with enough rows it keeps all the distances between n points nearly.
"""

import math
from typing import Any

import numpy as np

from mlmath.validation import Floats, count, generator, number, points


def decay(eps: float) -> float:
    r"""Return $c(\varepsilon) = \varepsilon^2/4 - \varepsilon^3/6$.

    The chance that one squared length is off by more than the share ε is at most
    $2 e^{-c(\varepsilon) k}$.

    Parameters
    ----------
    eps : ε, above 0 and below 1.

    Source: S. Dasgupta and A. Gupta, "An elementary proof of a theorem of Johnson and
    Lindenstrauss", Random Structures & Algorithms 22 (2003), 60-65.
    """
    eps = number(eps, "eps", above=0, below=1)
    return eps**2 / 4 - eps**3 / 6


def failure_bound(n_points: int, k: int, eps: float) -> float:
    r"""Return $n (n - 1) e^{-c(\varepsilon) k}$, at least the chance that some distance is off.

    There are n (n - 1)/2 pairs, and each can be too long or too short.

    Parameters
    ----------
    n_points : n, at least 2.
    k : rows of the matrix, at least 1.
    eps : ε, the share by which a squared distance may be off.
    """
    n, k = count(n_points, "n_points", low=2), count(k, "k")
    return n * (n - 1) * math.exp(-decay(eps) * k)


def enough_dimensions(n_points: int, eps: float, risk: float) -> int:
    r"""Return the least k with $n (n - 1) e^{-c(\varepsilon) k} \le \delta$.

    .. math:: k = \left\lceil \frac{\ln (n (n - 1) / \delta)}
              {\varepsilon^2/4 - \varepsilon^3/6} \right\rceil

    The dimension from which one projects does not occur in it.

    Parameters
    ----------
    n_points : n, at least 2.
    eps : ε, above 0 and below 1.
    risk : δ, above 0 and at most 1.
    """
    n = count(n_points, "n_points", low=2)
    risk = number(risk, "risk", above=0, high=1)
    return max(1, math.ceil(math.log(n * (n - 1) / risk) / decay(eps)))


def normal_matrix(k: int, d: int, seed: int | np.random.Generator = 0) -> Floats:
    """Draw a matrix (k, d) of independent normal numbers with mean 0 and variance 1/k."""
    k, d = count(k, "k"), count(d, "d")
    entries: Floats = generator(seed).normal(size=(k, d)) / math.sqrt(k)
    return entries


def squared_distances(X: Any) -> Floats:
    """Return the squared distance of each pair i < j of points X (n, d), shape (n (n - 1)/2,).

    Pairs are in the order (0, 1), (0, 2), ..., (1, 2), ...
    """
    X = points(X)
    i, j = np.triu_indices(len(X), k=1)
    squares = (X * X).sum(axis=1)
    both: Floats = squares[i] + squares[j] - 2 * (X @ X.T)[i, j]
    # Where two points nearly meet, the sums cancel: take the difference itself.
    near = both <= 1e-6 * (squares[i] + squares[j])
    both[near] = ((X[i[near]] - X[j[near]]) ** 2).sum(axis=1)
    return both


def distortions(X: Any, A: Any) -> Floats:
    r"""Return $\|A x_i - A x_j\|^2 / \|x_i - x_j\|^2 - 1$ of each pair i < j of points.

    Parameters
    ----------
    X : points (n, d), no two alike.
    A : matrix (k, d).
    """
    X, A = points(X), points(A, "A")
    if A.shape[1] != X.shape[1]:
        raise ValueError(f"A must have {X.shape[1]} columns, one for each feature, got {A.shape}")
    before = squared_distances(X)
    if not (before > 0).all():
        raise ValueError("X must hold no point twice")
    ratio: Floats = squared_distances(X @ A.T) / before - 1
    return ratio
