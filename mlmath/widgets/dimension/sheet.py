"""The sheet: few dimensions inside of many, with noise; what neighbors and PCA make of it."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlmath.dimension import two_nn
from mlmath.validation import Floats
from mlmath.widgets.spec import Inputs, Outputs, Widget, choice, number, seed

DIMS = (20, 50, 100, 200, 500, 1000)
KNOWN, ASKED = 120, 120  # points whose labels are known, and points that are to be labeled
SHOWN = 16  # variances in the picture
TURN = 0.75 * np.pi  # half of the angle by which a bent coordinate goes around


@dataclass(frozen=True)
class SheetInputs(Inputs):
    """The sheet's own dimension k, that of the space, by its place in `DIMS`, and the noise."""

    k: int = number(2, label="Sheet: k", low=1, high=10)
    dial: int = number(0, label="Space: d", low=0, high=5, control=False)
    noise: float = number(0.0, label="Noise", low=0, high=0.4, step=0.02)
    shape: str = choice("flat", label="The sheet", options={"flat": "flat", "bent": "bent"})
    draw: int = seed(1, label="Seed of the points")


class Cloud(NamedTuple):
    """A sheet without noise.

    Parameters
    ----------
    places : its points, those known first, (KNOWN + ASKED, k or 2 k).
    labels : whether the sheet's first coordinate is positive, (KNOWN + ASKED,).
    """

    places: Floats
    labels: NDArray[np.bool_]


@lru_cache(maxsize=8)
def cloud(k: int, shape: str, draw: int) -> Cloud:
    """Draw points of a sheet evenly: of a cube, or with each coordinate bent around a circle."""
    u = np.random.default_rng([draw, 1]).uniform(-1, 1, size=(KNOWN + ASKED, 10))[:, :k]
    if shape == "flat":
        return Cloud(u, u[:, 0] > 0)
    bent = np.stack([np.sin(TURN * u), np.cos(TURN * u)], axis=2) / TURN  # lengths along u stay
    return Cloud(bent.reshape(len(u), 2 * k), u[:, 0] > 0)


@lru_cache(maxsize=2)
def noises(draw: int) -> tuple[Floats, list[Floats]]:
    """Return noise in the first 20 coordinates, (n, 20), and its inner products for each of DIMS.

    In d dimensions the noise has its first d coordinates, so that its products are sums of blocks.
    """
    rng = np.random.default_rng([draw, 2])
    grams: list[Floats] = []
    start, first = 0, np.zeros((0, 0))
    for d in DIMS:
        block = rng.normal(size=(KNOWN + ASKED, d - start))
        first = block if start == 0 else first
        grams.append(block @ block.T + (grams[-1] if grams else 0.0))
        start = d
    return first, grams


@lru_cache(maxsize=64)
def products(k: int, shape: str, noise: float, draw: int, dial: int) -> Floats:
    """Return the inner products of all points in d dimensions, (n, n).

    The sheet lies along the first axes: turning the whole space would change no product, and so no
    distance, no neighbor and no variance.
    """
    S = cloud(k, shape, draw).places
    first, grams = noises(draw)
    cross = S @ first[:, : S.shape[1]].T
    found: Floats = S @ S.T + noise * (cross + cross.T) + noise * noise * grams[dial]
    return found


def squared_distances(G: Floats) -> Floats:
    """Return |x_i - x_j|² from inner products (n, n)."""
    sizes = np.diag(G)
    # Two points of a sheet are never at one place, though rounding may say so.
    return np.asarray(np.maximum(sizes[:, None] + sizes - 2 * G, 1e-18))


class Found(NamedTuple):
    """What is found in one space: two errors, variances, shadows, the estimated dimension."""

    error: float
    error_shadow: float
    variances: Floats
    shadow: Floats
    estimate: float


@lru_cache(maxsize=64)
def found(k: int, shape: str, noise: float, draw: int, dial: int) -> Found:
    """Ask the nearest neighbor, in the space and in the shadow on as many axes as the sheet needs.

    PCA by inner products: with G those of the centered known points and G v = s² v, the variance
    along a component is s²/(n - 1), and the coordinates of the known points are s v.
    """
    places, labels = cloud(k, shape, draw)
    G = products(k, shape, noise, draw, dial)
    D = squared_distances(G)
    error = _error(D[KNOWN:, :KNOWN], labels)
    np.fill_diagonal(D, np.inf)
    two = np.sqrt(np.partition(D, 1, axis=1)[:, :2])
    # Centered at the mean of the known points: rows and columns.
    A = G[:, :KNOWN] - G[:, :KNOWN].mean(axis=1, keepdims=True)
    B = A - A[:KNOWN].mean(axis=0)
    values, vectors = np.linalg.eigh(B[:KNOWN])
    values, vectors = values[::-1], vectors[:, ::-1]
    kept = places.shape[1]
    scores = B @ (vectors[:, :kept] / np.sqrt(values[:kept]))
    # Either sign is right; let it not depend on the library.
    scores *= np.sign(scores[np.abs(scores).argmax(axis=0), np.arange(kept)])
    gap = scores[KNOWN:, None, :] - scores[None, :KNOWN, :]
    shadow = np.zeros((KNOWN, 2))
    shadow[:, : min(kept, 2)] = scores[:KNOWN, :2]
    variances = np.maximum(values[:SHOWN], 0) / (KNOWN - 1)
    return Found(
        error, _error((gap**2).sum(axis=2), labels), variances, shadow,
        two_nn(two[:, 0], two[:, 1]),
    )  # fmt: skip


def _error(squares: Floats, labels: NDArray[np.bool_]) -> float:
    """Return how often the nearest known point has another label, from distances (asked, known)."""
    return float((labels[:KNOWN][squares.argmin(axis=1)] != labels[KNOWN:]).mean())


def compute(inputs: SheetInputs) -> Outputs:
    """Return the errors in each space up to the present one, and what PCA and neighbors say there.

    Outputs: `dims`; `errors` (up to now, 2), in the space and in the shadow; the largest
    `variances`, and how many of them the shadow has kept (`kept`); the `shadow` on the first two
    axes (KNOWN, 2) with the `labels`; and the `estimate` of the sheet's dimension.
    """
    key = inputs.k, inputs.shape, inputs.noise, inputs.draw
    path = [found(*key, dial) for dial in range(inputs.dial + 1)]
    now = path[-1]
    errors = np.array([[one.error, one.error_shadow] for one in path])
    places, labels = cloud(inputs.k, inputs.shape, inputs.draw)
    kept = places.shape[1]
    d = DIMS[inputs.dial]
    return {
        "dims": np.array(DIMS, np.int32),
        "errors": np.ascontiguousarray(errors, np.float32),
        "variances": now.variances.astype(np.float32),
        "kept": kept,
        "shadow": np.ascontiguousarray(now.shadow, np.float32),
        "labels": labels[:KNOWN].astype(np.int32),
        "estimate": now.estimate,
        "summary": (
            f"A {inputs.shape} sheet of {inputs.k} in {d:,} dimensions: the nearest neighbor errs "
            f"on {now.error:.0%} of new points, and after PCA, with {kept} "
            f"direction{'' if kept == 1 else 's'} kept, on {now.error_shadow:.0%}. Neighbors "
            f"estimate {now.estimate:.1f} dimensions."
        ),
    }


WIDGET = Widget(
    name="dimension.sheet",
    title="The sheet",
    help="120 points of a sheet are known, circles or squares by the side of its first coordinate "
    "on which they lie; 120 more take the label of their nearest known point. Set the sheet's own "
    "dimensions, those of the space around it, and the noise that every coordinate of the space "
    "gets. Bent, each coordinate of the sheet goes around three quarters of a circle. One "
    "picture shows how many labels are wrong, one the shadow of the known points on PCA's first "
    "two directions, and one the largest variances.",
    inputs=SheetInputs,
    view=Path(__file__).with_suffix(".js"),
    compute=compute,
    longest="A bent sheet of 10 in 1,000 dimensions: the nearest neighbor errs on 100% of new "
    "points, and after PCA, with 20 directions kept, on 100%. Neighbors estimate 100.0 dimensions.",
)
