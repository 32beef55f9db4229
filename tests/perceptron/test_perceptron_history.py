"""The updates that a machine keeps: all of them, in little memory."""

import tracemalloc

import numpy as np
import pytest

from mlmath.perceptron import Mistakes, Perceptron


def test_the_updates_are_a_sequence_with_the_very_numbers_of_the_run():
    rng = np.random.default_rng(3)
    X, y = rng.normal(size=(60, 3)), rng.integers(0, 2, 60)
    machine = Perceptron(60).fit(X, y)
    made = list(machine.steps(X, y))
    kept = machine.mistakes_
    assert isinstance(kept, Mistakes)
    assert len(kept) == len(made) > 3 * 256
    assert repr(kept) == f"<Mistakes: {len(made):,} updates>"

    def same(one, other):
        assert [(m.epoch, m.index, m.weights.tolist(), m.intercept) for m in one] == [
            (m.epoch, m.index, m.weights.tolist(), m.intercept) for m in other
        ]

    same(kept, made)
    for k in (0, 1, 255, 256, 257, 700, -1, -300):
        same([kept[k]], [made[k]])
    for part in (slice(250, 520, 7), slice(None, None, -100), slice(5, 5), slice(-3, None)):
        same(kept[part], made[part])
    with pytest.raises(IndexError):
        kept[len(made)]


def test_many_updates_take_little_memory():
    """At most 16 bytes an update, 8 n_features for every 256th, and the samples twice or so."""
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(200, 100)), rng.integers(0, 2, 200)
    tracemalloc.start()
    try:
        machine = Perceptron(150).fit(X, y)
        size = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert len(machine.mistakes_) > 5_000
    assert size < len(machine.mistakes_) * (20 + 1000 / 256) + 4 * X.nbytes
