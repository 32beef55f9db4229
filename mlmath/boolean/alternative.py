"""Separate, or prove that nothing separates: an integer perceptron that does one of the two."""

from typing import Any, NamedTuple

import numpy as np

from mlmath.boolean.functions import Table

_LARGEST = 2**20  # so that no product comes near 2^63 in any run that ends in our lifetime


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
    when the margin is small, or the matrix large.

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
    if A.shape[1] > 256 or A.max() > _LARGEST or A.min() < -_LARGEST:
        raise ValueError(
            f"A must have at most 256 columns of integers up to {_LARGEST:,} in size, "
            f"got {A.shape[1]} columns and entries from {A.min()} to {A.max()}"
        )
    A = A.astype(np.int64)
    steps = A @ A.T  # (n_rows, n_rows): what adding a row does to all products
    products = np.zeros(len(A), dtype=np.int64)  # A w; equal products mean equal w, a sum of rows
    added: list[int] = []
    # The next row depends on w alone, so that a run that returns to one w goes round for ever.
    # Comparing with the w of steps 0, 1, 2, 4, 8, ... finds that out (Brent's method).
    mark, marked_at = products, 0
    while True:
        row = int(products.argmin())
        if products[row] > 0:
            return Alternative(_times(added, len(A)) @ A, None)
        added.append(row)
        products = products + steps[row]
        if (products == mark).all():
            break
        if len(added) == 2 * marked_at or not marked_at:
            mark, marked_at = products, len(added)
    return Alternative(None, _times(added[marked_at:], len(A)))


def _times(added: list[int], n_rows: int) -> Table:
    return np.bincount(added, minlength=n_rows).astype(np.int64)
