"""Real data and generators: penguins, clouds of points, letters on a retina of 20 × 20 cells."""

import csv
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlmath.validation import Floats, count, numbers, points

Seed = int | np.random.Generator
Picture = NDArray[np.int64]

SIDE = 20  # of the retina, as in the Mark I Perceptron
MEASUREMENTS = ("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g")
SPECIES = ("Adelie", "Chinstrap", "Gentoo")


class Data(NamedTuple):
    """Samples with two labels.

    X : shape (n_samples, n_features).
    y : -1 for the first class and +1 for the second, shape (n_samples,).
    features : what each column of X measures, with its unit.
    classes : what -1 and +1 stand for.
    """

    X: Floats
    y: Floats
    features: tuple[str, ...]
    classes: tuple[str, str]


def penguins(
    species: tuple[str, str] = ("Adelie", "Gentoo"),
    features: Sequence[str] = ("bill_depth_mm", "flipper_length_mm"),
) -> Data:
    """Return two species of penguins of the Palmer Archipelago, Antarctica, by their measures.

    As called by default a line separates the two species: 151 Adelie and 123 Gentoo penguins by
    the depth of the bill and the length of the flipper, both in mm.  By flipper length and body
    mass, or by species Adelie and Chinstrap and any two measures, none does.

    Parameters
    ----------
    species : two of Adelie, Chinstrap, Gentoo; the first becomes -1, the second +1.
    features : one or more of bill_length_mm, bill_depth_mm, flipper_length_mm, body_mass_g.

    Source: K. B. Gorman, T. D. Williams and W. R. Fraser, PLoS ONE 9 (2014) e90081; published as
    data by A. M. Horst, A. P. Hill and K. B. Gorman in the R package palmerpenguins (2020), CC0.
    Two birds without measurements are left out.  See data/README.md.
    """
    if len(species) != 2 or species[0] == species[1] or not set(species) <= set(SPECIES):
        raise ValueError(f"species must be two of {', '.join(SPECIES)}, got {species!r}")
    if not features or isinstance(features, str) or not set(features) <= set(MEASUREMENTS):
        raise ValueError(f"features must be among {', '.join(MEASUREMENTS)}, got {features!r}")
    names, values = _penguin_table()
    rows = np.isin(names, species)
    columns = [MEASUREMENTS.index(f) for f in features]
    y = np.where(names[rows] == species[1], 1.0, -1.0)
    return Data(values[rows][:, columns], y, tuple(features), (species[0], species[1]))


@cache
def _penguin_table() -> tuple[NDArray[np.str_], Floats]:
    with (Path(__file__).parent / "data" / "penguins.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = np.array([row["species"] for row in rows])
    return names, np.array([[float(row[m]) for m in MEASUREMENTS] for row in rows])


def standardize(X: Any) -> Floats:
    """Shift and scale each column of X to mean 0 and standard deviation 1 (divided by n)."""
    X = points(X)
    spread = X.std(axis=0)
    if not spread.all():
        column = int(np.flatnonzero(spread == 0)[0])
        raise ValueError(f"X must vary in each column, got one value throughout column {column}")
    return np.asarray((X - X.mean(axis=0)) / spread)


def two_clouds(n: int = 60, gap: float = 0.5, seed: Seed = 0) -> Data:
    """Draw two round clouds of points in the plane with a gap between them.

    Each cloud is a standard normal sample.  Both are moved along one random direction, until
    their nearest points are `gap` apart in that direction and the middle of the gap lies at the
    origin: the line there separates them with margin gap / 2.  With a negative gap they overlap.

    Parameters
    ----------
    n : points in all, at least 2; the second class has one more where n is odd.
    gap : see above.
    seed : equal seeds give equal points.
    """
    n = count(n, "n", low=2)
    gap = float(numbers(gap, "gap"))
    rng = np.random.default_rng(seed)
    y = np.where(np.arange(n) < n // 2, -1.0, 1.0)
    X = rng.normal(size=(n, 2))
    angle = rng.uniform(0, 2 * np.pi)
    u = np.array([np.cos(angle), np.sin(angle)])
    along = X @ u
    low, high = y < 0, y > 0
    X[low] -= (along[low].max() + gap / 2) * u
    X[high] -= (along[high].min() - gap / 2) * u
    return Data(X, y, ("first coordinate", "second coordinate"), ("-1", "+1"))


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
    flips = rng.random(array.shape) < p
    return np.asarray(array != flips, dtype=np.int64)


def shifted(picture: Any, right: int = 0, down: int = 0) -> Picture:
    """Move a picture (rows, columns) by whole cells; what leaves it is lost, what comes is 0."""
    array = points(picture, "picture")
    rows, columns = array.shape
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
    rng = np.random.default_rng(seed)
    pair = np.stack([letter(first), letter(second)])
    y = np.where(np.arange(n) % 2 == 0, -1.0, 1.0)
    X = noisy(pair[(y > 0).astype(np.intp)], p, rng).reshape(n, SIDE * SIDE)
    return Data(X.astype(np.float64), y, _CELLS, (first, second))
