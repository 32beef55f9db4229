"""Handwritten digits of 8 by 8 pixels, as collected by Alpaydin and Kaynak."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

import mlmath
from mlmath.validation import Floats, count, generator


class Digits(NamedTuple):
    """Pictures of digits in two parts.

    X, y : pictures (n, 64), row by row, from 0 for paper to 1 for ink, and what they show (n,).
    X_new, y_new : those to judge by.
    """

    X: Floats
    y: NDArray[np.int64]
    X_new: Floats
    y_new: NDArray[np.int64]


def digits(n_new: int = 597, seed: int | None = None) -> Digits:
    """Return 1,797 handwritten digits of 8 by 8 pixels, the last `n_new` of them set aside.

    Parameters
    ----------
    n_new : how many are set aside, 1 to 1,796.
    seed : of the order in which they are taken; by default the order of the file, which seems to
        be that of its 13 writers: then most of those set aside are by people new to the others.

    Source: E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine
    Learning Repository (1998), doi:10.24432/C50P49, CC BY 4.0.  See data/README.md.
    """
    X, y = _table()
    n_new = count(n_new, "n_new")
    if n_new >= len(X):
        raise ValueError(f"n_new must lie in [1, {len(X) - 1}], got {n_new}")
    if seed is not None:
        order = generator(seed).permutation(len(X))
        X, y = X[order], y[order]
    return Digits(X[:-n_new], y[:-n_new], X[-n_new:], y[-n_new:])


@cache
def _table() -> tuple[Floats, NDArray[np.int64]]:
    with np.load(Path(mlmath.__file__).parent / "data" / "digits.npz") as file:
        table = file["digits"]
    return table[:, :64] / 16, table[:, 64].astype(np.int64)
