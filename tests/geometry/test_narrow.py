"""Narrow nets: their slopes beside another implementation, and what they can and cannot part."""

import numpy as np
import pytest

from mlmath.backprop import MLP
from mlmath.geometry import Labeled, Narrow, narrow, trained, two_crescents, two_rings
from mlmath.geometry.narrow import SHAPES, _backward, _flat
from mlmath.optimizers import Adam


def test_rings_and_crescents_by_hand():
    rings, crescents = two_rings(4), two_crescents(3)
    assert np.abs(rings.X).sum(axis=1) == pytest.approx([0.5] * 4 + [1] * 4)
    assert rings.y.tolist() == [1] * 4 + [-1] * 4
    upper = [[0.35, -0.175], [-0.35, 0.525], [-1.05, -0.175]]  # 0.7 (cos t − 1/2, sin t − 1/4)
    assert crescents.X[:3] == pytest.approx(np.array(upper))
    assert crescents.X[3:] == pytest.approx(-crescents.X[:3])


def test_a_net_by_hand():
    """tanh(ln 2) = 3/5 and tanh(ln 3) = 4/5."""
    net = Narrow(((np.diag(np.log([2, 3])), np.zeros(2)),), np.array([5.0, 10.0]), -1.0)
    X = np.array([[1.0, 1.0], [0.0, -1.0]])
    assert net.representations(X)[1] == pytest.approx(np.array([[0.6, 0.8], [0, -0.8]]))
    assert net.score(X) == pytest.approx([10, -9])
    assert net.right(Labeled(X, np.array([1.0, 1.0]))) == 1


@pytest.mark.parametrize(("units", "layers"), [(2, 1), (3, 1), (2, 3), (3, 2)])
def test_the_slopes_are_those_of_the_tape(units, layers):
    """By `mlmath.backprop`, which records a tape, on the same weights."""
    data, sizes = two_rings(9), [2, *[units] * layers, 1]
    other = MLP(sizes, output="sigmoid", seed=4)
    _, views = _flat(sizes)
    rng = np.random.default_rng(7)
    for (W, b), layer in zip(views, other.layers, strict=True):
        W[...], b[...] = rng.normal(size=W.shape), rng.normal(size=b.shape)
        layer.weight.data[...], layer.bias.data[...] = W, b
    slopes, parts = _flat(sizes)
    loss = other.loss(data.X, (data.y + 1) / 2)
    loss.backward()
    assert _backward(data, views, parts) == pytest.approx(loss.item())
    wanted = np.concatenate([p.grad.ravel() for p in other.parameters()])
    assert slopes == pytest.approx(wanted, abs=1e-12)


@pytest.mark.parametrize(("units", "layers"), [(2, 1), (2, 3), (3, 2)])
def test_the_first_weights_turn_and_stretch(units, layers):
    """Their columns stand at right angles, each of length GAIN; and a net begins without biases."""
    for W, b in trained("rings", units, layers, 3, updates=0).nets[0].layers:
        assert pytest.approx(narrow.GAIN**2 * np.eye(W.shape[1]), abs=1e-6) == W.T @ W
        assert not b.any()


def parts(net):
    """Return weights and biases, layer by layer."""
    return [*(part for layer in net.layers for part in layer), net.v[None], np.array([net.v0])]


@pytest.mark.parametrize("units", [2, 3])
def test_training_is_adam_with_a_pull_toward_the_first_weights(units):
    """By `mlmath.backprop` and `mlmath.optimizers`, which keep all binary places.

    On the rings: the crescents are symmetric, so that slopes of biases are 0 but for rounding, and
    Adam divides them by their own size.
    """
    data = two_rings()
    begin, end = trained("rings", units, 2, 6, updates=20, every=20).nets
    other = MLP([2, units, units, 1], output="sigmoid")
    weights = [tensor for layer in other.layers for tensor in (layer.weight, layer.bias)]
    for tensor, part in zip(weights, parts(begin), strict=True):
        tensor.data[...] = part
    adam = Adam(weights, lr=narrow.RATE, betas=(narrow.KEEP, narrow.KEEP_SQUARE))
    for _ in range(20):
        adam.zero_grad()
        other.loss(data.X, (data.y + 1) / 2).backward()
        for tensor, part in zip(weights, parts(begin), strict=True):
            tensor.grad += narrow.PULL * (tensor.data - part)
        adam.step()
    for tensor, part in zip(weights, parts(end), strict=True):
        assert tensor.data == pytest.approx(part, abs=2e-6)


def test_training_lowers_the_loss_and_is_repeatable():
    history = trained("crescents", 2, 2, 1, updates=100)
    assert len(history.nets) == len(history.losses) == 11
    assert history.losses[-1] < history.losses[0] / 2
    again = trained.__wrapped__("crescents", 2, 2, 1, updates=100)
    assert again.losses.tolist() == history.losses.tolist()


@pytest.mark.parametrize("shape", SHAPES)
def test_another_rounding_of_each_step_trains_the_same_nets(shape, monkeypatch):
    """Slopes that are off by a few times the rounding of a machine, by chance, in every step."""
    rng = np.random.default_rng(3)

    def rounded(data, views, parts):
        loss = _backward(data, views, parts)
        for part in (array for pair in parts for array in pair):
            part *= 1 + 1e-15 * rng.normal(size=part.shape)
            part += 1e-17 * rng.normal(size=part.shape)
        return loss

    for units, layers in ((2, 2), (2, 3), (3, 2)):
        nets = trained(shape, units, layers, 5).nets
        with monkeypatch.context() as patch:
            patch.setattr(narrow, "_backward", rounded)
            others = trained.__wrapped__(shape, units, layers, 5).nets
        for net, other in zip(nets, others, strict=True):
            assert net.v0 == other.v0
            for (W, b), (V, d) in zip(net.layers, other.layers, strict=True):
                assert np.array_equal(W, V)
                assert np.array_equal(b, d)


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_two_units_never_part_the_rings(layers):
    data = two_rings()
    for seed in range(20):
        assert all(net.right(data) < 80 for net in trained("rings", 2, layers, seed).nets)


def test_three_units_part_the_rings_and_two_the_crescents():
    assert trained("rings", 3, 1, 0).nets[-1].right(two_rings()) == 80
    assert trained("crescents", 2, 2, 1).nets[-1].right(two_crescents()) == 80


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("units", [2, 3])
def test_upright_nets_say_the_same_and_do_not_mirror(shape, units):
    X = np.random.default_rng(0).uniform(-2, 2, size=(50, 2))
    for seed in range(8):
        net = trained(shape, units, 3, seed, updates=20).nets[-1]
        upright = net.upright()
        assert upright.score(X) == pytest.approx(net.score(X))
        square = [W for W, _ in upright.layers if W.shape[0] == W.shape[1]]
        assert len(square) == (3 if units == 2 else 2)
        assert all(np.linalg.det(W) > 0 for W in square)


def test_an_unknown_shape_is_refused():
    with pytest.raises(ValueError, match="shape must be one of rings, crescents, got 'star'"):
        trained("star", 2, 1, 0)
