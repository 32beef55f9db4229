"""Letters on a retina of 20 × 20 cells, drawn by ourselves, and what disturbs them."""

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlmath.datasets.shared import Data, Seed
from mlmath.validation import count, generator, numbers, points

Picture = NDArray[np.int64]

SIDE = 20  # of the retina, as in the Mark I Perceptron


def _arc(cx: float, cy: float, rx: float, ry: float, start: float, end: float) -> list[Any]:
    """Return points of an ellipse from one angle to another, in degrees; 90 points down."""
    t = np.radians(np.linspace(start, end, 40))
    return list(zip(cx + rx * np.cos(t), cy + ry * np.sin(t), strict=True))


# Strokes as lists of (x, y), in cells from the upper left corner of the retina.
_STROKES: dict[str, list[list[Any]]] = {
    "A": [[(4, 17), (10, 3), (16, 17)], [(6, 12), (14, 12)]],
    "C": [_arc(10, 10, 6, 7, -310, -50)],
    "D": [[(5, 3), (5, 17)], [(5, 3), *_arc(9, 10, 6.5, 7, -90, 90), (5, 17)]],
    "E": [[(15, 3), (5, 3), (5, 17), (15, 17)], [(5, 10), (13, 10)]],
    "F": [[(15, 3), (5, 3), (5, 17)], [(5, 10), (13, 10)]],
    "G": [[*_arc(10, 10, 6, 7, -310, -360), (16, 10), (11, 10)], _arc(10, 10, 6, 7, -310, -50)],
    "H": [[(5, 3), (5, 17)], [(15, 3), (15, 17)], [(5, 10), (15, 10)]],
    "I": [[(10, 3), (10, 17)]],
    "L": [[(5, 3), (5, 17), (15, 17)]],
    "N": [[(5, 17), (5, 3), (15, 17), (15, 3)]],
    "O": [_arc(10, 10, 6, 7, 0, 360)],
    "P": [[(5, 17), (5, 3), *_arc(10, 6.75, 5, 3.75, -90, 90), (5, 10.5)]],
    "T": [[(4, 3), (16, 3)], [(10, 3), (10, 17)]],
    "V": [[(4, 3), (10, 17), (16, 3)]],
    "X": [[(4, 3), (16, 17)], [(16, 3), (4, 17)]],
    "Z": [[(5, 3), (15, 3), (5, 17), (15, 17)]],
}
LETTERS = tuple(_STROKES)
_CELLS = tuple(f"row {i}, column {j}" for i in range(SIDE) for j in range(SIDE))


def letter(name: str) -> Picture:
    """Return a letter as a picture of 0 and 1, shape (20, 20), row 0 at the top.

    The strokes are our own, two cells wide.  `LETTERS` holds the names.
    """
    if name not in _STROKES:
        raise ValueError(f"name must be one of {', '.join(LETTERS)}, got {name!r}")
    middle = np.arange(SIDE) + 0.5
    cells = np.stack(np.meshgrid(middle, middle), axis=-1)  # (row, column) -> (x, y)
    drawn = np.zeros((SIDE, SIDE), dtype=bool)
    for stroke in _STROKES[name]:
        for a, b in pairwise(stroke):
            start, way = np.array(a), np.subtract(b, a)
            t = np.clip((cells - start) @ way / (way @ way), 0, 1)
            off = cells - (start + t[..., None] * way)
            drawn |= (off**2).sum(axis=-1) <= 1.0
    return drawn.astype(np.int64)


def noisy(picture: Any, p: float, rng: np.random.Generator) -> Picture:
    """Flip each cell of a picture of 0 and 1 with probability p, independently."""
    array = numbers(picture, "picture")
    if not np.isin(array, (0, 1)).all():
        raise ValueError("picture must hold only 0 and 1")
    if not 0 <= p <= 1:
        raise ValueError(f"p must lie in [0, 1], got {p}")
    flips = generator(rng, "rng").random(array.shape) < p
    return np.asarray(array != flips, dtype=np.int64)


def shifted(picture: Any, right: int = 0, down: int = 0) -> Picture:
    """Move a picture (rows, columns) by whole cells; what leaves it is lost, what comes is 0.

    Raises ValueError when the picture is no table of whole numbers, or a shift is none.
    """
    array = points(picture, "picture")
    if (array != np.floor(array)).any():
        raise ValueError("picture must hold whole numbers")
    rows, columns = array.shape
    right = max(-columns, min(count(right, "right", low=None), columns))
    down = max(-rows, min(count(down, "down", low=None), rows))
    moved = np.zeros((rows, columns), dtype=np.int64)
    i, j = np.nonzero(array)
    to_i, to_j = i + down, j + right
    inside = (to_i >= 0) & (to_i < rows) & (to_j >= 0) & (to_j < columns)
    moved[to_i[inside], to_j[inside]] = array[i[inside], j[inside]]
    return moved


def two_letters(first: str, second: str, n: int = 40, p: float = 0.1, seed: Seed = 0) -> Data:
    """Draw n noisy pictures of two letters in turn, each as a row of 400 cells.

    Returns X of 0 and 1 with shape (n, 400), and y: -1 for the first letter, +1 for the second.
    """
    n = count(n, "n", low=2)
    if first == second:
        raise ValueError(f"first and second must be two letters, got {first!r} twice")
    rng = generator(seed)
    pair = np.stack([letter(first), letter(second)])
    y = np.where(np.arange(n) % 2 == 0, -1.0, 1.0)
    X = noisy(pair[(y > 0).astype(np.intp)], p, rng).reshape(n, SIDE * SIDE)
    return Data(X.astype(np.float64), y, _CELLS, (first, second))
