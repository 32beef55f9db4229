"""Novikoff's bound on the number of updates, and the two inequalities that it comes from."""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from mlmath.perceptron.history import Mistake
from mlmath.scale import direction, exponents, lengths
from mlmath.separation import margin, radius
from mlmath.validation import Floats, numbers, points, vector


def novikoff_bound(X: Any, y: Any, w: Any) -> float:
    r"""Return Novikoff's bound on the number of updates, $(R/\gamma)^2$, for the separator w.

    R is `radius(X)` and γ is `margin(X, y, w)`, both in the space where the line passes through
    the origin.  Neither the length of w nor the unit of X matters.  Raises ValueError when w does
    not separate the samples; a bound beyond float64 is inf.

    Source: A. B. J. Novikoff, "On convergence proofs on perceptrons", Symposium on the
    Mathematical Theory of Automata (1962), 615-622.  Chapter: The perceptron.
    """
    X = points(X)
    unit = np.ldexp(X, -exponents(X))  # in which R is near 1, and no square over- or underflows
    if margin(X, y, w) <= 0:
        raise ValueError(f"w must separate the samples, got a margin of {margin(X, y, w):g}")
    gamma = margin(unit, y, w)
    ratio = radius(unit) / gamma if gamma > 0 else math.inf
    return ratio * ratio  # a float's own power would raise OverflowError


class Jaws(NamedTuple):
    """Novikoff's two inequalities along a run, at k = 0, 1, ..., n_updates (each shape (k,)).

    `lower <= along <= length <= upper` holds at each k; the jaws k γ and R √k meet at the bound.
    """

    k: Floats
    lower: Floats
    along: Floats
    length: Floats
    upper: Floats


def jaws(X: Any, y: Any, w_star: Any, mistakes: Sequence[Mistake]) -> Jaws:
    r"""Return both of Novikoff's inequalities after each update.

    .. math:: k \gamma \;\le\; w_k \cdot \frac{w^*}{\|w^*\|} \;\le\; \|w_k\| \;\le\; R \sqrt{k}

    Parameters
    ----------
    X, y : the samples (n_samples, d) and labels -1, +1 that the machine learned from; use
        `augment(X)` when it learned an intercept.
    w_star : a separator (d,).
    mistakes : the updates in turn, from `Perceptron.mistakes_`.
    """
    X = points(X)
    w_star = vector(w_star, X.shape[1], "w_star")
    gamma = margin(X, y, w_star)
    path = np.zeros((len(mistakes) + 1, X.shape[1]))
    if mistakes:
        weights = np.array([m.weights for m in mistakes])
        if weights.shape[1] == X.shape[1] - 1:
            weights = np.column_stack([weights, [m.intercept for m in mistakes]])
        path[1:] = numbers(weights, "mistakes")
    k = np.arange(len(path), dtype=np.float64)
    return Jaws(
        k=k,
        lower=gamma * k,
        along=path @ direction(w_star),
        length=lengths(path),
        upper=radius(X) * np.sqrt(k),
    )
