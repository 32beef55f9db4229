"""Signal or noise: the eigenvalues of a sample covariance, and a spike that leaves the noise."""

from dataclasses import dataclass
from functools import lru_cache
from math import acos, degrees, sqrt
from pathlib import Path

import numpy as np

from mlmath.dimension import (
    marchenko_pastur_density,
    marchenko_pastur_edges,
    spike_eigenvalue,
    spike_overlap,
    spike_threshold,
)
from mlmath.validation import Floats
from mlmath.widgets.spec import Inputs, Outputs, Widget, choice, number, seed, toggle

SAMPLES = 200
DIMS = {"50": "50", "100": "100", "200": "200", "400": "400"}
BINS = 40
MOST = 8.0  # the largest spike


@dataclass(frozen=True)
class SignalInputs(Inputs):
    """The variance along the one direction of the signal, and the number of dimensions."""

    ell: float = number(1.0, label="Signal's variance ℓ", low=1, high=MOST,
                        step=0.1)  # fmt: skip
    d: str = choice("100", label="Dimensions d", options=DIMS)
    law: bool = toggle(False, label="Show the laws")
    draw: int = seed(2, label="Seed of the samples")


@lru_cache(maxsize=4)
def noise(d: int, draw: int) -> tuple[Floats, Floats]:
    """Return the first coordinate of all samples, (n,), and the products of the others, (n, n)."""
    X = np.random.default_rng([draw, d]).normal(size=(SAMPLES, d))
    return X[:, 0].copy(), X[:, 1:] @ X[:, 1:].T


@lru_cache(maxsize=32)
def spectrum(ell: float, d: int, draw: int) -> tuple[Floats, float]:
    """Return the eigenvalues of X'X/n that are not 0 for d > n, and how the first one points.

    X has variance ℓ along its first axis and 1 along the others.  The products of samples, XX',
    have the same eigenvalues as X'X; and with XX' v = n λ v the first coordinate of the
    eigenvector X'v/√(nλ) has the square that is returned: the squared cosine with the signal.
    """
    first, rest = noise(d, draw)
    values, vectors = np.linalg.eigh(ell * np.outer(first, first) + rest)
    v, top = vectors[:, -1], float(values[-1])
    overlap = ell * float(first @ v) ** 2 / top
    kept = np.maximum(values[::-1][: min(d, SAMPLES)], 0.0) / SAMPLES
    return kept, overlap


def compute(inputs: SignalInputs) -> Outputs:
    """Return the eigenvalues as a histogram, the laws, and how the first eigenvector points.

    Outputs: `heights` (BINS,), as a density over all d eigenvalues, of bins that reach from 0 to
    `top`; `values`, the five largest eigenvalues; `law` (121, 2), the density of pure noise;
    `edge`, where it ends; `limit`, where the largest is to be; `angle` and `angle_law`, in
    degrees, between the first eigenvector and the signal; `threshold` of ℓ.
    """
    d = int(inputs.d)
    gamma = d / SAMPLES
    values, overlap = spectrum(inputs.ell, d, inputs.draw)
    low, edge = marchenko_pastur_edges(gamma)
    top = 1.2 * max(spike_eigenvalue(MOST, gamma), edge)
    counts, edges = np.histogram(values, BINS, (0.0, top))
    x = low + (edge - low) * np.sin(np.linspace(0, np.pi / 2, 121)) ** 2  # denser at the ends
    angle = degrees(acos(min(1.0, sqrt(overlap))))
    limit = spike_eigenvalue(inputs.ell, gamma)
    return {
        "heights": (counts / (d * (edges[1] - edges[0]))).astype(np.float32),
        "top": top,
        "values": values[:5].astype(np.float32),
        "law": np.ascontiguousarray(
            np.stack([x, np.minimum(marchenko_pastur_density(x, gamma), 9.0)], axis=1), np.float32
        ),
        "edge": edge,
        "limit": limit,
        "angle": angle,
        "angle_law": degrees(acos(sqrt(spike_overlap(inputs.ell, gamma)))),
        "threshold": spike_threshold(gamma),
        "summary": sentence(inputs.ell, float(values[0]), float(values[1]), edge, angle),
    }


def sentence(ell: float, first: float, second: float, edge: float, angle: float) -> str:
    """Say where the largest eigenvalue lies, and what its direction is worth."""
    return (
        f"The signal's direction has the variance {ell:.1f}, all others have 1. The largest "
        f"eigenvalue is {first:.2f}, the next {second:.2f}; pure noise ends near {edge:.2f}. The "
        f"largest one's direction is {angle:.0f}° off the signal's."
    )


WIDGET = Widget(
    name="dimension.signal",
    title="Signal or noise",
    help="200 samples of d independent coordinates with variance 1, but for one direction, which "
    "has the variance ℓ. The bars are the eigenvalues of their covariance, the marks the five "
    "largest; the quarter circle shows the angle between the largest one's direction and that of "
    "the signal. Where d exceeds 200, the eigenvalues that must be 0 have no bar.",
    inputs=SignalInputs,
    view=Path(__file__).with_suffix(".js"),
    compute=compute,
    longest="The signal's direction has the variance 8.0, all others have 1. The largest "
    "eigenvalue is 10.00, the next 10.00; pure noise ends near 10.00. The largest one's direction "
    "is 90° off the signal's.",
)
