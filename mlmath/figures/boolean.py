"""Figures of the chapter Exclusive or."""

from collections.abc import Mapping
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from mlmath.boolean import convex_hull, truth_table
from mlmath.figures.shared import (
    INK,
    RULE,
    SOFT,
    STYLE,
    Figure,
    arrow,
    blank,
    canvas,
    node,
    paper,
    squares,
    unit,
)  # fmt: skip
from mlmath.palette import color
from mlmath.separation.nearest import nearest_point
from mlmath.validation import points
from mlmath.words import minus

__all__ = ["Figure", "hull", "network", "pairs", "shares"]

THICK = 1.8  # of an arrow


@mpl.rc_context(STYLE)
def hull(rows: Any, *, alt: str, shortest: str = "", counts: Any = ()) -> Figure:
    """Draw signed points as arrows, with their convex hull and its shortest vector, if it has one.

    Parameters
    ----------
    rows : points of the plane, shape (n, 2).
    alt : what the figure shows.
    shortest : what the shortest vector of the hull is, written beside it.
    counts : how often each point is taken, written beside its tip; shape (n,), or none.
    """
    A = points(rows)
    p, _ = nearest_point(A)
    low, high = np.minimum(A.min(axis=0), 0) - 0.9, np.maximum(A.max(axis=0), 0) + 0.9
    low[0], high[0] = low[0] - 0.6, high[0] + 0.6  # names of tips on both sides
    fig, ax = canvas(3.7, 3.7 * (high[1] - low[1]) / (high[0] - low[0]))
    blank(ax, (low[0], high[0]), (low[1], high[1]))
    squares(ax, low, high)
    ax.add_patch(Polygon(convex_hull(A), closed=True, color=color("x"), alpha=0.15, lw=0))
    for k, a in enumerate(A):
        arrow(ax, (0, 0), a, color("x"), lw=THICK)
        name = minus(f"({a[0]:g}, {a[1]:g})")
        if len(counts):
            name = f"{counts[k]} × {name}"
        up = 0.35 if a[1] > 0 else -0.35
        ax.text(a[0], a[1] + up, name, ha="center", va="center", bbox=paper())
    if p @ p > 1e-12:
        across = 9 * np.array([-p[1], p[0]]) / np.hypot(*p)
        ax.plot(*np.array([across, -across]).T, color=color("w"), ls="--", lw=1.2)
        arrow(ax, (0, 0), p, color("w"), lw=THICK + 0.6)
        ax.text(p[0] + 0.25, p[1], shortest, color=color("w"), va="center")
    ax.plot(0, 0, "o", color=INK, ms=4)
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def pairs(*, alt: str) -> Figure:
    """Draw the inputs of three bits as a cube, and the four pairs that differ in the third bit."""
    fig, ax = canvas(3.7, 3.1)
    X = truth_table(3)
    places = X @ np.array([[2.2, 0.0], [0.95, 0.75], [0.0, 1.75]])
    blank(ax, (-0.75, 3.95), (-0.5, 3.0))
    for i in range(8):
        for step in (1, 2, 4):
            if not i & step:
                style = {"color": color("gamma"), "lw": 5.0} if step == 1 else {"color": RULE}
                ax.plot(*places[[i, i | step]].T, solid_capstyle="round", zorder=1, **style)
    for x, place in zip(X, places, strict=True):
        odd = x.sum() % 2
        look = ("o", "positive") if odd else ("s", "negative")
        ax.plot(*place, look[0], color=color(look[1]), ms=11, mew=0)
        name = "".join(map(str, x)) + (" +1" if odd else " −1")
        ax.text(place[0], place[1] + (0.3 if x[2] else -0.3), name, ha="center", va="center")
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def network(*, alt: str) -> Figure:
    """Draw the two layers that compute XOR: OR and AND of the inputs, then OR without AND."""
    fig, ax = canvas(3.7, 2.5)
    blank(ax, (-0.5, 4.3), (-1.6, 1.6))
    inputs = [((0.0, 0.9), "$x_1$"), ((0.0, -0.9), "$x_2$")]
    hidden = [((1.9, 0.9), "≥ 1", "OR"), ((1.9, -0.9), "≥ 2", "AND")]
    for at, name in inputs:
        node(ax, at, name, color("x"), 0.36)
    for at, name, gate in hidden:
        node(ax, at, name, INK, 0.36)
        ax.text(at[0], at[1] + 0.55 * np.sign(at[1]), gate, ha="center", va="center", color=SOFT)
        for start, _ in inputs:
            _edge(ax, start, at, "1", 0.3)
    node(ax, (3.8, 0.0), "≥ 1", INK, 0.36)
    ax.text(3.8, 0.45, "XOR", ha="center", va="bottom", color=SOFT)
    _edge(ax, hidden[0][0], (3.8, 0.0), "1", 0.5)
    _edge(ax, hidden[1][0], (3.8, 0.0), "−1", 0.5)
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def shares(counts: Mapping[int, int], *, alt: str) -> Figure:
    """Draw which share of all functions of n inputs one unit computes, on a logarithmic axis.

    Parameters
    ----------
    counts : {n: how many of the 2^(2^n) functions one threshold unit computes}.
    alt : what the figure shows.
    """
    fig, ax = canvas(3.7, 2.8)
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
    along = unit(end - start)
    arrow(ax, start + 0.38 * along, end - 0.4 * along, color("w"), lw=THICK)
    place = start + part * (end - start) + 0.16 * np.array([-along[1], along[0]])
    ax.text(place[0], place[1], weight, color=color("w"), ha="center", va="center")
