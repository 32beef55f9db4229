"""Nets of many layers on the digits: how they start, and what their units say while they learn."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from mlmath.backprop import MLP
from mlmath.depth.bends import BENDS
from mlmath.validation import Floats, choice, count, generator

STARTS = ("old", "glorot", "he")


def deep_net(
    hidden: int, width: int, bend: str, start: str, seed: int = 0, sizes: tuple[int, int] = (64, 10)
) -> MLP:
    r"""Return an untrained net with so many hidden layers of one width and a softmax at its end.

    Parameters
    ----------
    hidden, width : layers, and units in each.
    bend : "sigmoid", "tanh" or "relu".
    start : of the weights: "old", uniform in $\pm 1/\sqrt{n}$ for n inputs, of variance 1/(3n);
        "glorot", of variance 2/(n_in + n_out); "he", of variance 2/n.
    seed : equal seeds give equal nets.
    sizes : inputs and classes.

    Source: X. Glorot and Y. Bengio, AISTATS (2010), 249-256, equations 1 and 16; K. He, X. Zhang,
    S. Ren and J. Sun, ICCV (2015), 1026-1034, equation 10.
    """
    rng, hidden = generator(seed), count(hidden, "hidden")
    choice(start, "start", STARTS)
    layers = (sizes[0], *[count(width, "width")] * hidden, sizes[1])
    net = MLP(layers, bend, "softmax", init="he" if start == "he" else "xavier", seed=rng)
    if start == "old":
        for layer in net.layers:
            reach = 1 / np.sqrt(layer.weight.shape[1])
            layer.weight.data[...] = rng.uniform(-reach, reach, layer.weight.shape)
    return net


def batches(net: MLP, X: Any, y: Any, epochs: int, lr: float, seed: int = 0, momentum: float = 0.9,
            batch_size: int = 30) -> Iterator[float]:  # fmt: skip
    """Train a net epoch by epoch; yield after each the mean loss of its updates.

    One generator draws the batches of all epochs.  Momentum begins anew in each epoch.
    """
    rng = generator(seed)
    for _ in range(count(epochs, "epochs")):
        net.fit(X, y, epochs=1, lr=lr, momentum=momentum, batch_size=batch_size, seed=rng)
        yield float(np.mean(net.losses_))


def saturation(net: MLP, X: Any) -> Floats:
    """Return mean and standard deviation of what each hidden layer says, (hidden, 2)."""
    a, found = np.asarray(X, np.float64), []
    for layer in net.layers[:-1]:
        a = BENDS[net.activation].value(a @ layer.weight.data.T + layer.bias.data)
        found.append([a.mean(), a.std()])
    return np.array(found)
