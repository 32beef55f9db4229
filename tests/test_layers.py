"""Layers: parameters are found, kept and given back; each computes its formula."""

import numpy as np
import pytest

from mlmath.autodiff import Tensor
from mlmath.layers import Dropout, Embedding, LayerNorm, Linear, Module


class Net(Module):
    def __init__(self, seed=0):
        rng = np.random.default_rng(seed)
        self.first = Linear(3, 4, seed=rng)
        self.blocks = [Linear(4, 4, bias=False, seed=rng), LayerNorm(4)]
        self.tied = self.first.weight
        self.drop = Dropout(0.5, rng)
        self.constant = Tensor([1.0])

    def forward(self, x):
        x = self.drop(self.first(x))
        for block in self.blocks:
            x = block(x)
        return x @ self.tied


def test_parameters_are_found_once_and_under_their_names():
    names = dict(Net().named_parameters())
    assert list(names) == [
        "tied", "first.bias", "blocks.0.weight", "blocks.1.weight", "blocks.1.bias",
    ]  # fmt: skip
    assert sum(p.size for p in Net().parameters()) == 12 + 4 + 16 + 4 + 4


def test_a_state_given_back_makes_the_same_network():
    net, other = Net(0).eval(), Net(1).eval()
    x = np.random.default_rng(2).normal(size=(5, 3))
    assert not np.allclose(net(x).data, other(x).data)
    state = net.state_dict()
    other.load_state_dict(state)
    np.testing.assert_array_equal(net(x).data, other(x).data)
    state["first.bias"][:] = 9  # a copy: the network keeps its own
    np.testing.assert_array_equal(net(x).data, other(x).data)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda s: s.pop("tied"), "state must hold tied"),
        (lambda s: s.update(extra=1), "state holds extra, unknown to Net"),
        (lambda s: s.update(tied=np.ones((2, 2))),
         "state['tied'] must have shape (4, 3), got (2, 2)"),
        (lambda s: s.update({"first.bias": list("abcd")}),
         "state['first.bias'] must hold numbers in a rectangular shape, got ['a', 'b', 'c', 'd']"),
    ],
)  # fmt: skip
def test_a_state_that_does_not_fit_changes_nothing(change, message):
    net = Net()
    before = net.state_dict()
    state = {name: a + 1 for name, a in before.items()}
    change(state)
    with pytest.raises(ValueError) as told:
        net.load_state_dict(state)
    assert str(told.value) == message
    assert all((before[name] == a).all() for name, a in net.state_dict().items())


def test_equal_seeds_give_equal_networks():
    one, two = Net(3).state_dict(), Net(3).state_dict()
    assert all((one[name] == two[name]).all() for name in one)


def test_training_switches_dropout_in_all_parts():
    net = Net()
    x = np.ones((1, 3))
    assert not np.array_equal(net(x).data, net(x).data)
    net.eval()
    np.testing.assert_array_equal(net(x).data, net(x).data)
    net.train()
    assert net.drop.training


def test_zero_grad_forgets():
    net = Net()
    net(np.ones((2, 3))).sum().backward()
    assert all(p.grad is not None for p in net.parameters())
    net.zero_grad()
    assert all(p.grad is None for p in net.parameters())


def test_linear_by_hand():
    layer = Linear(2, 2)
    layer.load_state_dict({"weight": [[1, 2], [3, 4]], "bias": [10, 20]})
    assert layer(np.array([[1.0, 1.0]])).data.tolist() == [[13, 27]]
    assert Linear(2, 2, bias=False).bias is None


def test_first_weights_of_linear_lie_within_one_by_the_root_of_its_inputs():
    """As torch.nn.Linear documents: uniform in (-1/sqrt(in_features), 1/sqrt(in_features))."""
    weight = Linear(16, 500, seed=1).weight.data
    assert np.abs(weight).max() <= 0.25
    assert weight.std() == pytest.approx(0.5 / np.sqrt(12), rel=0.02)


def test_layer_norm_starts_as_the_plain_normalization_with_its_own_eps():
    """(-1, 1) has variance 1: with eps = 3 it is divided by 2."""
    assert LayerNorm(2, eps=3.0)(np.array([[4.0, 6.0]])).data.tolist() == [[-0.5, 0.5]]


def test_first_rows_of_an_embedding_are_normal():
    """As torch.nn.Embedding documents; a normal sample has kurtosis 3, a uniform one 1.8."""
    rows = Embedding(200, 50, seed=0).weight.data
    assert rows.std() == pytest.approx(1, rel=0.03)
    assert (rows**4).mean() == pytest.approx(3, rel=0.1)


def test_embedding_takes_rows():
    table = Embedding(5, 3, seed=1)
    np.testing.assert_array_equal(table([[4, 0]]).data, table.weight.data[[[4, 0]]])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Linear(0, 2), "in_features must be at least 1, got 0"),
        (lambda: Embedding(2, -1), "embedding_dim must be at least 1, got -1"),
        (lambda: LayerNorm(2, eps=0), "eps must be above 0, got 0"),
        (lambda: Dropout(1), "p must be below 1, got 1"),
    ],
)
def test_an_error_says_what_was_expected(call, message):
    with pytest.raises(ValueError) as told:
        call()
    assert str(told.value) == message
