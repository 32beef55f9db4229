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
    means = K.mean(axis=0)  # (n,), of the rows too: K is symmetric
    centered = K - means
    centered -= (means - means.mean())[:, None]
    return np.asarray(centered)
