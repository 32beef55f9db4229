"""Figures of the page Kernels."""

from typing import Any

import matplotlib as mpl
import numpy as np

from mlmath.figures.shared import STYLE, Figure, canvas
from mlmath.palette import color
from mlmath.validation import shaped

__all__ = ["Figure", "bowl"]


@mpl.rc_context(STYLE)
def bowl(x: Any, *, alt: str) -> Figure:
    """Draw the spread of the numbers x, shape (n,), about each number c.

    Parameters
    ----------
    x : the numbers, marked below the curve.
    alt : what the figure shows.
    """
    x = shaped(x, ("n",), "x")
    c = np.linspace(x.min() - 1, x.max() + 1, 201)
    fig, ax = canvas(5.2, 3.0)
    ax.plot(c, np.sum((x[:, None] - c) ** 2, axis=0), color=color("e"))
    ax.plot(x, np.zeros(len(x)), "o", color=color("x"))
    ax.set(xlabel="c", ylabel="spread about c")
    return Figure(fig, alt)
