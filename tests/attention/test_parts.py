"""How the parts are joined: positions, hidden width and dropout, and inputs out of order."""

from typing import Any

import numpy as np
import pytest

from mlmath.attention import (
    MultiHeadAttention,
    TransformerBlock,
    attention_weights,
    layer_norm,
    scaled_dot_product_attention,
    softmax,
)
from mlmath.autodiff import Tensor


def sequence(seed=0, shape=(2, 5, 8)):
    return np.random.default_rng(seed).normal(size=shape)


def turned(x):
    """Turn pairs as complex numbers: position t, pair i by the angle t 10000^(-2i/d)."""
    d = x.shape[-1]
    z = x[..., ::2] + 1j * x[..., 1::2]
    t, i = np.arange(x.shape[-2])[:, None], np.arange(d // 2)
    return z * np.exp(1j * t * 10000 ** (-2 * i / d))


def test_rotary_heads_turn_queries_and_keys_by_the_same_positions():
    """The product of two pairs is the real part of one number times the conjugate of the other."""
    attention, x = MultiHeadAttention(8, 2, rotary=True, seed=1), sequence()

    def heads(linear):
        return (x @ linear.weight.data.T + linear.bias.data).reshape(2, 5, 2, 4).swapaxes(1, 2)

    q, k = turned(heads(attention.query)), turned(heads(attention.key))
    scores = (q @ k.conj().swapaxes(-1, -2)).real / 2
    assert attention.weights(x) == pytest.approx(softmax(scores), abs=1e-14)


@pytest.mark.parametrize("rotary", [False, True])
def test_the_block_hands_its_options_to_attention(rotary):
    block, x = TransformerBlock(8, 2, rotary=rotary, seed=1), sequence()
    attention = MultiHeadAttention(8, 2, rotary=rotary, seed=5)
    attention.load_state_dict(block.attention.state_dict())
    ones, zeros = np.ones(8), np.zeros(8)
    middle = x + attention(layer_norm(x, ones, zeros)).data
    wanted = middle + block.mlp(layer_norm(middle, ones, zeros)).data
    assert block(x).data == pytest.approx(wanted, abs=1e-13)


def test_the_hidden_width_is_the_one_asked_for():
    assert TransformerBlock(8, 2, 10).mlp.expand.weight.shape == (10, 8)
    assert TransformerBlock(8, 2, 10).mlp.contract.weight.shape == (8, 10)
    assert TransformerBlock(8, 2).mlp.expand.weight.shape == (32, 8)


def test_dropout_acts_on_the_weights_and_on_what_each_part_adds(monkeypatch):
    block, x, seen = TransformerBlock(8, 2, dropout=0.4, seed=2), sequence(), {}
    places = {
        "weights": block.attention.dropout,
        "attention": block.dropout,
        "mlp": block.mlp.dropout,
    }
    for name, dropout in places.items():
        assert dropout.p == 0.4

        def watch(h, name=name):
            seen[name] = h.data
            return h

        monkeypatch.setattr(dropout, "forward", watch)
    out, ones, zeros = block(x).data, np.ones(8), np.zeros(8)
    normed = layer_norm(x, ones, zeros)
    assert seen["weights"] == pytest.approx(block.attention.weights(normed), abs=1e-15)
    assert seen["attention"] == pytest.approx(block.attention(normed).data, abs=1e-14)
    middle = x + seen["attention"]
    assert out - middle == pytest.approx(seen["mlp"], abs=1e-14)


@pytest.mark.parametrize("active", ["weights", "attention", "mlp"])
def test_each_dropout_of_a_block_acts_alone(active):
    block, x = TransformerBlock(8, 2, dropout=0.5, seed=2), sequence()
    for name, dropout in (
        ("weights", block.attention.dropout),
        ("attention", block.dropout),
        ("mlp", block.mlp.dropout),
    ):
        dropout.p = 0.5 if name == active else 0.0
    assert not np.array_equal(block(x).data, block(x).data)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize(("place", "message"), [(0, "Q and K"), (1, "Q and K"), (2, "V")])
def test_a_single_number_that_is_not_finite_is_refused(place, message, bad):
    inputs: list[Any] = [np.ones((3, 2)) for _ in range(3)]
    inputs[place][1, 0] = bad
    with pytest.raises(ValueError, match=f"{message} must hold finite numbers"):
        scaled_dot_product_attention(*inputs)
    if place < 2:
        with pytest.raises(ValueError, match=f"{message} must hold finite numbers"):
            attention_weights(inputs[0], Tensor(inputs[1], requires_grad=True))


def test_values_whose_leading_shape_does_not_fit_are_refused():
    Q, V = np.ones((2, 5, 3, 4)), np.ones((3, 3, 4))
    with pytest.raises(ValueError, match=r"leading shape of V .* got \(3,\) and \(2, 5\)"):
        scaled_dot_product_attention(Q, Q, V)


def test_a_mask_that_wants_a_gradient_is_refused():
    Q, mask = np.ones((3, 2)), np.zeros((3, 3))
    with pytest.raises(ValueError, match="mask must not require a gradient"):
        scaled_dot_product_attention(Q, Q, Q, mask=Tensor(mask, requires_grad=True))
    assert scaled_dot_product_attention(Q, Q, Q, mask=Tensor(mask)) == pytest.approx(Q)
