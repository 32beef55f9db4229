"""A small book that has a fold, a prediction and a picture of each kind, served for the tests."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from tests.livepage.theme import book
from tools.serve import serving


@pytest.fixture(scope="session")
def address(tmp_path_factory) -> Iterator[str]:
    """The address of the small book's chapter, with the site's own mathematics behind it."""
    folder = tmp_path_factory.mktemp("probe")
    status, said = book.build(folder, book.CELLS)
    assert status == 0, said
    with serving(folder / "_build" / "html") as url:
        yield url + book.PAGE
    shutil.rmtree(folder)


@pytest.fixture
def visit(new_page, address) -> Any:
    """Open the chapter, at a fragment where given."""

    def go(fragment: str = "", **options: Any) -> Any:
        page = new_page(reduced_motion="reduce", **options)
        page.goto(address + fragment)
        return page

    return go
