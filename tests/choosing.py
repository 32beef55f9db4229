"""A plugin of pytest: which tests run, in which order, and which of them side by side.

``--page SLUG`` runs what is about one page and nothing else: what lies in a folder or a file of
its name, and what is called with it.  Tests that open a browser or the built site have the mark
``browser``; they come last, so that mathematics that is wrong shows first, and what shares an open
page stands together.  With several workers, a worker takes whole files, or all that shares a page.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Any

import pytest

from mlmath import manifest
from tests import book

BUILT = {"browser", "site", "address"}  # fixtures: the last is a small book that is built
ELSEWHERE = ("tests/binder/", "tests/jupyter/")  # an environment, a JupyterLab: minutes, too
BOOKS = (  # of these, each test or the file as a whole builds a book
    "tests/livepage/build/test_contents.py",
    "tests/livepage/build/test_extension.py",
    "tests/livepage/build/test_record.py",
    "tests/livepage/lite/test_folder.py",
    "tests/tools/test_new_page.py",
)
# What takes longest and cannot be divided: another worker does all else meanwhile.
LONGEST = "tests/site/test_mathematics_in_the_browser.py"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--page`."""
    help = "run the tests of one page: its slug, as in mlmath/manifest.py"
    parser.addoption("--page", metavar="SLUG", help=help)


def pytest_configure(config: pytest.Config) -> None:
    """Describe the marks, and refuse a page that there is not."""
    config.addinivalue_line("markers", "browser: opens a browser or the built site")
    config.addinivalue_line("markers", "book: builds a small book, which takes half a minute")
    if slug := config.getoption("--page"):
        try:
            manifest.page(slug)
        except ValueError as error:
            raise pytest.UsageError(f"--page: {error}") from None


def is_about(slug: str, path: str, called: str) -> bool:
    """Tell whether a test in a file, called with arguments of these names, is about a page.

    Parameters
    ----------
    path : "tests/theorems/test_lms.py", say.
    called : what stands in the brackets of its id, such as "mlmath.lms.noise" or "lms-wide".
    """
    folder, stem = PurePath(path).parts[:-1], PurePath(path).stem
    named = rf"test_({slug}|{slug}_\w+|(sklearn|scipy|torch)_{slug})"
    inside = rf"(?:^|[-./]|\b\d\d_)(?:test_)?{slug}(?:$|[-./_])"
    return slug in folder or bool(re.fullmatch(named, stem) or re.search(inside, called))


def is_shared(item: pytest.Item) -> bool:
    """Tell whether a test may share a page of the site with others."""
    params = getattr(getattr(item, "callspec", None), "params", {})
    return item.nodeid.startswith("tests/site/") and "place" in params


def group_of(nodeid: str) -> str:
    """Return the name of all tests that one worker takes together: a page's, or a file's."""
    path, _, rest = nodeid.partition("::")
    if path.startswith("tests/site/"):
        called = rest.partition("[")[2]
        found = [place for place in book.PATHS if place in called]
        if found:
            return found[0]
    return path


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give whole groups to the workers, in the order of the tests."""
    from xdist.scheduler import LoadScopeScheduling

    scheduler = LoadScopeScheduling(config, log)
    scheduler._split_scope = group_of
    return scheduler


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark a test by what it opens or builds."""
    names = set(getattr(item, "fixturenames", ()))
    if names & BUILT or item.nodeid.startswith(ELSEWHERE) or is_shared(item):
        item.add_marker("browser")
    elif item.nodeid.startswith(BOOKS):
        item.add_marker("book")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Choose and sort.

    Playwright's synchronous interface leaves an event loop running in its thread, in which a
    notebook can no longer be executed: one more reason to run the tests with a browser last.
    """
    if slug := config.getoption("--page"):
        about: list[pytest.Item] = []
        others: list[pytest.Item] = []
        for item in items:
            called = getattr(getattr(item, "callspec", None), "id", "")
            fits = is_about(slug, item.nodeid.partition("::")[0], called)
            (about if fits else others).append(item)
        config.hook.pytest_deselected(items=others)
        items[:] = about
    groups = [group_of(item.nodeid) for item in items]
    places = {group: place for place, group in enumerate(dict.fromkeys(groups))}
    both = zip(groups, items, strict=True)
    opening = {group for group, item in both if "browser" in item.keywords}

    def place(item: pytest.Item) -> tuple[bool, bool, int]:
        group = group_of(item.nodeid)
        return group in opening, group != LONGEST, places[group]

    items.sort(key=place)
