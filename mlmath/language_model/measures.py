"""One loss in several units: nats and bits, for each token and each character; perplexity."""

import math

from mlmath.validation import number

__all__ = ["bits_per_character", "nats_per_token", "perplexity", "uniform_loss"]


def perplexity(nll: float) -> float:
    r"""Return $e^{L}$ of a mean loss L in nats for each token.

    It is the number of equally likely tokens among which the model is as uncertain; it depends on
    the tokenizer, so only models with the same tokens can be compared by it.  A loss too large for
    float64 gives inf.
    """
    nll = number(nll, "nll", low=0)
    return math.exp(nll) if nll < math.log(1.797e308) else math.inf


def bits_per_character(nll: float, tokens_per_character: float = 1.0) -> float:
    r"""Return $L \cdot \tau / \ln 2$: what a character costs a code made from the model, in bits.

    Parameters
    ----------
    nll : mean loss L in nats for each token, at least 0.
    tokens_per_character : τ, the number of tokens of a text over that of its characters, above 0;
        1 for characters as tokens.  With it models of different tokenizers can be compared.
    """
    rate = number(tokens_per_character, "tokens_per_character", above=0)
    return number(nll, "nll", low=0) * rate / math.log(2)


def nats_per_token(bits: float, tokens_per_character: float = 1.0) -> float:
    """Return the loss in nats for each token that costs so many bits for each character."""
    rate = number(tokens_per_character, "tokens_per_character", above=0)
    return number(bits, "bits", low=0) * math.log(2) / rate


def uniform_loss(vocab_size: int) -> float:
    """Return ln V, in nats: the loss of a model that finds all V tokens equally likely.

    A network starts near it when its initial logits are near 0: 4.1744 for the 65 characters of
    Shakespeare, 10.8249 for the 50,257 tokens of GPT-2.
    """
    return math.log(number(vocab_size, "vocab_size", low=1))
