"""The polynomial kernel's feature space, written out."""

from itertools import combinations_with_replacement
from math import comb, factorial, prod
from typing import Any

import numpy as np

from mlmath.kernels.functions import kernel_gamma
from mlmath.validation import Floats, count, number, points

_MOST = 50_000_000  # numbers in the answer


def polynomial_features(
    X: Any, degree: int = 3, gamma: float | str | None = None, coef0: float = 1.0
) -> Floats:
    r"""Map samples to the space in which the polynomial kernel is the inner product.

    The multinomial theorem opens the power: with $x_0 = z_0 = \sqrt{c_0/\gamma}$,

    .. math:: (\gamma \, x \cdot z + c_0)^p = \sum_{e_0 + \dots + e_d = p}
              \frac{p!}{e_0! \cdots e_d!} \; \gamma^p \prod_{j=0}^d x_j^{e_j} z_j^{e_j}

    so each monomial is one feature, times the root of its coefficient.

    Parameters
    ----------
    X : samples, shape (n, d).
    degree : p, an integer from 1.
    gamma, coef0 : γ > 0 and c₀ >= 0, as in `polynomial_kernel`.

    Returns
    -------
    Shape (n, C(d + p, p)), or (n, C(d + p - 1, p)) when c₀ = 0 leaves only the monomials of
    degree p itself.  Ordered by rising degree, then as the features come.

    Raises
    ------
    ValueError : a parameter is out of its range, or the answer would hold above 50 million numbers
        or one that float64 cannot hold.

    Source: B. E. Boser, I. M. Guyon and V. N. Vapnik, "A training algorithm for optimal margin
    classifiers", Proceedings of the Fifth Annual Workshop on Computational Learning Theory
    (1992), 144-152.  Chapter: Kernels.
    """
    X = points(X)
    p = count(degree, "degree")
    g = kernel_gamma(gamma, X)
    c = number(coef0, "coef0", low=0)
    n, d = X.shape
    width = comb(d + p, p) if c else comb(d + p - 1, p)
    if n * width > _MOST:
        raise ValueError(
            f"degree must leave at most {_MOST:,} numbers, got {n:,} samples of {width:,} features"
        )
    columns = []
    for size in range(0 if c else p, p + 1):
        for monomial in combinations_with_replacement(range(d), size):
            powers = [monomial.count(j) for j in set(monomial)] + [p - size]
            ways = factorial(p) // prod(factorial(e) for e in powers)
            with np.errstate(over="ignore", invalid="ignore"):
                root = np.sqrt(ways) * np.sqrt(g) ** size * np.sqrt(c) ** (p - size)
                # (n,); an empty product is 1
                columns.append(root * X[:, list(monomial)].prod(axis=1))
    found = np.column_stack(columns)
    if not np.isfinite(found).all():
        raise ValueError(
            f"X must hold numbers small enough for features of degree {p} in float64, got up to "
            f"{np.abs(X).max():g}"
        )
    return found
