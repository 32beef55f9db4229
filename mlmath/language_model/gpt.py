"""GPT: a stack of transformer blocks that gives, for each position, the odds of what comes next."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlmath.attention import TransformerBlock
from mlmath.autodiff import Tensor, no_grad
from mlmath.autodiff import functional as F
from mlmath.language_model.sampling import sample_tokens, sampling_probabilities
from mlmath.language_model.tokenizers import token_ids
from mlmath.layers import Dropout, Embedding, LayerNorm, Module
from mlmath.validation import count, generator, number

STD = 0.02  # of the initial weights, as in GPT-2


@dataclass(frozen=True)
class GPTConfig:
    """The sizes of a model.

    vocab_size : V, how many different tokens there are.
    block_size : the longest context, in tokens.
    n_layer : blocks.
    n_head : attentions side by side in a block; it divides n_embd.
    n_embd : length of the vector that stands for a position.
    dropout : share of entries set to 0 in training.
    bias : whether linear maps and normalizations add a bias.
    """

    vocab_size: int
    block_size: int
    n_layer: int
    n_head: int
    n_embd: int
    dropout: float = 0.0
    bias: bool = True

    def __post_init__(self) -> None:
        for name in ("vocab_size", "block_size", "n_layer", "n_head", "n_embd"):
            object.__setattr__(self, name, count(getattr(self, name), name))
        if self.n_embd % self.n_head:
            raise ValueError(f"n_head must divide n_embd = {self.n_embd}, got {self.n_head}")
        object.__setattr__(self, "dropout", number(self.dropout, "dropout", low=0, below=1))


class GPT(Module):
    r"""The decoder-only transformer of GPT-2.

    A token and its position each have a vector, and x starts as their sum; the blocks add to it,
    each position from itself and those before it; after a last normalization, the logits are the
    products with the vectors of all tokens ("tied" weights: the table is used twice).

    Linear weights and tables start from N(0, 0.02²), biases at 0; the weights of what is added
    to x, two in each block, from N(0, 0.02² / (2 n_layer)), so that the sum does not grow with
    the depth.  The logits are then so small that the loss starts near ln V, that of guessing.

    Parameters
    ----------
    config : the sizes.
    seed : for the initial weights and for dropout.
    dtype : float32, or float64 for exact comparisons.

    Attributes
    ----------
    tokens, positions : the two tables, shapes (V, n_embd) and (block_size, n_embd).
    blocks : list of `TransformerBlock`.
    norm : the last normalization.
    rng : the generator that dropout draws from.

    Source: A. Radford et al., "Language models are unsupervised multitask learners", OpenAI
    (2019), section 2.3.  Chapter: Training loss.
    """

    def __init__(
        self, config: GPTConfig, seed: int | np.random.Generator = 0, dtype: Any = np.float32
    ) -> None:
        self.config, self.rng = config, generator(seed)
        d = config.n_embd
        self.tokens = Embedding(config.vocab_size, d, self.rng, dtype)
        self.positions = Embedding(config.block_size, d, self.rng, dtype)
        self.dropout = Dropout(config.dropout, self.rng)
        self.blocks = [
            TransformerBlock(
                d,
                config.n_head,
                causal=True,
                bias=config.bias,
                dropout=config.dropout,
                seed=self.rng,
                dtype=dtype,
            )
            for _ in range(config.n_layer)
        ]
        self.norm = LayerNorm(d, bias=config.bias, dtype=dtype)
        self._initialize()

    def forward(self, tokens: Any) -> Tensor:
        """Return the logits of each next token: shape (B, T, V) for tokens (B, T)."""
        ids = self._checked(tokens)
        x = self.tokens(ids) + self.positions.weight[: ids.shape[-1]]  # (B, T, n_embd)
        x = self.dropout(x)
        for block in self.blocks:
            x = block(x)
        return F.linear(self.norm(x), self.tokens.weight)  # type: ignore[no-any-return]

    def loss(self, tokens: Any, targets: Any) -> Tensor:
        """Return the mean cross-entropy of targets (B, T), the tokens that came next, in nats."""
        return F.cross_entropy(self(tokens), targets)  # type: ignore[no-any-return]

    def generate(
        self,
        tokens: Any,
        n: int,
        temperature: float = 1.0,
        top_k: int | None = None,
        top_p: float = 1.0,
        seed: int | np.random.Generator = 0,
    ) -> NDArray[np.int64]:
        """Return tokens (T,) and n more, each drawn after a look at the last block_size of them.

        temperature, top_k, top_p : as in `sampling_probabilities`.  Dropout is off meanwhile.
        """
        ids = token_ids(tokens, self.config.vocab_size).tolist()
        if not ids:
            raise ValueError("tokens must have shape (T,), at least one of them, got (0,)")
        rng, training, n = generator(seed), self.training, count(n, "n", low=0)
        # Checks what was asked for, also when nothing is to be written.
        sampling_probabilities(np.zeros(self.config.vocab_size), temperature, top_k, top_p)
        self.eval()
        try:
            with no_grad():
                for _ in range(n):
                    logits = self(np.array([ids[-self.config.block_size :]])).data[0, -1]
                    ids.append(int(sample_tokens(logits, temperature, top_k, top_p, rng)))
        finally:
            self.train(training)
        return np.array(ids, dtype=np.int64)

    def _checked(self, tokens: Any) -> NDArray[Any]:
        """Return tokens (B, T) with at least one and at most block_size of them in a row."""
        ids, longest = np.asarray(tokens), self.config.block_size
        if ids.ndim != 2 or not ids.size or ids.shape[1] > longest:
            raise ValueError(
                f"tokens must have shape (B, T), T from 1 to {longest}, got {ids.shape}"
            )
        token_ids(ids.reshape(-1), self.config.vocab_size)
        return ids

    def _initialize(self) -> None:
        added = STD / math.sqrt(2 * self.config.n_layer)
        for name, p in self.named_parameters():
            if name.endswith(".bias"):
                p.data[...] = 0
            elif p.ndim == 2:
                into_sum = name.endswith(("attention.output.weight", "mlp.contract.weight"))
                p.data[...] = self.rng.normal(0, added if into_sum else STD, p.shape)
