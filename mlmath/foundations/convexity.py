r"""Convexity: whether a function lies below its chords, and how strongly it is curved.

A differentiable f is convex when, for all x and z, each of these holds (any one gives the others):

.. math:: f(tx + (1-t)z) \le t f(x) + (1-t) f(z), \qquad
          f(z) \ge f(x) + \nabla f(x) \cdot (z - x), \qquad \nabla^2 f(x) \succeq 0

A test at points can refute convexity, by showing where it fails; it can never prove it.
"""

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from mlmath.scale import lengths
from mlmath.validation import Floats, count, generator, number, numbers, points, shaped

Function = Callable[[Floats], Any]  # from samples (n, d) to values (n,)


class Chord(NamedTuple):
    """A chord from x to z, and how high f stands above it at t x + (1 - t) z.

    x, z : both ends, shape (d,).
    t : the share of x, between 0 and 1.
    violation : f(t x + (1 - t) z) - t f(x) - (1 - t) f(z), positive.
    """

    x: Floats
    z: Floats
    t: float
    violation: float


def chord_gaps(f: Function, X: Any, Z: Any, t: Any) -> Floats:
    r"""Return how high f stands above its chords: $f(t x + (1-t) z) - t f(x) - (1-t) f(z)$.

    Parameters
    ----------
    f : function from points (n, d) to values (n,).
    X, Z : both ends of each chord, shape (n, d).
    t : the share of x at which to look, between 0 and 1, shape (n,).

    Returns
    -------
    Shape (n,): nowhere positive (beyond rounding) for a convex f.

    Raises
    ------
    ValueError : shapes that do not fit, t out of range, or values of f that are not finite.
    """
    X = points(X)
    Z = shaped(Z, X.shape, "Z")
    t = shaped(t, (len(X),), "t")
    if ((t < 0) | (t > 1)).any():
        raise ValueError(f"t must lie between 0 and 1, got {t[(t < 0) | (t > 1)][0]:g}")
    middle = t[:, None] * X + (1 - t)[:, None] * Z
    gaps: Floats = _values(f, middle) - t * _values(f, X) - (1 - t) * _values(f, Z)
    return gaps


def find_violation(
    f: Function,
    low: Any,
    high: Any,
    trials: int = 10_000,
    tolerance: float = 1e-9,
    seed: int | np.random.Generator = 0,
) -> Chord | None:
    """Look for a chord below which f does not lie, among random ones in a box.

    Parameters
    ----------
    f : function from points (n, d) to values (n,).
    low, high : corners of the box, shape (d,), or numbers for d = 1.
    trials : how many chords to try, with uniform ends and a uniform place on each.
    tolerance : how exact f is, relative to its values: a gap counts as a violation when it is
        above this times the larger |f| of both ends, and above all that rounding can do to the
        ends, the place between them and the gap in float64.  An f that subtracts large numbers
        inside is less exact than its values show, and needs more.
    seed : equal seeds try equal chords.

    Returns
    -------
    The worst `Chord` found, a proof that f is not convex if f is as exact as `tolerance` says; or
    None, which proves nothing.

    Raises
    ------
    ValueError : the corners have different shapes or are no corners, or f fails as in
        `chord_gaps`.
    """
    low = np.atleast_1d(numbers(low, "low"))
    low = shaped(low, ("d",), "low")
    high = shaped(np.atleast_1d(numbers(high, "high")), low.shape, "high")
    if not (low < high).all():
        raise ValueError("low must be below high in every coordinate")
    rng = generator(seed)
    trials = count(trials, "trials")
    shape = (trials, len(low))
    X, Z = (low + (high - low) * rng.random(shape) for _ in range(2))
    t = rng.random(trials)
    gaps = chord_gaps(f, X, Z, t)
    at_X, at_Z = _values(f, X), _values(f, Z)
    size = np.maximum(np.abs(at_X), np.abs(at_Z))
    epsilon = float(np.finfo(np.float64).eps)
    # The place is rounded in each coordinate: f there is off by as much times its steepness.
    lengths = np.abs(X - Z).max(axis=1)
    steepness = np.divide(np.abs(at_X - at_Z), lengths, out=np.zeros(trials), where=lengths > 0)
    place = epsilon * float(np.maximum(np.abs(low), np.abs(high)).max())
    allowed = max(number(tolerance, "tolerance", low=0), 8 * epsilon) * size
    beyond = gaps - allowed - 4 * place * float(steepness.max())
    worst = int(beyond.argmax())
    if beyond[worst] <= 0:
        return None
    return Chord(X[worst], Z[worst], float(t[worst]), float(gaps[worst]))


def least_curvatures(hessian: Callable[[Floats], Any], X: Any) -> Floats:
    r"""Return the smallest eigenvalue of the Hessian at each point.

    Parameters
    ----------
    hessian : function from a point (d,) to the Hessian there (d, d), symmetric.
    X : points, shape (n, d).

    Returns
    -------
    Shape (n,).  f is convex where it is nowhere negative, and μ-strongly convex where it is
    nowhere below μ.
    """
    X = points(X)
    d = X.shape[1]
    return np.array([_eigenvalues(shaped(hessian(x), (d, d), "hessian(x)"))[0] for x in X])


class Curvature(NamedTuple):
    r"""How weakly and how strongly a function is curved, and the ratio of both.

    mu : strong convexity, $f(z) \ge f(x) + \nabla f(x) \cdot (z-x) + \frac\mu2 \|z-x\|^2$.
    L : smoothness, $\|\nabla f(x) - \nabla f(z)\| \le L \|x - z\|$.
    kappa : L / mu, the condition number; inf when mu is 0, NaN when both are 0 or mu < 0.
    """

    mu: float
    L: float
    kappa: float


def quadratic_curvature(A: Any) -> Curvature:
    r"""Return μ, L and κ of the quadratic $f(x) = \tfrac12 x^\top A x - b \cdot x + c$.

    They are the least eigenvalue of A, the largest in absolute value, and their ratio.

    Parameters
    ----------
    A : symmetric, shape (d, d).

    Raises
    ------
    ValueError : A is not square, not symmetric, or not finite.

    Source: Y. Nesterov, "Introductory Lectures on Convex Optimization" (2004), section 2.1.
    Chapter: The toolbox.
    """
    values = _eigenvalues(shaped(A, ("d", "d"), "A"), "A")
    L = float(np.abs(values).max())
    values[np.abs(values) <= len(values) * np.finfo(np.float64).eps * L] = 0.0  # rounding
    return _curvature(float(values[0]), L)


def observed_curvature(gradient: Callable[[Floats], Any], X: Any, Z: Any) -> Curvature:
    r"""Return the curvature seen between pairs of points.

    .. math:: \mu \le \min \frac{(g(x) - g(z)) \cdot (x - z)}{\|x - z\|^2}, \qquad
              L \ge \max \frac{\|g(x) - g(z)\|}{\|x - z\|}

    Parameters
    ----------
    gradient : g, from points (n, d) to gradients (n, d).
    X, Z : points, shape (n, d), no x equal to its z.

    Returns
    -------
    The minimum and the maximum above: an upper bound on the function's μ (it is convex only if
    that is nowhere negative) and a lower bound on its L.
    """
    X = points(X)
    Z = shaped(Z, X.shape, "Z")
    apart = X - Z
    far = lengths(apart)
    if not far.all():
        raise ValueError("Z must differ from X in every row")
    rise = shaped(gradient(X), X.shape, "gradient(X)") - shaped(gradient(Z), X.shape, "gradient(Z)")
    # Of unit vectors and slopes, neither of which over- or underflows where distances do.
    along = np.einsum("ij,ij->i", rise / far[:, None], apart / far[:, None])
    steep = lengths(rise) / far
    return _curvature(float(along.min()), float(steep.max()))


def project_simplex(x: Any, total: float = 1.0) -> Floats:
    r"""Return the point nearest to x on the simplex $\{p : p_i \ge 0, \sum_i p_i = s\}$.

    It is $p_i = \max(x_i - \theta, 0)$, with the θ that makes the sum right.

    Parameters
    ----------
    x : vector (d,).
    total : s, above 0.

    Source: J. Duchi, S. Shalev-Shwartz, Y. Singer & T. Chandra, "Efficient projections onto the
    l1-ball for learning in high dimensions", ICML 2008, figure 1.  Chapter: The toolbox.
    """
    x = shaped(x, ("d",), "x")
    total = number(total, "total", above=0)
    x = x - x.max()  # a shift of all entries only shifts θ
    falling = np.sort(x)[::-1]
    excess = (np.cumsum(falling) - total) / np.arange(1, len(x) + 1)  # θ if k entries stay
    theta = excess[np.flatnonzero(falling > excess)[-1]]
    nearest: Floats = np.maximum(x - theta, 0.0)
    return nearest


def project_ball(x: Any, radius: float = 1.0) -> Floats:
    r"""Return the point nearest to x (d,) in the ball $\|p\| \le r$, with r above 0."""
    x = shaped(x, ("d",), "x")
    radius = number(radius, "radius", above=0)
    largest = float(np.abs(x).max())
    if largest == 0:
        return np.zeros_like(x)
    unit = x / largest  # so that nothing overflows, the length of x included
    length = math.sqrt(float(unit @ unit))  # of unit: at least 1
    nearest: Floats = x.copy() if largest <= radius / length else unit * (radius / length)
    return nearest


def _values(f: Function, X: Floats) -> Floats:
    return shaped(f(X), (len(X),), "f(X)")


def _eigenvalues(A: Floats, name: str = "hessian(x)") -> Floats:
    if np.abs(A - A.T).max() > 1e-8 * np.abs(A).max():
        raise ValueError(f"{name} must be symmetric")
    return np.linalg.eigvalsh(A).astype(np.float64)


def _curvature(mu: float, L: float) -> Curvature:
    if mu > 0:
        return Curvature(mu, L, L / mu)
    return Curvature(mu, L, math.inf if mu == 0 and L > 0 else math.nan)
