"""Kernel functions: inner products in a feature space, without going there."""

import math
from math import sqrt
from typing import Any

import numpy as np

from mlmath.scale import centered, multiplicable, squarable
from mlmath.validation import Floats, choice, count, number, points

_CHUNK = 1 << 17  # numbers worked on at a time, so that they stay in the processor's cache
_SMALLEST_GAMMA = 1e-305
_NEAR = 40.0  # beyond this exponent the kernel is below e^-40, where rounding cannot show


def linear_kernel(X: Any, Z: Any = None) -> Floats:
    """Return the inner products x·z of all rows: X (n, d), Z (m, d) give (n, m).

    Without Z, the Gram matrix of X with itself.  Raises ValueError when the products leave
    float64: numbers beyond 1e150, or none above 1e-150.  Chapter: Kernels.
    """
    X, Z = _pair(X, Z)
    multiplicable(X, Z)
    return np.asarray(X @ Z.T)  # (n, m)


def polynomial_kernel(
    X: Any,
    Z: Any = None,
    degree: int = 3,
    gamma: float | str | None = None,
    coef0: float = 1.0,
) -> Floats:
    r"""Return the polynomial kernel of all rows of X (n, d) and Z (m, d), shape (n, m).

    .. math:: k(x, z) = (\gamma \, x \cdot z + c_0)^p

    Parameters
    ----------
    X, Z : samples, shapes (n, d) and (m, d); without Z, the Gram matrix of X.
    degree : p, an integer from 1.
    gamma : γ, a positive number, or "scale", "auto" or None as `kernel_gamma` reads them.
    coef0 : c₀.  From 0 upward the kernel is an inner product (`polynomial_features` has the map);
        with a negative c₀ it need not be one.

    Raises
    ------
    ValueError : X and Z differ in their features, a parameter is out of its range, or the kernel
        leaves float64 (see `linear_kernel`).

    Source: B. E. Boser, I. M. Guyon and V. N. Vapnik, "A training algorithm for optimal margin
    classifiers", Proceedings of the Fifth Annual Workshop on Computational Learning Theory
    (1992), 144-152, where γ = c₀ = 1.  Chapter: Kernels.
    """
    X, Z = _pair(X, Z)
    multiplicable(X, Z)
    degree = count(degree, "degree")
    K = X @ Z.T  # (n, m)
    with np.errstate(over="ignore"):
        K *= kernel_gamma(gamma, X)
        K += number(coef0, "coef0")
        K = K if degree == 1 else K * K if degree == 2 else K**degree
    if not np.isfinite(K).all():
        raise ValueError(
            f"X must hold numbers small enough for a kernel of degree {degree} in float64, got up "
            f"to {np.abs(X).max():g}"
        )
    return np.asarray(K)


def rbf_kernel(X: Any, Z: Any = None, gamma: float | str | None = None) -> Floats:
    r"""Return the Gaussian ("radial basis function") kernel of all rows of X and Z, shape (n, m).

    .. math:: k(x, z) = \exp(-\gamma \|x - z\|^2)

    The squares come from $\|x\|^2 + \|z\|^2 - 2 x \cdot z$, one matrix product, after the mean is
    taken away so that a common offset costs no digits.  Where that difference still cancels, the
    pair is computed once more from x - z itself: identical points give exactly 1.

    Parameters
    ----------
    X, Z : samples, shapes (n, d) and (m, d); without Z, the Gram matrix of X.
    gamma : γ = 1/(2 σ²), a positive number, or "scale", "auto" or None as `kernel_gamma` reads
        them.

    Raises
    ------
    ValueError : X and Z differ in their features, gamma is out of its range, or X or Z holds
        numbers beyond 1e150, also after a multiplication by the root of 2γ.

    Source: M. A. Aizerman, E. M. Braverman and L. I. Rozonoer, "Theoretical foundations of the
    potential function method in pattern recognition learning", Automation and Remote Control 25
    (1964), 821-837, whose potential of a sample this is one choice of.  Chapter: Kernels.
    """
    same = Z is None
    X, Z = _pair(X, Z)
    squarable(X)
    squarable(Z, "Z")
    gamma = kernel_gamma(gamma, X)
    center = X.mean(axis=0)
    root = sqrt(2) * sqrt(gamma)
    A = squarable((X - center) * root, "sqrt(2 gamma) X")
    B = A if same else squarable((Z - center) * root, "sqrt(2 gamma) Z")
    a = np.einsum("ij,ij->i", A, A) / 2  # γ|x|², (n,)
    b = a if same else np.einsum("ij,ij->i", B, B) / 2  # γ|z|², (m,)
    # Two more columns make the whole exponent, a·b - γ|x|² - γ|z|², a single inner product.
    left = np.column_stack([A, a, np.ones(len(a))])  # (n, d + 2)
    right = np.column_stack([B, -np.ones(len(b)), -b]).T  # (d + 2, m)
    # The exponent's rounding is 1e-16 or so of the largest square: with large squares look again
    # at all pairs that may matter, otherwise at those that may coincide.
    size = float(a.max() + b.max())
    rounding = 1e-15 * (X.shape[1] + 4) * size
    near = -_NEAR - rounding if size > 1e4 else -1e-12 * (1 + size)
    K = np.empty((len(a), len(b)))
    rows = max(1, _CHUNK // len(b))
    for start in range(0, len(a), rows):
        E = K[start : start + rows]
        np.matmul(left[start : start + rows], right, out=E)
        if same:
            E[np.arange(len(E)), np.arange(start, start + len(E))] = -np.inf
        if E.max() > near:
            i, j = np.nonzero(near < E)
            for part in range(0, len(i), rows * len(b) // A.shape[1] + 1):
                chosen = slice(part, part + rows * len(b) // A.shape[1] + 1)
                D = A[start + i[chosen]] - B[j[chosen]]
                E[i[chosen], j[chosen]] = np.einsum("ij,ij->i", D, D) / -2
        np.exp(E, out=E)
    if same:
        np.fill_diagonal(K, 1.0)
    return K


def kernel_gamma(gamma: float | str | None, X: Any) -> float:
    """Return γ as a number.

    "auto" and None mean 1 / d for d features; "scale" means 1 / (d · variance of all entries of
    X), or 1 where they are all equal.

    Raises
    ------
    ValueError : gamma is neither a positive number nor one of these, or a variance, or 1 over it,
        is too large for float64.
    """
    X = points(X)
    if gamma is None:
        return 1.0 / int(X.shape[1])
    if isinstance(gamma, str):
        if choice(gamma, "gamma", ("scale", "auto")) == "auto":
            return 1.0 / int(X.shape[1])
        # All entries as one column: taken less the first, equal ones have no variance at all.
        away, _, exponent = centered(X.reshape(-1, 1))
        variance = float((away**2).mean())
        if variance == 0:
            return 1.0
        try:
            found = math.ldexp(1.0 / (X.shape[1] * variance), -2 * int(exponent[0]))
        except OverflowError:
            found = math.inf
        if not _SMALLEST_GAMMA <= found <= 1 / _SMALLEST_GAMMA:
            raise ValueError(
                "X must hold numbers whose variance, and 1 over it, fit in float64 for "
                f"gamma='scale', got numbers from {X.min():g} to {X.max():g}"
            )
        return found
    return number(gamma, "gamma", above=0)


def _pair(X: Any, Z: Any) -> tuple[Floats, Floats]:
    X = points(X)
    if Z is None:
        return X, X
    Z = points(Z, "Z")
    if X.shape[1] != Z.shape[1]:
        raise ValueError(f"Z must have as many features as X, {X.shape[1]}, got {Z.shape[1]}")
    return X, Z
