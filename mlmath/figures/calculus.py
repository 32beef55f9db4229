"""Figures of the toolbox page Calculus and downhill."""

from collections.abc import Callable
from typing import Any

import matplotlib as mpl
import numpy as np

from mlmath.figures.shared import INK, SOFT, STYLE, Figure, arrow, canvas, paper, unit
from mlmath.foundations import central_difference
from mlmath.optimizers import factors
from mlmath.palette import color
from mlmath.validation import Floats

__all__ = ["Figure", "bowls", "steepest", "trough"]


@mpl.rc_context(STYLE)
def steepest(at: tuple[float, float], curvatures: tuple[float, float], *, alt: str) -> Figure:
    """Draw the level lines of a bowl, and at a point the gradient and the level line's direction.

    Parameters
    ----------
    at : the point.
    curvatures : of the bowl (a x² + b y²)/2 along x and along y.
    alt : what the figure shows.
    """
    fig, ax = canvas(5.0, 3.2)
    x, y = np.meshgrid(np.linspace(-17, 17, 200), np.linspace(-7, 7, 160))
    a, b = curvatures
    here = (a * at[0] ** 2 + b * at[1] ** 2) / 2
    heights = (a * x**2 + b * y**2) / 2
    levels = here * np.array([0.1, 0.4, 1.0, 2.0, 3.2])
    ax.contour(x, y, heights, levels=levels, colors=SOFT, linewidths=1)
    ax.contour(x, y, heights, levels=[here], colors=INK, linewidths=2)
    up = unit(np.array([a * at[0], b * at[1]]))
    along = np.array([-up[1], up[0]])
    # Level lines pass behind the words.
    arrow(ax, at, at + 4 * up, color("grad"), "uphill", away=(-2.2, 0.5), bbox=paper())
    arrow(ax, at, at - 4 * up, color("w"), "downhill", away=(-1.6, -0.7), bbox=paper())
    ax.plot(*np.stack([at - 4 * along, at + 4 * along]).T, color=color("wstar"), ls="--", lw=1.6)
    ax.plot(*at, "o", color=INK, ms=6)
    ax.set(xlim=(-1, 17), ylim=(-5, 6.5), xlabel="$x$", ylabel="$y$")
    ax.set_aspect("equal")
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def bowls(
    bowl: Callable[[Floats], Any],
    other: Callable[[Floats], Any],
    ends: Any,
    touch: Any,
    *,
    alt: str,
) -> Figure:
    """Draw a convex function with a chord and a tangent, and another that crosses both of its own.

    Parameters
    ----------
    bowl, other : functions of an array.
    ends : where the chord of each begins and ends, shape (2, 2).
    touch : where the tangent of each touches, shape (2,).
    alt : what the figure shows.
    """
    fig, axes = canvas(5.0, 2.5, columns=2)
    for ax, f, (p, q), at, name in zip(
        axes, (bowl, other), ends, touch, ("convex", "not convex"), strict=True
    ):
        x = np.linspace(p - 0.6, q + 0.6, 201)  # so narrow that hollows and hump are seen
        ax.plot(x, f(x), color=color("x"), lw=2)
        chord = np.array([p, q])
        ax.plot(chord, f(chord), "o-", color=color("grad"), lw=1.6, ms=5)
        slope = central_difference(f, at, 1e-5)
        # The axes cut it off at the bottom, where it is steep.
        ax.plot(x, f(np.array(at)) + slope * (x - at), color=INK, ls="--", lw=1.2)
        ax.plot(at, f(np.array(at)), "o", color=INK, ms=4)
        ax.set_title(name, fontsize=15)
        heights = f(x)
        room = heights.max() - heights.min()
        ax.set(xticks=[], yticks=[], xlim=(x[0], x[-1]))
        ax.set_ylim(heights.min() - 0.25 * room, heights.max() + 0.05 * room)
        ax.set_gid(name.replace(" ", "-"))
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def trough(
    curvatures: tuple[float, float],
    plain: float,
    step: float,
    momentum: float,
    *,
    alt: str,
) -> Figure:
    """Draw the factor of a step against the curvature, without and with momentum.

    Parameters
    ----------
    curvatures : the least and the largest of the bowl.
    plain : the step without momentum.
    step, momentum : those with it.
    alt : what the figure shows.
    """
    fig, ax = canvas(5.0, 3.0)
    least, most = curvatures
    bend = np.linspace(0, 1.12 * most, 400)
    ax.axvspan(least, most, color=color("x"), alpha=0.1, lw=0)
    ax.plot(bend, factors(bend, plain), color=color("grad"), lw=2, ls="--")
    ax.plot(bend, factors(bend, step, momentum), color=color("w"), lw=2.4)
    middle = (least + most) / 2
    high, low = float(factors(most, plain)), float(factors(most, step, momentum))
    for ends, height, ink in ((curvatures, high, color("grad")), (curvatures, low, color("w"))):
        ax.plot(ends, [height, height], "o", color=ink, ms=6)
    ax.text(middle, 0.16, "without", color=color("grad"), ha="center", bbox=paper())
    ax.text(middle, low + 0.05, "with momentum", color=color("w"), ha="center", bbox=paper())
    ax.axhline(1, color=SOFT, lw=1)
    ax.set(xlim=(0, bend[-1]), ylim=(0, 1.25), xlabel="curvature λ", ylabel="factor a step")
    ax.set_xticks([0, least, middle, most], ["0", "μ", "", "L"])
    return Figure(fig, alt)
