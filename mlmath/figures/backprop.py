"""Figures of the chapter Backpropagation."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.patches import Rectangle

from mlmath.backprop.family_trees import COUPLES, ENGLISH, GENERATION
from mlmath.figures.shared import (
    INK,
    SOFT,
    STYLE,
    Figure,
    arrow,
    blank,
    canvas,
    node,
    paper,
    unit,
)  # fmt: skip
from mlmath.palette import color
from mlmath.validation import numbers, shaped
from mlmath.words import minus

__all__ = ["Figure", "chain", "codes", "family_tree", "layer", "mirrors", "ramp", "roads"]

PLACES = {
    "a": (0, 0), "b": (2, 0), "c": (4, 0), "p": (1, 1.7), "q": (3, 1.7), "r": (1, 3.4),
    "s": (3, 3.4), "end": (2, 5.1),
}  # fmt: skip
ROADS = ("ap", "bp", "bq", "cq", "pr", "ps", "qs")


@mpl.rc_context(STYLE)
def chain(values: Any, blames: Any, *, alt: str) -> Figure:
    """Draw the net of two weights: values below the arrows forward, blames on the way back.

    Parameters
    ----------
    values : x, h and the prediction, shape (3,).
    blames : of the prediction, the last weight, the hidden unit and the first, shape (4,).
    alt : what the figure shows.
    """
    x, h, prediction = shaped(values, (3,), "values")
    to_prediction, to_w2, to_h, to_w1 = shaped(blames, (4,), "blames")
    fig, ax = canvas(5.0, 2.4)
    blank(ax, (-0.6, 6.6), (-1.35, 1.75))
    spots = [(0.0, 0.0), (3.0, 0.0), (6.0, 0.0)]
    names = [("$x$", x, "x"), ("$h$", h, "w"), (r"$\hat{y}$", prediction, "yhat")]
    for spot, (name, value, key) in zip(spots, names, strict=True):
        node(ax, spot, name, color(key), 0.42)
        ax.text(spot[0], -0.62, f"{value:g}", ha="center", va="top", color=color(key))
    for k, (name, blame) in enumerate((("w₁", to_w1), ("w₂", to_w2))):
        arrow(ax, (3 * k + 0.46, 0), (3 * k + 2.54, 0), SOFT)
        text = f"{name}: {minus(f'{blame:g}')}"
        ax.text(3 * k + 1.5, 0.0, text, ha="center", va="center", color=color("e"), bbox=paper())
    for x_at, blame in ((3.0, to_h), (6.0, to_prediction)):
        ax.text(x_at, 0.55, minus(f"{blame:g}"), ha="center", va="bottom", color=color("e"))
    arrow(ax, (5.7, 1.35), (3.2, 1.35), color("e"), lw=1.6, ls="--")
    ax.text(4.45, 1.45, "blame", ha="center", va="bottom", color=color("e"))
    arrow(ax, (0.3, -1.2), (2.8, -1.2), INK, lw=1.6)
    ax.text(1.55, -1.1, "values", ha="center", va="bottom", color=INK)
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def roads(counts: Any = None, *, alt: str) -> Figure:
    """Draw the map of one-way roads; with `counts`, how many ways lead from each place to the end.

    Parameters
    ----------
    counts : {place: number of ways}, or None.
    alt : what the figure shows.
    """
    fig, ax = canvas(4.2, 4.6)
    blank(ax, (-0.9, 5.3), (-0.6, 5.7))
    for start, stop in [*ROADS, ("r", "end"), ("s", "end")]:
        tail, tip = np.array(PLACES[start]), np.array(PLACES[stop])
        along = unit(tip - tail)
        arrow(ax, tail + 0.45 * along, tip - 0.45 * along, SOFT)
    for name, at in PLACES.items():
        node(ax, at, name, color("x") if at[1] == 0 else INK, 0.4)
        if counts and name in counts:
            ax.text(at[0] + 0.5, at[1], f"{counts[name]}", va="center", color=color("e"))
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def layer(*, alt: str) -> Figure:
    """Draw one layer and the sums of the next, with the names that the formulas give them."""
    fig, ax = canvas(5.0, 2.9)
    blank(ax, (-0.6, 7.0), (-1.35, 3.1))
    columns = {"a": 0.0, "z": 2.4, "a⁺": 4.0, "z⁺": 6.4}
    keys = dict(zip(columns, (color("x"), INK, color("w"), INK), strict=True))
    for (start, x), (stop, x_next) in pairwise(columns.items()):
        for tail in (0.0, 1.6):
            for tip in (tail,) if start == "z" else (0.0, 1.6):
                way = unit(np.array([x_next - x, tip - tail]))
                arrow(ax, (x, tail) + 0.4 * way, (x_next, tip) - 0.4 * way, SOFT, lw=1.4)
        name = {"z": "W", "a⁺": "σ", "z⁺": "W⁺"}[stop]
        ax.text((x + x_next) / 2, 1.75, name, ha="center", va="bottom", color=color("w"))
    for name, x in columns.items():
        for y in (0.0, 1.6):
            node(ax, (x, y), name, keys[name], 0.36)
    for name, x in (("δ", columns["z"]), ("δ⁺", columns["z⁺"])):
        ax.text(x, 2.45, name, ha="center", va="center", color=color("e"))
    arrow(ax, (6.0, 2.45), (2.8, 2.45), color("e"), lw=1.6, ls="--")
    ax.text(4.4, 2.55, "blame", ha="center", va="bottom", color=color("e"))
    arrow(ax, (0.4, -0.75), (6.0, -0.75), INK, lw=1.6)
    ax.text(3.2, -0.85, "values", ha="center", va="top", color=INK)
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def ramp(*, alt: str) -> Figure:
    """Draw the step, the logistic function, and the slope of the latter."""
    z = np.linspace(-6, 6, 241)
    s = 1 / (1 + np.exp(-z))
    fig, ax = canvas(5.0, 2.9)
    ax.plot([-6, 0, 0, 6], [0, 0, 1, 1], color=SOFT, ls="--", lw=1.6, label="step")
    ax.plot(z, s, color=color("yhat"), label="logistic")
    ax.plot(z, s * (1 - s), color=color("grad"), ls="-.", label="its slope")
    ax.set(xlabel="z", yticks=[0, 0.25, 0.5, 1])
    ax.grid(visible=True, axis="y", lw=0.6)
    ax.legend(loc="upper left")
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def mirrors(units: Any, titles: Sequence[str], *, alt: str) -> Figure:
    """Draw the weights of hidden units, each a column of bars, the first input on top.

    Parameters
    ----------
    units : weights from the inputs, a row for each unit, shape (n, n_in).
    titles : what stands over each column, n of them.
    alt : what the figure shows.
    """
    rows = numbers(units, "units")
    shaped(rows, (len(titles), rows.shape[-1]), "units")
    fig, axes = canvas(5.0, 2.9, len(titles))
    for k, (ax, weights, title) in enumerate(zip(axes, rows, titles, strict=True)):
        size, n = np.abs(weights).max(), len(weights)
        ax.barh(range(n), weights / size, color=color("w"), height=0.62)
        ax.plot([0, 0], [-0.5, n - 0.5], color=SOFT, lw=0.8)
        for i, w in enumerate(weights):  # the number stands where the bar does not
            side = -np.sign(w) or 1.0
            ax.text(
                0.1 * side, i, minus(f"{w:.1f}"), va="center", ha="left" if side > 0 else "right"
            )
        ax.set(xlim=(-1.1, 1.1), ylim=(n - 0.5, -0.5), xticks=[], yticks=[], title=title)
        if k == 0:
            ax.set(yticks=range(n), yticklabels=range(1, n + 1), ylabel="input")
        ax.tick_params(length=0)
        ax.spines[["left", "bottom"]].set_visible(False)
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def family_tree(*, alt: str) -> Figure:
    """Draw the English family: a column for each generation, and each couple with its children."""
    fig, ax = canvas(5.0, 2.7)
    ax.set(xlim=(-0.05, 5.7), ylim=(-0.5, 6.5), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    left, right = (0.0, 2.25, 4.5), (1.5, 3.6)  # where names begin, and where couples are joined
    # Every child stands beside a parent, and so does whom it married.
    heights = dict(enumerate((4, 3, 2, 1, 5, 4, 3, 2, 1, 0, 3, 2)))
    for place, name in enumerate(ENGLISH):
        column = left[GENERATION[place] - 1]
        ax.text(column, heights[place], name, ha="left", va="center", color=INK)
    for pair, children in COUPLES.items():
        column = GENERATION[pair[0]] - 1
        x, (low, high) = right[column], sorted(heights[p] for p in pair)
        ax.plot([x - 0.12, x, x, x - 0.12], [high, high, low, low], color=INK, lw=1.4)
        if children:
            tip, bottom, top = left[column + 1] - 0.1, *sorted(heights[p] for p in children)
            stem = tip - 0.25
            ax.plot([x, stem], [(low + high) / 2] * 2, color=SOFT, lw=1.4)
            ax.plot([tip, stem, stem, tip], [top, top, bottom, bottom], color=SOFT, lw=1.4)
    for x, name in zip(left, ("generation 1", "2", "3"), strict=True):
        ax.text(x, 6.1, name, ha="left", va="center", color=SOFT)
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def codes(of_people: Any, *, alt: str) -> Figure:
    """Draw what six units say of 24 people: a panel a unit, one family above the other.

    Gaps stand between the generations, whose numbers stand below.

    Parameters
    ----------
    of_people : outputs between 0 and 1, shape (24, 6); the families have the same tree.
    alt : what the figure shows.
    """
    outputs = shaped(of_people, (24, 6), "of_people")
    fig, axes = canvas(5.0, 3.6, 2)
    places = np.arange(12) + 0.45 * (GENERATION[:12] - 1)
    for half, ax in enumerate(axes):
        blank(ax, (-0.3, 13.2), (-10.6, 1.2))
        for row in range(3):
            k, top = 3 * half + row, -3.6 * row
            ax.text(6.45, top + 0.35, f"unit {k + 1}", ha="center", va="bottom", color=INK)
            for person, output in enumerate(outputs[:, k]):
                at = (places[person % 12] + 0.06, top - 0.94 - person // 12)
                shade = float(output)
                ax.add_patch(Rectangle(at, 0.88, 0.88, lw=0, fc=color("w"), alpha=shade))
                ax.add_patch(Rectangle(at, 0.88, 0.88, fill=False, color=SOFT, lw=0.6))
        for name in (1, 2, 3):
            middle = places[GENERATION[:12] == name].mean() + 0.5
            ax.text(middle, -9.5, f"{name}", ha="center", va="top", color=SOFT)
    return Figure(fig, alt)
