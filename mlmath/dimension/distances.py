"""How far normal points lie from the center and from each other, in d dimensions."""

from math import exp, expm1, sqrt
from typing import Any, NamedTuple

import numpy as np

from mlmath.special import log_half_step, lower_gamma, poisson_weight
from mlmath.validation import Floats, count, generator, number, numbers

_FAR = 1e150  # no point of whatever dimension is so far out, and its square is still a float64


class Law(NamedTuple):
    """The exact mean and standard deviation of a random length."""

    mean: float
    sd: float


def norm_law(d: int, sigma: float = 1.0) -> Law:
    r"""Return mean and standard deviation of the length of a normal point in d dimensions.

    The length of a point with d independent N(0, σ²) coordinates is σ times a chi variable:

    .. math:: E\|x\| = \sigma \sqrt2 \, \frac{\Gamma((d+1)/2)}{\Gamma(d/2)}, \qquad
              \operatorname{Var}\|x\| = \sigma^2 d - (E\|x\|)^2

    The mean is nearly $\sigma \sqrt d$, but the standard deviation never exceeds σ/√2 and tends
    to it: normal points lie in a shell of fixed thickness around an ever larger sphere.

    Parameters
    ----------
    d : the number of dimensions, at least 1.
    sigma : σ, the standard deviation of each coordinate, positive.

    Chapter: The curse of dimensionality.
    """
    d = count(d, "d")
    sigma = number(sigma, "sigma", above=0)
    shortfall = log_half_step(0.5 * d)  # ln(mean / (σ √d)), slightly negative
    # d - mean² would cancel: of its ten thousand only a half is left.
    return Law(sigma * sqrt(d) * exp(shortfall), sigma * sqrt(-d * expm1(2 * shortfall)))


def distance_law(d: int, sigma: float = 1.0) -> Law:
    """Return mean and standard deviation of the distance between two normal points.

    The difference of two independent points with coordinates N(0, σ²) has coordinates
    N(0, 2σ²), so this is `norm_law` with √2 σ.
    """
    return norm_law(d, sqrt(2) * number(sigma, "sigma", above=0))


def relative_variance(d: int) -> float:
    r"""Return $\operatorname{Var}(D / E D)$ for the distance D of normal points, about 1/(2d).

    That this tends to 0 is the condition under which Beyer et al. prove that nearest and
    farthest neighbor become alike.  It is the same from the center and between two points.
    """
    mean, sd = norm_law(d)
    return (sd / mean) ** 2


def norm_density(r: Any, d: int) -> Floats:
    r"""Return the density of the length of a standard normal point in d dimensions, the chi law.

    .. math:: f(r) = \frac{r^{d-1} e^{-r^2/2}}{2^{d/2-1} \Gamma(d/2)}, \qquad r \ge 0
    """
    d = count(d, "d")
    r = numbers(r, "r")
    inside = (r > 0) | ((r == 0) & (d == 1))
    # A Poisson weight, x^a e^-x / Γ(a + 1) with a = (d - 1)/2 and x = r²/2: nothing large cancels.
    weight = poisson_weight(0.5 * (d - 1), _half_square(r))
    return np.where(inside, weight * sqrt(d) * exp(log_half_step(0.5 * d)), 0.0)


def norm_cdf(r: Any, d: int) -> Floats:
    """Return the chance that a standard normal point in d dimensions is no longer than r."""
    d = count(d, "d")
    return lower_gamma(0.5 * d, _half_square(np.maximum(numbers(r, "r"), 0.0)))


def _half_square(r: Floats) -> Floats:
    """Return r²/2, up to where all is over."""
    return 0.5 * np.square(np.clip(r, -_FAR, _FAR))


def gaussian_shell(d: int, half_width: float) -> float:
    r"""Return the share of a standard normal cloud within `half_width` of the radius $\sqrt d$.

    The share hardly depends on d: 84 % lie within 1 of it in high dimensions, however far out
    the shell is.  (The limit is the chance that a normal number of standard deviation 1/√2 is
    within 1 of 0.)
    """
    d = count(d, "d")
    w = number(half_width, "half_width", low=0)
    inner, outer = norm_cdf([sqrt(d) - w, sqrt(d) + w], d)
    return float(outer - inner)


def independent_points(n_points: int, d: int, seed: int | np.random.Generator = 0) -> Floats:
    """Draw points (n_points, d) whose coordinates are independent standard normal numbers."""
    return generator(seed).normal(size=(count(n_points, "n_points"), count(d, "d")))


def dependent_points(n_points: int, d: int, seed: int | np.random.Generator = 0) -> Floats:
    """Draw points (n_points, d) each of whose coordinates repeats one standard normal number.

    The control: as many dimensions, but all depend on one.  Every length is √d times that of the
    single number, so that no ratio of distances changes with d.
    """
    single = generator(seed).normal(size=(count(n_points, "n_points"), 1))
    return np.repeat(single, count(d, "d"), axis=1)
