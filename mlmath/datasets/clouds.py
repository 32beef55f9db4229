"""Clouds of points in the plane."""

import numpy as np

from mlmath.datasets.shared import Data, Seed
from mlmath.validation import count, generator, number


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
    gap = number(gap, "gap")
    rng = generator(seed)
    y = np.where(np.arange(n) < n // 2, -1.0, 1.0)
    X = rng.normal(size=(n, 2))
    angle = rng.uniform(0, 2 * np.pi)
    u = np.array([np.cos(angle), np.sin(angle)])
    along = X @ u
    low, high = y < 0, y > 0
    X[low] -= (along[low].max() + gap / 2) * u
    X[high] -= (along[high].min() - gap / 2) * u
    return Data(X, y, ("first coordinate", "second coordinate"), ("-1", "+1"))
