"""The shifted softmax: it never overflows, and each probability is off by at most 3 n u."""

import math
from typing import NamedTuple

import numpy as np

from mlmath.foundations.arithmetic import SoftmaxSteps, softmax_steps
from mlmath.foundations.precision import Format, format_named, round_to, spacing
from mlmath.theorems.picture import Axis, Mark, Picture, curve
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator
from mlmath.words import minus

SHIFTED = "the largest score is taken off first"
HELD = "the scores are numbers of the format"
SOFTMAX_PREMISES = (SHIFTED, HELD)
FORMATS = ("float16", "bfloat16")
BOTTOM, TOP = -9, 8  # of the picture, as powers of ten
LOST = -7.64  # a score, beside one of 0, whose exponential is less than u of float16
SHARE = 0.4  # of u: what rounding z - m can do to an exponential, 1/e a little above


class Instance(NamedTuple):
    """Scores, the format, whether they are shifted, and what came of them."""

    z: Floats
    format: Format
    shift: bool
    steps: SoftmaxSteps
    exact: Floats


def softmax(seed: int, drop: str | None = None) -> Verdict:
    r"""Check $|\hat p_i - p_i| \le 3 n u$ for the probability that is off most.

    Two to eight scores, of float16 up to 1,000 and of bfloat16 up to 60; but every fifth seed has
    one score of 0 and then 6 to 99 of -7.64, all of whose exponentials the sum in float16 loses
    one by one: the error comes near n u.  Without a premise, nothing is taken off, and the sum of
    exponentials is more than float16 holds; or the scores are any numbers from 300 to 1,000, which
    the format rounds before all else.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `SOFTMAX_PREMISES`.
    """
    held = premises(SOFTMAX_PREMISES, drop)
    rng = generator(seed)
    while True:
        found = compute(*_scores(rng, drop, seed), shift=drop != SHIFTED)
        u, n = found.format.epsilon / 2, len(found.z)
        errors = np.abs(found.steps.probabilities - found.exact)
        worst = int(errors.argmax())
        error, bound = float(errors[worst]), 3 * n * u
        if (drop is None) == (error <= bound):
            break
    return Verdict(
        theorem="The shifted softmax",
        premises=held,
        left=round(error / u, 6),
        relation="<=",
        right=3.0 * n,
        tolerance=1e-6,
        note=minus(
            f"{n} scores of {found.format.name}, from {found.z.min():.5g} to {found.z.max():.5g}."
        )
        + " Both sides in units of u.",
        counterexample=f"A probability is {found.exact[worst]:.4f}, and "
        f"{found.steps.probabilities[worst]:.4f} comes out.",
        instance={"found": found},
        sides=("largest error", "3 n"),
        steps=proof_steps(found),
    )


def compute(z: Floats, format: Format, shift: bool) -> Instance:
    """Compute a softmax in a format, and exactly (to the digits of float64)."""
    powers = np.exp(z - z.max())
    return Instance(z, format, shift, softmax_steps(z, format, shift), powers / powers.sum())


def _scores(rng: np.random.Generator, drop: str | None, seed: int) -> tuple[Floats, Format]:
    format = format_named(FORMATS[0 if drop == SHIFTED else int(rng.integers(2))])
    if drop == SHIFTED:  # each exponential fits into float16, and their sum does not
        z = rng.uniform(10.3, 11.0, size=int(rng.integers(3, 7)))
    elif drop == HELD:
        z = rng.uniform(300, 1000) + rng.uniform(-2, 0, size=2)
        return z, format
    elif seed % 5 == 0:
        format = format_named("float16")
        z = np.array([0.0, *[LOST] * int(rng.integers(6, 100))])
    else:
        reach = 1000 if format.name == "float16" else 60
        top = rng.choice([rng.uniform(-20, 20), rng.uniform(-reach, reach)])
        z = top - rng.exponential(3, size=int(rng.integers(2, 9)))
    return np.asarray(round_to(z, format)), format


def proof_steps(found: Instance) -> list[Step]:
    """Try the steps of the proof on one instance.

    1. Each exponential is off by at most 0.4 u times the largest, and half a gap.
    2. The sum is finite, at least 1, and off by at most the share (1 + u)ⁿ⁻¹ - 1.
    3. Each quotient is at most 1, and off by at most u / 2.
    """
    z, format, shift, steps, _ = found
    u = format.epsilon / 2
    exact = np.exp(z - (z.max() if shift else 0.0))
    allowed = SHARE * u * exact.max() + spacing(steps.exponentials, format) / 2
    over = np.abs(steps.exponentials - exact) - allowed
    first = int(over.argmax())
    whole = math.fsum(steps.exponentials)
    factor = (1 + u) ** (len(z) - 1) - 1
    fits = 1 <= steps.total < math.inf and abs(steps.total - whole) <= factor * whole * (1 + 1e-9)
    quotients = steps.exponentials / steps.total
    away = np.abs(steps.probabilities - quotients)
    return [
        Step(
            "Step 1: the exponentials",
            bool(over.max() <= 1e-9 * exact.max()),
            (HELD,),
            f"an exponential is {steps.exponentials[first]:.4g} and should be {exact[first]:.4g}",
        ),
        Step(
            "Step 2: their sum",
            bool(fits),
            (SHIFTED,),
            f"the sum is {whole:,.0f}, and {format.name} ends at {format.largest:,.0f}",
        ),
        Step(
            "Step 3: the quotients",
            bool((quotients <= 1).all() and (away <= u / 2 * (1 + 1e-9)).all()),
            note="a quotient is off by more than half a gap below 1",
        ),
    ]


def softmax_picture(verdict: Verdict) -> Picture:
    """Draw the exponentials by their powers of ten, between the ends of what float16 holds."""
    found: Instance = verdict.instance["found"]
    z, format, shift, steps, _ = found
    span = max(float(np.ptp(z)), 1.0)
    low, high = float(z.min()) - 0.15 * span, float(z.max()) + 0.15 * span
    at = np.array([low, high])
    line = (at - (float(z.max()) if shift else 0.0)) / math.log(10)
    ends = np.log10([format.smallest, format.largest])
    heights = np.log10(np.maximum(steps.exponentials, 10.0 ** (BOTTOM + 0.5)))
    inside = format.name == "float16"
    marks = [
        *(curve([low, high], [end, end], style="dashed") for end in ends if inside),
        curve([low, high], [0, 0], style="faint"),
        curve(at, line, "x"),
        *(Mark("circle" if e > 0 else "square", [s, h], "w")
          for s, h, e in zip(z, heights, steps.exponentials, strict=True)),
    ]  # fmt: skip
    middle = float(at.mean())
    if math.isfinite(steps.total):
        marks.append(Mark("ring", [middle, math.log10(steps.total)], "w", "sum"))
    else:
        marks.append(Mark("square", [middle, TOP - 1.5], "e", "sum"))
    parts = ["The exponentials over their scores, as computed (discs), and the exact ones (line)"]
    if (steps.exponentials == 0).any():
        parts.append("a square at the bottom stands for 0")
    parts.append("dashed are the ends of float16" if inside else "the ends of bfloat16 lie far out")
    last = "The ring is their sum." if math.isfinite(steps.total) else (
        "The red square is their sum, which has overflowed."
    )  # fmt: skip
    return Picture(
        marks,
        caption="; ".join(parts) + ". " + last,
        x=Axis("score z", float(f"{low:.6g}"), float(f"{high:.6g}")),
        y=Axis("exponential, as a power of 10", BOTTOM, TOP),
    )


SOFTMAX = Theorem(
    name="numbers.softmax",
    title="The shifted softmax",
    label="thm-softmax",
    claim="no probability is off by more than 3 n u",
    premises=SOFTMAX_PREMISES,
    check=softmax,
    picture=softmax_picture,
    sources=("blanchard2021",),
)
