r"""Derivatives: what a few of them say of a function, and how to measure them by small steps.

A difference quotient errs twice.  A long step h sees the function bend (truncation); a short one
divides the rounding of f by a tiny h.  The best step lies where the two errors are of a size:
about $\sqrt\varepsilon$ for the forward difference and $\sqrt[3]\varepsilon$ for the central one.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from mlmath.validation import Floats, choice, count, number, numbers, shaped

SCHEMES = ("forward", "central")
_EPSILON = float(np.finfo(np.float64).eps)  # 2⁻⁵², the gap between 1 and the next float64


def taylor_polynomial(derivatives: Any, x: Any, center: float = 0.0) -> Floats:
    r"""Return the Taylor polynomial that has the given derivatives at the center.

    .. math:: T_n(x) = \sum_{k=0}^{n} \frac{f^{(k)}(a)}{k!} (x - a)^k

    Parameters
    ----------
    derivatives : $f(a), f'(a), \dots, f^{(n)}(a)$, shape (n + 1,).
    x : where to evaluate it, any shape.
    center : a.

    Returns
    -------
    Values of the shape of x, by Horner's rule.

    Raises
    ------
    ValueError : derivatives is empty or no vector; a number is not finite.

    Chapter: The toolbox.
    """
    derivatives = shaped(derivatives, ("n + 1",), "derivatives")
    step = numbers(x, "x") - number(center, "center")
    total = np.zeros_like(step)
    for k in range(len(derivatives) - 1, -1, -1):
        # Dividing by k + 1 on the way inward leaves 1/k! in front of the k-th power.
        total = derivatives[k] + total * step / (k + 1)
    return total


def lagrange_bound(derivative_bound: float, degree: int, x: Any, center: float = 0.0) -> Floats:
    r"""Return Lagrange's bound on how far a Taylor polynomial can be from its function.

    .. math:: |f(x) - T_n(x)| \le \frac{M \, |x - a|^{n+1}}{(n+1)!},
              \qquad M \ge |f^{(n+1)}(\xi)| \text{ for every } \xi \text{ between } a \text{ and } x

    Parameters
    ----------
    derivative_bound : M, at least 0.
    degree : n, at least 0.
    x : where, any shape.
    center : a.
    """
    M = number(derivative_bound, "derivative_bound", low=0)
    n = count(degree, "degree", low=0)
    step = np.abs(numbers(x, "x") - number(center, "center"))
    bound = np.full_like(step, M)
    for k in range(1, n + 2):  # factor by factor, so that neither power nor factorial overflows
        bound = bound * (step / k)
    return bound


def forward_difference(f: Callable[[Any], Any], x: float, h: Any) -> Floats:
    r"""Return the slope over a step ahead, $\frac{f(x + h) - f(x)}{h}$, for each step h.

    Parameters
    ----------
    f : function of a number that also takes arrays.
    x : where.
    h : the step or steps, any shape, none zero.  The quotient divides by the step that float64
        really takes, the rounded $x + h$ less $x$: where that is 0, the answer is NaN.

    Raises
    ------
    ValueError : x or h is not finite, or a step is 0.
    """
    x, h = number(x, "x"), _steps(h)
    ahead = x + h
    return _quotient(_values(f, ahead) - _values(f, np.float64(x)), ahead - x)


def central_difference(f: Callable[[Any], Any], x: float, h: Any) -> Floats:
    r"""Return the slope between two steps, $\frac{f(x + h) - f(x - h)}{2h}$, for each step h.

    Arguments and errors as in `forward_difference`.
    """
    x, h = number(x, "x"), _steps(h)
    ahead, behind = x + h, x - h
    return _quotient(_values(f, ahead) - _values(f, behind), ahead - behind)


def complex_step(f: Callable[[Any], Any], x: Any, h: float = 1e-100) -> Floats:
    r"""Return the derivative of an analytic function to full precision, $\Im f(x + ih) / h$.

    Nothing is subtracted, so nothing cancels, and h may be so small that truncation vanishes.

    Parameters
    ----------
    f : function that takes complex arrays, and is real and analytic around x.
    x : where, any shape.
    h : the step, above 0.

    Source: W. Squire & G. Trapp, "Using complex variables to estimate derivatives of real
    functions", SIAM Review 40 (1998), 110-112.  Chapter: The toolbox.
    """
    slope: Floats = np.imag(f(numbers(x, "x") + 1j * number(h, "h", above=0))) / h
    return slope


def predicted_error(
    h: Any, scheme: str, value: float, bend: float, epsilon: float = _EPSILON
) -> Floats:
    r"""Return the error to expect of a difference quotient: truncation plus rounding.

    .. math:: \text{forward: } \frac{h}{2} |f''(x)| + \frac{\varepsilon |f(x)|}{h}, \qquad
              \text{central: } \frac{h^2}{6} |f'''(x)| + \frac{\varepsilon |f(x)|}{2h}

    The rounding terms hold for values of f that are each within half a unit in the last place,
    $\varepsilon |f| / 2$; errors then stay below the sum, to leading order in h.

    Parameters
    ----------
    h : the step or steps, any shape, none zero.
    scheme : "forward" or "central".
    value : f(x).
    bend : f''(x) for the forward scheme, f'''(x) for the central one.
    epsilon : ε, the gap between 1 and the next number of the format; float64's is $2^{-52}$.

    Chapter: The toolbox.
    """
    h = np.abs(_steps(h))
    truncation, rounding = _terms(scheme, value, bend, epsilon)
    power = 1 if scheme == "forward" else 2
    error: Floats = truncation * h**power + rounding / h
    return error


def best_step(scheme: str, value: float, bend: float, epsilon: float = _EPSILON) -> float:
    r"""Return the step at which `predicted_error` is least.

    .. math:: h_{\text{forward}} = \sqrt{\frac{2 \varepsilon |f|}{|f''|}}, \qquad
              h_{\text{central}} = \sqrt[3]{\frac{3 \varepsilon |f|}{2 |f'''|}}

    Arguments as in `predicted_error`.  Raises ValueError when value or bend is 0, since then one
    of the two errors is missing and there is no best step.
    """
    truncation, rounding = _terms(scheme, value, bend, epsilon)
    if rounding == 0:
        raise ValueError("value must not be 0: without rounding, the shorter step is the better")
    if truncation == 0:
        raise ValueError("bend must not be 0: without truncation, the longer step is the better")
    if scheme == "forward":
        return math.sqrt(rounding / truncation)
    return math.cbrt(rounding / (2 * truncation))


def _terms(scheme: str, value: float, bend: float, epsilon: float) -> tuple[float, float]:
    """Return what stands before the power of h in the truncation, and before 1/h in the rest."""
    choice(scheme, "scheme", SCHEMES)
    value, bend = abs(number(value, "value")), abs(number(bend, "bend"))
    epsilon = number(epsilon, "epsilon", above=0)
    if scheme == "forward":
        return bend / 2, epsilon * value
    return bend / 6, epsilon * value / 2


def _steps(h: Any) -> Floats:
    steps: Floats = numbers(h, "h")
    if (steps == 0).any():
        raise ValueError("h must not be 0")
    return steps


def _values(f: Callable[[Any], Any], x: Floats | np.float64) -> Floats:
    """Return f(x) as float64, of the shape of x or of one number."""
    values = numbers(f(x), "f(x)")
    if values.shape not in ((), np.shape(x)):
        raise ValueError(
            f"f must return the shape of its argument {np.shape(x)}, not {values.shape}"
        )
    return values


def _quotient(rise: Floats, run: Floats) -> Floats:
    slope: Floats = np.full(np.shape(run), np.nan)
    np.divide(rise, run, out=slope, where=run != 0)
    return slope[()]
