"""Freed memory is used again, where the C library can be taught to."""

from importlib import import_module
from typing import Any

import numpy as np

from mlmath.autodiff.memory import keep_freed_memory


def test_arrays_of_freed_memory_come_without_new_pages():
    """With the GNU C library; fifty times twenty arrays of 400 kB would else need 100,000 pages."""
    resource: Any = import_module("resource") if keep_freed_memory() else None
    if resource is None:
        return

    def pages() -> int:
        return int(resource.getrusage(resource.RUSAGE_SELF).ru_minflt)

    def arrays() -> None:
        assert len([np.ones(400_000, np.uint8) for _ in range(20)]) == 20

    arrays()  # gets the pages
    before = pages()
    for _ in range(50):
        arrays()
    assert pages() - before < 20_000
