"""Figures of the chapter Kernels."""

from math import comb
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.patches import FancyBboxPatch

from mlmath.figures.shared import INK, RULE, SOFT, STYLE, Figure, arrow, blank, canvas, paper
from mlmath.palette import color
from mlmath.validation import numbers, points, shaped, signs

__all__ = ["Figure", "bumps", "components", "degrees", "parabola", "prices", "street", "two_ways"]


@mpl.rc_context(STYLE)
def parabola(x: Any, y: Any, height: float, *, alt: str) -> Figure:
    """Draw points of a line, raised by their squares, and the level line that cuts the parabola.

    Parameters
    ----------
    x : where the points stand, shape (n,).
    y : labels -1 and +1, shape (n,).
    height : of the cut.
    alt : what the figure shows.
    """
    x = numbers(x, "x")
    y = signs(y, len(x))
    fig, ax = canvas(4.8, 3.6)
    fine = np.linspace(1.08 * x.min(), 1.08 * x.max(), 121)
    ax.plot(fine, fine**2, color=SOFT, lw=1)
    ax.axhline(0, color=INK, lw=0.8)
    ax.axhline(height, color=color("w"), lw=2)
    for cut in (-np.sqrt(height), np.sqrt(height)):
        ax.plot([cut, cut], [0, height], color=color("w"), lw=1.4, ls="--")
    for sign, key, marker in ((1, "positive", "o"), (-1, "negative", "s")):
        at = x[y == sign]
        ax.plot(at, 0 * at, marker, color=color(key), ms=7, clip_on=False)
        ax.plot(at, at**2, marker, color=color(key), ms=7)
        for place in at[at != 0]:
            ax.plot([place, place], [0, place**2], color=RULE, lw=1, zorder=0)
    ax.text(fine[-1], height + 0.25, "the cut", color=color("w"), ha="right", va="bottom")
    ax.set(xlabel="x", ylabel="x²", xticks=np.unique(x))
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def two_ways(*, alt: str) -> Figure:
    """Draw two ways to one number: through the space of the features, or by the kernel.

    Parameters
    ----------
    alt : what the figure shows.
    """
    fig, ax = canvas(5.0, 2.9)
    blank(ax, (-0.2, 10.2), (-0.4, 5.6))
    boxes = {
        "pair": (1.4, 0.9, "two points\nx and z"),
        "lifted": (1.4, 4.4, "x and z lifted:\nlists of features"),
        "number": (8.6, 0.9, "one number"),
    }
    for x, y, text in boxes.values():
        ground = FancyBboxPatch(
            (x - 1.55, y - 0.75), 3.1, 1.5, boxstyle="round,pad=0.05", fill=False, ec=SOFT, lw=1.2
        )
        ax.add_patch(ground)
        ax.text(x, y, text, ha="center", va="center")
    arrow(ax, (1.4, 1.85), (1.4, 3.45), color("x"))
    ax.text(1.7, 2.65, "lift: long", color=color("x"), ha="left", va="center")
    arrow(ax, (3.2, 4.1), (8.2, 1.85), color("x"))
    ax.text(6.0, 3.5, "inner product: long", color=color("x"), ha="left", va="center")
    arrow(ax, (3.2, 0.9), (6.9, 0.9), color("w"))
    ax.text(5.05, 1.2, "k(x, z): short", color=color("w"), ha="center", va="bottom")
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def bumps(x: Any, y: Any, counts: Any, width: float, *, alt: str) -> Figure:
    """Draw the score of a machine with the Gaussian kernel on a line: a sum of bumps.

    Parameters
    ----------
    x : where the points stand, shape (n,).
    y : labels -1 and +1, shape (n,).
    counts : how often each is taken, shape (n,).
    width : σ of the kernel.
    alt : what the figure shows.
    """
    x = numbers(x, "x")
    y, counts = signs(y, len(x)), shaped(counts, (len(x),), "counts")
    fine = np.linspace(x.min() - 3 * width, x.max() + 3 * width, 241)
    each = y * counts * np.exp(-((fine[:, None] - x) ** 2) / (2 * width**2))  # (241, n)
    total = each.sum(axis=1)
    fig, ax = canvas(5.0, 3.0)
    ax.axhline(0, color=INK, lw=0.8)
    for k, label in enumerate(y):
        key, marker = ("positive", "o") if label > 0 else ("negative", "s")
        ax.plot(fine, each[:, k], color=color(key), lw=1.3, ls="--")
        ax.plot(x[k], 0, marker, color=color(key), ms=8)
    ax.plot(fine, total, color=color("w"), lw=2.4)
    cuts = np.flatnonzero((total[1:] > 0) != (total[:-1] > 0))
    for i in cuts:
        at = fine[i] - total[i] * (fine[i + 1] - fine[i]) / (total[i + 1] - total[i])
        ax.plot([at, at], [-0.14, 0.14], color=color("w"), lw=2.4)
    ax.set(xlabel="x", ylabel="score", xticks=np.unique(x))
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def prices(price: float, pull: float, *, alt: str) -> Figure:
    """Draw what a point pays for its lead r: the true price C max(0, 1 - r), and α (1 - r).

    Parameters
    ----------
    price : C, the price of each unit that a lead is below 1.
    pull : α, the low price.
    alt : what the figure shows.
    """
    lead = np.linspace(-0.5, 2.5, 7)  # the corner at 1 among them
    fig, ax = canvas(4.8, 3.0)
    ax.axhline(0, color=INK, lw=0.8)
    ax.plot(lead, price * np.maximum(0, 1 - lead), color=color("e"), lw=2.4)
    ax.plot(lead, pull * (1 - lead), color=color("wstar"), lw=2, ls="--")
    ax.text(0.15, 0.85 * price + 0.15, "true price", color=color("e"), ha="left", va="bottom")
    ax.text(2.1, -1.1 * pull - 0.15, "low price", color=color("wstar"), ha="right", va="top")
    ax.set(xlabel="lead", ylabel="price", xticks=[0, 1, 2])
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def street(X: Any, y: Any, alpha: Any, w: Any, b: float, *, alt: str) -> Figure:
    """Draw the widest margin: the line, its edges, and an arrow for each point that pulls.

    Parameters
    ----------
    X : points of the plane, shape (n, 2).
    y : labels -1 and +1, shape (n,).
    alpha : the pulls, shape (n,).
    w, b : weights, shape (2,), and bias.
    alt : what the figure shows.
    """
    X = points(X)
    y = signs(y, len(X))
    alpha, w = shaped(alpha, (len(X),), "alpha"), shaped(w, (2,), "w")
    fig, ax = canvas(5.0, 3.9)
    low, high = X.min(axis=0) - 0.9, X.max(axis=0) + 0.9
    blank(ax, (low[0], high[0]), (low[1], high[1]))
    n, along = w / (w @ w), np.array([-w[1], w[0]]) / np.sqrt(w @ w)
    for level, ink, style in ((0, "w", "-"), (1, "gamma", "--"), (-1, "gamma", "--")):
        ends = (level - b) * n + np.outer([-9, 9], along)
        ax.plot(*ends.T, color=color(ink), lw=2 if level == 0 else 1.4, ls=style)
    unit = w / np.sqrt(w @ w)
    for at, label, pull in zip(X, y, alpha, strict=True):
        marker, key = ("o", "positive") if label > 0 else ("s", "negative")
        if pull > 0:
            arrow(ax, at, at + 2.4 * pull * label * unit, color("wstar"), lw=2.4)
            name = f"{pull:g}".replace("0.25", "1/4").replace("0.5", "1/2")
            ax.text(
                *(at + 1.2 * pull * label * unit + [0, 0.22]), name, color=color("wstar"),
                ha="center", va="bottom", bbox=paper(),
            )  # fmt: skip
        ax.plot(*at, marker, color=color(key), ms=9)
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def degrees(errors: Any, n_features: int, *, alt: str) -> Figure:
    """Draw test errors against the degree of the kernel, with the number of features below.

    Parameters
    ----------
    errors : in percent, shape (n_degrees, n_splits), for the degrees 1, 2, ...
    n_features : how many coordinates a sample has.
    alt : what the figure shows.
    """
    found = numbers(errors, "errors")
    if found.ndim != 2:
        raise ValueError(f"errors must have shape (n_degrees, n_splits), got {found.shape}")
    p = np.arange(1, len(found) + 1)
    fig, ax = canvas(5.0, 3.5)
    for column in found.T:
        ax.plot(p, column, "o", color=color("e"), ms=5, alpha=0.35, mew=0)
    ax.plot(p, found.mean(axis=1), "-", color=color("e"), lw=2)
    names = [f"{k}\n{_short(comb(n_features + int(k), int(k)))}" for k in p]
    ax.set(xticks=p, ylim=(0, 1.15 * found.max()))
    ax.set_xticklabels(names)
    ax.set(xlabel="degree, and coordinates of the space", ylabel="wrong, in percent")
    return Figure(fig, alt)


def _short(n: int) -> str:
    """Return a count in few signs, as they fit below an axis: 65, 2,145, 48 k, 11 M, 1.3 G."""
    for size, name in ((10**9, "G"), (10**6, "M"), (10**4, "k")):
        if n >= size:
            many = n / min(size, 10**9) if name != "k" else n / 1000
            return f"{many:.0f} {name}" if many >= 9.5 else f"{many:.1f} {name}"
    return f"{n:,}"


@mpl.rc_context(STYLE)
def components(plain: Any, kernel: Any, y: Any, *, alt: str) -> Figure:
    """Draw samples by their first two components: without a kernel, and with one.

    Parameters
    ----------
    plain, kernel : coordinates, shapes (n, 2).
    y : labels -1 and +1, shape (n,).
    alt : what the figure shows.
    """
    sides = [points(plain, "plain"), points(kernel, "kernel")]
    y = signs(y, len(sides[0]))
    fig, axes = canvas(5.2, 2.9, 2)
    for ax, at, name in zip(axes, sides, ("inner product", "Gaussian kernel"), strict=True):
        for sign, key, marker in ((1, "positive", "o"), (-1, "negative", "s")):
            ax.plot(*at[y == sign].T, marker, color=color(key), ms=3.5, alpha=0.7, mew=0)
        ax.set(xticks=[], yticks=[], xlabel="first", ylabel="second")
        ax.set_title(name, fontsize=12.5, color=INK)
    return Figure(fig, alt)
