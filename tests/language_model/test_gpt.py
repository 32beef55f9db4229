"""The model: where its loss starts, what it can see, how it writes."""

import dataclasses
import math
from typing import Any

import numpy as np
import pytest

from mlmath.attention import layer_norm
from mlmath.autodiff import functional as F
from mlmath.language_model.counts import parameter_count
from mlmath.language_model.gpt import GPT, GPTConfig
from mlmath.language_model.sampling import sampling_probabilities

HALF: Any = 0.5
SMALL = GPTConfig(vocab_size=11, block_size=6, n_layer=2, n_head=2, n_embd=8)


def some(shape=(3, 6), seed=0, vocab_size=11):
    return np.random.default_rng(seed).integers(0, vocab_size, shape)


@pytest.mark.parametrize(
    ("config", "published"),
    [
        (GPTConfig(65, 64, 4, 4, 128), 4.1744),
        (GPTConfig(65, 64, 1, 1, 16, bias=False), 4.1744),
        (GPTConfig(50_257, 8, 2, 2, 4), 10.8249),
    ],
)
def test_the_loss_starts_at_the_logarithm_of_the_vocabulary(config, published):
    """Of all tokens alike: ln 65 for the characters, ln 50,257 for the tokens of GPT-2.

    The logits are not 0, but have variance 0.02² n_embd, which adds half of it to the mean loss:
    0.026 for a width of 128.
    """
    x = some((12, config.block_size + 1), vocab_size=config.vocab_size)
    loss = GPT(config, seed=1).loss(x[:, :-1], x[:, 1:]).item()
    assert math.log(config.vocab_size) == pytest.approx(published, abs=5e-5)
    assert loss == pytest.approx(published, abs=0.05)


def test_later_tokens_change_no_earlier_logits():
    model, x = GPT(SMALL), some()
    before = model(x).data
    x[:, 4:] = (x[:, 4:] + 1) % 11
    after = model(x).data
    assert np.array_equal(after[:, :4], before[:, :4])
    assert not np.isclose(after[:, 4:], before[:, 4:]).all(axis=-1).any()


def test_every_earlier_token_and_its_place_matter():
    model, x = GPT(SMALL, dtype=np.float64), some((1, 6))
    last = model(x).data[0, -1]
    for t in range(6):
        changed = x.copy()
        changed[0, t] = (x[0, t] + 1) % 11
        assert np.abs(model(changed).data[0, -1] - last).max() > 1e-9
    swapped = x[:, [1, 0, 2, 3, 4, 5]]
    assert np.abs(model(swapped).data[0, -1] - last).max() > 1e-9


def test_it_is_tables_blocks_a_normalization_and_the_first_table_again():
    model, x = GPT(SMALL, dtype=np.float64), some()
    h = model.tokens.weight.data[x] + model.positions.weight.data
    for block in model.blocks:
        h = block(h).data
    wanted = layer_norm(h, np.ones(8), np.zeros(8)) @ model.tokens.weight.data.T
    assert model(x).data == pytest.approx(wanted, abs=1e-14)
    assert model.loss(x, x).item() == pytest.approx(F.cross_entropy(wanted, x))


@pytest.mark.parametrize("bias", [True, False])
def test_the_number_of_parameters(bias):
    """12 d² in each block, the tables, and the scales; 13 d + d biases with the scales if any."""
    model = GPT(dataclasses.replace(SMALL, bias=bias))
    d, layers = 8, 2
    scales = layers * (13 * d if bias else 2 * d) + (2 * d if bias else d)
    assert sum(p.size for p in model.parameters()) == 17 * d + layers * 12 * d * d + scales
    assert parameter_count(layers, d, vocab_size=11, block_size=6, bias=bias) == sum(
        p.size for p in model.parameters()
    )


def test_weights_start_as_in_gpt_2():
    """N(0, 0.02²); what is added to the sum has 0.02 / sqrt(2 n_layer); biases 0, scales 1."""
    model = GPT(GPTConfig(300, 64, 8, 2, 64), seed=3)
    for name, p in model.named_parameters():
        if name.endswith("norm.weight"):
            assert (p.data == 1).all(), name
        elif name.endswith("bias"):
            assert (p.data == 0).all(), name
        else:
            added = "output" in name or "contract" in name
            # 64² numbers or more: the sample sd has a relative sd of 1 / sqrt(2 · 64²) = 1.1 %
            assert p.data.std() == pytest.approx(0.02 / (4 if added else 1), rel=0.06), name
            assert abs(p.data.mean()) < 5 * 0.02 / 64, name


def test_equal_seeds_give_equal_models_and_float32_stays():
    one, two, other = GPT(SMALL, seed=5), GPT(SMALL, seed=5), GPT(SMALL, seed=6)
    x = some()
    assert np.array_equal(one(x).data, two(x).data)
    assert not np.array_equal(one(x).data, other(x).data)
    loss = one.loss(x, x)
    loss.backward()
    assert loss.dtype == one(x).dtype == np.float32
    assert {p.grad.dtype for p in one.parameters()} == {np.dtype(np.float32)}


def test_gradients_by_central_differences_in_random_directions():
    """All parameters at once: the slope of the loss along a direction is gradient · direction."""
    model, x = GPT(SMALL, seed=2, dtype=np.float64), some((2, 7))
    model.loss(x[:, :-1], x[:, 1:]).backward()
    parameters = model.parameters()
    for seed in range(5):
        rng = np.random.default_rng(seed)
        along = [rng.normal(size=p.shape) for p in parameters]
        length = math.sqrt(sum(float(np.sum(a * a)) for a in along))
        along = [a / length for a in along]
        slope = sum(float(np.sum(p.grad * a)) for p, a in zip(parameters, along, strict=True))
        values = []
        for h in (1e-5, -2e-5):
            for p, a in zip(parameters, along, strict=True):
                p.data += h * a
            values.append(model.loss(x[:, :-1], x[:, 1:]).item())
        for p, a in zip(parameters, along, strict=True):
            p.data += 1e-5 * a
        assert (values[0] - values[1]) / 2e-5 == pytest.approx(slope, abs=1e-9)


def test_writing_continues_the_text_and_repeats_with_the_seed():
    model, start = GPT(SMALL), some((4,))
    text = model.generate(start, 20, seed=1)
    assert text.shape == (24,)
    assert np.array_equal(text[:4], start)
    assert np.array_equal(text, model.generate(start, 20, seed=1))
    assert not np.array_equal(text, model.generate(start, 20, seed=2))
    assert np.array_equal(model.generate(start, 0), start)


def test_without_temperature_it_writes_the_likeliest():
    model, text = GPT(SMALL), list(some((3,)))
    written = model.generate(text, 8, temperature=0)
    for _ in range(8):
        text.append(int(model(np.array([text[-6:]])).data[0, -1].argmax()))
    assert np.array_equal(written, text)
    assert np.array_equal(model.generate(text[:3], 8, top_k=1, seed=9), text)


def test_tokens_are_written_with_the_probabilities_of_the_model():
    """500 draws of one token; each count within five standard deviations."""
    model = GPT(dataclasses.replace(SMALL, n_layer=1), seed=1)
    model.tokens.weight.data *= 40  # far from uniform
    p = sampling_probabilities(model(np.array([[3, 7]])).data[0, -1])
    rng, n = np.random.default_rng(0), 500
    drawn = [model.generate([3, 7], 1, seed=rng)[-1] for _ in range(n)]
    counts = np.bincount(drawn, minlength=11)
    assert (np.abs(counts - n * p) <= 5 * np.sqrt(n * p * (1 - p)) + 1).all()


def test_dropout_is_off_while_writing_and_on_again_after():
    model = GPT(dataclasses.replace(SMALL, dropout=0.5))
    plain = GPT(SMALL)
    plain.load_state_dict(model.state_dict())
    assert np.array_equal(model.generate([1], 9, seed=3), plain.generate([1], 9, seed=3))
    assert model.training
    assert not np.array_equal(model(some()).data, model(some()).data)
    model.eval()
    model.generate([1], 1)
    assert not model.training


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: GPTConfig(0, 6, 2, 2, 8), "vocab_size must be at least 1, got 0"),
        (lambda: GPTConfig(11, 6, 2, 3, 8), "n_head must divide n_embd = 8, got 3"),
        (lambda: GPTConfig(11, 6, 2, 2, 8, dropout=1), "dropout must be below 1, got 1"),
        (lambda: GPTConfig(11, HALF, 2, 2, 8), "block_size must be an integer, got 0.5"),
        (lambda: GPT(SMALL)(some((2, 7))), r"T from 1 to 6, got \(2, 7\)"),
        (lambda: GPT(SMALL)(some((6,))), r"tokens must have shape \(B, T\), .* got \(6,\)"),
        (lambda: GPT(SMALL)([[0, 11]]), "tokens must be at least 0 and below 11, got 11"),
        (lambda: GPT(SMALL)([[0.5]]), "tokens must hold integers, got float64"),
        (lambda: GPT(SMALL).loss([[1, 2]], [[1, 11]]), r"targets must lie in \[0, 11\), got 11"),
        (lambda: GPT(SMALL).loss([[1, 2]], [1, 2]), r"targets must have shape \(1, 2\)"),
        (lambda: GPT(SMALL).generate([], 3), r"tokens must have shape \(T,\), .* got \(0,\)"),
        (lambda: GPT(SMALL).generate([1], -1), "n must be at least 0, got -1"),
        (lambda: GPT(SMALL).generate([1], 1, temperature=-1), "temperature must be at least 0"),
        (lambda: GPT(SMALL).generate([1], 1, top_p=0), "top_p must be above 0"),
        (lambda: GPT(SMALL, dtype=int), "dtype must be float32 or float64"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
