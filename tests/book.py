"""The book's pages as tests read them: those of the manifest that have a notebook."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from mlmath.manifest import Page, written

ROOT = Path(__file__).resolve().parent.parent
WRITTEN = written(ROOT)
# For `pytest.mark.parametrize("page", PAGES)`: a test of each page, under its slug.
PAGES = [pytest.param(page, id=page.slug) for page in WRITTEN]

FRAME = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
# Where the pages are on the site: the written ones, and all of them, with those of the frame.
CHAPTERS = {f"{page.name}.html": page for page in WRITTEN}
PATHS = [
    f"{FRAME['root']}.html",
    *CHAPTERS,
    *(f"{entry['file']}.html" for part in FRAME["parts"] for entry in part["chapters"]),
    "search.html",
]


def cells(page: Page) -> list[dict[str, Any]]:
    """Return the cells of a page's notebook, each with its source as one text."""
    found = json.loads((ROOT / page.path).read_text(encoding="utf-8"))["cells"]
    return [{**cell, "source": "".join(cell["source"])} for cell in found]


def sources(page: Page) -> dict[str, str]:
    """Return {cell id: source} of a page's notebook."""
    return {cell["id"]: cell["source"] for cell in cells(page)}


def text(page: Page) -> str:
    """Return the running text of a page's notebook."""
    return "\n\n".join(c["source"] for c in cells(page) if c["cell_type"] == "markdown")


def code(page: Page) -> str:
    """Return the code of a page's notebook, without the lines that are no Python (magics)."""
    code = [cell["source"] for cell in cells(page) if cell["cell_type"] == "code"]
    lines = [line for source in code for line in source.splitlines()]
    return "\n".join(line for line in lines if not line.lstrip().startswith(("%", "!")))
