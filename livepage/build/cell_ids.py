"""Code cells keep the ids that they have in the notebook: ``data-cell`` on the page's elements."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform


class Cell(nodes.container):  # type: ignore[misc]
    """A code cell with its id, under ``cell``."""


def visit_cell(self: Any, node: Cell) -> None:
    """Write a cell as any container, and its id."""
    more = {"CLASS": "docutils container", "data-cell": node["cell"]}
    self.body.append(self.starttag(node, "div", **more))


def depart_cell(self: Any, node: Cell) -> None:
    """Close it."""
    self.depart_container(node)


def cell_ids(source: Path) -> dict[int, str]:
    """Return {index of a cell: its id} of a notebook; a page of text gives its cells none."""
    if source.suffix != ".ipynb":
        return {}
    cells = enumerate(json.loads(source.read_text("utf-8"))["cells"])
    return {index: cell["id"] for index, cell in cells if "id" in cell}


class NameCells(SphinxPostTransform):
    """Put the id of each cell into its node; one that has none is called by its place."""

    default_priority = 880  # after MyST-NB has put what a tag hides into nodes of its own
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Replace what MyST-NB made of each code cell."""
        ids = cell_ids(Path(self.env.doc2path(self.env.docname)))
        for node in list(self.document.findall(nodes.container)):
            if node.get("nb_element") == "cell_code":
                index = node["cell_index"]
                named = Cell("", *node.children, **node.attributes)
                named["cell"] = ids.get(index, f"cell-{index}")
                node.replace_self(named)


def setup(app: Sphinx) -> None:
    """Register the node and the transform."""
    app.add_node(Cell, html=(visit_cell, depart_cell))
    app.add_post_transform(NameCells)
