"""Numbers with their nouns."""

import pytest

from mlmath.words import counted


@pytest.mark.parametrize(
    ("n", "text"),
    [(0, "0 updates"), (1, "1 update"), (2, "2 updates"), (1234, "1,234 updates")],
)
def test_one_alone_is_singular(n: int, text: str) -> None:
    """As English has it."""
    assert counted(n, "update") == text
