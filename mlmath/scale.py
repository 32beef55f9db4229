"""What keeps a result from depending on the units of its data: exact powers of two, safe lengths.

Numbers of 1e170 have squares that overflow, those of 1e-170 squares that vanish.  A power of two
multiplies without rounding, so what is worked out in such units is the same, digit for digit.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlmath.validation import Floats

_LARGEST = 1e150  # its square, and the sum of very many such squares, is still a float64


def squarable(X: Floats, name: str = "X") -> Floats:
    """Return X, or raise ValueError when an entry passes 1e150 in size."""
    largest = float(np.maximum(X.max(), -X.min()))
    if largest > _LARGEST:
        raise ValueError(
            f"{name} must hold numbers of at most {_LARGEST:g} in size, whose squares fit in "
            f"float64, got {largest:g}"
        )
    return X


def multiplicable(X: Floats, Z: Floats) -> None:
    """Raise ValueError when products of X's entries with Z's may overflow, or all of them vanish.

    Zeros in all of X or Z are no fault: their products are 0 in any unit.
    """
    squarable(X)
    squarable(Z, "Z")
    least = float(np.abs(X).max() * np.abs(Z).max())
    if least < _LARGEST**-2 and X.any() and Z.any():
        sizes = float(np.abs(X).max()), float(np.abs(Z).max())
        raise ValueError(
            f"X must hold numbers that are not all below {1 / _LARGEST:g} in size, whose "
            f"products fit in float64, got at most {min(sizes):g}"
        )


def exponents(X: Floats, axis: int | None = None) -> NDArray[np.int32]:
    """Return e such that X / 2^e is largest in [1/2, 1): for all of X, or along an axis; 0 for 0.

    The answer keeps the axis, so that `np.ldexp(X, -exponents(X, axis))` fits.
    """
    found: NDArray[np.int32] = np.frexp(np.abs(X).max(axis=axis, keepdims=True))[1]
    return found


def lengths(X: Floats) -> Floats:
    r"""Return the Euclidean length of each row, (n, d) to (n,), right also where squares are not.

    A row whose length itself is beyond float64 has length inf.
    """
    e = exponents(X, axis=1)
    unit = np.ldexp(X, -e)
    with np.errstate(over="ignore"):
        found: Floats = np.ldexp(np.sqrt(np.einsum("ij,ij->i", unit, unit)), e[:, 0])
    return found


def direction(w: Floats) -> Floats:
    """Return w (d,), not all zero, divided by its length."""
    unit = np.ldexp(w, -exponents(w))
    found: Floats = unit / np.sqrt(unit @ unit)
    return found


def centered(X: Floats) -> tuple[Floats, Floats, NDArray[np.int32]]:
    r"""Return the columns of X (n, d) less their means, each in a unit of its own, with the means.

    The three are A (n, d), the means (d,) and the exponents e (d,): X is mean + A 2^e.  What
    rounding has left of a mean is taken off in a second turn; so a column whose entries differ in
    their last digits only keeps those, and one of equal entries has zeros in A.
    """
    e = exponents(X, axis=0)
    unit = np.ldexp(X, -e)
    first = unit.mean(axis=0)
    away = unit - first
    rest = away.mean(axis=0)
    away -= rest
    mean = np.ldexp(first + rest, e[0])
    constant = (X[0] == X).all(axis=0)
    away[:, constant], mean[constant] = 0.0, X[0, constant]
    return away, mean, e[0]


def least_squares(X: Floats, y: Floats, unit: Any = 0) -> Floats:
    r"""Return the w (d,) for which $\|y - X w\|$ is least, whatever the units of the columns of X.

    Which singular values are zero to rounding is decided with each column in a unit of its own
    size; the usual bound, ε times the largest, would drop a column whose numbers are small.
    Where several w are as good, it is the shortest; or, when rounding hides some direction in the
    columns as they are, the shortest in those units.

    Parameters
    ----------
    X : shape (n, d).
    y : shape (n,).
    unit : exponents: column j stands for X[:, j] 2^unit[j].

    Where w overflows it is inf.
    """
    e = exponents(X, axis=0)[0]
    used = X.any(axis=0)
    w = np.zeros(X.shape[1])
    if not used.any():
        return w
    A = np.ldexp(X, -e)[:, used]
    e = (e + unit)[used]
    found, _, rank, _ = np.linalg.lstsq(A, y)
    if rank < len(e):
        common = e.max()
        short, _, seen, _ = np.linalg.lstsq(np.ldexp(A, e - common), y)
        if seen == rank:
            found, e = short, np.full_like(e, common)
    with np.errstate(over="ignore"):
        w[used] = np.ldexp(found, -e)
    return w
