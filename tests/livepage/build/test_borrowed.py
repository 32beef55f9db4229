"""Whose widgets a page shows: its own slug's, and those that its notebook says it borrows."""

import json

import pytest

from livepage.build import borrowed
from livepage.build.borrowed import Shelf
from tests import book

OWN = Shelf("perceptron")
PAGE = "chapters/01_perceptron"


def notebook(folder, metadata):
    path = folder / "page.ipynb"
    path.write_text(json.dumps({"cells": [], "metadata": metadata}))
    return path


def test_a_page_shows_its_own_widgets_and_theorems():
    names = ["perceptron.jaws", "theorems.perceptron.xor"]
    borrowed.check(PAGE, names, OWN)
    for name in names:
        assert name in OWN
        assert name not in Shelf("boolean")
        assert name not in Shelf()
    assert "perceptron_more.jaws" not in OWN


def test_what_is_not_its_own_must_be_declared():
    name = "perceptron.playground"
    borrowed.check("toolbox/features", [name], Shelf("features", (name,)))
    message = (
        f"the page toolbox/features shows the widget {name}, which is not of features; "
        f'to borrow it, write "borrowed_widgets": \\["{name}"\\] into its metadata'
    )
    with pytest.raises(ValueError, match=message):
        borrowed.check("toolbox/features", ["features.own", name], Shelf("features"))
    with pytest.raises(ValueError, match=r"the page intro .* which is not its own; "):
        borrowed.check("intro", [name], Shelf())


def test_a_notebook_declares_in_its_metadata_and_markdown_in_its_front_matter(tmp_path):
    names = ["theorems.perceptron.xor", "perceptron.jaws"]
    path = notebook(tmp_path, {"borrowed_widgets": names})
    found = Shelf("boolean", ("perceptron.jaws", "theorems.perceptron.xor"))
    assert borrowed.shelf("chapters/02_boolean", path) == found
    assert borrowed.shelf("sub/page", path) == Shelf("", found.borrowed)
    (tmp_path / "a.md").write_text("---\nborrowed_widgets: [perceptron.jaws]\n---\n\n# A\n")
    assert borrowed.shelf("a", tmp_path / "a.md") == Shelf("", ("perceptron.jaws",))
    (tmp_path / "b.md").write_text("# B\n\n---\nborrowed_widgets: [perceptron.jaws]\n---\n")
    assert borrowed.shelf("b", tmp_path / "b.md") == Shelf()


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (["perceptron.luck"], r"borrowed_widgets of sub/page: name must be .* 'perceptron.luck'"),
        ("perceptron.jaws", r"of sub/page: borrowed_widgets must be a list of names, got 'perc"),
        ([3], r"borrowed_widgets of sub/page: name must be slug.widget or .*, got '3'"),
    ],
)
def test_what_cannot_be_borrowed_is_named_with_its_page(tmp_path, value, message):
    with pytest.raises(ValueError, match=message):
        borrowed.shelf("sub/page", notebook(tmp_path, {"borrowed_widgets": value}))


@pytest.mark.parametrize("page", book.PAGES)
def test_the_pages_of_the_book_have_shelves(page):
    assert borrowed.shelf(page.name, book.ROOT / page.path).slug == page.slug
