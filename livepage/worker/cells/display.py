"""What a cell shows: values as the page can draw them, and matplotlib's figures as SVG.

This module is also matplotlib's backend on the page (``module://livepage.worker.cells.display``):
it draws SVG alone, so that the large compiled parts of the others are never loaded.
"""

import base64
import os
import pprint
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

MOST = 200_000  # characters of one value's text
_METHODS = {
    "text/html": "_repr_html_",
    "text/latex": "_repr_latex_",
    "image/svg+xml": "_repr_svg_",
    "image/png": "_repr_png_",
}
_show: list[Callable[[Any], None]] = []  # where `plt.show()` hands a figure to


def text_of(value: Any) -> str:
    """Return a value's text/plain: containers one element a line where a line is too short."""
    plain = type(value) in (list, dict, tuple, set, frozenset)
    text = pprint.pformat(value, sort_dicts=False) if plain else repr(value)
    if len(text) <= MOST:
        return text
    return f"{text[:MOST]}\n… ({len(text) - MOST:,} characters left out)"


def bundle(value: Any) -> dict[str, str]:
    """Return {mime: text} of a value: all forms it has, and text/plain always."""
    data: dict[str, str] = {}
    if not isinstance(value, type):
        if callable(made := getattr(value, "_repr_mimebundle_", None)):
            got = made()
            data |= (got[0] if isinstance(got, tuple) else got) or {}
        for mime, method in _METHODS.items():
            if mime not in data and callable(made := getattr(value, method, None)):
                got = made()
                if isinstance(got, bytes):
                    got = base64.b64encode(got).decode()
                if isinstance(got, str):
                    data[mime] = got
        if "text/html" not in data and is_figure(value):
            data["text/html"] = svg(value)
        if "text/latex" not in data and (latex := _latex(value)):
            data["text/latex"] = latex
    data.setdefault("text/plain", "" if is_figure(value) else text_of(value))
    return {mime: text for mime, text in data.items() if isinstance(text, str)}


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from _leaves(item)
    elif isinstance(value, dict):
        yield from _leaves([*value.keys(), *value.values()])
    else:
        yield value


def _latex(value: Any) -> str:
    """Return SymPy's LaTeX of a container that holds its objects and plain numbers, else ""."""
    sympy = sys.modules.get("sympy")
    if sympy is None or not isinstance(value, list | tuple | set | frozenset | dict):
        return ""
    leaves = list(_leaves(value))
    ours = [isinstance(leaf, sympy.Basic | sympy.MatrixBase) for leaf in leaves]
    fits = all(own or type(x) in (int, float) for own, x in zip(ours, leaves, strict=True))
    return f"$\\displaystyle {sympy.latex(value)}$" if any(ours) and fits else ""


# ------------------------------------------------------------------------------ matplotlib


def is_figure(value: Any) -> bool:
    """Tell whether this is a figure of matplotlib."""
    module = sys.modules.get("matplotlib.figure")
    return module is not None and isinstance(value, module.Figure)


def svg(figure: Any) -> str:
    """Return a matplotlib figure as the book shows its own: it follows light and dark."""
    from mlmath.figures import shared

    text = shared.Figure(figure, describe(figure)).svg()
    # Black is drawn as the page's ink: it would vanish on a dark page.
    ink = f"var(--ink, {shared.INK})"
    return re.sub(r"(?<=[ :])(#000000|black)(?=[;\"])", ink, text)


def describe(figure: Any) -> str:
    """Return a description in words, from what the figure itself says."""
    parts = []
    for axes in figure.axes:
        title, across, up = axes.get_title(), axes.get_xlabel(), axes.get_ylabel()
        axis = " against ".join(filter(None, (up, across)))
        parts += [part for part in (title, axis) if part]
    heading = figure.get_suptitle()
    said = "; ".join([heading, *parts] if heading else parts)
    return f"Figure drawn by this cell: {said}" if said else "Figure drawn by this cell"


def prepare_matplotlib(show: Callable[[Any], None]) -> None:
    """Let matplotlib, when it is imported, draw by this module; `plt.show` calls `show`."""
    _show[:] = [show]
    os.environ["MPLBACKEND"] = f"module://{__name__}"


def _style() -> None:
    """Give figures the book's colors, unless code has chosen others before the first figure."""
    import matplotlib as mpl

    from mlmath.figures import shared

    plain = mpl.rcParamsDefault
    mpl.rcParams.update({k: v for k, v in shared.STYLE.items() if mpl.rcParams[k] == plain[k]})


def close(value: Any) -> None:
    """Close a figure that has been shown: it is not shown again at the end of the cell."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None and is_figure(value):
        pyplot.close(value)


def open_figures() -> Iterator[Any]:
    """Yield the figures that `pyplot` still holds, closing each."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None:
        return
    for number in pyplot.get_fignums():
        figure = pyplot.figure(number)
        pyplot.close(figure)
        yield figure


def __getattr__(name: str) -> Any:
    """Make what matplotlib expects of a backend, when it asks."""
    if name not in ("FigureCanvas", "FigureManager"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    _style()
    from matplotlib.backend_bases import FigureManagerBase
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    def pyplot_show(cls: Any, *, block: Any = None) -> None:
        for figure in open_figures():
            for act in _show:
                act(figure)

    body = {"pyplot_show": classmethod(pyplot_show)}
    manager = type("FigureManager", (FigureManagerBase,), body)
    made: Mapping[str, Any] = {
        "FigureManager": manager,
        "FigureCanvas": type("FigureCanvas", (FigureCanvasSVG,), {"manager_class": manager}),
    }
    globals().update(made)
    return made[name]
