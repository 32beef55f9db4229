"""A softmax in a format, step by step, with the largest score taken off first or not."""

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mlmath.foundations.arithmetic import SoftmaxSteps, softmax_steps
from mlmath.foundations.precision import format_named
from mlmath.validation import Floats
from mlmath.widgets.numbers._written import said
from mlmath.widgets.spec import Inputs, Outputs, Widget, choice, number, toggle

LOW, HIGH = -20, 20  # of a score: by quarters, all of which both formats hold
DIGITS = 4  # of the numbers in the table


@dataclass(frozen=True)
class ProbabilitiesInputs(Inputs):
    """What the reader sets: three scores, the format, and whether the largest is taken off."""

    first: float = number(7.0, label="z₁", low=LOW, high=HIGH, step=0.25)
    second: float = number(9.0, label="z₂", low=LOW, high=HIGH, step=0.25)
    third: float = number(10.0, label="z₃", low=LOW, high=HIGH, step=0.25)
    format: str = choice(
        "float16", label="Format", options={"float16": "float16", "bfloat16": "bfloat16"}
    )
    shift: bool = toggle(False, label="Take the largest off first")


def compute(inputs: ProbabilitiesInputs) -> Outputs:
    """Compute a softmax in the format, and exactly.

    Outputs: `table`, a line for each score, its cells parted by tabs: the score, what is left of
    it, its exponential, its probability as computed, and the exact one, all to DIGITS digits;
    `total` of the exponentials; `computed` and `exact` (3,), the probabilities, -1 for one that is
    no number; `off`, the largest error in units of u, or ∞ where one is no number.
    """
    z = np.array([inputs.first, inputs.second, inputs.third])
    steps = softmax_steps(z, inputs.format, inputs.shift)
    powers = np.exp(z - z.max())
    exact = powers / powers.sum()
    u = format_named(inputs.format).epsilon / 2
    errors = np.abs(steps.probabilities - exact) / u
    off = math.inf if np.isnan(errors).any() else float(errors.max())
    columns = [z, steps.shifted, steps.exponentials, steps.probabilities, exact]
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return {
        "table": "\n".join("\t".join(short(v) for v in row) for row in rows),
        "total": short(steps.total),
        "computed": shown(steps.probabilities),
        "exact": shown(exact),
        "off": f"{off:,.2f}" if math.isfinite(off) else "∞",
        "summary": sentence(inputs, steps, off),
    }


def short(value: float) -> str:
    """Write a number to DIGITS digits."""
    return said(value, DIGITS, DIGITS).removeprefix("\u2248 ").replace(" \u00b7 ", "\u00b7")


def shown(probabilities: Floats) -> Floats:
    """Return float32, with -1 for NaN."""
    return np.ascontiguousarray(np.nan_to_num(probabilities, nan=-1.0), np.float32)


def sentence(inputs: ProbabilitiesInputs, steps: SoftmaxSteps, off: float) -> str:
    """Say what came out."""
    way = "With the shift" if inputs.shift else "Without the shift"
    if not math.isfinite(steps.total):
        which = "an exponential" if np.isinf(steps.exponentials).any() else "only the sum"
        rest = "and what comes out is no probability." if off == math.inf else "and all are 0."
        return f"{way} {which} overflows, {rest}"
    if steps.total == 0:
        return f"{way} all exponentials are 0, and 0/0 is not a number."
    lost = int((steps.exponentials == 0).sum())
    zeros = f"; {lost} of the exponentials came out as 0" if lost else ""
    return f"{way} each probability is off by at most {off:.2f} u{zeros}."


WIDGET = Widget(
    name="numbers.probabilities",
    title="A softmax, step by step",
    help=(
        "Move the three scores. Each line follows one of them through the steps, each result "
        "rounded to the format: the score, what is left of it when the largest is taken off, its "
        "exponential, and its probability, with the exact one below it, all to four digits. The "
        "solid bar is the probability as computed, the frame the exact one."
    ),
    inputs=ProbabilitiesInputs,
    compute=compute,
    view=Path(__file__).with_suffix(".js"),
    longest=(
        "Without the shift each probability is off by at most 0.00 u; 2 of the exponentials came "
        "out as 0."
    ),
)
