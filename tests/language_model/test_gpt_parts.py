"""What goes through the model: what each part sees, and what writing asks for."""

import dataclasses
from typing import Any

import numpy as np
import pytest

from mlmath.language_model.chinchilla import (
    BESIROGLU_2024,
    HOFFMANN_2022,
    LossLaw,
    compute_optimal,
    parametric_loss,
)
from mlmath.language_model.gpt import GPT, GPTConfig
from mlmath.language_model.ngram import NGram
from mlmath.language_model.sampling import sampling_probabilities
from mlmath.language_model.scaling import PowerLaw
from mlmath.language_model.tokenizers import BytePairTokenizer
from mlmath.layers import Dropout, Module

SMALL = GPTConfig(vocab_size=11, block_size=6, n_layer=2, n_head=2, n_embd=8)


def dropouts(module: Module) -> list[Dropout]:
    """Return all of them, at any depth."""
    parts = [part for _, part in module.children()]
    own = [part for part in parts if isinstance(part, Dropout)]
    return own + [found for part in parts for found in dropouts(part)]


def test_every_dropout_has_the_share_of_the_configuration():
    """One for the embeddings; in each of two blocks of the weights and of what each part adds."""
    model = GPT(dataclasses.replace(SMALL, dropout=0.3))
    assert [d.p for d in dropouts(model)] == [0.3] * 7


@pytest.mark.parametrize("active", range(7))
def test_every_dropout_acts_alone(active):
    model = GPT(dataclasses.replace(SMALL, dropout=0.5))
    for i, d in enumerate(dropouts(model)):
        d.p = 0.5 if i == active else 0.0
    x = np.arange(6)[None]
    assert not np.array_equal(model(x).data, model(x).data)


def test_the_embeddings_pass_their_dropout_before_the_first_block(monkeypatch):
    model, x, seen = GPT(SMALL, dtype=np.float64), np.arange(6)[None], []

    def drop_all(h):
        seen.append(h.data)
        return h * 0.0

    monkeypatch.setattr(model.dropout, "forward", drop_all)
    logits = model(x).data
    wanted = model.tokens.weight.data[x] + model.positions.weight.data
    assert len(seen) == 1
    assert seen[0] == pytest.approx(wanted, abs=1e-15)
    assert logits == pytest.approx(np.zeros((1, 6, 11)), abs=1e-12)  # all biases start at 0


def test_writing_looks_at_the_last_block_size_tokens(monkeypatch):
    model, seen = GPT(SMALL), []
    forward = model.forward

    def spy(tokens):
        seen.append(tokens.copy())
        return forward(tokens)

    monkeypatch.setattr(model, "forward", spy)
    text = model.generate([3, 1, 4, 1], 8, seed=2)
    for i, tokens in enumerate(seen, start=4):
        assert np.array_equal(tokens, text[None, max(0, i - 6) : i])
    assert [tokens.shape[1] for tokens in seen] == [4, 5, 6, 6, 6, 6, 6, 6]


def test_writing_asks_for_the_nucleus_the_k_and_the_temperature():
    """A nucleus or a k of one token writes what temperature 0 writes."""
    model = GPT(SMALL, seed=4)
    likeliest = model.generate([1, 2], 12, temperature=0)
    for options in ({"top_p": 1e-9}, {"top_k": 1}, {"temperature": 1e-9}):
        asked: Any = options
        assert np.array_equal(model.generate([1, 2], 12, seed=1, **asked), likeliest), options
    assert not np.array_equal(model.generate([1, 2], 12, seed=1), likeliest)


@pytest.mark.parametrize("training", [True, False])
def test_writing_that_breaks_leaves_the_mode_as_it_was(training):
    model = GPT(SMALL).train(training)
    model.tokens.weight.data[...] = np.nan
    with pytest.raises(ValueError, match="finite"):
        model.generate([1], 2)
    assert model.training is model.blocks[0].training is training


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"temperature": -1}, "temperature must be at least 0, got -1"),
        ({"top_k": 0}, "top_k must be at least 1"),
        ({"top_p": 2}, "top_p must be at most 1"),
        ({"seed": -1}, "seed must be at least 0"),
    ],
)
def test_wrong_wishes_are_refused_even_if_nothing_is_to_be_written(options, message):
    with pytest.raises(ValueError, match=message):
        GPT(SMALL).generate([1], 0, **options)


def test_the_n_gram_writes_after_all_of_its_context():
    """In 0001 0001 ... only three tokens tell whether a 1 comes: after 0, 0 it is open."""
    model = NGram(4, "add-k", k=0).fit([0, 0, 0, 1] * 10)
    for seed in range(5):
        assert model.sample(8, [0, 0, 0], seed).tolist() == [1, 0, 0, 0, 1, 0, 0, 0]


def test_a_vocabulary_too_large_for_the_codes_is_refused():
    assert NGram(2, vocab_size=2**31).vocab_size == 2**31
    for size in (2**31 + 1, 2**61):
        with pytest.raises(ValueError, match=f"vocab_size must be at most 2147483648, got {size}"):
            NGram(2, vocab_size=size)


@pytest.mark.parametrize("logits", [["1", "2"], np.array([1j, 2]), [1j, 2], [None, 1]])
def test_texts_and_complex_numbers_are_no_logits(logits):
    with pytest.raises(ValueError, match="logits must hold"):
        sampling_probabilities(logits)


def test_a_word_takes_a_single_space_before_it_and_two_stand_alone():
    """The one pair worth merging is the two spaces: each "b" stands without a space."""
    two = BytePairTokenizer(257).fit("a  b  c  d")
    assert two.vocab_[256:] == [b"  "]
    one = BytePairTokenizer(257).fit("a b a b a b")
    assert one.vocab_[256:] == [b" b"]


def test_the_published_numbers_of_both_laws():
    """As printed in Hoffmann et al. (2022) and in Besiroglu et al. (2024)."""
    assert HOFFMANN_2022 == (1.69, 406.4, 410.7, 0.34, 0.28)
    assert BESIROGLU_2024 == (1.8172, 482.01, 2085.43, 0.3478, 0.3658)


def test_an_optimum_or_a_loss_outside_of_float64_is_refused():
    for law in (
        LossLaw(1, 1e300, 1, 1e-3, 1e-3),
        LossLaw(1, 1, 1e300, 1e-3, 1e-3),
        LossLaw(1, 1, 1e-300, 1, 1e-300),
        LossLaw(1, 1, 1, 1e308, 1e308),
    ):
        with pytest.raises(ValueError, match="the optimum must lie within the range of float64"):
            compute_optimal(**law._asdict(), C=1e20)
    with pytest.raises(ValueError, match="N and D must be large enough"):
        parametric_loss(1e-300, 1, 1, 1, 1, 10, 1)


def test_half_the_confidence_narrows_the_intervals_of_the_bootstrap_too():
    """Of normal errors: 0.674 standard deviations to each side in place of 1.960."""
    x = np.geomspace(1, 1e4, 60)
    y = x**-0.3 * np.exp(np.random.default_rng(0).normal(0, 0.05, 60))
    widths = []
    for confidence in (0.5, 0.95):
        low, high = PowerLaw(confidence=confidence).fit(x, y).bootstrap(2000)["exponent"]
        widths.append(high - low)
    assert widths[0] / widths[1] == pytest.approx(0.6745 / 1.95996, rel=0.1)


def test_a_fit_that_fails_leaves_the_one_before():
    x = np.array([1.0, 2, 4, 8, 16])
    law = PowerLaw(offset=True).fit(x, 1 + 1 / x)
    before = {name: np.array(value) for name, value in vars(law).items()}
    for wrong in (lambda: law.fit(x, np.full(5, 3.0)), lambda: law.fit(close(5), x)):
        with pytest.raises(ValueError, match=r"tell slope and floor apart|x must spread wider"):
            wrong()
        assert before.keys() == vars(law).keys()
        assert all(np.array_equal(before[name], value) for name, value in vars(law).items())


def close(n):
    """Return n floats near 1e10, each the next after the one before."""
    return 1e10 + np.spacing(1e10) * np.arange(n)


@pytest.mark.parametrize("offset", [False, True])
def test_points_too_close_for_their_logarithms_are_refused(offset):
    for x in (close(6), close(6) * 1e-10, 1e10 + 1e-3 * np.arange(6)):
        with pytest.raises(ValueError, match="x must spread wider, got"):
            PowerLaw(offset).fit(x, np.arange(1, 7))
