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

SHIFTED = "the largest score is taken off first"
HELD = "the scores are numbers of the format"
SOFTMAX_PREMISES = (SHIFTED, HELD)
FORMATS = ("float16", "bfloat16")
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

    Two to eight scores of float16 or bfloat16, as large as 1,000.  Without a premise, nothing is
    taken off, and the sum of exponentials is more than float16 holds; or the scores are any
    numbers around 1,000, which the format rounds before all else.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `SOFTMAX_PREMISES`.
    """
    held = premises(SOFTMAX_PREMISES, drop)
    rng = generator(seed)
    while True:
        found = compute(*_scores(rng, drop), shift=drop != SHIFTED)
        u, n = found.format.epsilon / 2, len(found.z)
        errors = np.abs(found.steps.probabilities - found.exact)
        worst = int(errors.argmax())
        error, bound = float(errors[worst]), 3 * n * u
        if (drop is None) == (error <= bound):
            break
    return Verdict(
        theorem="The shifted softmax",
        premises=held,
        left=round(100 * error, 6),
        relation="<=",
        right=round(100 * bound, 6),
        tolerance=1e-6,
        note=f"{n} scores of {found.format.name}, from {found.z.min():.5g} to {found.z.max():.5g}; "
        "errors in percentage points.",
        counterexample=f"A probability is {found.exact[worst]:.4f}, and "
        f"{found.steps.probabilities[worst]:.4f} comes out.",
        instance={"found": found},
        sides=("largest error", "3 n u"),
        steps=proof_steps(found),
    )


def compute(z: Floats, format: Format, shift: bool) -> Instance:
    """Compute a softmax in a format, and exactly (to the digits of float64)."""
    powers = np.exp(z - z.max())
    return Instance(z, format, shift, softmax_steps(z, format, shift), powers / powers.sum())


def _scores(rng: np.random.Generator, drop: str | None) -> tuple[Floats, Format]:
    format = format_named(FORMATS[0 if drop == SHIFTED else int(rng.integers(2))])
    if drop == SHIFTED:  # each exponential fits into float16, and their sum does not
        z = rng.uniform(10.3, 11.0, size=int(rng.integers(3, 7)))
    elif drop == HELD:
        z = rng.uniform(300, 1000) + rng.uniform(-2, 0, size=2)
        return z, format
    else:
        top = rng.choice([rng.uniform(-20, 20), rng.uniform(-1000, 1000)])
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
    """Draw the exponentials over the scores, between the ends of what the format holds."""
    found: Instance = verdict.instance["found"]
    z, format, shift, steps, _ = found
    largest, smallest = min(format.largest, 1e8), max(format.smallest, 1e-9)
    span = max(float(np.ptp(z)), 1.0)
    low, high = float(z.min()) - 0.15 * span, float(z.max()) + 0.15 * span
    at = np.linspace(low, high, 41)
    off = float(z.max()) if shift else 0.0
    bottom, top = 1e-10, 1e9
    line = np.exp(at - off)
    heights = np.clip(steps.exponentials, smallest, largest)
    inside = (line > bottom) & (line < top)
    marks = [
        curve([low, high], [largest, largest], style="dashed", text=""),
        curve([low, high], [smallest, smallest], style="dashed"),
        curve([low, high], [1, 1], style="faint"),
        curve(at[inside], line[inside], "x"),
        *(Mark("circle" if e > 0 else "square", [s, h], "w")
          for s, h, e in zip(z, heights, steps.exponentials, strict=True)),
    ]  # fmt: skip
    if not math.isfinite(steps.total):
        marks.append(Mark("square", [float(z.mean()), top / 3], "e", "sum"))
    else:
        marks.append(Mark("ring", [float(z.mean()), steps.total], "w", "sum"))
    ends = "the ends of float16" if format.name == "float16" else "parts of what bfloat16 holds"
    return Picture(
        marks,
        caption="The exponentials over their scores, as computed (discs; a square where it became "
        f"0), on the curve of the exact ones. Dashed: {ends}. The ring is their sum"
        + ("." if verdict.holds or shift else ", a red square when it has overflowed."),
        x=Axis("score z", float(f"{low:.6g}"), float(f"{high:.6g}")),
        y=Axis("exponential", bottom, top, log=True),
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
