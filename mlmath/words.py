"""Words that go with numbers, in messages and sentences."""

from collections.abc import Iterable
from typing import SupportsInt


def counted(n: int, noun: str) -> str:
    """Return "1 update", "2 updates" or "1,234 updates": the number, and the noun to it."""
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def minus(text: str) -> str:
    """Return a number's text with the sign − in place of the hyphen that Python writes."""
    return text.replace("-", "−")


def raised(n: int) -> str:
    """Return a whole number as an exponent is written: raised(-12) is "⁻¹²"."""
    return str(n).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def listed(row: Iterable[SupportsInt]) -> str:
    """Return whole numbers as the reader sees a list of them: "(1, −2, 0)"."""
    return f"({', '.join(minus(str(int(v))) for v in row)})"
