"""Notebooks in the reader's browser: a Sphinx extension that puts JupyterLite into the site.

A chapter opens there as a notebook, with its widgets, on the very Pyodide that the pages use.
JupyterLite is built by its own command, as it stands in its documentation; `jupyterlite-sphinx`,
which would call the same command, is not used, because it calls it at every build, adds its script
and style to every page, and has no place for files whose names change with their content.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util import logging

from livepage.build.extension import FOLDER, site_of
from livepage.build.pyodide.clients import ClientError
from livepage.lite.folder import Inputs, LiteError, build

logger = logging.getLogger(__name__)


def chapters(app: Sphinx) -> dict[str, Path]:
    """Return the book's notebooks and its lists of sources, path in the book -> file."""
    found = {name: Path(app.srcdir) / name for name in app.config.bibtex_bibfiles}
    for page in sorted(app.env.found_docs):
        path = Path(app.env.doc2path(page))
        if path.suffix == ".ipynb":
            found[Path(app.env.doc2path(page, base=False)).as_posix()] = path
    return found


def publish(app: Sphinx, exception: Exception | None) -> None:
    """Bring the site's folder ``lite`` up to date with the chapters, ``mlmath`` and Pyodide."""
    site = site_of(app)
    if exception is not None or site is None:
        return
    target = Path(app.outdir) / "lite"
    pyodide = Path(app.outdir) / FOLDER / site.shared["pyodide"]
    try:
        build(
            Inputs.collect(app.config.project, chapters(app), pyodide),
            target,
            lambda line: logger.info(line),
        )
    except (LiteError, ClientError) as error:
        raise ExtensionError(f"JupyterLite: {error}") from None


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect the extension to Sphinx, after the one that publishes Pyodide."""
    app.setup_extension("livepage")
    app.connect("build-finished", publish, priority=600)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
