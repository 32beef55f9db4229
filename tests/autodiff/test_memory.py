"""Freed memory is used again, where the C library can be taught to, and only once asked for."""

import subprocess
import sys
from importlib import import_module
from typing import Any

import numpy as np

from mlmath.autodiff.memory import keep_freed_memory

COUNT = """
import resource, sys
import numpy as np
import mlmath.autodiff, mlmath.layers, mlmath.backprop, mlmath.optimizers, mlmath.attention
from mlmath.language_model.gpt import GPT, GPTConfig
from mlmath.language_model.training import Trainer

def pages():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt

def arrays():
    return len([np.ones(400_000, np.uint8) for _ in range(20)])

def new_pages():
    arrays()
    before = pages()
    for _ in range(50):
        arrays()
    return pages() - before

first = new_pages()
Trainer(GPT(GPTConfig(2, 1, 1, 1, 1)), np.zeros(3, int), steps=1, warmup=0)
print(first, new_pages())
"""


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


def test_importing_changes_nothing_and_the_trainer_asks():
    """In a process of its own, with the GNU C library."""
    if not keep_freed_memory():
        return
    done = subprocess.run([sys.executable, "-c", COUNT], capture_output=True, text=True, check=True)
    untaught, taught = map(int, done.stdout.split())
    assert taught < 20_000 < 50_000 < untaught
