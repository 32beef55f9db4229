"""The multilayer perceptron: layers of weighted sums, each bent by an activation."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from mlmath.autodiff import Tensor, no_grad
from mlmath.autodiff import functional as F
from mlmath.backprop.initializers import INITIALIZERS
from mlmath.layers import Dropout, Linear, Module
from mlmath.optimizers import SGD
from mlmath.validation import (
    Floats,
    choice,
    classes,
    count,
    generator,
    labels,
    number,
    numbers,
    points,
)

ACTIVATIONS = {"sigmoid": F.sigmoid, "tanh": F.tanh, "relu": F.relu, "gelu": F.gelu}
OUTPUTS = {
    "linear": ("squared",),
    "sigmoid": ("squared", "cross-entropy"),
    "softmax": ("cross-entropy",),
}


class MLP(Module):
    r"""Layers $a^l = \varphi(W^l a^{l-1} + b^l)$ from the input $a^0 = x$ to the output.

    Parameters
    ----------
    sizes : units of each layer, input first: (2, 3, 1) has three hidden units.
    activation : φ of the hidden layers: "sigmoid", "tanh", "relu" or "gelu".
    output : what the last layer's sums z become: "linear" (themselves), "sigmoid" or "softmax".
    loss : "squared", the mean over samples of $\frac12 \|\hat y - y\|^2$ (the ½ of 1986, which
        `torch.nn.MSELoss` has not); or "cross-entropy", the mean of $-\log \hat y_y$ for softmax,
        of $-y \log \hat y - (1 - y) \log(1 - \hat y)$, summed over the outputs, for sigmoid.  By
        default squared for linear outputs, else cross-entropy.
    init : "naive", "xavier" or "he" (`mlmath.backprop.initializers`); biases start at 0.
    l2 : λ; $\frac{\lambda}{2} \sum_l \|W^l\|^2$ is added to the loss, biases excepted.
    dropout : probability with which a hidden unit is silent in training.
    seed : equal seeds give equal numbers.
    dtype : float64 or float32.

    Attributes
    ----------
    layers : one `Linear` each; `layers[l].weight` has shape (sizes[l + 1], sizes[l]).
    losses_ : the loss before each update of `fit`.
    classes_ : for softmax, the labels in sorted order.

    Source: D. E. Rumelhart, G. E. Hinton and R. J. Williams, "Learning representations by
    back-propagating errors", Nature 323 (1986), 533-536.  Chapter: Backpropagation.
    """

    losses_: list[float]
    classes_: NDArray[Any]

    def __init__(
        self,
        sizes: Sequence[int],
        activation: str = "tanh",
        output: str = "linear",
        loss: str | None = None,
        init: str = "xavier",
        l2: float = 0.0,
        dropout: float = 0.0,
        seed: int | np.random.Generator = 0,
        dtype: Any = np.float64,
    ) -> None:
        self.sizes = tuple(count(n, "sizes") for n in sizes)
        if len(self.sizes) < 2:
            raise ValueError(f"sizes must name input and output at least, got {self.sizes}")
        self.activation = choice(activation, "activation", tuple(ACTIVATIONS))
        self.output = choice(output, "output", tuple(OUTPUTS))
        fitting = OUTPUTS[output]
        self.loss_name = fitting[-1] if loss is None else choice(loss, "loss", fitting)
        if output == "softmax" and self.sizes[-1] < 2:
            raise ValueError(f"sizes must end in at least two classes, got {self.sizes}")
        first_weights = INITIALIZERS[choice(init, "init", tuple(INITIALIZERS))]
        self.l2 = number(l2, "l2", low=0)
        rng = generator(seed)
        self.layers: list[Linear] = []
        for n_in, n_out in zip(self.sizes, self.sizes[1:], strict=False):
            layer = Linear(n_in, n_out, seed=rng, dtype=dtype)
            layer.weight.data[...] = first_weights(n_out, n_in, rng)
            layer.bias.data[...] = 0
            self.layers.append(layer)
        self.dropout = Dropout(dropout, rng)

    def __repr__(self) -> str:
        return f"MLP({self.sizes}, activation={self.activation!r}, output={self.output!r})"

    def sums(self, X: Any) -> Any:
        """Return the last layer's weighted sums z, before the output function: (n, sizes[-1])."""
        a = X if isinstance(X, Tensor) else Tensor(self._inputs(X))
        for layer in self.layers[:-1]:
            a = self.dropout(ACTIVATIONS[self.activation](layer(a)))
        return self.layers[-1](a)

    def forward(self, X: Any) -> Any:
        """Return the outputs for samples X (n, sizes[0]): shape (n, sizes[-1])."""
        z = self.sums(X)
        if self.output == "softmax":
            return F.softmax(z)
        return F.sigmoid(z) if self.output == "sigmoid" else z

    def loss(self, X: Any, y: Any) -> Tensor:
        """Return the loss, a tensor of one number.

        y holds targets (n, sizes[-1]), or for softmax the numbers of the classes (n,).
        """
        z = self.sums(X)
        target = self._targets(y, len(z.data))
        if self.output == "softmax":
            total = F.cross_entropy(z, target)
        elif self.loss_name == "squared":
            outputs = F.sigmoid(z) if self.output == "sigmoid" else z
            total = F.mse_loss(outputs, target) * (0.5 * self.sizes[-1])
        else:
            total = F.binary_cross_entropy_with_logits(z, target) * self.sizes[-1]
        if self.l2:
            for layer in self.layers:
                total = total + (layer.weight * layer.weight).sum() * (0.5 * self.l2)
        result: Tensor = total
        return result

    def fit(
        self,
        X: Any,
        y: Any,
        epochs: int = 100,
        lr: float = 0.1,
        momentum: float = 0.9,
        batch_size: int | None = None,
        seed: int | np.random.Generator = 0,
    ) -> Self:
        """Learn from samples X (n, sizes[0]) and y by gradient descent with momentum.

        y holds targets (n,) or (n, sizes[-1]); for softmax, n labels of sizes[-1] classes.
        batch_size : samples behind each update, drawn anew in each epoch; by default all.
        """
        X, epochs = self._inputs(X), count(epochs, "epochs", low=0)
        found, codes = self._classes(y, len(X)) if self.output == "softmax" else (None, y)
        target = self._targets(codes, len(X))
        size = len(X) if batch_size is None else min(count(batch_size, "batch_size"), len(X))
        rng, walker = generator(seed), SGD(self.parameters(), lr, momentum)
        self.losses_ = []
        if found is not None:
            self.classes_ = found
        was = self.training
        self.train()
        for _ in range(epochs):
            turn = np.arange(len(X)) if size == len(X) else rng.permutation(len(X))
            for start in range(0, len(X), size):
                batch = turn[start : start + size]
                loss = self.loss(X[batch], target[batch])
                self.losses_.append(loss.item())
                walker.zero_grad()
                loss.backward()
                walker.step()
        self.train(was)
        return self

    def predict(self, X: Any) -> NDArray[Any]:
        """Return the most probable label of each sample, or the outputs where there are none."""
        was = self.training
        self.eval()
        with no_grad():
            out = self.forward(X).data
        self.train(was)
        if self.output != "softmax":
            return np.asarray(out)
        best: NDArray[Any] = out.argmax(axis=1)
        return self.classes_[best] if hasattr(self, "classes_") else best

    def _inputs(self, X: Any) -> NDArray[Any]:
        array = points(X)
        if array.shape[1] != self.sizes[0]:
            raise ValueError(f"X must have sizes[0]={self.sizes[0]} features, got {array.shape[1]}")
        inputs: NDArray[Any] = array.astype(self.layers[0].weight.dtype, copy=False)
        return inputs

    def _targets(self, y: Any, n: int) -> NDArray[Any]:
        if self.output == "softmax":
            codes = labels(y, n)
            if codes.dtype.kind not in "iu":
                raise ValueError(f"y must hold numbers of classes, got dtype {codes.dtype}")
            if not 0 <= codes.min() <= codes.max() < self.sizes[-1]:
                wrong = codes[(codes < 0) | (codes >= self.sizes[-1])][0]
                raise ValueError(f"y must lie in [0, {self.sizes[-1]}), got {wrong}")
            return codes
        array: Floats = numbers(y, "y")
        if array.shape == (n,) and self.sizes[-1] == 1:
            array = array[:, None]
        if array.shape != (n, self.sizes[-1]):
            raise ValueError(f"y must have shape ({n}, {self.sizes[-1]}), got {array.shape}")
        if self.loss_name == "cross-entropy" and not ((array >= 0) & (array <= 1)).all():
            raise ValueError("y must lie in [0, 1] for cross-entropy")
        wanted: NDArray[Any] = array.astype(self.layers[0].weight.dtype, copy=False)
        return wanted

    def _classes(self, y: Any, n: int) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return the labels in sorted order, and for each sample the place of its own."""
        found, codes = classes(y, n)
        if len(found) != self.sizes[-1]:
            raise ValueError(f"y must hold sizes[-1]={self.sizes[-1]} classes, got {len(found)}")
        return found, codes
