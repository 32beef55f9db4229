"""The point of a convex hull that lies nearest to the origin, in floating-point numbers."""

import numpy as np

from mlmath.validation import Floats

_TINY = 1e-12  # relative to the data's radius: what rounding may leave of a zero


def nearest_point(A: Floats) -> tuple[Floats, list[int]]:
    """Return the point nearest to the origin in the convex hull of the rows of A, and its corral.

    A "corral" is a set of rows whose affine hull's nearest point lies inside their own hull.
    Each round adds the row that lies furthest on the near side of the present point, then drops
    rows until the rest is a corral again; the distance falls in each round, so none comes twice.
    """
    squares = np.einsum("ij,ij->i", A, A)
    size = np.sqrt(squares.max())
    corral = [int(squares.argmin())]
    best = corral.copy()  # the corral of p
    shares = np.ones(1)  # how the present point is mixed from the corral's rows
    p: Floats = A[corral[0]]
    while True:
        heights = A @ p
        j = int(heights.argmin())
        square = p @ p
        if heights[j] >= square - _TINY * size * np.sqrt(square) or j in corral:
            return p, best
        corral.append(j)
        shares = np.append(shares, 0.0)
        while True:
            target = _affine_shares(A[corral])
            if target.min() > 0:
                break
            # Walk from the present mix toward the target until the first share reaches zero.
            shrinking = np.flatnonzero(target <= 0)
            falls = shares[shrinking] - target[shrinking]
            steps = shares[shrinking] / np.where(falls > 0, falls, 1.0)
            first = int(steps.argmin())
            shares = shares + steps[first] * (target - shares)
            shares[shrinking[first]] = 0.0
            keep = np.flatnonzero(shares > 0)
            corral = [corral[k] for k in keep]
            shares = shares[keep]
        shares = target
        nearer: Floats = shares @ A[corral]
        if nearer @ nearer >= square:  # rounding has eaten the progress: this is the end
            return p, best
        p, best = nearer, corral.copy()


def _affine_shares(rows: Floats) -> Floats:
    """Return shares that sum to 1 and mix the rows into the origin's nearest affine point."""
    base = rows[0]
    t = np.linalg.lstsq((rows[1:] - base).T, -base)[0]
    return np.concatenate(([1.0 - t.sum()], t))
