"""Several attentions side by side, each with its own queries, keys and values."""

from typing import Any

import numpy as np

from mlmath.attention.dot_product import attention_weights
from mlmath.attention.positions import rotary
from mlmath.autodiff import Tensor, no_grad
from mlmath.autodiff.tape import Array, asarray
from mlmath.layers import Dropout, Linear, Module
from mlmath.validation import count, generator


class MultiHeadAttention(Module):
    r"""Let n_heads attentions look at a sequence, each in its own d_model / n_heads dimensions.

    .. math:: \mathrm{MultiHead}(x) = [\mathrm{head}_1, \dots, \mathrm{head}_h] \, W_O^\top + b_O,
              \qquad \mathrm{head}_i = \mathrm{Attention}(Q_i, K_i, V_i)

    where $Q = x W_Q^\top + b_Q$ is cut into h parts of $d_k = d_{model} / h$ columns, and likewise
    the keys and values.

    Parameters
    ----------
    d_model : length of the vectors, of `x` as of the result.
    n_heads : h, which divides d_model.
    causal : no position looks at later ones.
    bias : learn the b too.
    dropout : share of the attention weights set to 0 in training.
    rotary : turn queries and keys by their positions; see `rotary`.
    seed : for the initial weights and for dropout.
    dtype : of the parameters, float32 or float64.

    Attributes
    ----------
    query, key, value, output : the four `Linear` maps, each d_model to d_model.

    Source: A. Vaswani et al., "Attention is all you need", Advances in Neural Information
    Processing Systems 30 (2017), section 3.2.2.  Chapter: Attention.
    """

    def __init__(
        self,
        d_model: int,
        n_heads: int,
        causal: bool = False,
        bias: bool = True,
        dropout: float = 0.0,
        rotary: bool = False,
        seed: int | np.random.Generator = 0,
        dtype: Any = np.float64,
    ) -> None:
        d_model, n_heads = count(d_model, "d_model"), count(n_heads, "n_heads")
        self.d_model, self.n_heads = d_model, n_heads
        if d_model % n_heads:
            raise ValueError(f"n_heads must divide d_model = {d_model}, got {n_heads}")
        self.causal, self.rotary = bool(causal), bool(rotary)
        rng = generator(seed)
        self.query = Linear(d_model, d_model, bias, rng, dtype)
        self.key = Linear(d_model, d_model, bias, rng, dtype)
        self.value = Linear(d_model, d_model, bias, rng, dtype)
        self.output = Linear(d_model, d_model, bias, rng, dtype)
        self.dropout = Dropout(dropout, rng)

    def forward(self, x: Any, context: Any = None, mask: Any = None) -> Tensor:
        """Return what each position of x gathers, shape (..., T, d_model).

        x : (..., T, d_model), where the queries come from.
        context : (..., S, d_model), where keys and values come from; x itself by default.
        mask : as in `scaled_dot_product_attention`, to broadcast to (..., n_heads, T, S).
        """
        source = x if context is None else context
        weights = self.dropout(self._weights(x, source, mask))  # (..., n_heads, T, S)
        gathered = weights @ self._heads(self.value(source))  # (..., n_heads, T, d_k)
        return self.output(_merge(gathered))  # type: ignore[no-any-return]

    def weights(self, x: Any, context: Any = None, mask: Any = None) -> Array:
        """Return how much each position looks at each, an array (..., n_heads, T, S)."""
        with no_grad():
            return asarray(self._weights(x, x if context is None else context, mask))

    def _weights(self, x: Any, source: Any, mask: Any) -> Any:
        for name, given in (("x", x), ("context", source)):
            shape = np.shape(asarray(given))
            if len(shape) < 2 or shape[-1] != self.d_model:
                raise ValueError(f"{name} must have shape (..., T, {self.d_model}), got {shape}")
        q, k = self._heads(self.query(x)), self._heads(self.key(source))
        if self.rotary:
            q, k = rotary(q), rotary(k)
        return attention_weights(q, k, self.causal, mask)

    def _heads(self, x: Tensor) -> Tensor:
        """Cut (..., T, d_model) into heads (..., n_heads, T, d_k), without a copy."""
        parts = x.reshape(*x.shape[:-1], self.n_heads, self.d_model // self.n_heads)
        return parts.swapaxes(-2, -3)


def _merge(heads: Tensor) -> Tensor:
    """Put heads (..., n_heads, T, d_k) side by side again: (..., T, n_heads * d_k)."""
    parts = heads.swapaxes(-2, -3)
    return parts.reshape(*parts.shape[:-2], -1)
