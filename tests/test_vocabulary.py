"""No page uses Python that is explained neither there nor on *Python for this book*.

What counts as explained is in `tools/vocabulary/pages.py`, and in words in CONTRIBUTING.md.
"""

from functools import cache

import pytest

from mlmath import manifest
from mlmath.manifest import Page
from tests import book
from tools.vocabulary import pages
from tools.vocabulary.pages import Use, explains, is_pythons

TOOLBOX = manifest.page("python")


@cache
def read(page: Page) -> pages.Page:
    """Return what a page uses and explains."""
    return pages.read(book.cells(page))


def complaint(page: Page, use: Use) -> str:
    """Say which cell uses what, and what to do."""
    where = "before that cell"
    if page != TOOLBOX:
        where += f", or, if it serves other pages too, in {TOOLBOX.path}"
    return (
        f"{page.path}, cell {use.cell}: {use.key} is nowhere explained, in: {use.line}\n"
        f"    Do without it, or explain it {where}: in a code span of the text, as `{use.key}`."
    )


@pytest.mark.parametrize("page", book.PAGES)
def test_what_a_page_uses_is_explained_there_or_on_the_page_of_python(page: Page) -> None:
    elsewhere = set() if page == TOOLBOX else read(TOOLBOX).explained
    unexplained = [use for use in read(page).open if not explains(elsewhere, use.key)]
    if unexplained:
        pytest.fail("\n".join(complaint(page, use) for use in unexplained), pytrace=False)


def test_the_page_of_python_explains_nothing_that_no_other_page_uses() -> None:
    used = {u.key for page in book.WRITTEN if page != TOOLBOX for u in read(page).uses}
    idle = sorted(k for k in read(TOOLBOX).explained if is_pythons(k) and k not in used)
    if idle:
        advice = f"No page uses these; take them out of the code spans of {TOOLBOX.path}: "
        pytest.fail(advice + ", ".join(idle), pytrace=False)
