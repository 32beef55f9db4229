"""The inputs of a Boolean function in a picture: the corners of a cube, neighbors joined."""

from typing import Any

import numpy as np

from mlmath.boolean import truth_table
from mlmath.theorems.picture import Mark
from mlmath.validation import Floats

# Where the corners are drawn: each input that is on moves them by so much.
AXES = np.array([[1.0, 0.0], [0.0, 1.0], [0.42, 0.3], [-0.22, 0.36]])
SPAN = 1.3  # the cubes of two, three and four inputs fit it


def corners(n: int) -> Floats:
    """Return where the 2^n inputs are drawn, around the origin, shape (2^n, 2)."""
    places = truth_table(n) @ AXES[:n]
    middle: Floats = places - places.mean(axis=0)
    return middle


def edges(n: int) -> list[Mark]:
    """Return the lines between inputs that differ in one of their n bits."""
    places = corners(n)
    pairs = [[i, i ^ 1 << j] for i in range(2**n) for j in range(n) if not i >> j & 1]
    return [Mark("curve", places[pair], "", style="faint") for pair in pairs]


def labeled(place: Floats, one: bool) -> Mark:
    """Return the mark of an input: a circle where it gives 1, else a square."""
    return Mark(*(("circle", place, "positive") if one else ("square", place, "negative")))


def cube(n: int, ones: Any, wrong: Any) -> list[Mark]:
    """Return the cube with all its inputs, labeled.

    Parameters
    ----------
    n : number of inputs, 2 to 4.
    ones : whether each input gives 1, shape (2^n,).
    wrong : whether each is ringed, shape (2^n,).
    """
    places = corners(n)
    marks = [labeled(place, one) for place, one in zip(places, ones, strict=True)]
    rings = [Mark("ring", place, "e") for place in places[np.asarray(wrong)]]
    return edges(n) + marks + rings
