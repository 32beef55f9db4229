"""What the figures of all pages share: matplotlib as inline SVG, in the page's colors and fonts.

A color that `palette` knows is written as its CSS variable, so that one picture is legible on a
light and on a dark page.  The same data give the same bytes.
"""

import hashlib
import html
import io
import re
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure as Canvas
from matplotlib.legend import Legend
from matplotlib.patches import Circle
from matplotlib.text import Text

from mlmath import palette
from mlmath.separation import in_general_position
from mlmath.validation import Floats, numbers, points, signs, vector

INK, SOFT, RULE = (palette.NEUTRALS[name][0] for name in ("ink", "ink-soft", "rule"))
STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",  # text stays text: the page's font, and searchable
    "font.size": 12.5,  # 12 pixels still where a phone shows five inches on 354 pixels
    "axes.edgecolor": SOFT,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.8,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "grid.color": RULE,
    "legend.frameon": False,
    "legend.labelcolor": INK,
    "text.color": INK,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
}


CROWD = 100  # points, from which on marks are drawn transparent


class Figure:
    """A matplotlib figure as the book shows it: an SVG with a description in words.

    Parameters
    ----------
    fig : a `matplotlib.figure.Figure`, best one made by `canvas`.
    alt : what the figure shows, for those who cannot see it; not optional.
    """

    def __init__(self, fig: Canvas, alt: str) -> None:
        if not isinstance(alt, str) or not alt.strip():
            raise ValueError(f"alt must say what the figure shows, got {alt!r}")
        self.fig = fig
        self.alt = " ".join(alt.split())
        self._svg = ""

    def __repr__(self) -> str:
        return f"Figure: {self.alt}"

    def svg(self) -> str:
        """Return the picture as an SVG element that can stand in a page beside others.

        It is drawn once: a second drawing would start from the first one's layout, and move.
        """
        if self._svg:
            return self._svg
        for legend in self.fig.findobj(Legend):
            legend.set_frame_on(False)  # its ground would stay white on a dark page
            for text in legend.get_texts():  # one that a notebook adds would be smaller
                text.set_fontsize(max(text.get_fontsize(), STYLE["font.size"]))
        for text in self.fig.findobj(Text):
            if to_hex(text.get_color()) == "#000000":
                text.set_color(INK)
        with mpl.rc_context(STYLE | {"svg.hashsalt": self.alt}):
            buffer = io.StringIO()
            self.fig.savefig(
                buffer, format="svg", transparent=True, metadata={"Date": None}, bbox_inches="tight"
            )
        self._svg = _for_page(buffer.getvalue(), self.alt)
        return self._svg

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/html": self.svg(), "text/plain": repr(self)}


@mpl.rc_context(STYLE)
def canvas(
    width: float = 5.0, height: float = 3.5, columns: int = 1, rows: int = 1, **kinds: Any
) -> tuple[Canvas, Any]:
    """Return a blank figure, `width` by `height` inches, and its axes (an array for several).

    `kinds` are those of matplotlib's `subplots`, such as sharex and height_ratios.
    """
    fig = Canvas(figsize=(width, height), layout="constrained")
    return fig, fig.subplots(rows, columns, **kinds)


@mpl.rc_context(STYLE)
def separation(
    X: Any, y: Any, w: Any, intercept: float = 0.0, *, alt: str, labels: tuple[str, str] = ("", "")
) -> Figure:
    """Draw points of two classes, the line w·x + b = 0 and the weights as an arrow upon it.

    Parameters
    ----------
    X : points of the plane, shape (n_samples, 2).
    y : labels -1 (squares) and +1 (circles), shape (n_samples,).
    w : weights, shape (2,); all zero draws no line.  The arrow is drawn where both axes have
        one scale.
    intercept : b.
    alt : what the figure shows.
    labels : names of the two axes.
    """
    X = points(X)
    y = signs(y, len(X))
    w = numbers(w, "w")
    if X.shape[1] != 2 or w.shape != (2,):
        raise ValueError(f"X and w must lie in the plane, got {X.shape} and {w.shape}")
    fig, ax = canvas(5.0, 4.6)
    middle = (X.max(axis=0) + X.min(axis=0)) / 2
    reach = 0.58 * np.maximum(np.ptp(X, axis=0), 1e-9)
    level = reach.max() < 4 * reach.min()  # one scale for both axes keeps right angles right
    if level:
        ax.set_aspect("equal")
        reach = np.full(2, reach.max())
    # Many marks lie on each other: let them show how many.
    look: dict[str, Any] = {"ms": 6, "alpha": 0.5 if len(X) > CROWD else 1.0, "mew": 0}
    for sign, key, marker, name in ((1, "positive", "o", "+1"), (-1, "negative", "s", "−1")):
        ax.plot(*X[y == sign].T, marker, color=palette.color(key), label=f"y = {name}", **look)
    ax.set(xlim=(middle[0] - reach[0], middle[0] + reach[0]))
    ax.set(ylim=(middle[1] - reach[1], middle[1] + reach[1]))
    if w.any():
        foot = middle - (w @ middle + intercept) / (w @ w) * w  # its point nearest to the middle
        along = np.array([-w[1], w[0]]) / np.sqrt(w @ w)
        ends = foot + np.outer([-4, 4], along) * reach.max()
        ax.plot(*ends.T, color=palette.color("w"), lw=2, label="w·x + b = 0")
        if level:
            _weights(ax, foot, foot + 0.4 * reach[0] * w / np.sqrt(w @ w))
    ax.set(xlabel=labels[0] or "$x_1$", ylabel=labels[1] or "$x_2$")
    fig.legend(loc="outside lower center", ncols=3, handletextpad=0.3)
    return Figure(fig, alt)


def _weights(ax: Axes, foot: Floats, tip: Floats) -> None:
    color = palette.color("w")
    arrow(ax, foot, tip, color)
    ax.annotate("$w$", xy=tuple(tip), xytext=(5, 5), textcoords="offset points", color=color)


def blank(ax: Axes, wide: tuple[float, float], high: tuple[float, float]) -> None:
    """Leave nothing but the drawing, at one scale, so that right angles are right."""
    ax.set(xlim=wide, ylim=high, xticks=[], yticks=[])
    ax.set_aspect("equal")
    ax.spines[:].set_visible(False)


def arrow(
    ax: Axes,
    tail: Any,
    tip: Any,
    ink: str,
    name: str = "",
    away: Any = (0, 0),
    ls: str = "-",
    lw: float = 2,
    bbox: dict[str, Any] | None = None,
) -> None:
    """Draw an arrow from tail to tip, with its name `away` from the tip, on a ground or on none."""
    style = {"arrowstyle": "-|>", "color": ink, "lw": lw, "ls": ls, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", xy=tuple(tip), xytext=tuple(tail), arrowprops=style)
    if name:
        at = (tip[0] + away[0], tip[1] + away[1])
        ax.text(*at, name, color=ink, ha="center", va="center", bbox=bbox)


def node(ax: Axes, at: tuple[float, float], name: str, ink: str, size: float) -> None:
    """Draw a unit of a network: a circle of radius `size` with its name."""
    ax.add_patch(Circle(at, size, fill=False, color=ink, lw=1.6))
    ax.text(*at, name, color=ink, ha="center", va="center")


def squares(ax: Axes, low: Floats, high: Floats) -> None:
    """Rule the ground into squares of side 1."""
    for x in np.arange(np.ceil(low[0]), high[0]):
        ax.plot([x, x], [low[1], high[1]], color=RULE, lw=0.8, zorder=0)
    for y in np.arange(np.ceil(low[1]), high[1]):
        ax.plot([low[0], high[0]], [y, y], color=RULE, lw=0.8, zorder=0)


def paper() -> dict[str, Any]:
    """Return the ground of a label that stands on a line."""
    return {"facecolor": palette.NEUTRALS["paper"][0], "edgecolor": "none", "pad": 1.5}


def unit(arrow: Floats) -> Floats:
    """Return the arrow with length 1; zero stays zero."""
    length = np.linalg.norm(arrow)
    return arrow / length if length else arrow


@mpl.rc_context(STYLE)
def sphere(planes: Any, toward: Any, *, alt: str) -> Figure:
    """Draw planes through the origin where they cut a sphere, the last one boldly.

    Points mark where the last plane meets the others; what lies behind is dashed and hollow.

    Parameters
    ----------
    planes : arrows at a right angle to the planes, shape (n, 3), in general position.
    toward : arrow from the sphere to the reader, shape (3,), not straight up.
    alt : what the figure shows.
    """
    normals, eye = points(planes, "planes"), unit(vector(toward, 3, "toward"))
    if normals.shape[1] != 3 or not in_general_position(normals):
        raise ValueError(f"planes must be in general position in space, got {planes!r:.80}")
    right = unit(np.cross([0.0, 0.0, 1.0], eye))
    if not right.any():
        raise ValueError(f"toward must not lead straight up or down, got {toward!r:.80}")
    view = np.stack([right, np.cross(eye, right), eye], axis=1)
    fig, ax = canvas(3.6, 3.6)
    blank(ax, (-1.1, 1.1), (-1.1, 1.1))
    ax.add_patch(Circle((0, 0), 1.0, fill=False, color=SOFT, lw=1))
    t = np.linspace(0, 2 * np.pi, 361)
    for k, n in enumerate(normals):
        last = k == len(normals) - 1
        level = unit(np.cross(n, eye))
        circle = np.outer(np.cos(t), level) + np.outer(np.sin(t), unit(np.cross(n, level)))
        across, up, near = (circle @ view).T
        kind = {"color": palette.color("w"), "lw": 2.6 if last else 1.2}
        for shown, dashes in ((near >= 0, "-"), (near <= 0, (0, (2, 3)))):
            half = np.where(shown, across, np.nan)
            ax.plot(half, up, ls=dashes, alpha=1.0 if dashes == "-" else 0.6, **kind)
    for n in normals[:-1]:
        meeting = unit(np.cross(normals[-1], n))
        for across, up, near in np.stack([meeting, -meeting]) @ view:
            fill = palette.color("w") if near > 0 else palette.NEUTRALS["paper"][0]
            ax.plot(across, up, "o", ms=7, mfc=fill, mec=palette.color("w"), mew=1.6)
    return Figure(fig, alt)


def _for_page(svg: str, alt: str) -> str:
    """Make matplotlib's SVG fit to stand in a page: ids of its own, the page's font and colors."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    used = set(re.findall(r'(?:url\(#|href="#)([^)"]+)', svg))
    own = "fig-" + hashlib.sha256((alt + svg).encode()).hexdigest()[:10]

    def rename(match: re.Match[str]) -> str:
        return f' id="{own}-{match[1]}"' if match[1] in used else ""

    svg = re.sub(r' id="([^"]*)"', rename, svg)
    svg = re.sub(r'(url\(#|href="#)', rf"\g<1>{own}-", svg)
    svg = re.sub(r"'DejaVu Sans'[^;\"]*", "inherit", svg)
    # Hundredths of a point are enough; what is written as text keeps its digits.
    svg = re.sub(r"<[^>]+>", lambda tag: re.sub(r"(\d\.\d\d)\d+", r"\1", tag[0]), svg)
    colors = palette.NEUTRALS | {f"q-{k}": (q.light, q.dark) for k, q in palette.QUANTITIES.items()}
    dark = ""
    for name in sorted(colors, key=lambda name: name in palette.NEUTRALS):
        light = colors[name][0]
        if light in svg:
            svg = re.sub(f"(?<!, ){light}", f"var(--{name}, {light})", svg)
            dark += f"--{name}: {colors[name][1]}; "
    style = ".mlf { max-width: 100%; height: auto } .mlf * { stroke-linejoin: round }"
    # Where the page does not bring the book's colors (a notebook), the figure knows its own.
    where = ", ".join(f"{selector} .mlf" for selector in palette.DARK_SELECTORS)
    style += f" @media screen {{ {where} {{ {dark}}} }}"
    svg = re.sub(r"<style.*?</style>", f"<style>{style}</style>", svg, count=1, flags=re.DOTALL)
    head = f'<svg class="mlf" role="img" aria-label="{html.escape(alt)}"'
    return svg.replace("<svg", head, 1).strip()


def save(figure: Figure, path: str | Path) -> None:
    """Write the figure as an SVG file."""
    Path(path).write_text(figure.svg(), encoding="utf-8")
