"""Right angles: projections onto a column space, and the bases that Gram and Schmidt make."""

from typing import Any

import numpy as np

from mlmath.foundations.exact import first_dependent
from mlmath.scale import exponents, lengths, squarable
from mlmath.validation import Floats, choice, points, shaped

_LITTLE = 1e-6  # of a column's length: so much, and more, rounding alone does not leave
_MOST = 20_000  # m n², products of fractions: some tenths of a second


def projection_matrix(A: Any) -> Floats:
    r"""Return the matrix P that drops any vector at a right angle onto the column space of A.

    .. math:: P = U_r U_r^\top, \qquad P = P^2 = P^\top,

    where the r columns of $U_r$ are the left singular vectors of A whose singular value is not
    zero.  For independent columns it is the textbook's $A (A^\top A)^{-1} A^\top$, without
    squaring the condition number.

    Parameters
    ----------
    A : matrix (m, n), of any rank.

    Returns
    -------
    P, shape (m, m); its trace is the rank r.  With each column in a unit of its own size, a
    singular value below $\max(m, n) \, \varepsilon \, \sigma_1$ counts as zero.

    Raises
    ------
    ValueError : A is no matrix of finite numbers.
    """
    basis = _column_basis(points(A, "A"))
    P: Floats = basis @ basis.T  # (m, m)
    return P


def project(A: Any, b: Any) -> Floats:
    """Return the vector of A's column space that lies nearest to b.

    The remainder b - project(A, b) stands at a right angle to every column of A.

    Parameters
    ----------
    A : matrix (m, n), of any rank.
    b : vector (m,).

    Raises
    ------
    ValueError : a wrong shape, or numbers that are not finite.
    """
    A = points(A, "A")
    b = shaped(b, (len(A),), "b")
    basis = _column_basis(A)  # (m, r)
    nearest: Floats = basis @ (basis.T @ b)  # (m,)
    return nearest


def gram_schmidt(A: Any, variant: str = "modified") -> tuple[Floats, Floats]:
    r"""Make the columns of A orthonormal, one after the other: A = Q R.

    From each column, take away what lies along the directions found before it, and divide what
    remains by its length:

    .. math:: v_j = a_j - \sum_{i<j} r_{ij} q_i, \qquad r_{jj} = \|v_j\|, \quad q_j = v_j / r_{jj}

    Parameters
    ----------
    A : matrix (m, n) with independent columns, so n <= m.
    variant : where the coefficients come from.  In exact arithmetic there is no difference.
        "classical": $r_{ij} = q_i \cdot a_j$, from the column as it was.
        "modified": $r_{ij}$ from what the earlier subtractions have left of it, so that each one
        also corrects the rounding errors before it.

    Returns
    -------
    (Q, R): Q (m, n) with orthonormal columns, R (n, n) upper triangular with a positive diagonal.
    With the unit roundoff u, rounding tilts Q by about $\kappa(A)\,u$ in the modified variant.  In
    the classical one it is often about $\kappa(A)^2 u$, but no such bound holds: κ = 3e5 has been
    seen to lose all angles, where κ² u is 1e-5.  (The bound is proved for a diagonal that comes
    from Pythagoras, $r_{jj} = \sqrt{\|a_j\|^2 - \sum_{i<j} r_{ij}^2}$, as in a Cholesky
    factorization, not for $\|v_j\|$.)  `orthogonality_loss` measures it.

    Raises
    ------
    ValueError : A is no matrix of finite numbers, has more columns than rows, or has a column
        that depends exactly on those before it.  Rounding mostly leaves something of such a
        column; so where little is left, fractions decide it, up to m n² = 20,000.  In a larger
        matrix what is left passes for a direction.

    Sources: Å. Björck (1967) proved the modified variant's bound; L. Giraud, J. Langou,
    M. Rozložník & J. van den Eshof, "Rounding error analysis of the classical Gram-Schmidt
    orthogonalization process", Numerische Mathematik (2005), a bound for the classical one, and
    A. Smoktunowicz, J. L. Barlow & J. Langou, "A note on the error analysis of classical
    Gram-Schmidt", Numerische Mathematik (2006), which diagonal it needs.  Chapter: The toolbox.
    """
    A = points(A, "A")
    choice(variant, "variant", ("classical", "modified"))
    m, n = A.shape
    if n > m:
        raise ValueError(f"A must have at most as many columns as rows, got {A.shape}")
    e = exponents(A, axis=0)[0]
    V = np.ldexp(A, -e)  # each column in a unit of its own
    Q = np.zeros((m, n))
    R = np.zeros((n, n))
    sizes = lengths(V.T)
    undecided = m * n * n <= _MOST  # whether fractions have still to be asked
    for j in range(n):
        if variant == "classical":
            R[:j, j] = Q[:, :j].T @ V[:, j]
            V[:, j] -= Q[:, :j] @ R[:j, j]
        length = lengths(V[:, j][None])[0]
        dependent = j if length == 0 else None
        if undecided and length <= _LITTLE * sizes[j]:
            dependent, undecided = first_dependent(A), False
        if dependent is not None:
            raise ValueError(
                f"A must have independent columns, but column {dependent} depends on others"
            )
        R[j, j] = length
        Q[:, j] = V[:, j] / length
        if variant == "modified":  # clear the later columns of the new direction at once
            R[j, j + 1 :] = Q[:, j] @ V[:, j + 1 :]
            V[:, j + 1 :] -= np.outer(Q[:, j], R[j, j + 1 :])
    with np.errstate(over="ignore"):
        return Q, np.ldexp(R, e)


def orthogonality_loss(Q: Any) -> float:
    r"""Return how far the columns of Q (m, n) are from orthonormal: $\|Q^\top Q - I\|_2$."""
    Q = squarable(points(Q, "Q"), "Q")
    return float(np.linalg.norm(Q.T @ Q - np.eye(Q.shape[1]), 2))


def _column_basis(A: Floats) -> Floats:
    """Return orthonormal vectors that span the column space of A, as columns (m, rank)."""
    if not A.any():
        return np.zeros((len(A), 0))
    # The unit of a column does not change what it spans, only how much of it rounding hides.
    A = np.ldexp(A, -exponents(A, axis=0))
    U, values, _ = np.linalg.svd(A, full_matrices=False)
    rank = int((values > max(A.shape) * np.finfo(np.float64).eps * values[0]).sum())
    basis: Floats = U[:, :rank]
    return basis
