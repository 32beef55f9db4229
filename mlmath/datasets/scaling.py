"""Columns of data brought to one scale."""

from typing import Any

import numpy as np

from mlmath.scale import centered
from mlmath.validation import Floats, points


def standardize(X: Any) -> Floats:
    """Shift and scale each column of X to mean 0 and standard deviation 1 (divided by n).

    Whatever the unit and the offset of a column, as long as float64 tells two of its entries apart.

    Raises
    ------
    ValueError : X has a wrong shape or holds NaN, or a column holds one value throughout.
    """
    away, _, _ = centered(points(X))
    spread = np.sqrt((away**2).mean(axis=0))
    if not spread.all():
        column = int(np.flatnonzero(spread == 0)[0])
        raise ValueError(f"X must vary in each column, got one value throughout column {column}")
    return np.asarray(away / spread)
