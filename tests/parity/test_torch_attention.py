"""Attention, its heads and the transformer's block against PyTorch's: values and gradients."""

import numpy as np
import pytest

from mlmath.attention import (
    MultiHeadAttention,
    TransformerBlock,
    scaled_dot_product_attention,
)
from tests.parity.torch_case import SOURCES, expression, numbers, with_parameters

SEEN = np.array([[1, 1, 0, 1, 0], [0, 1, 1, 1, 1], [1, 0, 0, 0, 0]], dtype=bool)
ADDED = np.where(SEEN, numbers(9, 3, 5), -np.inf)


def of_shapes(q, k, v, name, **options):
    """`scaled_dot_product_attention` at random queries, keys and values of three shapes."""

    def theirs(torch, *tensors):
        mask = options.get("mask")
        return torch.nn.functional.scaled_dot_product_attention(
            *tensors,
            attn_mask=None if mask is None else torch.tensor(mask),
            is_causal=options.get("causal", False),
        )

    inputs = (numbers(i, *shape) for i, shape in enumerate((q, k, v)))
    return expression(
        name,
        lambda *tensors: scaled_dot_product_attention(*tensors, **options),
        *inputs,
        torch=theirs,
    )


def heads(name, n_heads, context=False, **options):
    """`MultiHeadAttention` with all its parameters against torch.nn.MultiheadAttention."""
    attention = MultiHeadAttention(6, n_heads, causal=options.get("causal", False), seed=1)
    length = 5 if context or "mask" in options else 3
    sources = [numbers(0, 2, 3, 6), numbers(1, 2, length, 6)] if context else [numbers(0, 2, 3, 6)]
    start = [p.data for p in attention.parameters()]
    mask = options.get("mask")

    def ours(*tensors):
        *given, _ = *tensors[: len(sources)], None
        module = with_parameters(attention, tensors[len(sources) :])
        return module(given[0], given[-1], mask)

    def theirs(torch, *tensors):
        x, source = tensors[0], tensors[len(sources) - 1]
        wq, bq, wk, bk, wv, bv, wo, bo = tensors[len(sources) :]
        hidden = None
        if options.get("causal"):
            hidden = torch.ones(3, 3, dtype=torch.bool).triu(1)
        elif mask is not None:
            hidden = ~torch.tensor(mask)  # in this module of PyTorch, True hides
        module = torch.nn.MultiheadAttention(6, n_heads, batch_first=True, dtype=torch.float64)
        weights = {
            "in_proj_weight": torch.cat([wq, wk, wv]),
            "in_proj_bias": torch.cat([bq, bk, bv]),
            "out_proj.weight": wo,
            "out_proj.bias": bo,
        }
        call = torch.func.functional_call
        return call(module, weights, (x, source, source), {"attn_mask": hidden})[0]

    return expression(name, ours, *sources, *start, torch=theirs)


def block(name, n_heads, causal):
    """`TransformerBlock` against torch.nn.TransformerEncoderLayer, normalized first."""
    ours = TransformerBlock(4, n_heads, causal=causal, seed=2)
    start = [p.data + numbers(i, *p.shape) / 5 for i, p in enumerate(ours.parameters())]

    def theirs(torch, x, *p):
        names = "norm1.weight norm1.bias wq bq wk bk wv bv self_attn.out_proj.weight "
        names += "self_attn.out_proj.bias norm2.weight norm2.bias linear1.weight linear1.bias "
        weights = dict(zip((names + "linear2.weight linear2.bias").split(), p, strict=True))
        weights["self_attn.in_proj_weight"] = torch.cat(
            [weights.pop(n) for n in ("wq", "wk", "wv")]
        )
        weights["self_attn.in_proj_bias"] = torch.cat([weights.pop(n) for n in ("bq", "bk", "bv")])
        layer = torch.nn.TransformerEncoderLayer(
            4,
            n_heads,
            16,
            dropout=0,
            activation=lambda a: torch.nn.functional.gelu(a, approximate="tanh"),
            batch_first=True,
            norm_first=True,
            dtype=torch.float64,
        )
        hidden = torch.ones(3, 3, dtype=torch.bool).triu(1) if causal else None
        return torch.func.functional_call(layer, weights, (x, hidden))

    return expression(
        name, lambda x, *p: with_parameters(ours, p)(x), numbers(20, 2, 3, 4), *start, torch=theirs
    )


CASES = [
    of_shapes((3, 4), (5, 4), (5, 2), "one sequence"),
    of_shapes((3, 4), (5, 4), (5, 2), "causal, more keys than queries", causal=True),
    of_shapes((5, 4), (3, 4), (3, 2), "causal, more queries than keys", causal=True),
    of_shapes((1, 1), (1, 1), (1, 1), "the smallest"),
    of_shapes((2, 3, 4), (2, 5, 4), (2, 5, 4), "a batch"),
    of_shapes((2, 2, 5, 3), (2, 2, 5, 3), (2, 2, 5, 3), "heads, causal", causal=True),
    of_shapes((2, 2, 3, 3), (2, 2, 5, 3), (2, 2, 5, 4), "heads, masked", mask=SEEN),
    of_shapes((2, 2, 3, 3), (2, 2, 5, 3), (2, 2, 5, 4), "heads, mask added", mask=ADDED),
    of_shapes((2, 2, 3, 3), (2, 2, 5, 3), (2, 2, 5, 3), "keys masked", mask=SEEN[:1]),
    of_shapes((1, 2, 3, 64), (1, 2, 5, 64), (1, 2, 5, 2), "wide"),
    heads("one head", 1),
    heads("two heads", 2),
    heads("three heads, causal", 3, causal=True),
    heads("two heads, other keys", 2, context=True),
    heads("two heads, other keys, masked", 2, context=True, mask=SEEN),
    block("block", 2, causal=False),
    block("block, causal", 1, causal=True),
]


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("case", CASES, ids=str)
def test_value_and_gradients_are_pytorchs(case, source):
    case.check("attention", source)
