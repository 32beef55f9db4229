"""The sixteen: all functions of two inputs on a board, a line to try on each, and a refutation.

For three inputs the same with 256 functions, a cube and a plane.  Chapter: XOR.
"""

from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from mlmath.boolean import crossing, functions_of_two, section, truth_table
from mlmath.boolean.functions import Table
from mlmath.widgets.boolean._lines import apart, through
from mlmath.widgets.spec import Inputs, Outputs, Widget, choice, data, number, toggle

XOR, PARITY = 6, 105  # the functions that the widget opens with: 0110, and 01101001
REACH = 1.5  # |coordinate| of a handle at most, from the middle of the square
# Every threshold function of three inputs has whole weights of this size at most (a test counts).
WHOLE = range(-2, 3)
MIDDLE = 0.5  # the square and the cube are drawn around their middle


def check_line(name: str, value: Any) -> list[list[float]]:
    """Return `value` as two points [x, y] of the plane, each coordinate in [-1, 2], apart.

    Raises ValueError naming `name` when it is anything else.
    """
    low, high = MIDDLE - REACH, MIDDLE + REACH
    what = f"be two points [x, y] with coordinates in [{low:g}, {high:g}] in shape (2, 2)"
    return apart(name, value, (2, 2), (low, high), what)


def _weight(default: float, label: str) -> Any:
    return number(default, label=label, low=-3.0, high=3.0, step=0.5)


@dataclass(frozen=True)
class SixteenInputs(Inputs):
    """What the reader sets: how many inputs, which function, the line or plane, the answer."""

    n_inputs: str = choice("2", label="Inputs", options={"2": "two", "3": "three"})
    lit: bool = toggle(False, label="Light those that can be done")
    of_two: int = number(XOR, label="Function", low=0, high=15, control=False)
    of_three: int = number(PARITY, label="Function", low=0, high=255, control=False)
    line: list[list[float]] = data([[-0.3, 0.7], [1.3, 0.2]], label="Line", check=check_line)
    w1: float = _weight(1.0, "Weight w₁")
    w2: float = _weight(1.0, "Weight w₂")
    w3: float = _weight(1.0, "Weight w₃")
    b: float = _weight(-0.5, "Bias b")


@cache
def units(n: int) -> dict[int, tuple[int, ...]]:
    """Return {function: weights and bias of a unit that computes it} for n inputs.

    Whole weights w of size 2 at most are tried with every threshold between their sums, smaller
    weights first; the function's number has its outputs as binary digits, the first one highest.
    """
    X = truth_table(n)
    places = 1 << np.arange(2**n, dtype=np.int64)[::-1]
    found: dict[int, tuple[int, ...]] = {}
    for w in sorted(product(WHOLE, repeat=n), key=lambda w: (sum(map(abs, w)), w)):
        sums = X @ np.array(w)  # (2^n,)
        for low in sorted({*sums.tolist(), int(sums.max()) + 1}):  # 1 where the sum reaches it
            function = int((sums >= low) @ places)
            # Doubled, the score has whole numbers and is never zero.
            found.setdefault(function, (*(2 * v for v in w), 1 - 2 * low))
    return found


@cache
def outputs_of(n: int, function: int) -> Table:
    """Return the outputs of a function of n inputs by its number, shape (2^n,)."""
    digits: Table = (function >> np.arange(2**n, dtype=np.int64)[::-1]) & 1
    return digits


@cache
def named(n: int, function: int) -> str:
    """Return what a function is called: "XOR, just one", or its outputs."""
    if n == 2:
        gate = functions_of_two()[function]
        return f"{gate.name}, {gate.when}"
    return f"{function:08b}"


def compute(inputs: SixteenInputs) -> Outputs:
    """Look at one function, and at what the reader's line or plane makes of it.

    Until it is lit, nothing tells which functions can be done: there is no board, no unit and no
    crossing.

    Outputs: `board` (2^(2^n),) 1 for each function that some unit computes, or none; `labels`
    (2^n,) the function's, -1 or +1; `scores` (2^n,) the reader's, of each corner; `correct` how
    many are; `weights` (n + 1,) the reader's, the bias last; `unit` (n + 1,) those of a unit that
    computes the function, or none; `crossing` the two corners that give 1 and the two that give 0
    whose scores have one sum, or none; `sums` (2,) of these scores; `section` (k, 3) where the
    plane cuts the cube; `names` what each function is called, a line each.
    """
    n = int(inputs.n_inputs)
    function = inputs.of_two if n == 2 else inputs.of_three
    f = outputs_of(n, function)
    labels = 2 * f - 1
    plane = np.array([inputs.w1, inputs.w2, inputs.w3, inputs.b])
    weights = through(inputs.line) if n == 2 else plane
    scores = truth_table(n) @ weights[:n] + weights[n]
    scores[np.abs(scores) < 1e-9] = 0.0
    correct = int((labels * scores > 0).sum())
    unit = units(n).get(function) if inputs.lit else None
    four = crossing(f) if inputs.lit else None
    numbers = range(2 ** (2**n))
    board = [number in units(n) for number in numbers] if inputs.lit else []
    sums = [] if four is None else [scores[list(four[:2])].sum(), scores[list(four[2:])].sum()]
    return {
        "board": np.array(board, np.int32),
        "labels": labels.astype(np.int32),
        "scores": scores.astype(np.float32),
        "correct": correct,
        "weights": weights.astype(np.float32),
        "unit": np.array(unit or (), np.float32),
        "crossing": np.array(four or (), np.int32),
        "sums": np.array(sums, np.float32),
        "section": np.ascontiguousarray(section(plane) if n == 3 else np.zeros((0, 3)), np.float32),
        "names": "\n".join(named(n, k) for k in numbers),
        "summary": _sentence(n, function, correct, (unit is not None) if inputs.lit else None),
    }


def _sentence(n: int, function: int, correct: int, done: bool | None) -> str:
    cut, of_all = ("line", 4) if n == 2 else ("plane", 8)
    name = named(n, function)
    if correct == of_all:
        return f"{name}: your {cut} has all {of_all} corners correct."
    said = f"{name}: your {cut} has {correct} of {of_all} corners correct."
    if done is None:
        return said
    said += " "
    if done:
        return said + f"Some {cut} has all of them."
    joined = "" if n == 2 else "joined "
    return said + f"The {joined}circles and the {joined}squares have one sum: no {cut} has all."


WIDGET = Widget(
    name="boolean.sixteen",
    title="The sixteen",
    help=(
        "Choose a function on the board: by pointer, or with the arrow keys. The mark of each "
        "shows its four corners: a circle for 1, a square for 0. Drag the two ends of the line; by "
        "keyboard, Tab reaches them, and the arrow keys move them (with Shift, further). With "
        "three inputs, set the plane by its weights, and turn the cube by dragging or with the "
        "arrow keys. A switch lights the functions that can be done."
    ),
    inputs=SixteenInputs,
    compute=compute,
    view=Path(__file__).with_suffix(".js"),
    longest=(
        "01101001: your plane has 5 of 8 corners correct. The joined circles and the joined "
        "squares have one sum: no plane has all."
    ),
)
