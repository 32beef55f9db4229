"""Heads side by side: each is attention in its own part of the dimensions."""

import numpy as np
import pytest

from mlmath.attention import (
    LearnedPositions,
    MultiHeadAttention,
    scaled_dot_product_attention,
    sinusoidal,
)
from mlmath.autodiff import Tensor, gradient_check


def sequence(seed=0, shape=(2, 5, 6)):
    return np.random.default_rng(seed).normal(size=shape)


def applied(linear, x):
    return x @ linear.weight.data.T + linear.bias.data


@pytest.mark.parametrize("heads", [1, 2, 3, 6])
@pytest.mark.parametrize("causal", [False, True])
def test_it_is_one_attention_for_each_part_of_the_columns(heads, causal):
    attention, x = MultiHeadAttention(6, heads, causal, seed=1), sequence()
    q, k, v = (applied(m, x) for m in (attention.query, attention.key, attention.value))
    parts = [
        scaled_dot_product_attention(q[..., i], k[..., i], v[..., i], causal)
        for i in np.arange(6).reshape(heads, -1)
    ]
    wanted = applied(attention.output, np.concatenate(parts, axis=-1))
    assert attention(x).data == pytest.approx(wanted, abs=1e-14)


def test_one_sequence_alone_gives_what_it_gives_in_a_batch():
    attention, x = MultiHeadAttention(6, 2), sequence()
    assert attention(x[1]).data == pytest.approx(attention(x).data[1], abs=1e-15)


def test_without_positions_the_order_of_the_sequence_is_not_seen():
    attention, x = MultiHeadAttention(6, 2), sequence()
    turn = [3, 1, 4, 0, 2]
    assert attention(x[:, turn]).data == pytest.approx(attention(x).data[:, turn], abs=1e-14)


@pytest.mark.parametrize("positions", ["sinusoidal", "learned", "rotary"])
def test_with_positions_it_is_seen(positions):
    attention, x = MultiHeadAttention(6, 1, rotary=positions == "rotary"), sequence()
    where = np.zeros((5, 6))
    if positions == "sinusoidal":
        where = sinusoidal(5, 6)
    elif positions == "learned":
        where = LearnedPositions(5, 6)(np.arange(5)).data
    turn = [3, 1, 4, 0, 2]
    in_order, turned = attention(x + where).data, attention(x[:, turn] + where).data
    assert np.abs(turned - in_order[:, turn]).max() > 1e-3


def test_causal_heads_do_not_look_ahead():
    attention, x = MultiHeadAttention(6, 3, causal=True), sequence()
    before = attention(x).data
    x[:, 3:] = 9
    assert np.array_equal(attention(x).data[:, :3], before[:, :3])


def test_keys_and_values_may_come_from_elsewhere():
    attention, x, context = MultiHeadAttention(6, 2), sequence(), sequence(1, (2, 3, 6))
    assert attention(x, context).shape == (2, 5, 6)
    assert attention(x, x).data == pytest.approx(attention(x).data, abs=0)
    seen = np.array([True, True, False])
    hidden = attention(x, context, seen).data
    assert hidden == pytest.approx(attention(x, context[:, :2]).data, abs=1e-14)


def test_the_weights_can_be_looked_at():
    attention, x = MultiHeadAttention(6, 2, causal=True, seed=3), sequence()
    w = attention.weights(x)
    assert isinstance(w, np.ndarray)
    assert w.shape == (2, 2, 5, 5)
    assert w.sum(axis=-1) == pytest.approx(np.ones((2, 2, 5)))
    assert np.array_equal(w > 0, np.broadcast_to(np.tri(5, dtype=bool), w.shape))
    v = applied(attention.value, x).reshape(2, 5, 2, 3).swapaxes(1, 2)
    merged = (w @ v).swapaxes(1, 2).reshape(2, 5, 6)
    assert attention(x).data == pytest.approx(applied(attention.output, merged), abs=1e-14)


@pytest.mark.parametrize("options", [{}, {"causal": True, "rotary": True}, {"bias": False}])
def test_gradients_of_input_and_parameters_by_central_differences(options):
    attention = MultiHeadAttention(4, 2, seed=5, **options)
    names, start = zip(*attention.state_dict().items(), strict=True)
    modules = {name: name.split(".") for name in names}

    def f(x, *parameters):
        for name, p in zip(names, parameters, strict=True):
            module, attribute = modules[name]
            setattr(getattr(attention, module), attribute, p)
        return attention(x)

    assert gradient_check(f, sequence(2, (2, 3, 4)), *start)
    for place in (np.zeros((2, 3, 4)), np.ones((2, 3, 4))):  # and where all scores are equal
        assert gradient_check(f, place, *start)
        assert gradient_check(f, place, *map(np.zeros_like, start))


def test_dropout_acts_in_training_alone_and_by_the_seed():
    x = sequence()
    one, two = (MultiHeadAttention(6, 2, dropout=0.5, seed=7) for _ in range(2))
    first = one(x).data
    assert np.array_equal(first, two(x).data)
    assert not np.array_equal(first, one(x).data)
    one.eval()
    assert np.array_equal(one(x).data, one(x).data)
    assert one(x).data == pytest.approx(MultiHeadAttention(6, 2, seed=7)(x).data)


def test_equal_seeds_give_equal_weights_and_float32_stays():
    state = MultiHeadAttention(6, 2, seed=4).state_dict()
    again = MultiHeadAttention(6, 2, seed=4).state_dict()
    assert len(state) == 8
    assert all(np.array_equal(state[name], again[name]) for name in state)
    attention = MultiHeadAttention(6, 2, rotary=False, dtype=np.float32)
    out = attention(Tensor(sequence().astype(np.float32)))
    out.sum().backward()
    assert out.dtype == np.float32
    assert {p.grad.dtype for p in attention.parameters()} == {np.dtype(np.float32)}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: MultiHeadAttention(6, 4), "n_heads must divide d_model = 6, got 4"),
        (lambda: MultiHeadAttention(6, 0), "n_heads must be at least 1, got 0"),
        (lambda: MultiHeadAttention(0, 1), "d_model must be at least 1, got 0"),
        (lambda: MultiHeadAttention(6, 2, dropout=1.0), "p must be below 1, got 1"),
        (lambda: MultiHeadAttention(6, 2, seed=-1), "seed must be at least 0, got -1"),
        (lambda: MultiHeadAttention(6, 2)(sequence(0, (5, 4))), r"x must have .* got \(5, 4\)"),
        (lambda: MultiHeadAttention(6, 2)(np.ones(6)), r"x must have shape .* got \(6,\)"),
        (
            lambda: MultiHeadAttention(6, 2)(sequence(), sequence(0, (2, 3, 5))),
            r"context must have shape \(\.\.\., T, 6\), got \(2, 3, 5\)",
        ),
        (lambda: MultiHeadAttention(6, 2, rotary=True)(sequence()), "even number of entries"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
