"""Student's t distribution, for intervals from few points."""

import math
from functools import cache

import numpy as np

from mlmath.special import erf, erfc, log_beta, lower_beta
from mlmath.validation import number

_MANY = 1000  # from so many degrees of freedom on a normal variable stands in


def t_cdf(t: float, df: float) -> float:
    r"""Return the probability that Student's t with `df` degrees of freedom is at most t.

    .. math:: P(T > t) = \tfrac12 \, I_x(\tfrac{\nu}{2}, \tfrac12), \quad
              x = \frac{\nu}{\nu + t^2}, \quad t \ge 0

    with $\nu$ = `df` above 0 and $I$ the regularized incomplete beta function.
    """
    t, df = number(t, "t"), number(df, "df", above=0)
    _, tail = _halves(abs(t), df)
    return 1 - tail if t > 0 else tail


def t_quantile(p: float, df: float) -> float:
    """Return the t that Student's distribution stays below with probability p, 0 < p < 1.

    For a two-sided interval of confidence c take p = (1 + c) / 2.  The root is found by halving an
    interval until float64 has no number between its ends.  Where float64 cannot hold the root, as
    with few degrees of freedom far out, ValueError says so.
    """
    return _t_quantile(number(p, "p", above=0, below=1), number(df, "df", above=0))


@cache
def _t_quantile(p: float, df: float) -> float:
    # Both differences are exact.  The smaller of the two is solved for: it has the more digits.
    center, tail = abs(p - 0.5), min(p, 1 - p)

    def reached(t: float) -> bool:
        inside, outside = _halves(t, df)
        return inside >= center if center < tail else outside <= tail

    if center == 0:
        return 0.0
    low, high = 0.0, 1.0
    while not reached(high):
        low, high = high, 2 * high
        if math.isinf(high):
            raise ValueError(f"the quantile must fit into float64, got p = {p:g} and df = {df:g}")
    while low < (middle := low + (high - low) / 2) < high:
        if reached(middle):
            high = middle
        else:
            low = middle
    return high if p > 0.5 else -high


def _halves(t: float, df: float) -> tuple[float, float]:
    """Return P(0 < T < t) and P(T > t) for t at least 0; the smaller keeps all its digits."""
    if df > _MANY:
        z = _normal(t, df) / math.sqrt(2)
        return float(erf(z)) / 2, float(erfc(z)) / 2
    s = t / math.sqrt(df)
    if t < 1:
        inside = _share(0.5, df / 2, s * s / (1 + s * s), 1 / (1 + s * s)) / 2
        return inside, 0.5 - inside
    if s < 1e9:
        outside = _share(df / 2, 0.5, 1 / (1 + s * s), s * s / (1 + s * s)) / 2
    else:  # the first term of the series, x^(ν/2), is all of it, though x itself may be too small
        log_s = math.log(t) - math.log(df) / 2
        outside = math.exp(-df * log_s - log_beta(df / 2, 0.5)) / df
    return 0.5 - outside, outside


def _normal(t: float, df: float) -> float:
    """Return the z that a normal variable exceeds as often as Student's exceeds t.

    Source: G. W. Hill, "Algorithm 395: Student's t-distribution", Communications of the ACM 13
    (1970), 617-619: an expansion in 1 / df, without the differences of large logarithms.
    """
    df = min(df, 1e20)  # beyond, no digit changes
    a = df - 0.5
    b = 48 * a * a
    s = t / math.sqrt(df)
    y = a * (math.log1p(s * s) if s < 1e9 else 2 * math.log(s))
    change = (((-0.4 * y - 3.3) * y - 24) * y - 85.5) / (0.8 * y * y + 100 + b)
    return ((change + y + 3) / b + 1) * math.sqrt(y)


def _share(a: float, b: float, x: float, complement: float) -> float:
    """Return I_x(a, b), the complement being 1 - x."""
    return float(lower_beta(a, b, np.array([x]), np.array([complement]))[0])
