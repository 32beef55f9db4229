r"""Information: how uncertain a distribution is, and how far one is from another.

Conventions: $0 \log 0 = 0$, the limit of $p \log p$; and an outcome that happens (p > 0) but was
held impossible (q = 0) costs infinitely much.  `base` is the logarithm's: 2 counts in bits, as
everywhere here by default, and `math.e` in nats.
"""

import math
from typing import Any

import numpy as np

from mlmath.scale import exponents
from mlmath.special import log1p_gap
from mlmath.validation import Floats, number, numbers, shaped

_SUM_TOLERANCE = 1e-8  # by how much the sum of float64 probabilities may miss 1


def distribution(p: Any, name: str = "p") -> Floats:
    """Return p as float64 probabilities of any shape: not negative, with the sum 1.

    Raises
    ------
    ValueError : p is empty, holds a negative number, or does not sum to 1: to 1e-8, or to 8 units
        in the last place for an array of a shorter format (1e-6 for float32).
    """
    shares: Floats = numbers(p, name)
    if shares.size == 0:
        raise ValueError(f"{name} must hold at least one probability, got shape {shares.shape}")
    if (shares < 0).any():
        raise ValueError(f"{name} must not hold negative probabilities, got {shares.min():g}")
    total = shares.sum()
    came = np.asarray(p).dtype
    rounding = 8 * float(np.finfo(came).eps) if came.kind == "f" else 0.0
    if abs(total - 1) > max(_SUM_TOLERANCE, rounding):
        raise ValueError(f"{name} must sum to 1, got {total:.9g}")
    return shares


def entropy(p: Any, base: float = 2.0) -> float:
    r"""Return the entropy of a distribution: the information that one outcome gives on average.

    .. math:: H(p) = -\sum_i p_i \log p_i

    Parameters
    ----------
    p : probabilities, any shape (a table of two variables gives their joint entropy).
    base : of the logarithm, above 1.

    Returns
    -------
    A number from 0 (one outcome is certain) to the logarithm of the number of outcomes (all are
    equally likely).

    Raises
    ------
    ValueError : p is no distribution, or base is not above 1.

    Source: C. E. Shannon, "A mathematical theory of communication", Bell System Technical Journal
    27 (1948), section 6.  Chapter: The toolbox.
    """
    p = distribution(p)
    # A sum of terms -p log p that are each at least 0; the 0.0 turns a -0.0 around.
    return float(-(p * _log(p)).sum()) / _log_base(base) + 0.0


def cross_entropy(p: Any, q: Any, base: float = 2.0) -> float:
    r"""Return the average cost of outcomes that come from p, when one believes q.

    .. math:: H(p, q) = -\sum_i p_i \log q_i \; \ge \; H(p)

    Parameters
    ----------
    p, q : probabilities of one shape.
    base : of the logarithm, above 1.

    Returns
    -------
    At least the entropy of p, and equal to it only for q = p; inf when q rules out an outcome
    that p allows.

    Raises
    ------
    ValueError : p or q is no distribution, their shapes differ, or base is not above 1.
    """
    p, q = _pair(p, q)
    if (q[p > 0] == 0).any():
        return math.inf
    return float(-(p * _log(q)).sum()) / _log_base(base) + 0.0


def kl_divergence(p: Any, q: Any, base: float = 2.0) -> float:
    r"""Return the Kullback-Leibler divergence: the extra cost of believing q when p is true.

    .. math:: D(p \| q) = \sum_i p_i \log \frac{p_i}{q_i} = H(p, q) - H(p) \; \ge \; 0

    Parameters, infinities and errors as in `cross_entropy`.  It is no distance: D(p‖q) and
    D(q‖p) differ.

    Source: S. Kullback & R. A. Leibler, "On information and sufficiency", Annals of Mathematical
    Statistics 22 (1951).  Chapter: The toolbox.
    """
    p, q = _pair(p, q)
    if (q[p > 0] == 0).any():
        return math.inf
    return _divergence(p, q, _log(q)) / _log_base(base)


def jensen_shannon(p: Any, q: Any, base: float = 2.0) -> float:
    r"""Return the Jensen-Shannon divergence, the mean divergence from the even mixture.

    .. math:: \tfrac12 D(p \| m) + \tfrac12 D(q \| m), \qquad m = \tfrac12 (p + q)

    It is symmetric, and lies between 0 and 1 bit (log 2 in another base).  Its square root is
    a distance.  Errors as in `cross_entropy`.
    """
    p, q = _pair(p, q)
    m = (p + q) / 2
    log_m = _log(m)
    return (_divergence(p, m, log_m) + _divergence(q, m, log_m)) / 2 / _log_base(base)


def mutual_information(joint: Any, base: float = 2.0) -> float:
    r"""Return how much two variables tell of each other.

    .. math:: I(X; Y) = \sum_{x, y} p(x, y) \log \frac{p(x, y)}{p(x) \, p(y)}
              = H(X) + H(Y) - H(X, Y) \; \ge \; 0

    Parameters
    ----------
    joint : table of the probabilities p(x, y), one row for each x: shape (n_x, n_y).
    base : of the logarithm, above 1.

    Returns
    -------
    0 for independent variables, and at most the lesser of both entropies.

    Raises
    ------
    ValueError : joint is no table or no distribution, or base is not above 1.
    """
    joint = _table(joint)
    rows, columns = joint.sum(axis=1, keepdims=True), joint.sum(axis=0)  # (n_x, 1), (n_y,)
    # The product of two small marginals may underflow, the sum of their logarithms does not.
    return _divergence(joint, rows * columns, _log(rows) + _log(columns)) / _log_base(base)


def conditional_entropy(joint: Any, base: float = 2.0) -> float:
    r"""Return what remains uncertain of Y when X is known: $H(Y | X) = H(X, Y) - H(X)$.

    Parameters
    ----------
    joint : table of the probabilities p(x, y), one row for each x: shape (n_x, n_y).  For
        H(X | Y), give its transpose.
    base : of the logarithm, above 1.
    """
    joint = _table(joint)
    rows = np.broadcast_to(joint.sum(axis=1, keepdims=True), joint.shape)
    # -Σ p(x, y) log p(y | x); where p(x) is 0, so is p(x, y).
    return max(0.0, float((joint * (_log(rows) - _log(joint))).sum())) / _log_base(base)


def gaussian_entropy(covariance: Any, base: float = 2.0) -> float:
    r"""Return the differential entropy of a normal distribution.

    .. math:: h = \tfrac12 \log \left( (2 \pi e)^d \det \Sigma \right)

    No distribution of the same covariance has more.  It may be negative: it is the entropy
    relative to a uniform distribution over a unit of volume.

    Parameters
    ----------
    covariance : Σ, shape (d, d), symmetric and positive definite; or a variance above 0, for d = 1.
    base : of the logarithm, above 1.
    """
    factor = covariance_factor(covariance, "covariance")
    d = len(factor)
    log_determinant = 2 * float(np.log(np.diag(factor)).sum())
    return (d * math.log(2 * math.pi * math.e) + log_determinant) / 2 / _log_base(base)


def gaussian_kl(
    mean_p: Any, covariance_p: Any, mean_q: Any, covariance_q: Any, base: float = 2.0
) -> float:
    r"""Return the divergence between two normal distributions.

    .. math:: D(p \| q) = \tfrac12 \left( \operatorname{tr}(\Sigma_q^{-1} \Sigma_p) - d
              + (\mu_q - \mu_p)^\top \Sigma_q^{-1} (\mu_q - \mu_p)
              + \ln \frac{\det \Sigma_q}{\det \Sigma_p} \right)

    (in nats; divided by ln base).

    Parameters
    ----------
    mean_p, mean_q : μ, shape (d,), or numbers for d = 1.
    covariance_p, covariance_q : Σ, shape (d, d), positive definite, or variances for d = 1.
    base : of the logarithm, above 1.
    """
    P = covariance_factor(covariance_p, "covariance_p")
    Q = covariance_factor(covariance_q, "covariance_q")
    if P.shape != Q.shape:
        raise ValueError(f"covariance_q must have shape {P.shape}, got {Q.shape}")
    d = len(P)
    apart = shaped(np.atleast_1d(numbers(mean_q, "mean_q")), (d,), "mean_q")
    apart = apart - shaped(np.atleast_1d(numbers(mean_p, "mean_p")), (d,), "mean_p")
    e = exponents(Q, axis=1)  # each coordinate in a unit of its own, which changes no quotient
    log_ratio = 2 * float((np.log(np.diag(Q)) - np.log(np.diag(P))).sum())
    with np.errstate(over="ignore", invalid="ignore"):
        P, Q, apart = np.ldexp(P, -e), np.ldexp(Q, -e), np.ldexp(apart, -e[:, 0])
        ratio = np.linalg.solve(Q, P)  # (d, d): its squared entries sum to the trace
        shift = np.linalg.solve(Q, apart)
        if np.abs(ratio - np.eye(d)).max() < 0.5:
            # Alike: with the singular values s, trace - d - ln det is the sum of s² - 1 - ln s².
            s = np.linalg.svd(ratio, compute_uv=False)
            nats = (float(log1p_gap((s - 1) * (s + 1)).sum()) + float(shift @ shift)) / 2
        else:
            nats = (float((ratio**2).sum()) - d + float(shift @ shift) + log_ratio) / 2
    return max(0.0, nats) / _log_base(base) if math.isfinite(nats) else math.inf


def covariance_factor(covariance: Any, name: str) -> Floats:
    """Return the lower triangular L with L Lᵀ the covariance, shape (d, d) (Cholesky's).

    Raises ValueError unless the covariance is symmetric and positive definite.
    """
    array = numbers(covariance, name)
    array = shaped(array[None, None] if array.ndim == 0 else array, ("d", "d"), name)
    if np.abs(array - array.T).max() > 1e-10 * np.abs(array).max():
        raise ValueError(f"{name} must be symmetric")
    try:
        factor: Floats = np.linalg.cholesky(array).astype(np.float64)
    except np.linalg.LinAlgError:
        factor = np.full_like(array, np.nan)  # as it comes, without an error, in the browser
    if not np.isfinite(factor).all():
        raise ValueError(f"{name} must be positive definite")
    return factor


def _pair(p: Any, q: Any) -> tuple[Floats, Floats]:
    p, q = distribution(p), distribution(q, "q")
    if p.shape != q.shape:
        raise ValueError(f"q must have the shape of p, {p.shape}, got {q.shape}")
    return p, q


def _divergence(p: Floats, q: Floats, log_q: Floats) -> float:
    """Return D(p‖q) in nats, where log_q is ln q wherever p is above 0."""
    # The sum of q - p is 0 save for rounding.  With it a sum of p or q that misses 1 by a small δ,
    # as rounded probabilities have it, moves the result by about δ²; without it, by δ.
    near = np.abs(q - p) < p / 2
    u = np.divide(q - p, p, out=np.zeros_like(p), where=near)  # then p ln(p/q) + q - p is:
    terms = np.where(near, p * log1p_gap(u), p * (_log(p) - log_q) + (q - p))
    return max(0.0, float(terms.sum()))


def _table(joint: Any) -> Floats:
    shaped(joint, ("n_x", "n_y"), "joint")
    return distribution(joint, "joint")


def _log(p: Floats) -> Floats:
    """Return the natural logarithm, and 0 where p is 0 (there it is multiplied by 0)."""
    return np.log(p, out=np.zeros_like(p), where=p > 0)


def _log_base(base: float) -> float:
    return math.log(number(base, "base", above=1))
