"""The record's page, with a section and a cell for each page of the book.

`record.md` ends on one cell that shows all of it, as a kernel anywhere runs it.  The build puts in
its place a heading and such a cell for each page that has something to show, so that a new page
edits nothing there; and each cell is executed alone, when what it uses has changed.
"""

from __future__ import annotations

import re
from pathlib import Path

from sphinx.application import Sphinx

from livepage.build import wheel
from mlmath import manifest

LAYERS = ("theorems", "record")
ALL = "record.pages()"
CELL = re.compile(
    rf"^```\{{code-cell\}}(?:(?!^```).)*^{re.escape(ALL)}\n```$", re.DOTALL | re.MULTILINE
)


def shown(root: Path, package: Path) -> list[manifest.Page]:
    """Return the written pages that have theorems or results, without importing any of them."""
    return [
        page for page in manifest.written(root)
        if any(
            (package / layer / name).is_file()
            for layer in LAYERS
            for name in (f"{page.slug}.py", f"{page.slug}/__init__.py")
        )
    ]  # fmt: skip


def sections(text: str, pages: list[manifest.Page]) -> str:
    """Return the page with a section for each of `pages` in place of the cell that shows all."""

    def unrolled(cell: re.Match[str]) -> str:
        return "\n\n".join(
            f"## {page.title}\n\n{cell[0].replace(ALL, f'record.page({page.slug!r})')}"
            for page in pages
        )

    return CELL.sub(unrolled, text)


def unroll(app: Sphinx, page: str, source: list[str]) -> None:
    """Write the sections into the source of a page that has the cell."""
    if ALL in source[0] and Path(app.env.doc2path(page)).suffix == ".md":
        source[0] = sections(source[0], shown(Path(app.srcdir), wheel.package()))


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("source-read", unroll)
