"""What a reader writes into the cell of an exercise, and what the check says to it."""

from typing import NamedTuple


class Case(NamedTuple):
    """An answer, and what the check says to it."""

    key: str  # that of the cells: `stub-<key>`, `check-<key>`
    code: str
    said: str  # a part of the message or the hint


def function(head: str, *lines: str) -> str:
    """Return the code of a function, its body indented."""
    return "\n".join([f"def {head}:", *(f"    {line}" for line in lines)])
