"""A plugin of pytest: which tests run, in which order, and which of them side by side.

``--page SLUG`` runs what is about one page and nothing else: what lies in a folder or a file of
its name, and what is called with it.  Tests that open a browser or the built site have the mark
``browser``; they come last, so that mathematics that is wrong shows first, and what shares an open
page stands together.  With several workers, a worker takes whole files, or all that shares a page.
"""

from __future__ import annotations

import re
from pathlib import PurePath

import pytest

from mlmath import manifest

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
    config.addinivalue_line("markers", "xdist_group(name): what one worker takes together")
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


def group_of(item: pytest.Item) -> str:
    """Return the name of all tests that a worker has to take together."""
    if is_shared(item):
        return str(item.callspec.params["place"])  # type: ignore[attr-defined]
    plain = "" if item.get_closest_marker("browser") else ", without a browser"
    return item.nodeid.partition("::")[0] + plain


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark, choose, sort and group.

    Playwright's synchronous interface leaves an event loop running in its thread, in which a
    notebook can no longer be executed: one more reason to run the tests with a browser last.
    """
    places: dict[str, int] = {}
    for item in items:
        names = set(getattr(item, "fixturenames", ()))
        if names & BUILT or item.nodeid.startswith(ELSEWHERE) or is_shared(item):
            item.add_marker("browser")
        elif item.nodeid.startswith(BOOKS):
            item.add_marker("book")
        group = group_of(item)
        item.add_marker(pytest.mark.xdist_group(group))
        places.setdefault(group, len(places))

    def place(item: pytest.Item) -> tuple[bool, bool, int]:
        later = not item.nodeid.startswith(LONGEST)
        return "browser" in item.keywords, later, places[group_of(item)]

    items.sort(key=place)
    if slug := config.getoption("--page"):
        about: list[pytest.Item] = []
        others: list[pytest.Item] = []
        for item in items:
            path, _, rest = item.nodeid.partition("::")
            fits = is_about(slug, path, rest.partition("[")[2].rstrip("]"))
            (about if fits else others).append(item)
        config.hook.pytest_deselected(items=others)
        items[:] = about
