r"""Arithmetic in a short format: softmax step by step, long sums, and digits lost by subtracting.

Each operation is carried out in float64 and its result rounded to the format.  For formats up to
float32 that gives the very bits the format's own hardware would give for +, −, × and ÷, since
float64 has more than twice their digits (S. A. Figueroa, "When is double rounding innocuous?",
ACM SIGNUM Newsletter, 1995).
"""

import math
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np

from mlmath.foundations.precision import Format, format_named, round_to
from mlmath.validation import Floats, number, shaped


class SoftmaxSteps(NamedTuple):
    """All that a softmax computes on its way, every number rounded to its format.

    logits : the input, rounded; shape (n,).
    shift : what is taken off each: their maximum, or 0.
    shifted : logits - shift, shape (n,).
    exponentials : exp(shifted), shape (n,); inf where it overflows.
    total : their sum, added from left to right.
    probabilities : exponentials / total, shape (n,); NaN for inf / inf and for 0 / 0.
    """

    logits: Floats
    shift: float
    shifted: Floats
    exponentials: Floats
    total: float
    probabilities: Floats


def softmax_steps(z: Any, format: str | Format, shift: bool = True) -> SoftmaxSteps:
    r"""Compute a softmax in a format, and keep every step.

    .. math:: p_i = \frac{e^{z_i - m}}{\sum_j e^{z_j - m}}, \qquad m = \max_j z_j \text{ or } 0

    The shift m changes nothing in exact arithmetic.  With the maximum, the largest exponential is
    1: none overflows, and the total is at least 1.  Without, float16 overflows from
    z = 11.09 on ($\ln 65520$) and gives 0 for everything below -17.33 ($\ln 2^{-25}$).

    Parameters
    ----------
    z : logits, shape (n,).
    format : "float16", "bfloat16", "float32" or "float64".
    shift : take the maximum off first.

    Raises
    ------
    ValueError : z is no vector of numbers finite in the format, or there is no such format.

    Chapter: The toolbox.
    """
    format = format_named(format)
    z = shaped(z, ("n",), "z")
    logits = round_to(z, format)
    if not np.isfinite(logits).all():
        raise ValueError(f"z must fit into {format.name}, got {z[~np.isfinite(logits)][0]:g}")
    m = float(logits.max()) if shift else 0.0
    with np.errstate(over="ignore", invalid="ignore"):
        shifted = round_to(logits - m, format)
        exponentials = round_to(np.exp(shifted), format)
        total = naive_sum(exponentials, format)
        ratios = np.full_like(exponentials, np.nan)
        np.divide(exponentials, total, out=ratios, where=np.asarray(total != 0))
    return SoftmaxSteps(logits, m, shifted, exponentials, float(total), round_to(ratios, format))


def log_sum_exp(z: Any, format: str | Format = "float64", shift: bool = True) -> float:
    r"""Return $\ln \sum_i e^{z_i} = m + \ln \sum_i e^{z_i - m}$, computed in a format.

    Without the shift it is inf as soon as one exponential overflows, and -inf when all of them
    vanish.  Arguments and errors as in `softmax_steps`.
    """
    steps = softmax_steps(z, format, shift)
    if steps.total == 0:
        return -math.inf
    return float(round_to(steps.shift + round_to(math.log(steps.total), format), format))


def naive_sum(x: Any, format: str | Format) -> Floats:
    r"""Add numbers from left to right in a format.

    The error is at most about $n u \sum_i |x_i|$, with u the unit roundoff $2^{-t-1}$: each number
    passes through up to n roundings.

    Parameters
    ----------
    x : shape (n, ...): the sum is over the first axis.
    format : "float16", "bfloat16", "float32" or "float64".

    Returns
    -------
    Shape of one entry of x.
    """
    format = format_named(format)
    terms = np.asarray(round_to(x, format))
    total = np.zeros(_tail_shape(terms))
    with np.errstate(over="ignore", invalid="ignore"):
        for term in terms:
            total = round_to(total + term, format)
    return total[()]


def pairwise_sum(x: Any, format: str | Format) -> Floats:
    r"""Add numbers in pairs, then the sums in pairs, and so on, in a format.

    Each number passes through only $\lceil \log_2 n \rceil$ roundings, so the error is at most
    about $u \log_2 n \sum_i |x_i|$.  Arguments as in `naive_sum`.

    Source: N. J. Higham, "The accuracy of floating point summation", SIAM Journal on Scientific
    Computing 14 (1993), 783-799.  Chapter: The toolbox.
    """
    format = format_named(format)
    terms = np.asarray(round_to(x, format))
    shape = _tail_shape(terms)
    with np.errstate(over="ignore", invalid="ignore"):
        while len(terms) > 1:
            if len(terms) % 2:
                terms = np.concatenate([terms, np.zeros((1, *shape))])
            terms = round_to(terms[0::2] + terms[1::2], format)
    return terms[0] if len(terms) else np.zeros(shape)[()]


def kahan_sum(x: Any, format: str | Format) -> Floats:
    r"""Add numbers from left to right in a format, and carry along what each rounding dropped.

    .. math:: y = x_i - c, \quad t = s + y, \quad c = (t - s) - y, \quad s = t

    c is what t has gained over the exact s + y, and is taken off the next number.  The error is at
    most about $2u \sum_i |x_i|$, however many numbers there are (up to $n u$ about 1).
    Arguments as in `naive_sum`.

    Source: W. Kahan, "Further remarks on reducing truncation errors", Communications of the ACM 8
    (1965).  Chapter: The toolbox.
    """
    format = format_named(format)
    terms = np.asarray(round_to(x, format))
    total = np.zeros(_tail_shape(terms))
    excess = np.zeros_like(total)
    with np.errstate(over="ignore", invalid="ignore"):
        for term in terms:
            y = round_to(term - excess, format)
            new = round_to(total + y, format)
            excess = round_to(round_to(new - total, format) - y, format)
            total = new
    return total[()]


def one_pass_variance(x: Any, format: str | Format) -> float:
    r"""Return the variance by the short formula, in a format: $\overline{x^2} - \bar x^2$.

    Both terms are close to $\bar x^2$; when that dwarfs the variance, their leading digits cancel
    and what remains is rounding error, possibly negative.

    Parameters
    ----------
    x : shape (n,).
    format : "float16", "bfloat16", "float32" or "float64".
    """
    format = format_named(format)
    x = round_to(shaped(x, ("n",), "x"), format)
    mean = round_to(pairwise_sum(x, format) / len(x), format)
    with np.errstate(over="ignore", invalid="ignore"):
        squares = round_to(x * x, format)
        mean_square = round_to(pairwise_sum(squares, format) / len(x), format)
        return float(round_to(mean_square - round_to(mean * mean, format), format))


def two_pass_variance(x: Any, format: str | Format) -> float:
    r"""Return the variance by its definition, in a format: $\overline{(x - \bar x)^2}$.

    Arguments as in `one_pass_variance`.  It subtracts before it squares, and is never negative.
    """
    format = format_named(format)
    x = round_to(shaped(x, ("n",), "x"), format)
    mean = round_to(pairwise_sum(x, format) / len(x), format)
    with np.errstate(over="ignore", invalid="ignore"):
        apart = round_to(x - mean, format)
        squares = round_to(apart * apart, format)
        return float(round_to(pairwise_sum(squares, format) / len(x), format))


def quadratic_roots(a: float, b: float, c: float, stable: bool = True) -> tuple[float, float]:
    r"""Return both real roots of $a x^2 + b x + c$ in float64, the lesser first.

    The school formula $(-b \pm \sqrt{b^2 - 4ac}) / 2a$ subtracts two nearly equal numbers for one
    of the roots when $b^2 \gg 4ac$.  The stable way takes the sign that adds,

    .. math:: q = -\tfrac12 \left(b + \operatorname{sign}(b) \sqrt{b^2 - 4ac}\right), \qquad
              x_1 = \frac{q}{a}, \quad x_2 = \frac{c}{q}

    A second subtraction is in $b^2 - 4ac$ itself, which cancels when the roots nearly coincide.
    No other formula avoids it, but exact products do: the stable way makes them from whole
    numbers, and rounds the difference once.  Both roots are then right to 4 units in the last
    place, and a double root is found double.

    Parameters
    ----------
    a, b, c : coefficients of any size; a is not 0.
    stable : or the school formula, all in float64.  (A square that rounding has made negative
        counts there as 0.)

    Raises
    ------
    ValueError : a is 0, there is no real root (decided exactly), or float64 cannot hold one.
    """
    a, b, c = number(a, "a"), number(b, "b"), number(c, "c")
    if a == 0:
        raise ValueError("a must not be 0")
    if Fraction(b) ** 2 < 4 * Fraction(a) * Fraction(c):
        raise ValueError(f"a, b, c must give b² - 4ac of at least 0, got {a:g}, {b:g}, {c:g}")
    try:
        first, second = _roots(a, b, c, stable)
    except OverflowError:
        raise ValueError(f"a must not be so small: a root overflows, got {a:g}") from None
    return min(first, second), max(first, second)


def _roots(a: float, b: float, c: float, stable: bool) -> tuple[float, float]:
    """Return both roots; OverflowError where one overflows."""
    (A, e), (B, f), (C, g) = math.frexp(a), math.frexp(b), math.frexp(c)  # a = A 2^e, ...
    if c == 0:
        return 0.0, math.ldexp(-B / A, f - e) + 0.0
    # With x = 2^k y, for which the outer coefficients are of a size, and all of them divided by
    # 2^top, no square overflows and none that matters underflows.  Powers of two round nothing.
    k = (g - e) // 2
    top = max(g, f + k) if b else g
    B = math.ldexp(B, f + k - top)
    shift = e + 2 * k - top + g - top
    if stable:
        square = float(Fraction(B) ** 2 - 4 * Fraction(A) * Fraction(C) * Fraction(2) ** shift)
    else:
        square = B * B - 4 * math.ldexp(A * C, shift)
    root = math.sqrt(max(square, 0.0))
    up = top - e - k  # 2^up undoes all the scaling of a quotient by A
    if not stable:
        return math.ldexp((-B - root) / (2 * A), up), math.ldexp((-B + root) / (2 * A), up)
    q = -(B + math.copysign(root, B)) / 2
    first = math.ldexp(q / A, up)
    return first, first if root == 0 else math.ldexp(C / q, g - top + k)


def _tail_shape(terms: Floats) -> tuple[int, ...]:
    if terms.ndim == 0:
        raise ValueError("x must have shape (n, ...), got ()")
    return terms.shape[1:]
