"""The network of zeros and ones: weights by hand, and thresholds beside those of signs."""

import numpy as np
import pytest

from mlmath.hopfield import Hopfield, binary_weights, random_patterns, recall_binary


def test_the_weights_by_hand():
    """(1, 0, 1) is (+, -, +) and (1, 1, 0) is (+, +, -): products -1+1, 1-1, -1-1."""
    T = binary_weights([[1, 0, 1], [1, 1, 0]])
    assert T.tolist() == [[0, 0, 0], [0, 0, -2], [0, -2, 0]]


def test_the_weights_are_n_times_hebbs():
    V = (random_patterns(3, 20, 1) + 1) / 2
    np.testing.assert_allclose(binary_weights(V), 20 * Hopfield().fit(2 * V - 1).weights_)


def test_a_neuron_at_zero_keeps_its_state():
    """Nothing is on, so every field is zero: the state 000 always rests, as the paper says."""
    T = binary_weights([[1, 0, 1], [1, 1, 0]])
    assert recall_binary(T, [0, 0, 0]).tolist() == [0, 0, 0]
    assert recall_binary(np.zeros((2, 2)), [1, 0]).tolist() == [1, 0]


def test_it_rests_where_no_field_disagrees():
    rng = np.random.default_rng(4)
    V = (random_patterns(4, 60, rng) + 1) / 2
    T = binary_weights(V)
    for _ in range(10):
        end = recall_binary(T, (rng.random(60) < 0.5).astype(float), rng)
        field = T @ end
        assert ((field == 0) | ((field > 0) == (end == 1))).all()


def test_it_is_a_network_of_signs_with_thresholds():
    """With V = (s + 1)/2 the field is (T s + T 1)/2, and its sign decides."""
    V = (random_patterns(3, 30, 7) + 1) / 2
    T = binary_weights(V)
    s = 2 * V[0] - 1
    np.testing.assert_allclose(T @ V[0], (T @ s + T.sum(axis=1)) / 2)


def test_what_is_refused():
    with pytest.raises(ValueError, match="must hold only -1 and"):
        binary_weights([[0, 2]])
    with pytest.raises(ValueError, match=r"state must have shape \(2,\), got \(3,\)"):
        recall_binary(np.zeros((2, 2)), [0, 1, 0])
    with pytest.raises(ValueError, match="2 state - 1 must hold only -1 and"):
        recall_binary(np.zeros((2, 2)), [0, 0.5])
