"""The index of the search on a book of two pages, of which only one is read again."""

import json
from pathlib import Path
from typing import Any

from tests.livepage.build.small import Book, new_book

COVER = "# The cover\n\nWords.\n\n```{toctree}\nterms\n```\n"
TERMS = "# Terms\n\n```{glossary}\nbias\n  A number.\n\nthe bias; a see\n  A number, too.\n```\n"


def index_of(book: Book) -> dict[str, Any]:
    text = (book.html / "searchindex.js").read_text("utf-8")
    index: dict[str, Any] = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    return index


def test_terms_of_a_page_that_is_not_read_again_are_kept_and_go_with_their_page(
    tmp_path: Path,
) -> None:
    book = new_book(tmp_path)
    (tmp_path / "index.md").write_text(COVER)
    (tmp_path / "terms.md").write_text(TERMS)
    assert book.build() == 0, book.said
    first = index_of(book)
    assert first["docnames"] == ["index", "terms"]
    assert first["indexentries"]["bias"] == [[1, "term-bias", True]]

    (tmp_path / "index.md").write_text(COVER.replace("Words", "Words, and words"))
    assert book.build() == 0, book.said
    assert "0 added, 1 changed, 0 removed" in book.said
    assert index_of(book) == first

    (tmp_path / "index.md").write_text("# The cover\n\nWords.\n")
    (tmp_path / "terms.md").unlink()
    assert book.build() == 0, book.said
    assert index_of(book)["indexentries"] == {}
