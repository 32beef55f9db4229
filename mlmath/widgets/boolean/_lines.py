"""Lines of the plane that a reader sets by two points."""

from typing import Any

import numpy as np

from mlmath.validation import Floats
from mlmath.widgets.spec import within

NEAR = 0.05  # the two points of a line keep so far apart


def apart(
    name: str,
    value: Any,
    shape: tuple[int, ...],
    reach: tuple[float, float],
    what: str = "",
) -> list[Any]:
    """Return lines, shape (..., 2, 2), whose ends are `within` the reach and `NEAR` or more apart.

    Raises ValueError naming `name` when they are not.
    """
    ends = within(name, value, shape, reach, what)
    way = ends[..., 1, :] - ends[..., 0, :]
    if np.hypot(way[..., 0], way[..., 1]).min() < NEAR:
        raise ValueError(f"{name} must be through points at least {NEAR} apart, got {value!r:.60}")
    lines: list[Any] = ends.tolist()
    return lines


def through(lines: Any) -> Floats:
    r"""Return $(w_1, w_2, b)$ of the line $w \cdot x + b = 0$ from p to q, for each of `lines`.

    w has length 1 and points to the left of the way:
    $w = (p_2 - q_2,\; q_1 - p_1) / \|q - p\|$ and $b = -w \cdot p$.

    Parameters
    ----------
    lines : p and q of each, shape (..., 2, 2), which differ.

    Returns
    -------
    array of shape (..., 3).
    """
    p, q = np.moveaxis(np.asarray(lines, np.float64), -2, 0)
    way = q - p
    w = np.stack([-way[..., 1], way[..., 0]], axis=-1)
    w /= np.hypot(way[..., 0], way[..., 1])[..., None]
    return np.concatenate([w, -(w * p).sum(axis=-1, keepdims=True)], axis=-1)
