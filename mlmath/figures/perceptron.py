"""Figures of the chapter on the perceptron."""

from collections.abc import Mapping
from typing import Any

import matplotlib as mpl
import numpy as np

from mlmath import palette
from mlmath.figures.shared import SOFT, STYLE, Figure, canvas, separation
from mlmath.separation import separable_probability
from mlmath.validation import numbers

__all__ = ["Figure", "canvas", "cover_curve", "separation", "update_histogram", "weights_image"]


@mpl.rc_context(STYLE)
def cover_curve(measured: Mapping[int, Mapping[int, tuple[float, float]]], *, alt: str) -> Figure:
    """Draw how probable it is that a random labeling can be separated, against N / d.

    Parameters
    ----------
    measured : {d: {N: (share that was separable, its standard error)}}; the curves are Cover's
        formula, the marks these.
    alt : what the figure shows.
    """
    fig, ax = canvas()
    dashes = ["-", (0, (5, 1.5)), (0, (3, 1.5, 1, 1.5)), (0, (1, 1.5))]
    keys = ["x", "w", "yhat", "e"]
    for k, (d, found) in enumerate(measured.items()):
        color = palette.color(keys[k % 4])
        most = max(4 * d, *found) if found else 4 * d
        n = np.arange(1, most + 1)
        exact = [separable_probability(int(N), d) for N in n]
        ax.plot(n / d, exact, color=color, ls=dashes[k % 4], lw=1.6, label=f"d = {d}")
        if found:
            at = np.array(list(found)) / d
            share, error = np.array(list(found.values())).T
            ax.errorbar(at, share, error, fmt="osD^"[k % 4], color=color, ms=4, lw=1)
    ax.axhline(0.5, color=SOFT, lw=0.8)
    ax.axvline(2.0, color=SOFT, lw=0.8)
    ax.set(xlim=(0, 4), ylim=(-0.03, 1.03), xlabel="points per dimension, N / d")
    ax.set(ylabel="probability that a line exists")
    ax.legend(title="dimensions", loc="upper right")
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def update_histogram(updates: Mapping[str, Any], bound: float, *, alt: str) -> Figure:
    """Draw how many updates each order of presentation needed, and Novikoff's bound (log axis).

    Parameters
    ----------
    updates : {name of the order: numbers of updates}; a single number is drawn as a line.
    bound : (R/γ)², drawn as a line.
    alt : what the figure shows.
    """
    fig, ax = canvas()
    values = {name: np.atleast_1d(numbers(v, name)) for name, v in updates.items()}
    most = max(v.max() for v in values.values())
    bins = np.unique(np.geomspace(1, most + 2, 40).round()) - 0.5
    for k, (name, v) in enumerate(values.items()):
        color = palette.color(["x", "e", "yhat"][k % 3])
        if len(v) == 1:
            style = ["--", "-."][k % 2]
            ax.axvline(v[0], color=color, ls=style, lw=1.8, label=f"{name}: {v[0]:,.0f}")
        else:
            ax.hist(v, bins=bins, color=color, label=name, histtype="stepfilled", alpha=0.75)
    ax.axvline(bound, color=palette.color("R"), lw=2.2, label=f"bound: {bound:,.1f}")
    ax.set(xlabel="updates until nothing is wrong", ylabel="runs", xscale="log")
    ax.set_xlim(0.7, 1.3 * max(bound, most))
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}" if value >= 1 else "")
    fig.legend(loc="outside lower center", ncols=3)
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def weights_image(
    w: Any, shape: tuple[int, int] = (20, 20), *, alt: str, size: float = 4.0
) -> Figure:
    """Draw weights in the retina's place: circles for w > 0, squares for w < 0, area as |w|.

    The widths of the marks are rounded to twelfths of the widest.

    Parameters
    ----------
    w : weights, as many as the shape has cells, row by row from the top.
    shape : (rows, columns).
    alt : what the figure shows.
    size : inches.
    """
    array = numbers(w, "w")
    rows, columns = shape
    if array.size != rows * columns:
        raise ValueError(f"w must hold {rows * columns} weights for {shape}, got {array.size}")
    grid = array.reshape(shape)
    fig, ax = canvas(size, size * rows / columns)
    cell = 0.85 * size * 72 / max(rows, columns)  # in points
    widths = (12 * np.sqrt(np.abs(grid) / (np.abs(grid).max() or 1.0))).round()
    for sign, key, marker in ((1, "positive", "o"), (-1, "negative", "s")):
        for width in range(1, 13):  # marks of one size share one path, which keeps the file small
            i, j = np.nonzero((sign * grid > 0) & (widths == width))
            if i.size:
                mark = {"ms": cell * width / 12, "mew": 0, "color": palette.color(key)}
                ax.plot(j, i, marker, **mark)
    ax.set(xlim=(-0.5, columns - 0.5), ylim=(rows - 0.5, -0.5), xticks=[], yticks=[])
    ax.set_aspect("equal")
    ax.spines[:].set_visible(True)
    return Figure(fig, alt)
