"""The dial: dimensions from 1 to 10,000, what is measured in each, and its exact law."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlmath.dimension import (
    ball_in_cube,
    cosine_sd,
    norm_cdf,
    outer_shell,
    relative_variance,
)
from mlmath.validation import Floats
from mlmath.widgets.spec import Inputs, Outputs, Widget, choice, number, seed, toggle

DIMS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
POINTS = 100
EVEN = 1000  # points that fill a ball or a cube evenly
RIND = 0.1  # how thick the outer shell is
# Of the contrast of 100 points, by `contrast_cdf`: the value below which 5, 50 and 95 of a hundred
# clouds lie, for each of DIMS.  To compute them takes seconds; a test does.
CONTRAST = (
    (71.212, 313.89, 4265.9),
    (11.667, 26.07, 99.394),
    (5.9346, 10.786, 27.564),
    (4.0461, 6.6743, 14.116),
    (3.1239, 4.8726, 9.2452),
    (2.5779, 3.8768, 6.8582),
    (1.9568, 2.8134, 4.5722),
    (1.6095, 2.2524, 3.4835),
    (1.3851, 1.9035, 2.8493),
    (1.1638, 1.57, 2.2748),
    (0.94181, 1.2463, 1.7476),
    (0.71248, 0.92367, 1.252),
    (0.51329, 0.65326, 0.86009),
    (0.33868, 0.42388, 0.54424),
    (0.22851, 0.28292, 0.35763),
    (0.13882, 0.17033, 0.21263),
    (0.096233, 0.11757, 0.1459),
    (0.067111, 0.081743, 0.10104),
    (0.041931, 0.05094, 0.062748),
    (0.02947, 0.035755, 0.043968),
)
QUANTITIES = {
    "contrast": "contrast",
    "spread": "relative deviation",
    "angle": "typical cosine",
    "within": "share nearby",
    "shell": "outer tenth of a ball",
    "cube": "ball in a cube",
}


@dataclass(frozen=True)
class DialInputs(Inputs):
    """The number of dimensions, by its place in `DIMS`; what is measured; whether the law shows."""

    dial: int = number(1, label="Dimensions", low=0, high=len(DIMS) - 1, control=False)
    quantity: str = choice("contrast", label="Measure", options=QUANTITIES)
    law: bool = toggle(False, label="Show the exact laws")
    draw: int = seed(4, label="Seed of the points")


class Drawn(NamedTuple):
    """What one seed draws, seen in each of the dimensions.

    Parameters
    ----------
    squares : squared distances from the center, (len(DIMS), POINTS).
    products : of each point with the next few, over their lengths, (len(DIMS), 5 POINTS).
    first : of each point with the first one, (len(DIMS), POINTS).
    single : the numbers that all coordinates of the control repeat, (POINTS,).
    even : even numbers from 0 to 1, for the lengths of points of a ball, (EVEN,).
    cube : squared lengths of points of a cube, (len(DIMS), EVEN).
    side : the single coordinate of the control's cube, (EVEN,).
    """

    squares: Floats
    products: Floats
    first: Floats
    single: Floats
    even: Floats
    cube: Floats
    side: Floats


@lru_cache(maxsize=2)
def drawn(draw: int) -> Drawn:
    """Draw one cloud with coordinates for all dimensions: in d, its points have the first d."""
    rng = np.random.default_rng([draw, 7])
    X = rng.standard_normal((POINTS, DIMS[-1]), dtype=np.float32)
    squares = _sums(X * X)
    rolled = []
    for k in range(1, 6):
        dots = _sums(X * np.roll(X, -k, axis=0))
        rolled.append(dots / np.sqrt(squares * np.roll(squares, -k, axis=1)))
    first = _sums(X * X[:1]) / np.sqrt(squares * squares[:, :1])
    # After 30 coordinates no point of the cube is in the ball: its squared length only grows.
    C = rng.uniform(-1, 1, size=(EVEN, 30))
    cube = np.full((len(DIMS), EVEN), np.inf)
    for i, d in enumerate(DIMS):
        if d <= 30:
            cube[i] = (C[:, :d] ** 2).sum(axis=1)
    return Drawn(
        squares, np.concatenate(rolled, axis=1), first, X[:, 0].astype(float),
        rng.uniform(size=EVEN), cube, C[:, 0],
    )  # fmt: skip


def _sums(products: NDArray[np.float32]) -> Floats:
    """Return the sums of the first d columns for each d of DIMS, (len(DIMS), rows)."""
    parts = np.add.reduceat(products, [0, *DIMS[:-1]], axis=1, dtype=np.float64)
    return np.cumsum(parts, axis=1).T


class Measure(NamedTuple):
    """One quantity: what is measured for the cloud and its control, and the two laws."""

    measured: Callable[[Drawn], Floats]
    control: Callable[[Drawn], Floats]
    law: Callable[[int], float]
    other: Callable[[int], float]
    ends: tuple[float, float]
    log: bool


def _contrast(far: Floats) -> Floats:
    return np.asarray(far.max(axis=-1) / far.min(axis=-1) - 1)


def _spread(far: Floats) -> Floats:
    return np.asarray(far.std(axis=-1) / far.mean(axis=-1))


def _still(value: float) -> Floats:
    return np.full(len(DIMS), value)


_D = np.array(DIMS, float)
MEASURES = {
    "contrast": Measure(
        lambda z: _contrast(np.sqrt(z.squares)),
        lambda z: _still(float(_contrast(np.abs(z.single)))),
        lambda d: CONTRAST[DIMS.index(d)][1],
        lambda d: CONTRAST[0][1],
        (0.02, 10_000),
        True,
    ),
    "spread": Measure(
        lambda z: _spread(np.sqrt(z.squares)),
        lambda z: _still(float(_spread(np.abs(z.single)))),
        lambda d: sqrt(relative_variance(d)),
        lambda d: sqrt(relative_variance(1)),
        (0.005, 1),
        True,
    ),
    "angle": Measure(
        lambda z: np.sqrt((z.products**2).mean(axis=1)),
        lambda z: _still(1.0),
        cosine_sd,
        lambda d: 1.0,
        (0.005, 1.2),
        True,
    ),
    "within": Measure(
        lambda z: (z.squares < _D[:, None] / 4).mean(axis=1),
        lambda z: _still(float((np.abs(z.single) < 0.5).mean())),
        lambda d: float(norm_cdf(sqrt(d) / 2, d)),
        lambda d: float(norm_cdf(0.5, 1)),
        (0, 0.6),
        False,
    ),
    "shell": Measure(
        lambda z: (z.even ** (1 / _D[:, None]) > 1 - RIND).mean(axis=1),
        lambda z: _still(float((z.even > 1 - RIND).mean())),
        lambda d: outer_shell(d, RIND),
        lambda d: RIND,
        (0, 1.05),
        False,
    ),
    "cube": Measure(
        lambda z: (z.cube <= 1).mean(axis=1),
        lambda z: (np.abs(z.side) <= 1 / np.sqrt(_D[:, None])).mean(axis=1),
        ball_in_cube,
        lambda d: 1 / sqrt(d),
        (0, 1.05),
        False,
    ),
}


@lru_cache(maxsize=24)
def curves(quantity: str, draw: int) -> dict[str, NDArray[np.float32]]:
    """Return a quantity in all dimensions, measured and by law, for the cloud and the control."""
    one, z = MEASURES[quantity], drawn(draw)
    band = np.array(CONTRAST)[:, [0, 2]] if quantity == "contrast" else np.zeros((0, 2))
    found = {
        "measured": one.measured(z),
        "control": one.control(z),
        "laws": np.array([[one.law(d), one.other(d)] for d in DIMS]),
        "band": band,
    }
    return {name: np.ascontiguousarray(value, np.float32) for name, value in found.items()}


def compute(inputs: DialInputs) -> Outputs:
    """Measure a quantity in each dimension up to the one that the dial shows.

    Outputs: `dims`, and for each of them `measured` and `control`, the two `laws` (len, 2), and
    the `band` (len, 2) in which nine of ten clouds lie, or (0, 2); the axis' `low`, `high` and
    whether it is `log`; for the present dimension the points (POINTS - 1, 2) by their distance
    over √d and their angle to the first point, and `single`, the control's signed distances.
    """
    z, d = drawn(inputs.draw), DIMS[inputs.dial]
    far = np.sqrt(z.squares[inputs.dial] / d)
    angles = np.arccos(np.clip(z.first[inputs.dial], -1, 1))
    one = MEASURES[inputs.quantity]
    found = curves(inputs.quantity, inputs.draw)
    return {
        "dims": np.array(DIMS, np.int32),
        **found,
        "low": one.ends[0],
        "high": one.ends[1],
        "log": one.log,
        "points": np.ascontiguousarray(np.stack([far, angles], axis=1)[1:], np.float32),
        "single": (z.single * np.sign(z.single[0])).astype(np.float32),
        "summary": sentence(inputs.quantity, d, *(
            float(found[name][inputs.dial]) for name in ("measured", "control")
        )),
    }  # fmt: skip


def sentence(quantity: str, d: int, measured: float, control: float) -> str:
    """Say what is measured in d dimensions, for the cloud and for its control."""
    where = "In one dimension" if d == 1 else f"In {d:,} dimensions"
    one, other = (short(value) for value in (measured, control))
    share, rest = f"{measured:.1%}", f"{control:.1%}"
    said = {
        "contrast": f"the farthest of {POINTS} points is {short(measured + 1)} times as far from "
        f"the center as the nearest, a contrast of {one}; in the control the contrast is {other}",
        "spread": f"the relative deviation of the distances is {share}; in the control, {rest}",
        "angle": f"the cosine between two points is typically {measured:.3f} in size; in the "
        f"control, {control:.3f}",
        "within": f"{share} of the points are nearer than half of the typical distance; in the "
        f"control, {rest}",
        "shell": f"{share} of a ball's points lie in its outer tenth; in the control, {rest}",
        "cube": f"{share} of a cube's points lie in the ball inside it; in the control, {rest}",
    }
    return f"{where} {said[quantity]}."


def short(value: float) -> str:
    """Write a number above 0 with two digits or three."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}" if value >= 1 else f"{value:.2g}"


WIDGET = Widget(
    name="dimension.dial",
    title="The dial",
    help="Turn the dial from 1 to 10,000 dimensions, and choose what is measured. Seen from the "
    "center each point stands at its true distance, over the root of d, and at its true angle "
    "to the first point of the cloud, which lies along the arrow; below are the points of the "
    "control, all of whose coordinates repeat one number. The curve is what was measured up to "
    "this dimension. The contrast is the farthest distance over the nearest, less 1; the relative "
    "deviation is the standard deviation of the distances over their mean; the typical cosine is "
    "the root of its mean square; nearby are the points nearer than half the root of d; the last "
    "two are explained where the chapter comes to shells. The laws are exact; for the contrast, "
    "half of all clouds lie above the line and nine of ten in the band.",
    inputs=DialInputs,
    view=Path(__file__).with_suffix(".js"),
    compute=compute,
    longest="In 10,000 dimensions the farthest of 100 points is 10,000 times as far from the "
    "center as the nearest, a contrast of 10,000; in the control the contrast is 10,000.",
)
