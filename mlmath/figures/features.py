"""Figures of the toolbox page The geometry of features."""

from typing import Any

import matplotlib as mpl
import numpy as np

from mlmath.figures.shared import INK, RULE, SOFT, STYLE, Figure, arrow, blank, canvas
from mlmath.palette import color
from mlmath.validation import Floats, numbers, signs, vector

__all__ = ["Figure", "bars", "doubling", "leaning", "lifted", "shadows", "small_disc"]

TILT = np.array([[1.0, 0.25, 0.0], [0.0, 0.3, 0.72]])  # space as one sees it from above and aside


def _mark(sign: float) -> dict[str, Any]:
    """Return how points of a class look: circles for +1, squares for -1."""
    key, marker = ("positive", "o") if sign > 0 else ("negative", "s")
    return {"color": color(key), "marker": marker, "ls": "none"}


@mpl.rc_context(STYLE)
def small_disc(W: Any, b: Any, *, alt: str) -> Figure:
    """Draw a disc, its image by the weights, and by tanh after them, each with room for a disc.

    Parameters
    ----------
    W : weights, shape (2, 2), with an inverse.
    b : intercepts, shape (2,).
    alt : what the figure shows.
    """
    W, b = numbers(W, "W"), vector(b, 2, "b")
    turn = np.linspace(0, 2 * np.pi, 121)
    circle = np.stack([np.cos(turn), np.sin(turn)])
    room = float(np.linalg.svd(W, compute_uv=False)[-1])  # the ellipse's short half axis
    side = np.linspace(-1, 1, 31)
    one = np.ones(31)
    square = np.hstack([[side, -one], [one, side], [-side, one], [-one, -side]])
    ellipse = W @ circle + b[:, None]
    inside = room / np.sqrt(2) * square + b[:, None]  # in the disc of that radius
    middle = np.tanh(b)
    box = np.tanh(inside)
    small = float(np.abs(box - middle[:, None]).max(axis=0).min())
    fig, axes = canvas(5.0, 2.1, columns=3)
    bent = np.tanh(ellipse)
    disc = middle[:, None] + small * circle
    panels = (
        ("a disc", np.zeros(2), circle, ()),
        ("the weights", b, ellipse, (("w", inside), ("", b[:, None] + room * circle))),
        ("tanh", middle, bent, (("w", box), ("", disc))),
    )
    for ax, (name, at, outer, inner) in zip(axes, panels, strict=True):
        ax.plot(*outer, color=color("x"), lw=1.6)
        for key, curve in inner:
            ink, style = (color(key), "-") if key else (SOFT, "--")
            ax.plot(*curve, color=ink, lw=1.6, ls=style)
        ax.plot(*at, "o", color=color("x"), ms=5)
        ax.set_title(name, fontsize=14)
        ax.set_gid(name.replace(" ", "-"))
        center = (outer.max(axis=1) + outer.min(axis=1)) / 2
        reach = 0.56 * float(np.ptp(outer, axis=1).max())
        blank(ax, (center[0] - reach, center[0] + reach), (center[1] - reach, center[1] + reach))
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def leaning(u: Any, v: Any, *, alt: str) -> Figure:
    """Draw two points as arrows from the origin, and as arrows from their mean.

    Parameters
    ----------
    u, v : points of the plane, shape (2,), to the right of the origin.
    alt : what the figure shows.
    """
    u, v = vector(u, 2, "u"), vector(v, 2, "v")
    mean = (u + v) / 2
    fig, ax = canvas(5.0, 1.7)
    for tip in (u, v):
        arrow(ax, np.zeros(2), tip, color("x"))
        arrow(ax, mean, tip, color("w"))
    ax.plot(0, 0, "o", color=SOFT, ms=5)
    ax.plot(*mean, "x", color=color("w"), ms=7, mew=2)
    ax.text(0, -0.35, "origin", color=INK, ha="center", va="top")
    ax.text(mean[0] + 0.3, mean[1], "mean", color=INK, va="center")
    high = 0.7 + max(abs(u[1]), abs(v[1]))
    blank(ax, (-0.9, mean[0] + 2.0), (-high, high))
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def lifted(radii: tuple[float, float], height: float, *, alt: str) -> Figure:
    """Draw two rings in the plane and above it, as high as their squared radius, and a level plane.

    Parameters
    ----------
    radii : of the inner and the outer ring.
    height : of the plane between them.
    alt : what the figure shows.
    """
    fig, ax = canvas(4.8, 3.7)
    turn = np.linspace(0, 2 * np.pi, 121)
    reach = 1.25 * radii[1]
    for sign, radius in zip((1, -1), radii, strict=True):
        circle = radius * np.stack([np.cos(turn), np.sin(turn)])
        low = TILT @ np.vstack([circle, np.zeros(len(turn))])
        high = TILT @ np.vstack([circle, np.full(len(turn), radius**2)])
        ax.plot(*low, color=SOFT, lw=1)
        ax.plot(*high, color=_mark(sign)["color"], lw=1, zorder=3 - sign)
        for i in range(0, 120, 10):
            ax.plot(*np.stack([low[:, i], high[:, i]], axis=1), color=RULE, lw=0.8, zorder=0)
        ax.plot(*high[:, :120:10], **_mark(sign), ms=6, zorder=3 - sign)
        ax.plot(*low[:, :120:10], "o", color=SOFT, ms=2.5)
    corners = reach * np.array([[-1, 1, 1, -1], [-1, -1, 1, 1]])
    sheet = TILT @ np.vstack([corners, np.full(4, height)])
    ax.fill(
        *sheet, facecolor=color("yhat"), alpha=0.16, edgecolor=color("yhat"), lw=1.4, zorder=2.5
    )
    ground = TILT @ np.vstack([corners, np.zeros(4)])
    ax.fill(*ground, facecolor="none", edgecolor=SOFT, lw=1, zorder=0)
    end = TILT @ np.array([reach, -reach, 0.0])
    ax.text(end[0], end[1] - 0.1, "the plane", color=INK, ha="right", va="top")
    for out, at in ((radii[0], radii[0] ** 2), (radii[1], radii[1] ** 2), (reach, height)):
        side = TILT @ np.array([out, 0.0, at])
        ax.text(side[0] + 0.15, side[1], f"{at:g}", color=INK, va="center", zorder=5)
    top = float((TILT @ np.array([0.0, radii[1], radii[1] ** 2]))[1])
    blank(ax, (-1.3 * reach, 1.3 * reach), (ground[1].min() - 0.5, top + 0.15))
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def bars(pictures: Any, *, alt: str) -> Figure:
    """Draw pictures side by side, by lines of equal brightness over the middles of their pixels.

    Parameters
    ----------
    pictures : brightness from 0 to 1, shape (n, rows, columns), n at least 2.
    alt : what the figure shows.
    """
    shown = numbers(pictures, "pictures")
    fig, axes = canvas(5.0, 1.9, columns=len(shown))
    for i, (ax, picture) in enumerate(zip(axes, shown, strict=True)):
        rows, columns = picture.shape
        x, y = np.meshgrid(np.arange(columns), np.arange(rows))
        ax.plot(x.ravel()[::2], y.ravel()[::2], ".", color=RULE, ms=1.5)
        ax.contour(x, y, picture, levels=[0.2, 0.5, 0.8], colors=[color("x")], linewidths=1.6)
        blank(ax, (-1, columns), (-1, rows))
        ax.set_gid(f"picture-{i + 1}")
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def doubling(radius: int, *, alt: str) -> Figure:
    """Draw the neighbors within a radius and within twice that, on a street and on a square grid.

    Parameters
    ----------
    radius : a whole number.
    alt : what the figure shows.
    """
    fig, axes = canvas(5.0, 2.6, columns=2)
    reach = 2 * radius
    line = np.arange(-reach, reach + 1)
    street = np.stack([line, 0 * line], axis=1)
    grid = np.stack(np.meshgrid(line, line), axis=-1).reshape(-1, 2)
    for ax, places, name in zip(axes, (street, grid), ("street", "grid"), strict=True):
        far = np.hypot(*places.T)
        near = (far > 0) & (far <= radius)
        wide = (far > radius) & (far <= reach)
        for r, style in ((radius, "-"), (reach, "--")):
            ax.add_patch(mpl.patches.Circle((0, 0), r + 0.25, fill=False, color=SOFT, ls=style))
        ax.plot(*places[near].T, "o", color=color("x"), ms=5)
        ax.plot(*places[wide].T, "o", mfc="none", mec=color("x"), ms=5)
        ax.plot(0, 0, "s", color=color("w"), ms=6)
        ax.set_title(f"{near.sum()} and {(near | wide).sum()}", fontsize=14)
        ax.set_gid(name)
        blank(ax, (-reach - 1, reach + 1), (-reach - 1, reach + 1))
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def shadows(seen: Any, new: Any, y: Any, *, alt: str) -> Figure:
    """Draw the shadows of points on one direction, each in a height of its own, and of new ones.

    Parameters
    ----------
    seen, new : shadows of points, shape (n,), on the same direction.
    y : labels of both, +1 and -1.
    alt : what the figure shows.
    """
    fig, axes = canvas(5.0, 2.4, columns=2)
    y = signs(y, len(np.asarray(seen)))
    both: list[Floats] = [vector(s, len(y), "seen") for s in (seen, new)]
    reach = 1.1 * max(float(np.abs(s).max()) for s in both)
    height = np.arange(len(y)) * 0.618 % 1  # spread, so that marks do not hide each other
    for ax, shadow, name in zip(axes, both, ("points seen", "new points"), strict=True):
        for sign in (1, -1):
            ax.plot(shadow[y == sign], height[y == sign], **_mark(sign), ms=4.5)
        ax.axvline(0, color=color("yhat"), lw=1.6, ls="--")
        ax.set_title(name, fontsize=14)
        ax.set(xlim=(-reach, reach), ylim=(-0.1, 1.1), yticks=[], xticks=[-1, 0, 1])
        ax.set_gid(name.replace(" ", "-"))
    return Figure(fig, alt)
