"""Gram matrices: which ones are inner products, and where their origin lies."""

from typing import Any

import numpy as np

from mlmath.validation import Floats, number, shaped


def is_positive_semidefinite(K: Any, tol: float = 1e-10) -> bool:
    r"""Tell whether K (n, n) can be a Gram matrix: symmetric, with no negative eigenvalue.

    By Mercer's condition a symmetric function k is an inner product in some feature space exactly
    when $\sum_{ij} c_i c_j \, k(x_i, x_j) \ge 0$ for all points and all numbers c, that is, when
    each of its Gram matrices passes.

    Parameters
    ----------
    K : square matrix, shape (n, n).
    tol : what rounding may leave, relative to the largest entry: asymmetry up to tol, eigenvalues
        down to -n · tol.

    Source: J. Mercer, "Functions of positive and negative type, and their connection with the
    theory of integral equations", Philosophical Transactions of the Royal Society A 209 (1909),
    415-446.  Chapter: Kernels.
    """
    K = shaped(K, ("n", "n"), "K")
    tol = number(tol, "tol", low=0)
    size = float(np.abs(K).max())
    if size == 0:
        return True
    K = K / size
    if np.abs(K - K.T).max() > tol:
        return False
    return bool(np.linalg.eigvalsh(K)[0] >= -len(K) * tol)


def center_gram(K: Any) -> Floats:
    r"""Return the Gram matrix of the same features after their mean is taken away.

    .. math:: \tilde K = K - \mathbf{1}_n K - K \mathbf{1}_n + \mathbf{1}_n K \mathbf{1}_n,
              \qquad (\mathbf{1}_n)_{ij} = 1/n

    Parameters
    ----------
    K : symmetric Gram matrix, shape (n, n).

    Source: B. Schölkopf, A. Smola and K.-R. Müller, "Nonlinear component analysis as a kernel
    eigenvalue problem", Neural Computation 10 (1998), 1299-1319.  Chapter: Kernels.
    """
    K = shaped(K, ("n", "n"), "K")
    if np.abs(K).max() > 1e300:
        raise ValueError(f"K must hold numbers of at most 1e300, got {np.abs(K).max():g}")
    means = K.mean(axis=0)  # (n,), of the rows too: K is symmetric
    centered = K - means
    centered -= (means - means.mean())[:, None]
    return np.asarray(centered)


def require_inner_product(K: Floats) -> None:
    r"""Raise ValueError unless K (n, n) is the Gram matrix of some features, up to an offset.

    That is, unless it is symmetric and $c^\top K c \ge 0$ for all c that sum to 0, to about 1e-8 of
    its size.  (Machines that see differences of features only need no more.)  Cholesky's
    factorization of the centered matrix, raised by as much, exists in just this case.
    """
    size = float(np.abs(K).max())
    if size == 0:
        return
    K = K / size
    if np.abs(K - K.T).max() > 1e-10:
        i, j = np.unravel_index(np.abs(K - K.T).argmax(), K.shape)
        raise ValueError(
            f"kernel must be symmetric, got {K[i, j] * size:g} and {K[j, i] * size:g} for samples "
            f"{i} and {j}, and {j} and {i}"
        )
    K = center_gram(K)
    floor = 1e-8 * float(np.linalg.norm(K)) + 10 * len(K) * float(np.finfo(np.float64).eps)
    K.flat[:: len(K) + 1] += floor
    try:
        regular = bool(np.isfinite(np.linalg.cholesky(K)).all())  # NaN in the browser if it fails
    except np.linalg.LinAlgError:
        regular = False
    if not regular:
        raise ValueError(
            "kernel must be positive semidefinite, got a Gram matrix with a negative eigenvalue"
        )
