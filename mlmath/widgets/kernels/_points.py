"""Points of two classes in the plane, and the grid on which a machine's scores are drawn."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlmath.validation import Floats

MOST = 40  # points, so that a drag stays quick
REACH = 1.45  # |coordinate| of a point at most
ACROSS = np.linspace(-1.5, 1.5, 49)
UP = np.linspace(-1.0, 1.0, 33)


def moons() -> list[list[float]]:
    """Return two crescents that reach into each other, as [x, y, label].

    They are not quite mirror images: no score is 0 by symmetry, where rounding would decide.
    """
    t = np.linspace(0, np.pi, 11)
    upper = np.stack([0.8 * np.cos(t) - 0.35, 0.75 * np.sin(t) - 0.2], axis=1)
    lower = [0.03, 0.01] - upper
    found = [[*at, 1] for at in upper.tolist()] + [[*at, -1] for at in lower.tolist()]
    return [[round(a, 2), round(b, 2), label] for a, b, label in found]


def check_points(name: str, value: Any) -> list[list[float]]:
    """Return `value` as a list of [x, y, label], at most 40, or say what is wrong with it."""
    expected = f"{name} must be a list of [x, y, label], at most {MOST} of them"
    try:
        rows = [list(row) for row in value]
        points = np.array(rows, np.float64) if rows else np.zeros((0, 3))
    except (TypeError, ValueError):
        raise ValueError(f"{expected}, got {value!r:.60}") from None
    if points.ndim != 2 or points.shape[1] != 3 or len(points) > MOST:
        raise ValueError(f"{expected}, got shape {points.shape}")
    if not (np.abs(points[:, :2]) <= REACH).all():  # also refuses NaN
        raise ValueError(
            f"{name} must have coordinates in [-{REACH:g}, {REACH:g}], got {value!r:.60}"
        )
    if not np.isin(points[:, 2], (-1, 1)).all():
        raise ValueError(f"{name} must have labels -1 or +1, got {points[:, 2].tolist()}")
    return [[x, y, int(label)] for x, y, label in points.tolist()]


def sides(field: Floats) -> NDArray[np.float32]:
    """Return a field for shading its two sides: each sign kept, the size in steps of 1/32 to 1.

    The lines in the picture are sent by themselves; few different numbers make a light page.
    """
    size = np.ceil(32 * np.minimum(np.abs(field), 1.0) - 1e-6) / 32  # rounding decides no step
    size = np.maximum(size, 1 / 32)
    return np.ascontiguousarray(np.where(field > 1e-9, size, -size), np.float32)


def grid() -> Floats:
    """Return the places of the grid, row by row from below, shape (n_rows * n_columns, 2)."""
    a, b = np.meshgrid(ACROSS, UP)
    return np.column_stack([a.ravel(), b.ravel()])
