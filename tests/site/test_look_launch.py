"""Buttons that open the book elsewhere: only where the book has a public address."""

from __future__ import annotations

import json
import sys
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from livepage.theme import launch
from mlmath import manifest
from tools import colab, notebooks

TITLE = {"cell_type": "markdown", "id": "title", "metadata": {}, "source": "# A chapter"}
NOTEBOOK: dict[str, Any] = {"cells": [TITLE], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


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


def fake(folder: Any, extensions: tuple[str, ...] = (), **options: str) -> Any:
    """Stand in for Sphinx: the configuration, and one chapter and the cover."""
    chapter = folder / "chapters" / "01_perceptron.ipynb"
    if not chapter.exists():
        chapter.parent.mkdir()
        chapter.write_text(notebooks.canonical(json.dumps(NOTEBOOK)))
    paths = {"chapters/01_perceptron": "chapters/01_perceptron.ipynb", "intro": "intro.md"}
    env = SimpleNamespace(found_docs=paths, doc2path=lambda page, base: paths[page])
    return SimpleNamespace(
        config=SimpleNamespace(html_theme_options=options),
        srcdir=folder,
        env=env,
        extensions=extensions,
    )


def test_a_chapter_of_a_published_book_opens_on_binder_and_colab(tmp_path, capsys):
    """On Colab when the chapter fetches its package there, which `tools.colab` sees to."""
    app = fake(tmp_path, repository_url="https://github.com/a/b", repository_branch="main")
    assert list(launch.addresses(app, "chapters/01_perceptron")) == ["Binder"]
    (tmp_path / "_config.yml").write_text("repository: {url: https://github.com/a/b}")
    assert colab.main(tmp_path) == 0
    assert "01_perceptron.ipynb: fetches mlmath from a/b" in capsys.readouterr().out
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


def test_a_chapter_opens_in_the_browser_when_the_site_has_jupyterlite(tmp_path):
    page = "chapters/01_perceptron"
    app = fake(tmp_path, extensions=("livepage.lite",))
    assert launch.in_browser(app, page) == f"lite/notebooks/index.html?path={page}.ipynb"
    assert launch.in_browser(app, "intro") == ""
    assert launch.in_browser(fake(tmp_path), page) == ""


def test_the_cell_for_colab_does_nothing_elsewhere():
    with_cell = colab.prepared(NOTEBOOK, "a/b")
    title, cell = with_cell["cells"]
    assert title == TITLE
    assert cell["metadata"]["tags"] == ["remove-cell"]
    before = set(sys.modules)
    exec(compile("".join(cell["source"]), "cell", "exec"), {})
    assert set(sys.modules) == before
    assert colab.prepared(with_cell, "a/b") == with_cell
    assert colab.prepared(with_cell, None) == NOTEBOOK


def test_on_colab_the_cell_installs_the_package(monkeypatch):
    run: list[list[str]] = []
    monkeypatch.setitem(sys.modules, "google.colab", SimpleNamespace())
    monkeypatch.setattr("subprocess.run", lambda command, check: run.append(command))
    (_, cell) = colab.prepared(NOTEBOOK, "a/b")["cells"]
    exec(compile("".join(cell["source"]), "cell", "exec"), {})
    assert run[0][-1] == "mlmath[figures,jupyter] @ git+https://github.com/a/b"


def test_every_chapter_is_in_line_with_the_address():
    """A published book's chapters fetch `mlmath` on Colab; `python -m tools.colab` writes that."""
    root = notebooks.ROOT
    config = yaml.safe_load((root / "_config.yml").read_text("utf-8"))
    name = launch.github_name(config["repository"]["url"])
    for page in manifest.written(root):
        notebook = json.loads((root / page.path).read_text("utf-8"))
        if name is not None:
            assert colab.prepared(notebook, name) == notebook
