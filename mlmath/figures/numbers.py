"""Figures of the toolbox page Numbers in a machine."""

from typing import Any

import matplotlib as mpl
import numpy as np

from mlmath.figures.shared import INK, SOFT, STYLE, Figure, blank, canvas, paper
from mlmath.palette import color
from mlmath.validation import Floats

__all__ = ["Figure", "cancel", "ruler", "trees", "vee"]


@mpl.rc_context(STYLE)
def ruler(marks: Any, named: Any, *, alt: str) -> Figure:
    """Draw numbers as the marks of a ruler; those that are powers of two stand taller.

    Parameters
    ----------
    marks : the numbers, none negative.
    named : those whose value is written.
    alt : what the figure shows.
    """
    marks = np.asarray(marks, np.float64)
    fig, ax = canvas(5.0, 1.3)
    fractions, _ = np.frexp(marks)
    tall = (fractions == 0.5) | (marks == 0)
    ax.plot([0, marks.max() * 1.04], [0, 0], color=INK, lw=1.2)
    for mark, high in zip(marks, tall, strict=True):
        ax.plot([mark, mark], [0, 1.0 if high else 0.6], color=color("x"), lw=2 if high else 1.2)
    for value in named:
        ax.text(value, -0.25, f"{value:g}", ha="center", va="top")
    ax.set(xlim=(-0.03 * marks.max(), 1.05 * marks.max()), ylim=(-0.9, 1.15), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def cancel(numbers: Any, gap: float, *, alt: str) -> Figure:
    """Draw the ends of two rounded numbers as bars, and their difference below.

    Parameters
    ----------
    numbers : the larger number and the smaller, each as (what it is, what it is rounded to).
    gap : between two numbers of the format; rounding moves by half of it at most.
    alt : what the figure shows.
    """
    (first, upper), (second, lower) = np.asarray(numbers, np.float64)
    fig, ax = canvas(5.0, 2.3)
    start, stop = lower - 0.9 * gap, upper + 1.3 * gap
    for y, exact, kept in ((2.0, first, upper), (1.0, second, lower)):
        reach = [kept - gap / 2, kept + gap / 2]
        ax.fill_between(reach, y - 0.34, y + 0.34, color=color("e"), alpha=0.3, lw=0)
        ax.plot([start, kept], [y, y], color=color("x"), lw=7, solid_capstyle="butt")
        ax.plot([exact, exact], [y - 0.4, y + 0.4], color=INK, lw=2)
        ax.text(stop, y, f"{kept:g}", ha="right", va="center")
    for y, ends, look, name in (
        (0.0, (lower, upper), {"color": color("w"), "lw": 7}, "rounded"),
        (-0.6, (second, first), {"color": INK, "lw": 2}, "exact"),
    ):
        ax.plot(ends, [y, y], solid_capstyle="butt", **look)
        ax.text(lower - 0.1 * gap, y, name, ha="right", va="center")
        ax.text(stop, y, f"{ends[1] - ends[0]:.5f}", ha="right", va="center")
    ax.set(xlim=(start, stop), ylim=(-1, 2.5), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def trees(n: int, *, alt: str) -> Figure:
    """Draw how n terms are added from left to right, and in pairs, one way marked in each.

    Parameters
    ----------
    n : how many terms, a power of two.
    alt : what the figure shows.
    """
    fig, axes = canvas(5.0, 3.4, columns=2)
    for ax, name in zip(axes, ("left to right", "in pairs"), strict=True):
        places = [(float(i), 0.0) for i in range(n)]
        ways = [i == 0 for i in range(n)]
        for i in range(n):
            ax.text(i, -0.25, f"$x_{i + 1}$", ha="center", va="top")
        count = 0
        while len(places) > 1:
            pairs = 1 if name == "left to right" else len(places) // 2
            joined, kept = [], []
            for k in range(pairs):
                (a, b), marked = places[2 * k : 2 * k + 2], ways[2 * k : 2 * k + 2]
                tip = ((a[0] + b[0]) / 2, max(a[1], b[1]) + 1.0)
                for foot, bold in zip((a, b), marked, strict=True):
                    ends = np.array([foot, tip]).T
                    ink = color("e") if bold else SOFT
                    ax.plot(*ends, color=ink, lw=3 if bold else 1.4, zorder=2 if bold else 1)
                joined.append(tip)
                kept.append(any(marked))
            places, ways = joined + places[2 * pairs :], kept + ways[2 * pairs :]
            at = np.array(joined).T
            ax.plot(*at, "o", mfc=color("w"), mec=color("w"), ms=8, zorder=3)
            count += 1
        blank(ax, (-0.7, n - 0.3), (-1.4, n - 0.4))
        ax.set_title(f"{name}: k = {count}", fontsize=13)
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def vee(h: Floats, ahead: Floats, both: Floats, lowest: Any, *, alt: str) -> Figure:
    """Draw the errors of two difference quotients against the step, on logarithmic axes.

    Parameters
    ----------
    h : the steps, shape (n,).
    ahead, both : the errors of the difference ahead and of that to both sides, shape (n,); those
        that are 0 are left out.
    lowest : for each of the two, the step and the error where its bound is lowest, shape (2, 2).
    alt : what the figure shows.
    """
    fig, ax = canvas(5.0, 3.6)
    looks = (("ahead", ahead, "o", "e"), ("to both sides", both, "s", "w"))
    for (name, errors, marker, key), (step, least) in zip(looks, lowest, strict=True):
        seen = errors > 0
        ax.plot(h[seen], errors[seen], marker, color=color(key), ms=3.5, label=name)
        ax.plot(step, least, marker, mfc="none", mec=INK, mew=1.8, ms=11)
    ax.set(xscale="log", yscale="log", xlabel="step $h$", ylabel="error of the slope")
    ax.set_xticks([1e-15, 1e-10, 1e-5, 1])
    ax.minorticks_off()
    ax.text(3e-13, 2e-3, "rounding", color=SOFT, rotation=-38, ha="center", bbox=paper())
    ax.text(3e-4, 2e-2, "bend", color=SOFT, ha="center", bbox=paper())
    fig.legend(loc="outside lower center", ncols=2, handletextpad=0.3)
    return Figure(fig, alt)
