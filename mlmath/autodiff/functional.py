"""The functions that networks are made of, each with its derivative.

They take tensors or arrays, and give back a tensor if any of them was one, else an array.  Each
could be composed from the operations of `Tensor`; done in one piece it remembers less, is faster,
and can be made stable where the composition is not.  Names and conventions are those of
`torch.nn.functional`, with NumPy's `axis`.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from mlmath.autodiff.activations import gelu, relu, sigmoid, tanh
from mlmath.autodiff.tape import Array, TensorLike, floats, needs_grad, node
from mlmath.validation import generator, number

__all__ = [
    "binary_cross_entropy_with_logits",
    "concatenate",
    "cross_entropy",
    "dropout",
    "embedding",
    "gelu",
    "layer_norm",
    "linear",
    "log_softmax",
    "masked_fill",
    "mse_loss",
    "relu",
    "sigmoid",
    "softmax",
    "stack",
    "tanh",
]


def linear(x: TensorLike, weight: TensorLike, bias: TensorLike | None = None) -> Any:
    r"""Return $x W^\top + b$ for x (..., n_in), weight W (n_out, n_in) and bias b (n_out,)."""
    a, W = floats(x, "x"), floats(weight, "weight")
    if W.ndim != 2 or 0 in W.shape or a.ndim < 1 or a.shape[-1] != W.shape[1]:
        raise ValueError(
            f"x must have shape (..., n_in) and weight (n_out, n_in), got {a.shape} and {W.shape}"
        )
    rows = a.reshape(-1, W.shape[1])  # one large product is faster than many small ones
    out = rows @ W.T  # (rows, n_out)
    if bias is not None:
        b = floats(bias, "bias")
        if b.shape != (W.shape[0],):
            raise ValueError(f"bias must have shape ({W.shape[0]},), got {b.shape}")
        out += b

    def pull(g: Array) -> tuple[Array | None, ...]:
        g = g.reshape(-1, W.shape[0])
        return (
            (g @ W).reshape(a.shape) if needs_grad(x) else None,
            g.T @ rows if needs_grad(weight) else None,
            g.sum(axis=0) if needs_grad(bias) else None,
        )

    return node(out.reshape(*a.shape[:-1], W.shape[0]), pull, x, weight, bias)


def softmax(x: TensorLike, axis: int = -1) -> Any:
    r"""Return $e^{x_i} / \sum_j e^{x_j}$ along an axis.

    The largest entry is subtracted first: that changes no quotient, and no power of e exceeds 1.
    Entries of minus infinity get probability 0; at least one along the axis must be finite.
    """
    out = _softmax(floats(x, "x"), axis)

    def pull(g: Array) -> tuple[Array]:
        along = g * out
        along -= out * along.sum(axis=axis, keepdims=True)
        return (along,)

    return node(out, pull, x)


def log_softmax(x: TensorLike, axis: int = -1) -> Any:
    r"""Return $x_i - \log \sum_j e^{x_j}$ along an axis, without forming the quotient."""
    a = floats(x, "x")
    shifted = a - _peak(a, axis)
    out = shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))

    def pull(g: Array) -> tuple[Array]:
        return (g - np.exp(out) * g.sum(axis=axis, keepdims=True),)

    return node(out, pull, x)


def cross_entropy(logits: TensorLike, targets: Any) -> Any:
    r"""Return the mean of $-\log \mathrm{softmax}(z)_t$ over all positions, in nats.

    logits : z, shape (..., V).  targets : t, integers in [0, V), shape (...).
    """
    z = floats(logits, "logits")
    if z.ndim < 1 or not z.size:
        raise ValueError(f"logits must have shape (..., V), not empty, got {z.shape}")
    t = _integers(targets, "targets", z.shape[-1])
    if t.shape != z.shape[:-1]:
        raise ValueError(f"targets must have shape {z.shape[:-1]}, got {t.shape}")
    rows = z.reshape(-1, z.shape[-1])
    shifted = rows - _peak(rows, -1)
    at = (np.arange(len(rows)), t.reshape(-1))
    of_target = shifted[at]
    powers = np.exp(shifted, out=shifted)
    totals = powers.sum(axis=-1)
    loss = (np.log(totals) - of_target).mean(dtype=z.dtype)

    def pull(g: Array) -> tuple[Array]:
        out = powers / totals[:, None]
        out[at] -= 1  # the probabilities minus the one-hot target
        out *= g / len(rows)
        return (out.reshape(z.shape),)

    return node(np.asarray(loss), pull, logits)


def binary_cross_entropy_with_logits(logits: TensorLike, targets: TensorLike) -> Any:
    r"""Return the mean of $-y \log \sigma(z) - (1 - y) \log(1 - \sigma(z))$ over all entries.

    logits : z, of any shape.  targets : y in [0, 1], of the same shape.

    It is $\log(1 + e^z) - y z$, with the slopes $\sigma(z) - y$ in z and $-z$ in y: smooth
    everywhere, and one step of the tape.  Put together from max(z, 0) and |z|, which keep the
    power of e from overflowing, it would get the wrong slope at z = 0, where these have kinks.
    """
    z, y = floats(logits, "logits"), floats(targets, "targets")
    if z.shape != y.shape or not z.size:
        raise ValueError(f"logits and targets must have one shape, got {z.shape} and {y.shape}")
    if not ((y >= 0) & (y <= 1)).all():
        raise ValueError("targets must lie in [0, 1]")
    y = y.astype(z.dtype, copy=False)
    power = np.exp(-np.abs(z))
    each = np.log1p(power) + np.where(z > 0, (1 - y) * z, -y * z)  # no difference of large numbers

    def pull(g: Array) -> tuple[Array, Array]:
        # (1 - y) σ(z) - y σ(-z): the tails of both classes keep their digits.
        top, low = 1 / (1 + power), power / (1 + power)
        share = g / z.size
        out = np.where(z > 0, (1 - y) * top - y * low, (1 - y) * low - y * top)
        return out * share, -z * share

    return node(np.asarray(each.mean(dtype=z.dtype)), pull, logits, targets)


def mse_loss(prediction: TensorLike, target: TensorLike) -> Any:
    r"""Return the mean of $(\hat y - y)^2$ over all entries of two tensors of one shape."""
    a, y = floats(prediction, "prediction"), floats(target, "target")
    if a.shape != y.shape or not a.size:
        raise ValueError(f"prediction and target must have one shape, got {a.shape} and {y.shape}")
    error = a - y

    def pull(g: Array) -> tuple[Array, Array]:
        out = error * (2 * g / error.size)
        return out, -out

    return node(np.asarray((error * error).mean(dtype=a.dtype)), pull, prediction, target)


def layer_norm(
    x: TensorLike, weight: TensorLike, bias: TensorLike | None = None, eps: float = 1e-5
) -> Any:
    r"""Return $\gamma \, (x - \mu) / \sqrt{\sigma^2 + \varepsilon} + \beta$ over the last axis.

    μ and σ² are mean and variance (divided by n) of each row of x (..., n); weight γ and bias β
    have shape (n,).

    Source: J. L. Ba, J. R. Kiros and G. E. Hinton, "Layer normalization", arXiv:1607.06450 (2016).
    """
    a, gamma = floats(x, "x"), floats(weight, "weight")
    beta = np.zeros_like(gamma) if bias is None else floats(bias, "bias")
    if a.ndim < 1 or not gamma.shape == beta.shape == a.shape[-1:] or not a.shape[-1]:
        raise ValueError(
            f"weight and bias must have shape {a.shape[-1:]}, got {gamma.shape} and {beta.shape}"
        )
    n = a.shape[-1]
    rows = a.reshape(-1, n)
    normal = rows - (rows.sum(axis=1) / n)[:, None]
    scale = 1 / np.sqrt(np.einsum("ij,ij->i", normal, normal) / n + a.dtype.type(eps))
    normal *= scale[:, None]
    out = normal * gamma
    out += beta

    def pull(g: Array) -> tuple[Array | None, ...]:
        g = g.reshape(-1, n)
        to_weight, to_bias = np.einsum("ij,ij->j", g, normal), g.sum(axis=0)
        if not needs_grad(x):
            return None, to_weight, to_bias
        back = g * gamma
        along = np.einsum("ij,ij->i", back, normal) / n
        back -= (back.sum(axis=1) / n)[:, None]
        back -= normal * along[:, None]
        back *= scale[:, None]
        return back.reshape(a.shape), to_weight, to_bias

    return node(out.reshape(a.shape), pull, x, weight, bias)


def embedding(weight: TensorLike, indices: Any) -> Any:
    """Return the rows of weight (V, n) at integer indices (...): shape (..., n)."""
    W = floats(weight, "weight")
    if W.ndim != 2:
        raise ValueError(f"weight must have shape (V, n), got {W.shape}")
    at = _integers(indices, "indices", len(W))

    def pull(g: Array) -> tuple[Array]:
        out = np.zeros_like(W)
        flat = at.reshape(-1)
        if flat.size:  # the rows of one index lie together, and are summed together
            order = np.argsort(flat, kind="stable")
            found, starts = np.unique(flat[order], return_index=True)
            out[found] = np.add.reduceat(g.reshape(-1, W.shape[1])[order], starts, axis=0)
        return (out,)

    return node(W[at], pull, weight)


def dropout(x: TensorLike, p: float, rng: np.random.Generator) -> Any:
    """Return x with each entry set to 0 with probability p, and the others divided by 1 - p.

    So the expectation stays.  Source: N. Srivastava et al., Journal of Machine Learning Research
    15 (2014), 1929-1958.
    """
    p, rng = number(p, "p", low=0, below=1), generator(rng, "rng")
    a = floats(x, "x")
    if p == 0:
        return x
    kept = (rng.random(a.shape, dtype=np.float32) >= p) * a.dtype.type(1 / (1 - p))
    return node(a * kept, lambda g: (g * kept,), x)


def concatenate(parts: Sequence[TensorLike], axis: int = 0) -> Any:
    """Return tensors joined along an axis."""
    arrays = [floats(part, "parts") for part in parts]
    cuts = np.cumsum([a.shape[axis] for a in arrays])[:-1]
    return node(np.concatenate(arrays, axis), lambda g: np.split(g, cuts, axis), *parts)


def stack(parts: Sequence[TensorLike], axis: int = 0) -> Any:
    """Return tensors of one shape joined along a new axis."""
    arrays = [floats(part, "parts") for part in parts]
    return node(np.stack(arrays, axis), lambda g: list(np.moveaxis(g, axis, 0)), *parts)


def masked_fill(x: TensorLike, mask: Any, value: float) -> Any:
    """Return x with `value` wherever the boolean mask, which broadcasts to x, is true."""
    a, hidden = floats(x, "x"), np.asarray(mask)
    if hidden.dtype != np.bool_:
        raise ValueError(f"mask must be boolean, got dtype {hidden.dtype}")
    if np.broadcast_shapes(hidden.shape, a.shape) != a.shape:
        raise ValueError(f"mask must broadcast to the shape {a.shape} of x, got {hidden.shape}")
    if not isinstance(value, int | float | np.integer | np.floating):
        raise ValueError(f"value must be a number, got {value!r}")
    out = np.where(hidden, a.dtype.type(value), a)
    return node(out, lambda g: (np.where(hidden, g.dtype.type(0), g),), x)


def _peak(a: Array, axis: int) -> Array:
    """Return the largest entry along an axis, to be subtracted; it has to be finite."""
    if a.ndim < 1 or not a.shape[axis]:
        raise ValueError(f"x must have entries along axis {axis}, got shape {a.shape}")
    top: Array = a.max(axis=axis, keepdims=True)
    if not np.isfinite(top).all():
        wrong = top[~np.isfinite(top)].flat[0]
        raise ValueError(f"the largest entry along axis {axis} must be finite, got {wrong}")
    return top


def _softmax(a: Array, axis: int) -> Array:
    out = a - _peak(a, axis)
    np.exp(out, out=out)
    out /= out.sum(axis=axis, keepdims=True)
    return out


def _integers(value: Any, name: str, limit: int) -> Array:
    """Return an array of integers that lie in [0, limit)."""
    array = np.asarray(value)
    if array.dtype.kind not in "iu":
        raise ValueError(f"{name} must hold integers, got dtype {array.dtype}")
    if array.size and not 0 <= array.min() <= array.max() < limit:
        wrong = array[(array < 0) | (array >= limit)].flat[0]
        raise ValueError(f"{name} must lie in [0, {limit}), got {wrong}")
    return array
