"""The text of chapter 1, what it says, and the cards that it works out on paper."""

from functools import cache

import numpy as np

from mlmath import manifest
from tests import book

PAGE = manifest.page("perceptron")
CARDS = np.array([[0.0, 1.0], [2.0, 0.0], [1.0, 2.0], [3.0, 1.0]])
LABELS = np.array([1.0, -1.0, 1.0, -1.0])


@cache
def text() -> dict[str, str]:
    """Return {cell id: source} of the chapter's text."""
    return {c["id"]: c["source"] for c in book.cells(PAGE) if c["cell_type"] == "markdown"}


def says(cell: str, *phrases: str) -> None:
    """Check that a cell says so, word for word."""
    for phrase in phrases:
        assert phrase in text()[cell], f"{cell} does not say {phrase!r}"
