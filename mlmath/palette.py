r"""One color for each quantity of the book: in equations, figures and widgets, light and dark.

The colors were searched for, not picked.  Among those that reach a contrast of 4.5 : 1 on
the page (WCAG 2.2, 1.4.3: they color letters in equations), these lie far apart from each other
and from the ink of the text, for trichromats and for the three kinds of dichromats.
`python -m tools.palette_search` states the criteria, finds these colors and measures them.

Color is never the only mark: a symbol, a shape (circle for +1, square for -1), a label or a
line style says the same.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Quantity:
    """What a color stands for.

    Parameters
    ----------
    meaning : the quantity in words.
    light, dark : its color on the light and on the dark page, as "#rrggbb".
    tex : its symbol in LaTeX, or "" where it has none (the two classes).
    """

    meaning: str
    light: str
    dark: str
    tex: str = ""


QUANTITIES: dict[str, Quantity] = {
    "x": Quantity("input", "#0569e1", "#0096ff", r"\mathbf{x}"),
    "w": Quantity("weights", "#005f23", "#78ff8c", r"\mathbf{w}"),
    "wstar": Quantity("weights that separate the classes", "#8c6900", "#ffd700", r"\mathbf{w}^{*}"),
    "y": Quantity("label", "#8255b4", "#aa6ed7", "y"),
    "yhat": Quantity("prediction", "#78007d", "#f56eb9", r"\hat{y}"),
    "e": Quantity("error, mistake", "#aa050a", "#f05041", "e"),
    "grad": Quantity("gradient", "#1e6987", "#4bd7e1", r"\nabla"),
    "gamma": Quantity("margin", "#b9237d", "#ffaac3", r"\gamma"),
    "R": Quantity("radius of the data", "#004150", "#3c968c", "R"),
    "positive": Quantity("class +1, drawn as a circle", "#322daf", "#9bafff"),
    "negative": Quantity("class -1, drawn as a square", "#5a2300", "#dc9b50"),
}

# Ink, paper and what lies between: (light, dark).
NEUTRALS: dict[str, tuple[str, str]] = {
    "ink": ("#1f1d1a", "#e6e2da"),
    "ink-soft": ("#5c5750", "#aba69c"),
    "rule": ("#d9d3c7", "#3a3d45"),
    "paper": ("#fdfbf7", "#15171b"),
    "paper-raised": ("#f5f1e9", "#1e2127"),
    "focus": ("#0b62e0", "#8fb8ff"),
    "accent": ("#8f2d20", "#f0a48f"),
}

# The selectors under which a page is dark: the book, JupyterLab, VS Code.
DARK_SELECTORS = (
    'html[data-theme="dark"]',
    '[data-jp-theme-light="false"]',
    "body.vscode-dark",
    "body.vscode-high-contrast:not(.vscode-high-contrast-light)",
)


def color(key: str, dark: bool = False) -> str:
    """Return the color of a quantity as "#rrggbb".

    Raises ValueError when `key` is not one of `QUANTITIES`.
    """
    if key not in QUANTITIES:
        raise ValueError(f"key must be one of {', '.join(QUANTITIES)}, got {key!r}")
    return QUANTITIES[key].dark if dark else QUANTITIES[key].light


def _variables(colors: dict[str, str]) -> str:
    return " ".join(f"--{name}: {value};" for name, value in colors.items())


def _themed(light: str, dark: str) -> str:
    return f":root {{ {light} }}\n@media screen {{ {', '.join(DARK_SELECTORS)} {{ {dark} }} }}\n"


def css() -> str:
    """Return the style sheet of the quantities: variables `--q-<key>`, classes `.q-<key>`.

    Printing is always in the light colors.
    """
    light = _variables({f"q-{key}": color(key) for key in QUANTITIES})
    dark = _variables({f"q-{key}": color(key, dark=True) for key in QUANTITIES})
    classes = "\n".join(f".q-{key} {{ color: var(--q-{key}); }}" for key in QUANTITIES)
    return f"{_themed(light, dark)}{classes}\n"


def neutral_css() -> str:
    """Return the page's neutral variables (`--ink`, `--paper`, ...), light and dark."""
    light = _variables({name: pair[0] for name, pair in NEUTRALS.items()})
    dark = _variables({name: pair[1] for name, pair in NEUTRALS.items()})
    return _themed(light, dark)


def katex_macros() -> dict[str, str]:
    r"""Return the KaTeX macros `\q<key>`: the symbol inside a span of class `q-<key>`.

    The class, not a color, stands in the equation, so it follows the page's theme.
    KaTeX needs `trust` for `\htmlClass`.
    """
    return {
        rf"\q{key}": rf"\htmlClass{{q-{key}}}{{{q.tex}}}" for key, q in QUANTITIES.items() if q.tex
    }


def notebook_macros() -> str:
    r"""Return `\def` lines with the same names for MathJax and KaTeX in notebook front ends.

    These cannot follow a theme, so each color lies between its light and its dark one, where
    it reads on white and on black.  The lines belong, between two `$$`, into the cell after
    the title of each notebook, tagged `remove-cell`: the book has its own macros.
    """
    return "\n".join(
        rf"\def\q{key}{{\textcolor{{{between(key)}}}{{{q.tex}}}}}"
        for key, q in QUANTITIES.items()
        if q.tex
    )


def between(key: str) -> str:
    """Return a color of the quantity that reads at 4 : 1 or better on white and on #111.

    Both contrasts are equal at the relative luminance Y = sqrt(1.05 * 0.0556) - 0.05 = 0.19;
    the light and the dark color are mixed in linear light until they reach it.
    """
    light, dark = _linear(color(key)), _linear(color(key, dark=True))
    low, high = relative_luminance(color(key)), relative_luminance(color(key, dark=True))
    share = (0.19 - low) / (high - low)
    return "#" + "".join(
        f"{round(255 * _encoded(a + share * (b - a))):02x}"
        for a, b in zip(light, dark, strict=True)
    )


def relative_luminance(hex_color: str) -> float:
    """Return Y = 0.2126 r + 0.7152 g + 0.0722 b of linear sRGB (WCAG 2.2)."""
    r, g, b = _linear(hex_color)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio (Y1 + 0.05) / (Y2 + 0.05) of two colors, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((relative_luminance(first), relative_luminance(second)))
    return (high + 0.05) / (low + 0.05)


def _linear(hex_color: str) -> tuple[float, ...]:
    encoded = (int(hex_color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return tuple(v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in encoded)


def _encoded(linear: float) -> float:
    return 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055
