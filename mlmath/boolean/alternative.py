"""Separate, or prove that nothing separates: an integer perceptron that does one of the two."""

from typing import Any, NamedTuple

import numpy as np

from mlmath.boolean.functions import Table

_LARGEST = 2**20
_MOST_COLUMNS = 256
_SAFE = 2**62  # what products may reach in 64 bits


class Alternative(NamedTuple):
    """Exactly one of two things, both in integers.

    weights : w with A w > 0 in each row, shape (n_columns,); or None.
    combination : y >= 0, not all zero, with y A = 0, shape (n_rows,); or None.
    """

    weights: Table | None
    combination: Table | None


def gordan_alternative(A: Any) -> Alternative:
    r"""Decide whether a vector has positive products with all rows of an integer matrix.

    .. math:: \text{either}\; \exists w: A w > 0,
              \qquad\text{or}\; \exists y \ge 0, \; y \ne 0: \; y^T A = 0

    Both cannot be, since $0 = (y^T A) w = y^T (A w) > 0$; that one of them must be is Gordan's
    theorem.  Here a perceptron decides: from w = 0 it adds the row of least product until all
    products are positive.  If a separator exists, Novikoff's theorem says that it stops.  If
    none exists, its weights stay bounded (the perceptron cycling theorem), and being integers
    they must return to where they were before.  The rows added in between then sum to zero:
    how often it added each of them is y.

    There is no rounding and no tolerance, and the answer is easily checked.  The run can be long
    when the margin is small, or the matrix large: up to $(R/\gamma)^2$ additions, and before
    weights come back as many as there are integer points that they may visit.

    No product overflows either.  Since only rows of a product of at most 0 are added, after k
    additions $\|w\| \le \sqrt k R$ with the longest row R, and no product exceeds
    $\sqrt k R^2$.  Where that passes 2^62 (after 2^28 additions, for the largest rows allowed)
    the run goes on in integers of any length.

    Parameters
    ----------
    A : integers up to 2^20 in size, shape (n_rows, n_columns), 1 to 256 columns.

    Source: P. Gordan, "Ueber die Auflösung linearer Gleichungen mit reellen Coefficienten",
    Mathematische Annalen 6 (1873), 23-28.  Chapter: XOR.
    """
    A = np.asarray(A)
    if A.ndim != 2 or 0 in A.shape or A.dtype.kind not in "iu":
        raise ValueError(
            "A must hold integers in shape (n_rows, n_columns), both at least 1, "
            f"got {A.dtype} in shape {A.shape}"
        )
    if A.shape[1] > _MOST_COLUMNS or A.max() > _LARGEST or A.min() < -_LARGEST:
        raise ValueError(
            f"A must have at most {_MOST_COLUMNS} columns of integers up to {_LARGEST:,} in size, "
            f"got {A.shape[1]} columns and entries from {A.min()} to {A.max()}"
        )
    A = A.astype(np.int64)
    steps: Any = A @ A.T  # (n_rows, n_rows): what adding a row does to all products
    products: Any = np.zeros(len(A), dtype=np.int64)  # A w; equal ones mean equal w, a sum of rows
    times = np.zeros(len(A), dtype=np.int64)  # how often each row has been added
    k, safe = 0, (_SAFE // max(1, int(steps.max()))) ** 2
    # The next row depends on w alone, so that a run that returns to one w goes round for ever.
    # Comparing with the w of steps 0, 1, 2, 4, 8, ... finds that out (Brent's method).
    mark, marked_at, times_then = products, 0, times.copy()
    while True:
        row = int(products.argmin())
        if products[row] > 0:
            return Alternative(times @ A, None)
        if k == safe:
            steps, products = steps.astype(object), products.astype(object)
        times[row] += 1
        k += 1
        products = products + steps[row]
        if (products == mark).all():
            return Alternative(None, times - times_then)
        if k == 2 * marked_at or not marked_at:
            mark, marked_at, times_then = products, k, times.copy()
