"""Parameters, operations and units: GPT-2's published numbers and sums made step by step."""

import math

import numpy as np
import pytest

from mlmath.language_model.counts import (
    GPT2_SMALL,
    forward_flops,
    palm_flops,
    parameter_count,
    training_flops,
)
from mlmath.language_model.measures import (
    bits_per_character,
    nats_per_token,
    perplexity,
    uniform_loss,
)


def test_gpt2_small_has_124_million_parameters_with_its_positions():
    """As the published weights hold."""
    assert parameter_count(*GPT2_SMALL) == 124_439_808


def test_gpt2_small_has_123_65_million_without_positions():
    """The scaling notebook of nanoGPT prints 123.653376 (million)."""
    assert parameter_count(*GPT2_SMALL, positions=False) == 123_653_376


def test_gpt2_small_without_biases():
    """The sizing notebook of nanoGPT: 124,337,664, of which each block has 7,079,424."""
    assert parameter_count(*GPT2_SMALL, bias=False) == 124_337_664
    thirteen = parameter_count(*GPT2_SMALL._replace(n_layer=13), bias=False)
    assert thirteen - 124_337_664 == 7_079_424


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("tied", [True, False])
def test_the_formula_counts_every_array_of_a_small_model(bias, tied):
    L, C, V, T = 3, 8, 11, 5
    shapes = [(V, C), (T, C), (C,)]
    biases = [(C,)]
    for _ in range(L):
        shapes += [(C,), (3 * C, C), (C, C), (C,), (4 * C, C), (C, 4 * C)]
        biases += [(C,), (3 * C,), (C,), (C,), (4 * C,), (C,)]
    arrays = shapes + biases * bias + [(V, C)] * (not tied)
    total = sum(int(np.prod(shape)) for shape in arrays)
    assert parameter_count(L, C, V, T, bias=bias, tied=tied) == total


def test_operations_of_gpt2_small_are_those_of_the_sizing_notebook():
    """NanoGPT's sizing notebook, 1,024 tokens: forward, and forward with backward."""
    assert forward_flops(*GPT2_SMALL) == 291_648_307_200
    assert training_flops(*GPT2_SMALL) == 874_944_921_600


def test_the_rule_of_palm_agrees_with_the_exact_count():
    """The same notebook, whose N leaves the biases out.

    Its early version counts the positions: 879,894,724,608 with N = 124,337,664, a ratio of
    1.0057.  The later one subtracts their 1024 · 768: 875,062,886,400, a ratio of 1.0001.
    """
    early = parameter_count(*GPT2_SMALL, bias=False)
    later = parameter_count(*GPT2_SMALL, bias=False, positions=False)
    assert (early, later) == (124_337_664, 124_337_664 - 1024 * 768)
    for n, published, ratio in ((early, 879_894_724_608, 1.0057), (later, 875_062_886_400, 1.0001)):
        rule = palm_flops(n, 12, 768, 1024) * 1024
        assert rule == published
        assert rule / training_flops(*GPT2_SMALL) == pytest.approx(ratio, abs=5e-5)


@pytest.mark.parametrize("causal", [True, False])
def test_the_exact_count_adds_up_matrix_product_by_matrix_product(causal):
    L, C, V, T = 2, 6, 10, 4

    def product(n, k, m):
        return 2 * n * k * m  # (n, k) @ (k, m)

    block = product(T, C, 3 * C) + product(T, C, C) + product(T, C, 4 * C) + product(T, 4 * C, C)
    for t in range(1, T + 1):
        keys = t if causal else T
        block += product(1, C, keys) + product(1, keys, C)
    total = L * block + product(T, C, V)
    assert forward_flops(L, C, V, T, causal=causal) == total


def test_six_n_is_exact_for_the_weights_when_the_context_is_short():
    """Without attention's pairs, biases, normalizations and positions, 6 N is the exact count."""
    L, C, V = 4, 128, 65
    weights = V * C + L * 12 * C * C
    without_pairs = training_flops(L, C, V, 1) - 3 * 4 * L * C
    assert without_pairs == 6 * weights
    assert palm_flops(weights, L, C, 1) == training_flops(L, C, V, 1)


@pytest.mark.parametrize("name", ["n_layer", "n_embd", "vocab_size", "block_size"])
def test_sizes_are_positive_integers(name):
    for wrong in (0, -1, 2.0, True, "3", None):
        with pytest.raises(ValueError, match=f"{name} must be"):
            parameter_count(**{**GPT2_SMALL._asdict(), name: wrong})
    with pytest.raises(ValueError, match="context must be at least 1"):
        forward_flops(1, 1, 1, 0)
    with pytest.raises(ValueError, match="n_parameters must be above 0"):
        palm_flops(0, 1, 1, 1)


def test_the_loss_before_learning():
    """Of 65 characters 4.1744 nats, of 50,257 tokens 10.8249."""
    assert round(uniform_loss(65), 4) == 4.1744
    assert round(uniform_loss(50_257), 4) == 10.8249


def test_a_fair_coin_costs_one_bit_and_has_perplexity_two():
    assert bits_per_character(math.log(2)) == pytest.approx(1)
    assert perplexity(math.log(2)) == pytest.approx(2)
    assert perplexity(uniform_loss(65)) == pytest.approx(65)
    assert perplexity(0) == 1
    assert perplexity(1e6) == math.inf


def test_tokens_of_many_characters_share_their_cost():
    """A token of 4 characters that costs 4 bits costs 1 bit for each character."""
    assert bits_per_character(4 * math.log(2), tokens_per_character=1 / 4) == pytest.approx(1)
    assert nats_per_token(bits_per_character(1.88, 0.3), 0.3) == pytest.approx(1.88)


@pytest.mark.parametrize("measure", [perplexity, bits_per_character])
@pytest.mark.parametrize("wrong", [-0.1, float("nan"), float("inf"), "1", None])
def test_a_loss_is_a_finite_number_not_below_zero(measure, wrong):
    with pytest.raises(ValueError, match="nll must be"):
        measure(wrong)


def test_other_arguments_of_the_measures_are_checked():
    with pytest.raises(ValueError, match="tokens_per_character must be above 0"):
        bits_per_character(1, 0)
    with pytest.raises(ValueError, match="bits must be at least 0"):
        nats_per_token(-1)
    with pytest.raises(ValueError, match="vocab_size must be at least 1"):
        uniform_loss(0)
