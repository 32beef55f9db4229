"""Threshold units in layers: XOR and parity, layer by layer."""

import math

import numpy as np
import pytest

from mlmath.boolean import (
    parity,
    parity_network,
    parity_tree,
    table_network,
    truth_table,
    xor_network,
)


def test_xor_by_hand_every_layer_shown():
    """The hidden units are OR and AND; OR without AND is XOR."""
    inputs, hidden, output = xor_network().activations(truth_table(2))
    assert inputs.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert hidden.tolist() == [[0, 0], [1, 0], [1, 0], [1, 1]]
    assert output.tolist() == [[0], [1], [1], [0]]
    assert xor_network()([[0, 1], [1, 1]]).tolist() == [1, 0]


def test_the_hidden_layer_of_parity_counts_the_inputs():
    """With m inputs on, the first m of the hidden units are on, and no other."""
    _, hidden, output = parity_network(4).activations(truth_table(4))
    for x, h, y in zip(truth_table(4).tolist(), hidden.tolist(), output.tolist(), strict=True):
        assert h == [1] * sum(x) + [0] * (4 - sum(x))
        assert y == [sum(x) % 2]


@pytest.mark.parametrize("n", range(1, 11))
def test_both_networks_compute_parity_of_every_input(n):
    expected = [i.bit_count() % 2 for i in range(2**n)]
    assert parity_network(n).outputs().tolist() == expected
    assert parity_tree(n).outputs().tolist() == expected


def test_parity_of_sixteen_bits():
    assert np.array_equal(parity_tree(16).outputs(), parity(16))
    assert np.array_equal(parity_network(16).outputs(), parity(16))


@pytest.mark.parametrize("n", range(2, 17))
def test_the_sizes_of_both_networks(n):
    flat, tree = parity_network(n).layers, parity_tree(n).layers
    assert [len(layer.thresholds) for layer in flat] == [n, 1]
    assert len(tree) == 2 * math.ceil(math.log2(n))
    assert max(np.count_nonzero(layer.weights, axis=1).max() for layer in tree) == 2
    assert np.count_nonzero(flat[0].weights) == n * n
    # n - 1 XORs of three units, and two units for each time that a bit is handed on.
    handed, bits = 0, n
    while bits > 1:
        handed, bits = handed + bits % 2, (bits + 1) // 2
    assert sum(len(layer.thresholds) for layer in tree) == 3 * (n - 1) + 2 * handed


def test_two_bits_give_the_network_of_xor():
    for network in (parity_network(2), parity_tree(2)):
        for ours, theirs in zip(network.layers, xor_network().layers, strict=True):
            assert np.array_equal(ours.weights, theirs.weights)
            assert np.array_equal(ours.thresholds, theirs.thresholds)


@pytest.mark.parametrize("n", [1, 2, 3])
def test_a_unit_for_each_input_that_gives_one_computes_every_function(n):
    for number in range(1, 2**2**n):
        f = [number >> i & 1 for i in range(2**n)]
        network = table_network(f)
        assert network.outputs().tolist() == f
        hidden = network.activations(truth_table(n))[1]
        assert hidden.shape == (2**n, sum(f))
        assert (hidden.sum(axis=0) == 1).all()  # each unit is on at one input, its own


def test_the_table_of_xor_by_hand():
    hidden, output = table_network([0, 1, 1, 0]).layers
    assert hidden.weights.tolist() == [[-1, 1], [1, -1]]
    assert hidden.thresholds.tolist() == [1, 1]
    assert output.weights.tolist() == [[1, 1]]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: parity_network(0), "n must be at least 1, got 0"),
        (lambda: parity_network(17), "n must be at most 16, got 17"),
        (lambda: table_network([0, 0]),
         "f must have at least one input and one output 1, got [0, 0]"),
        (lambda: table_network([1]), "f must have at least one input and one output 1, got [1]"),
        (lambda: parity_tree(2.0),  # type: ignore[arg-type]
         "n must be an integer, got 2.0"),
        (lambda: xor_network()([[1, 0, 1]]), "X must have shape (n_rows, 2), got (1, 3)"),
        (lambda: xor_network()([1, 0]), "X must have shape (n_rows, 2), got (2,)"),
        (lambda: xor_network()([[1, 2]]), "X must hold only 0 and 1, got 2"),
        (lambda: xor_network()([["a", "b"]]), "X must hold numbers"),
    ],
)  # fmt: skip
def test_an_error_names_the_argument_what_was_expected_and_what_came(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)
