"""The gradients of a multilayer perceptron by the formulas of 1986, layer by layer.

`mlmath.autodiff` finds the same numbers without knowing what a layer is.
"""

import copy
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlmath.backprop.mlp import MLP
from mlmath.backprop.operations import logistic
from mlmath.special import erf
from mlmath.validation import Floats


class ByHand(NamedTuple):
    """The loss, its gradients under the names of `MLP.state_dict`, and δ of each layer."""

    loss: float
    gradients: dict[str, NDArray[Any]]
    deltas: list[Floats]


def gradients_by_hand(mlp: MLP, X: Any, y: Any) -> ByHand:
    r"""Return loss and gradients by the four equations of backpropagation.

    Samples stand in rows, so each product is the transpose of the one for a single column:

    .. math::
        \delta^L &= \tfrac1n (\hat y - y) \odot \varphi_L'(z^L) \\
        \delta^l &= (\delta^{l+1} W^{l+1}) \odot \varphi'(z^l) \\
        \partial E / \partial W^l &= (\delta^l)^\top a^{l-1} + \lambda W^l \\
        \partial E / \partial b^l &= \textstyle\sum_i \delta^l_i

    With cross-entropy the slope of the output function cancels: $\delta^L = \frac1n (\hat y - y)$.
    Dropout multiplies $a^l$, and on the way back $\varphi'(z^l)$, by the same mask; the masks are
    those that the next call of `mlp.loss` will draw.

    Source: D. E. Rumelhart, G. E. Hinton and R. J. Williams, Nature 323 (1986), 533-536,
    equations 1 to 7.  Chapter: Backpropagation.
    """
    a = mlp._inputs(X)
    return passes(mlp, a, mlp._targets(y, len(a)))


def passes(mlp: MLP, a: Floats, target: NDArray[Any]) -> ByHand:
    """Return what `gradients_by_hand` does, of inputs and targets that it has checked before."""
    drops = mlp.training and mlp.dropout.p > 0
    masks = copy.deepcopy(mlp.dropout.rng) if drops else None
    weights = [layer.weight.data for layer in mlp.layers]
    biases = [layer.bias.data for layer in mlp.layers if layer.bias is not None]

    inputs, slopes = [a], []  # a^(l-1), and the slope of what follows each weighted sum
    for W, b in zip(weights[:-1], biases[:-1], strict=True):
        z = inputs[-1] @ W.T + b  # (n, n_out)
        a, slope = bent(mlp.activation, z)
        if masks:
            kept = (masks.random(a.shape, dtype=np.float32) >= mlp.dropout.p) / (1 - mlp.dropout.p)
            a, slope = a * kept, slope * kept
        inputs.append(a)
        slopes.append(slope)
    z = inputs[-1] @ weights[-1].T + biases[-1]

    loss, delta = _output(mlp, z, target)
    if mlp.l2:
        loss += 0.5 * mlp.l2 * sum(float((W * W).sum()) for W in weights)
    deltas = [delta]
    for W, slope in zip(weights[:0:-1], slopes[::-1], strict=True):
        deltas.insert(0, (deltas[0] @ W) * slope)
    gradients = {}
    for i, (d, a, W) in enumerate(zip(deltas, inputs, weights, strict=True)):
        by_weight = d.T @ a
        gradients[f"layers.{i}.weight"] = by_weight + mlp.l2 * W if mlp.l2 else by_weight
        gradients[f"layers.{i}.bias"] = d.sum(axis=0)
    return ByHand(loss, gradients, deltas)


def bent(name: str, z: Floats) -> tuple[Floats, Floats]:
    """Return φ(z) and φ'(z) of an activation of `MLP`, by its name."""
    if name == "sigmoid":
        a = logistic(z)
        return a, a * (1 - a)
    if name == "tanh":
        a = np.tanh(z)
        return a, 1 - a * a
    if name == "relu":
        return np.maximum(z, 0), (z > 0).astype(z.dtype)
    phi = 0.5 * (1 + erf(z / np.sqrt(2)))  # gelu: z times the normal distribution function
    return z * phi, phi + z * np.exp(-z * z / 2) / np.sqrt(2 * np.pi)


def _output(mlp: MLP, z: Floats, y: NDArray[Any]) -> tuple[float, Floats]:
    """Return the loss without the penalty, and δ of the last layer."""
    n = len(z)
    if mlp.output == "softmax":
        logs = z - z.max(axis=1, keepdims=True)
        logs -= np.log(np.exp(logs).sum(axis=1, keepdims=True))
        truth = np.eye(z.shape[1], dtype=z.dtype)[y]
        return float(-(logs * truth).sum() / n), (np.exp(logs) - truth) / n
    out = logistic(z) if mlp.output == "sigmoid" else z
    if mlp.loss_name == "squared":
        slope = out * (1 - out) if mlp.output == "sigmoid" else 1.0
        return float(((out - y) ** 2).sum() / (2 * n)), (out - y) * slope / n
    terms = np.logaddexp(0, z) - y * z
    return float(terms.sum() / n), (out - y) / n
