"""The theorems of the page Networks that remember: cases by hand, and sides by another way."""

from itertools import product

import numpy as np
import pytest

from mlmath.hopfield import energy, one_step_error, recall
from mlmath.theorems.hopfield import downhill, modern, one_step, pairs, projection

SEEDS = range(40)


def test_two_neurons_downhill_by_hand():
    """With w = 1 the state (1, -1) has E = 1; neuron 1 sees -1, reverses, and E is -1."""
    W = np.zeros((6, 6))
    W[0, 1] = W[1, 0] = 1
    start = np.array([1.0, -1, 1, 1, 1, 1])
    path = downhill.walk(W, start, one=True)
    assert path[-1].tolist() == [-1, -1, 1, 1, 1, 1]
    assert energy(W, path).tolist() == [1, -1]
    assert all(step.holds for step in downhill.steps(W, path))


def test_all_at_once_the_two_change_places_forever():
    W = np.zeros((6, 6))
    W[0, 1] = W[1, 0] = 1
    path = downhill.walk(W, np.array([1.0, -1, 1, 1, 1, 1]), one=False)
    assert len(path) == downhill.LONGEST + 1
    assert [step.holds for step in downhill.steps(W, path)] == [False, True, True]


def test_with_its_premises_recall_ends():
    for seed in SEEDS:
        found = downhill.check(seed).instance
        W, end = found["W"], found["path"][-1]
        assert (end * (W @ end) >= 0).all()


def test_the_period_is_that_of_recall():
    for seed in SEEDS:
        verdict = pairs.check(seed)
        W, path = verdict.instance["W"], verdict.instance["path"]
        assert recall(W, path[0], "synchronous").period == verdict.left


def test_a_ring_of_one_way_weights_has_the_period_of_its_length():
    W = np.roll(np.eye(8), 1, axis=0)
    period, _ = pairs.sweeps(W, np.array([1.0, -1, -1, -1, -1, -1, -1, -1]))
    assert period == 8


def test_the_first_step_by_hand():
    """Three patterns and three neurons: of four coins a sum below -2 is -4, once in 16."""
    assert one_step.tail(3, 3) == 1
    every = one_step.everything(3, 3)
    lost = (one_step.aligned(every, 0, 0, diagonal=False) < 0).sum()
    assert lost == 512 / 16


def test_the_exact_share_comes_near_the_limit():
    """With 400 neurons and 80 patterns, within a twentieth of erfc's value."""
    n, p = 400, 80
    share = one_step.tail(n, p) / 2 ** ((p - 1) * (n - 1))
    assert share == pytest.approx(float(one_step_error(p / n)), rel=0.06)


def test_every_way_to_choose_comes_once():
    every = one_step.everything(2, 2).reshape(16, 4)
    assert sorted(map(tuple, every)) == sorted(product((-1.0, 1.0), repeat=4))


def test_the_projection_of_one_pattern_by_hand():
    """P is ξ ξᵀ / N, whose diagonal is 1/N."""
    xi = np.array([[1.0, -1, 1, 1]])
    np.testing.assert_allclose(projection.projection(xi), xi.T @ xi / 4)
    verdict = projection.check(3)
    assert verdict.right > 0


def test_the_sharp_energy_of_one_pattern_by_hand():
    """The update is the pattern, and E = ½ξ² - xξ goes from 0 to -x²/2."""
    X, old = np.array([[3.0], [0.0]]), np.zeros(2)
    new = X @ modern.shares(X, old, 1.0)
    assert new.tolist() == [3, 0]
    assert modern.value(X, old, 1.0) == pytest.approx(0)
    assert modern.value(X, new, 1.0) == pytest.approx(-4.5)
    assert all(step.holds for step in modern.steps(X, X, old, new, 1.0))


def test_below_the_tangent_by_hand():
    """β = -1, patterns ±1: lse goes from -log 2 to -log(2 cosh 1), and the tangent is level."""
    X = np.array([[1.0, -1.0]])
    steps = modern.steps(X, X, np.zeros(1), np.ones(1), -1.0)
    assert not steps[0].holds
    assert steps[0].note == f"it lies {np.log(np.cosh(1)):.3f} below"


def test_an_update_is_a_step_of_attention():
    assert max(modern.attention_gap(seed) for seed in SEEDS) < 1e-14
