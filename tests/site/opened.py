"""Browser pages that stay open for many tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pytest

from tests import book
from tests.conftest import Watch
from tests.livepage import pages

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

PATIENCE = 30_000  # ms, for one thing that is waited for
# A4 less the margins of the style sheet, at 96 pixels an inch.
WIDTH, HEIGHT = 658, 972
# A browser that saves data starts Python on an intent only.
SAVE_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } });"
# Which folds stood open at first; all as they were, and the reader at the top again.
NOTE = """() => { window.stoodOpen = new Set(document.querySelectorAll("details[open]")); }"""
RESTORE = """() => {
  document.querySelector(":popover-open")?.hidePopover();
  document.activeElement?.blur();
  if (window.isUnfolded) document.documentElement.classList.add("settled");
  window.isUnfolded = false;
  for (const fold of document.querySelectorAll("details")) fold.open = window.stoodOpen.has(fold);
  scrollTo({ top: 0, behavior: "instant" });
}"""


def data(place: str) -> Any:
    """Return what tests of the site know of a page, `tests/site/<slug>.py`, or None."""
    name = f"tests.site.{book.CHAPTERS[place].slug}"
    return import_module(name) if find_spec(name) else None


def least_widgets(place: str) -> int:
    """Return how many widgets a page has at least: what it says, or what its kind must have."""
    return int(getattr(data(place), "WIDGETS", 2 if book.CHAPTERS[place].whole else 0))


# Open all folds, and draw what is out of sight: only of what is drawn the page learns the size.
# A page begins to leave out what is out of sight once it has come to rest, so that is waited for.
AT_REST = "window.isUnfolded || document.documentElement.classList.contains('settled')"
UNFOLD = """() => {
  window.isUnfolded = true;
  document.documentElement.classList.remove("settled");
  for (const fold of document.querySelectorAll("details")) fold.open = true;
}"""
# What scrolls is a stop for the keyboard, which the page makes it when it has its size.
REACHED = """() => [...document.querySelectorAll(".katex-display, .text pre")]
  .every(e => e.scrollWidth <= e.clientWidth + 1 || e.tabIndex === 0)"""

# For a test of each page of the manifest that is written.
chapters = pytest.mark.parametrize("place", book.CHAPTERS, indirect=True)
# For a test of the machinery, which one page is enough for.
first_chapter = pytest.mark.parametrize("place", list(book.CHAPTERS)[:1], indirect=True)


def unfold(page: Page) -> None:
    """Open all folds of a page and draw all its sections."""
    page.wait_for_function(AT_REST)
    page.evaluate(UNFOLD)


@dataclass
class Opened:
    """A page, what it asked for and said, and the window that it was opened in."""

    page: Page
    watch: Watch
    size: ViewportSize

    def lent(self) -> Iterator[Opened]:
        """Lend the page to a test; set it back afterwards, and fail where it misbehaved."""
        yield self
        self.page.set_default_timeout(PATIENCE)
        self.page.emulate_media(media="screen", color_scheme="light", reduced_motion="reduce")
        self.page.set_viewport_size(self.size)
        self.page.mouse.move(0, 0)
        self.page.evaluate(RESTORE)
        self.watched()

    def drawn(self) -> Opened:
        """Come near all widgets, so that their views are fetched and drawn; return the page."""
        pages.all_drawn(self.page)
        self.page.evaluate(RESTORE)
        return self

    def unfolded(self) -> Page:
        """Open all folds and draw all sections; return the page."""
        unfold(self.page)
        self.page.wait_for_function(REACHED)
        return self.page

    def watched(self) -> None:
        """Fail where the page misbehaved since this was last asked."""
        faults = self.watch.remaining()
        self.watch.faults.clear()
        if faults:
            pytest.fail("the page misbehaved:\n  " + "\n  ".join(faults), pytrace=False)


@contextmanager
def opening(
    browser: Browser, address: str, *, width: int = 1280, height: int = 900, scheme: Any = "light"
) -> Iterator[Opened]:
    """Open a page, on which Python waits for an intent, in a browser context of its own."""
    size: ViewportSize = {"width": width, "height": height}
    context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")
    try:
        context.set_default_timeout(PATIENCE)
        watch = Watch()
        watch.follow(context)
        page = context.new_page()
        page.add_init_script(SAVE_DATA)
        page.goto(address, wait_until="load")
        page.evaluate(NOTE)
        yield Opened(page, watch, size)
    finally:
        context.close()
