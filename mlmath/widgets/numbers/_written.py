"""Numbers of a machine as a page prints them: 65,504, ∞, ≈ 6.104 · 10⁻⁵."""

import math
from decimal import Decimal

from mlmath.words import minus


def said(value: float, digits: int = 6, most: int = 8) -> str:
    """Write a number exactly where that takes at most 8 digits, else to fewer with a ≈.

    Parameters
    ----------
    digits : to how many it is written else.
    most : how many it may take to be exact; whole numbers below 100,000 always are.
    """
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "\u221e" if value > 0 else "\u2212\u221e"
    if value == 0:
        return minus("-0") if math.copysign(1, value) < 0 else "0"
    exact = Decimal(value)
    short = f"{value:.{8 if value == int(value) and abs(value) < 1e5 else most}g}"
    equal = Decimal(short) == exact
    if not equal:
        short = f"{value:.{digits}g}"
    figures, _, exponent = short.partition("e")
    if figures.lstrip("-").isdigit():
        figures = f"{int(figures):,}"
    if exponent:
        figures += f" \u00b7 10{raised(int(exponent))}"
    return minus(figures) if equal else f"\u2248 {minus(figures)}"


def raised(k: int) -> str:
    """Write a whole number as an exponent."""
    return str(k).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
