"""Reading aids: the scripts for previews and progress, and the table of the book's quantities.

    ```{quantities}
    ```

becomes a table of `palette.QUANTITIES`: each symbol in its color, what it means, how it is drawn,
and where in the book it first appears.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from mlmath import palette
from mlmath.widgets.javascript import slim

HERE = Path(__file__).parent
SCRIPTS = ("previews.js", "arrive.js", "exercises.js", "predict.js")
# What only a page that has it needs a script for.
NEEDS = {"exercises.js": 'class="exercise ', "predict.js": '<fieldset class="predict'}

# In a style sheet: remarks, and the space that sets its signs apart.
STYLE_REMARK = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
STYLE_SPACE = re.compile(r"\s*([{};,])\s*")

# The shapes of palette.QUANTITIES that have no letter; all other quantities are letters.
SHAPES = {"positive": "●", "negative": "■"}


def slim_style(style: str) -> str:
    """Return a style sheet without its remarks and most of its space; no text in it has either."""
    return STYLE_SPACE.sub(r"\1", STYLE_REMARK.sub("", style))


def write_scripts(folder: Path) -> None:
    """Write the scripts, made small, into a folder of static files."""
    # The templates ask for the last two.
    for name in (*SCRIPTS, "book.js", "search.js", "theme.js"):
        source = (HERE / "scripts" / name).read_text("utf-8")
        (folder / name).write_text(slim(source), "utf-8")


def needed(asset: Any, body: str) -> bool:
    """Tell whether a page with this body needs this script."""
    name = str(getattr(asset, "filename", asset) or "")
    return all(mark in body for script, mark in NEEDS.items() if script in name)


class QuantityTable(nodes.General, nodes.Element):  # type: ignore[misc]
    """Where the table of the quantities will stand, once every page has been read."""


class Quantities(SphinxDirective):
    """The table of the book's quantities."""

    def run(self) -> list[nodes.Node]:
        """Leave a place for it, and remember which page it is on."""
        self.env.metadata[self.env.docname]["quantities"] = True
        return [QuantityTable()]


def reading_order(env: BuildEnvironment) -> Iterator[str]:
    """Yield the pages in the order of the table of contents, the cover last.

    The cover shows a line of the book before anything is explained.
    """
    seen = {env.config.root_doc}

    def below(page: str) -> Iterator[str]:
        for child in env.toctree_includes.get(page, []):
            if child not in seen:
                seen.add(child)
                yield child
                yield from below(child)

    yield from below(env.config.root_doc)
    yield env.config.root_doc


def first_places(env: BuildEnvironment, but: str) -> dict[str, tuple[str, str, str]]:
    """Return {key: (page, id of the section, its title)} of where each symbol first appears."""
    places: dict[str, tuple[str, str, str]] = {}
    lettered = [key for key, quantity in palette.QUANTITIES.items() if quantity.tex]
    for page in reading_order(env):
        if page == but:
            continue
        for formula in env.get_doctree(page).findall(
            lambda node: isinstance(node, nodes.math | nodes.math_block)
        ):
            used = set(re.findall(r"\\q([a-zA-Z]+)", formula.astext()))
            for key in used.intersection(lettered).difference(places):
                section = section_of(formula)
                if section is not None:
                    title = section.next_node(nodes.title)
                    number = env.toc_secnumbers.get(page, {}).get("")
                    chapter = f"Chapter {number[0]}, " if number else ""
                    name = chapter + (title.astext() if title else page)
                    places[key] = (page, section["ids"][0], name)
    return places


def section_of(formula: nodes.Node) -> nodes.section | None:
    """Return the section that a formula of the running text is in; None for a note beside it."""
    above = formula.parent
    while above is not None and not isinstance(above, nodes.section | nodes.sidebar):
        above = above.parent
    return above if isinstance(above, nodes.section) else None


def table(head: list[str], rows: list[list[list[nodes.Node]]]) -> nodes.table:
    """Return a table of these rows; each cell is a list of nodes of one paragraph."""
    group = nodes.tgroup(cols=len(head))
    group += [nodes.colspec(colwidth=1) for _ in head]

    def row(cells: list[list[nodes.Node]]) -> nodes.row:
        made = nodes.row()
        for cell in cells:
            made += nodes.entry("", nodes.paragraph("", "", *cell))
        return made

    group += nodes.thead("", row([[nodes.Text(name)] for name in head]))
    group += nodes.tbody("", *(row(cells) for cells in rows))
    return nodes.table("", group, classes=["quantities"])


def fill(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Put the tables in their places."""
    for place in list(doctree.findall(QuantityTable)):
        rows = []
        places = first_places(app.env, page)
        for key, quantity in palette.QUANTITIES.items():
            shape = SHAPES.get(key)
            # The name of the color is the class's: it follows the theme.
            mark = nodes.inline("", shape or "▬", classes=["swatch", f"q-{key}"])
            symbol = nodes.inline("", "none") if shape else nodes.math("", rf"\q{key}")
            first: list[nodes.Node] = [nodes.Text("in figures" if shape else "not yet")]
            if key in places:
                other, section, title = places[key]
                address = app.builder.get_relative_uri(page, other) if other != page else ""
                link = nodes.reference("", title, internal=True, refuri=f"{address}#{section}")
                first = [link]
            rows.append([[symbol], [nodes.Text(quantity.meaning)], [mark], first])
        head = ["Symbol", "In words", "Color", "First in"]
        place.replace_self(table(head, rows))


def outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Make the table again when any page has changed."""
    if not (added or changed or removed):
        return []
    return [page for page, data in env.metadata.items() if data.get("quantities")]


def setup(app: Sphinx) -> None:
    """Register the directive and the scripts."""
    app.add_node(QuantityTable)
    app.add_directive("quantities", Quantities)
    app.connect("env-get-outdated", outdated)
    app.connect("doctree-resolved", fill)
    for name in SCRIPTS:
        app.add_js_file(name, type="module")
