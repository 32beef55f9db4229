"""Fixtures that every test shares: the built site on a local server, and a real browser.

Nothing here starts before a test asks for it, so the tests of the mathematics run without a
browser and without a built site.

``site``      the built book, served: ``site.url`` (ends in ``/``), ``site.root``, ``site / path``
``browser``   one headless Chromium for the whole run (Playwright, synchronous)
``new_page``  a factory: ``new_page(path="", width=1280, scheme="light", **context_options)``
``page``      ``new_page()`` with the defaults, on ``about:blank``
``watch``     what the pages of this test asked for and said; see :class:`Watch`
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tools.serve import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

pytest_plugins = ["tests.choosing", "tests.timing"]
ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "_build" / "html"
LOCAL = {"127.0.0.1", "localhost"}


@dataclass(frozen=True)
class Site:
    """The built book on a local server."""

    url: str
    root: Path

    def __truediv__(self, path: str) -> str:
        """Return the address of a page: ``site / "chapters/01_perceptron.html"``."""
        return self.url + path.lstrip("/")

    def pages(self) -> list[str]:
        """Return the path of every page of the book, as the reader's browser would ask for it."""
        found = (p.relative_to(self.root).as_posix() for p in self.root.rglob("*.html"))
        return sorted(p for p in found if not p.startswith(("_static/", "lite/", "_sources/")))


@dataclass
class Watch:
    """What the pages of one test asked for and said.

    A request to another host, a console error or warning, an uncaught exception or an answer of
    400 or more fails the test at its end, unless :meth:`allow` was told to expect the message.
    """

    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    allowed: list[re.Pattern[str]] = field(default_factory=list)

    def allow(self, pattern: str) -> None:
        """Expect faults whose text matches ``pattern`` (a test that provokes an error)."""
        self.allowed.append(re.compile(pattern))

    def follow(self, context: BrowserContext) -> None:
        """Record what all present and later pages and workers of ``context`` do."""
        context.on("request", lambda request: self._request(request.url))
        context.on("console", self._console)
        context.on("weberror", lambda error: self._fault(f"exception: {error.error}"))
        context.on("response", lambda answer: self._answer(answer.status, answer.url))

    def remaining(self) -> list[str]:
        """Return the faults that no ``allow`` expected."""
        return [f for f in self.faults if not any(p.search(f) for p in self.allowed)]

    def _fault(self, text: str) -> None:
        self.faults.append(text)

    def _request(self, url: str) -> None:
        self.requests.append(url)
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in LOCAL:
            self._fault(f"request to another host: {url}")

    def _console(self, message: ConsoleMessage) -> None:
        text = f"{message.type}: {message.text} ({message.location.get('url', '')})"
        self.messages.append(text)
        if message.type in {"error", "warning"}:
            self._fault(f"console {text}")

    def _answer(self, status: int, url: str) -> None:
        if status >= 400:
            self._fault(f"answer {status}: {url}")


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """The built book, served on a free port for the length of the run."""
    if not (BUILT / "index.html").is_file():
        pytest.fail(f"there is no built book in {BUILT}: run `make book` first", pytrace=False)
    with serving(BUILT) as url:
        yield Site(url, BUILT)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for the whole run."""
    from playwright.sync_api import sync_playwright

    from tools.browser import launch

    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture
def watch() -> Watch:
    """What the pages of this test asked for and said."""
    return Watch()


@pytest.fixture
def new_page(browser: Browser, watch: Watch, request: Any) -> Iterator[Callable[..., Page]]:
    """A factory of pages, each in a browser context of its own, all of them watched.

    ``path`` is opened on the site when given; ``width`` and ``height`` are the window's, in
    pixels; ``scheme`` is "light" or "dark"; everything else goes to Playwright's ``new_context``.
    """
    contexts: list[BrowserContext] = []

    def make(
        path: str | None = None,
        *,
        width: int = 1280,
        height: int = 900,
        scheme: str = "light",
        **options: Any,
    ) -> Page:
        size = {"width": width, "height": height}
        context = browser.new_context(viewport=size, color_scheme=scheme, **options)  # type: ignore[arg-type]
        context.set_default_timeout(30_000)
        contexts.append(context)
        watch.follow(context)
        page = context.new_page()
        if path is not None:
            address = request.getfixturevalue("site") / path
            page.goto(address, wait_until="load")
        return page

    yield make
    for context in contexts:
        context.close()
    if faults := watch.remaining():
        pytest.fail("the page misbehaved:\n  " + "\n  ".join(faults), pytrace=False)


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """One watched page at 1280 by 900, light, on ``about:blank``."""
    return new_page()
