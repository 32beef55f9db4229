"""Numbers with their nouns."""

import pytest

from mlmath.words import counted, minus


@pytest.mark.parametrize(
    ("n", "text"),
    [(0, "0 updates"), (1, "1 update"), (2, "2 updates"), (1234, "1,234 updates")],
)
def test_one_alone_is_singular(n: int, text: str) -> None:
    """As English has it."""
    assert counted(n, "update") == text


def test_a_minus_is_no_hyphen() -> None:
    """U+2212, the minus sign of Unicode, for U+002D."""
    assert minus("-1,234.5") == "\u22121,234.5"
    assert minus("14") == "14"
