"""Four inputs that refute every threshold unit at once: two that give 1 and two that give 0."""

from itertools import combinations, permutations
from typing import Any

import numpy as np

from mlmath.boolean.functions import Table, boolean_function, n_inputs, truth_table

MOST_INPUTS = 8


def crossing(f: Any) -> tuple[int, int, int, int] | None:
    r"""Return inputs a, b that give 1 and c, d that give 0 with a + b = c + d, or None.

    .. math:: a + b = c + d \;\Rightarrow\; s(a) + s(b) = s(c) + s(d)
              \quad\text{for every score}\; s(x) = w \cdot x + \theta

    A unit would need a positive sum on the left and a negative one on the right.  As corners of the
    cube the four are a parallelogram, whose diagonals cross at one point.

    Without such four inputs there may still be no threshold unit when f has many inputs; up to
    eight inputs there always is one (the tests try every function of up to four).

    Parameters
    ----------
    f : outputs 0 or 1 of at most 8 inputs, shape (2^n,).

    Returns
    -------
    The rows of a, b, c, d in `truth_table`, the lowest a and b first; or None.

    Raises
    ------
    ValueError : f has not 2^n entries, an entry is not 0 or 1, or n is more than 8.

    Source: A. K. Sarje and N. N. Biswas, "An algorithm for testing 2-asummability of Boolean
    functions", IEEE Transactions on Computers (1977).  Chapter: XOR.
    """
    f, n = boolean_function(f, high=MOST_INPUTS)
    X = truth_table(n)
    sums: dict[bytes, tuple[int, int]] = {}
    for c, d in combinations((f == 0).nonzero()[0].tolist(), 2):
        sums.setdefault(_sum(X, c, d), (c, d))
    for a, b in combinations((f == 1).nonzero()[0].tolist(), 2):
        if found := sums.get(_sum(X, a, b)):
            return (a, b, *found)
    return None


def count_without_crossing(n: int) -> int:
    """Count the functions of n inputs, 0 to 4, in which no four inputs are what `crossing` finds.

    Every function is looked at: of pairs of inputs with one sum, two must not have the outputs 1, 1
    and 0, 0.  A unit computes exactly these functions (see `crossing`), so they are as many as
    `count_threshold_functions` finds by looking for weights.

    Raises
    ------
    ValueError : n is not an integer from 0 to 4.
    """
    n = n_inputs(n, high=4)
    X = truth_table(n)
    functions = np.arange(
        1 << len(X), dtype=np.int64
    )  # a function's number has its outputs as bits
    alike: dict[bytes, list[int]] = {}
    for a, b in combinations(range(len(X)), 2):
        alike.setdefault(_sum(X, a, b), []).append(1 << a | 1 << b)
    crossed = np.zeros(len(functions), dtype=bool)
    for pairs in alike.values():
        for one, other in permutations(pairs, 2):
            crossed |= functions & (one | other) == one
    return int((~crossed).sum())


def _sum(X: Table, i: int, j: int) -> bytes:
    return bytes((X[i] + X[j]).tobytes())
