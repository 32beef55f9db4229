"""Broadcasting: two shapes aligned from the right, and which entries meet.

Page: Python for this book.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mlmath.widgets.spec import Inputs, Outputs, Widget, choice, number

SHAPES: dict[str, tuple[int, ...]] = {
    "number": (), "three": (3,), "four": (4,), "row": (1, 3), "column": (4, 1), "table": (4, 3),
}  # fmt: skip
ARRAYS = {"three": "(3,)", "four": "(4,)", "row": "(1, 3)", "column": "(4, 1)", "table": "(4, 3)"}
NUMBER = {"number": "()"}
MOST = 4  # rows or columns of a sum
Ints = NDArray[np.int32]


@dataclass(frozen=True)
class BroadcastingInputs(Inputs):
    """What the reader sets: the shapes of two arrays, and an entry of their sum, counted from 0."""

    a: str = choice("table", label="Shape of a", options=ARRAYS)
    b: str = choice("three", label="Shape of b", options=ARRAYS | NUMBER)
    row: int = number(1, label="Row", low=0, high=MOST - 1)
    column: int = number(2, label="Column", low=0, high=MOST - 1)


def filled(name: str, step: int) -> Ints:
    """Return the array of a shape with the entries `step`, twice `step`, and so on."""
    shape = SHAPES[name]
    return (step * np.arange(1, 1 + int(np.prod(shape)), dtype=np.int32)).reshape(shape)


def aligned(*arrays: Ints) -> Ints:
    """Return the shapes, one row each, from the right; 0 where an array has no such axis."""
    axes = max(array.ndim for array in arrays)
    return np.array([[0] * (axes - array.ndim) + list(array.shape) for array in arrays], np.int32)


def added(a: Ints, b: Ints) -> tuple[Ints | None, str]:
    """Return the sum and "", or None and what numpy says where the shapes do not fit."""
    try:
        return a + b, ""
    except ValueError as error:
        return None, f"ValueError: {error}".strip()


def compute(inputs: BroadcastingInputs) -> Outputs:
    """Add two arrays, and say which entry of each an entry of the sum is made of.

    Outputs: `shapes` (2 or 3, axes) of a, b and, where there is one, their sum, aligned from the
    right, 0 where there is no axis; `a`, `b`, `sum` as tables of rows and columns, the first two
    stretched to the sum's shape where there is one; `own` (2, 2), the rows and columns that a
    and b have by themselves; `fits`; `at` (2,) row and column of the chosen entry; `code` what it
    is made of; `message` of numpy where the shapes do not fit.
    """
    a, b = filled(inputs.a, 10), filled(inputs.b, 1)
    total, message = added(a, b)
    shown = [a, b] if total is None else [*np.broadcast_arrays(a, b), total]
    tables = [np.ascontiguousarray(np.atleast_2d(array), np.int32) for array in shown]
    rows, columns = tables[-1].shape
    at = (min(inputs.row, rows - 1), min(inputs.column, columns - 1)) if total is not None else ()
    code = "" if total is None else _code(a, b, total, at)
    return {
        "shapes": aligned(a, b) if total is None else aligned(a, b, total),
        "a": tables[0],
        "b": tables[1],
        "sum": tables[-1] if total is not None else np.zeros((0, 0), np.int32),
        "own": np.array([np.atleast_2d(array).shape for array in (a, b)], np.int32),
        "fits": total is not None,
        "at": np.array(at, np.int32),
        "code": code,
        "message": message,
        "summary": _sentence(a, b, total),
    }


def _entry(name: str, array: Ints, at: tuple[int, ...]) -> str:
    """Return the entry of an array that stands at a place of the sum: "b[2]"."""
    if array.ndim == 0:
        return name
    place = [
        i if size > 1 else 0
        for i, size in zip(at[-array.ndim :], array.shape, strict=True)
    ]  # fmt: skip
    return f"{name}[{', '.join(map(str, place))}]"


def _code(a: Ints, b: Ints, total: Ints, at: tuple[int, ...]) -> str:
    left, right = np.broadcast_arrays(a, b)
    place = at[2 - total.ndim :]
    made = f"{_entry('a', a, place)} + {_entry('b', b, place)}"
    return f"{made} = {left[place]} + {right[place]} = {total[place]}"


def _sentence(a: Ints, b: Ints, total: Ints | None) -> str:
    both = f"The shapes {a.shape} and {b.shape}"
    if total is not None:
        return f"{both} fit: the sum has the shape {total.shape}."
    pairs = zip(reversed(a.shape), reversed(b.shape), strict=False)
    left, right = next((m, n) for m, n in pairs if m != n and 1 not in (m, n))
    return f"{both} do not fit: from the right, {left} meets {right}."


WIDGET = Widget(
    name="python.broadcasting",
    title="Two shapes, from the right",
    help=(
        "Choose the shapes of a and b; () is that of a single number. Their sizes are written one "
        "below the other, from the right; each pair must be equal, or one of them 1 or missing, "
        "and then that array is used again along this axis: its copies are dashed. Row and column "
        "choose an entry of the sum, or click on it; frames show what it is made of."
    ),
    inputs=BroadcastingInputs,
    compute=compute,
    view=Path(__file__).with_suffix(".js"),
    longest="The shapes (4, 3) and (4, 1) do not fit: from the right, the sum has the shape.",
)
