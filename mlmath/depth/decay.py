r"""Weight decay on a bowl: least squares with the penalty $\frac\lambda2 \|w\|^2$ (ridge)."""

from typing import Any, NamedTuple

import numpy as np

from mlmath.validation import Floats, number, numbers, points


class Directions(NamedTuple):
    """Least squares with decay, seen along the eigenvectors of X'X, the flattest first.

    curvatures : eigenvalues of X'X, (d,).
    free : components of the weights without decay, (d,); kept : with it.
    axes : the eigenvectors, columns of (d, d).
    """

    curvatures: Floats
    free: Floats
    kept: Floats
    axes: Floats


def ridge(X: Any, y: Any, decay: float) -> Directions:
    r"""Return where $\frac12\|y - Xw\|^2 + \frac\lambda2\|w\|^2$ is least.

    Along an eigenvector of curvature s the weights keep the share $s / (s + \lambda)$.

    Parameters
    ----------
    X : samples (n, d) of rank d; y : targets (n,).
    decay : λ, at least 0.

    Source: A. E. Hoerl and R. W. Kennard, Technometrics 12 (1970), 55-67.
    """
    X, y = points(X), numbers(y, "y")
    decay = number(decay, "decay", low=0)
    curvatures, axes = np.linalg.eigh(X.T @ X)
    if curvatures[0] <= 1e-12 * curvatures[-1]:
        raise ValueError(f"X must have rank {X.shape[1]}: without decay its weights are not unique")
    free = axes.T @ (X.T @ y) / curvatures
    return Directions(curvatures, free, curvatures / (curvatures + decay) * free, axes)


def descend(X: Any, y: Any, decay: Any, steps: int) -> Floats:
    """Return the weights after so many steps of gradient descent with decay, from zero.

    decay : λ, or one for each weight (d,).  The step size is 1 over the largest curvature.
    """
    X, y = points(X), numbers(y, "y")
    decay = np.broadcast_to(numbers(decay, "decay"), X.shape[1])
    A, b = X.T @ X + np.diag(decay), X.T @ y
    w, rate = np.zeros(X.shape[1]), 1 / np.linalg.eigvalsh(A)[-1]
    for _ in range(steps):
        w = w - rate * (A @ w - b)
    return w
