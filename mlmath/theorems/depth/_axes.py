"""Axes whose ends are the same numbers wherever they are computed."""

from mlmath.theorems.picture import Axis


def axis(label: str, low: float, high: float, log: bool = False) -> Axis:
    """Return an axis with its ends rounded to three digits: rounding errors do not show in them."""
    return Axis(label, float(f"{low:.3g}"), float(f"{high:.3g}"), log=log)
