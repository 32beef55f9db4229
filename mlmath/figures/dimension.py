"""Figures of the chapter The curse of dimensionality."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import comb
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path

from mlmath.dimension import PCA, ball_volume, norm_density, norm_law
from mlmath.figures.shared import INK, SOFT, STYLE, Figure, blank, canvas
from mlmath.palette import NEUTRALS, color
from mlmath.validation import Floats, number, points, shaped

__all__ = [
    "Figure", "beyer", "digits", "laws", "misleads", "postponed", "shadows", "sheet", "shell",
    "tosses",
]  # fmt: skip

STYLES = ("-", "--", "-.", ":")
SIDE = 8  # cells across a picture of a digit
LEVELS = 4  # of gray


@mpl.rc_context(STYLE)
def tosses(dims: Sequence[int], *, alt: str) -> Figure:
    """Draw the law of the squared distance over its mean, for coordinates that are 1 or 7.

    With a toss for each of d coordinates it is (d + 48 s)/(25 d), s of them being 7; with one toss
    for all, hollow, 1/25 or 49/25.
    """
    fig = Canvas(figsize=(5.0, 3.9), layout="constrained")
    rows = fig.subplots(len(dims), 1, sharex=True)
    for ax, d in zip(rows, dims, strict=True):
        s = np.arange(d + 1)
        chance = np.array([comb(d, int(k)) for k in s]) / 2.0**d
        ax.bar((d + 48 * s) / (25 * d), chance, 0.05, color=color("x"))
        ax.bar([1 / 25, 49 / 25], [0.5, 0.5], 0.09, fill=False, edgecolor=color("e"), lw=1.5)
        ax.set(ylim=(0, 0.56), yticks=[0, 0.5], ylabel=f"d = {d}")
    rows[-1].set(xlabel="squared distance / its mean", xlim=(-0.1, 2.1))
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def laws(dims: Sequence[int], *, alt: str) -> Figure:
    """Draw the law of a normal point's distance from the center over its mean, for each of dims."""
    fig, ax = canvas(5.0, 3.2)
    x = np.linspace(0, 2.4, 481)
    for d, ls in zip(dims, STYLES, strict=False):
        mean = norm_law(d).mean
        ax.plot(x, norm_density(x * mean, d) * mean, color=color("x"), ls=ls, label=f"d = {d:,}")
    ax.set(xlabel="distance / its mean", ylabel="density", xlim=(0, 2.4), ylim=(0, None))
    ax.legend()
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def shell(thickness: float, *, alt: str) -> Figure:
    """Draw a disk with its rim of this thickness, what a ball keeps inside, and its volume."""
    rim = number(thickness, "thickness", above=0, below=1)
    fig, (left, right) = canvas(5.2, 2.9, columns=2)
    blank(left, (-1.15, 1.15), (-1.15, 1.15))
    left.add_patch(Circle((0, 0), 1.0, facecolor=color("x"), edgecolor=INK, alpha=0.45))
    left.add_patch(Circle((0, 0), 1 - rim, facecolor=NEUTRALS["paper"][0], edgecolor=INK))
    left.text(0, 0, f"{(1 - rim) ** 2:.0%}", ha="center", va="center")
    d = np.arange(1, 31)
    volumes = np.array([ball_volume(int(k)) for k in d])
    right.plot(d, volumes, "s-", color=color("w"), ms=3, label="volume, r = 1")
    right.plot(d, (1 - rim) ** d, color=color("x"), label="share kept")
    best = int(volumes.argmax())
    right.plot(d[best], volumes[best], "o", ms=11, mfc="none", mec=INK)
    right.set(xlabel="dimensions d", xlim=(0, 31), ylim=(0, 7.4))
    right.legend(loc="upper right")
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def postponed(
    sizes: Sequence[int], found: Any, dims: Sequence[int], *, limits: tuple[float, float], alt: str
) -> Figure:
    """Draw errors against the number of examples.

    Parameters
    ----------
    sizes : the numbers of examples, shape (m,).
    found : errors, shape (dims, m, seeds).
    dims : the number of dimensions of each row.
    limits : the Bayes error, and the limit of the nearest neighbor.
    alt : what the figure shows.
    """
    errors = shaped(found, (len(dims), len(sizes), "seeds"), "found")
    fig, ax = canvas(5.2, 3.4)
    ends = _apart(errors[:, -1].mean(axis=1), 0.05)
    for d, rows, ls, end in zip(dims, errors, STYLES, ends, strict=False):
        ax.plot(sizes, rows.mean(axis=1), color=color("e"), ls=ls)
        ax.text(sizes[-1] * 1.12, end, f"d = {d}", va="center", color=INK)
        ax.fill_between(
            sizes, rows.min(axis=1), rows.max(axis=1), color=color("e"), alpha=0.15, lw=0
        )
    for height, name in zip(limits, ("Bayes error", "limit"), strict=True):
        ax.plot((sizes[0], sizes[-1]), (height, height), color=SOFT, lw=1)
        ax.text(sizes[0], height - 0.012, name, ha="left", va="top", color=INK)
    ax.set(xscale="log", xlabel="examples", ylabel="error", ylim=(0, 0.6))
    ax.set_xlim(sizes[0] * 0.8, sizes[-1] * 3.2)
    return Figure(fig, alt)


def _apart(heights: Floats, least: float) -> Floats:
    """Return heights, moved up where two are not so far apart; the lowest stays."""
    found = np.array(heights)
    order = found.argsort()
    for below, above in pairwise(order):
        found[above] = max(found[above], found[below] + least)
    return found


@mpl.rc_context(STYLE)
def shadows(X: Any, *, alt: str) -> Figure:
    """Draw points of the plane (n, 2), the line of their first component, and their shadows."""
    X = points(X)
    machine = PCA(1).fit(X)
    feet = machine.inverse_transform(machine.transform(X))
    way, middle = machine.components_[0], machine.mean_
    fig, ax = canvas(5.0, 3.6)
    ax.plot(*np.transpose([middle - 6 * way, middle + 6 * way]), color=color("w"), lw=1.8)
    for point, foot in zip(X, feet, strict=True):
        ax.plot(*np.transpose([point, foot]), color=color("e"), ls=":", lw=2)
    ax.plot(*feet.T, "|", color=color("w"), ms=11, mew=2)
    ax.plot(*X.T, "o", color=color("x"), ms=7)
    low, high = X.min(axis=0) - 1.2, X.max(axis=0) + 1.2
    ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), xlabel="$x$", ylabel="$y$")
    ax.set_aspect("equal")
    ax.grid(visible=True, lw=0.6)
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def digits(X: Any, kept: Sequence[int], *, alt: str) -> Figure:
    """Draw the first five pictures (n, 64), 0 to 1, from their shadows on `kept` components."""
    X = points(X)
    fig, ax = canvas(4.6, 4.2)
    blank(ax, (-3.9, 5 * (SIDE + 1)), (-len(kept) * (SIDE + 1) - SIDE - 1, 1))
    machine = PCA().fit(X)
    shares = np.cumsum(machine.explained_variance_ratio_)
    for row, m in enumerate((*kept, len(shares))):
        C = machine.components_[:m]
        again = ((X[:5] - machine.mean_) @ C.T @ C + machine.mean_).clip(0, 1)
        height = -row * (SIDE + 1)
        _cells(ax, again.reshape(5, SIDE, SIDE), height)
        name = f"{m if m < len(shares) else 'all'}\n{shares[m - 1]:.0%}"
        ax.text(-1, height - SIDE / 2, name, ha="right", va="center")
    return Figure(fig, alt)


def _cells(ax: Axes, pictures: Floats, top: float) -> None:
    """Fill the cells of pictures (n, SIDE, SIDE), from 0 to 1, one path for each level of gray."""
    shades = np.round(pictures * LEVELS).astype(int)
    for level in range(1, LEVELS + 1):
        corners: list[tuple[float, float]] = []
        for n, i, j in np.argwhere(shades == level):
            x, y = n * (SIDE + 1.0) + j, top - i
            corners += [(x, y), (x + 1, y), (x + 1, y - 1), (x, y - 1), (x, y)]
        if corners:
            codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
            path = Path(corners, codes * (len(corners) // 5))
            ax.add_patch(PathPatch(path, facecolor=INK, alpha=level / LEVELS, lw=0))


@mpl.rc_context(STYLE)
def misleads(*, alt: str) -> Figure:
    """Draw clouds whose first principal component misleads, with that component's line.

    The first is drawn twice, its heights measured in one unit and in a quarter of it.
    """
    rng = np.random.default_rng(5)
    cloud = rng.normal(size=(28, 2))
    bands = np.column_stack([np.tile(np.linspace(-4, 4, 14), 2), np.repeat([0.8, -0.8], 14)])
    bands += 0.15 * rng.normal(size=(28, 2))
    scenes = [
        ("a unit", cloud * [1.1, 0.5], np.ones(28, bool)),
        ("a quarter of it", cloud * [1.1, 2.0], np.ones(28, bool)),
        ("an outlier", np.vstack([cloud[:25] * [1.2, 0.4], [[3.2, 5.0]]]), np.ones(26, bool)),
        ("the bands", bands, np.arange(28) < 14),
    ]
    fig, axes = canvas(4.4, 4.3, columns=2, rows=2)
    for ax, (name, X, circles) in zip(axes.flat, scenes, strict=True):
        machine = PCA(1).fit(X)
        way, middle = machine.components_[0], machine.mean_
        ax.plot(*np.transpose([middle - 9 * way, middle + 9 * way]), color=color("w"), lw=1.8)
        ax.plot(*X[circles].T, "o", color=color("positive"), ms=4, mfc="none")
        ax.plot(*X[~circles].T, "s", color=color("negative"), ms=4.5, mew=0)
        ax.set(xlim=(-5.2, 5.2), ylim=(-5.2, 5.8), xticks=[], yticks=[], title=name)
        ax.set_aspect("equal")
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def sheet(*, alt: str) -> Figure:
    """Draw points of a bent line in the plane, and the two nearest neighbors of one of them."""
    u = (np.arange(15) + np.random.default_rng(8).uniform(-0.3, 0.3, 15)) / 14
    fine = np.linspace(0, 1, 200)
    fig, ax = canvas(4.8, 2.9)
    blank(ax, (-0.4, 6.6), (-2.2, 2.0))

    def bent(t: Floats) -> Floats:
        return np.stack([6.2 * t, 1.3 * np.sin(2 * np.pi * t + 0.5)], axis=-1)

    X = bent(u)
    ax.plot(*bent(fine).T, color=SOFT, lw=1)
    ax.plot(*X.T, "o", color=color("x"), ms=6)
    i = 9
    far = np.sort(np.hypot(*(X - X[i]).T))[1:3]
    for k, r in enumerate(far):
        ax.add_patch(Circle(tuple(X[i]), r, fill=False, edgecolor=INK, ls="--", lw=1.4))
        height = X[i, 1] + r + (0.15 if k else -0.13)  # the first inside of its circle
        ax.text(X[i, 0], height, f"$r_{k + 1}$", ha="center", va="center")
    ax.plot(*X[i], "o", color=color("w"), ms=8)
    return Figure(fig, alt)


@mpl.rc_context(STYLE)
def beyer(runs: Mapping[str, Any], *, alt: str) -> Figure:
    """Draw ratios of distances against the dimension: {name: shape (seeds, dims)}, with bands."""
    fig, ax = canvas(5.2, 3.4)
    looks = zip(("x", "e"), STYLES, strict=False)
    for (name, table), (quantity, ls) in zip(runs.items(), looks, strict=False):
        rows = points(table)
        d = np.arange(1, rows.shape[1] + 1)
        ax.fill_between(
            d, rows.min(axis=0), rows.max(axis=0), color=color(quantity), alpha=0.2, lw=0
        )
        ax.plot(d, np.median(rows, axis=0), color=color(quantity), ls=ls, label=name)
    ax.set(xscale="log", yscale="log", xlabel="coordinates used", ylabel="farthest / nearest")
    ax.legend()
    return Figure(fig, alt)
