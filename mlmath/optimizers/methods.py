"""The optimizers: from a gradient to the next step.

Below, p is a parameter, g its gradient, η the learning rate `lr`; states start at zero.
"""

import math
from collections.abc import Iterable
from typing import Any

import numpy as np

from mlmath.optimizers.optimizer import Array, Optimizer
from mlmath.validation import number


class SGD(Optimizer):
    r"""Gradient descent, with momentum, with Nesterov's look ahead.

    .. math:: v \leftarrow \mu v + (g + \lambda p), \qquad p \leftarrow p - \eta v

    With nesterov, $p \leftarrow p - \eta (g + \lambda p + \mu v)$, the new v; without momentum
    μ = 0 and $p \leftarrow p - \eta (g + \lambda p)$.

    Source: B. T. Polyak, USSR Computational Mathematics and Mathematical Physics 4 (5) (1964),
    1-17; Y. Nesterov, Soviet Mathematics Doklady 27 (1983), 372-376.
    """

    states = ("velocity",)

    def __init__(
        self,
        params: Iterable[Any],
        lr: float,
        momentum: float = 0.0,
        nesterov: bool = False,
        weight_decay: float = 0.0,
    ) -> None:
        self.momentum = number(momentum, "momentum", low=0)
        self.nesterov = bool(nesterov)
        super().__init__(params, lr, weight_decay)

    def _update(self, i: int, p: Array, g: Array) -> None:
        if self.momentum:
            v = self.state["velocity"][i]
            v *= self.momentum
            v += g
            g = g + self.momentum * v if self.nesterov else v
        p -= self.lr * g


class RMSprop(Optimizer):
    r"""Divide each entry of the gradient by the root of its recent mean square.

    .. math:: s \leftarrow \alpha s + (1 - \alpha) g^2, \qquad
              p \leftarrow p - \eta \, g / (\sqrt s + \varepsilon)

    Source: T. Tieleman and G. Hinton, lecture 6.5 of "Neural networks for machine learning",
    Coursera (2012).
    """

    states = ("square",)

    def __init__(
        self,
        params: Iterable[Any],
        lr: float = 1e-2,
        alpha: float = 0.99,
        eps: float = 1e-8,
        weight_decay: float = 0.0,
    ) -> None:
        self.alpha = number(alpha, "alpha", low=0, below=1)
        self.eps = number(eps, "eps", above=0)
        super().__init__(params, lr, weight_decay)

    def _update(self, i: int, p: Array, g: Array) -> None:
        s = self.state["square"][i]
        s *= self.alpha
        s += (1 - self.alpha) * g * g
        p -= self.lr * g / (np.sqrt(s) + self.eps)


class Adam(Optimizer):
    r"""Momentum, divided by the root of the mean square, both corrected for their start at zero.

    .. math:: m \leftarrow \beta_1 m + (1 - \beta_1) g, \quad
              v \leftarrow \beta_2 v + (1 - \beta_2) g^2, \quad
              p \leftarrow p - \eta \, \frac{m / (1 - \beta_1^t)}
                                            {\sqrt{v / (1 - \beta_2^t)} + \varepsilon}

    at step t = 1, 2, ...; `weight_decay` λ adds λp to g.

    Source: D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR (2015),
    arXiv:1412.6980, algorithm 1.
    """

    states = ("m", "v")

    def __init__(
        self,
        params: Iterable[Any],
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0.0,
    ) -> None:
        first, second = betas
        self.betas = (
            number(first, "betas[0]", low=0, below=1),
            number(second, "betas[1]", low=0, below=1),
        )
        self.eps = number(eps, "eps", above=0)
        super().__init__(params, lr, weight_decay)

    def _update(self, i: int, p: Array, g: Array) -> None:
        m, v = self.state["m"][i], self.state["v"][i]
        (b1, b2), t = self.betas, self.steps[i]
        part = np.asarray(g * (1 - b1))  # one array serves all that follows
        m *= b1
        m += part
        np.multiply(g, g, out=part)
        part *= 1 - b2
        v *= b2
        v += part
        np.sqrt(v, out=part)
        part /= math.sqrt(1 - b2**t)
        part += self.eps
        np.divide(m, part, out=part)
        part *= self.lr / (1 - b1**t)
        p -= part


class AdamW(Adam):
    r"""Adam with decay of the weights themselves, $p \leftarrow p - \eta \lambda p$.

    In Adam the term λp of the gradient is divided by the root of the mean square like all of it,
    so that weights with large gradients hardly decay; here all decay alike.

    Source: I. Loshchilov and F. Hutter, "Decoupled weight decay regularization", ICLR (2019),
    arXiv:1711.05101, algorithm 2.
    """

    def __init__(
        self,
        params: Iterable[Any],
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0.01,
    ) -> None:
        super().__init__(params, lr, betas, eps, weight_decay)

    def _decayed(self, p: Array, g: Array, decay: float) -> Array:
        p *= 1 - self.lr * decay
        return g
