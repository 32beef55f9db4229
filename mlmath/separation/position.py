"""General position: no d points on a plane through the origin that need not be there."""

from collections.abc import Iterator
from math import isqrt
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlmath.separation.exact import reduced, whole_rows
from mlmath.validation import points

Residues = NDArray[np.int64]
_AT_ONCE = 250_000  # numbers in the tables of one step: 2 MB


def in_general_position(X: Any) -> bool:
    r"""Tell whether every d or fewer of the points (n_samples, d) are linearly independent.

    Exact, for the very float64s of X: a set of points is independent when one of its largest
    determinants is not 0, and that is so when its remainder modulo some prime is not.  Where the
    remainder is 0 as well, whole numbers decide.  So a point that is the sum of two others but
    for its last digit is independent of them.

    There are $\binom{n}{d}$ sets to look at.  They are built up point by point, all with the
    same beginning at once: 2.7 million sets of 24 points in 12 dimensions take about a second;
    two points and a dimension more, four times as long.
    """
    X = points(X)
    rows = [whole_rows(x[None])[0][0] for x in X]  # each in a unit of its own
    size = min(X.shape)
    for prime in _primes():
        residues = np.array([[entry % prime for entry in row] for row in rows], dtype=np.int64)
        first = _Sets(residues[None], np.zeros((1, 0), np.int32), 0)
        suspect = next(_dependent([first], size, prime), None)
        if suspect is None:
            return True
        if reduced([rows[i] for i in suspect]) < len(suspect):
            return False
    raise AssertionError("there are infinitely many primes")


class _Sets(NamedTuple):
    """Sets of points with one last point, and the points that may come next.

    rest : the points after the last, modulo the prime and along what the set does not span, shape
        (n_sets, n_rest, n_coordinates).
    chosen : the points in each set, shape (n_sets, n_chosen).
    first : the number of the first point of the rest.
    """

    rest: Residues
    chosen: NDArray[np.int32]
    first: int


def _dependent(groups: list[_Sets], missing: int, prime: int) -> Iterator[list[int]]:
    """Yield sets that are dependent modulo a prime: of those given, with `missing` points more."""
    longer: dict[int, list[_Sets]] = {}
    for rest, chosen, first in groups:
        for j in range(rest.shape[1] - missing + 1):
            point, after = rest[:, j].copy(), rest[:, j + 1 :].copy()
            with_it = np.column_stack([chosen, np.full(len(chosen), first + j, np.int32)])
            where = (point != 0).argmax(axis=1)
            for k in np.flatnonzero(point[np.arange(len(point)), where] == 0):
                yield with_it[k].tolist()
            if missing == 1:
                continue
            for k in np.flatnonzero(where):  # a coordinate in which the point is not 0 goes first
                point[k, [0, where[k]]] = point[k, [where[k], 0]]
                after[k][:, [0, where[k]]] = after[k][:, [where[k], 0]]
            # What is left of the others when the point is taken off them, times a number not 0.
            left = after[:, :, 1:] * point[:, None, :1] - after[:, :, :1] * point[:, None, 1:]
            longer.setdefault(first + j + 1, []).append(_Sets(left % prime, with_it, first + j + 1))
    if missing == 1:
        return
    joined = [
        _Sets(np.concatenate([s.rest for s in sets]), np.concatenate([s.chosen for s in sets]), at)
        for at, sets in longer.items()
    ]
    del longer
    parts = 1 + sum(sets.rest.size for sets in joined) // _AT_ONCE
    for part in range(parts):
        cut = [_Sets(s.rest[part::parts], s.chosen[part::parts], s.first) for s in joined]
        yield from _dependent([s for s in cut if len(s.rest)], missing - 1, prime)


def _primes() -> Iterator[int]:
    """Yield the primes below 2^31 downward: products of their remainders fit in 64 bits."""
    for number in range(2**31 - 1, 2, -2):
        if all(number % k for k in range(3, isqrt(number) + 1, 2)):
            yield number
