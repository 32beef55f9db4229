"""One hidden layer that follows a function of one variable, unit by unit."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from mlmath.depth.bends import BENDS
from mlmath.validation import Floats, count, numbers


class OneLayer(NamedTuple):
    r"""The net $p(x) = c + \sum_k v_k \, \mathrm{relu}(x - t_k)$.

    c : the bias of the output; v : output weights, (n,); t : where the units bend, (n,).
    """

    c: float
    v: Floats
    t: Floats

    def __call__(self, x: Any) -> Floats:
        """Return the outputs for inputs x, shape (m,)."""
        units = BENDS["relu"].value(numbers(x, "x")[:, None] - self.t)
        found: Floats = self.c + units @ self.v
        return found


def follow(f: Callable[[Floats], Floats], n: int) -> OneLayer:
    r"""Return n ReLUs that agree with f at $0, \frac1n, \dots, 1$ and are straight between.

    Unit k bends at k/n, and its output weight is by how much the slope changes there.  For f with
    slopes at most K in size, no x in [0, 1] is off by more than $K / 2n$.
    """
    n = count(n, "n")
    nodes = np.linspace(0, 1, n + 1)
    heights = numbers(f(nodes), "f")
    slopes = n * np.diff(heights)
    return OneLayer(float(heights[0]), np.diff(slopes, prepend=0.0), nodes[:-1])
