"""How the next token is drawn: temperature, the k most likely, the nucleus."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlmath.language_model.tokenizers import Tokens
from mlmath.validation import Floats, count, generator, number


def sampling_probabilities(
    logits: Any, temperature: float = 1.0, top_k: int | None = None, top_p: float = 1.0
) -> Floats:
    r"""Return the probabilities to draw from, after temperature, then top-k, then top-p.

    .. math:: p_i \propto \exp(z_i / T) \text{ for each token } i \text{ that stays}, 0 \text{ else}

    The order of the three steps is that of the library transformers:

    - top-k keeps every token whose logit is at least the k-th largest, so that more than k stay
      where the k-th is tied (as in transformers and in nanoGPT);
    - top-p keeps the nucleus of what top-k left: the smallest set of most likely tokens whose
      probabilities add up to p or more, and so always at least one.  Rounding does not count:
      eight of ten equal tokens are enough for p = 0.8, though float64 adds them to less.  Of
      tokens that are equally likely the one of lower number goes first; transformers leaves that
      to its sort.

    Parameters
    ----------
    logits : z, shape (..., V), V at least 1; -inf marks a token that must not come, and each
        row holds at least one finite number.
    temperature : T, at least 0.  At 0 the first of the largest logits gets probability 1.
    top_k : at least 1; None, or anything from V up, keeps all.
    top_p : p, above 0 and at most 1; 1 keeps all.

    Returns
    -------
    Probabilities of shape (..., V), each row with sum 1.

    Raises
    ------
    ValueError : a parameter outside its range; logits of no axis or no token, with NaN or +inf,
        or with a row of -inf alone.

    Source: A. Holtzman, J. Buys, L. Du, M. Forbes and Y. Choi, "The curious case of neural text
    degeneration", ICLR 2020 (the nucleus).  Chapter: Training loss.
    """
    z = _logits(logits)
    temperature = number(temperature, "temperature", low=0)
    k = z.shape[-1] if top_k is None else min(count(top_k, "top_k"), z.shape[-1])
    top_p = number(top_p, "top_p", above=0, high=1)
    if temperature == 0:
        return np.asarray(np.eye(z.shape[-1])[z.argmax(axis=-1)])
    with np.errstate(over="ignore"):  # a difference too large for a small T becomes -inf: p = 0
        scores = (z - z.max(axis=-1, keepdims=True)) / temperature  # (..., V), at most 0
    kth = np.partition(z, -k, axis=-1)[..., -k, None]
    p = np.where(z >= kth, np.exp(scores), 0.0)
    p /= p.sum(axis=-1, keepdims=True)
    if top_p < 1:
        order = np.argsort(-p, axis=-1, kind="stable")
        falling = np.take_along_axis(p, order, axis=-1)
        # Each of V terms, and each sum of them, is rounded by up to half an ε of what it is.
        rounding = 2 * (p.shape[-1] + 4) * np.finfo(np.float64).eps
        reached = falling.cumsum(axis=-1) >= top_p * (1 - rounding)
        falling[..., 1:][reached[..., :-1]] = 0.0  # who comes after is not needed
        np.put_along_axis(p, order, falling, axis=-1)
        p /= p.sum(axis=-1, keepdims=True)
    return p


def sample_tokens(
    logits: Any,
    temperature: float = 1.0,
    top_k: int | None = None,
    top_p: float = 1.0,
    seed: int | np.random.Generator = 0,
) -> Tokens:
    """Draw one token for each row of logits (..., V): int64 of shape (...).

    The probabilities are those of `sampling_probabilities`; a token of probability 0 is never
    drawn.  A row takes one uniform number from the generator, also at temperature 0.
    """
    rng = generator(seed)
    p = sampling_probabilities(logits, temperature, top_k, top_p)
    cumulative = p.cumsum(axis=-1)
    cumulative /= cumulative[..., -1:]  # so that the last is exactly 1, and above every u
    u = rng.random((*p.shape[:-1], 1))
    return np.asarray((cumulative <= u).sum(axis=-1), dtype=np.int64)


def _logits(logits: Any) -> Floats:
    try:
        given = np.asarray(logits)
        if given.dtype.kind not in "biufO":  # texts of digits and complex numbers are none
            raise TypeError
        z: NDArray[np.float64] = given.astype(np.float64, copy=False)
    except (TypeError, ValueError):
        raise ValueError("logits must hold numbers in a rectangular shape") from None
    if z.ndim == 0 or z.shape[-1] == 0:
        raise ValueError(f"logits must have shape (..., V) with V at least 1, got {z.shape}")
    wrong = z[np.isnan(z) | (z == np.inf)]
    if wrong.size:
        raise ValueError(f"logits must hold finite numbers or -inf, got {wrong[0]}")
    if np.isneginf(z).all(axis=-1).any():
        raise ValueError("logits must hold a finite number in each row, got a row of -inf")
    return z
