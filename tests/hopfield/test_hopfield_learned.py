"""Neurons as perceptrons: a round by hand, and what they hold."""

import numpy as np
import pytest

from mlmath.hopfield import perceptron_weights, random_patterns, recall


def test_a_round_by_hand():
    """Two neurons that agree in one pattern: from zero each adds 1/2 to its only weight."""
    found = perceptron_weights([[1, 1]], start=np.zeros((2, 2)))
    assert found.weights.tolist() == [[0, 0.5], [0.5, 0]]
    assert found.rounds == 1
    assert found.holds.all()


def test_neurons_that_must_agree_and_differ_hold_nothing():
    found = perceptron_weights([[1, 1], [1, -1]], rounds=50)
    assert found.rounds == 50
    assert not found.holds.any()


@pytest.mark.parametrize("seed", range(5))
def test_every_stored_pattern_rests(seed):
    """As many patterns as neurons, where Hebb's rule has lost all."""
    xi = random_patterns(40, 40, seed)
    found = perceptron_weights(xi, 2000)
    assert found.holds.all()
    assert (np.diag(found.weights) == 0).all()
    assert (xi * (xi @ found.weights.T) > 0).all()
    for pattern in xi[:3]:
        assert (recall(found.weights, pattern).state == pattern).all()


def test_learning_goes_on_from_where_it_was():
    xi = random_patterns(30, 30, 1)
    whole = perceptron_weights(xi, 12)
    part = perceptron_weights(xi, 7)
    rest = perceptron_weights(xi, 5, part.weights)
    np.testing.assert_array_equal(rest.weights, whole.weights)
    assert part.rounds + rest.rounds == whole.rounds
