"""The book's contents from its manifest: which pages it lists, in which order, under which number.

`_toc.yml` names the cover and the pages of reference.  Before these come the pages of
`mlmath.manifest` that have a notebook, so that a new page is listed by being there.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from mlmath import manifest

DEPTH = 2  # headings with a number: of the page and of its sections


def contents(frame: dict[str, Any], pages: list[manifest.Page]) -> dict[str, Any]:
    """Return a table of contents: that of the frame, with the pages before its parts."""
    parts: list[dict[str, Any]] = []
    for key, kind in manifest.KINDS.items():
        files = [{"file": page.name} for page in pages if page.kind == key]
        caption = {"caption": kind.caption} if kind.caption else {}
        numbered = {"numbered": DEPTH} if kind.numbered else {}
        if files:
            parts.append({**caption, **numbered, "chapters": files})
    return {**frame, "parts": parts + frame["parts"]}


def configure(app: Sphinx, config: Config) -> None:
    """Hand the whole table to the extension that reads one, in a file among Sphinx's own."""
    if "sphinx_external_toc" not in app.extensions:
        return
    source = Path(app.srcdir)
    frame = yaml.safe_load((source / config.external_toc_path).read_text("utf-8"))
    whole = Path(app.doctreedir).resolve() / "contents.yml"
    whole.parent.mkdir(parents=True, exist_ok=True)
    whole.write_text(yaml.safe_dump(contents(frame, manifest.written(source))), "utf-8")
    config.external_toc_path = str(whole)


def number(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Give each chapter its own number, whether those before it are written or not.

    Sphinx has counted the chapters that are there: the first part of each section's number is the
    chapter's.  Theorems and figures are counted from 1 after the number of their page, if it has
    one, where Sphinx goes on from page to page: so they have the number that the page gives them
    by itself, in JupyterLab, say.
    """
    for name, sections in env.toc_secnumbers.items():
        page = manifest.named(name)
        if page is None or not page.number:
            continue
        for anchor, found in sections.items():
            if found:
                sections[anchor] = (page.number, *found[1:])
        for titled in (env.titles[name], *env.tocs[name].findall(nodes.reference)):
            if titled.get("secnumber"):
                titled["secnumber"] = [page.number, *titled["secnumber"][1:]]
    for name, kinds in env.toc_fignumbers.items():
        page = manifest.named(name)
        if page is None:
            continue
        front = (page.number,) if page.number else ()
        for figures in kinds.values():
            order = sorted(figures, key=figures.__getitem__)
            figures.update({identity: (*front, i) for i, identity in enumerate(order, start=1)})
    return []  # a page's number never changes: it is in its name


def setup(app: Sphinx) -> None:
    """Connect to Sphinx: before the table is read, and after the numbers have been given."""
    app.connect("config-inited", configure, priority=850)
    app.connect("env-get-updated", number, priority=900)
