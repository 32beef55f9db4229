"""How many parameters a GPT has and how many operations it takes, by formula.

The architecture is GPT-2's: token and position tables, n_layer blocks of attention and a perceptron
of width 4 C with a layer normalization before each, a last layer normalization, and a head without
bias that shares the token table when `tied`.  C is `n_embd`, T `block_size`, V `vocab_size`, L
`n_layer`.  The number of heads changes nothing.  Chapter: Training loss.
"""

from typing import NamedTuple

from mlmath.validation import count, number

__all__ = [
    "GPT2_SMALL",
    "Shape",
    "forward_flops",
    "palm_flops",
    "parameter_count",
    "training_flops",
]


class Shape(NamedTuple):
    """The sizes of a GPT: layers L, width C, tokens V, positions T."""

    n_layer: int
    n_embd: int
    vocab_size: int
    block_size: int


GPT2_SMALL = Shape(n_layer=12, n_embd=768, vocab_size=50257, block_size=1024)


def parameter_count(
    n_layer: int,
    n_embd: int,
    vocab_size: int,
    block_size: int,
    bias: bool = True,
    tied: bool = True,
    positions: bool = True,
) -> int:
    r"""Return the number of parameters of a GPT.

    .. math:: N = VC + TC + L \, (12 C^2 + 13 C) + 2C

    In a block, attention takes $3C^2 + C^2$ weights and the perceptron $4C^2 + 4C^2$; biases are
    $3C + C + 4C + C$ and the two layer normalizations $2 \cdot 2C$.

    Parameters
    ----------
    n_layer, n_embd, vocab_size, block_size : L, C, V, T, each at least 1.
    bias : whether linear layers and layer normalizations have one; without it the block counts
        $12C^2 + 2C$ and the last normalization C.
    tied : whether the head shares the token table; otherwise it adds VC.
    positions : whether the table of positions, TC, counts.

    GPT-2 small has 124,439,808 parameters.  The scaling notebook of nanoGPT gives 123.65 million:
    it leaves the positions out, 123,653,376.
    """
    L, C, V, T = _sizes(n_layer, n_embd, vocab_size, block_size)
    block = 12 * C * C + (13 * C if bias else 2 * C)
    last = 2 * C if bias else C
    return V * C * (1 if tied else 2) + T * C * bool(positions) + L * block + last


def forward_flops(
    n_layer: int, n_embd: int, vocab_size: int, context: int, causal: bool = False
) -> int:
    r"""Return the floating-point operations of one forward pass over a context, exactly.

    .. math:: T \left( 24 L C^2 + 2VC \right) + 4 L C T^2

    Matrix products only, as is usual: normalizations, softmax and activations add little.  A
    multiplication and its addition count as two.  The scores and the weighted sum of values take
    2 C operations each for a pair of a query and a key.

    Parameters
    ----------
    n_layer, n_embd, vocab_size : L, C, V.
    context : T, the tokens in the pass.
    causal : count only the T (T + 1) / 2 pairs that a causal mask leaves; otherwise all T², as the
        plain implementation computes and the literature counts.
    """
    L, C, V, T = _sizes(n_layer, n_embd, vocab_size, context, last="context")
    pairs = T * (T + 1) // 2 if causal else T * T
    return 2 * T * (12 * L * C * C + V * C) + 4 * L * C * pairs


def training_flops(
    n_layer: int, n_embd: int, vocab_size: int, context: int, causal: bool = False
) -> int:
    """Return the operations of a forward and a backward pass: three times the forward pass.

    The backward pass has two products where the forward has one: for the gradient of the input
    and for that of the weights.
    """
    return 3 * forward_flops(n_layer, n_embd, vocab_size, context, causal)


def palm_flops(n_parameters: float, n_layer: int, n_embd: int, context: int) -> float:
    r"""Return the operations of training for each token by the usual rule, $6N + 12 L C T$.

    $6N$ is two operations for each parameter, times three for the backward pass, and
    $12 L C T = 3 \cdot 4 L C T$ what attention adds.  With $6N$ alone and D tokens the whole
    training costs $6 N D$.

    Parameters
    ----------
    n_parameters : N, above 0.  Kaplan et al. leave the embeddings out; the rule here counts them,
        since the tied table is also the head's matrix.
    n_layer, n_embd, context : L, C, T.

    Source: A. Chowdhery et al., "PaLM: scaling language modeling with pathways" (2022), appendix B,
    where C is written H Q (heads times their size); for 6N J. Kaplan et al., "Scaling laws for
    neural language models", arXiv:2001.08361 (2020).
    """
    L, C, _, T = _sizes(n_layer, n_embd, 1, context, last="context")
    return 6 * number(n_parameters, "n_parameters", above=0) + 12 * L * C * T


def _sizes(
    n_layer: int, n_embd: int, vocab_size: int, block_size: int, last: str = "block_size"
) -> tuple[int, int, int, int]:
    return (
        count(n_layer, "n_layer"),
        count(n_embd, "n_embd"),
        count(vocab_size, "vocab_size"),
        count(block_size, last),
    )
