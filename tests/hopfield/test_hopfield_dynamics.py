"""All units at once: rest, or to and fro between two states, and the energy that tells why."""

import math
from itertools import pairwise

import numpy as np
import pytest

from mlmath.hopfield import (
    Hopfield,
    energy,
    overlap,
    pair_energy,
    random_patterns,
    recall,
    recall_many,
)

SEEDS = range(8)


def symmetric(n, seed):
    """Small whole-number weights, so that fields are often exactly zero; any diagonal."""
    A = np.random.default_rng(seed).integers(-2, 3, size=(n, n))
    return np.triu(A) + np.triu(A, 1).T


def test_two_units_that_agree_go_to_and_fro_when_they_start_apart():
    """Each takes on the other's state: (1, -1), (-1, 1), (1, -1), ...; worked on paper."""
    W = Hopfield().fit([[1, 1]]).weights_
    assert W.tolist() == [[0, 0.5], [0.5, 0]]
    path = recall(W, [1, -1], "synchronous")
    assert path.period == 2
    assert not path.converged
    assert path.sweeps == 2
    assert path.states().tolist() == [[1, -1], [-1, 1]]
    assert [units.tolist() for units in path.changed] == [[0, 1]]
    assert path.energies.tolist() == [0.5, 0.5]
    # One at a time the first to move joins the other, and the energy falls.
    settled = recall(W, [1, -1])
    assert settled.converged
    assert abs(settled.state.sum()) == 2
    assert settled.energies.tolist() == [0.5, -0.5]


@pytest.mark.parametrize("seed", SEEDS)
def test_symmetric_weights_lead_to_rest_or_to_two_states(seed):
    """Goles-Chacc, Fogelman-Soulié and Pellegrin 1985, here with exact ties as well."""
    rng = np.random.default_rng(seed)
    for n in (3, 8, 25):
        W = symmetric(n, seed)
        path = recall(W, random_patterns(1, n, rng)[0], "synchronous", max_sweeps=500)
        assert path.period in (1, 2)
        s = path.states()
        assert len(s) == len(path.energies)
        pairs = [pair_energy(W, s[k + 1], s[k]) for k in range(len(s) - 1)]
        assert (np.diff(pairs) <= 1e-12).all()
        np.testing.assert_allclose(path.energies, energy(W, s), atol=1e-12)
        again = recall(W, path.state, "synchronous", max_sweeps=3)
        assert again.period == path.period


def test_a_unit_without_a_field_may_stay_while_the_pair_energy_stands_still():
    """Worked on paper: unit 2 turns once, and then its field -s₃ - s₄ is zero and it stays."""
    W = np.array([[0, 0, 0, -1], [0, 0, -1, -1], [0, -1, 0, 1], [-1, -1, 1, 0]])
    s = recall(W, [1, 1, 1, 1], "synchronous").states()
    assert s[:3].tolist() == [[1, 1, 1, 1], [-1, -1, 1, -1], [1, -1, 1, 1]]
    assert (W @ s[1])[1] == 0
    assert pair_energy(W, s[1], s[0]) == pair_energy(W, s[2], s[1]) == -4
    assert (s[2] != s[0]).tolist() == [False, True, False, False]
    # As if a little stood on the diagonal: with that, the energy has still fallen.
    tilted = W + 1e-3 * np.eye(4)
    assert pair_energy(tilted, s[2], s[1]) < pair_energy(tilted, s[1], s[0])


@pytest.mark.parametrize("seed", SEEDS)
def test_a_tie_is_a_tiny_positive_diagonal(seed):
    """Whole-number fields are 0 or at least 1, so 1/2 decides ties only; and then nothing rises."""
    rng = np.random.default_rng(seed)
    for n in (4, 9, 16):
        W, start = symmetric(n, seed + n), random_patterns(1, n, rng)[0]
        tilted = W + 0.5 * np.eye(n)
        path, same = (recall(V, start, "synchronous", max_sweeps=300) for V in (W, tilted))
        assert path.states().tolist() == same.states().tolist()
        s = path.states()
        pairs = [pair_energy(tilted, b, a) for a, b in pairwise(s)]
        assert (np.diff(pairs) < 0).all()  # strictly, until s(t + 1) is s(t - 1)


def test_both_kinds_of_end_occur():
    ends = {
        recall(symmetric(25, seed), random_patterns(1, 25, seed)[0], "synchronous").period
        for seed in range(30)
    }
    assert ends == {1, 2}


@pytest.mark.parametrize("seed", SEEDS)
def test_each_step_is_the_sign_of_the_field_and_ties_stay(seed):
    W = symmetric(12, seed)
    path = recall(W, random_patterns(1, 12, seed)[0], "synchronous")
    for s, following in zip(path.states()[:-1], path.states()[1:], strict=True):
        h = W @ s
        assert following.tolist() == np.where(h == 0, s, np.sign(h)).tolist()


def test_without_weights_every_state_stays():
    path = recall(np.zeros((3, 3)), [1, -1, 1], "synchronous")
    assert (path.period, path.sweeps, path.changed) == (1, 1, [])


def test_a_cycle_of_four_needs_weights_that_are_not_symmetric():
    """Unit 1 follows unit 2, unit 2 flees unit 1: four states in turn, so neither end is found."""
    path = recall([[0, 1], [-1, 0]], [1, 1], "synchronous", max_sweeps=8)
    assert path.period == 0
    assert path.sweeps == 8
    assert path.states()[:5].tolist() == [[1, 1], [1, -1], [-1, -1], [-1, 1], [1, 1]]


@pytest.mark.parametrize("seed", SEEDS)
def test_many_states_at_once_go_where_each_goes_alone(seed):
    W = [
        symmetric(15, seed),
        Hopfield().fit(random_patterns(6, 15, seed)).weights_,
        np.random.default_rng(seed).normal(size=(15, 15)),
    ][seed % 3]
    starts = random_patterns(20, 15, seed)
    for limit in (1, 2, 100):
        many = recall_many(W, starts, limit)
        alone = [recall(W, s, "synchronous", max_sweeps=limit) for s in starts]
        assert many.states.tolist() == [path.state.tolist() for path in alone]
        assert many.period.tolist() == [path.period for path in alone]
        assert many.sweeps.tolist() == [path.sweeps for path in alone]


def test_stored_patterns_come_back_all_at_once():
    xi = random_patterns(10, 300, 2)
    net = Hopfield().fit(xi)
    noisy = xi * np.where(np.random.default_rng(0).random(xi.shape) < 0.15, -1, 1)
    before = noisy.copy()
    settled = net.recall_many(noisy)
    assert np.array_equal(noisy, before)
    assert overlap(xi, settled.states).min() > 0.99
    assert (settled.period == 1).all()
    assert overlap(xi, noisy).max() < 0.85


ERRORS = [
    (lambda: recall_many(np.zeros((2, 2)), [1, 1]), "states must have shape (n_states, 2), got"),
    (lambda: recall_many(np.zeros((2, 2)), [[1, 2]]), "states must hold only -1 and +1, got 2"),
    (lambda: recall_many(np.zeros((2, 3)), [[1, 1]]), "weights must have shape (n_units, n_units)"),
    (lambda: recall_many(np.zeros((2, 2)), [[1, 1]], 0), "max_sweeps must be at least 1, got 0"),
    (lambda: recall_many([[0, math.inf]] * 2, [[1, 1]]), "weights must hold finite numbers"),
    (lambda: pair_energy(np.zeros((2, 2)), [1, 1], [1]), "previous must have shape (2,), got (1,)"),
    (lambda: Hopfield().recall_many([[1]]), "fit must be called first"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "message"), ERRORS, ids=[m for _, m in ERRORS])
def test_an_error_names_the_argument_what_was_expected_and_what_came(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)
