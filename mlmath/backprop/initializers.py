"""How large the first weights are: what a signal keeps on its way through many layers.

Each takes the number of outputs and of inputs of a layer and a generator, and returns its weight
matrix (n_out, n_in).
"""

import math
from collections.abc import Callable

import numpy as np

from mlmath.validation import Floats, count, generator

Initializer = Callable[[int, int, np.random.Generator], Floats]


def naive(n_out: int, n_in: int, rng: np.random.Generator) -> Floats:
    """Return weights from N(0, 1), whatever the size of the layer: deep signals explode."""
    return generator(rng, "rng").normal(size=(count(n_out, "n_out"), count(n_in, "n_in")))


def xavier(n_out: int, n_in: int, rng: np.random.Generator) -> Floats:
    r"""Return weights uniform in $\pm\sqrt{6 / (n_{in} + n_{out})}$.

    Their variance $2 / (n_{in} + n_{out})$ is a compromise: $1/n_{in}$ would keep the variance of
    signals on the way forward, $1/n_{out}$ that of gradients on the way back, where units are
    linear, as tanh is near 0.

    Source: X. Glorot and Y. Bengio, AISTATS (2010), 249-256, equation 16.
    """
    n_out, n_in = count(n_out, "n_out"), count(n_in, "n_in")
    reach = math.sqrt(6 / (n_in + n_out))
    return generator(rng, "rng").uniform(-reach, reach, (n_out, n_in))


def he(n_out: int, n_in: int, rng: np.random.Generator) -> Floats:
    r"""Return weights from $N(0, 2 / n_{in})$: the 2 makes up for ReLU, which drops half a signal.

    Source: K. He, X. Zhang, S. Ren and J. Sun, ICCV (2015), 1026-1034, equation 10.
    """
    n_out, n_in = count(n_out, "n_out"), count(n_in, "n_in")
    return generator(rng, "rng").normal(scale=math.sqrt(2 / n_in), size=(n_out, n_in))


INITIALIZERS: dict[str, Initializer] = {"naive": naive, "xavier": xavier, "he": he}
