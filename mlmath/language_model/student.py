"""Student's t distribution, for intervals from few points."""

from functools import cache

import numpy as np

from mlmath.special import lower_beta
from mlmath.validation import number


def t_cdf(t: float, df: float) -> float:
    r"""Return the probability that Student's t with `df` degrees of freedom is at most t.

    .. math:: P(T > t) = \tfrac12 \, I_x(\tfrac{\nu}{2}, \tfrac12), \quad
              x = \frac{\nu}{\nu + t^2}, \quad t \ge 0

    with $\nu$ = `df` above 0 and $I$ the regularized incomplete beta function.
    """
    t, df = number(t, "t"), number(df, "df", above=0)
    # Of x and 1 - x the smaller is computed, so that it does not lose its digits.
    if t * t < df:
        tail = (1 - _share(0.5, df / 2, t * t / (df + t * t))) / 2
    else:
        tail = _share(df / 2, 0.5, df / (df + t * t)) / 2
    return 1 - tail if t > 0 else tail


def t_quantile(p: float, df: float) -> float:
    """Return the t that Student's distribution stays below with probability p, 0 < p < 1.

    For a two-sided interval of confidence c take p = (1 + c) / 2.  The root is found by halving an
    interval until float64 has no number between its ends.
    """
    return _t_quantile(number(p, "p", above=0, below=1), number(df, "df", above=0))


@cache
def _t_quantile(p: float, df: float) -> float:
    if p == 0.5:
        return 0.0
    if p < 0.5:
        return -_t_quantile(1 - p, df)
    low, high = 0.0, 1.0
    while t_cdf(high, df) < p:
        low, high = high, 2 * high
    while low < (middle := (low + high) / 2) < high:
        if t_cdf(middle, df) < p:
            low = middle
        else:
            high = middle
    return high


def _share(a: float, b: float, x: float) -> float:
    """Return I_x(a, b)."""
    return float(lower_beta(a, b, np.array([x]))[0])
