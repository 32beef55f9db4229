r"""What a matrix does to lengths: the ellipse it makes of a circle, and the errors it magnifies.

Everything here is read off the singular value decomposition $A = U \Sigma V^\top$: A sends the
direction $v_i$ to the direction $u_i$ and stretches it by $\sigma_i$, where
$\sigma_1 \ge \sigma_2 \ge \dots \ge 0$.
"""

import math
from typing import Any, NamedTuple

import numpy as np

from mlmath.validation import Floats, count, number, points, shaped, vector


def condition_number(A: Any) -> float:
    r"""Return the condition number of A in the 2-norm.

    .. math:: \kappa(A) = \frac{\sigma_1}{\sigma_{\min(m, n)}}

    Parameters
    ----------
    A : matrix (m, n).

    Returns
    -------
    A number from 1 (A stretches all directions alike) to inf (A flattens one of them).  In float64
    a singular matrix often shows as some 1e16 instead, since its smallest singular value is
    rounded to a tiny number; beyond about 1e16 the figure says no more than "singular".

    Raises
    ------
    ValueError : A is no matrix of finite numbers.

    Chapter: The toolbox.
    """
    values = np.linalg.svd(_scaled(points(A, "A")), compute_uv=False)
    return math.inf if values[-1] == 0 else float(values[0] / values[-1])


def amplification(A: Any, b: Any, db: Any) -> float:
    r"""Return by how much solving A x = b magnifies a relative error of b.

    .. math:: \frac{\|\delta x\| / \|x\|}{\|\delta b\| / \|b\|},
              \qquad A x = b, \quad A \, \delta x = \delta b

    It lies between $1/\kappa(A)$ and $\kappa(A)$, whatever b and δb are.

    Parameters
    ----------
    A : square matrix (n, n), not singular.
    b : right-hand side (n,), not all zero.
    db : its error δb (n,), not all zero.

    Raises
    ------
    ValueError : a wrong shape, a zero vector, or an A whose smallest singular value is 0.  One
        that rounding makes of a 0 (κ is then about 1/ε = 4.5e15 or more) is not refused, since
        that of a diagonal A may be as small and right.
    """
    A = shaped(A, ("n", "n"), "A")
    b = vector(b, len(A), "b")
    db = vector(db, len(A), "db")
    scale = np.abs(b).max(), np.abs(db).max()  # squares of the vectors shall not overflow
    b, db = b / scale[0], db / scale[1]
    U, values, Vt = np.linalg.svd(_scaled(A))
    _refuse_singular(values, np.finfo(np.float64).tiny)
    x = Vt.T @ ((U.T @ b) / values)
    dx = Vt.T @ ((U.T @ db) / values)
    return float(_norm(dx) / _norm(x) * (_norm(b) / _norm(db)))


class WorstCase(NamedTuple):
    """A right-hand side and an error of it that a matrix magnifies as much as it can.

    A x = b and A dx = db; each of shape (n,), and `kappa` the condition number.
    """

    b: Floats
    db: Floats
    x: Floats
    dx: Floats
    kappa: float


def worst_case(A: Any, size: float = 1e-3) -> WorstCase:
    r"""Return a right-hand side, and an error of it, for which the bound by κ is attained.

    .. math:: \frac{\|\delta x\|}{\|x\|} \le \kappa(A) \, \frac{\|\delta b\|}{\|b\|}

    is an equality when b lies along $u_1$ (the solution is then as short as it can be) and δb
    along $u_n$ (whose solution is as long as it can be):

    .. math:: b = u_1, \quad x = \frac{v_1}{\sigma_1}, \qquad
              \delta b = s \, u_n, \quad \delta x = \frac{s \, v_n}{\sigma_n}

    Parameters
    ----------
    A : square matrix (n, n), not singular.
    size : s, the length of δb beside b of length 1, above 0.

    Raises
    ------
    ValueError : A is not square, or is singular to float64 (κ is 1/ε = 4.5e15 or more); size is
        not above 0.

    Source: L. N. Trefethen & D. Bau, "Numerical Linear Algebra", SIAM (1997), lecture 12.
    Chapter: The toolbox.
    """
    A = shaped(A, ("n", "n"), "A")
    size = number(size, "size", above=0)
    scale = float(np.abs(A).max()) or 1.0
    U, values, Vt = np.linalg.svd(A / scale)
    _refuse_singular(values, np.finfo(np.float64).eps)
    db = size * U[:, -1]
    return WorstCase(
        b=U[:, 0],
        db=db,
        x=Vt[0] / values[0] / scale,
        dx=size * (Vt[-1] / values[-1] / scale),
        kappa=float(values[0] / values[-1]),
    )


class Ellipse(NamedTuple):
    """What a 2 by 2 matrix makes of the unit circle.

    circle : points of the unit circle, counterclockwise from (1, 0), shape (n_points, 2).
    points : their images, shape (n_points, 2).
    semi_axes : lengths of the ellipse's half axes, the longer first, shape (2,).
    directions : the half axes' unit vectors $u_1, u_2$ as rows, shape (2, 2).
    sources : the unit vectors $v_1, v_2$ that become the half axes, as rows, shape (2, 2).
    """

    circle: Floats
    points: Floats
    semi_axes: Floats
    directions: Floats
    sources: Floats


def svd_ellipse(A: Any, n_points: int = 181) -> Ellipse:
    r"""Return the ellipse $\{A x : \|x\| = 1\}$ and its axes, for a 2 by 2 matrix.

    Parameters
    ----------
    A : matrix (2, 2).  A singular one gives a segment (a half axis of 0), or a point.
    n_points : how many points of the circle to send through, the first and last alike; at least 2.

    Returns
    -------
    The `Ellipse`: A maps `sources[i]` to `semi_axes[i] * directions[i]`.  The signs are chosen so
    that each source lies in the right half plane (or straight up); each pair is then unique
    unless both half axes are equal.
    """
    A = shaped(A, (2, 2), "A")
    angles = np.linspace(0, 2 * np.pi, count(n_points, "n_points", low=2))
    circle = np.column_stack([np.cos(angles), np.sin(angles)])  # (n_points, 2)
    U, values, Vt = np.linalg.svd(A)
    right = (Vt[:, 0] > 0) | ((Vt[:, 0] == 0) & (Vt[:, 1] > 0))
    signs = np.where(right, 1.0, -1.0)[:, None]
    return Ellipse(circle, circle @ A.T, values, signs * U.T, signs * Vt)


def best_approximation(A: Any, rank: int) -> Floats:
    r"""Return the matrix of at most the given rank that lies nearest to A.

    .. math:: A_k = \sum_{i=1}^{k} \sigma_i \, u_i v_i^\top

    It is nearest both in the 2-norm, at the distance $\sigma_{k+1}$, and in the Frobenius norm,
    at $\sqrt{\sigma_{k+1}^2 + \sigma_{k+2}^2 + \dots}$.

    Parameters
    ----------
    A : matrix (m, n).
    rank : k, from 0 to min(m, n).

    Raises
    ------
    ValueError : A is no matrix of finite numbers, or rank is out of its range.

    Source: C. Eckart & G. Young, "The approximation of one matrix by another of lower rank",
    Psychometrika 1 (1936), 211-218, for the Frobenius norm.  Chapter: The toolbox.
    """
    A = points(A, "A")
    rank = count(rank, "rank", low=0)
    if rank > min(A.shape):
        raise ValueError(f"rank must be at most min(m, n) = {min(A.shape)}, got {rank}")
    U, values, Vt = np.linalg.svd(A, full_matrices=False)
    nearest: Floats = (U[:, :rank] * values[:rank]) @ Vt[:rank]  # (m, n)
    return nearest


def _scaled(A: Floats) -> Floats:
    """Return A divided by its largest entry, so that nothing in the SVD over- or underflows."""
    largest = np.abs(A).max()
    return A / largest if largest > 0 else A


def _refuse_singular(values: Floats, share: float) -> None:
    if values[-1] <= share * values[0]:
        raise ValueError(
            "A must not be singular: its smallest singular value is 0, or is below the rounding of "
            f"its largest, got {values[-1]:g} and {values[0]:g} for A in units of its largest entry"
        )


def _norm(x: Floats) -> float:
    """Return the length of a vector, without overflow where the length itself has none."""
    largest = float(np.abs(x).max())
    return largest * math.sqrt(float((x / largest) @ (x / largest))) if largest > 0 else 0.0
