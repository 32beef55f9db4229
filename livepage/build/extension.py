"""Turn built pages live: a Sphinx extension.

A chapter's widgets leave snapshots in the page when the notebook is run.  This extension adds what
draws them and what computes: the views, the host, the worker, Pyodide and a wheel of ``mlmath``,
all served by the site itself, under names that carry a hash of their content.

It also executes the notebooks, before Sphinx reads any, those again that use something of
``mlmath`` that has changed.
"""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

from docutils import nodes
from myst_nb.core.read import create_nb_reader
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ExtensionError
from sphinx.project import Project
from sphinx.util import logging

from livepage.build import borrowed, cell_ids, contents, record, search, stills, wheel
from livepage.build.borrowed import Shelf
from livepage.build.execution import ExecutionError, Executions, Source
from livepage.build.pyodide.fetch import PyodideError
from livepage.build.site import Site

logger = logging.getLogger(__name__)

FOLDER = "_static/live/"
_WIDGET = re.compile(r'<div class="mlw" id="[^"]*" data-widget="([^"]*)"')


def configure(app: Sphinx, config: Config) -> None:
    """Choose the snapshot among a widget's outputs, and collect what the pages share."""
    # The snapshot comes before Jupyter's own view, whose scripts stay out.
    if not config.nb_mime_priority_overrides:
        config.nb_mime_priority_overrides = [["html", "text/html", 0]]
    config.nb_ipywidgets_js = {}
    # A change of this value makes Sphinx read every page again, as a change of the extensions may
    # change every page; the notebooks need not run again for that.
    config.livepage_code = wheel.digest(Path(__file__).parents[1])[:16]
    folder = config.nb_execution_cache_path or Path(app.outdir).parent / ".jupyter_cache"
    config.nb_execution_cache_path = str(Path(folder).resolve())
    try:
        app.livepage_shelves = shelves(app, config)  # type: ignore[attr-defined]
        found = sorted({*app.livepage_shelves.values()}, key=repr)  # type: ignore[attr-defined]
        site = Site.collect(found, lambda line: logger.info(line))
    except PyodideError as error:
        raise ExtensionError(f"Pyodide: {error}") from None
    except ValueError as error:
        raise ExtensionError(str(error)) from None
    app.livepage = site  # type: ignore[attr-defined]
    # A change of this value makes Sphinx write every page again: the addresses have changed.
    config.livepage_assets = site.assets.fingerprint()


def shelves(app: Sphinx, config: Config) -> dict[str, Shelf]:
    """Return what each page may show, the pages that only Sphinx makes left out."""
    pages = Project(app.srcdir, [".ipynb", ".md"])
    names = pages.discover(config.exclude_patterns)
    return {name: borrowed.shelf(name, Path(pages.doc2path(name, True))) for name in names}


def notebook_of(app: Sphinx, page: str) -> Source | None:
    """Return a page's notebook as MyST-NB will read it, or ``None`` where the page is none."""
    env: Any = app.env
    path = Path(env.doc2path(page))
    text = [path.read_text("utf-8")]
    app.events.emit("source-read", page, text)
    reader = create_nb_reader(str(path), env.myst_config, env.mystnb_config, text[0])
    return reader and Source(page, reader.read(text[0]), path.parent)


def executions(app: Sphinx) -> Executions:
    """Return what is kept of the notebooks that have been executed."""
    return Executions(
        Path(app.config.nb_execution_cache_path),
        wheel.package(),
        app.config.nb_execution_timeout,
        lambda line: logger.info(line),
    )


def find_outdated(
    app: Sphinx, env: Any, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return the pages that were read with outputs other than those that are good now."""
    kept, keys = executions(app), getattr(env, "livepage_keys", {})
    sources = {page: notebook_of(app, page) for page in env.found_docs - added - changed}
    return [
        p for p, source in sources.items() if source and kept.key(source.notebook) != keys.get(p)
    ]


def execute(app: Sphinx, env: Any, pages: list[str]) -> None:
    """Execute what will be read and has not been executed as it is now."""
    kept = executions(app)
    sources = [source for page in pages if (source := notebook_of(app, page))]
    try:
        kept.execute(sources)
    except ExecutionError as error:
        raise ExtensionError(f"a notebook has failed\n{error}") from None
    if not hasattr(env, "livepage_keys"):
        env.livepage_keys = {}
    env.livepage_keys |= {source.name: kept.key(source.notebook) for source in sources}
    kept.forget_others(source for page in env.found_docs if (source := notebook_of(app, page)))


def site_of(app: Sphinx) -> Site | None:
    """Return what was collected for this build, or ``None`` where it makes no HTML."""
    found: Site | None = getattr(app, "livepage", None)
    return found if app.builder.format == "html" else None


def drop_widget_state(app: Sphinx, env: Any) -> None:
    """Take away the widgets' state, every module's source in it, from what a page carries."""
    for entry in getattr(env, "nb_metadata", {}).values():
        entry.get("js_files", {}).pop("ipywidgets_state", None)


def enliven(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Put still pictures into a page with widgets, and into its head what draws them live."""
    site = site_of(app)
    names = list(dict.fromkeys(map(html.unescape, _WIDGET.findall(context.get("body", "")))))
    cells = ' data-cell="' in context.get("body", "")
    if site is None or not (names or cells):
        return

    def address(path: str) -> str:
        return str(context["pathto"](FOLDER + path, True))

    shelf = app.livepage_shelves[page]  # type: ignore[attr-defined]
    try:
        borrowed.check(page, names, shelf)
    except ValueError as error:
        raise ExtensionError(str(error)) from None
    try:
        context["body"] = stills.put(context["body"])
    except (ValueError, stills.StillError) as error:
        raise ExtensionError(f"{page}: {error}") from None
    tags = site.head(shelf, names, address, cells)
    context["metatags"] = context.get("metatags", "") + "\n" + "\n".join(tags)


def publish(app: Sphinx, exception: Exception | None) -> None:
    """Copy the files into the built site."""
    site = site_of(app)
    if exception is None and site is not None:
        site.assets.write(Path(app.outdir) / FOLDER)


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect the extension to Sphinx."""
    app.setup_extension("myst_nb")
    app.add_config_value("livepage_code", "", "env", [str])
    app.add_config_value("livepage_assets", "", "html", [str])
    contents.setup(app)
    record.setup(app)
    cell_ids.setup(app)
    search.setup(app)
    app.connect("config-inited", configure, priority=400)
    app.connect("env-get-outdated", find_outdated)
    app.connect("env-before-read-docs", execute)
    app.connect("env-updated", drop_widget_state)
    app.connect("html-page-context", enliven)
    app.connect("build-finished", publish)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
