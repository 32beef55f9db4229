"""Modern Hopfield networks: the sharper energy whose update is attention, and the way there."""

import math
from typing import Any

import numpy as np

from mlmath.autodiff import functional as F
from mlmath.scale import squarable
from mlmath.validation import Floats, number, numbers


def modern_update(X: Any, xi: Any, beta: float) -> Floats:
    r"""Return the next state of a continuous network that holds the columns of X.

    .. math:: \xi \leftarrow X \operatorname{softmax}(\beta X^T \xi)

    This is attention.  With the states as queries, $Q = \xi^T$, and the patterns as keys and as
    values, $K = V = X^T$, its transpose at $\beta = 1/\sqrt{d}$ is
    $\operatorname{softmax}(Q K^T / \sqrt{d}) V$.

    Parameters
    ----------
    X : the patterns as columns, shape (d, n_patterns), any real numbers.
    xi : a state (d,), or states as columns (d, n_queries).
    beta : β, the inverse temperature, above 0.  Large β returns the pattern whose dot product with
        the state is largest: of patterns of equal length the nearest, but a long one may win over
        one that points the same way as the state.  Small β returns the mean of all.

    Returns
    -------
    The new state or states, of the shape of xi.

    Raises
    ------
    ValueError : X or xi of a wrong shape, with NaN or numbers beyond 1e150, β not above 0.

    Source: H. Ramsauer et al., "Hopfield networks is all you need" (2020), ICLR 2021.
    Chapter: Hopfield networks.
    """
    X, xi, beta = _checked(X, xi, beta)
    return np.asarray(X @ F.softmax(beta * (X.T @ xi), axis=0))


def modern_energy(X: Any, xi: Any, beta: float) -> Floats:
    r"""Return the energy that `modern_update` never raises.

    .. math:: E = -\operatorname{lse}(\beta, X^T \xi) + \tfrac12 \xi^T \xi
                  + \frac1\beta \log n + \tfrac12 M^2, \qquad
              \operatorname{lse}(\beta, z) = \frac1\beta \log \sum_\mu e^{\beta z_\mu}

    with n patterns, M being the length of the longest.  The last two terms do not depend on ξ and
    keep E from being negative.  E is half a square minus a convex function of ξ; the update puts
    the gradient of the latter in place of ξ, which can only lower such a difference.

    Returns
    -------
    E of one state, shape (), or of each column, shape (n_queries,).
    """
    X, xi, beta = _checked(X, xi, beta)
    longest = np.einsum("ij,ij->j", X, X).max()
    shift = math.log(X.shape[1]) / beta + 0.5 * longest
    return np.asarray(0.5 * _squares(xi) - _lse(X.T @ xi, beta) + shift)


def morph_update(X: Any, xi: Any, beta: float, t: float) -> Floats:
    r"""Return the next state on the way from Hopfield's network of 1982 to attention.

    .. math:: \xi \leftarrow X \Bigl( (1 - t) \frac{X^T \xi}{d}
                                      + t \operatorname{softmax}(\beta X^T \xi) \Bigr)

    At t = 0 this is W ξ with Hebb's weights $W = X X^T / d$ (here with their diagonal), whose sign
    is the classical update; at t = 1 it is `modern_update`.  In between, each pattern's weight in
    the sum passes from its overlap with the state to its share in a softmax.

    Parameters
    ----------
    X, xi, beta : as in `modern_update`.
    t : from 0 to 1.
    """
    X, xi, beta = _checked(X, xi, beta)
    t = number(t, "t", low=0, high=1)
    z = X.T @ xi  # (n_patterns,) or (n_patterns, n_queries)
    return np.asarray(X @ ((1 - t) * z / len(X) + t * F.softmax(beta * z, axis=0)))


def morph_energy(X: Any, xi: Any, beta: float, t: float) -> Floats:
    r"""Return the energy that `morph_update` never raises, for any t.

    .. math:: E_t = \tfrac12 \xi^T \xi - (1 - t) \frac{1}{2d} \|X^T \xi\|^2
                    - t \operatorname{lse}(\beta, X^T \xi)

    At t = 0 it is quadratic: the classical energy, plus half the squared length, which is the same
    for all states of -1 and +1.  On such states the sign of `morph_update` does not raise it
    either.  At t = 1 it is `modern_energy` without the terms that do not depend on ξ.

    Returns
    -------
    E of one state, shape (), or of each column, shape (n_queries,).
    """
    X, xi, beta = _checked(X, xi, beta)
    t = number(t, "t", low=0, high=1)
    z = squarable(X.T @ xi, "the product of X and xi")
    quadratic = 0.5 * _squares(z) / len(X)
    return np.asarray(0.5 * _squares(xi) - (1 - t) * quadratic - t * _lse(z, beta))


def _lse(z: Floats, beta: float) -> Floats:
    """Return log(sum(exp(βz)))/β, down each column."""
    top = z.max(axis=0)
    return np.asarray(top + np.log(np.exp(beta * (z - top)).sum(axis=0)) / beta)


def _squares(columns: Floats) -> Floats:
    """Return the squared length of each column."""
    return np.asarray((columns * columns).sum(axis=0))


def _checked(X: Any, xi: Any, beta: Any) -> tuple[Floats, Floats, float]:
    X, xi = numbers(X, "X"), numbers(xi, "xi")
    if X.ndim != 2 or 0 in X.shape:
        raise ValueError(f"X must have shape (d, n_patterns), got {X.shape}")
    if xi.ndim not in (1, 2) or len(xi) != len(X) or xi.size == 0:
        raise ValueError(f"xi must have shape ({len(X)},) or ({len(X)}, n_queries), got {xi.shape}")
    return squarable(X), squarable(xi, "xi"), number(beta, "beta", above=0)
