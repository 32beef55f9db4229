"""The machine with knobs: sixteen switches, a knob for each and one more, and a meter.

The switches are the inputs, +1 for on and -1 for off, the knobs the weights and the bias; the
meter shows their sum s = w . x + b in divisions of its scale.  The reader turns the knobs by hand,
or lets the rule turn them, one after the other.

The rule shows the patterns in turn.  It reads the error e = d - s of the one on the switches once,
and then turns each of the 17 knobs by the same share of it, toward the target:

    w_i <- w_i + (alpha / 17) e x_i,    b <- b + (alpha / 17) e

Since each x_i is +1 or -1, every turn takes the same part off the error; with alpha = 1 none is
left of it after the last.  That is LMS with mu = alpha / 17.
Source: B. Widrow and M. E. Hoff, "Adaptive switching circuits", IRE WESCON Convention Record,
part 4 (1960), 96-104.
"""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlmath.lms import lms
from mlmath.separation import augment
from mlmath.validation import Floats
from mlmath.widgets.lms._patterns import MOST, PATTERNS, SWITCHES, TASKS
from mlmath.widgets.spec import (
    Inputs,
    Outputs,
    Widget,
    choice,
    data,
    list_of,
    number,
    player,
    zeros_and_ones,
)
from mlmath.words import minus

KNOBS = SWITCHES + 1  # the last one is the bias
ROUNDS = 8  # in which the rule shows every pattern
LOUDEST = 1e9  # further no knob is taken over from a run of the rule


def check_knobs(name: str, value: Any) -> list[float]:
    """Return the 17 settings as plain numbers, or say what is wrong with them."""
    for i, one in enumerate(turned := list_of(name, value, KNOBS, "numbers")):
        if isinstance(one, bool) or not isinstance(one, int | float | np.number):
            raise ValueError(f"{name} must hold only numbers, got {one!r} at index {i}")
        if not abs(float(one)) <= LOUDEST:  # also refuses NaN
            raise ValueError(f"{name} must hold numbers of at most {LOUDEST:g}, got {one!r}")
    return [float(one) for one in turned]


def check_switches(name: str, value: Any) -> list[int]:
    """Return 16 plain zeros and ones, or [] for those of the pattern, or say what is wrong."""
    if isinstance(value, list) and not value:
        return []
    return zeros_and_ones(name, value, SWITCHES)


@dataclass(frozen=True)
class AdalineInputs(Inputs):
    """What the reader sets: the patterns, the one shown, switches and knobs, and the rule's part.

    `switches` is what the reader made of the pattern shown; [] leaves it as it is.  `step` counts
    the knobs that the rule has turned since the hand let go.
    """

    task: str = choice("TJ", label="Which is it?", options=TASKS)
    step: int = player(0, label="Turns", high=ROUNDS * MOST * KNOBS, limit="last")
    share: float = number(1.0, label="Share α of the error", low=0.1, high=2.2, step=0.1)
    shown: int = number(0, label="Pattern", low=0, high=MOST - 1, control=False)
    switches: list[int] = data([], label="Switches", check=check_switches)
    knobs: list[float] = data([0.0] * KNOBS, label="Knobs", check=check_knobs)


def nearest(readings: Floats, targets: Floats) -> NDArray[np.bool_]:
    """Return which readings (n,) are nearer to their own target (n,) than to any other."""
    away = np.abs(readings[:, None] - np.unique(targets))
    own = np.abs(readings - targets)
    other = np.unique(targets) != targets[:, None]
    near: NDArray[np.bool_] = np.all(own[:, None] < np.where(other, away, np.inf), axis=1)
    return near


def presented(inputs: AdalineInputs) -> tuple[Floats, Floats, np.ndarray]:
    """Return what the rule shows, presentation by presentation: rows, targets, pattern.

    The first is what is on the switches now, by the target of the pattern they began as; from
    there on the patterns come in their order.  A row has the bias's constant 1 at its end.
    """
    names, patterns, targets = PATTERNS[inputs.task]
    first = inputs.shown % len(names)
    order = (first + np.arange(ROUNDS * len(names))) % len(names)
    rows = augment(patterns[order])
    if inputs.switches:
        rows[0, :SWITCHES] = 2.0 * np.array(inputs.switches) - 1.0
    return rows, targets[order], order


def _number(value: float) -> str:
    """Return a reading as it is said, +48, -3.5, 0, +5e4: the same text as the view's reading()."""
    short = math.floor(10 * value + 0.5) / 10
    if abs(short) < 1000:
        return minus(f"{short:+.1f}".removesuffix(".0")) if short else "0"
    power = math.floor(math.log10(abs(short)))
    return minus(f"{math.trunc(short / 10**power):+d}e{power}")


def compute(inputs: AdalineInputs) -> Outputs:
    """Turn the knobs as far as the rule has got, and read the meter.

    Outputs: `knobs` (17,) as they stand; `switches` (16,) of 0 and 1, and `shown` the pattern they
    belong to; `sum`, `wanted` and `error` of the meter; `errors` what it read before the rule
    turned a knob, one for each presentation so far; `turned` the knob that the rule turned last,
    or -1; for the patterns of the task `names`, `patterns` (n, 16), `targets`, `answers` and
    `right` (n,); `last` how far the rule goes.
    """
    names, patterns, targets = PATTERNS[inputs.task]
    rows, wanted, order = presented(inputs)
    step = min(inputs.step, len(rows) * KNOBS)
    # After its last turn a pattern stays on the switches, so that one sees what is left.
    now = max(step - 1, 0) // KNOBS
    turns = step - now * KNOBS
    knobs = np.array(inputs.knobs)
    errors = wanted[:1] - rows[:1] @ knobs
    if step:
        run = lms(rows[: now + 1], wanted[: now + 1], inputs.share / KNOBS, knobs)
        errors = run.errors
        knobs = run.weights[now].copy()
        knobs[:turns] = run.weights[now + 1, :turns]
    reading = float(rows[now] @ knobs)
    answers = augment(patterns) @ knobs
    right = nearest(answers, targets)
    shown = int(order[now])
    flipped = int(np.sum(rows[now, :SWITCHES] != patterns[shown]))
    name = names[shown]
    if flipped:
        name += f" with {flipped} switch{'es' if flipped > 1 else ''} flipped"
    by = f"Presentation {now + 1}, knob {turns} of {KNOBS}" if step else "By hand"
    return {
        "knobs": knobs.astype(np.float32),
        "switches": (rows[now, :SWITCHES] > 0).astype(np.int32),
        "shown": shown,
        "sum": reading,
        "wanted": float(wanted[now]),
        "error": float(wanted[now]) - reading,
        "errors": errors.astype(np.float32),
        "turned": turns - 1 if step else -1,
        "names": " ".join(names),
        "patterns": (patterns > 0).astype(np.int32),
        "targets": targets.astype(np.float32),
        "answers": answers.astype(np.float32),
        "right": right.astype(np.int32),
        "last": len(rows) * KNOBS,
        "summary": f"{by}: the meter reads {_number(reading)} for {name}, "
        f"{_number(float(wanted[now]))} wanted. {right.sum()} of {len(names)} patterns read right.",
    }


WIDGET = Widget(
    name="lms.adaline",
    title="The machine with knobs",
    help=(
        "Each switch sends +1 when it is on and −1 when it is off; its knob says how "
        "much that counts, and the meter shows the sum, with the last knob, the bias, added. "
        "Choose a pattern (by keyboard, with the arrow keys), and turn knobs until the needle "
        "stands at the mark; then see what that "
        "did to the others. A pattern is read right when the needle is nearer to its mark than to "
        "another pattern's. Drag a knob to the right to turn it up, to the left to turn it down. "
        "By keyboard: Tab reaches the knobs, Page Up and Page Down go from one to the next, the "
        "arrow keys turn it (with Shift, by five), Home and End as far as a hand can. The rule "
        "goes on from where your hand was: Step turns one knob, All knobs the rest of this "
        "pattern's, Every pattern goes once through all of them. Switches can be flipped, too, "
        "by pointer or by Tab, arrow keys and the space bar: so one sees how a spoiled letter is "
        "read."
    ),
    inputs=AdalineInputs,
    view=Path(__file__).with_suffix(".js"),
    compute=compute,
    longest=(
        "Presentation 88, knob 17 of 17: the meter reads −888.8 for standing with "
        "16 switches flipped, −60 wanted. 8 of 8 patterns read right."
    ),
)
