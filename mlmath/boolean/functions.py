"""Boolean functions as arrays: all inputs in their order, and the outputs beside them.

A Boolean function of n inputs is an array of its 2^n outputs 0 or 1.  Output i belongs to the
input whose digits, read from x_1 to x_n as a binary number, are i: for two inputs 00, 01, 10, 11.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlmath.validation import count, numbers

Table = NDArray[np.int64]

MOST_INPUTS = 16  # of a table; the decisions that take all inputs at once allow fewer


def n_inputs(value: Any, name: str = "n", low: int = 0, high: int = MOST_INPUTS) -> int:
    """Return `value` as a number of inputs within the limits, or raise ValueError."""
    n = count(value, name, low=low)
    if n > high:
        raise ValueError(f"{name} must be at most {high}, got {n}")
    return n


def truth_table(n: int, signs: bool = False) -> Table:
    """Return all inputs of n bits, in the order of counting: row i holds the digits of i.

    Parameters
    ----------
    n : number of inputs, 0 to 16; column j is the input x_(j+1), the first column the highest
        digit.
    signs : write -1 for 0 and +1 for 1.

    Returns
    -------
    Shape (2^n, n).

    Raises
    ------
    ValueError : n is not an integer from 0 to 16.

    Chapter: XOR.
    """
    n = n_inputs(n)
    digits = (np.arange(1 << n, dtype=np.int64)[:, None] >> np.arange(n)[::-1]) & 1  # (2^n, n)
    return 2 * digits - 1 if signs else digits


def boolean_function(f: Any, name: str = "f", high: int = MOST_INPUTS) -> tuple[Table, int]:
    """Return the outputs of a Boolean function, shape (2^n,), and n.

    Raises
    ------
    ValueError : f has not 2^n entries for an n from 0 to `high`, or one that is not 0 or 1.
    """
    outputs = numbers(f, name)
    n = outputs.size.bit_length() - 1
    if outputs.ndim != 1 or outputs.size != 1 << max(n, 0):
        raise ValueError(
            f"{name} must have shape (2^n,), one output for each input, got {outputs.shape}"
        )
    wrong = outputs[(outputs != 0) & (outputs != 1)]
    if wrong.size:
        raise ValueError(f"{name} must hold only 0 and 1, got {wrong[0]:g}")
    n_inputs(n, f"the number of inputs of {name}", high=high)
    return outputs.astype(np.int64), n


def binary_rows(X: Any, n: int) -> Table:
    """Return inputs of a function of n bits, shape (n_rows, n), every entry 0 or 1."""
    rows = numbers(X, "X")
    if rows.ndim != 2 or rows.shape[1] != n:
        raise ValueError(f"X must have shape (n_rows, {n}), got {rows.shape}")
    wrong = rows[(rows != 0) & (rows != 1)]
    if wrong.size:
        raise ValueError(f"X must hold only 0 and 1, got {wrong[0]:g}")
    return rows.astype(np.int64)


def tabulate(rule: Callable[..., Any], n: int) -> Table:
    """Return the outputs of a rule on all inputs: `tabulate(lambda a, b: a != b, 2)` is XOR.

    `rule` takes n integers 0 or 1, one argument each, and returns a truth value.
    """
    return np.array([bool(rule(*row)) for row in truth_table(n).tolist()], dtype=np.int64)


def parity(n: int) -> Table:
    """Return the parity of n bits: 1 where an odd number of inputs is 1, shape (2^n,).

    For n = 2 it is XOR.
    """
    table: Table = truth_table(n).sum(axis=1) % 2
    return table


def parity_certificate(n: int) -> Table:
    r"""Return what proves that parity has no polynomial threshold of an order below n.

    .. math:: c(x) = -(-1)^{x_1 + \dots + x_n}

    +1 on odd inputs and -1 on even ones, shape (2^n,).  Take any conjunction of fewer than n
    inputs, and let x_j be an input that is not in it: flipping x_j changes the sign of c and
    leaves the conjunction as it is, so that over all inputs its values cancel.  A weighed sum of
    such conjunctions, with a threshold, would have to be positive on odd and negative on even
    inputs, so that its products with c are positive: but they sum to zero.
    `check_certificate(parity(n), parity_certificate(n), n - 1)` goes through all of this.

    Source: M. Minsky and S. Papert, Perceptrons, MIT Press (1969), chapter 3, "Parity and
    one-in-a-box predicates".  Chapter: XOR.
    """
    return 2 * parity(n) - 1
