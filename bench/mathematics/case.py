"""What one row of the table is: the same calculation by the book and by a library."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import numpy as np

Run = Callable[[], Any]
# What a side may need besides numpy: its name in the table, and how to get it.
LIBRARIES = {
    "sklearn": ("scikit-learn", "`pip install -r requirements-dev.txt` brings it"),
    "torch": (
        "PyTorch",
        '`pip install "torch==2.13.0"` adds this row',
    ),
    "padasip": ("padasip", "`make bench-mathematics` installs it, by bench/requirements.txt"),
    "cc": ("C", "a C compiler named cc on the path adds this row"),
}


@dataclass(frozen=True)
class Case:
    """One row.

    name, size : what is computed, and on how much data.
    library : a key of LIBRARIES, whose calculation it is compared with.
    data : makes the data, the same each time.
    ours, theirs : import and prepare what they need, and return the calculation to be timed.
    same : raises AssertionError when the results of the two differ.
    gap : what the remaining difference in time is made of.
    calls : how often each is called before the results are compared; training goes on each time.
    """

    name: str
    size: str
    library: str
    data: Callable[[], Any]
    ours: Callable[[Any], Run]
    theirs: Callable[[Any], Run]
    same: Callable[[Any, Any], None]
    gap: str
    calls: int = 1

    def missing(self) -> str:
        """Return what keeps this row out of the table, in words, or nothing."""
        there = shutil.which("cc") if self.library == "cc" else find_spec(self.library)
        name, advice = LIBRARIES[self.library]
        return "" if there else f"{name} is not installed here: {advice}."


def close(*tolerances: float) -> Callable[[Any, Any], None]:
    """Return a comparison of two results, or of several in turn, each with its tolerance.

    The tolerance is relative to the largest number of the other side's result.
    """

    def same(ours: Any, theirs: Any) -> None:
        several = len(tolerances) > 1
        pairs = zip(*((ours, theirs) if several else ([ours], [theirs])), tolerances, strict=True)
        for a, b, tolerance in pairs:
            a, b = np.asarray(a), np.asarray(b)
            assert a.shape == b.shape, (a.shape, b.shape)
            atol = tolerance * float(np.abs(b).max(initial=1e-300))
            np.testing.assert_allclose(a, b, rtol=0, atol=atol)

    return same
