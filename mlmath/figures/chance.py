"""Figures of the toolbox page Chance and information."""

from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.patches import Rectangle

from mlmath.figures.shared import INK, SOFT, STYLE, Figure, canvas, paper
from mlmath.foundations import conditional_entropy, entropy, running_means
from mlmath.palette import color

__all__ = ["Figure", "bell", "mosaic", "overlap", "tangent", "walks"]


@mpl.rc_context(STYLE)
def bell(low: float, high: float, *, alt: str) -> Figure:
    """Draw the normal density with mean 0 and variance 1, and the area over an interval.

    Parameters
    ----------
    low, high : the interval.
    alt : what the figure shows.
    """
    fig, ax = canvas(5.0, 2.5)
    x = np.linspace(-3.6, 3.6, 361)
    density = np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
    inside = (x >= low - 1e-9) & (x <= high + 1e-9)
    ax.fill_between(x[inside], 0, density[inside], color=color("x"), alpha=0.2, lw=0)
    ax.plot(x, density, color=color("x"), lw=2.2)
    area = float(np.trapezoid(density[inside], x[inside]))
    ax.text((low + high) / 2, 0.13, f"area {area:.2f}", ha="center")
    ax.set(xlim=(-3.6, 3.6), ylim=(0, 0.45), ylabel="density")
    ax.set_xticks([-2, -1, 0, 1, 2], ["μ−2σ", "−σ", "μ", "+σ", "μ+2σ"])
    ax.set_yticks([0, 0.2, 0.4], ["0", "0.2/σ", "0.4/σ"])
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def mosaic(counts: Any, rows: list[str], columns: list[str], *, alt: str) -> Figure:
    """Draw a table of counts as areas: a column for each cause, cut by what was told.

    Parameters
    ----------
    counts : shape (2, 2), a row for each cause.
    rows : the names of the causes.
    columns : the names of what was told.
    alt : what the figure shows.
    """
    fig, ax = canvas(5.0, 3.0)
    table = np.array(counts, float)
    widths = table.sum(axis=1) / table.sum()
    left, gap = 0.0, 0.02
    for i, width in enumerate(widths):
        bottom = 0.0
        for j, share in enumerate(table[i] / table[i].sum()):
            told = j == 0
            place = (left, bottom), width, share
            fill = (color("w"), 0.25) if told else "none"
            ax.add_patch(Rectangle(*place, facecolor=fill, lw=0))
            # Lines of a second patch: a pattern is drawn with its ground's opacity.
            hatch = "//" if told else ""
            ax.add_patch(Rectangle(*place, fill=False, edgecolor=INK, hatch=hatch))
            middle = (left + width / 2, bottom + share / 2)
            ax.text(*middle, f"{table[i, j]:g}", ha="center", va="center", bbox=paper())
            bottom += share
        name = f"{rows[i]}\n{table[i].sum():g}"
        ax.text(left + width / 2, 1.04, name, ha="center", va="bottom")
        left += width + gap
    words = f"hatched: {columns[0]}; blank: {columns[1]}"
    ax.text(0.5, -0.05, words, ha="center", va="top")
    ax.set(xlim=(-0.06, 1.01 + gap), ylim=(-0.2, 1.32))
    ax.set_axis_off()
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def tangent(*, alt: str) -> Figure:
    """Draw the logarithm under the line u - 1, which touches it at 1.

    Parameters
    ----------
    alt : what the figure shows.
    """
    fig, ax = canvas(5.0, 2.8)
    u = np.linspace(0.06, 3.2, 315)
    ax.axhline(0, color=SOFT, lw=0.8)
    ax.plot(u, np.log(u), color=color("x"), lw=2.2)
    ax.plot([0, 3.2], [-1, 2.2], color=color("wstar"), ls="--", lw=1.8)
    ax.plot(1, 0, "o", color=INK, ms=6)
    ax.text(2.55, 0.62, "ln u", color=color("x"))
    ax.text(2.05, 1.4, "u − 1", color=color("wstar"), ha="right")
    ax.set(xlim=(0, 3.2), ylim=(-2.2, 2.2), xlabel="u")
    ax.set_xticks([0, 1, 2, 3])
    ax.set_yticks([-2, -1, 0, 1, 2])
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def walks(samples: Any, mean: float, risk: float, *, alt: str) -> Figure:
    """Draw the means of more and more samples, and how far Hoeffding lets them stray.

    Parameters
    ----------
    samples : numbers between 0 and 1, shape (n, runs).
    mean : their expectation.
    risk : the probability that the bound leaves for a mean outside, at each n.
    alt : what the figure shows.
    """
    fig, ax = canvas(5.0, 3.0)
    means = running_means(samples)
    n = np.arange(1, len(means) + 1)
    # Solved for t: 2 exp(-2 n t²) = risk.
    t = np.sqrt(np.log(2 / risk) / (2 * n))
    ax.plot(n, means, color=color("x"), lw=0.8, alpha=0.6)
    for sign in (1, -1):
        ax.plot(n, mean + sign * t, color=color("wstar"), ls="--", lw=2)
    ax.axhline(mean, color=INK, lw=1)
    ax.set(xscale="log", xlim=(1, len(means)), ylim=(mean - 0.55, mean + 0.55))
    ax.set(xlabel="races", ylabel="share won")
    ax.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1,000"])
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def overlap(joint: Any, names: tuple[str, str], *, alt: str) -> Figure:
    """Draw the entropies of two variables as bars that overlap by their mutual information.

    Parameters
    ----------
    joint : table of probabilities, shape (n_x, n_t).
    names : of the two variables, such as ("X", "Y").
    alt : what the figure shows.
    """
    fig, ax = canvas(5.0, 2.2)
    joint = np.asarray(joint, float)
    x, t = entropy(joint.sum(axis=1)), entropy(joint.sum(axis=0))
    rest = conditional_entropy(joint.T)  # of x, when t is known
    shared = x - rest
    for left, width, level, key, hatch in (
        (0, x, 2, "x", "//"),
        (rest, t, 1, "w", "\\\\"),
        (rest, shared, 0, "wstar", ""),
    ):
        ax.barh(level, width, 0.62, left=left, color=color(key), alpha=0.3)
        # Lines of a second bar, in the theme's own color: a pattern without an edge is black.
        ax.barh(level, width, 0.62, left=left, fill=False, edgecolor=INK, hatch=hatch)
    for left, width, level, name in (
        (0, x, 2, f"H({names[0]}) {x:.2f}"),
        (rest, t, 1, f"H({names[1]}) {t:.2f}"),
    ):
        ax.text(left + width / 2, level, name, ha="center", va="center", bbox=paper())
    ax.text(x + 0.02, 0, f"I({names[0]}; {names[1]}) {shared:.2f}", va="center")
    for edge in (rest, x):
        ax.plot([edge, edge], [-0.4, 2.4], color=SOFT, ls=":", lw=1.2)
    ax.set(xlim=(0, 1.02 * (rest + t)), xlabel="bits")
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    return Figure(fig, alt)
