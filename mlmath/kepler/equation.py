r"""Kepler's equation, $M = E - e \sin E$: where on its ellipse a planet is at a given time."""

import math
from typing import Any

import numpy as np

from mlmath.validation import Floats, numbers

_EPSILON = float(np.finfo(np.float64).eps)
_STEPS = 60  # at most; from the starts of `_above` ten do


def solve_kepler(M: Any, e: Any) -> Floats:
    r"""Return the eccentric anomaly E with $E - e \sin E = M$.

    Kepler's equation has no solution in elementary functions.  Newton's method

    .. math:: E \leftarrow E - \frac{E - e \sin E - M}{1 - e \cos E}

    finds E for all M and e at once.  It cannot fail: for M in [0, π], what is to become zero
    increases with E and is convex on [0, π], so from a start above the solution each step stays
    above it and comes closer.  Other M are brought to [0, π] by whole turns and by the symmetry
    E(-M) = -E(M).

    Parameters
    ----------
    M : mean anomaly in radians, of any shape: it grows by 2π in each turn, evenly in time.
    e : eccentricity in [0, 1), of a shape that fits M.

    Returns
    -------
    E in radians, in the same turn as M.  Within one turn, E - e sin E is M to a few units in the
    last place.

    Raises
    ------
    ValueError : an e outside [0, 1), or a number that is not finite.

    Source: J. Kepler, Astronomia nova (1609).  Chapter: the closing experiment.
    """
    M, e = np.broadcast_arrays(numbers(M, "M"), eccentricities(e))
    turns = np.round(M / math.tau)
    signed = M - math.tau * turns  # in [-π, π]
    m = np.minimum(np.abs(signed), math.pi)
    E = _newton(m.ravel(), e.ravel()).reshape(m.shape)
    return np.asarray(np.copysign(E, signed) + math.tau * turns)


def _newton(m: Floats, e: Floats) -> Floats:
    """Return E for mean anomalies m in [0, π], shape (n,): each goes on until it has converged."""
    found = np.zeros_like(m)
    (going,) = np.nonzero(m)
    m, e = m[going], e[going]
    E = _above(m, e)
    for _ in range(_STEPS):
        missing = (1 - e) * E + e * _excess(E) - m  # E - e sin E - M
        step = missing / radius_share(E, e)
        # Steps go down until rounding decides; then nothing is left to gain.
        more = step > 4 * _EPSILON * E
        E = E - np.maximum(step, 0.0)
        found[going] = E
        going = going[more]
        m, e, E = (v[more] for v in (m, e, E))
        if not going.size:
            break
    return found


def radius_share(E: Floats, e: Any) -> Floats:
    """Return 1 - e cos E, the distance from the Sun over a, which does not cancel for e near 1."""
    share: Floats = (1 - e) + 2 * e * np.sin(E / 2) ** 2
    return share


def _above(m: Floats, e: Floats) -> Floats:
    """Return starts that are not below the solution, for mean anomalies m in [0, π].

    In each of four places E - e sin E is at least m, because sin E is at most 1, at most E, at
    most E - E³/π² on [0, π], and not negative there.  For tiny m the second and third matter: the
    solution may be a million times smaller than the others, and steps that long lose all digits.
    From the least of the four, about six steps do everywhere.
    """
    cubic = np.cbrt(math.pi**2 * m / np.maximum(e, 1e-300))  # where e is 0, m + e is exact
    return np.asarray(np.minimum.reduce([m + e, m / (1 - e), cubic, np.full(m.shape, math.pi)]))


def _excess(E: Floats) -> Floats:
    """Return E - sin E, for small E by its series, as the difference would lose its digits."""
    square: Floats = np.minimum(E, 1.0) ** 2
    series: Floats = np.ones_like(E)
    for k in range(18, 2, -2):  # 1 - E²/(4·5) (1 - E²/(6·7) (1 - …))
        series = 1 - square / (k * (k + 1)) * series
    return np.asarray(np.where(E < 1, E * square / 6 * series, E - np.sin(E)))


def true_anomaly(E: Any, e: Any) -> Floats:
    r"""Return the true anomaly ν, the angle at the Sun from the perihelion to the planet.

    .. math:: \tan \frac{\nu}{2} = \sqrt{\frac{1 + e}{1 - e}} \, \tan \frac{E}{2}

    with ν in the same turn as E.  Both roots and both factors of the tangents are found without a
    difference of nearly equal numbers, so ν is good to the last digits for e next to 1, too.

    Parameters
    ----------
    E : eccentric anomaly in radians, of any shape, as from `solve_kepler`.
    e : eccentricity in [0, 1), of a shape that fits E.
    """
    E, e = numbers(E, "E"), eccentricities(e)
    turns = np.round(E / math.tau)
    half = (E - math.tau * turns) / 2  # in [-π/2, π/2]
    angle = 2 * np.arctan2(np.sqrt(1 + e) * np.sin(half), np.sqrt(1 - e) * np.cos(half))
    return np.asarray(angle + math.tau * turns)


def eccentricities(e: Any) -> Floats:
    """Return `e` as an array of numbers in [0, 1), or raise ValueError."""
    found = numbers(e, "e")
    wrong = found[(found < 0) | (found >= 1)]
    if wrong.size:
        raise ValueError(f"e must be at least 0 and below 1, got {wrong.flat[0]:g}")
    return found
