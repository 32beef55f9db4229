"""Two integrals that the exact laws need and NumPy lacks: incomplete gamma and beta functions."""

from math import lgamma

import numpy as np

from mlmath.validation import Floats

_EPS = float(np.finfo(np.float64).eps)


def log_beta(a: float, b: float) -> float:
    r"""Return $\ln B(a, b) = \ln \Gamma(a) + \ln \Gamma(b) - \ln \Gamma(a + b)$."""
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def log_half_step(x: float) -> float:
    r"""Return $\ln [\Gamma(x + \tfrac12) / (\sqrt{x} \, \Gamma(x))]$, exact also for large x > 0.

    There the difference of two large logarithms would keep few digits, so its expansion in 1/x is
    used, which follows from Stirling's: its terms are $(2^{-2m} - 1) B_{2m} / (m (2m-1) x^{2m-1})$
    with the Bernoulli numbers $B_{2m}$.
    """
    if x < 16:
        return lgamma(x + 0.5) - lgamma(x) - 0.5 * float(np.log(x))
    bernoulli = (1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66)  # B_2, B_4, ...
    return sum(
        (0.25**m - 1) * b / (m * (2 * m - 1) * x ** (2 * m - 1))
        for m, b in enumerate(bernoulli, start=1)
    )


def lower_gamma(a: float, x: Floats) -> Floats:
    r"""Return the regularized lower incomplete gamma function $P(a, x)$ for a > 0 and x >= 0.

    .. math:: P(a, x) = \frac{1}{\Gamma(a)} \int_0^x t^{a-1} e^{-t} \, dt
              = \frac{x^a e^{-x}}{\Gamma(a + 1)}
                \Big( 1 + \frac{x}{a+1} + \frac{x^2}{(a+1)(a+2)} + \dots \Big)

    Source: NIST Digital Library of Mathematical Functions, section 8.7.  It is the chance that a
    chi-square variable with 2a degrees of freedom stays below 2x.
    """
    # From here on what is missing to 1 is below 1e-25, and the series would be long.
    far = x > a + 12 * np.sqrt(a) + 60
    x = np.where(far, 0.0, x)
    term = np.ones_like(x)
    total = np.ones_like(x)
    n = 0
    while (term > _EPS * total).any():
        for _ in range(8):  # a look at all of them takes as long as a step or two
            n += 1
            term = term * x / (a + n)
            total = total + term
    with np.errstate(divide="ignore"):  # the logarithm of 0, whose exponential is 0 again
        share = np.exp(a * np.log(x) - x - lgamma(a + 1)) * total
    return np.where(far, 1.0, np.minimum(share, 1.0))


def lower_beta(a: float, b: float, x: Floats) -> Floats:
    r"""Return the regularized incomplete beta function $I_x(a, b)$, a, b > 0 and 0 <= x <= 1.

    .. math:: I_x(a, b) = \frac{1}{B(a, b)} \int_0^x t^{a-1} (1-t)^{b-1} \, dt = 1 - I_{1-x}(b, a)

    It is the distribution function of the Beta(a, b) law.
    """
    swap = x > (a + 1) / (a + b + 2)  # where the other side's fraction converges faster
    left = _beta_fraction(a, b, np.where(swap, 0.0, x))
    right = _beta_fraction(b, a, np.where(swap, 1.0 - x, 0.0))
    return np.where(swap, 1.0 - right, left)


def _beta_fraction(a: float, b: float, x: Floats) -> Floats:
    """Return I_x(a, b) by its continued fraction, for x at most about its mean.

    Source: NIST Digital Library of Mathematical Functions, equation 8.17.22; evaluated from the
    front by Lentz's method, which keeps the ratios of successive numerators and denominators.
    """
    numerators = np.ones_like(x)
    denominators = np.zeros_like(x)  # inverted
    fraction = np.ones_like(x)
    m, step = 0, np.full_like(x, 2.0)
    while (np.abs(step - 1) > 4 * _EPS).any():
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        m += 1
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        step = np.ones_like(x)
        for part in (odd, even):
            denominators = 1 / (1 + part * denominators)
            numerators = 1 + part / numerators
            step = step * numerators * denominators
        fraction = fraction * step
    with np.errstate(divide="ignore"):  # the logarithm of 0, whose exponential is 0 again
        front = np.exp(a * np.log(x) + b * np.log1p(-x) - log_beta(a, b)) / a
    return front / fraction
