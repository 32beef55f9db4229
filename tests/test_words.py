"""Numbers with their nouns."""

import numpy as np
import pytest

from mlmath.words import counted, listed, minus, raised


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


def test_an_exponent_is_raised() -> None:
    """U+207B and U+2070 to U+2079; 1, 2 and 3 stand in Latin-1."""
    assert raised(-12) == "\u207b\u00b9\u00b2"
    assert raised(3456789) == "\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
    assert raised(0) == "\u2070"


def test_a_list_of_whole_numbers() -> None:
    """In parentheses, parted by commas, with the minus sign; however they are stored."""
    assert listed([1, -2, 0]) == "(1, \u22122, 0)"
    assert listed(np.array([-1.0, 3.0])) == "(\u22121, 3)"
    assert listed(()) == "()"
