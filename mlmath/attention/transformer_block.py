"""The block that transformers are stacked from: look around, then think it over."""

from typing import Any

import numpy as np

from mlmath.attention.multi_head import MultiHeadAttention
from mlmath.autodiff import Tensor
from mlmath.autodiff import functional as F
from mlmath.layers import Dropout, LayerNorm, Linear, Module
from mlmath.validation import count, generator


class FeedForward(Module):
    """Let each position go through the same network of one hidden layer.

    x ↦ contract(gelu(expand(x))), where `expand` and `contract` are `Linear` maps from d_model to
    d_hidden (4 d_model by default) and back, and GELU is taken by the tanh formula, as in GPT-2.
    """

    def __init__(
        self,
        d_model: int,
        d_hidden: int | None = None,
        bias: bool = True,
        dropout: float = 0.0,
        seed: int | np.random.Generator = 0,
        dtype: Any = np.float64,
    ) -> None:
        width = count(d_model, "d_model")
        hidden = 4 * width if d_hidden is None else count(d_hidden, "d_hidden")
        rng = generator(seed)
        self.expand = Linear(width, hidden, bias, rng, dtype)
        self.contract = Linear(hidden, width, bias, rng, dtype)
        self.dropout = Dropout(dropout, rng)

    def forward(self, x: Any) -> Tensor:
        """Return the result for x (..., d_model), of the same shape."""
        hidden = F.gelu(self.expand(x), approximate="tanh")  # (..., d_hidden)
        return self.dropout(self.contract(hidden))  # type: ignore[no-any-return]


class TransformerBlock(Module):
    r"""Attention, then a network for each position; each adds to what was there before.

    .. math:: x \leftarrow x + \mathrm{attention}(\mathrm{norm}_1(x)), \qquad
              x \leftarrow x + \mathrm{mlp}(\mathrm{norm}_2(x))

    Normalized before each part ("pre-norm", as in GPT-2), so that x itself goes through the
    whole stack untouched; Vaswani et al. (2017) normalized the sums.

    Parameters
    ----------
    d_model, n_heads, causal, bias, rotary, seed, dtype : as in `MultiHeadAttention`; without
        `bias` the normalizations learn none either.
    d_hidden : width of the hidden layer, 4 d_model by default.
    dropout : share of entries set to 0 in training: of the attention weights, and of what each
        part adds.

    Attributes
    ----------
    attention_norm, attention, mlp_norm, mlp : the four parts.

    Source: A. Radford et al., "Language models are unsupervised multitask learners", OpenAI
    (2019), section 2.3.  Chapter: Attention.
    """

    def __init__(
        self,
        d_model: int,
        n_heads: int,
        d_hidden: int | None = None,
        causal: bool = False,
        bias: bool = True,
        dropout: float = 0.0,
        rotary: bool = False,
        seed: int | np.random.Generator = 0,
        dtype: Any = np.float64,
    ) -> None:
        rng = generator(seed)
        self.attention_norm = LayerNorm(d_model, bias=bias, dtype=dtype)
        self.attention = MultiHeadAttention(
            d_model, n_heads, causal, bias, dropout, rotary, rng, dtype
        )
        self.mlp_norm = LayerNorm(d_model, bias=bias, dtype=dtype)
        self.mlp = FeedForward(d_model, d_hidden, bias, dropout, rng, dtype)
        self.dropout = Dropout(dropout, rng)

    def forward(self, x: Any, mask: Any = None) -> Tensor:
        """Return the result for x (..., T, d_model), of the same shape; `mask` as in attention."""
        x = x + self.dropout(self.attention(self.attention_norm(x), None, mask))
        return x + self.mlp(self.mlp_norm(x))  # type: ignore[no-any-return]
