"""Two arrows to drag: their dot product, and the shadow of one on the line of the other.

Page: Linear algebra.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from mlmath.widgets.linear_algebra._arrows import said, two_arrows
from mlmath.widgets.spec import Inputs, Outputs, Widget, data

REACH = 4.0


@dataclass(frozen=True)
class ArrowsInputs(Inputs):
    """What the reader sets: the tips of u and v."""

    tips: list[Any] = data([[3.0, 1.0], [1.0, 2.0]], label="Arrows", check=two_arrows(REACH))


def compute(inputs: ArrowsInputs) -> Outputs:
    """Multiply the arrows, and drop v onto the line of u.

    Outputs: `dot`; `lengths` (2,) of u and v; `foot` (2,) the end of the shadow, and `shadow` its
    length with a sign; `angle` between the arrows in degrees, -1 where one of them is zero; `sum`
    the product as one would write it; `summary`.
    """
    u, v = np.array(inputs.tips)
    dot = float(u @ v)
    long, other = float(np.hypot(*u)), float(np.hypot(*v))
    foot = u * (dot / long**2) if long else np.zeros(2)
    none = long * other == 0
    angle = -1.0 if none else float(np.degrees(np.arccos(np.clip(dot / (long * other), -1, 1))))
    terms = " + ".join(f"{_factor(a)}·{_factor(b)}" for a, b in zip(u, v, strict=True))
    return {
        "dot": dot,
        "lengths": np.array([long, other], np.float32),
        "foot": foot.astype(np.float32),
        "shadow": dot / long if long else 0.0,
        "angle": angle,
        "sum": f"{terms} = {said(dot)}",
        "summary": _sentence(dot, angle),
    }


def _factor(value: float) -> str:
    return f"({said(value)})" if value < 0 else said(value)


def _sentence(dot: float, angle: float) -> str:
    if angle < 0:
        return "An arrow of length zero has the product 0 with every other."
    if dot == 0:
        return "u · v = 0: the arrows stand at a right angle, and the shadow has vanished."
    where = "along u" if dot > 0 else "against u"
    return f"u · v = {said(dot)}: the angle is {angle:.0f}°, and the shadow of v points {where}."


WIDGET = Widget(
    name="linear_algebra.arrows",
    title="Two arrows",
    help=(
        "Drag the tip of u or of v. By keyboard: Tab reaches a tip, Page Up and Page Down go to "
        "the other one, and the arrow keys move it by half a square, with Shift further. Light "
        "falls at a right angle onto the line of u, and the thick stretch is the shadow of v."
    ),
    inputs=ArrowsInputs,
    compute=compute,
    view=Path(__file__).with_suffix(".js"),
    longest="u · v = −12.25: the angle is 135°, and the shadow of v points against u.",
)
