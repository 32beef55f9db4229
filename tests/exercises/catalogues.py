"""What readers write: for each exercise right answers and typical wrong ones, with what is said.

A page has them in `tests/exercises/<slug>/catalogue.py`: RIGHT, WRONG and STUBS, each a list of
`Case`, and IMPORTS, the lines with what the page has imported before its exercises, which an
answer may use.  One list for the tests of the checks and for the tests of the page, where each
answer is typed into the exercise's cell.
"""

from dataclasses import dataclass
from importlib import import_module

import pytest

from mlmath.manifest import Page
from tests import book
from tests.exercises.case import Case


@dataclass(frozen=True)
class Catalogue:
    """The answers to the exercises of one page."""

    imports: str
    right: list[Case]
    wrong: list[Case]
    stubs: list[Case]

    @property
    def cases(self) -> list[tuple[str, Case]]:
        """Return each answer with the status that a check gives it."""
        status = {"passed": self.right, "not-yet": self.wrong, "not-attempted": self.stubs}
        return [(name, case) for name, cases in status.items() for case in cases]


def keys(page: Page) -> list[str]:
    """Return the keys of a page's exercises that a check answers to, in the page's order."""
    names = [name for name in book.sources(page) if name.startswith("check-")]
    return [name.removeprefix("check-") for name in names]


def catalogue(page: Page) -> Catalogue:
    """Return the catalogue of a page."""
    found = import_module(f"tests.exercises.{page.slug}.catalogue")
    return Catalogue(found.IMPORTS, found.RIGHT, found.WRONG, found.STUBS)


# For `pytest.mark.parametrize(("page", "key"), EXERCISES)`: every exercise of every page.
EXERCISES = [
    pytest.param(page, key, id=f"{page.slug}-{key}") for page in book.WRITTEN for key in keys(page)
]
# And every page that has any.
PAGES = [pytest.param(page, id=page.slug) for page in book.WRITTEN if keys(page)]
