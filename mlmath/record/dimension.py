"""The results that the chapter The curse of dimensionality reproduces."""

import numpy as np

from mlmath.datasets import digits
from mlmath.dimension import (
    KNeighbors,
    ball_volume,
    dependent_points,
    independent_points,
    relative_contrast,
    sample_spectrum,
    spike_eigenvalue,
    spiked_points,
)
from mlmath.record import Measured, Result
from mlmath.validation import Floats

HERE = "{doc}`/chapters/07_dimension`"


def balls() -> Measured:
    """Find the largest of the unit balls of 1 to 30 dimensions."""
    volumes = [ball_volume(d) for d in range(1, 31)]
    best = int(np.argmax(volumes))
    agrees = best + 1 == 5 and abs(volumes[best] - 5.2638) < 5e-5
    return Measured(f"{volumes[best]:.4f} at d = {best + 1}", agrees)


def contrasts(d: int) -> Floats:
    """Return the contrasts of 20 clouds of 100 points, independent and dependent, (2, 20)."""
    found = [
        [relative_contrast(draw(100, d, seed), np.zeros(d)) for seed in range(20)]
        for draw in (independent_points, dependent_points)
    ]
    return np.array(found)


def fading() -> Measured:
    """Measure the median contrast in 1, 15 and 1,000 dimensions, with the control."""
    free, tied = np.array([np.median(contrasts(d), axis=1) for d in (1, 15, 1000)]).T
    agrees = free[0] > 100 and free[1] < 2 and free[2] < 0.2 and bool(np.allclose(tied, tied[0]))
    said = ", ".join(f"{value:.2g}" for value in free[1:])
    return Measured(f"{free[0]:.0f}, {said}; the control stays at {tied[0]:.0f}", agrees)


def threshold() -> Measured:
    """Measure the largest eigenvalue for spikes below and above the threshold, with d/n = 1/2."""
    spikes = (1.0, 1.5, 2.5, 4.0)
    found = [
        float(np.mean([sample_spectrum(spiked_points(800, 400, ell, s))[0] for s in range(4)]))
        for ell in spikes
    ]
    laws = [spike_eigenvalue(ell, 0.5) for ell in spikes]
    agrees = bool(np.allclose(found, laws, rtol=0.05))
    return Measured(", ".join(f"{value:.2f}" for value in found), agrees)


def handwriting() -> Measured:
    """Ask the nearest neighbor about half of the digits, over ten splits."""
    right = []
    for seed in range(10):
        X, y, asked, wanted = digits(899, seed)
        machine = KNeighbors(1).fit(X, y)
        right.append(100 * float(np.mean(machine.predict(asked) == wanted)))
    said = f"{np.mean(right):.1f} % over ten splits, {min(right):.1f} to {max(right):.1f}"
    return Measured(said, abs(float(np.mean(right)) - 98.0) < 0.5)


RESULTS = [
    Result(
        "Largest volume of a unit ball",
        "5.2638 at d = 5",
        "{prf:ref}`thm-dimension-shell`",
        balls,
    ),
    Result(
        "Contrast of 100 points in 1, 15 and 1,000 dimensions, and where coordinates depend",
        "fades from 10 to 15 dimensions on, and stays where they depend",
        "{cite:t}`beyer1999`",
        fading,
    ),
    Result(
        "Largest eigenvalue for ℓ = 1, 1.5, 2.5 and 4, with d/n = 1/2",
        "2.91, 2.91, 3.33, 4.67",
        "{cite:t}`baik2005`, {cite:t}`paul2007`",
        threshold,
    ),
    Result(
        "Digits that one nearest neighbor reads",
        "98.00 %, with 3,823 others known",
        "{cite:t}`alpaydin1998`",
        handwriting,
    ),
]
