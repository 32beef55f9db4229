"""The block: two parts that add to what goes through, each after a normalization."""

import math

import numpy as np
import pytest

from mlmath.attention import FeedForward, TransformerBlock, layer_norm
from mlmath.autodiff import gradient_check


def sequence(seed=0, shape=(2, 5, 6)):
    return np.random.default_rng(seed).normal(size=shape)


def test_the_network_of_a_position_by_its_formula():
    mlp, x = FeedForward(6, 9, seed=1), sequence()
    h = x @ mlp.expand.weight.data.T + mlp.expand.bias.data
    h = h / 2 * (1 + np.tanh(math.sqrt(2 / math.pi) * (h + 0.044715 * h**3)))
    wanted = h @ mlp.contract.weight.data.T + mlp.contract.bias.data
    assert mlp(x).data == pytest.approx(wanted, abs=1e-14)
    assert FeedForward(6).expand.weight.shape == (24, 6)


def test_the_block_adds_two_parts_each_of_a_normalized_input():
    block, x = TransformerBlock(6, 2, causal=True, seed=1), sequence()
    ones, zeros = np.ones(6), np.zeros(6)
    middle = x + block.attention(layer_norm(x, ones, zeros)).data
    wanted = middle + block.mlp(layer_norm(middle, ones, zeros)).data
    assert block(x).data == pytest.approx(wanted, abs=1e-13)


def test_layer_norm_gives_rows_of_mean_0_and_variance_1_and_ignores_shift_and_scale():
    x, ones, zeros = sequence(), np.ones(6), np.zeros(6)
    y = layer_norm(x, ones, zeros, eps=1e-12)
    assert y.mean(axis=-1) == pytest.approx(np.zeros((2, 5)), abs=1e-14)
    assert y.var(axis=-1) == pytest.approx(np.ones((2, 5)))
    assert layer_norm(1e6 * x + 7, ones, zeros, eps=1e-12) == pytest.approx(y, abs=1e-9)
    assert np.array_equal(layer_norm(x, ones), layer_norm(x, ones, zeros))


def test_with_nothing_added_the_input_goes_through_untouched():
    block, x = TransformerBlock(6, 2), sequence()
    for linear in (block.attention.output, block.mlp.contract):
        linear.weight.data[...] = 0
        linear.bias.data[...] = 0
    assert np.array_equal(block(x).data, x)


def test_causal_blocks_stacked_do_not_look_ahead():
    blocks, x = [TransformerBlock(6, 2, causal=True, seed=s) for s in range(3)], sequence()

    def stacked(x):
        for block in blocks:
            x = block(x)
        return x.data

    before = stacked(x)
    x[:, 3:] = sequence(1)[:, 3:]
    after = stacked(x)
    assert np.array_equal(after[:, :3], before[:, :3])
    assert not np.isclose(after[:, 3:], before[:, 3:]).any()


def test_each_position_alone_is_what_a_mask_of_the_diagonal_gives():
    block, x = TransformerBlock(6, 2), sequence()
    alone = np.concatenate([block(x[:, t : t + 1]).data for t in range(5)], axis=1)
    assert block(x, np.eye(5, dtype=bool)).data == pytest.approx(alone, abs=1e-14)


@pytest.mark.parametrize("options", [{"causal": True}, {"bias": False}, {"rotary": True}])
def test_the_gradient_of_the_input_by_central_differences(options):
    block = TransformerBlock(4, 2, seed=3, **options)
    assert gradient_check(block, sequence(1, (2, 3, 4)))
    alike = np.broadcast_to(sequence(1, (1, 1, 4)), (2, 3, 4))  # equal positions: equal scores
    assert gradient_check(block, alike)
    # Rows of equal numbers: the normalization's slope is 1/sqrt(eps) = 316, and it bends within
    # sqrt(eps), so that the step has to be small.
    for flat in (np.zeros((2, 3, 4)), np.ones((2, 3, 4))):
        assert gradient_check(block, flat, h=1e-8, tolerance=2e-6)


def test_the_gradient_of_each_parameter_by_central_differences():
    block, x = TransformerBlock(4, 2, causal=True, seed=3), sequence(1, (1, 3, 4))
    weights = np.cos(np.arange(12)).reshape(1, 3, 4)
    (block(x) * weights).sum().backward()
    for name, p in block.named_parameters():
        at = tuple(n // 2 for n in p.shape)
        here = p.data[at]
        values = []
        for h in (1e-5, -1e-5):
            p.data[at] = here + h
            values.append((block(x).data * weights).sum())
        p.data[at] = here
        assert p.grad[at] == pytest.approx((values[0] - values[1]) / 2e-5, abs=1e-8), name


def test_parameters_by_count_and_name():
    """12 d² weights in a block of width d, 13 d biases and scales."""
    block = TransformerBlock(8, 2)
    assert sum(p.size for p in block.parameters()) == 12 * 64 + 13 * 8
    bare = TransformerBlock(8, 2, bias=False)
    assert sum(p.size for p in bare.parameters()) == 12 * 64 + 2 * 8
    assert "attention.query.weight" in block.state_dict()


def test_dropout_acts_in_training_alone():
    block, x = TransformerBlock(6, 2, dropout=0.3, seed=2), sequence()
    assert not np.array_equal(block(x).data, block(x).data)
    block.eval()
    assert np.array_equal(block(x).data, block(x).data)


@pytest.mark.parametrize("size", [1e-6, 1e6])
def test_extreme_inputs_stay_finite(size):
    assert np.isfinite(TransformerBlock(6, 2)(size * sequence()).data).all()
    assert np.isfinite(TransformerBlock(6, 2)(np.full((1, 6), size)).data).all()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: TransformerBlock(6, 4), "n_heads must divide d_model"),
        (lambda: FeedForward(0), "d_model must be at least 1"),
        (lambda: FeedForward(4, 0), "d_hidden must be at least 1"),
        (lambda: TransformerBlock(6, 2)(np.ones((3, 5))), "must have shape"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
