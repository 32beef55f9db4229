"""The exact sequential LMS recursion: beside a compiled loop, and the library one would install."""

from __future__ import annotations

import ctypes
import subprocess
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from bench.mathematics.case import Case, Run, close
from mlmath.lms import lms

SOURCE = Path(__file__).with_name("lms.c")
COMPILE = ("cc", "-O3", "-shared", "-fPIC")
MU = 0.001


def plant(n: int, taps: int) -> Any:
    """Return n inputs of a filter, and what an unknown one answers to them, with noise."""
    rng = np.random.default_rng(7)
    X = rng.normal(size=(n, taps))
    return X, X @ rng.normal(size=taps) + 0.1 * rng.normal(size=n)


def ours(data: Any) -> Run:
    """Run the book's recursion."""
    X, d = data

    def run() -> Any:
        found = lms(X, d, MU)
        return found.weights, found.errors

    return run


def theirs(data: Any) -> Run:
    """Compile the loop and run it."""
    X, d = data
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "lms.so"
        subprocess.run([*COMPILE, str(SOURCE), "-o", str(library)], check=True)
        loop = ctypes.CDLL(str(library)).lms
    row = np.ctypeslib.ndpointer(np.float64, flags="C")
    loop.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_double, row, row, row, row]
    loop.restype = None

    def run() -> Any:
        n, m = X.shape
        weights, errors = np.empty((n + 1, m)), np.empty(n)
        weights[0] = 0
        loop(n, m, MU, X, d, weights, errors)
        return weights, errors

    return run


def padasip_lms(data: Any) -> Run:
    """Run padasip's filter from zero weights; its history ends before the last update."""
    from padasip.filters import FilterLMS

    X, d = data

    def run() -> Any:
        machine = FilterLMS(X.shape[1], mu=MU, w="zeros")
        _, errors, weights = machine.run(d, X)
        return np.vstack([weights, machine.w]), errors

    return run


PADASIP = (
    "padasip is Python too, and makes every step by itself, in a handful of calls of numpy; ours "
    "makes as many for every 32 samples."
)
CASES = [
    Case(
        f"LMS, {taps} weights", f"{n:,} samples, with the history", "cc",
        partial(plant, n, taps), ours, theirs, close(1e-9, 1e-9), gap,
    )
    for n, taps, gap in (
        (
            100_000, 16,
            "each step needs the one before it, so the loop makes its few operations and goes on; "
            "numpy solves a block of samples at once, as a triangular system, which takes more "
            "arithmetic and still a few calls from Python for every 32 samples.",
        ),
        (30_000, 64, "the same; the more weights, the less of the time is Python's."),
    )
] + [
    Case(
        f"LMS beside a library, {taps} weights", f"{n:,} samples, with the history", "padasip",
        partial(plant, n, taps), ours, padasip_lms, close(1e-9, 1e-9), PADASIP,
    )
    for n, taps in ((100_000, 16), (30_000, 64))
]  # fmt: skip
