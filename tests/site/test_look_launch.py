"""Buttons that open the book elsewhere: only where the book has a public address."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from livepage.theme import launch


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://github.com/someone/book", "someone/book"),
        ("https://github.com/someone/book.git", "someone/book"),
        ("git@github.com:someone/book.git", "someone/book"),
        ("ssh://git@github.com/someone/my.book/", "someone/my.book"),
        ("", None),
        ("/srv/git/book.git", None),
        ("https://example.org/someone/book", None),
        ("https://github.com/someone", None),
    ],
)
def test_public_addresses(url, name):
    assert launch.github_name(url) == name


def fake(folder: Any, **options: str) -> Any:
    """Stand in for Sphinx: the configuration, and one chapter and the cover."""
    paths = {"chapters/01_perceptron": "chapters/01_perceptron.ipynb", "intro": "intro.md"}
    env = SimpleNamespace(found_docs=paths, doc2path=lambda page, base: paths[page])
    return SimpleNamespace(
        config=SimpleNamespace(html_theme_options=options), srcdir=folder, env=env
    )


def test_a_chapter_of_a_published_book_opens_on_binder_and_colab(tmp_path):
    app = fake(tmp_path, repository_url="https://github.com/a/b", repository_branch="main")
    assert launch.addresses(app, "chapters/01_perceptron") == {
        "Binder": "https://mybinder.org/v2/gh/a/b/main?urlpath=lab/tree/chapters/01_perceptron.ipynb",
        "Colab": "https://colab.research.google.com/github/a/b/blob/main/chapters/01_perceptron.ipynb",
    }


def test_a_page_that_is_no_notebook_has_no_colab(tmp_path):
    app = fake(tmp_path, repository_url="https://github.com/a/b", repository_branch="main")
    assert list(launch.addresses(app, "intro")) == ["Binder"]
    assert launch.addresses(app, "search") == {}


def test_without_an_address_there_are_no_buttons(tmp_path):
    assert launch.addresses(fake(tmp_path), "chapters/01_perceptron") == {}
