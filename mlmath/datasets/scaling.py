"""Columns of data brought to one scale."""

from typing import Any

import numpy as np

from mlmath.validation import Floats, points


def standardize(X: Any) -> Floats:
    """Shift and scale each column of X to mean 0 and standard deviation 1 (divided by n)."""
    X = points(X)
    spread = X.std(axis=0)
    if not spread.all():
        column = int(np.flatnonzero(spread == 0)[0])
        raise ValueError(f"X must vary in each column, got one value throughout column {column}")
    return np.asarray((X - X.mean(axis=0)) / spread)
