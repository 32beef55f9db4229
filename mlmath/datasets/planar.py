"""Points in the plane that no line separates: a ring around a ring, two spirals, four corners.

All lie in [-1, 1] × [-1, 1]; the classes are -1 and +1, half of the points each.
"""

import numpy as np

from mlmath.datasets.shared import Data, Seed
from mlmath.validation import Floats, count, generator, number

NAMES = ("first coordinate", "second coordinate")


def rings(n: int = 200, noise: float = 0.08, seed: Seed = 0) -> Data:
    """Draw a disk of radius 0.4 with label +1, and a ring of radius 0.8 around it with label -1.

    Parameters
    ----------
    n : points in all, at least 2; the ring has one more where n is odd.
    noise : standard deviation of the distance from the middle.
    seed : equal seeds give equal points.
    """
    n, noise, rng = count(n, "n", low=2), number(noise, "noise", low=0), generator(seed)
    y = np.where(np.arange(n) < n // 2, 1.0, -1.0)
    far = np.where(y > 0, 0.4 * np.sqrt(rng.uniform(0, 1, n)), 0.8)
    return _data(_polar(far + noise * rng.normal(size=n), rng.uniform(0, 2 * np.pi, n)), y)


def spirals(n: int = 200, noise: float = 0.02, turns: float = 1.25, seed: Seed = 0) -> Data:
    """Draw two spirals, each the other turned by half a turn.

    Parameters
    ----------
    n : points in all, at least 2; the second spiral has one more where n is odd.
    noise : standard deviation of each coordinate about its spiral.
    turns : how often a spiral goes around the middle.
    seed : equal seeds give equal points.
    """
    n, noise, rng = count(n, "n", low=2), number(noise, "noise", low=0), generator(seed)
    turns = number(turns, "turns", above=0)
    y = np.where(np.arange(n) < n // 2, 1.0, -1.0)
    way = rng.uniform(0.1, 1, n)  # along the spiral, from the middle to its end
    X = _polar(0.95 * way, 2 * np.pi * turns * way + np.pi * (y > 0))
    return _data(X + noise * rng.normal(size=(n, 2)), y)


def four_corners(n: int = 200, noise: float = 0.18, seed: Seed = 0) -> Data:
    """Draw clouds around (0.5, 0.5) and its mirror images, labeled as XOR.

    The label is +1 where the signs of the center differ.

    Parameters
    ----------
    n : points in all, at least 2; they go to the four clouds in turn.
    noise : standard deviation of each coordinate about its center.
    seed : equal seeds give equal points.
    """
    n, noise, rng = count(n, "n", low=2), number(noise, "noise", low=0), generator(seed)
    centers = np.array([[-1.0, 1.0], [-1.0, -1.0], [1.0, -1.0], [1.0, 1.0]])[np.arange(n) % 4] / 2
    return _data(
        centers + noise * rng.normal(size=(n, 2)), np.where(centers.prod(axis=1) < 0, 1.0, -1.0)
    )


def _polar(far: Floats, angle: Floats) -> Floats:
    return np.stack([far * np.cos(angle), far * np.sin(angle)], axis=1)


def _data(X: Floats, y: Floats) -> Data:
    return Data(np.clip(X, -1, 1), y, NAMES, ("-1", "+1"))
