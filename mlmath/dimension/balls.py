"""Balls and cubes in d dimensions: where their volume is."""

from math import exp, expm1, inf, lgamma, log, log1p, pi
from typing import Any

import numpy as np

from mlmath.scale import lengths
from mlmath.validation import Floats, count, generator, number, points

_LARGEST = log(np.finfo(np.float64).max)


def log_ball_volume(d: int, r: float = 1.0) -> float:
    r"""Return the natural logarithm of the volume of a ball of radius r in d dimensions.

    .. math:: \ln V_d(r) = \tfrac{d}{2} \ln \pi - \ln \Gamma(\tfrac{d}{2} + 1) + d \ln r

    It neither overflows nor vanishes: $V_{10^4}(1)$ is about $10^{-13840}$.

    Raises
    ------
    ValueError : d is not a positive integer, or r not a positive number.
    """
    d = count(d, "d")
    r = number(r, "r", above=0)
    return 0.5 * d * log(pi) - lgamma(0.5 * d + 1) + d * log(r)


def ball_volume(d: int, r: float = 1.0) -> float:
    r"""Return the volume of a ball of radius r in d dimensions.

    .. math:: V_d(r) = \frac{\pi^{d/2}}{\Gamma(d/2 + 1)} \, r^d

    2 r, π r², 4/3 π r³, ...: the unit ball's volume is largest at d = 5, where it is 8 π²/15, and
    falls to nothing, below the smallest float64 from d = 453 on, where the answer is 0.

    Raises
    ------
    ValueError : d is not a positive integer, r not a positive number, or the volume exceeds the
        largest float64 (`log_ball_volume` has no such limit).

    Source: J. H. Conway and N. J. A. Sloane, "Sphere packings, lattices and groups", page 9,
    equation 17.  Chapter: The curse of dimensionality.
    """
    volume = log_ball_volume(d, r)
    if volume > _LARGEST:
        raise ValueError(
            f"r must be small enough for a volume below e^{_LARGEST:.1f}, got r={r:g} at d={d}, "
            f"a volume of e^{volume:.1f}; log_ball_volume gives its logarithm"
        )
    return exp(volume)


def ball_in_cube(d: int) -> float:
    """Return the share of a cube's volume that the largest ball inside it fills, V_d(1/2)."""
    return ball_volume(d, 0.5)


def outer_shell(d: int, thickness: float) -> float:
    r"""Return the share of a unit ball's volume that lies within `thickness` t of its surface.

    .. math:: 1 - (1 - t)^d

    Half of it lies within about 0.69/d of the surface.
    """
    d = count(d, "d")
    t = number(thickness, "thickness", low=0, high=1)
    return -expm1(d * log1p(-t) if t < 1 else -inf)


def points_in_ball(n_points: int, d: int, seed: int | np.random.Generator = 0) -> Floats:
    """Draw points uniformly from the unit ball, (n_points, d).

    A normal point has a uniform direction; the share of the ball inside radius r is r^d, so the
    radius is the dth root of a uniform number.
    """
    rng = generator(seed)
    n_points, d = count(n_points, "n_points"), count(d, "d")
    X = rng.normal(size=(n_points, d))
    X /= np.sqrt(np.einsum("ij,ij->i", X, X))[:, None]
    X *= (rng.uniform(size=n_points) ** (1 / d))[:, None]
    return X


def points_in_cube(n_points: int, d: int, seed: int | np.random.Generator = 0) -> Floats:
    """Draw points uniformly from the cube from -1 to 1, (n_points, d); its ball has radius 1."""
    shape = (count(n_points, "n_points"), count(d, "d"))
    return generator(seed).uniform(-1, 1, size=shape)


def share_within(X: Any, r: float) -> float:
    """Return the share of the points X (n_points, d) that lie within radius r of the origin."""
    X = points(X)
    return float((lengths(X) <= number(r, "r", low=0)).mean())
