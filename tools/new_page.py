"""Write the skeleton of a page, which passes every check: `python -m tools.new_page SLUG`.

The page stands in the manifest before: `mlmath/manifest.py` has a line for each.  What is written
is a small page about the mean, in the pattern of a chapter; replace it part by part.  Its files
come from `tools/skeleton`, whose folders are those of the repository: `every` is for pages of each
kind, `whole` for those that must have every part.  In the templates' names and texts stand for the
page: SLUG, WIDGET and THEOREM in names, and in texts @slug@, @title@ and the like.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mlmath import manifest
from mlmath.widgets import WORDS
from mlmath.widgets.classes import class_of
from tools.notebooks import canonical

ROOT = Path(__file__).resolve().parent.parent
SKELETON = Path(__file__).with_name("skeleton")


class NewPageError(Exception):
    """The skeleton cannot be written; the message says why."""


def words(page: manifest.Page, widget: str, theorem: str) -> dict[str, str]:
    """Return what stands for the page in a template: mark -> text."""
    for kind, name in (("widget", widget), ("theorem", theorem)):
        if not WORDS.fullmatch(name):
            raise NewPageError(f"{kind} must be lower-case words joined by _, got {name!r}")
    own = {"slug": page.slug, "widget": widget, "theorem": theorem}
    kebab = {
        "kebab": page.slug.replace("_", "-"),
        "widget-kebab": widget.replace("_", "-"),
        "theorem-kebab": theorem.replace("_", "-"),
    }
    classes = {
        "Widget": class_of(f"{page.slug}.{widget}")[1],
        "Theorem": class_of(f"{page.slug}.{theorem}")[1],
    }
    return {"title": page.title, "name": page.name, **own, **kebab, **classes}


def filled(text: str, marks: dict[str, str]) -> str:
    """Return a template with each @mark@ replaced."""
    for mark, value in marks.items():
        text = text.replace(f"@{mark}@", value)
    return text


def cells(text: str, whole: bool) -> Iterator[dict[str, Any]]:
    """Yield the cells of a page's template.

    Each begins with a line `=== kind id`, then `whole` where only a whole page has it, and tags;
    a code cell may begin with a line of metadata.
    """
    for part in text.split("=== ")[1:]:
        head, _, source = part.partition("\n")
        kind, name, *tags = head.split()
        if "whole" in tags and not whole:
            continue
        metadata: dict[str, Any] = {}
        if source.startswith("{"):
            line, _, source = source.partition("\n")
            metadata = json.loads(line)
        if own := [tag for tag in tags if tag != "whole"]:
            metadata["tags"] = own
        yield {"cell_type": kind, "id": name, "metadata": metadata, "source": source.strip()}


def skeleton(page: manifest.Page, widget: str, theorem: str) -> dict[str, str]:
    """Return the files of a page's skeleton: path in the repository -> text."""
    marks = words(page, widget, theorem)
    names = {"SLUG": page.slug, "WIDGET": widget, "THEOREM": theorem}
    found = {}
    for kind in ("every", "whole") if page.whole else ("every",):
        for path in sorted((SKELETON / kind).rglob("*.txt")):
            place = path.relative_to(SKELETON / kind).as_posix().removesuffix(".txt")
            for mark, name in names.items():
                place = place.replace(mark, name)
            found[place] = filled(path.read_text("utf-8"), marks)
    text = filled((SKELETON / "page.txt").read_text("utf-8"), marks)
    found[page.path] = canonical(json.dumps({"cells": list(cells(text, page.whole))}))
    return found


def write(slug: str, widget: str, theorem: str, root: Path = ROOT) -> list[str]:
    """Write the skeleton of a page; return the paths of its files.

    A package of mathematics that is already there keeps its `__init__.py`.  Raises `NewPageError`,
    and writes nothing, where the manifest has no such page or another of the files is there.
    """
    try:
        page = manifest.page(slug)
    except ValueError as error:
        raise NewPageError(
            f'{error}; a new page needs its line in mlmath/manifest.py first: Page("{slug}", ...)'
        ) from None
    files = skeleton(page, widget, theorem)
    package = f"mlmath/{slug}/__init__.py"
    if (root / package).is_file():
        files.pop(package, None)
    single = [f"mlmath/{slug}.py"] if page.whole else []
    if there := [path for path in [*files, *single] if (root / path).exists()]:
        raise NewPageError(f"nothing was written, since there is already {', '.join(there)}")
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    # A slug has its place in the order of imports, and a length of its own.
    python = [path for path in files if path.endswith((".py", ".ipynb"))]
    for command in (["check", "--quiet", "--fix", "--select", "I"], ["format", "--quiet"]):
        subprocess.run([sys.executable, "-m", "ruff", *command, *python], cwd=root, check=True)
    return list(files)


def main(arguments: list[str] | None = None) -> int:
    """Write the files and name them; return 1 where they cannot be written."""
    parser = argparse.ArgumentParser(prog="python -m tools.new_page", description=__doc__)
    parser.add_argument("slug", help="of a page in mlmath/manifest.py")
    parser.add_argument("--widget", default="playground", help="name of its widget")
    parser.add_argument("--theorem", default="least", help="name of its theorem")
    given = parser.parse_args(arguments)
    try:
        paths = write(given.slug, given.widget, given.theorem)
    except NewPageError as error:
        print(error, file=sys.stderr)
        return 1
    print(*paths, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
