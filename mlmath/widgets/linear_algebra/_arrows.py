"""Arrows of the plane that a reader drags: their check, and how they read."""

from collections.abc import Callable
from typing import Any

import numpy as np

from mlmath.words import minus


def two_arrows(reach: float) -> Callable[[str, Any], list[Any]]:
    """Return the check of two arrows [[x, y], [x, y]] with coordinates in [-reach, reach].

    The check raises ValueError naming the input when it is anything else.
    """

    def check(name: str, value: Any) -> list[Any]:
        expected = f"{name} must be two arrows [x, y] with coordinates in [-{reach:g}, {reach:g}]"
        try:
            arrows = np.array(value, np.float64)
        except (TypeError, ValueError):
            raise ValueError(f"{expected}, got {value!r:.60}") from None
        if arrows.shape != (2, 2) or not (np.abs(arrows) <= reach).all():  # also refuses NaN
            raise ValueError(f"{expected}, got {value!r:.60}")
        found: list[Any] = arrows.tolist()
        return found

    return check


def said(value: float, digits: int = 2) -> str:
    """Return a number with at most so many decimals, and a real minus sign."""
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return minus("0" if text in ("-0", "") else text)
