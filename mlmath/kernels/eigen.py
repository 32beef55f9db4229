"""The few largest eigenvalues of a symmetric matrix, without finding the rest."""

import numpy as np

from mlmath.validation import Floats

_TOLERANCE = 1e-12  # of |A v - λ v|, relative to the largest eigenvalue


def leading_eigenpairs(A: Floats, k: int) -> tuple[Floats, Floats]:
    r"""Return the k largest eigenvalues of a symmetric A (n, n), falling, and their vectors (n, k).

    Block Lanczos: the products $Q_0, A Q_0, A^2 Q_0, \dots$ of a few random vectors soon hold
    the leading eigenvectors nearly whole.  With an orthonormal basis Q of all of them, the
    eigenpairs of the small matrix $T = Q^\top A Q$ are the best that this space can offer, and
    the residual $\|A v - \lambda v\|$ says how good they are.  Each A Q costs little more than
    one A q, since reading A is what takes the time.

    Where k is a large part of n, or the residual stays large, all eigenpairs are found (`eigh`).

    Source: G. H. Golub and R. Underwood, "The block Lanczos method for computing eigenvalues",
    in Mathematical Software III, Academic Press (1977).
    """
    n = len(A)
    width = k + 4
    depth = n // (5 * width)  # beyond a fifth of the space, eigh is as quick
    if n > 200 and depth >= 4:
        found = _block_lanczos(A, k, width, depth)
        if found is not None:
            return found
    values, vectors = np.linalg.eigh(A)
    return values[::-1][:k], vectors[:, ::-1][:, :k]


def _block_lanczos(A: Floats, k: int, width: int, depth: int) -> tuple[Floats, Floats] | None:
    n = len(A)
    # The basis stands in rows, so that a block times A reads A once, in the order of memory.
    Q = np.empty((width * (depth + 1), n))
    T = np.zeros((width * depth, width * depth))
    Q[:width] = np.linalg.qr(np.random.default_rng(0).normal(size=(n, width)))[0].T
    for step in range(1, depth + 1):
        size = step * width
        here, last_two = slice(size - width, size), slice(max(size - 2 * width, 0), size)
        basis = Q[:size]
        W = Q[here] @ A  # (width, n)
        T[here, last_two] = W @ Q[last_two].T  # A is symmetric, so T is zero further away
        W -= T[here, last_two] @ Q[last_two]
        W -= (W @ basis.T) @ basis  # what rounding left along the others, or it would grow
        block, R = np.linalg.qr(W.T)
        if np.abs(R.diagonal()).min() <= 1e-8 * np.abs(T).max():
            # A has nothing new to offer in some direction, and what came there is rounding.
            block = np.linalg.qr(block - basis.T @ (basis @ block))[0]
        Q[size : size + width] = block.T
        if step < depth and (step < 4 or step % 2):
            continue  # look at every other step
        values, vectors = np.linalg.eigh(T[:size, :size])  # reads the lower triangle
        values, vectors = values[::-1][:k], vectors[:, ::-1][:, :k]
        # A v - λ v lies in the next block: its length is that of R times v's last entries.
        residual = np.linalg.norm(R @ vectors[here], axis=0)  # (k,)
        if residual.max() <= _TOLERANCE * abs(values[0]):
            return values, basis.T @ vectors
    return None
