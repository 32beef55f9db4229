"""One threshold unit: which Boolean functions it computes, and with what weights."""

import math
from typing import Any, NamedTuple

import numpy as np

from mlmath.boolean.functions import Table, binary_rows, boolean_function, truth_table
from mlmath.boolean.polynomial import order_certificate, polynomial_threshold


class ThresholdUnit(NamedTuple):
    r"""A unit that is 1 where $w \cdot x \ge \theta$, and 0 elsewhere.

    weights : w, integers, shape (n,).
    threshold : θ, an integer.
    """

    weights: Table
    threshold: int

    def __call__(self, X: Any) -> Table:
        """Return the unit's output 0 or 1 for each row of inputs 0 or 1, shape (n_rows, n)."""
        sums = binary_rows(X, len(self.weights)) @ self.weights
        return (sums >= self.threshold).astype(np.int64)


def threshold_weights(f: Any) -> ThresholdUnit | None:
    r"""Return a threshold unit that computes f, or None where there is none.

    Both answers are certain.  The weights are integers and are tried on every input; None comes
    with a proof in integers, `threshold_certificate(f)`.

    Parameters
    ----------
    f : outputs 0 or 1 of at most 8 inputs, shape (2^n,), in the order of `truth_table`.

    Returns
    -------
    The unit, for inputs 0 and 1: f(x) = 1 exactly where $w \cdot x \ge \theta$, with the
    lowest such integer θ; for the constant 1, which has no lowest, with weights 0 and θ = 0.
    The weights are small, if not always the smallest.  (For inputs -1 and +1, the same weights
    with the threshold $2\theta - \sum_j w_j$ compute the same function.)

    Raises
    ------
    ValueError : f has not 2^n entries, an entry is not 0 or 1, or n is more than 8.

    Chapter: XOR.
    """
    f, n = boolean_function(f)
    found = polynomial_threshold(f, 1)
    if found is None:
        return None
    X = truth_table(n)
    w = _smaller(found.weights[1:], X, f)
    return ThresholdUnit(w, _thresholds(w, X, f)[0])


def threshold_certificate(f: Any) -> Table | None:
    """Return a proof that no threshold unit computes f, shape (2^n,), or None where one does.

    `check_certificate(f, certificate, 1)` checks it.
    """
    return order_certificate(f, 1)


def _thresholds(w: Table, X: Table, f: Table) -> tuple[int, int]:
    """Return the lowest and the highest integer threshold with which w computes f."""
    sums = X @ w
    low = int(sums[f == 0].max()) + 1 if (f == 0).any() else int(sums.min())
    high = int(sums[f == 1].min()) if (f == 1).any() else low
    return low, high


def _smaller(w: Table, X: Table, f: Table) -> Table:
    """Return smaller weights with which the unit still computes f.

    Inputs that are on equally often where f is 1 may be exchanged: the one of more weight would
    be on more often, if that ever mattered.  So each may have the mean weight of its kind.  Then
    the weights of one kind after the other come nearer to zero as long as f allows it.
    """
    _, kind, size = np.unique(X[f == 1].sum(axis=0), return_inverse=True, return_counts=True)
    totals = np.zeros(len(size), dtype=np.int64)
    np.add.at(totals, kind, w)
    each = totals * (math.lcm(*size.tolist()) // size)
    each = each // max(1, math.gcd(*each.tolist()))
    j = unchanged = 0
    while unchanged < len(each):
        nearer = each.copy()
        nearer[j] -= np.sign(each[j])
        low, high = _thresholds(nearer[kind], X, f)
        if each[j] and low <= high:
            each, unchanged = nearer, 0
        else:
            j, unchanged = (j + 1) % len(each), unchanged + 1
    smaller: Table = each[kind]
    return smaller
