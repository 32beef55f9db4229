"""The letters that the network of the widget Recall stores: ten by ten cells, in bold strokes."""

from functools import cache
from typing import Any

import numpy as np

from mlmath.datasets.letters import letter
from mlmath.validation import Floats
from mlmath.widgets.spec import zeros_and_ones

SIDE = 10
CELLS = SIDE * SIDE
ORDER = "TOLAVIXE"  # in which they are stored


@cache
def _bold(name: str) -> Floats:
    fine = np.asarray(letter(name), np.float64)
    half = fine.reshape(SIDE, 2, SIDE, 2).mean(axis=(1, 3)) >= 0.5
    wide = np.pad(half, 1)  # each stroke one cell wider, to the left and up
    bold = wide[1:-1, 1:-1] | wide[1:-1, 2:] | wide[2:, 1:-1] | wide[2:, 2:]
    return np.where(bold, 1.0, -1.0).ravel()


def stored(n: int) -> Floats:
    """Return the first n letters, -1 and +1, shape (n, 100)."""
    return np.stack([_bold(name) for name in ORDER[:n]])


def check_cells(name: str, value: Any) -> list[int]:
    """Return 100 plain zeros and ones, or [] for none, or say what is wrong."""
    if isinstance(value, list) and not value:
        return []
    return zeros_and_ones(name, value, CELLS)
