"""Figures of the toolbox page The geometry of features."""

from typing import Any

import matplotlib as mpl
import numpy as np

from mlmath.figures.shared import INK, RULE, SOFT, STYLE, Figure, blank, canvas
from mlmath.palette import color
from mlmath.validation import Floats, numbers, signs, vector

__all__ = ["Figure", "bars", "doubling", "lifted", "shadows"]

TILT = np.array([[1.0, 0.25, 0.0], [0.0, 0.3, 0.62]])  # space as one sees it from above and aside


def _mark(sign: float) -> dict[str, Any]:
    """Return how points of a class look: circles for +1, squares for -1."""
    key, marker = ("positive", "o") if sign > 0 else ("negative", "s")
    return {"color": color(key), "marker": marker, "ls": "none"}


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
