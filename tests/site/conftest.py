"""Pages of the site that many tests look at, and a small book with a part of each kind.

A test that asks for ``place`` runs once for each page of the site, one that is marked
``@chapters`` (of `tests.site.opened`) once for each page of the manifest that is written.  It may
share a browser page with others, where it needs no fresh one and leaves it as it was:

``wide``    the page at 1280 by 900, light, all widgets drawn; Python waits for an intent
``narrow``  the same at 390 by 844
``paper``   the page as it is printed, from the dark page
``live``    the page with Python started
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from mlmath.manifest import Page
from tests import book as pages_of_the_book
from tests.livepage import pages
from tests.livepage.theme import book
from tests.site.opened import HEIGHT, WIDTH, Opened, opening
from tools.serve import serving


@pytest.fixture(scope="session", params=pages_of_the_book.PATHS)
def place(request: Any) -> str:
    """The place of a page on the site."""
    return str(request.param)


@pytest.fixture
def entry(place: str) -> Page:
    """What the manifest says of the page."""
    return pages_of_the_book.CHAPTERS[place]


@pytest.fixture(scope="session")
def wide_page(browser: Any, site: Any, place: str) -> Iterator[Opened]:
    """The page at 1280 by 900, for the whole run."""
    with opening(browser, site / place) as opened:
        yield opened.drawn()


@pytest.fixture(scope="session")
def narrow_page(browser: Any, site: Any, place: str) -> Iterator[Opened]:
    """The page at 390 by 844, for the whole run."""
    with opening(browser, site / place, width=390, height=844) as opened:
        yield opened.drawn()


@pytest.fixture(scope="session")
def paper_page(browser: Any, site: Any, place: str) -> Iterator[Opened]:
    """The page as it is printed, from the dark page, for the whole run."""
    with opening(browser, site / place, width=WIDTH, height=HEIGHT, scheme="dark") as opened:
        page = opened.page
        page.wait_for_function("document.documentElement.dataset.cells === 'ready'")
        page.emulate_media(media="print")
        page.wait_for_function(
            "drawn => [...document.querySelectorAll('.mlw')].every(e => e.querySelector(drawn))",
            arg=pages.DRAWN,
        )
        yield opened


@pytest.fixture(scope="session")
def live_page(browser: Any, site: Any, place: str) -> Iterator[Opened]:
    """The page with Python started, for the whole run."""
    with opening(browser, site / place) as opened:
        pages.start(opened.drawn().page)
        yield opened


@pytest.fixture
def wide(wide_page: Opened) -> Iterator[Opened]:
    """The page at 1280 by 900, light."""
    yield from wide_page.lent()


@pytest.fixture
def narrow(narrow_page: Opened) -> Iterator[Opened]:
    """The page at 390 by 844, light."""
    yield from narrow_page.lent()


@pytest.fixture
def paper(paper_page: Opened) -> Iterator[Any]:
    """The page as it is printed; nothing is to be changed about it."""
    yield paper_page.page
    paper_page.watched()


@pytest.fixture
def live(live_page: Opened) -> Iterator[Opened]:
    """The page with Python started."""
    yield from live_page.lent()


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
