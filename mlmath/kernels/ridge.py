"""Kernel ridge regression: least squares with a penalty, in the space of the samples."""

from typing import Any, Self

import numpy as np

from mlmath.kernels.machine import Kernel, KernelMachine
from mlmath.validation import Floats, number, numbers, points

_BLOCK = 64  # rows of a triangular system solved at a time


class KernelRidge(KernelMachine):
    r"""Fit $f(x) = \sum_i a_i k(x_i, x)$ by least squares, with a penalty on its length.

    .. math:: \min_f \; \sum_i (y_i - f(x_i))^2 + \alpha \|f\|^2
              \quad\Rightarrow\quad (K + \alpha I) \, a = y

    Parameters
    ----------
    alpha : α >= 0, the weight of the penalty.
    kernel, gamma, degree, coef0 : see `KernelMachine`.

    Attributes
    ----------
    dual_coef_ : a, shape (n_samples,) or (n_samples, n_targets), as y.  When K + αI is singular,
        which needs α = 0 or near it, the shortest of the least-squares solutions.
    gamma_, X_fit_ : see `KernelMachine`.

    Source: C. Saunders, A. Gammerman and V. Vovk, "Ridge regression learning algorithm in dual
    variables", Proceedings of the 15th International Conference on Machine Learning (1998),
    515-521.  Chapter: Kernels.
    """

    dual_coef_: Floats

    def __init__(
        self,
        alpha: float = 1.0,
        kernel: Kernel = "linear",
        gamma: float | str | None = None,
        degree: int = 3,
        coef0: float = 1.0,
    ) -> None:
        super().__init__(kernel, gamma, degree, coef0)
        self.alpha = number(alpha, "alpha", low=0)

    def fit(self, X: Any, y: Any) -> Self:
        """Fit samples X (n_samples, n_features) to y (n_samples,) or (n_samples, n_targets).

        Raises
        ------
        ValueError : X or y is empty, has a wrong shape or holds NaN; the kernel or the coefficients
            leave float64.
        """
        X = points(X)
        y = numbers(y, "y")
        if y.ndim not in (1, 2) or len(y) != len(X) or 0 in y.shape:
            raise ValueError(
                f"y must have shape ({len(X)},) or ({len(X)}, n_targets), got {y.shape}"
            )
        K = self._fit_gram(X)
        K.flat[:: len(K) + 1] += self.alpha
        with np.errstate(over="ignore", invalid="ignore"):
            found = solve_positive(K, y)
        if not np.isfinite(found).all():
            raise ValueError(
                "y must be small enough beside the kernel for coefficients that float64 can hold, "
                f"got up to {np.abs(y).max():g} beside {np.abs(K).max():g}"
            )
        self.dual_coef_ = found
        return self

    def predict(self, X: Any) -> Floats:
        """Return f(x) for each sample of X: (n_samples,) or (n_samples, n_targets)."""
        self._check_fitted("dual_coef_")
        return np.asarray(self._kernel(self._like_fit(X), self.X_fit_) @ self.dual_coef_)


def solve_positive(A: Floats, b: Floats) -> Floats:
    """Solve A x = b for a positive semidefinite A (n, n), with b (n,) or (n, k).

    Cholesky's factorization A = L Lᵀ does half the work of Gauss's elimination.  Where it fails
    or shows A to be singular to rounding, the shortest least-squares solution.

    Rows and columns are first taken in units of the root of their diagonal entry, rounded to a
    power of two: a short sample beside a long one has a small entry, which is no singularity.
    """
    unit = np.ldexp(1.0, -(np.frexp(np.maximum(A.diagonal(), 0.0))[1] // 2))  # (n,)
    given, right = A, b
    if np.ptp(unit) > 0:
        A = A * unit * unit[:, None]
    unit = np.reshape(unit if np.ptp(unit) > 0 else np.ones(len(A)), (-1, *[1] * (b.ndim - 1)))
    b = b * unit
    try:
        L = np.linalg.cholesky(A)
        squares = L.diagonal() ** 2
        regular = squares.min() > len(A) * np.finfo(np.float64).eps * squares.max()
    except np.linalg.LinAlgError:
        regular = False
    if not regular:
        return np.asarray(np.linalg.lstsq(given, right)[0])
    x = np.array(b)
    starts = range(0, len(A), _BLOCK)
    for i in starts:  # L z = b, from the top
        k = slice(i, i + _BLOCK)
        x[k] = np.linalg.solve(L[k, k], x[k] - L[k, :i] @ x[:i])
    for i in reversed(starts):  # Lᵀ x = z, from the bottom
        k, below = slice(i, i + _BLOCK), slice(i + _BLOCK, None)
        x[k] = np.linalg.solve(L[k, k].T, x[k] - L[below, k].T @ x[below])
    return np.asarray(x * unit)
