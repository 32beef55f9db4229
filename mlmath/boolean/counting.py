"""How many Boolean functions a single threshold unit can compute."""

from itertools import permutations, product
from typing import Any

import numpy as np

from mlmath.boolean.functions import Table, n_inputs, truth_table
from mlmath.boolean.polynomial import polynomial_threshold

MOST_INPUTS = 4


def count_threshold_functions(n: int) -> int:
    """Count the Boolean functions of n inputs that one threshold unit computes, exactly.

    For n = 0, 1, 2, 3, 4 they are 2, 4, 14, 104 and 1882 of 2, 4, 16, 256 and 65,536.  To
    exchange inputs, negate some of them, or negate the output changes the signs and the order of
    a unit's weights, not whether there is a unit.  So one function of each family that these
    changes connect is decided, 222 of them for n = 4, each by `threshold_weights`' proof.

    Parameters
    ----------
    n : number of inputs, 0 to 4; of five there are 2^32 functions.

    Raises
    ------
    ValueError : n is not an integer from 0 to 4.

    Source: the counts are sequence A000609 of the On-Line Encyclopedia of Integer Sequences;
    S. Muroga, I. Toda and M. Kondo, "Majority decision functions of up to six variables",
    Mathematics of Computation 16 (1962), 459-472.  Chapter: XOR.
    """
    n = n_inputs(n, high=MOST_INPUTS)
    changes = _input_changes(n)  # (n! 2^n, 2^n)
    n_rows = 1 << n
    digits = 1 << np.arange(n_rows, dtype=np.int64)  # a function's number has its outputs as bits
    seen = np.zeros(1 << n_rows, dtype=bool)
    total = 0
    for number in range(len(seen)):
        if seen[number]:
            continue
        f = (number & digits) // digits  # (2^n,)
        alike = f[changes] @ digits
        family = np.unique(np.concatenate([alike, len(seen) - 1 - alike]))
        seen[family] = True
        if polynomial_threshold(f, 1) is not None:
            total += len(family)
    return total


def _input_changes(n: int) -> Table:
    """Return, for each exchange and negation of inputs, which row each row of inputs becomes."""
    X = truth_table(n)
    places = 1 << np.arange(n, dtype=np.int64)[::-1]
    rows: list[Any] = [
        (X[:, list(order)] ^ np.array(flips, dtype=np.int64)) @ places
        for order in permutations(range(n))
        for flips in product((0, 1), repeat=n)
    ]
    return np.array(rows)
