"""Figures of the toolbox page Python for this book."""

from collections.abc import Mapping
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from mlmath.figures.shared import INK, SOFT, STYLE, Figure, arrow, blank, canvas
from mlmath.palette import color
from mlmath.validation import shaped

__all__ = ["Figure", "axes", "names"]

WIDE, HIGH = 1.0, 0.7  # of a place
NAME = 1.7  # from a name to the box that it points to


@mpl.rc_context(STYLE)
def names(programs: Mapping[str, Mapping[str, list[Any]]], *, alt: str) -> Figure:
    """Draw names as words, lists as boxes, and an arrow from each name to its list.

    Names of one and the same list point to one box; equal lists have boxes of their own.

    Parameters
    ----------
    programs : {the lines that were run: {name: the list that it names after them}}, one picture
        beside the other.
    alt : what the figure shows.
    """
    fig, panels = canvas(5.2, 1.9, columns=len(programs))
    longest = max(len(box) for named in programs.values() for box in named.values())
    for ax, (lines, named) in zip(np.atleast_1d(panels), programs.items(), strict=True):
        lowest = -1.5 * (len(named) - 1)
        blank(ax, (-0.6, NAME + WIDE * longest + 0.1), (lowest - 0.5, 0.5))
        ax.set_title(lines, fontsize=12.5, color=INK)
        heights = {name: -1.5 * row for row, name in enumerate(named)}
        boxes: dict[int, list[str]] = {}  # the names of each list
        for name, box in named.items():
            boxes.setdefault(id(box), []).append(name)
        for held in boxes.values():
            at = float(np.mean([heights[name] for name in held]))
            _row(ax, named[held[0]], (NAME, at - HIGH / 2))
            for name in held:
                ax.text(0, heights[name], name, ha="center", va="center")
                # Two arrows to one box end beside each other.
                tip = at + 0.3 * (heights[name] - at)
                arrow(ax, (0.45, heights[name]), (NAME - 0.08, tip), INK, lw=1.4)
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def axes(X: Any, *, alt: str) -> Figure:
    """Draw a table with its two axes as arrows, its sums over axis 0 and its means over axis 1.

    Parameters
    ----------
    X : the table, shape (rows, columns).
    alt : what the figure shows.
    """
    X = shaped(X, ("rows", "columns"), "X")
    rows, columns = X.shape
    right, below = columns * WIDE, -rows * HIGH
    fig, ax = canvas(5.0, 3.3)
    blank(ax, (-2.3, right + 3.3), (below - 1.75, 1.15))
    for i, row in enumerate(X):
        _row(ax, [f"{value:g}" for value in row], (0, -(i + 1) * HIGH), color("x"))
    arrow(ax, (-0.3, 0), (-0.3, below), INK)
    ax.text(-0.5, below / 2, f"axis 0,\nsize {rows}", ha="right", va="center")
    arrow(ax, (0, 0.3), (right, 0.3), INK)
    ax.text(right / 2, 0.45, f"axis 1, size {columns}", ha="center", va="bottom")
    for j, total in enumerate(X.sum(axis=0)):
        _number(ax, ((j + 0.5) * WIDE, below - 0.45), total)
    ax.text(right / 2, below - 0.85, f"X.sum(axis=0)\nshape ({columns},)", ha="center", va="top",
            color=SOFT)  # fmt: skip
    for i, mean in enumerate(X.mean(axis=1)):
        _number(ax, (right + 0.6, -(i + 0.5) * HIGH), mean)
    ax.text(right + 1.15, below / 2, f"X.mean(axis=1)\nshape ({rows},)", ha="left", va="center",
            color=SOFT)  # fmt: skip
    return Figure(fig, alt)


def _row(ax: Axes, values: list[Any], at: tuple[float, float], ink: str = INK) -> None:
    """Draw a row of places with what stands in them, its lower left corner at `at`."""
    for place, value in enumerate(values):
        corner = at[0] + place * WIDE, at[1]
        ax.add_patch(Rectangle(corner, WIDE, HIGH, fill=False, edgecolor=ink, lw=1.2))
        middle = corner[0] + WIDE / 2, corner[1] + HIGH / 2
        ax.text(*middle, str(value), color=INK, ha="center", va="center")


def _number(ax: Axes, at: tuple[float, float], value: float) -> None:
    ax.text(*at, f"{value:g}", color=INK, weight="bold", ha="center", va="center")
