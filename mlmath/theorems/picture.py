"""What an instance of a theorem looks like: marks in the plane that any front end can draw."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np

from mlmath.palette import QUANTITIES
from mlmath.validation import Floats
from mlmath.words import minus

KINDS = ("disc", "area", "boxes", "curve", "arrow", "circle", "square", "ring", "text")
STYLES = ("", "dashed", "faint")
PLOT = (
    282,
    270,
)  # pixels between axes, across and up; `sides` of mlmath/widgets/theorem/picture.js
SHADES = 8  # of a heat map, the lowest being blank


@dataclass(frozen=True)
class Mark:
    """One thing in a picture.

    Parameters
    ----------
    kind : one of `KINDS`.  A disc has its center and its two half axes; an area its corners, a
        curve its points, an arrow its tail and its tip; boxes have two opposite corners each; all
        others have one place.
    at : places, shape (n, 2).
    quantity : what it shows, a key of the palette; "" is drawn in ink.
    text : its label, written at its last place.
    style : "", "dashed", or "faint" for what lies behind.
    shade : how strong the color of boxes is, from 1 to `SHADES` - 1; 0 for all else.
    """

    kind: str
    at: Any
    quantity: str = ""
    text: str = ""
    style: str = ""
    shade: int = 0

    def __post_init__(self) -> None:
        for name, value, known in (
            ("kind", self.kind, KINDS),
            ("quantity", self.quantity, ("", *QUANTITIES)),
            ("style", self.style, STYLES),
        ):
            if value not in known:
                raise ValueError(f"{name} must be one of {', '.join(known)}, got {value!r}")
        if self.shade not in (range(1, SHADES) if self.kind == "boxes" else (0,)):
            raise ValueError(
                f"shade must be 1 to {SHADES - 1} for boxes and 0 for all else, "
                f"got {self.shade} for {self.kind}"
            )
        places = np.asarray(self.at, np.float64).reshape(-1, 2)
        if not np.isfinite(places).all():
            raise ValueError(f"at must be finite, got {self.at!r}")
        object.__setattr__(self, "at", places)


@dataclass(frozen=True)
class Axis:
    """An axis with ticks, from `low` to `high`; the view chooses where the ticks stand.

    Parameters
    ----------
    label : what it measures, with its unit.
    low, high : its ends.
    log : whether equal ways are equal factors; both ends are positive then.
    """

    label: str
    low: float
    high: float
    log: bool = False

    def __post_init__(self) -> None:
        if not -np.inf < self.low < self.high < np.inf:
            raise ValueError(f"low must lie below high, got {self.low} and {self.high}")
        if self.log and self.low <= 0:
            raise ValueError(f"low must be positive on a logarithmic axis, got {self.low}")

    def place(self, values: Floats) -> Floats:
        """Return where values stand, from -1 for `low` to 1 for `high`."""
        if not self.log:
            return 2 * (values - self.low) / (self.high - self.low) - 1
        if not (values > 0).all():
            raise ValueError(f"at must be positive along {self.label!r}, got {values.min()}")
        return np.asarray(2 * np.log(values / self.low) / np.log(self.high / self.low) - 1)


@dataclass(frozen=True)
class Key:
    """What the shades of a heat map mean: from `low`, blank, to `high`, the strongest."""

    label: str
    low: float
    high: float
    quantity: str = ""

    def __post_init__(self) -> None:
        if not -np.inf < self.low < self.high < np.inf:
            raise ValueError(f"low must lie below high, got {self.low} and {self.high}")


@dataclass(frozen=True)
class Picture:
    """Marks in the order in which they are drawn, around the origin or between two axes.

    Parameters
    ----------
    marks : what is drawn, in the units of the axes where there are any.
    span : the picture reaches from -span to span, both ways; 1 where it has axes.
    caption : what its marks mean and show, in a sentence or two; also for those who cannot see it.
    x, y : the axes, both or none.  What lies beyond them is cut off.
    key : what the shades of its `heat_map` mean.
    """

    marks: Sequence[Mark]
    span: float = 1.0
    caption: str = field(default="")
    x: Axis | None = None
    y: Axis | None = None
    key: Key | None = None

    def __post_init__(self) -> None:
        if (self.x is None) != (self.y is None):
            raise ValueError("x and y must both be an axis or both be None")
        if self.x and self.span != 1:
            raise ValueError(f"span must be 1 in a picture with axes, got {self.span}")
        # Not the reverse: a heat map whose values are all in the blank shade has no boxes.
        if self.key is None and any(m.kind == "boxes" for m in self.marks):
            raise ValueError("key must be there for boxes, got None")

    def text(self) -> str:
        """Return the marks as JSON: a list of [kind, quantity, style, text, x1, y1, x2, ...].

        Both coordinates run from -1 to 1; three decimals are more than a screen shows.  For
        boxes the style is their shade.
        """
        rows = [
            [m.kind, m.quantity, m.shade or m.style, m.text, *self._places(m).ravel().tolist()]
            for m in self.marks
        ]
        return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))

    def scales(self) -> str:
        """Return the axes and the key as JSON, {} where there are none.

        "x" and "y" are [label, low, high, log], "key" is [label, low, high, quantity] with its
        numbers as they read.
        """
        axes: dict[str, list[Any]] = {
            name: [axis.label, axis.low, axis.high, int(axis.log)]
            for name, axis in (("x", self.x), ("y", self.y))
            if axis
        }
        if self.key:
            ends = [minus(f"{end:,.4g}") for end in (self.key.low, self.key.high)]
            axes["key"] = [self.key.label, *ends, self.key.quantity]
        return json.dumps(axes, ensure_ascii=False, separators=(",", ":"))

    def _places(self, mark: Mark) -> Floats:
        """Return where a mark stands in the picture, from -1 to 1, to three decimals."""
        if not self.x or not self.y:
            return np.asarray(np.round(mark.at / self.span, 3))
        columns = [axis.place(mark.at[:, i]) for i, axis in enumerate((self.x, self.y))]
        if mark.kind != "disc":
            return np.asarray(np.round(np.stack(columns, axis=1), 3), np.float64)
        if self.x.log or self.y.log:
            raise ValueError("kind must not be disc on a logarithmic axis: it would not be round")
        ranges = [self.x.high - self.x.low, self.y.high - self.y.low]
        middle = np.stack(columns, axis=1)[0]
        return np.asarray(np.round([middle, 2 * mark.at[1] / ranges], 3), np.float64)


def plane_axes(x: str, y: str, reach: float) -> tuple[Axis, Axis]:
    """Return axes through the middle of a plane, both in one unit, so that a right angle is one.

    Parameters
    ----------
    x, y : what they measure.
    reach : how far that of x goes both ways.
    """
    up = reach * PLOT[1] / PLOT[0]
    return Axis(x, -reach, reach), Axis(y, -up, up)


def direction(angle: Any) -> Floats:
    """Return the arrow of length 1 at an angle to the first axis, in radians; (n, 2) for n."""
    return np.stack([np.cos(angle), np.sin(angle)], axis=-1)


def line_across(normal: Floats, reach: float) -> Floats:
    """Return two ends, `reach` away from the origin, of the line at a right angle to `normal`."""
    along = np.array([-normal[1], normal[0]]) * (reach / np.hypot(*normal))
    return np.stack([along, -along])


def curve(x: Any, y: Any, quantity: str = "", text: str = "", style: str = "") -> Mark:
    """Return the line through the points (x, y); its label stands at its right end."""
    return Mark("curve", np.stack(_alike(x=x, y=y), axis=1), quantity, text, style)


def band(x: Any, low: Any, high: Any, quantity: str = "", text: str = "") -> Mark:
    """Return the area between two curves over x; its label stands at the right end of `high`."""
    across, under, over = _alike(x=x, low=low, high=high)
    corners = np.stack([[*across[::-1], *across], [*under[::-1], *over]], axis=1)
    return Mark("area", corners, quantity, text)


def heat_map(values: Any, x: Any, y: Any, key: Key) -> list[Mark]:
    """Return a table of values as shaded boxes, one mark for each shade.

    Parameters
    ----------
    values : shape (rows, columns), the first row between y[0] and y[1]; below `key.low` and
        above `key.high` they have the shades of these.
    x, y : where columns and rows begin and end, shapes (columns + 1,) and (rows + 1,).
    key : what the shades mean.
    """
    table, x, y = (np.asarray(a, np.float64) for a in (values, x, y))
    if table.ndim != 2 or (len(y) - 1, len(x) - 1) != table.shape:
        raise ValueError(
            f"values must have one row less than y and one column less than x, "
            f"got {table.shape} with {x.shape} and {y.shape}"
        )
    if not np.isfinite(table).all():
        raise ValueError("values must be finite")
    share = (table - key.low) / (key.high - key.low)
    shades = np.clip(np.floor(share * SHADES), 0, SHADES - 1).astype(int)
    boxes: dict[int, list[list[float]]] = {}
    for i, row in enumerate(shades):  # neighbors of one shade are one box
        starts = [0, *(np.flatnonzero(np.diff(row)) + 1), len(row)]
        for a, b in pairwise(starts):
            boxes.setdefault(int(row[a]), []).append([x[a], y[i], x[b], y[i + 1]])
    return [
        Mark("boxes", boxes[shade], key.quantity, shade=shade) for shade in sorted(boxes) if shade
    ]


def _alike(**arrays: Any) -> list[Floats]:
    found = {name: np.asarray(a, np.float64) for name, a in arrays.items()}
    for name, array in found.items():
        if array.ndim != 1 or array.shape != found["x"].shape or len(array) < 2:
            raise ValueError(
                f"{name} must have one number for each of at least two x, got {array.shape}"
            )
    return list(found.values())
