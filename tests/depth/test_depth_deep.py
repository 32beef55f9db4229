"""Deep nets on the digits: how they start, what they say, and that they learn as `fit` does."""

import numpy as np
import pytest

from mlmath.backprop import MLP
from mlmath.depth import batches, deep_net, saturation


@pytest.mark.parametrize(
    ("start", "variance"), [("old", 1 / 300), ("glorot", 1 / 100), ("he", 0.02)]
)
def test_the_variance_of_the_first_weights(start, variance):
    """By the formulas: 1/(3n), 2/(n + n) and 2/n with n = 100."""
    net = deep_net(3, 100, "relu", start, seed=1)
    weights = net.layers[1].weight.data
    assert weights.var() == pytest.approx(variance, rel=0.05)
    assert abs(weights.mean()) < 4 * np.sqrt(variance) / 100
    assert [layer.weight.shape for layer in net.layers] == [
        (100, 64), (100, 100), (100, 100), (10, 100),
    ]  # fmt: skip
    assert not any(layer.bias.data.any() for layer in net.layers)


def test_equal_seeds_start_alike():
    one, same, other = (deep_net(2, 5, "tanh", "old", seed=s).state_dict() for s in (1, 1, 2))
    assert all((one[name] == same[name]).all() for name in one)
    assert any((one[name] != other[name]).any() for name in one)


def test_what_units_say_by_hand():
    """Without weights a logistic unit says one half, whatever comes."""
    net = deep_net(2, 4, "sigmoid", "old")
    for layer in net.layers:
        layer.weight.data[...] = 0
    np.testing.assert_allclose(saturation(net, np.ones((3, 64))), [[0.5, 0], [0.5, 0]])


def test_a_layers_mean_is_that_of_the_net():
    """One hidden layer as an MLP whose output is that layer."""
    net = deep_net(1, 6, "tanh", "glorot", seed=2)
    rng = np.random.default_rng(0)
    X = rng.normal(size=(5, 64))
    net.layers[0].bias.data[...] = rng.normal(size=6)
    front = MLP((64, 6), "tanh", "linear")
    front.layers[0].weight.data[...] = net.layers[0].weight.data
    front.layers[0].bias.data[...] = net.layers[0].bias.data
    said = np.tanh(front.predict(X))
    np.testing.assert_allclose(saturation(net, X), [[said.mean(), said.std()]], rtol=1e-12)


def test_full_batches_without_momentum_are_one_fit():
    rng = np.random.default_rng(3)
    X, y = rng.normal(size=(30, 64)), np.arange(30) % 10
    one, other = (deep_net(2, 8, "tanh", "glorot", seed=4) for _ in range(2))
    losses = list(batches(one, X, y, 5, 0.1, momentum=0.0, batch_size=30))
    other.fit(X, y, epochs=5, lr=0.1, momentum=0.0)
    np.testing.assert_allclose(losses, other.losses_, rtol=1e-12)


def test_an_unknown_start_is_refused():
    with pytest.raises(ValueError, match="start must be one of old, glorot, he"):
        deep_net(2, 5, "relu", "new")
