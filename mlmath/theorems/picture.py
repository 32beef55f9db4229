"""What an instance of a theorem looks like: marks in the plane that any front end can draw."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from mlmath.palette import QUANTITIES
from mlmath.validation import Floats

KINDS = ("disc", "area", "curve", "arrow", "circle", "square", "ring", "text")
STYLES = ("", "dashed", "faint")


@dataclass(frozen=True)
class Mark:
    """One thing in a picture.

    Parameters
    ----------
    kind : one of `KINDS`.  A disc has its center and its two half axes; an area its corners, a
        curve its points, an arrow its tail and its tip; all others have one place.
    at : places, shape (n, 2).
    quantity : what it shows, a key of the palette; "" is drawn in ink.
    text : its label, written at its last place.
    style : "", "dashed", or "faint" for what lies behind.
    """

    kind: str
    at: Any
    quantity: str = ""
    text: str = ""
    style: str = ""

    def __post_init__(self) -> None:
        for name, value, known in (
            ("kind", self.kind, KINDS),
            ("quantity", self.quantity, ("", *QUANTITIES)),
            ("style", self.style, STYLES),
        ):
            if value not in known:
                raise ValueError(f"{name} must be one of {', '.join(known)}, got {value!r}")
        places = np.asarray(self.at, np.float64).reshape(-1, 2)
        if not np.isfinite(places).all():
            raise ValueError(f"at must be finite, got {self.at!r}")
        object.__setattr__(self, "at", places)


@dataclass(frozen=True)
class Picture:
    """Marks in the order in which they are drawn, around the origin.

    Parameters
    ----------
    marks : what is drawn.
    span : the picture reaches from -span to span, both ways.
    caption : what its marks mean and show, in a sentence or two; also for those who cannot see it.
    """

    marks: Sequence[Mark]
    span: float
    caption: str = field(default="")

    def text(self) -> str:
        """Return the marks as JSON: a list of [kind, quantity, style, text, x1, y1, x2, ...].

        Three decimals of the span are more than a screen shows.
        """
        rows = [
            [m.kind, m.quantity, m.style, m.text, *np.round(m.at.ravel() / self.span, 3).tolist()]
            for m in self.marks
        ]
        return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def line_across(normal: Floats, reach: float) -> Floats:
    """Return two ends, `reach` away from the origin, of the line at a right angle to `normal`."""
    along = np.array([-normal[1], normal[0]]) * (reach / np.hypot(*normal))
    return np.stack([along, -along])
