r"""The error function and its complement, which GELU and the normal distribution are made of.

.. math:: \operatorname{erf}(x) = \frac{2}{\sqrt\pi} \int_0^x e^{-t^2} \, dt,
          \qquad \operatorname{erfc}(x) = 1 - \operatorname{erf}(x)

No formula in elementary functions exists, so quotients of two polynomials stand in, each the best
on its stretch of the line.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlmath.validation import Floats

# Coefficients of W. J. Cody, "Rational Chebyshev approximations for the error function",
# Mathematics of Computation 23 (1969), 631-637, as in his own program of 1990 (SPECFUN, CALERF).
# Highest power first; each pair is (numerator, denominator).
_SMALL = (  # erf(x) / x in powers of x², |x| <= 0.46875
    (
        1.85777706184603153e-1, 3.16112374387056560e0, 1.13864154151050156e2,
        3.77485237685302021e2, 3.20937758913846947e3,
    ),
    (1.0, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3,
     2.84423683343917062e3),
)  # fmt: skip
_MIDDLE = (  # exp(x²) erfc(x) in powers of x, 0.46875 <= x <= 4
    (
        2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594e0,
        6.61191906371416295e1, 2.98635138197400131e2, 8.81952221241769090e2,
        1.71204761263407058e3, 2.05107837782607147e3, 1.23033935479799725e3,
    ),
    (
        1.0, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2,
        1.62138957456669019e3, 3.29079923573345963e3, 4.36261909014324716e3,
        3.43936767414372164e3, 1.23033935480374942e3,
    ),
)  # fmt: skip
_LARGE = (  # x² (1/√π - x exp(x²) erfc(x)) in powers of 1/x², x >= 4
    (
        1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1,
        1.25781726111229246e-1, 1.60837851487422766e-2, 6.58749161529837803e-4,
    ),
    (
        1.0, 2.56852019228982242e0, 1.87295284992346047e0, 5.27905102951428412e-1,
        6.05183413124413191e-2, 2.33520497626869185e-3,
    ),
)  # fmt: skip
_ONE_OVER_ROOT_PI = 5.6418958354775628695e-1

# For float32 one quotient does for the whole line: erf(x) / x in powers of x² on [0, 3.92²],
# beyond which erf(x) rounds to 1.  Our own fit: linearized least squares over 801 Chebyshev
# points, reweighted (Lawson's method) until the relative error levels out, near 2e-8.
_SINGLE = (
    (
        2.0500744698596877e-06, 2.8488330468669927e-04, 3.765659881205847e-03,
        5.27488568579516e-02, 1.904075191306294e-01, 1.128379146143114e00,
    ),
    (
        3.8091611656493174e-05, 1.1625451381632695e-03, 1.496930382400504e-02,
        1.1410954151447937e-01, 5.020770111232615e-01, 1.0,
    ),
)  # fmt: skip
_SINGLE_END = np.float32(3.92)
_BLOCK = 16384  # numbers worked on at once, so that they stay in the nearest cache


def erf(x: Any) -> NDArray[Any]:
    r"""Return the error function of each entry, $\frac{2}{\sqrt\pi}\int_0^x e^{-t^2}dt$.

    Parameters
    ----------
    x : numbers of any shape; ±inf gives ±1, and NaN gives NaN.

    Returns
    -------
    Array of the shape of x: float32, good to 4e-7, if x is float32; else float64, good to 1e-15
    (relative errors).

    Raises
    ------
    ValueError : x does not hold real numbers.

    Source: W. J. Cody, "Rational Chebyshev approximations for the error function", Mathematics
    of Computation 23 (1969), 631-637.  Chapter: The toolbox.
    """
    array = _real(x)
    return _in_blocks(_erf_single if array.dtype == np.float32 else _erf_double, array)


def erfc(x: Any) -> NDArray[Any]:
    r"""Return the complement of the error function, $\frac{2}{\sqrt\pi}\int_x^\infty e^{-t^2}dt$.

    It keeps its relative accuracy where 1 - erf(x) has lost it: erfc(10) is 2.09e-45.

    Parameters
    ----------
    x : numbers of any shape; -inf gives 2, inf gives 0, and NaN gives NaN.

    Returns
    -------
    Array of the shape of x: float32 if x is float32, else float64, good to 1e-15 (relative) as
    long as the answer is a normal number, that is up to x = 26.5.

    Raises
    ------
    ValueError : x does not hold real numbers.

    Source: as for `erf`.
    """
    return _in_blocks(_erfc_double, _real(x))


def _real(x: Any) -> NDArray[Any]:
    """Return x as an array of float32, if that is what it is, else of float64."""
    array = np.asarray(x)
    if array.dtype.kind not in "fiub":
        raise ValueError(f"x must hold real numbers, got dtype {array.dtype}")
    return array if array.dtype == np.float32 else array.astype(np.float64)


def _in_blocks(function: Callable[[NDArray[Any]], NDArray[Any]], x: NDArray[Any]) -> NDArray[Any]:
    """Apply a function of a vector to x of any shape, block by block, in the precision of x."""
    flat = x.ravel()
    result = np.empty_like(flat)
    for start in range(0, flat.size, _BLOCK):
        part = slice(start, start + _BLOCK)
        result[part] = function(flat[part])
    return result.reshape(x.shape)[()]


def _erf_single(x: NDArray[Any]) -> NDArray[Any]:
    """Return erf(x), shape (n,), in float32."""
    x = np.clip(x, -_SINGLE_END, _SINGLE_END)
    x *= _quotient(_SINGLE, x * x)
    return np.clip(x, np.float32(-1), np.float32(1), out=x)


def _erf_double(x: Floats) -> Floats:
    """Return erf(x), shape (n,)."""
    size = np.abs(x)
    result = np.empty_like(x)
    (small,) = np.nonzero(size <= 0.46875)
    (beyond,) = np.nonzero(~(size <= 0.46875))  # where NaN goes too
    near, far = x[small], size[beyond]
    result[small] = near * _quotient(_SMALL, near * near)
    far = np.minimum(far, 6.0)  # erf(6) rounds to 1
    # Here erfc is at most 0.51 and falls faster than exp(-x²) magnifies the rounding of x².
    result[beyond] = np.copysign(1.0 - _scaled(far) * np.exp(-far * far), x[beyond])
    return result


def _erfc_double(x: Floats) -> Floats:
    """Return erfc(x), shape (n,), computed in float64."""
    x = np.asarray(x, dtype=np.float64)
    size = np.abs(x)
    result = np.empty_like(x)
    (small,) = np.nonzero(size <= 0.46875)
    (beyond,) = np.nonzero(~(size <= 0.46875))
    near, far = x[small], size[beyond]
    result[small] = 1.0 - near * _quotient(_SMALL, near * near)
    far = np.minimum(far, 30.0)  # erfc(30) is far below the smallest float64
    # exp(-x²) magnifies the rounding of x² by x², so x is split: the square of a number with
    # four fractional bits is exact, and what remains is small.
    coarse = np.floor(far * 16.0) / 16.0
    tail = _scaled(far) * np.exp(-coarse * coarse) * np.exp((coarse - far) * (coarse + far))
    result[beyond] = np.where(x[beyond] < 0, 2.0 - tail, tail)
    return result


def _scaled(x: Floats) -> Floats:
    """Return exp(x²) erfc(x) for x > 0.46875 (NaN for NaN), shape (n,)."""
    result = _quotient(_MIDDLE, x)
    (far,) = np.nonzero(x > 4.0)
    if far.size:
        tail = x[far]
        square = 1.0 / (tail * tail)
        result[far] = (_ONE_OVER_ROOT_PI - square * _quotient(_LARGE, square)) / tail
    return result


def _quotient(pair: tuple[tuple[float, ...], tuple[float, ...]], u: Floats) -> Floats:
    """Return P(u) / Q(u) by Horner's rule."""
    above, below = (_horner(coefficients, u) for coefficients in pair)
    above /= below
    return above


def _horner(coefficients: tuple[float, ...], u: NDArray[Any]) -> NDArray[Any]:
    """Return the polynomial at u, in the precision of u."""
    total = coefficients[0] * u
    for c in coefficients[1:-1]:
        total += c
        total *= u
    total += coefficients[-1]
    return total
