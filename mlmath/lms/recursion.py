"""The LMS recursion itself: one step along the error after each sample, exactly and fast."""

from typing import Any, NamedTuple

import numpy as np

from mlmath.validation import Floats, number, points, shaped

_BLOCK = 32  # samples solved together: fewer make more steps in Python, more make more arithmetic
_BASE = 8  # blocks of this size are inverted row by row, larger ones from their halves
_CHUNK = 64 * _BLOCK  # samples whose blocks are prepared together, so that caches hold them


class History(NamedTuple):
    """A run of LMS.

    weights : w before the first sample and after each one, shape (n_samples + 1, n_features).
    errors : e of each sample, by the weights before its update, shape (n_samples,).
    """

    weights: Floats
    errors: Floats

    @property
    def diverged_at(self) -> int | None:
        """The sample (from 0) whose update took the weights past float64, or None."""
        finite = np.isfinite(self.weights[:, 0])
        return None if finite[-1] else int(finite.argmin()) - 1


def lms(X: Any, d: Any, mu: float, w0: Any = None) -> History:
    r"""Run the least-mean-square recursion over the samples in their order.

    .. math:: e_k = d_k - w_k \cdot x_k, \qquad w_{k+1} = w_k + \mu \, e_k \, x_k

    Each step goes down the gradient of the one squared error $e_k^2$, whose expectation is the
    bowl with the Wiener solution at its bottom.  Widrow and Stearns write $2\mu$ where we write
    $\mu$: their step size is half of ours, and so are their bounds on it.

    A run that diverges is no error.  Its history is that of the plain recursion as long as
    float64 can hold it; from there on weights and errors are inf, with no warning, and
    `diverged_at` says where.

    Parameters
    ----------
    X : inputs $x_k$, shape (n_samples, n_features).
    d : desired responses $d_k$, shape (n_samples,).
    mu : step size μ, above 0.
    w0 : weights to start from, shape (n_features,); zero by default.

    Raises
    ------
    ValueError : a shape does not fit, a number is not finite, or mu is not above 0.

    Source: B. Widrow and M. E. Hoff, "Adaptive switching circuits", Technical Report 1553-1,
    Stanford Electronics Laboratories (1960); B. Widrow and S. D. Stearns, Adaptive Signal
    Processing, Prentice-Hall (1985).  Chapter: LMS.
    """
    X = np.ascontiguousarray(points(X))
    n, width = X.shape
    d = shaped(d, (n,), "d")
    mu = number(mu, "mu", above=0)
    weights = np.empty((n + 1, width))
    weights[0] = 0.0 if w0 is None else shaped(w0, (width,), "w0")
    errors = np.empty(n)
    done, whole = 0, n - n % _BLOCK
    room = np.zeros((min(whole, _CHUNK) // _BLOCK, _BLOCK, _BLOCK))
    with np.errstate(over="ignore", invalid="ignore"):
        while done < whole:
            end = min(done + _CHUNK, whole)
            part, path = slice(done, end), slice(done, end + 1)
            inverses = room[: (end - done) // _BLOCK]
            done += _by_blocks(X[part], d[part], mu, weights[path], errors[part], inverses)
            if done < end:  # an overflow: the plain recursion says where exactly
                break
        _one_by_one(X[done:], d[done:], mu, weights[done:], errors[done:])
    return History(weights, errors)


def _one_by_one(X: Floats, d: Floats, mu: float, weights: Floats, errors: Floats) -> None:
    """Fill in weights[1:] and errors by the recursion as it stands."""
    w = weights[0]
    for k in range(len(X)):
        errors[k] = e = d[k] - X[k] @ w
        weights[k + 1] = w = w + mu * e * X[k]
        if not np.isfinite(w).all():
            weights[k + 1 :] = np.inf
            errors[k + np.isfinite(e) :] = np.inf
            return


def _by_blocks(
    X: Floats, d: Floats, mu: float, weights: Floats, errors: Floats, inverses: Floats
) -> int:
    r"""Fill in weights[1:] and errors by the same recursion, a block of samples at a time.

    Let a block start from w.  Its later errors know its earlier updates, so that its errors e,
    or rather its steps g = μ e, solve a triangular system:

    .. math:: e_i = d_i - w \cdot x_i - \mu \sum_{j<i} (x_i \cdot x_j) \, e_j
              \quad\Leftrightarrow\quad (I / \mu + L) \, g = d - X w

    where L is the part of $X X^T$ below its diagonal.  The inverses for all blocks come first, at
    once; then only a few small products a block have to wait for the block before it.

    `inverses` is room for them, shape (n_blocks, _BLOCK, _BLOCK), zero above the diagonals.

    Returns the number of samples done, a multiple of the block's size: all of them, or those
    before the block in which a number overflowed.
    """
    width = X.shape[1]
    _invert(X, mu, inverses)
    steps = np.empty((len(inverses), _BLOCK))
    starts = np.empty((len(inverses) + 1, width))
    starts[0] = w = weights[0]
    residual = np.empty(_BLOCK)
    change = np.empty(width)
    for x, wanted, inverse, g, after in zip(
        X.reshape(-1, _BLOCK, width), d.reshape(-1, _BLOCK), inverses, steps, starts[1:],
        strict=True,
    ):  # fmt: skip
        np.dot(x, w, out=residual)
        np.subtract(wanted, residual, out=residual)
        np.dot(inverse, residual, out=g)
        np.dot(g, x, out=change)
        w = np.add(w, change, out=after)
    np.divide(steps.ravel(), mu, out=errors)
    finite = np.isfinite(np.hstack([starts[1:], errors.reshape(-1, _BLOCK)])).all(axis=1)
    done = int(finite.argmin()) if not finite.all() else finite.size
    n = _BLOCK * done
    np.multiply(X[:n], steps[:done].reshape(-1, 1), out=weights[1 : n + 1])
    path = weights[1 : n + 1].reshape(-1, _BLOCK, width)
    path[:, 0] += starts[:done]
    for i in range(1, _BLOCK):  # in all blocks at once
        path[:, i] += path[:, i - 1]
    return n


def _invert(X: Floats, mu: float, inverses: Floats) -> None:
    r"""Fill in $(I / \mu + L)^{-1}$ for each block of samples, shape (n_blocks, _BLOCK, _BLOCK).

    Rows of a small block come from the rows above them.  A block of twice the size comes from
    the inverses P and Q of its halves and the products C between them:

    .. math:: \begin{pmatrix} A & 0 \\ C & B \end{pmatrix}^{-1} =
              \begin{pmatrix} P & 0 \\ -Q C P & Q \end{pmatrix}
    """
    width = X.shape[1]
    small = X.reshape(-1, _BASE, width)
    # Without the first row and the last column, the strict lower triangle includes a diagonal.
    products = small[:, 1:] @ small[:, :-1].transpose(0, 2, 1)
    lower = np.ascontiguousarray(products.transpose(1, 2, 0))  # (7, 7, n): blocks side by side
    lower *= -mu
    rows = np.zeros((_BASE, _BASE, len(small)))
    rows[0, 0] = mu
    for i in range(1, _BASE):
        rows[i, i] = mu
        np.einsum("jn,jkn->kn", lower[i - 1, :i], rows[:i, :i], out=rows[i, :i])
    for i, at in enumerate(range(0, _BLOCK, _BASE)):
        here = slice(at, at + _BASE)
        inverses[:, here, here] = rows[:, :, i :: _BLOCK // _BASE].transpose(2, 0, 1)
    blocks = X.reshape(-1, _BLOCK, width)
    size = _BASE
    while size < _BLOCK:
        for at in range(0, _BLOCK, 2 * size):
            first, second = slice(at, at + size), slice(at + size, at + 2 * size)
            between = blocks[:, second] @ blocks[:, first].transpose(0, 2, 1)
            left = between @ inverses[:, first, first]
            np.negative(inverses[:, second, second] @ left, out=inverses[:, second, first])
        size *= 2
