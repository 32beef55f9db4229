"""Figures of the chapter Exclusive or."""

from collections.abc import Mapping
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from mlmath.boolean import convex_hull
from mlmath.figures.shared import INK, SOFT, STYLE, Figure, arrow, blank, canvas, node
from mlmath.palette import color
from mlmath.separation.nearest import nearest_point
from mlmath.validation import points

__all__ = ["Figure", "canvas", "network", "shares", "two_hulls"]

THICK = 1.8  # of an arrow


@mpl.rc_context(STYLE)
def two_hulls(apart: Any, around: Any, *, alt: str) -> Figure:
    """Draw two sets of signed points with their convex hulls, and the shortest vector of each.

    Parameters
    ----------
    apart : points of the plane whose hull does not hold the origin, shape (n, 2).
    around : points of the plane whose hull holds it, shape (m, 2).
    alt : what the figure shows.
    """
    fig, axes = canvas(6.4, 3.3, columns=2)
    for ax, name, rows in zip(axes, ("apart", "around"), (apart, around), strict=True):
        A = points(rows)
        p, _ = nearest_point(A)
        reach = 1.25 * np.abs(A).max()
        blank(ax, (-reach, reach), (-reach, reach))
        ax.add_patch(Polygon(convex_hull(A), closed=True, color=color("x"), alpha=0.15, lw=0))
        clear = p @ p > 1e-12
        if clear:
            across = 4 * reach * np.array([-p[1], p[0]]) / np.hypot(*p)
            ax.plot(*np.array([across, -across]).T, color=color("w"), ls="--", lw=1.2)
            arrow(ax, (0, 0), p, color("w"), lw=THICK)
            ax.text(1.18 * p[0], 1.18 * p[1] - 0.28, "$p$", color=color("w"), ha="center", va="top")
        for a in A:
            arrow(ax, (0, 0), a, color("x"), lw=THICK)
        ax.plot(0, 0, "o", color=INK, ms=4)
        ax.set_title("an arrow exists" if clear else "none exists", fontsize=11)
        ax.set_gid(name)
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def network(*, alt: str) -> Figure:
    """Draw the two layers that compute XOR: OR and AND of the inputs, then OR without AND."""
    fig, ax = canvas(5.4, 2.7)
    blank(ax, (-0.6, 5.6), (-1.55, 1.55))
    inputs = [((0.0, 0.9), "$x_1$"), ((0.0, -0.9), "$x_2$")]
    hidden = [((2.4, 0.9), "≥ 1", "OR"), ((2.4, -0.9), "≥ 2", "AND")]
    for at, name in inputs:
        node(ax, at, name, color("x"), 0.36)
    for at, name, gate in hidden:
        node(ax, at, name, INK, 0.36)
        ax.text(at[0], at[1] + 0.5 * np.sign(at[1]), gate, ha="center", va="center", color=SOFT)
        for start, _ in inputs:
            _edge(ax, start, at, "1", 0.3)
    node(ax, (4.8, 0.0), "≥ 1", INK, 0.36)
    ax.text(4.8, 0.5, "XOR", ha="center", va="bottom", color=SOFT)
    _edge(ax, hidden[0][0], (4.8, 0.0), "1", 0.5)
    _edge(ax, hidden[1][0], (4.8, 0.0), "−1", 0.5)
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def shares(counts: Mapping[int, int], *, alt: str) -> Figure:
    """Draw which share of all functions of n inputs one unit computes, on a logarithmic axis.

    Parameters
    ----------
    counts : {n: how many of the 2^(2^n) functions one threshold unit computes}.
    alt : what the figure shows.
    """
    fig, ax = canvas(4.8, 3.0)
    n = np.array(list(counts))
    share = [float(value) / 2.0 ** (2**k) for k, value in counts.items()]
    ax.plot(n, share, "o-", color=color("w"), ms=6, lw=1.4)
    for k, s in zip(n, share, strict=True):
        ax.annotate(f"{counts[int(k)]:,}", (k, s), xytext=(6, 5), textcoords="offset points")
    ax.set(yscale="log", xlabel="inputs n", ylabel="share of all functions", xticks=n)
    ax.set_xlim(n.min() - 0.2, n.max() + 0.7)
    ax.grid(visible=True, axis="y", lw=0.6)
    return Figure(fig, alt)


def _edge(ax: Axes, start: Any, end: Any, weight: str, part: float) -> None:
    """Draw an arrow between two nodes, with its weight at a part of the way."""
    start, end = np.asarray(start), np.asarray(end)
    along = (end - start) / np.hypot(*(end - start))
    arrow(ax, start + 0.38 * along, end - 0.4 * along, color("w"), lw=THICK)
    place = start + part * (end - start) + 0.16 * np.array([-along[1], along[0]])
    ax.text(place[0], place[1], weight, color=color("w"), ha="center", va="center")
