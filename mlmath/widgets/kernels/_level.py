"""Level lines of a function that is known on a grid: straight pieces, one a triangle at most."""

import numpy as np
from numpy.typing import NDArray

from mlmath.validation import Floats


def level_line(values: Floats, x: Floats, y: Floats, level: float = 0.0) -> NDArray[np.float32]:
    """Return the pieces of the line on which a function has a value, shape (n_pieces, 2, 2).

    Each cell of the grid is cut into two triangles, on which the function is taken as flat.

    Parameters
    ----------
    values : at the grid, shape (len(y), len(x)).
    x, y : where the columns and the rows stand.
    level : the value.
    """
    v = values - level
    v = np.where(np.abs(v) < 1e-9, 1e-9, v)  # where it is zero, rounding shall not decide its side
    X, Y = np.meshgrid(x, y)
    corners = []
    for a, b, c in (((0, 0), (0, 1), (1, 0)), ((1, 1), (1, 0), (0, 1))):
        for i, j in (a, b, c):
            rows, columns = slice(i, len(y) - 1 + i), slice(j, len(x) - 1 + j)
            corners.append([part[rows, columns].ravel() for part in (v, X, Y)])
    cells = np.array(corners).reshape(2, 3, 3, -1)  # triangle, corner, (v, x, y), cell
    table = np.moveaxis(cells, 3, 1).reshape(-1, 3, 3)  # (n_triangles, corner, (v, x, y))
    one, two = table, np.roll(table, -1, axis=1)
    crossed = (one[..., 0] >= 0) != (two[..., 0] >= 0)  # of the three edges none or two
    share = one[..., 0] / np.where(crossed, one[..., 0] - two[..., 0], 1.0)
    places = one[..., 1:] + share[..., None] * (two[..., 1:] - one[..., 1:])
    return np.ascontiguousarray(places[crossed].reshape(-1, 2, 2), np.float32)
