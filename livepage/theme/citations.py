"""Citations by author and year: semicolons between sources, and a list in alphabetical order.

The list's own numbers are hidden by the style sheet, since nothing in the text refers to them.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from pybtex.plugin import register_plugin as register_pybtex
from pybtex.style.formatting.plain import Style as Plain
from pybtex.style.sorting.author_year_title import SortingStyle
from sphinxcontrib.bibtex.plugin import register_plugin as register_bibtex
from sphinxcontrib.bibtex.style.referencing import BracketStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle


@dataclass
class SemicolonStyle(AuthorYearReferenceStyle):
    """Like the stock style, with "; " between sources, whose years follow a comma already."""

    bracket_parenthetical: BracketStyle = field(default_factory=lambda: BracketStyle(sep="; "))


# A key is in small letters: an accent's sign or letter, a brace, what is left of a letter's name.
MARKUP = re.compile(r"\\[cvhuk](?:\s+|(?=\{))|\\[^a-z]|[{}\\]")


class Alphabetical(SortingStyle):  # type: ignore[misc]
    """Sort by letters alone: institutions stand in braces, and letters may have accents."""

    def person_key(self, person: Any) -> str:
        """Return the key without markup."""
        return MARKUP.sub("", str(super().person_key(person)))


class BookStyle(Plain):  # type: ignore[misc]
    """The stock list of sources, in alphabetical order."""

    default_sorting_style = "book"


def register() -> None:
    """Make the two styles known: both are called "book"."""
    register_bibtex("sphinxcontrib.bibtex.style.referencing", "book", SemicolonStyle)
    register_pybtex("pybtex.style.sorting", "book", Alphabetical)
    register_pybtex("pybtex.style.formatting", "book", BookStyle)
