"""The one form in which a notebook is committed, and the check that it has it.

No outputs, no execution counts, no trace of the machine; stable, readable cell ids; the title
first, then the macros of quantities, as the palette has them; the JSON laid out in one way, so that
a difference in git is a difference in the chapter.

``python -m tools.notebooks`` names the notebooks that are not in form; ``--write`` puts them in it.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mlmath import palette

ROOT = Path(__file__).resolve().parent.parent
SKIP = {"_build", ".venv", ".ipynb_checkpoints", ".cache", "node_modules"}
# What a reader's Jupyter needs to choose a kernel; versions would tell of the author's machine.
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
METADATA = {"borrowed_widgets"}  # what a page's own metadata may say besides
CELL_METADATA = {"tags", "mystnb", "slideshow"}
READABLE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
RANDOM = re.compile(r"(?=.*\d)[0-9a-f]{8}(-[0-9a-f]{4}){0,3}(-[0-9a-f]{12})?")


def notebooks(root: Path = ROOT) -> list[Path]:
    """Return every notebook of the book, outside what is built or installed."""
    found = (p for p in root.rglob("*.ipynb") if not SKIP & set(p.relative_to(root).parts))
    return sorted(found)


def lines(source: str | list[str]) -> list[str]:
    """Return a cell's source as the list of lines, ends kept, that the format stores."""
    text = source if isinstance(source, str) else "".join(source)
    return text.rstrip().splitlines(keepends=True)


def stripped(cell: dict[str, Any]) -> dict[str, Any]:
    """Return ``cell`` without what running it left behind."""
    kept = {k: v for k, v in cell.get("metadata", {}).items() if k in CELL_METADATA}
    out: dict[str, Any] = {"cell_type": cell["cell_type"], "id": cell.get("id", "")}
    out |= {"metadata": kept, "source": lines(cell["source"])}
    if cell["cell_type"] == "code":
        out |= {"execution_count": None, "outputs": []}
    return dict(sorted(out.items()))


def macros() -> dict[str, Any]:
    """Return the cell below every notebook's title: the symbols of quantities in their colors.

    The book's pages have macros of their own, and leave the cell out.
    """
    source = f"$$\n{palette.notebook_macros()}\n$$"
    metadata = {"tags": ["remove-cell"]}
    return {"cell_type": "markdown", "id": "macros", "metadata": metadata, "source": source}


def canonical(text: str) -> str:
    """Return the notebook ``text`` in the form in which it is committed."""
    symbols = macros()
    book = json.loads(text)
    title, *rest = (cell for cell in book["cells"] if cell.get("id") != symbols["id"])
    own = {k: v for k, v in book.get("metadata", {}).items() if k in METADATA}
    out = {
        "cells": [stripped(cell) for cell in (title, symbols, *rest)],
        "metadata": {**own, "kernelspec": KERNEL, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(out, indent=1, ensure_ascii=False) + "\n"


def faulty_ids(text: str) -> Iterator[str]:
    """Yield a sentence for each cell id that is missing, repeated, random or hard to read."""
    seen: set[str] = set()
    for number, cell in enumerate(json.loads(text)["cells"], start=1):
        name = cell.get("id", "")
        if not READABLE.fullmatch(name) or RANDOM.fullmatch(name):
            yield f"cell {number} needs a readable id such as 'the-first-update', has {name!r}"
        if name in seen:
            yield f"cell {number} repeats the id {name!r}"
        seen.add(name)


def main() -> int:
    """Check all notebooks, or write them in form; exits with 1 when one is not."""
    write = "--write" in sys.argv[1:]
    faults = 0
    for path in notebooks():
        text = path.read_text(encoding="utf-8")
        form = canonical(text)
        if form != text and write:
            path.write_text(form, encoding="utf-8")
            print(f"{path.relative_to(ROOT)}: put in form")
        elif form != text:
            faults += 1
            print(f"{path.relative_to(ROOT)}: not in its committed form, run `make format`")
        for fault in faulty_ids(form):
            faults += 1
            print(f"{path.relative_to(ROOT)}: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
