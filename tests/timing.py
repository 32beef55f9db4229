"""A plugin of pytest that says, at the end of a run, where its time went.

Every test counts under one kind, by where it lies, or under the page of the site that it is about;
what is set up once for many (a browser, a small book) counts by itself, and not under the test that
happened to need it first.
With several workers the kinds add up to more than the clock shows, as they run side by side.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import pytest

from tests.choosing import group_of, is_shared

KINDS = {  # the first part of a test's path that is named here decides
    "tests/site/test_mathematics_in_the_browser": "the mathematics in the page's Python",
    "tests/site/test_lite": "the notebooks in the browser",
    "tests/site/test_routes": "the small book",
    "tests/site/test_live_faults": "pages: faults, by a page of fixtures",
    "tests/site": "what all pages share, on the first chapter",
    "tests/binder": "a fresh environment and its notebooks",
    "tests/jupyter": "widgets in JupyterLab",
    "tests/widgets": "widgets",
    "tests/livepage": "what builds the pages",
    "tests/chapters": "the chapters' cells",
    "tests/parity": "comparisons with other libraries",
}
OTHERS = "the mathematics and all else"
ONCE = "once: "  # what properties of a report tell: a setup and its seconds
PAGE = "page"  # and the page that the test is about


def kind_of(path: str) -> str:
    """Return under which kind the time of a test at this path counts."""
    found = [name for start, name in KINDS.items() if path.startswith(start)]
    return found[0] if found else OTHERS


def clock(seconds: float) -> str:
    """Return a time as one reads it: "12 min 05 s"."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes:3} min {rest:02} s"


class Timing:
    """Adds up the seconds of each kind, from the reports of one process or of all workers."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.seconds: dict[str, float] = defaultdict(float)
        self.tests: Counter[str] = Counter()
        self.setups: list[tuple[str, float]] = []  # those since the last report
        self.inner = [0.0]  # seconds spent in fixtures within the one that is being set up

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Iterator[None]:
        """Note what is set up once for many tests."""
        began = time.monotonic()
        self.inner.append(0.0)
        try:
            return (yield)
        finally:
            whole, within = time.monotonic() - began, self.inner.pop()
            if fixturedef.scope in ("session", "module"):
                self.setups.append((fixturedef.argname, whole - within))
                self.inner[-1] += whole
            else:
                self.inner[-1] += within

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: Any) -> None:
        """Let the report of a setup tell of it; properties travel from a worker, too."""
        if call.when == "setup":
            item.user_properties += [(ONCE + name, taken) for name, taken in self.setups]
            item.user_properties += [(PAGE, group_of(item.nodeid))] * is_shared(item)
            self.setups.clear()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add a report's seconds to its kind."""
        pages = [str(value) for name, value in report.user_properties if name == PAGE]
        kind = f"page {pages[0]}" if pages else kind_of(report.nodeid)
        self.seconds[kind] += report.duration
        self.tests[kind] += report.when == "call"
        if report.when == "setup":
            for name, taken in report.user_properties:
                if name.startswith(ONCE):
                    self.seconds[name] += float(str(taken))
                    self.seconds[kind] -= float(str(taken))
                    self.tests[name] += 1

    def pytest_terminal_summary(self, terminalreporter: Any, config: pytest.Config) -> None:
        """Print the table, longest first, when it says something."""
        whole = time.monotonic() - self.began
        workers = getattr(config.option, "numprocesses", None) or 1
        if whole < 60 or hasattr(config, "workerinput"):
            return
        say = terminalreporter.write_line
        terminalreporter.section("where the time went")
        say(f"{clock(whole)}  in all, with {workers} worker{'s' * (workers > 1)}")
        small = 0.0
        for name, seconds in sorted(self.seconds.items(), key=lambda pair: -pair[1]):
            if seconds < 1:
                small += seconds
                continue
            times = self.tests[name]
            unit = "×" if name.startswith(ONCE) else f"test{'s' * (times != 1)}"
            say(f"{clock(seconds)}  {name} ({times} {unit})".replace(" ×", "×"))
        say(f"{clock(small)}  less than a second each")


def pytest_configure(config: pytest.Config) -> None:
    """Begin to count."""
    config.pluginmanager.register(Timing(), "book-timing")
