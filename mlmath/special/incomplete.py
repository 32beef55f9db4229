"""Two integrals that the exact laws need and NumPy lacks: incomplete gamma and beta functions.

Both are a density times a sum.  For large parameters the density is a difference of huge
logarithms, of which few digits would be left; C. Loader, "Fast and accurate computation of
binomial probabilities" (2000), has them cancel on paper first, by Stirling's formula.
"""

from math import inf, lgamma, log, log1p, pi, sqrt

import numpy as np

from mlmath.validation import Floats

_EPS = float(np.finfo(np.float64).eps)
_LARGE = 10.0  # parameters from which on logarithms of gamma functions are worth avoiding
_BERNOULLI = (1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730)  # B_2, B_4, ...


def log_beta(a: float, b: float) -> float:
    r"""Return $\ln B(a, b) = \ln \Gamma(a) + \ln \Gamma(b) - \ln \Gamma(a + b)$ for a, b > 0.

    The three may be large and nearly cancel, so the main terms of Stirling's formula for them are
    added up by hand, and only what these leave out is a difference of three numbers.
    """
    a, b = min(a, b), max(a, b)
    rest = _stirling_rest(a) + _stirling_rest(b) - _stirling_rest(a + b)
    return rest + (log(2 * pi / b) / 2 + (a - 0.5) * log(a / (a + b)) - b * log1p(a / b))


def log_half_step(x: float) -> float:
    r"""Return $\ln [\Gamma(x + \tfrac12) / (\sqrt{x} \, \Gamma(x))]$, exact also for large x > 0.

    There the difference of two large logarithms would keep few digits, so its expansion in 1/x is
    used, which follows from Stirling's: its terms are $(2^{-2m} - 1) B_{2m} / (m (2m-1) x^{2m-1})$
    with the Bernoulli numbers $B_{2m}$.
    """
    if x < 16:
        return lgamma(x + 0.5) - lgamma(x) - 0.5 * log(x)
    return sum(
        (0.25**m - 1) * b / (m * (2 * m - 1) * x ** (2 * m - 1))
        for m, b in enumerate(_BERNOULLI, start=1)
    )


def log1p_gap(u: Floats) -> Floats:
    r"""Return $u - \ln(1 + u)$ for u >= -1, about u²/2 for small u, without cancellation.

    With v = u / (2 + u) it is $u v - 2 (v^3/3 + v^5/5 + \dots)$, since $\ln(1+u) = 2 \tanh^{-1} v$.
    """
    small = np.abs(u) < 0.5  # so |v| is at most 1/3
    near = np.where(small, u, 0.0)
    v = near / (2 + near)
    series = np.zeros_like(v)
    for k in range(33, 1, -2):
        series = v * v * (series + 1 / k)
    far = np.where(small, 1.0, u)
    return np.where(small, v * (near - 2 * series), far - np.log1p(far))


def lower_gamma(a: float, x: Floats) -> Floats:
    r"""Return the regularized lower incomplete gamma function $P(a, x)$ for a > 0 and x >= 0.

    .. math:: P(a, x) = \frac{1}{\Gamma(a)} \int_0^x t^{a-1} e^{-t} \, dt
              = \frac{x^a e^{-x}}{\Gamma(a + 1)}
                \Big( 1 + \frac{x}{a+1} + \frac{x^2}{(a+1)(a+2)} + \dots \Big)

    Source: NIST Digital Library of Mathematical Functions, section 8.7.  It is the chance that a
    chi-square variable with 2a degrees of freedom stays below 2x.  Near x = a the series takes
    about $9 \sqrt a$ terms.
    """
    x = np.asarray(x, dtype=np.float64)
    # From here on what is missing to 1 is below 1e-25, and the series would be long.
    far = x > a + 12 * sqrt(a) + 60
    near = x[~far]
    total = np.ones_like(near)
    going = np.arange(near.size)
    part, term, subtotal = near, np.ones_like(near), np.ones_like(near)
    for n in range(1, int(500 + 40 * sqrt(a)), 8):
        for step in range(n, n + 8):  # a look at all of them takes as long as a step or two
            term = term * part / (a + step)
            subtotal = subtotal + term
        done = term <= _EPS * subtotal
        if done.any():
            total[going[done]] = subtotal[done]
            going = going[~done]
            part, term, subtotal = (v[~done] for v in (part, term, subtotal))
        if not going.size:
            break
    total[going] = subtotal
    result = np.ones_like(x)
    result[~far] = np.minimum(poisson_weight(a, near) * total, 1.0)
    return result


def poisson_weight(a: float, x: Floats) -> Floats:
    r"""Return $x^a e^{-x} / \Gamma(a + 1)$ for a, x >= 0, finite.

    It is the chance that a Poisson variable of mean x is a, and at a - 1 the density of the gamma
    law of a.
    """
    x = np.asarray(x, dtype=np.float64)
    with np.errstate(divide="ignore"):  # the logarithm of 0, whose exponential is 0 again
        if a == 0:
            return np.exp(-x)
        if a < _LARGE:
            return np.exp(a * np.log(x) - x - lgamma(a + 1))
        return np.exp(-a * log1p_gap((x - a) / a) - _stirling_rest(a)) / sqrt(2 * pi * a)


def log_poisson_weight(a: float, x: float) -> float:
    r"""Return $a \ln x - x - \ln\Gamma(a + 1)$ for a, x >= 0: -inf for x = 0, if a is above it."""
    if a == 0 or x == 0:
        return -x if a == 0 else -inf
    if a < _LARGE:
        return a * log(x) - x - lgamma(a + 1)
    u = (x - a) / a
    bend = u - log(x / a) if u < -0.5 else float(log1p_gap(np.array([u]))[0])
    return -a * bend - _stirling_rest(a) - (log(2 * pi) + log(a)) / 2


def lower_beta(a: float, b: float, x: Floats, complement: Floats | None = None) -> Floats:
    r"""Return the regularized incomplete beta function $I_x(a, b)$, a, b > 0 and 0 <= x <= 1.

    .. math:: I_x(a, b) = \frac{1}{B(a, b)} \int_0^x t^{a-1} (1-t)^{b-1} \, dt = 1 - I_{1-x}(b, a)

    It is the distribution function of the Beta(a, b) law.  Where x is so near to 1 that float64
    has only few digits of 1 - x, give that as the `complement`.
    """
    x = np.asarray(x, dtype=np.float64)
    y = 1.0 - x if complement is None else np.asarray(complement, dtype=np.float64)
    swap = x > (a + 1) / (a + b + 2)  # where the other side's fraction converges faster
    result = np.empty_like(x)
    result[~swap] = _beta_fraction(a, b, x[~swap], y[~swap])
    result[swap] = 1.0 - _beta_fraction(b, a, y[swap], x[swap])
    return result


def _beta_fraction(a: float, b: float, x: Floats, y: Floats) -> Floats:
    """Return I_x(a, b) by its continued fraction, for x (n,) at most about its mean; y is 1 - x.

    Source: NIST Digital Library of Mathematical Functions, equation 8.17.22; evaluated from the
    front by Lentz's method, which keeps the ratios of successive numerators and denominators.
    """
    fraction = np.ones_like(x)
    going = np.arange(x.size)
    part, above, below, product = x, np.ones_like(x), np.zeros_like(x), np.ones_like(x)
    # An entry is done when its own factor is 1 to rounding: the next ones may differ again in the
    # last digit, and to wait until all agree in one round would take for ever.
    for m in range(int(100 + 10 * sqrt(max(a, b)))):
        odd = -(a + m) * (a + b + m) * part / ((a + 2 * m) * (a + 2 * m + 1))
        even = (m + 1) * (b - m - 1) * part / ((a + 2 * m + 1) * (a + 2 * m + 2))
        step = np.ones_like(part)
        for term in (odd, even):
            below = 1 / (1 + term * below)
            above = 1 + term / above
            step = step * above * below
        product = product * step
        done = np.abs(step - 1) <= 4 * _EPS
        if done.any():
            fraction[going[done]] = product[done]
            going = going[~done]
            part, above, below, product = (v[~done] for v in (part, above, below, product))
        if not going.size:
            break
    fraction[going] = product
    return _binomial(a, b, x, y) / a / fraction


def _binomial(a: float, b: float, x: Floats, y: Floats) -> Floats:
    r"""Return $x^a y^b / B(a, b)$ for x + y = 1."""
    with np.errstate(divide="ignore"):
        if min(a, b) < _LARGE:
            log_x = np.where(x < y, np.log(x), np.log1p(-y))
            log_y = np.where(x < y, np.log1p(-x), np.log(y))
            return np.exp(a * log_x + b * log_y - log_beta(a, b))
        off = x * b - y * a  # (a + b) times how far x is from its mean a / (a + b)
        rest = _stirling_rest(a) + _stirling_rest(b) - _stirling_rest(a + b)
        peak = sqrt(a / (a + b) * b / (2 * pi))
        return peak * np.exp(-a * log1p_gap(off / a) - b * log1p_gap(-off / b) - rest)


def _stirling_rest(x: float) -> float:
    r"""Return $\ln\Gamma(x) - [(x - \tfrac12) \ln x - x + \tfrac12 \ln 2\pi]$, about 1/(12 x)."""
    if x < 16:
        return lgamma(x) - ((x - 0.5) * log(x) - x + log(2 * pi) / 2)
    return sum(
        b / (2 * m * (2 * m - 1) * x ** (2 * m - 1)) for m, b in enumerate(_BERNOULLI, start=1)
    )
