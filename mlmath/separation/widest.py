"""The widest separator through the origin: whether there is one, and how wide it is."""

from typing import Any

import numpy as np

from mlmath.scale import direction, exponents
from mlmath.separation.exact import decimal_rows, direction_of, length, nearest_whole, whole_rows
from mlmath.separation.nearest import nearest_point
from mlmath.validation import Floats, points, signs

_EPS = float(np.finfo(np.float64).eps)
_FEW, _FEW_WIDE = 4_096, 8  # numbers and dimensions with which exact arithmetic takes no time
_MANY, _MANY_WIDE = 100_000, 32  # and with which it takes seconds at most
_CLOSE = 1e-9  # relative: float64 will do where it is proved to be nearer


def widest_separator(X: Any, y: Any) -> tuple[Floats, float] | None:
    r"""Find the direction through the origin that separates the samples by the widest margin.

    .. math:: \max_{\|w\| = 1} \; \min_i \; y_i \, w \cdot x_i

    The answer is the point of the convex hull of the vectors $y_i x_i$ that lies nearest to the
    origin: its direction is $w$ and its distance the margin $\gamma$.  Wolfe's algorithm finds
    it in finitely many steps.

    Parameters
    ----------
    X : samples, shape (n_samples, n_features).
    y : labels -1 or +1, shape (n_samples,).

    Returns
    -------
    (w, gamma), with w of length 1 and shape (n_features,) and gamma > 0; or None when no line
    through the origin separates the samples.

    Up to 32 features and 100,000 numbers this is exact: None is proved for the very float64s of
    X, and gamma has all its digits but the last.  (Exact arithmetic is used where float64 does
    not prove the same with an error of at most 1e-9.)  With more, where float64 proves neither,
    a margin below about 1e-8 of the radius may count as none, and gamma may be off by that.
    w is rounded to float64 in any case: with margins below about 1e-15 of the radius it may have
    samples on the wrong side that the exact direction has on the right one.

    Raises
    ------
    ValueError : X or y has a wrong shape, or holds anything but finite numbers and -1, +1.

    Source: P. Wolfe, "Finding the nearest point in a polytope", Mathematical Programming 11
    (1976), 128-149.  Chapter: The perceptron.
    """
    X = points(X)
    A = signs(y, len(X))[:, None] * X
    if not A.any(axis=1).all():
        return None  # the origin is on every line through the origin
    e = int(exponents(A).item())
    unit = np.ldexp(A, -e)  # so that no square overflows or vanishes
    p, corral = nearest_point(unit)
    n, d = A.shape
    if A.size <= _FEW and min(n, d) <= _FEW_WIDE:
        return _exact(A, corral)
    proved = _proved(unit, p, corral)
    if proved is None and A.size <= _MANY and min(n, d) <= _MANY_WIDE:
        return _exact(A, corral)
    if proved is False or not p.any():
        return None
    w = direction(p)
    gamma = float((unit @ w).min())
    if not proved and gamma <= 1e-12 * float(np.sqrt(np.einsum("ij,ij->i", unit, unit).max())):
        return None
    with np.errstate(over="ignore"):
        return w, float(np.ldexp(gamma, e))


def separable_as_written(X: Any, y: Any) -> bool:
    """Tell whether a line through the origin separates the decimals that X is written as.

    Exact.  The float64s nearest to the decimals are others, by up to 1e-16 of their size: where
    points on paper stand on one line, those may not, and `widest_separator` then tells of a
    separator with a margin of about 1e-17.

    Parameters
    ----------
    X : few samples, shape (n_samples, n_features).
    y : labels -1 or +1, shape (n_samples,).
    """
    X = points(X)
    point, _ = nearest_whole(decimal_rows(signs(y, len(X))[:, None] * X), [0])
    return any(point)


def _exact(A: Floats, corral: list[int]) -> tuple[Floats, float] | None:
    rows, e = whole_rows(A)
    P, D = nearest_whole(rows, corral)
    if not any(P):
        return None
    return direction(np.array(direction_of(P))), length(P, D, e)


def _proved(A: Floats, p: Floats, corral: list[int]) -> bool | None:
    r"""Tell whether float64 proves that some line separates the rows, and how widely; or none does.

    For any p of the hull the margin lies between $\min_i a_i \cdot p / \|p\|$ and $\|p\|$.  A sum
    of d products is off by at most $d \varepsilon$ times the sum of their sizes, and p is a sum
    of k of them; here with a factor of 2 to spare.  None says that nothing is proved.
    """
    d = A.shape[1]
    size = float(np.sqrt(np.einsum("ij,ij->i", A, A).max()))
    off = 2 * (d + len(corral) + 4) * _EPS * size
    longest = float(np.sqrt(p @ p)) + off
    widest = float((A @ p).min()) / longest - off
    if widest > 0 and longest - widest <= _CLOSE * longest:
        return True
    return False if len(corral) == d + 1 and _holds_origin(A[corral]) else None


def _holds_origin(corners: Floats) -> bool:
    r"""Prove that the origin lies inside the simplex of d + 1 corners (d + 1, d), if float64 can.

    Its shares λ solve M λ = (0, ..., 0, 1), M being the corners as columns above a row of ones.
    With R near $M^{-1}$ and $\|I - R M\|_\infty = \beta < 1$ they differ from any λ' by at most
    $\|R (b - M \lambda')\|_\infty / (1 - \beta)$; all rounding is bounded, with a factor of 4.

    Source: S. M. Rump, "Verification methods: rigorous results using floating-point arithmetic",
    Acta Numerica 19 (2010), 287-449.
    """
    k = len(corners)
    M = np.vstack([corners.T, np.ones(k)])
    b = np.append(np.zeros(k - 1), 1.0)
    try:
        R = np.linalg.inv(M)
    except np.linalg.LinAlgError:
        return False
    shares = R @ b
    rounding = 4 * (k + 2) * _EPS
    beta = (np.abs(np.eye(k) - R @ M) + rounding * (np.abs(R) @ np.abs(M))).sum(axis=1).max()
    left = np.abs(b - M @ shares) + rounding * (b + np.abs(M) @ np.abs(shares))
    off = float((np.abs(R) @ left).max()) * (1 + rounding)
    return bool(beta < 1 and shares.min() > 2 * off / (1 - beta))
