"""Figures of the chapter on the perceptron."""

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, Polygon

from mlmath import palette
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
    separation,
    sphere,
    squares,
    unit,
)  # fmt: skip
from mlmath.palette import color
from mlmath.separation import separable_probability
from mlmath.validation import Floats, points, signs, vector

__all__ = [
    "Figure",
    "canvas",
    "cover_curve",
    "distances",
    "lifted",
    "machine",
    "pieces",
    "separation",
    "shadow",
    "sphere",
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
            ax.errorbar(at, share, error, fmt="osD^"[k % 4], color=color, ms=4, lw=1, clip_on=False)
    ax.axhline(0.5, color=SOFT, lw=0.8)
    ax.axvline(2.0, color=SOFT, lw=0.8)
    ax.set(xlim=(0, 4), ylim=(-0.03, 1.03), xlabel="points per dimension, N / d")
    ax.set(ylabel="probability of a hyperplane")
    ax.legend(title="dimensions", loc="upper right")
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def machine(*, alt: str) -> Figure:
    """Draw a perceptron: two inputs and a constant, each times its weight, their sum, its sign."""
    fig, ax = canvas(5.0, 2.5)
    blank(ax, (-0.55, 5.35), (-2.0, 1.65))
    rows = (("$x_1$", "$w_1$", "x", 1.2), ("$x_2$", "$w_2$", "x", 0.0), ("$1$", "$b$", "", -1.2))
    for name, weight, key, height in rows:
        node(ax, (0.0, height), name, color(key) if key else INK, 0.38)
        start, end = np.array([0.38, height]), np.array([1.98, 0.28 * height])
        arrow(ax, start, end, color("w"))
        middle = 0.55 * start + 0.45 * end
        ax.text(middle[0], middle[1] + 0.16, weight, color=color("w"), ha="center", va="bottom")
    node(ax, (2.4, 0.0), "+", INK, 0.38)
    arrow(ax, (2.78, 0.0), (3.52, 0.0), INK)
    ax.text(3.13, 0.12, "$s$", ha="center", va="bottom")
    node(ax, (3.9, 0.0), "sign", INK, 0.38)
    arrow(ax, (4.28, 0.0), (4.72, 0.0), INK)
    ax.text(4.98, 0.0, r"$\hat{y}$", color=color("yhat"), ha="center", va="center", fontsize=15)
    names = (("readings", 0.0), ("score", 2.4), ("prediction", 4.7))
    for name, place in names:
        ax.text(place, -1.98, name, color=SOFT, ha="center", va="bottom")
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def shadow(w: Any, x: Any, *, alt: str) -> Figure:
    r"""Draw the shadow $(w \cdot x / \|w\|)\, w / \|w\|$ that x throws on the direction of w.

    A grid of squares with side 1 lies behind it, to measure with.

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
    blank(ax, (low[0], high[0]), (low[1], high[1]))
    squares(ax, low, high)
    ax.plot(*np.array([[0, 0], foot]).T, color=color("x"), lw=7, alpha=0.35, solid_capstyle="butt")
    ax.plot(*np.array([x, foot]).T, color=SOFT, ls="--", lw=1.2)
    arrow(ax, (0, 0), w, color("w"), "$w$", 0.25 * unit(w))
    arrow(ax, (0, 0), x, color("x"), "$x$", 0.25 * unit(x))
    toward, along = 0.22 * unit(x - foot), -0.22 * unit(foot)
    square = np.array([foot + along, foot + along + toward, foot + toward])
    ax.plot(*square.T, color=SOFT, lw=1)
    below = -0.42 * unit(x - foot)
    ax.text(*(foot / 2 + below), "shadow", color=color("x"), ha="center", va="center")
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def distances(
    X: Any, y: Any, names: Sequence[str], w: Any, intercept: float, p: Any = None, *, alt: str
) -> Figure:
    r"""Draw a line, the distance $|w \cdot x + b| / \|w\|$ of each point, and one as a shadow.

    The shadow is that of the arrow from p to the third point on the direction of w.

    Parameters
    ----------
    X : points of the plane, shape (n_samples, 2), at least three.
    y : labels -1 (squares) and +1 (circles), shape (n_samples,).
    names : what stands beside the points.
    w : weights, shape (2,), not zero; drawn with length 1.
    intercept : b.
    p : a point of the line, shape (2,); without it no shadow is drawn.
    alt : what the figure shows.
    """
    X, w = points(X), vector(w, 2)
    y = signs(y, len(X))
    across = unit(w)
    scores = X @ w + intercept
    feet = X - np.outer(scores / np.hypot(*w), across)
    fig, ax = canvas(4.8, 4.3)
    ax.set(xlim=(-0.75, X[:, 0].max() + 0.6), ylim=(-0.6, X[:, 1].max() + 1.25))
    ax.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
    ax.locator_params(integer=True)
    along = np.array([across[1], -across[0]])
    middle = feet.mean(axis=0)
    ax.plot(*(middle + np.outer([-9, 9], along)).T, color=color("w"), lw=2)
    foot = middle - 1.8 * along if p is None else vector(p, 2, "p") - 3.6 * along
    arrow(ax, foot, foot + across, color("w"), "$w$", 0.2 * across)
    if p is not None:
        _shadow_from(ax, vector(p, 2, "p"), X[2], across)
    for x, foot, score, label, name in zip(X, feet, scores, y, names, strict=True):
        kind, marker = ("positive", "o") if label > 0 else ("negative", "s")
        side = np.sign(score) * across
        ax.plot(*np.array([x, foot]).T, color=SOFT, ls="--", lw=1.2)
        length = f"{abs(score) / np.hypot(*w):.3g}"
        place = 0.45 * x + 0.55 * foot + (0.13 + 0.04 * len(length)) * along
        ax.text(*place, length, ha="center", va="center")
        ax.plot(*x, marker, color=color(kind), ms=8, mew=0)
        ax.text(*(x + 0.26 * side), name, color=color(kind), ha="center", va="center")
    return Figure(fig, alt)


def _shadow_from(ax: Axes, p: Floats, x: Floats, across: Floats) -> None:
    """Draw the arrow from p to x and its shadow, from p on, on a direction of length 1."""
    tip = p + (x - p) @ across * across
    beside = 0.12 * np.array([across[1], -across[0]])
    ax.plot(*np.array([p, tip]).T, color=color("x"), lw=6, alpha=0.35, solid_capstyle="butt")
    ax.plot(*np.array([x, tip]).T, color=SOFT, ls=":", lw=1.2)
    name = (p + tip) / 2 + beside
    ax.text(name[0], name[1], "shadow", color=color("x"), ha="left", va="center")
    arrow(ax, p, x, color("x"))
    ax.plot(*p, ".", color=INK, ms=9)
    ax.text(p[0] + 0.18, p[1] - 0.08, "p", weight="bold", ha="center", va="top")


@mpl.rc_context(STYLE)
def lifted(X: Any, y: Any, names: Sequence[str], w: Any, intercept: float, *, alt: str) -> Figure:
    r"""Draw points of the plane at height 1, and the plane through the origin that cuts them.

    Where the plane $w \cdot x + b\, x_3 = 0$ meets the sheet $x_3 = 1$ lies the line
    $w \cdot x + b = 0$.

    Parameters
    ----------
    X : points of the plane, shape (n_samples, 2).
    y : labels -1 (squares) and +1 (circles), shape (n_samples,).
    names : what stands beside the points.
    w : weights, shape (2,), with w_2 not zero.
    intercept : b.
    alt : what the figure shows.
    """
    X, w = points(X), vector(w, 2)
    y = signs(y, len(X))
    (left, near), (right, far) = X.min(axis=0) - 0.5, X.max(axis=0) + 0.5
    corners = np.array([[left, near], [right, near], [right, far], [left, far]])
    fig, ax = canvas(5.0, 3.6)
    origin, sheet = _seen([0, 0], 0), _seen(corners, 1)
    everything = np.vstack([origin, sheet])
    low, high = everything.min(axis=0) - 0.3, everything.max(axis=0) + 0.3
    blank(ax, (low[0], high[0]), (low[1], high[1]))
    ax.add_patch(Polygon(sheet, closed=True, fill=False, edgecolor=SOFT, lw=1))
    ax.text(*sheet[3], "height 1 ", color=SOFT, ha="right", va="center")
    ends = np.array([[x1, -(w[0] * x1 + intercept) / w[1]] for x1 in (left + 0.2, right)])
    cut = _seen(ends, 1)
    plane = Polygon(np.vstack([origin, cut]), closed=True, color=color("w"), alpha=0.16)
    plane.set_linewidth(0)
    ax.add_patch(plane)
    ax.plot(*cut.T, color=color("w"), lw=2)
    for x, label, name in zip(X, y, names, strict=True):
        kind, marker = ("positive", "o") if label > 0 else ("negative", "s")
        tip = _seen(x, 1)
        arrow(ax, origin, tip, color("x"), lw=1)
        ax.plot(*tip, marker, color=color(kind), ms=8, mew=0)
        ax.text(*(tip + np.array([0, 0.24])), name, color=color(kind), ha="center", va="center")
    ax.plot(*origin, ".", color=INK, ms=9)
    ax.text(*(origin + np.array([0.16, -0.05])), "0", ha="left", va="center")
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
    blank(ax, (-0.62 * reach, 1.05 * reach), (-0.5 * reach, reach))
    for normal, style, name in ((w, "--", "line before"), (new, "-", "line after")):
        across = np.array([-normal[1], normal[0]]) / np.hypot(*normal)
        across = across if across[1] > 0 else -across
        ax.plot(*np.array([-3 * across, 3 * across]).T * reach, color=color("w"), ls=style, lw=1.8)
        place = across * 0.86 * reach / max(abs(across[1]), 0.9)
        place = place if abs(place[0]) < 0.5 * reach else across * 0.5 * reach / abs(across[0])
        ax.text(*place, name, color=color("w"), ha="center", va="center", bbox=paper())
    arrow(ax, (0, 0), w, color("w"), "$w$", 0.3 * unit(w), ls="--")
    arrow(ax, (0, 0), new, color("w"), "$w + x$", [0.15, 0.25])
    arrow(ax, (0, 0), x, color("x"))
    arrow(ax, w, new, color("x"), ls=":")
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
    blank(ax, (-1.45, 1.45), (-1.45, 1.45))
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
        ax.text(*(1.24 * middle), signs, ha="center", va="center")
    ax.add_patch(Circle((0, 0), 1.0, fill=False, color=SOFT, lw=1))
    for number, x in enumerate(directions, start=1):
        across = np.array([-x[1], x[0]])
        ax.plot(*np.array([across, -across]).T, color=color("w"), lw=1.6)
        for end in (across, -across):
            name = {"color": color("w"), "bbox": paper()}
            ax.text(*(0.84 * end), f"⊥{number}", ha="center", va="center", **name)
        arrow(ax, (0, 0), 0.62 * x, color("x"), str(number), 0.12 * x)
    widest = np.argmax(np.diff(ends, prepend=ends[-1] - 2 * np.pi))
    turned = (borders[widest] + ends[widest]) / 2
    w = 0.5 * np.array([np.cos(turned), np.sin(turned)])
    arrow(ax, (0, 0), w, color("w"), "$w$", 0.24 * w)
    return Figure(fig, alt)


def _seen(x: Any, height: float) -> Floats:
    """Return where the points (x1, x2, height) are drawn: x2 leads away from the reader."""
    away = np.array([[1.0, 0.0], [0.55, 0.42]])
    return np.asarray(np.asarray(x) @ away + [0.0, 2.2 * height], dtype=np.float64)
