r"""Gradients, Jacobians and Hessians of functions of several variables, by central differences.

They check what a formula or reverse-mode differentiation says; each costs 2d or more calls of f.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from mlmath.validation import Floats, number, numbers, shaped

_EPSILON = float(np.finfo(np.float64).eps)


def gradient(f: Callable[[Floats], Any], x: Any, h: float | None = None) -> Floats:
    r"""Return the gradient of f at x by central differences.

    .. math:: \frac{\partial f}{\partial x_i} \approx
              \frac{f(x + h_i e_i) - f(x - h_i e_i)}{2 h_i}

    Parameters
    ----------
    f : function from vectors (d,) to numbers.
    x : where, shape (d,).
    h : the step for each coordinate, above 0; by default $\sqrt[3]\varepsilon \max(1, |x_i|)$.

    Returns
    -------
    Shape (d,).

    Raises
    ------
    ValueError : x is no vector of finite numbers, h is not above 0 or too small to change each
        coordinate in float64, or f returns no number.
    """
    return _sides(f, x, h, shape=())


def jacobian(f: Callable[[Floats], Any], x: Any, h: float | None = None) -> Floats:
    r"""Return the Jacobian of f at x, $J_{ij} = \partial f_i / \partial x_j$, shape (m, d).

    f takes vectors (d,) to vectors (m,); otherwise as `gradient`.
    """
    return np.ascontiguousarray(_sides(f, x, h, shape=("m",)).T)


def hessian(f: Callable[[Floats], Any], x: Any, h: float | None = None) -> Floats:
    r"""Return the Hessian of f at x, $H_{ij} = \partial^2 f / \partial x_i \partial x_j$.

    .. math:: H_{ij} \approx \frac{f(x + h_i e_i + h_j e_j) - f(x + h_i e_i - h_j e_j)
              - f(x - h_i e_i + h_j e_j) + f(x - h_i e_i - h_j e_j)}{4 h_i h_j}

    Parameters
    ----------
    f : function from vectors (d,) to numbers.
    x : where, shape (d,).
    h : the step for each coordinate, above 0; by default $\sqrt[4]\varepsilon \max(1, |x_i|)$,
        since rounding is now divided by a square.

    Returns
    -------
    Shape (d, d), symmetric.
    """
    x = shaped(x, ("d",), "x")
    steps = np.diag(_lengths(x, h, _EPSILON**0.25))  # (d, d): one step a row
    if h is not None and h * h < np.finfo(np.float64).tiny:
        raise ValueError(f"h must have a square that float64 can hold, got {h:g}")
    H = np.empty((len(x), len(x)))
    for i, to in enumerate(steps):
        for j, aside in enumerate(steps[: i + 1]):
            ahead = _value(f, x + to + aside, ()) - _value(f, x + to - aside, ())
            behind = _value(f, x - to + aside, ()) - _value(f, x - to - aside, ())
            H[i, j] = H[j, i] = (ahead - behind) / (4 * steps[i, i] * steps[j, j])
    return H


def _sides(f: Callable[[Floats], Any], x: Any, h: float | None, shape: tuple[str, ...]) -> Floats:
    """Return the slope along each coordinate, shape (d, *shape of f)."""
    x = shaped(x, ("d",), "x")
    slopes = []
    for i, step in enumerate(_lengths(x, h, math.cbrt(_EPSILON))):
        ahead, behind = x.copy(), x.copy()
        ahead[i] += step
        behind[i] -= step
        rise = _value(f, ahead, shape) - _value(f, behind, shape)
        slopes.append(rise / (ahead[i] - behind[i]))
    return np.array(slopes)


def _lengths(x: Floats, h: float | None, share: float) -> Floats:
    if h is not None:
        h = number(h, "h", above=0)
        stuck = x[(x + h == x) | (x - h == x)]
        if stuck.size:
            raise ValueError(f"h must be large enough to change x, got {h:g} beside {stuck[0]:g}")
        return np.full(len(x), h)
    return share * np.maximum(1.0, np.abs(x))


def _value(f: Callable[[Floats], Any], x: Floats, shape: tuple[str, ...]) -> Floats:
    # A copy, since f may fill the same array each time.
    return shaped(numbers(f(x), "f(x)"), shape, "f(x)").copy()
