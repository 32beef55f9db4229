"""Angles between random directions: nearly right angles, once there are many dimensions."""

from math import exp, pi, sqrt
from typing import Any

import numpy as np

from mlmath.special import log_beta, log_half_step, lower_beta
from mlmath.validation import Floats, count, generator, numbers


def angle_density(theta: Any, d: int) -> Floats:
    r"""Return the density of the angle between two random directions in d >= 2 dimensions.

    .. math:: f(\theta) = \frac{\sin^{d-2} \theta}{B(\tfrac{d-1}{2}, \tfrac12)},
              \qquad 0 \le \theta \le \pi

    Parameters
    ----------
    theta : angles in radians, any shape; the density is 0 outside of 0 to π.
    d : the number of dimensions.  (In one, the angle is 0 or π and there is no density.)

    Source: T. Cai, J. Fan and T. Jiang, "Distributions of angles in random packing on spheres",
    Journal of Machine Learning Research 14 (2013), 1837-1864.  Chapter: The curse of
    dimensionality.
    """
    d = count(d, "d", low=2)
    theta = numbers(theta, "theta")
    inside = (theta >= 0) & (theta <= pi)
    sine = np.sin(np.where(inside, theta, 0.0)).clip(0.0, 1.0)
    # Near the right angle, where nearly all of the law is, sin θ has lost what cos θ knows of it.
    # A power of a sine below 1 underflows to 0 where it should, and never overflows.
    flat = 1.0 - sine < 0.25
    cosine = np.cos(np.where(flat, theta, pi / 2))
    power = np.where(flat, np.exp(0.5 * (d - 2) * np.log1p(-cosine * cosine)), sine ** (d - 2))
    return np.where(inside, power * exp(-log_beta(0.5 * (d - 1), 0.5)), 0.0)


def angle_cdf(theta: Any, d: int) -> Floats:
    r"""Return the chance that the angle between two random directions is at most theta.

    .. math:: F(\theta) = \tfrac12 I_{\sin^2 \theta}(\tfrac{d-1}{2}, \tfrac12)
              \quad (\theta \le \tfrac{\pi}{2}), \qquad F(\theta) = 1 - F(\pi - \theta)

    with the regularized incomplete beta function I.  Arguments as for `angle_density`.
    """
    d = count(d, "d", low=2)
    theta = numbers(theta, "theta").clip(0.0, pi)
    # Both squares: near the right angle, where nearly all of the law is, 1 - sin² has few digits.
    half = 0.5 * lower_beta(0.5 * (d - 1), 0.5, np.sin(theta) ** 2, np.cos(theta) ** 2)
    return np.where(theta <= pi / 2, half, 1.0 - half)


def cosine_squared_cdf(x: Any, d: int) -> Floats:
    r"""Return the chance that the squared cosine of the angle is at most x, in d >= 2 dimensions.

    The squared cosine follows the law $\text{Beta}(\tfrac12, \tfrac{d-1}{2})$: it is the share of
    one squared normal number in the sum of d of them.  Its mean is 1/d.
    """
    d = count(d, "d", low=2)
    return lower_beta(0.5, 0.5 * (d - 1), numbers(x, "x").clip(0.0, 1.0))


def cosine_sd(d: int) -> float:
    r"""Return the standard deviation of the cosine between two random directions, $1/\sqrt d$.

    Exact in every dimension: the d squared coordinates of a unit vector sum to 1 and have equal
    means, and the cosine with a fixed direction is one of the coordinates.
    """
    return 1.0 / sqrt(count(d, "d"))


def mean_absolute_cosine(d: int) -> float:
    r"""Return the mean of the cosine's absolute value.

    .. math:: E|\cos \theta| = \frac{\Gamma(d/2)}{\sqrt\pi \, \Gamma((d+1)/2)}
              \approx \sqrt{\frac{2}{\pi d}}
    """
    d = count(d, "d")
    return exp(-log_half_step(0.5 * d)) / sqrt(0.5 * pi * d)


def random_directions(n: int, d: int, seed: int | np.random.Generator = 0) -> Floats:
    """Draw n unit vectors, (n, d), uniformly from all directions: normal points, normalized."""
    X = generator(seed).normal(size=(count(n, "n"), count(d, "d")))
    X /= np.sqrt(np.einsum("ij,ij->i", X, X))[:, None]
    return X


def random_cosines(n_pairs: int, d: int, seed: int | np.random.Generator = 0) -> Floats:
    """Draw pairs of random directions in d dimensions and return their cosines, (n_pairs,)."""
    rng = generator(seed)
    A, B = random_directions(n_pairs, d, rng), random_directions(n_pairs, d, rng)
    cosines: Floats = np.einsum("ij,ij->i", A, B)
    return cosines.clip(-1.0, 1.0)


def random_angles(n_pairs: int, d: int, seed: int | np.random.Generator = 0) -> Floats:
    """Draw pairs of random directions and return their angles in radians, (n_pairs,)."""
    return np.arccos(random_cosines(n_pairs, d, seed))
