"""Figures of the chapter Least mean squares."""

from itertools import pairwise
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes

from mlmath.figures.shared import INK, SOFT, STYLE, Figure, arrow, blank, canvas, node, paper
from mlmath.lms import misadjustment, wiener_solution
from mlmath.palette import color
from mlmath.validation import numbers, points, shaped
from mlmath.words import minus

__all__ = ["Figure", "leftover", "machine", "parabola", "walk"]


@mpl.rc_context(STYLE)
def machine(*, alt: str) -> Figure:
    """Draw the machine: inputs, knobs, a sum, and the error that goes back to the knobs."""
    fig, ax = canvas(4.7, 2.5)
    blank(ax, (-0.45, 7.75), (-2.2, 1.85))
    middle = (3.6, 0.0)
    for height, i in ((1.2, 1), (0.0, 2), (-1.2, 3)):
        node(ax, (0, height), f"$x_{i}$", color("x"), 0.38)
        node(ax, (1.8, height), f"$w_{i}$", color("w"), 0.38)
        arrow(ax, (0.42, height), (1.36, height), SOFT)
        end = np.array([middle[0] - 0.42, 0.25 * height])
        arrow(ax, (2.22, height), end, SOFT)
    node(ax, middle, "sum", INK, 0.42)
    node(ax, (6.0, 0), "y − s", INK, 0.5)
    arrow(ax, (4.06, 0), (5.45, 0), SOFT)
    ax.text(4.7, 0.22, "score s", ha="center", va="bottom", color=INK)
    arrow(ax, (6.0, 1.45), (6.0, 0.55), color("y"))
    ax.text(6.15, 1.25, "target y", ha="left", va="center", color=color("y"))
    arrow(ax, (6.5, 0), (7.6, 0), color("e"))
    ax.text(7.05, 0.22, "error e", ha="center", va="bottom", color=color("e"))
    ax.plot([6.9, 6.9, 1.8], [0, -2.05, -2.05], color=color("e"), lw=1.8, ls="--")
    arrow(ax, (1.8, -2.05), (1.8, -1.64), color("e"), lw=1.8)
    ax.text(4.3, -1.85, "turns the knobs", ha="center", va="bottom", color=color("e"))
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def walk(X: Any, y: Any, weights: Any, *, alt: str) -> Figure:
    """Draw the plane of two weights, for each sample the line of weights right for it, the steps.

    Parameters
    ----------
    X : samples, shape (n, 2).
    y : targets, shape (n,).
    weights : the weights before the first sample and after each one, shape (n + 1, 2).
    alt : what the figure shows.
    """
    X = points(X)
    y = shaped(y, (len(X),), "y")
    path = shaped(weights, (len(X) + 1, 2), "weights")
    fig, ax = canvas(4.8, 4.2)
    low, high = -0.7, 8.0
    ax.set(xlim=(low, high), ylim=(low, high), xlabel="$w_1$", ylabel="$w_2$")
    ax.set_aspect("equal")
    ax.grid(visible=True, lw=0.6)
    for i, (x, target) in enumerate(zip(X, y, strict=True)):
        across = np.array([low - 5, high + 5])
        heights = (target - x[0] * across) / x[1]
        ax.plot(across, heights, color=color("y"), lw=1.6, ls=("-", "--")[i % 2])
        _name(ax, x, target, i)
    for k, (start, end) in enumerate(pairwise(path)):
        arrow(ax, start, end, color("e"))
        middle = (start + end) / 2 + [0.35, -0.35]
        ax.text(*middle, f"step {k + 1}", color=color("e"), bbox=paper())
    ax.plot(*path.T, "o", color=color("w"), ms=7)
    ax.plot(*wiener_solution(X, y), "*", color=INK, ms=13)
    return Figure(fig, alt)


def _name(ax: Axes, x: Any, target: float, i: int) -> None:
    """Write at a line which sample it is for: beside a steep one, above a flat one."""
    steep = abs(x[0]) > abs(x[1])
    at = ((target - 1.2 * x[1]) / x[0] + 0.25, 1.2) if steep else (5.0, (target - 5 * x[0]) / x[1])
    ax.text(at[0], at[1] + 0.25 * (not steep), f"sample {i + 1}", color=color("y"), bbox=paper())


@mpl.rc_context(STYLE)
def parabola(x: Any, y: Any, *, alt: str) -> Figure:
    """Draw the mean squared error of one weight, its lowest point, its slope at 0, and the pulls.

    Below, at the best weight and at one less and one more, each sample has an arrow as long as its
    pull, the error times the input.

    Parameters
    ----------
    x : inputs, shape (n,), not all of them zero.
    y : targets, shape (n,).
    alt : what the figure shows.
    """
    x = numbers(x, "x")
    y = shaped(y, (len(x),), "y")
    best, start = float(x @ y / (x @ x)), float(np.mean(y**2))
    slope = -2 * float(np.mean(x * y))
    fine = np.linspace(best - 1.6, best + 1.6, 81)
    heights = [np.mean((y - w * x) ** 2) for w in fine]
    fig, (ax, below) = canvas(4.8, 4.4, rows=2, sharex=True, height_ratios=[3, 1])
    ax.plot(fine, heights, color=color("e"), lw=1.8)
    piece = np.array([-0.4, 0.4])
    ax.plot(piece, start + slope * piece, color=color("grad"), lw=2.2)
    ax.plot([0], [start], "o", color=color("grad"), ms=6)
    ax.text(0.18, start + 0.3, minus(f"slope {slope:g}"), color=color("grad"))
    low = float(np.mean((y - best * x) ** 2))
    ax.plot([best], [low], "*", color=INK, ms=13)
    ax.text(best, low - 0.5, "balance", ha="center", va="top", color=INK)
    ax.set(ylabel="mean squared error J", ylim=(0, 1.05 * max(heights)))
    ax.grid(visible=True, lw=0.6)
    _pulls(below, x, y, best)
    return Figure(fig, alt)


def _pulls(ax: Axes, x: Any, y: Any, best: float) -> None:
    """Draw each sample's error times its input, as an arrow at three weights."""
    weights = best + np.array([-1, 0, 1])
    pulls = (y - np.outer(weights, x)) * x  # (3, n)
    for w, row in zip(weights, 0.7 * pulls / np.abs(pulls).max(), strict=True):
        for i, pull in enumerate(row):
            arrow(ax, (w, -i), (w + pull, -i), color("e"), lw=2.2)
    n = len(x)
    ax.set(xlabel="weight w", ylim=(0.6 - n, 0.6), xticks=weights)
    ax.set_yticks(-np.arange(n), [f"pull of {i + 1}" for i in range(n)])
    ax.tick_params(axis="y", length=0)
    ax.grid(visible=True, axis="x", lw=0.6)
    ax.spines["left"].set_visible(False)


@mpl.rc_context(STYLE)
def leftover(mu: Any, measured: Any, n: int, *, alt: str) -> Figure:
    """Draw the misadjustment against the step size: measured, exact, and by Widrow's rule.

    Parameters
    ----------
    mu : step sizes, shape (m,).
    measured : the misadjustment of each run, shape (n_seeds, m).
    n : number of weights N; the inputs are white, with variance 1.
    alt : what the figure shows.
    """
    mu = numbers(mu, "mu")
    measured = shaped(measured, ("n_seeds", len(mu)), "measured")
    fig, ax = canvas(5.0, 3.6)
    fine = np.linspace(0.002, 1.04 * mu.max(), 120)
    ax.plot(fine, [misadjustment(n, float(m), 1.0) for m in fine], color=INK, lw=1.8, label="exact")
    ax.plot(fine, fine * n / 2, color=SOFT, lw=1.6, ls="--", label="small-step rule")
    for runs in measured:
        ax.plot(mu, runs, "o", color=color("e"), alpha=0.45, ms=5, mew=0)
    ax.plot([], [], "o", color=color("e"), ms=5, label="measured, one dot a seed")
    ax.set(xlabel="step size μ", ylabel="misadjustment", ylim=(0, 1.15 * measured.max()))
    ax.set_xlim(0, 1.04 * mu.max())
    ax.legend(loc="upper left")
    return Figure(fig, alt)
