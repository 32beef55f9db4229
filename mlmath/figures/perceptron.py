"""Figures of the chapter on the perceptron."""

from collections.abc import Mapping
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, Polygon

from mlmath import palette
from mlmath.figures.shared import INK, SOFT, STYLE, Figure, canvas, separation
from mlmath.palette import color
from mlmath.separation import separable_probability
from mlmath.validation import Floats, points, vector

__all__ = [
    "Figure",
    "canvas",
    "cover_curve",
    "machine",
    "pieces",
    "separation",
    "shadow",
    "turning",
]


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
def machine(*, alt: str) -> Figure:
    """Draw a perceptron: two inputs and a constant, each times its weight, their sum, its sign."""
    fig, ax = canvas(5.0, 2.5)
    _blank(ax, (-0.55, 5.35), (-2.0, 1.65))
    rows = (("$x_1$", "$w_1$", "x", 1.2), ("$x_2$", "$w_2$", "x", 0.0), ("$1$", "$b$", "", -1.2))
    for name, weight, key, height in rows:
        _node(ax, (0.0, height), name, color(key) if key else INK)
        start, end = np.array([0.38, height]), np.array([1.98, 0.28 * height])
        _arrow(ax, start, end, color("w"))
        middle = 0.55 * start + 0.45 * end
        ax.text(middle[0], middle[1] + 0.16, weight, color=color("w"), ha="center", va="bottom")
    _node(ax, (2.4, 0.0), "+", INK)
    _arrow(ax, (2.78, 0.0), (3.52, 0.0), INK)
    ax.text(3.13, 0.12, "$s$", ha="center", va="bottom")
    _node(ax, (3.9, 0.0), "sign", INK)
    _arrow(ax, (4.28, 0.0), (4.72, 0.0), INK)
    ax.text(4.98, 0.0, r"$\hat{y}$", color=color("yhat"), ha="center", va="center", fontsize=14)
    names = (("readings", 0.0), ("score", 2.4), ("prediction", 4.7))
    for name, place in names:
        ax.text(place, -1.98, name, color=SOFT, ha="center", va="bottom", fontsize=10)
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def shadow(w: Any, x: Any, *, alt: str) -> Figure:
    r"""Draw the shadow $(w \cdot x / \|w\|)\, w / \|w\|$ that x throws on the direction of w.

    Parameters
    ----------
    w, x : two arrows of the plane, shape (2,); w is not zero.
    alt : what the figure shows.
    """
    w, x = vector(w, 2), vector(x, 2, "x")
    foot = (w @ x) / (w @ w) * w
    fig, ax = canvas(4.6, 3.0)
    corners = np.array([[0, 0], w, x, foot])
    low, high = corners.min(axis=0) - 0.45, corners.max(axis=0) + 0.45
    _blank(ax, (low[0], high[0]), (low[1], high[1]))
    ax.plot(*np.array([[0, 0], foot]).T, color=color("x"), lw=7, alpha=0.35, solid_capstyle="butt")
    ax.plot(*np.array([x, foot]).T, color=SOFT, ls="--", lw=1.2)
    _arrow(ax, (0, 0), w, color("w"), "$w$", 0.25 * _unit(w))
    _arrow(ax, (0, 0), x, color("x"), "$x$", 0.25 * _unit(x))
    toward, along = 0.22 * _unit(x - foot), -0.22 * _unit(foot)
    square = np.array([foot + along, foot + along + toward, foot + toward])
    ax.plot(*square.T, color=SOFT, lw=1)
    below = -0.42 * _unit(x - foot)
    ax.text(*(foot / 2 + below), "shadow", color=color("x"), ha="center", va="center")
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def turning(w: Any, x: Any, *, alt: str) -> Figure:
    """Draw what an update with a point x of label +1 does: w becomes w + x, and its line turns.

    Parameters
    ----------
    w, x : the weights before the update and the point, shape (2,); w·x is not positive.
    alt : what the figure shows.
    """
    w, x = vector(w, 2), vector(x, 2, "x")
    if w @ x > 0:
        raise ValueError(f"x must be a mistake of w, with w·x <= 0, got {w @ x:g}")
    new = w + x
    fig, ax = canvas(4.6, 3.9)
    reach = 1.3 * max(np.abs([w, x, new]).max(), 1.0)
    _blank(ax, (-0.62 * reach, 1.05 * reach), (-0.5 * reach, reach))
    for normal, style, name in ((w, "--", "line before"), (new, "-", "line after")):
        across = np.array([-normal[1], normal[0]]) / np.hypot(*normal)
        across = across if across[1] > 0 else -across
        ax.plot(*np.array([-3 * across, 3 * across]).T * reach, color=color("w"), ls=style, lw=1.8)
        place = across * 0.86 * reach / max(abs(across[1]), 0.9)
        place = place if abs(place[0]) < 0.5 * reach else across * 0.5 * reach / abs(across[0])
        ax.text(*place, name, color=color("w"), ha="center", va="center", bbox=_paper())
    _arrow(ax, (0, 0), w, color("w"), "$w$", 0.3 * _unit(w), ls="--")
    _arrow(ax, (0, 0), new, color("w"), "$w + x$", [0.15, 0.25])
    _arrow(ax, (0, 0), x, color("x"))
    _arrow(ax, w, new, color("x"), ls=":")
    middle = w + 0.5 * x + [0.25, 0.0]
    ax.text(*middle, "$+\\,x$", color=color("x"), ha="left", va="center")
    ax.plot(*x, "o", color=color("positive"), ms=9)
    ax.text(x[0], x[1] + 0.28, "$x$", color=color("x"), ha="center", va="bottom")
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def pieces(X: Any, *, alt: str) -> Figure:
    """Draw the arrows w of the plane, cut into pieces in which all give the same labels.

    Parameters
    ----------
    X : points of the plane, shape (n, 2), no two on one line through the origin.
    alt : what the figure shows.
    """
    X = points(X)
    directions = X / np.hypot(*X.T)[:, None]
    fig, ax = canvas(4.2, 4.2)
    _blank(ax, (-1.45, 1.45), (-1.45, 1.45))
    angles = np.arctan2(directions[:, 1], directions[:, 0])
    borders = np.sort(np.concatenate([angles + np.pi / 2, angles - np.pi / 2]) % (2 * np.pi))
    ends = np.append(borders[1:], borders[0] + 2 * np.pi)
    for k, (low, high) in enumerate(zip(borders, ends, strict=True)):
        t = np.linspace(low, high, 40)
        arc = np.stack([np.cos(t), np.sin(t)], axis=1)
        if k % 2:
            wedge = Polygon(np.vstack([[0, 0], arc]), closed=True, color=color("w"), alpha=0.13)
            wedge.set_linewidth(0)
            ax.add_patch(wedge)
        middle = np.array([np.cos((low + high) / 2), np.sin((low + high) / 2)])
        signs = " ".join("+" if score > 0 else "−" for score in X @ middle)
        ax.text(*(1.24 * middle), signs, ha="center", va="center", fontsize=12)
    ax.add_patch(Circle((0, 0), 1.0, fill=False, color=SOFT, lw=1))
    for number, x in enumerate(directions, start=1):
        across = np.array([-x[1], x[0]])
        ax.plot(*np.array([across, -across]).T, color=color("w"), lw=1.6)
        _arrow(ax, (0, 0), 0.62 * x, color("x"), str(number), 0.12 * x)
    return Figure(fig, alt)


def _blank(ax: Axes, wide: tuple[float, float], high: tuple[float, float]) -> None:
    """Leave nothing but the drawing, at one scale, so that right angles are right."""
    ax.set(xlim=wide, ylim=high, xticks=[], yticks=[])
    ax.set_aspect("equal")
    ax.spines[:].set_visible(False)


def _node(ax: Axes, at: tuple[float, float], name: str, ink: str) -> None:
    ax.add_patch(Circle(at, 0.38, fill=False, color=ink, lw=1.6))
    ax.text(*at, name, color=ink, ha="center", va="center")


def _arrow(
    ax: Axes, tail: Any, tip: Any, ink: str, name: str = "", away: Any = (0, 0), ls: str = "-"
) -> None:
    style = {"arrowstyle": "-|>", "color": ink, "lw": 2, "ls": ls, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", xy=tuple(tip), xytext=tuple(tail), arrowprops=style)
    if name:
        ax.text(tip[0] + away[0], tip[1] + away[1], name, color=ink, ha="center", va="center")


def _paper() -> dict[str, Any]:
    """Return the ground of a label that stands on a line."""
    return {"facecolor": mpl.colors.to_hex("#fdfbf7"), "edgecolor": "none", "pad": 1.5}


def _unit(arrow: Floats) -> Floats:
    length = np.hypot(*arrow)
    return arrow / length if length else arrow
