"""Figures of the toolbox page Linear algebra."""

from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from mlmath.figures.shared import (
    INK,
    RULE,
    SOFT,
    STYLE,
    Figure,
    arrow,
    blank,
    canvas,
    squares,
    unit,
)
from mlmath.palette import color
from mlmath.validation import Floats, shaped, vector
from mlmath.words import minus

__all__ = ["Figure", "fit", "kept", "mixed", "nearest", "turns"]

CIRCLE = np.stack([np.cos(np.linspace(0, 2 * np.pi, 97)), np.sin(np.linspace(0, 2 * np.pi, 97))])
# The letter F, so that a turn is told from a mirror.
LETTER = np.array(
    [
        (0.1, 0.1), (0.1, 0.8), (0.55, 0.8), (0.55, 0.65), (0.25, 0.65), (0.25, 0.5),
        (0.45, 0.5), (0.45, 0.35), (0.25, 0.35), (0.25, 0.1),
    ]
).T  # fmt: skip


@mpl.rc_context(STYLE)
def mixed(A: Any, x: Any, *, alt: str) -> Figure:
    """Draw A x as a mix of the columns of A: so much of the first, and then of the second.

    Parameters
    ----------
    A : matrix (2, 2).
    x : the shares, shape (2,).
    alt : what the figure shows.
    """
    A, x = shaped(A, (2, 2), "A"), vector(x, 2, "x")
    first, second = A[:, 0], A[:, 1]
    ends = np.array([[0, 0], first, second, x[0] * first, A @ x])
    low, high = ends.min(axis=0) - 0.8, ends.max(axis=0) + 0.8
    fig, ax = canvas(4.6, 3.4)
    blank(ax, (low[0], high[0]), (low[1], high[1]))
    squares(ax, low, high)
    arrow(ax, (0, 0), x[0] * first, color("w"), lw=1.2, ls="--")
    arrow(ax, x[0] * first, A @ x, color("w"), lw=1.2, ls="--")
    arrow(ax, (0, 0), first, color("w"), r"$\mathbf{a}_1$", away=0.45 * _left(first))
    arrow(ax, (0, 0), second, color("w"), r"$\mathbf{a}_2$", away=0.45 * _left(second))
    arrow(ax, (0, 0), A @ x, color("y"), r"$A\mathbf{x}$", away=(0.05, 0.45))
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def fit(t: Any, b: Any, start: float, slope: float, *, alt: str) -> Figure:
    """Draw points, a line, and the stretches between them with their numbers.

    Parameters
    ----------
    t, b : the points, shape (n,) each.
    start, slope : the line start + slope t.
    alt : what the figure shows.
    """
    t = np.asarray(t, np.float64)
    b = vector(b, len(t), "b")
    fig, ax = canvas(4.4, 3.2)
    ends = np.array([t.min() - 0.4, t.max() + 0.6])
    ax.plot(ends, start + slope * ends, color=color("yhat"), lw=2)
    for at, seen in zip(t, b, strict=True):
        foot = start + slope * at
        ax.plot([at, at], [foot, seen], color=color("e"), lw=2.5)
        side = 1 if (seen < foot) == (slope > 0) else -1  # where the line is not
        place = at + 0.07 * side, (foot + seen) / 2
        ax.text(*place, minus(f"{seen - foot:+g}"), color=color("e"), va="center",
                ha="left" if side > 0 else "right")  # fmt: skip
    ax.plot(t, b, "o", color=color("y"), ms=8)
    ax.set(xlabel="t", ylabel="b", xticks=t)
    ax.grid(visible=True, axis="y", lw=0.6)
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def nearest(A: Any, b: Any, y: Any, *, alt: str) -> Figure:
    """Draw the plane of all mixes of two columns, b above it, its nearest point, and another mix.

    The remainder stands upright; what lies in the plane and across A x is drawn slanted.

    Parameters
    ----------
    A : the columns, shape (3, 2), independent.
    b : shape (3,), no mix of them.
    y : the shares of the other mix, not along that of the nearest point; shape (2,).
    alt : what the figure shows.
    """
    A, b, y = shaped(A, (3, 2), "A"), vector(b, 3, "b"), vector(y, 2, "y")
    foot, other = A @ np.linalg.lstsq(A, b)[0], A @ y
    r = b - foot
    along, up = unit(foot), unit(r)
    aside = unit(other - (other @ along) * along)
    seen = np.column_stack([along, up, aside]) @ np.array([[1, 0], [0, 1], [-0.5, -0.45]])
    ends, sides = (-0.7, np.linalg.norm(foot) + 1), (-1.3, 2.3)
    corners = [(ends[i], sides[j]) for i, j in ((0, 0), (1, 0), (1, 1), (0, 1))]
    ground = np.array([a * along + c * aside for a, c in corners]) @ seen
    fig, ax = canvas(4.8, 3.0)
    places = np.array([*ground, b @ seen])
    low, high = places.min(axis=0) - 0.2, places.max(axis=0) + 0.6
    blank(ax, (low[0], high[0]), (low[1], high[1]))
    ax.add_patch(Polygon(ground, closed=True, color=RULE, alpha=0.6, lw=0))
    towards = unit(other - foot)
    square = 0.35 * np.array([towards, towards + up, up]) + foot
    ax.plot(*(square @ seen).T, color=INK, lw=1.2)
    ax.plot(*(np.array([foot, other]) @ seen).T, color=INK, lw=1.2)
    flat = [(foot, r"$A\mathbf{x}$", (0.5, -0.1)), (other, r"$A\mathbf{y}$", (-0.1, -0.42))]
    for tip, name, away in flat:
        arrow(ax, (0, 0), tip @ seen, color("yhat"), name, away, lw=1.5)
    arrow(ax, other @ seen, b @ seen, color("e"), lw=1.5, ls="--")
    arrow(ax, foot @ seen, b @ seen, color("e"))
    ax.text(*((foot + b) @ seen / 2 + [0.15, 0]), r"$\mathbf{r}$", color=color("e"), va="center")
    arrow(ax, (0, 0), b @ seen, color("y"), r"$\mathbf{b}$", (0, 0.35))
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def turns(A: Any, *, alt: str) -> Figure:
    """Draw a matrix of the plane as turn, stretch, turn: the circle, a letter, and two arrows.

    Parameters
    ----------
    A : matrix (2, 2) without a mirror: its determinant is positive.
    alt : what the figure shows.
    """
    A = shaped(A, (2, 2), "A")
    U, values, Vt = np.linalg.svd(A)
    if np.linalg.det(U) < 0:  # the same factors, each a turn
        U[:, 1], Vt[1] = -U[:, 1], -Vt[1]
    if Vt[0].sum() < 0:
        U, Vt = -U, -Vt
    steps = [np.eye(2), Vt, np.diag(values) @ Vt, U @ np.diag(values) @ Vt]
    names = ["before", "turned by $V^T$", r"stretched by $\Sigma$", "turned by $U$"]
    reach = 1.15 * max(values[0], 1.0)
    fig, panels = canvas(4.4, 4.8, columns=2, rows=2)
    for ax, name, step in zip(panels.flat, names, steps, strict=True):
        blank(ax, (-reach, reach), (-reach, reach))
        ax.plot([-reach, reach], [0, 0], color=RULE, lw=0.8)
        ax.plot([0, 0], [-reach, reach], color=RULE, lw=0.8)
        ax.add_patch(Polygon((step @ LETTER).T, closed=True, color=SOFT, alpha=0.3, lw=0))
        ax.plot(*(step @ CIRCLE), color=INK, lw=1.4)
        arrow(ax, (0, 0), step @ Vt[0], INK, lw=1.8)
        arrow(ax, (0, 0), step @ Vt[1], INK, lw=1.4, ls="--")
        ax.set_title(name, fontsize=11)
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def kept(S: Any, *, alt: str) -> Figure:
    """Draw what a symmetric matrix does to the unit circle, and the directions that it keeps.

    Parameters
    ----------
    S : symmetric matrix (2, 2).
    alt : what the figure shows.
    """
    S = shaped(S, (2, 2), "S")
    if not np.allclose(S, S.T):
        raise ValueError(f"S must be symmetric, got {S.tolist()}")
    values, vectors = np.linalg.eigh(S)
    reach = 1.2 * max(float(np.abs(values).max()), 1.0)
    fig, ax = canvas(4.2, 4.0)
    blank(ax, (-reach, reach), (-reach, reach))
    ax.plot(*CIRCLE, color=SOFT, lw=1.2)
    ax.plot(*(S @ CIRCLE), color=INK, lw=1.4)
    for angle in np.arange(0, 2 * np.pi, np.pi / 12):
        x = np.array([np.cos(angle), np.sin(angle)])
        _moved(ax, x, S @ x)
    for value, q in zip(values, vectors.T, strict=True):
        for sign in (1, -1):
            arrow(ax, (0, 0), sign * value * q, INK, lw=2.2)
        place = 0.5 * value * q + 0.22 * _left(q)
        ax.text(*place, f"× {value:g}", color=INK, ha="center", va="center")
    return Figure(fig, alt)


def _moved(ax: Axes, x: Floats, image: Floats) -> None:
    ax.plot(*np.array([x, image]).T, color=color("x"), lw=0.9, alpha=0.7)
    ax.plot(*x, "o", color=color("x"), ms=2.5)


def _left(v: Floats) -> Floats:
    """Return the arrow of length 1 to the left of v."""
    return unit(np.array([-v[1], v[0]]))
