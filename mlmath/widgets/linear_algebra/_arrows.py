"""Arrows of the plane that a reader drags: their check, and how they read."""

from collections.abc import Callable
from typing import Any

from mlmath.widgets.spec import within
from mlmath.words import minus


def two_arrows(reach: float) -> Callable[[str, Any], list[Any]]:
    """Return the check of two arrows [[x, y], [x, y]] with coordinates in [-reach, reach].

    The check raises ValueError naming the input when it is anything else.
    """

    def check(name: str, value: Any) -> list[Any]:
        what = f"be two arrows [x, y] with coordinates in [-{reach:g}, {reach:g}]"
        arrows: list[Any] = within(name, value, (2, 2), (-reach, reach), what).tolist()
        return arrows

    return check


def said(value: float, digits: int = 2) -> str:
    """Return a number with at most so many decimals, and a real minus sign."""
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return minus("0" if text in ("-0", "") else text)
