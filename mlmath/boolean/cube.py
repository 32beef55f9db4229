"""The cube whose corners are the inputs of three bits, and the polygons in which planes cut it."""

import numpy as np

from mlmath.boolean.functions import truth_table
from mlmath.validation import Floats


def section(weights: Floats) -> Floats:
    """Return the corners, in turn, of the polygon in which a plane cuts the cube, shape (k, 3).

    Parameters
    ----------
    weights : w1, w2, w3, b of the plane w·x + b = 0, shape (4,).

    Returns
    -------
    No corners where they meet in less than a polygon, or where w is zero.  Chapter: XOR.
    """
    if not weights[:3].any():
        return np.zeros((0, 3))
    X = truth_table(3)
    scores = X @ weights[:3] + weights[3]
    ends = [(i, i | 1 << j) for i in range(8) for j in range(3) if not i >> j & 1]
    places = [corner.astype(np.float64) for corner in X[scores == 0]]  # on the plane themselves
    for i, j in ends:
        if scores[i] * scores[j] < 0:
            share = scores[i] / (scores[i] - scores[j])
            places.append(X[i] + share * (X[j] - X[i]))
    if len(places) < 3:
        return np.zeros((0, 3))
    corners = np.array(places)
    away = corners - corners.mean(axis=0)
    across = np.cross(weights[:3], away[0])
    turn = np.arctan2(away @ across, (away @ away[0]) * np.hypot.reduce(weights[:3]))
    ordered: Floats = corners[np.argsort(turn)]
    return ordered
