"""Turn built pages live: a Sphinx extension.

A chapter's widgets leave snapshots in the page when the notebook is run.  This extension adds what
draws them and what computes: the views, the host, the worker, Pyodide and a wheel of ``mlmath``,
all served by the site itself, under names that carry a hash of their content.

It also makes the notebooks run again when ``mlmath`` changes, which jupyter-cache, looking at a
notebook's own code alone, would not do.
"""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ExtensionError
from sphinx.util import logging

from livepage import wheel
from livepage.pyodide import PyodideError
from livepage.site import Site

logger = logging.getLogger(__name__)

FOLDER = "_static/live/"
_WIDGET = re.compile(r'<div class="mlw" id="[^"]*" data-widget="([^"]*)"')


def configure(app: Sphinx, config: Config) -> None:
    """Choose the snapshot among a widget's outputs, and tie all that is kept to ``mlmath``."""
    # The snapshot comes before Jupyter's own view, whose scripts stay out.
    if not config.nb_mime_priority_overrides:
        config.nb_mime_priority_overrides = [["html", "text/html", 0]]
    config.nb_ipywidgets_js = {}
    # A change of this value makes Sphinx read every page again, and the executed notebooks lie in
    # a folder of its name.
    config.livepage_mathematics = wheel.digest(wheel.package())[:16]
    # Likewise when the extensions themselves change; the notebooks need not run again for that.
    config.livepage_code = wheel.digest(Path(__file__).parent)[:16]
    base = Path(config.nb_execution_cache_path or Path(app.outdir).parent / ".jupyter_cache")
    config.nb_execution_cache_path = str((base / config.livepage_mathematics).resolve())
    if base.is_dir():
        for old in base.iterdir():
            if old.is_dir() and old.name != config.livepage_mathematics:
                shutil.rmtree(old)
    try:
        site = Site.collect(lambda line: logger.info(line))
    except PyodideError as error:
        raise ExtensionError(f"Pyodide: {error}") from None
    app.livepage = site  # type: ignore[attr-defined]
    # A change of this value makes Sphinx write every page again: the addresses have changed.
    config.livepage_assets = site.assets.fingerprint()


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
    """Put into the head of a page with widgets what draws them at once."""
    site = site_of(app)
    names = list(dict.fromkeys(map(html.unescape, _WIDGET.findall(context.get("body", "")))))
    if site is None or not names:
        return

    def address(path: str) -> str:
        return str(context["pathto"](FOLDER + path, True))

    tags = site.head(names, address)
    context["metatags"] = context.get("metatags", "") + "\n" + "\n".join(tags)


def publish(app: Sphinx, exception: Exception | None) -> None:
    """Copy the files into the built site."""
    site = site_of(app)
    if exception is None and site is not None:
        site.assets.write(Path(app.outdir) / FOLDER)


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect the extension to Sphinx."""
    app.setup_extension("myst_nb")
    app.add_config_value("livepage_mathematics", "", "env", [str])
    app.add_config_value("livepage_code", "", "env", [str])
    app.add_config_value("livepage_assets", "", "html", [str])
    app.connect("config-inited", configure, priority=400)
    app.connect("env-updated", drop_widget_state)
    app.connect("html-page-context", enliven)
    app.connect("build-finished", publish)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
