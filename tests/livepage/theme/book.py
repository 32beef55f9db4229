"""A small book of one chapter, built as the book itself is, for what no chapter may have yet.

It has each part of `livepage.theme.folds`, `minutes` and `predictions` once: a prediction to choose
and one to enter, what answers them after a widget, and a fold that holds a theorem, an equation, a
program, a widget and the one word "archipelago"; and a program whose picture has a caption.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import yaml

from tools import notebooks

ROOT = Path(__file__).resolve().parents[3]
PAGE = "chapters/01_probe.html"

TITLE = "# A page to try\n\n" + "One two three four five. " * 80
ASK = """## Predict

Some words.

:::{admonition} How many $x$ will it make?
:class: predict
:name: predict-gap
- none.
- six, or $2 \\cdot 3$
- it depends on the order
:::

:::{admonition} How many rounds?
:class: predict number
:name: predict-rounds
Count the first one.
:::
"""
SEEN = """:::{admonition} What you should have seen
:class: dropdown seen
Six corrections in three rounds.
:::
"""
START = """## Prove

See {numref}`fig-probe`, {prf:ref}`thm-in-fold` and {eq}`eq-inside`, [a section](#in-one-page).

:::{admonition} Why the count is exact: the proof
:class: fold-start
One may believe without it: *it is so*.
:::

Folded text with $y = 3$.

:::{prf:theorem} Inside
:label: thm-in-fold

No archipelago is meant.
:::

$$
a = b
$$ (eq-inside)
"""
END = """The last of it.

% fold-end

After the fold.
"""
LAST = """## In one page

:::{admonition} Why does it stop?
:class: dropdown review
Because of the margin.
:::
"""
PICTURE = """class Picture:
    def _repr_html_(self):
        path = '<path d="M0 9L9 0" stroke="currentColor"/>'
        return f'<svg class="mlf" role="img" aria-label="Up" viewBox="0 0 9 9">{path}</svg>'


print("drawn")
Picture()"""
FIGURE = {"name": "fig-probe", "caption": "A line that goes *up*."}
METADATA = {"picture": {"mystnb": {"figure": FIGURE}}}
Cell = tuple[str, str, str]  # kind, id, source
CELLS: list[Cell] = [
    ("markdown", "title", TITLE),
    ("markdown", "ask", ASK),
    ("code", "play", "from mlmath.widgets.perceptron import Playground\n\nPlayground()"),
    ("markdown", "seen", SEEN),
    ("markdown", "start", START),
    ("code", "inside", "print(1 + 1)"),
    (
        "code",
        "theorem",
        "from mlmath.widgets.perceptron import NovikoffTheorem\n\nNovikoffTheorem()",
    ),
    ("markdown", "end", END),
    ("code", "picture", PICTURE),
    ("markdown", "one-page", LAST),
]


def notebook(path: Path, cells: list[Cell]) -> Path:
    """Write a notebook of these cells."""
    made = nbformat.v4.new_notebook()
    made.metadata |= {"kernelspec": notebooks.KERNEL, "language_info": {"name": "python"}}
    made.metadata["borrowed_widgets"] = ["perceptron.playground", "theorems.perceptron.novikoff"]
    new = {"markdown": nbformat.v4.new_markdown_cell, "code": nbformat.v4.new_code_cell}
    made.cells = [
        new[kind](source, id=name, metadata=METADATA.get(name, {})) for kind, name, source in cells
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(made, path)
    return path


def build(folder: Path, cells: list[Cell]) -> tuple[int, str]:
    """Build a book of this one chapter into `folder / "_build/html"`; return status and output."""
    config: dict[str, Any] = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    config["sphinx"]["local_extensions"] = {"livepage": str(ROOT), "livepage.theme": str(ROOT)}
    config["html"] = {"favicon": str(ROOT / "livepage/theme/static/logo.svg")}
    (folder / "_config.yml").write_text(yaml.safe_dump(config), "utf-8")
    chapters = [{"numbered": 2, "chapters": [{"file": "chapters/01_probe"}]}]
    contents = {"format": "jb-book", "root": "intro", "parts": chapters}
    (folder / "_toc.yml").write_text(yaml.safe_dump(contents), "utf-8")
    (folder / "intro.md").write_text("# A book to try\n", "utf-8")
    (folder / "references.bib").write_text("", "utf-8")
    notebook(folder / "chapters" / "01_probe.ipynb", cells)
    done = subprocess.run(
        [Path(sys.executable).with_name("jupyter-book"), "build", ".", "-W", "-n", "--keep-going"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr
