"""Figures of the chapter Networks that remember."""

from typing import Any

import matplotlib as mpl
import numpy as np

from mlmath.figures.shared import INK, SOFT, STYLE, Figure, blank, canvas, node, paper, unit
from mlmath.hopfield import energy, one_step_error
from mlmath.hopfield.capacity import KEPT
from mlmath.palette import color
from mlmath.validation import numbers, shaped
from mlmath.words import minus

__all__ = [
    "Figure",
    "bells",
    "error_counts",
    "first_step",
    "network",
    "outcomes",
    "states",
    "tangent",
]


@mpl.rc_context(STYLE)
def network(W: Any, *, alt: str) -> Figure:
    """Draw neurons on a circle, and a line for each weight that is not zero, dashed below zero.

    Parameters
    ----------
    W : symmetric weights, shape (n, n).
    alt : what the figure shows.
    """
    W = numbers(W, "W")
    W = shaped(W, (len(W), len(W)), "W")
    fig, ax = canvas(3.8, 3.4)
    blank(ax, (-1.5, 1.5), (-1.35, 1.35))
    angle = np.pi / 2 - 2 * np.pi * np.arange(len(W)) / len(W)
    at = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    for i, j in zip(*np.nonzero(np.triu(W, 1)), strict=True):
        step = 0.2 * unit(at[j] - at[i])
        ends = np.array([at[i] + step, at[j] - step])
        ax.plot(*ends.T, color=color("w"), lw=2, ls="-" if W[i, j] > 0 else "--")
        place = at[i] + 0.5 * (at[j] - at[i])
        text = minus(f"{W[i, j]:+g}")
        ax.text(*place, text, color=color("w"), ha="center", va="center", bbox=paper())
    for k, place in enumerate(at):
        node(ax, tuple(place), str(k + 1), color("x"), 0.2)
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def states(W: Any, memory: Any, names: dict[tuple[int, ...], str], *, alt: str) -> Figure:
    """Draw all states of a small network by their energy, and by how far they are from a memory.

    Lines join states that differ in one neuron.

    Parameters
    ----------
    W : symmetric weights, shape (n, n), n at most 6.
    memory : the state from which differing neurons are counted, shape (n,).
    names : {state: name} of those that are named.
    alt : what the figure shows.
    """
    W = numbers(W, "W")
    start = shaped(memory, (len(W),), "memory")
    flips = np.array(list(np.ndindex(*(2,) * len(W))))  # which neurons differ
    all_states = start * (1 - 2 * flips)
    E, far = energy(W, all_states), flips.sum(axis=1)
    x = far.astype(float)
    for f, e in {(int(f), float(e)) for f, e in zip(far, E, strict=True)}:
        same = np.flatnonzero((far == f) & (e == E))  # they stand side by side
        x[same] += 0.11 * (np.arange(len(same)) - (len(same) - 1) / 2)
    fig, ax = canvas(5.0, 3.6)
    for i in range(len(E)):
        for j in np.flatnonzero(np.abs(flips - flips[i]).sum(axis=1) == 1):
            if j > i:
                pair = np.array([i, j])
                ax.plot(x[pair], E[pair], color=SOFT, lw=0.5, alpha=0.5)
    low = E.min() == E
    ax.plot(x[~low], E[~low], "o", color=color("w"), ms=5)
    ax.plot(x[low], E[low], "s", color=color("x"), ms=9)
    for i, state in enumerate(all_states.astype(int).tolist()):
        if tuple(state) in names:
            # Those between the outer two stand lower, and apart, so that no names meet.
            inner = 0 < far[i] < len(W)
            y, side = E[i] - (2.4 if inner else 0.9), "center"
            if inner:
                side = "right" if far[i] < len(W) / 2 else "left"
            ax.text(x[i], y, names[tuple(state)], color=color("x"), ha=side, va="top")
    ax.set(xlabel="neurons that differ from memory 1", ylabel="energy E")
    ax.set(xlim=(-0.9, len(W) + 0.9), ylim=(E.min() - 4.6, E.max() + 1))
    ax.set(xticks=range(len(W) + 1), yticks=np.unique(E))
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def bells(alpha: Any, *, alt: str) -> Figure:
    """Draw how x_i h_i is spread for large N: a bell about 1 for each load, filled below zero.

    Parameters
    ----------
    alpha : the loads, shape (k,); the noise has the mean square alpha.
    alt : what the figure shows.
    """
    fig, ax = canvas(4.8, 2.8)
    z = np.linspace(-1, 3, 161)
    for load, style in zip(numbers(alpha, "alpha"), ("-", "--"), strict=True):
        bell = np.exp(-((z - 1) ** 2) / (2 * load)) / np.sqrt(2 * np.pi * load)
        lost = z <= 0
        ax.fill_between(z[lost], bell[lost], color=color("e"), alpha=0.5, lw=0)
        ax.plot(z, bell, style, color=color("w"), lw=1.8, label=f"α = {load:g}")
    ax.axvline(0, color=INK, lw=1, ls=":")
    ax.set(xlabel="x h of a bit", yticks=(), xticks=(-1, 0, 1, 2, 3), ylim=(0, None))
    ax.legend(loc="upper right")
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def first_step(alpha: Any, measured: Any, n: int, *, alt: str) -> Figure:
    """Draw the share of bits that are lost in the first step: measured, and by the formula.

    Parameters
    ----------
    alpha : patterns a neuron, shape (k,).
    measured : shares, shape (k,).
    n : how many neurons were simulated.
    alt : what the figure shows.
    """
    alpha = numbers(alpha, "alpha")
    measured = shaped(measured, (len(alpha),), "measured")
    fig, ax = canvas(4.8, 3.2)
    fine = np.linspace(0.03, 1.05 * alpha.max(), 150)
    ax.plot(fine, 100 * one_step_error(fine), color=color("wstar"), lw=1.8, label="N without end")
    ax.plot(alpha, 100 * measured, "o", color=color("e"), ms=6, label=f"simulated, N = {n}")
    for mark in (0.138, 0.185):
        height = 100 * float(one_step_error(mark))
        ax.plot([mark, mark], [0, height], color=INK, lw=1, ls=":")
        ax.text(mark, height + 0.25, f"{height:.2f} %", ha="right", color=INK)
    ax.set(xlabel="memories per neuron, α", ylabel="bits lost at once, in percent", ylim=(0, None))
    ax.legend(loc="upper left")
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def error_counts(errors: dict[int, Any], *, alt: str) -> Figure:
    """Draw how often a memory ends with how many errors, a row of bars for each load.

    Parameters
    ----------
    errors : {memories stored: the errors of each, shape (n_memories,)}.
    alt : what the figure shows.
    """
    edges = [0, 1, 5, 10, 30, 50, 101]
    names = ["0", "1–4", "5–9", "10–29", "30–49", "50+"]
    n_rows = len(errors)
    fig, rows = canvas(5.0, 1.2 * n_rows + 0.6, rows=n_rows, sharex=True, squeeze=False)
    for ax, (n, found) in zip(rows.flat, errors.items(), strict=True):
        counts = np.histogram(numbers(found, "errors"), edges)[0]
        ax.bar(range(len(names)), counts / counts.sum(), color=color("e"), width=0.8)
        ax.set(ylim=(0, 1.05), yticks=(0, 0.5, 1), ylabel=f"n = {n}")
    ax.set(xticks=range(len(names)), xlabel="errors in the state where it ends")
    ax.set_xticklabels(names)
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def outcomes(overlaps: Any, alpha: Any, *, alt: str) -> Figure:
    """Draw what is left of a pattern in each of many networks, a column for each load.

    Parameters
    ----------
    overlaps : shape (n_loads, n_networks).
    alpha : the loads, shape (n_loads,).
    alt : what the figure shows.
    """
    alpha = numbers(alpha, "alpha")
    m = numbers(overlaps, "overlaps")
    if m.ndim != 2 or len(m) != len(alpha):
        raise ValueError(f"overlaps must have shape ({len(alpha)}, n_networks), got {m.shape}")
    fig, ax = canvas(5.0, 3.4)
    for k, row in enumerate(m):
        apart = 0.55 * (((np.arange(len(row)) * 7) % 11) / 10 - 0.5)
        kept = row >= KEPT
        for here, marker, key in ((kept, "o", "positive"), (~kept, "s", "negative")):
            ax.plot(k + apart[here], row[here], marker, color=color(key), ms=4.5, alpha=0.5, mew=0)
        ax.plot([k - 0.35, k + 0.35], [row.mean()] * 2, color=INK, lw=1.6)
    ax.set(
        xticks=range(len(alpha)), xticklabels=[f"{a:g}".lstrip("0") for a in alpha]
    )  # a page keeps two decimals
    ax.set(xlabel="memories per neuron, α", ylabel="overlap that is left", ylim=(-0.05, 1.05))
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def tangent(memories: Any, state: float, *, alt: str) -> Figure:
    """Draw the soft maximum of numbers times s, its tangent, and half the square of s, at β = 1.

    Parameters
    ----------
    memories : numbers, shape (p,).
    state : the state s at which the tangent touches; the update goes to its slope.
    alt : what the figure shows.
    """
    x = numbers(memories, "memories")

    def soft(s: Any) -> Any:
        return np.log(np.exp(np.multiply.outer(s, x)).sum(axis=-1))

    shares = np.exp(x * state - soft(state))
    new = float(shares @ x)
    fig, ax = canvas(4.8, 3.4)
    s = np.linspace(-0.8, 2.2, 121)
    line = soft(state) + new * (s - state)
    ax.plot(s, soft(s), color=color("x"), lw=2, label="soft maximum")
    ax.plot(s, line, "--", color=INK, lw=1.3, label="its tangent at s")
    ax.plot(s, s * s / 2, color=color("w"), lw=2, label="half the square")
    for at in (state, new):
        ax.plot([at, at], [at * at / 2, soft(at)], color=color("e"), lw=2.5)
    ax.set(xticks=(state, new), yticks=(0, 2, 4), ylim=(-0.4, 4.4))
    ax.set_xticklabels(["s", "s′"])
    ax.legend(loc="upper left")
    return Figure(fig, alt)
