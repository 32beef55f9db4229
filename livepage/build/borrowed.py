"""Whose widgets a page shows: those of its own slug, and those that its notebook says it borrows.

A notebook borrows by its metadata, `"borrowed_widgets": ["perceptron.playground"]`; a page in
Markdown says the same in its front matter.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from mlmath import manifest, widgets

KEY = "borrowed_widgets"


@dataclass(frozen=True)
class Shelf:
    """What a page may show.

    Parameters
    ----------
    slug : whose widgets are its own; "" for a page that has none.
    borrowed : names of widgets of other pages.
    """

    slug: str = ""
    borrowed: tuple[str, ...] = ()

    def __contains__(self, name: str) -> bool:
        return name in self.borrowed or name.removeprefix("theorems.").startswith(f"{self.slug}.")


def metadata(path: Path) -> dict[str, Any]:
    """Return a notebook's metadata, or the front matter of a page in Markdown."""
    text = path.read_text("utf-8")
    if path.suffix == ".ipynb":
        found = json.loads(text).get("metadata")
    else:
        start, _, rest = text.partition("\n")
        head, end, _ = rest.partition("\n---\n")
        found = yaml.safe_load(head) if start.rstrip() == "---" and end else None
    return found if isinstance(found, dict) else {}


def shelf(name: str, path: Path) -> Shelf:
    """Return what the page that Sphinx calls `name`, and that lies at `path`, may show.

    Raises ValueError naming the page where it borrows something other than widgets of the book, or
    cannot be read.
    """
    page = manifest.named(name)
    try:
        borrowed = metadata(path).get(KEY, [])
        if not isinstance(borrowed, list):
            raise ValueError(f"{KEY} must be a list of names, got {borrowed!r}")
        for one in borrowed:
            widgets.get(str(one))
    except (ValueError, yaml.YAMLError) as error:
        raise ValueError(f"{KEY} of {name}: {error}") from None
    return Shelf(page.slug if page else "", tuple(sorted(borrowed)))


def check(page: str, names: Iterable[str], shelf: Shelf) -> None:
    """Raise ValueError naming page and widget where a page shows one that is not on its shelf."""
    for name in names:
        if name not in shelf:
            whose = f"of {shelf.slug}" if shelf.slug else "its own"
            raise ValueError(
                f"the page {page} shows the widget {name}, which is not {whose}; "
                f'to borrow it, write "{KEY}": ["{name}"] into its metadata'
            )
