r"""Derivatives of a computation from its values alone: they know nothing of local derivatives.

What the tape says is checked by them, each to its own accuracy.
"""

from collections.abc import Mapping

import numpy as np

from mlmath.backprop.graph import Graph, evaluate

TINY = 1e-100  # a step that is lost in no sum, since it stands in the imaginary part
EPSILON = float(np.finfo(np.float64).eps)


def central_difference(graph: Graph, point: Mapping[str, float], name: str) -> float:
    r"""Return $\frac{f(x + h) - f(x - h)}{2h}$, about ten digits of the derivative.

    h is $\varepsilon^{1/3} \max(1, |x|)$, where what is cut off and what is rounded are alike.
    """
    x = point[name]
    h = EPSILON ** (1 / 3) * max(1.0, abs(x))
    high, low = x + h, x - h
    with np.errstate(all="ignore"):
        rise = (
            evaluate(graph, {**point, name: high})[-1] - evaluate(graph, {**point, name: low})[-1]
        )
        return float(rise / (high - low))


def complex_step(graph: Graph, point: Mapping[str, float], name: str) -> float:
    r"""Return $\operatorname{Im} f(x + ih) / h$: no difference is taken, and no digit is lost.

    Source: W. Squire and G. Trapp, SIAM Review 40 (1998), 110-112.
    """
    moved = evaluate(graph, {**point, name: complex(point[name], TINY)})[-1]
    return float(moved.imag / TINY)
