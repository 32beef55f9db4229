"""The fold: hidden units of the reader's own setting bring the points to new places.

Chapter: XOR.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from mlmath.boolean import gordan_alternative, section, truth_table
from mlmath.separation import augment, widest_separator
from mlmath.validation import Floats
from mlmath.widgets.boolean._lines import apart, through
from mlmath.widgets.spec import Inputs, Outputs, Widget, choice, data, number, within

TASKS = {"xor": "XOR", "ring": "A ring", "parity": "Parity of three bits"}
# The coordinates that the picture of a task shows, both ways, and handles may have.
REACH = {"xor": (-0.5, 1.5), "ring": (-1.5, 1.5), "parity": (-0.5, 3.5)}
SOFT = 0.3  # a unit of softness 1 goes from 0.27 to 0.73 within so much of its line, both sides

# A try that fails; all ends stand far enough apart for a thumb.
XOR_LINES = [[[-0.3, 0.8], [0.8, -0.3]], [[0.6, 1.35], [0.3, -0.4]]]
RING_LINES = [[[-1.2, -0.6], [1.2, -0.6]], [[0.9, -1.3], [0.9, 1.3]], [[1.2, 1.2], [-1.2, 1.2]]]
THRESHOLDS = [0.5, 1.5, 3.3]


def check_lines(task: str, count: int) -> Callable[[str, Any], list[Any]]:
    """Return what checks `count` lines of a task, each of two points [x, y] that are apart."""

    def check(name: str, value: Any) -> list[Any]:
        return apart(name, value, (count, 2, 2), REACH[task])

    return check


def check_thresholds(name: str, value: Any) -> list[Any]:
    """Return `value` as three thresholds between -0.5 and 3.5."""
    thresholds: list[Any] = within(name, value, (3,), REACH["parity"]).tolist()
    return thresholds


@dataclass(frozen=True)
class FoldInputs(Inputs):
    """What the reader sets: the task, the lines of its units, and how soft they are."""

    task: str = choice("xor", label="Task", options=TASKS)
    xor_lines: list[Any] = data(XOR_LINES, label="Lines", check=check_lines("xor", 2))
    ring_lines: list[Any] = data(RING_LINES, label="Lines", check=check_lines("ring", 3))
    thresholds: list[Any] = data(THRESHOLDS, label="Thresholds", check=check_thresholds)
    softness: float = number(0.0, label="Softness of the units", low=0.0, high=1.0, step=0.05)


def ring() -> tuple[Floats, Floats]:
    """Return 6 points within a circle, labels +1, and 12 around it, labels -1."""
    inner, outer = np.arange(6) * np.pi / 3, np.arange(12) * np.pi / 6
    circle = [0.35 * np.array([np.cos(t), np.sin(t)]) for t in inner]
    around = [1.2 * np.array([np.cos(t), np.sin(t)]) for t in outer]
    return np.array(circle + around), np.array([1.0] * 6 + [-1.0] * 12)


def scores(inputs: FoldInputs) -> tuple[Floats, Floats, Floats]:
    """Return where the points are drawn, their labels, and each unit's score at each of them.

    A unit of the first two tasks scores the distance from its line, positive on the left of the
    way from its first end to its second; one of parity, the number of ones above its threshold.
    """
    if inputs.task == "parity":
        bits = truth_table(3)
        ones = bits.sum(axis=1)
        rank = np.array([np.flatnonzero(ones == m).tolist().index(i) for i, m in enumerate(ones)])
        places = np.column_stack([ones, 0.5 * (rank + 1)])
        s = ones[:, None] - np.array(inputs.thresholds)
        return places, np.where(ones % 2 == 1, 1.0, -1.0), s
    if inputs.task == "xor":
        X, y = truth_table(2).astype(float), np.array([-1.0, 1.0, 1.0, -1.0])
        lines = through(inputs.xor_lines)
    else:
        X, y = ring()
        lines = through(inputs.ring_lines)
    return X, y, X @ lines[:, :2].T + lines[:, 2]


def hidden(s: Floats, softness: float) -> Floats:
    """Return what units make of their scores: 1 from 0 on, or a smooth step of that softness."""
    if softness == 0:
        return (s >= 0).astype(float)
    return 1 / (1 + np.exp(-s / (SOFT * softness)))


def output_unit(H: Floats, y: Floats, softness: float) -> Floats | None:
    """Return weights and bias that separate the points at their new places, or None.

    Of thresholds the places are whole numbers, and None is certain.
    """
    if not softness:
        rows = np.unique(y[:, None] * augment(H), axis=0).astype(np.int64)
        if gordan_alternative(rows).weights is None:
            return None
    found = widest_separator(augment(H), y)
    return None if found is None else found[0]


def compute(inputs: FoldInputs) -> Outputs:
    """Send the points through the hidden units, and look for an output unit that finishes the job.

    Outputs: `task`; `points` (n, 2) where they are drawn; `labels` (n,); `hidden` (n, m) their new
    places; `places` how many there are; `unit` (m + 1,) the output unit's weights and bias, or
    none; `section` (k, 3) where its plane cuts the cube of three hidden units; `separable`.
    """
    places, y, s = scores(inputs)
    H = hidden(s, inputs.softness)
    unit = output_unit(H, y, inputs.softness)
    m = H.shape[1]
    count = len(np.unique(np.round(H, 6), axis=0))
    plane = section(unit) if unit is not None and m == 3 else np.zeros((0, 3))
    return {
        "task": inputs.task,
        "points": places.astype(np.float32),
        "labels": y.astype(np.int32),
        "hidden": np.ascontiguousarray(H, np.float32),
        "places": count,
        "unit": np.array([] if unit is None else unit, np.float32),
        "section": np.ascontiguousarray(plane, np.float32),
        "separable": unit is not None,
        "summary": _sentence(len(y), m, count, unit is not None, H, y),
    }


def _sentence(n: int, m: int, count: int, separable: bool, H: Floats, y: Floats) -> str:
    units = "two" if m == 2 else "three"
    cut = "line" if m == 2 else "plane"
    to = "one place" if count == 1 else f"{count} places"
    said = f"The {units} units send the {n} points to {to}, "
    if separable:
        return said + f"and a {cut} separates them there."
    both = {tuple(h) for h in H[y > 0].tolist()} & {tuple(h) for h in H[y < 0].tolist()}
    if both:
        return said + "and a circle and a square have come to one place."
    return said + f"and no {cut} separates them there."


WIDGET = Widget(
    name="boolean.fold",
    title="The fold",
    help=(
        "On the left, drag the ends of the hidden units' lines, or for parity their thresholds; by "
        "keyboard, Tab reaches them, Page Up and Page Down go from one to the next, and the arrow "
        "keys move them. A unit is 1 on the shaded side of its line, else 0. On the right the "
        "points stand where the units send them; a cube is turned by dragging, or with the arrow "
        "keys. Soft units go from 0 to 1 little by little."
    ),
    inputs=FoldInputs,
    compute=compute,
    view=Path(__file__).with_suffix(".js"),
    longest=(
        "The three units send the 18 points to 18 places, and a circle and a square have come to "
        "one place."
    ),
)
