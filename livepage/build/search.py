"""The search's index, whole also after a build that has written only some of the pages.

Sphinx takes the words and the titles of all other pages from its last index, but not their terms,
such as those of the glossary: these would no longer be found.
"""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx
from sphinx.util.index_entries import split_index_msg


def complete(app: Sphinx) -> list[Any]:
    """Give the index the terms of pages that were not written, as Sphinx does for those that were.

    The event that calls this comes when all is written but the index; it asks for pages, of which
    there are none.
    """
    builder: Any = app.builder
    env: Any = app.env
    index, terms = builder.indexer, env.get_domain("index").entries
    for page in sorted(index._titles.keys() - index._index_entries.keys()) if index else ():
        index._index_entries[page] = sorted(
            {
                (part, target or "", main)
                for kind, value, target, main, _ in terms.get(page, ())
                for part in split_index_msg(kind, value)
            }
        )
    return []


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("html-collect-pages", complete)
