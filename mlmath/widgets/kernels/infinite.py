"""How infinite is it?  The Gaussian kernel by its first features, and by random waves.

Chapter: Kernels.
"""

from dataclasses import dataclass
from math import comb
from pathlib import Path

import numpy as np

from mlmath.kernels import (
    KernelRidge,
    fourier_bound,
    fourier_features,
    rbf_kernel,
    taylor_bound,
    taylor_kernel,
)
from mlmath.validation import Floats
from mlmath.widgets.kernels._level import level_line
from mlmath.widgets.kernels._points import ACROSS, UP, grid, moons, sides
from mlmath.widgets.spec import Inputs, Outputs, Widget, choice, number, seed

MOST = 30  # the highest degree
SHOWN = {"taylor": "Monomials", "fourier": "Waves"}
PRICE = 1e-3  # τ of both machines: least squares, whose answer is one at any number of features


@dataclass(frozen=True)
class InfiniteInputs(Inputs):
    """What the reader sets: the width, how many features are kept, and which ones decide."""

    degree: int = number(2, label="Degree kept", low=0, high=MOST)
    width: float = number(0.6, label="Width σ", low=0.3, high=1.5, step=0.05)
    shown: str = choice("taylor", label="Features", options=SHOWN)
    draw: int = seed(1, label="Draw of the waves")


def n_features(degree: int) -> int:
    """Return how many monomials of two coordinates have at most this degree."""
    return comb(degree + 2, 2)


def n_waves(degree: int) -> int:
    """Return the even number of waves next to that of the monomials, at least as many."""
    return 2 * ((n_features(degree) + 1) // 2)


def compute(inputs: InfiniteInputs) -> Outputs:
    """Learn with the kernel of the features that are kept, and measure what is missing.

    Outputs: `points` (n, 2) and `labels`; `field` (rows, columns) the two sides of the machine with
    the kept features, `border` and `exact` (k, 2, 2) where it and that with the whole kernel have
    0; `counts`, `waves` (MOST + 1,) how many features each degree has; `taylor`, `taylor_bound`,
    `fourier`, `fourier_bound` (MOST + 1,) the largest error over all pairs of points, and what it
    stays below; `kept` and `error` of those that decide; `apart` the share of the picture on which
    the two machines differ, from 0 to 1.
    """
    table = np.array(moons())
    X, y = table[:, :2], table[:, 2]
    gamma = 1 / (2 * inputs.width**2)
    K = rbf_kernel(X, gamma=gamma)
    degrees = range(MOST + 1)
    radius = float(np.sqrt((X**2).sum(axis=1).max()))
    counts = np.array([n_features(m) for m in degrees])
    waves = np.array([n_waves(m) for m in degrees])
    pairs = len(X) * (len(X) - 1) // 2
    errors = {
        "taylor": taylor_errors(X, K, gamma),
        "fourier": fourier_errors(X, K, gamma, waves, inputs.draw),
    }
    places = grid()

    def kept(A: Floats, B: Floats) -> Floats:
        if inputs.shown == "taylor":
            return taylor_kernel(A, B, inputs.degree, gamma)
        both = np.vstack([A, B])
        F = fourier_features(both, n_waves(MOST), gamma, inputs.draw)[:, : n_waves(inputs.degree)]
        F = F * np.sqrt(n_waves(MOST) / n_waves(inputs.degree))
        return np.asarray(F[: len(A)] @ F[len(A) :].T)

    whole = scores(X, y, K, rbf_kernel(places, X, gamma))
    part = scores(X, y, kept(X, X), kept(places, X))
    apart = float(((whole > 0) != (part > 0)).mean())
    many = int((counts if inputs.shown == "taylor" else waves)[inputs.degree])
    error = float(errors[inputs.shown][inputs.degree])
    shape = len(UP), len(ACROSS)
    return {
        "points": X.astype(np.float32),
        "labels": y.astype(np.int32),
        "field": sides(part.reshape(shape)),
        "border": level_line(part.reshape(shape), ACROSS, UP),
        "exact": level_line(whole.reshape(shape), ACROSS, UP),
        "counts": counts.astype(np.int32),
        "waves": waves.astype(np.int32),
        "taylor": errors["taylor"].astype(np.float32),
        "taylor_bound": np.array([taylor_bound(m, gamma, radius) for m in degrees], np.float32),
        "fourier": errors["fourier"].astype(np.float32),
        "fourier_bound": np.array([fourier_bound(int(D), pairs) for D in waves], np.float32),
        "kept": many,
        "error": error,
        "apart": apart,
        "summary": f"With {many} feature{'s' if many > 1 else ''} the kernel is off by up to "
        f"{_short(error)}, and the decision differs on {_percent(apart)} of the picture.",
    }


def _short(error: float) -> str:
    if error >= 0.01:
        return f"{error:.2f}"
    return f"{error:.4f}" if error >= 1e-4 else "0.0001 or less"


def _percent(share: float) -> str:
    if share == 0:
        return "none"
    return "less than 1 percent" if share < 0.01 else f"{100 * share:.0f} percent"


def taylor_errors(X: Floats, K: Floats, gamma: float) -> Floats:
    """Return the largest error over all pairs after each degree, shape (MOST + 1,)."""
    squares = (X**2).sum(axis=1)
    inner = 2 * gamma * (X @ X.T)
    term = np.exp(-gamma * (squares[:, None] + squares))
    total, found = term.copy(), [np.abs(term - K).max()]
    for m in range(1, MOST + 1):
        term = term * inner / m
        total += term
        found.append(np.abs(total - K).max())
    return np.array(found)


def fourier_errors(X: Floats, K: Floats, gamma: float, waves: Floats, draw: int) -> Floats:
    """Return the largest error over all pairs with so many of the same waves, shape (MOST + 1,)."""
    F = fourier_features(X, int(waves[-1]), gamma, draw) * np.sqrt(waves[-1])
    found, total, done = [], np.zeros_like(K), 0
    for D in waves.tolist():
        total += F[:, done:D] @ F[:, done:D].T
        done = D
        found.append(np.abs(total / D - K).max())
    return np.array(found)


def scores(X: Floats, y: Floats, K: Floats, there: Floats) -> Floats:
    """Return the scores of kernel ridge regression with the table K, at places.

    Parameters
    ----------
    X, y : the points and their labels.
    K : the kernel of the points, shape (n, n).
    there : that of places with the points, shape (m, n).
    """
    return np.asarray(there @ KernelRidge(PRICE, lambda A, B: K).fit(X, y).dual_coef_)


WIDGET = Widget(
    name="kernels.infinite",
    title="How infinite is it?",
    help=(
        "Keep more and more features of the Gaussian kernel: the monomials up to a degree, or as "
        "many random waves. On the left, the border of the machine that has these features, and "
        "dashed the border of the one that has all. On the right, the largest error of the kernel "
        "over all pairs of points, against the number of features, with the bound of each."
    ),
    inputs=InfiniteInputs,
    compute=compute,
    view=Path(__file__).with_suffix(".js"),
    longest=(
        "With 496 features the kernel is off by up to 0.0001 or less, and the decision differs on "
        "less than 1 percent of the picture."
    ),
)
