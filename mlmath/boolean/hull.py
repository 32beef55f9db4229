"""The convex hull of points of the plane."""

from __future__ import annotations

from typing import Any

import numpy as np

from mlmath.validation import Floats, shaped

Corner = tuple[float, float]


def convex_hull(A: Any) -> Floats:
    """Return the corners of the convex hull of points of the plane, counterclockwise.

    Andrew's chain: the points in order from left to right, without those at which the way would
    turn right or go straight on, and then the same from right to left.

    Parameters
    ----------
    A : the points, shape (n, 2).

    Returns
    -------
    array of shape (m, 2): the corners, the leftmost first; of points that are all equal, none.

    Raises
    ------
    ValueError : where A is no array of finite numbers of shape (n, 2).
    """
    points = sorted({(x, y) for x, y in shaped(A, ("n", 2), "A").tolist()})
    return np.array(_chain(points) + _chain(points[::-1])).reshape(-1, 2)


def _chain(ordered: list[Corner]) -> list[Corner]:
    """Return the corners on one side, without the last, where the other side begins."""
    kept: list[Corner] = []
    for q in ordered:
        while len(kept) > 1 and _turn(kept[-2], kept[-1], q) <= 0:
            kept.pop()
        kept.append(q)
    return kept[:-1]


def _turn(a: Corner, b: Corner, c: Corner) -> float:
    """Return (b - a) x (c - b), positive where the way from a by b to c turns left."""
    return (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])
