"""Figures of the chapter Going deep."""

from typing import Any

import matplotlib as mpl
import numpy as np

from mlmath.figures.shared import INK, SOFT, STYLE, Figure, arrow, blank, canvas, node
from mlmath.palette import color
from mlmath.validation import numbers
from mlmath.words import minus

__all__ = ["Figure", "descent", "pairs", "pictures", "saturating", "shortcut", "slopes", "teeth"]

LOOKS = [("x", "-", "o"), ("w", "--", "s"), ("yhat", ":", "^"), ("e", "-.", "D")]


@mpl.rc_context(STYLE)
def saturating(means: Any, spreads: Any, *, alt: str) -> Figure:
    """Draw what the units of each hidden layer say while the net learns: mean, and spread as bars.

    Parameters
    ----------
    means, spreads : after each epoch, layer by layer, both (epochs, layers), at most four layers.
    alt : what the figure shows.
    """
    means, spreads = numbers(means, "means"), numbers(spreads, "spreads")
    fig, ax = canvas(5.0, 3.4)
    epochs = np.arange(len(means))
    for k, (key, line, mark) in enumerate(LOOKS[: means.shape[1]]):
        every = slice(k, None, 4)  # bars that do not lie on each other
        ax.plot(
            epochs, means[:, k], line, color=color(key), marker=mark, ms=4, label=f"layer {k + 1}"
        )
        ax.errorbar(
            epochs[every], means[every, k], spreads[every, k], fmt="none", color=color(key),
            elinewidth=1, capsize=3,
        )  # fmt: skip
    ax.set(xlabel="epochs", ylabel="output of the units", ylim=(0, 1))
    fig.legend(loc="outside lower center", ncols=2)
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def descent(sizes: Any, free: Any, decayed: Any, samples: int, *, alt: str) -> Figure:
    """Draw the error on new samples against the number of features, with and without decay.

    Parameters
    ----------
    sizes : numbers of features, (m,).
    free, decayed : errors, (m,) each.
    samples : how many samples were learned; a line marks it.
    alt : what the figure shows.
    """
    sizes = numbers(sizes, "sizes")
    fig, ax = canvas(5.0, 3.4)
    ax.axvline(samples, color=SOFT, lw=1)
    ax.text(samples * 1.08, 12, f"{samples} samples", color=INK, va="center")
    ax.plot(sizes, numbers(free, "free"), color=color("e"), marker="o", ms=4, label="no decay")
    ax.plot(
        sizes, numbers(decayed, "decayed"), "--", color=color("w"), marker="s", ms=4,
        label="with decay",
    )  # fmt: skip
    ax.set(xscale="log", yscale="log", xlabel="features", ylabel="error on new samples")
    ax.set_xticks([2, 10, 30, 100, 1000], ["2", "10", "30", "100", "1000"])
    ax.set_yticks([0.1, 1, 10], ["0.1", "1", "10"])
    ax.minorticks_off()
    fig.legend(loc="outside lower center", ncols=2)
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def pictures(X: Any, names: Any, *, alt: str) -> Figure:
    """Draw handwritten digits as squares of ink, each with a name below it.

    Parameters
    ----------
    X : pictures, (n, 64) from 0 to 1; n at most 10.
    names : what stands below each.
    alt : what the figure shows.
    """
    X = numbers(X, "X")
    rows = 1 + (len(X) - 1) // 5
    fig, ax = canvas(5.0, 1.45 * rows)
    blank(ax, (-0.5, 5 * 10), (-11.5 * rows - 0.5, 0.5))
    for i, (pixels, name) in enumerate(zip(X, names, strict=True)):
        left, top = 10 * (i % 5), -11.5 * (i // 5)
        for j, ink in enumerate(pixels):
            if ink > 0:
                at = (left + j % 8, top - 1 - j // 8)
                ax.add_patch(mpl.patches.Rectangle(at, 1, 1, lw=0, facecolor=INK, alpha=float(ink)))
        frame = mpl.patches.Rectangle((left, top - 8), 8, 8, fill=False, edgecolor=SOFT, lw=0.6)
        ax.add_patch(frame)
        ax.text(left + 4, top - 8.4, str(name), ha="center", va="top", color=INK)
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def pairs(sums: Any, *, alt: str) -> Figure:
    """Draw sums on a line, above, and what ReLU makes of each, below: one of each pair survives.

    Parameters
    ----------
    sums : numbers, each with its negative among them.
    alt : what the figure shows.
    """
    sums = numbers(sums, "sums")
    fig, ax = canvas(5.0, 2.2)
    reach = float(np.abs(sums).max()) + 1
    blank(ax, (-reach - 1.2, reach + 0.4), (-2.7, 1.2))
    for height, name in ((0.0, "z"), (-2.0, "relu(z)")):
        ax.plot([-reach, reach], [height, height], color=SOFT, lw=0.8)
        ax.plot([0, 0], [height - 0.15, height + 0.15], color=SOFT, lw=0.8)
        ax.text(-reach - 0.1, height, name, ha="right", va="center", color=INK)
    for z in sums:
        key = "x" if z > 0 else "e"
        ax.plot([z], [0], "o" if z > 0 else "s", color=color(key), ms=8)
        ax.text(z, 0.35, minus(f"{z:g}"), ha="center", va="bottom", color=color(key))
        arrow(ax, (z, -0.3), (max(z, 0), -1.7), color(key), lw=1.4, ls="-" if z > 0 else "--")
    for z in np.unique(np.maximum(sums, 0)):
        ax.plot([z], [-2], "o", color=color("x") if z > 0 else color("e"), ms=8)
        ax.text(z, -2.3, f"{z:g}", ha="center", va="top", color=INK)
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def teeth(depth: int, *, alt: str) -> Figure:
    """Draw the tent that folds an interval, and it done to its own output, again and again.

    Parameters
    ----------
    depth : how often, at most 4; a panel for each.
    alt : what the figure shows.
    """
    fig, axes = canvas(5.0, 1.7, depth)
    x = y = np.linspace(0, 1, 2**depth * 8 + 1)
    for k, ax in enumerate(axes, start=1):
        y = 2 * np.maximum(y, 0) - 4 * np.maximum(y - 0.5, 0)
        ax.plot(x, y, color=color("yhat"))
        ax.set(xticks=[0, 1], yticks=[0, 1] if k == 1 else [], title=f"{k} layer{'s' * (k > 1)}")
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def slopes(*, alt: str) -> Figure:
    """Draw by what each bend multiplies blame: the slopes of ReLU, tanh, the logistic function."""
    z = np.linspace(-5, 5, 401)
    said = 1 / (1 + np.exp(-z))
    fig, ax = canvas(5.0, 2.7)
    ax.plot([-5, 0, 0, 5], [0, 0, 1, 1], ":", color=color("x"), label="ReLU")
    ax.plot(z, 1 - np.tanh(z) ** 2, "--", color=color("w"), label="tanh")
    ax.plot(z, said * (1 - said), color=color("yhat"), label="logistic")
    ax.set(xlabel="z", ylabel="slope", yticks=[0, 0.25, 1], yticklabels=["0", "1/4", "1"])
    ax.grid(visible=True, axis="y", lw=0.6)
    fig.legend(loc="outside lower center", ncols=3)
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def shortcut(*, alt: str) -> Figure:
    """Draw a layer with a way around it: the signal on its way forward, below it the blame."""
    fig, ax = canvas(5.0, 3.0)
    blank(ax, (0, 10), (-1.0, 5.0))
    for y, name, ends, ink, ls in (
        (3.0, r"$\varphi(W\mathbf{a})$", (r"$\mathbf{a}$", r"$\mathbf{a}^{+}$"), color("x"), "-"),
        (0.0, "slopes, $W^{\\top}$", ("blame", "blame"), color("e"), "--"),
    ):
        back = ls == "--"
        ax.add_patch(mpl.patches.Rectangle((3.4, y - 0.5), 3.0, 1.0, fill=False, ec=ink, lw=1.6))
        ax.text(4.9, y, name, color=ink, ha="center", va="center")
        fork, meet = (8.0, 2.0) if back else (2.0, 8.0)
        node(ax, (meet, y), "+", ink, 0.32)
        ax.plot([fork, fork, meet], [y, y + 1.3, y + 1.3], ls, color=ink, lw=1.6)
        arrow(ax, (meet, y + 1.3), (meet, y + 0.32), ink, lw=1.6, ls=ls)
        stops = [(1.2, 3.4), (6.4, 7.68), (8.32, 8.9)]
        if back:
            stops = [(8.8, 6.4), (3.4, 2.32), (1.68, 1.2)]
        for tail, tip in stops:
            arrow(ax, (tail, y), (tip, y), ink, lw=1.6, ls=ls)
        ax.text(4.9, y + 1.4, "times 1" if back else "", color=ink, ha="center", va="bottom")
        for at, end, side in ((1.1, ends[0], "right"), (8.95, ends[1], "left")):
            ax.text(at, y, end, color=ink, ha=side, va="center")
    return Figure(fig, alt)
