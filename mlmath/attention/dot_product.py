"""Attention itself: each query looks at all keys, and takes a mean of their values."""

import math
from typing import Any

import numpy as np

from mlmath.autodiff.tape import Array, Node, TensorLike, floats, needs_grad, node, sum_to


def scaled_dot_product_attention(
    Q: TensorLike, K: TensorLike, V: TensorLike, causal: bool = False, mask: Any = None
) -> Any:
    r"""Return what each query gathers: the mean of the values, weighted by likeness of the keys.

    .. math:: \mathrm{Attention}(Q, K, V) =
              \mathrm{softmax}\left(\frac{Q K^\top}{\sqrt{d_k}}\right) V

    Parameters
    ----------
    Q : queries, shape (..., T, d_k).
    K : keys, shape (..., S, d_k).
    V : values, one for each key, shape (..., S, d_v).  The leading shapes broadcast.
    causal : let query t look only at keys s ≤ t, both counted from 0: none sees its future.
    mask : which keys each query may look at, of a shape that broadcasts to (..., T, S): boolean,
        True where it may, as in PyTorch's function of this name; or numbers that are added to
        the scaled scores, minus infinity where it may not.  With `causal`, both apply.

    Returns
    -------
    Shape (..., T, d_v); a tensor if Q, K or V is one, else an array.

    Raises
    ------
    ValueError : shapes do not fit, some query may look at no key, Q, K or V is not finite, or the
        mask needs a gradient, which attention does not give it.

    Source: A. Vaswani et al., "Attention is all you need", Advances in Neural Information
    Processing Systems 30 (2017), equation (1).  Chapter: Attention.
    """
    k, v = floats(K, "K"), floats(V, "V")
    if v.ndim < 2 or k.ndim < 2 or v.shape[-2] != k.shape[-2]:
        raise ValueError(
            f"V must have shape (..., S, d_v), one value for each key, got {v.shape} "
            f"for K of shape {k.shape}"
        )
    if not np.isfinite(v).all():
        raise ValueError("V must hold finite numbers")
    weights = attention_weights(Q, K, causal, mask)  # (..., T, S)
    try:
        np.broadcast_shapes(weights.shape[:-2], v.shape[:-2])
    except ValueError:
        raise ValueError(
            f"the leading shape of V must broadcast with that of Q and K, got {v.shape[:-2]} "
            f"and {weights.shape[:-2]}"
        ) from None
    return weights @ (V if isinstance(V, Node) else v)


def attention_weights(Q: TensorLike, K: TensorLike, causal: bool = False, mask: Any = None) -> Any:
    r"""Return $\mathrm{softmax}(Q K^\top / \sqrt{d_k})$: how much each query looks at each key.

    Shape (..., T, S); each row is not negative and sums to 1.  Parameters, errors and source as
    in `scaled_dot_product_attention`.

    Scaling, mask and softmax are one step of the tape.  With weights $w$ and the gradient $g$
    that arrives at them, a row of scores gets $w \odot (g - g \cdot w)$.
    """
    q, k = floats(Q, "Q"), floats(K, "K")
    if min(q.ndim, k.ndim) < 2 or q.shape[-1] != k.shape[-1] or not k.shape[-1] or not k.shape[-2]:
        raise ValueError(
            f"Q must have shape (..., T, d_k) and K (..., S, d_k), got {q.shape} and {k.shape}"
        )
    if not (np.isfinite(q).all() and np.isfinite(k).all()):
        raise ValueError("Q and K must hold finite numbers")
    scale = 1 / math.sqrt(q.shape[-1])
    with np.errstate(over="ignore", invalid="ignore"):  # what is not finite is found below
        scores = _product(q * scale, k.swapaxes(-1, -2))  # (..., T, S)
        for added in _masks(scores.shape, causal, mask):
            scores += added.astype(scores.dtype, copy=False)
        peak = scores.max(axis=-1, keepdims=True)
        if not np.isfinite(peak).all():
            raise ValueError("Q and K must hold finite numbers with finite products")
        scores -= peak  # the softmax stays the same, and no power of e exceeds 1
    w = np.exp(scores, out=scores)
    w /= (w @ np.ones(w.shape[-1], w.dtype))[..., None]  # a product sums short rows fastest

    def pull(g: Array) -> tuple[Array | None, Array | None]:
        along = g - np.vecdot(g, w)[..., None]
        along *= w
        along *= scale
        return (
            sum_to(along @ k, q.shape) if needs_grad(Q) else None,
            sum_to(along.swapaxes(-1, -2) @ q, k.shape) if needs_grad(K) else None,
        )

    return node(w, pull, Q, K)


def _masks(shape: tuple[int, ...], causal: bool, mask: Any) -> list[Array]:
    """Return what has to be added to scores of this shape: 0, or minus infinity at hidden keys."""
    masks: list[Array] = []
    if causal:
        masks.append(np.triu(np.full(shape[-2:], -np.inf, np.float32), 1))
    if mask is None:
        return masks
    if needs_grad(mask):
        raise ValueError("mask must not require a gradient: attention passes it none")
    given = np.asarray(mask)
    if given.dtype == np.bool_:
        given = np.where(given, np.float32(0), np.float32(-np.inf))
    elif given.dtype.kind != "f" or not (given < np.inf).all():
        raise ValueError(
            "mask must be boolean, or hold floating-point numbers or minus infinity, "
            f"got dtype {given.dtype}{' with NaN or inf' if given.dtype.kind == 'f' else ''}"
        )
    try:
        fits = np.broadcast_shapes(given.shape, shape) == shape
    except ValueError:
        fits = False
    if not fits:
        raise ValueError(f"mask must have a shape that broadcasts to {shape}, got {given.shape}")
    masks.append(given)
    if np.isneginf(np.atleast_1d(sum(masks))).all(axis=-1).any():
        raise ValueError("mask must leave each query at least one key that it may look at")
    return masks


def _product(a: Array, b: Array) -> Array:
    """Return a @ b of stacks of matrices."""
    try:
        out: Array = a @ b
    except ValueError:
        raise ValueError(
            f"the leading shapes of Q and K must broadcast, got {a.shape[:-2]} and {b.shape[:-2]}"
        ) from None
    return out
