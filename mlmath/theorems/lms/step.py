"""One step of LMS: the error on its own sample shrinks, by exactly the factor 1 - μ‖x‖²."""

import numpy as np

from mlmath.lms import lms
from mlmath.theorems.picture import Mark, Picture, direction, line_across, plane_axes
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator
from mlmath.words import minus

SMALL = "the step is small: 0 < μ‖x‖² < 2"
ALONG = "the step goes along its own sample"
PREMISES = (SMALL, ALONG)


def check(seed: int, drop: str | None = None) -> Verdict:
    r"""Compare the size of an error before and after one step on its sample.

    .. math:: e' = (1 - \mu \|x\|^2) \, e, \qquad |e'| < |e| \text{ exactly if }
              0 < \mu \|x\|^2 < 2

    Without the first premise the step is too large; without the second it goes along another
    sample, which looks the other way.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `PREMISES`.
    """
    held = premises(PREMISES, drop)
    rng = generator(seed)
    angle, length = rng.uniform(0, 2 * np.pi), rng.uniform(0.6, 1.6)
    x = length * direction(angle)
    foot = rng.uniform(-0.5, 0.5, 2)  # weights that are right for the sample
    w = foot - rng.uniform(0.6, 1.3) * rng.choice([-1, 1]) * x / length
    y = float(foot @ x)
    share = rng.uniform(0.15, 1.85) if held[SMALL] else rng.uniform(2.15, 3.2)
    mu = share / length**2
    e = y - float(w @ x)
    if held[ALONG]:
        after = lms(x[None], [y], mu, w).weights[1]
    else:
        turn = rng.uniform(0.65, 1.0) * np.pi * rng.choice([-1, 1])
        other = length * direction(angle + turn)
        after = w + mu * e * other
    left = y - float(after @ x)
    return Verdict(
        theorem="One step",
        premises=held,
        left=abs(left),
        relation="<",
        right=abs(e),
        tolerance=1e-9,
        note=minus(f"With μ‖x‖² = {share:.2f} the error goes from {e:.2f} to {left:.2f}."),
        counterexample="The error of the sample is larger after the step." if drop else None,
        instance={"x": x, "y": y, "w": w, "after": after, "share": share},
        sides=("error after", "error before"),
        steps=steps(x, y, w, after, mu),
    )


def steps(x: Floats, y: float, w: Floats, after: Floats, mu: float) -> list[Step]:
    r"""Look at each step of the proof on one instance.

    1. The score moves by $\mu e \|x\|^2$.
    2. The new error is the old one less what the score moved.
    3. The factor $1 - \mu\|x\|^2$ lies between -1 and 1.
    """
    e, moved = y - float(w @ x), float((after - w) @ x)
    size = mu * float(x @ x)
    return [
        Step(
            "Step 1: the score moves",
            bool(np.isclose(moved, size * e)),
            (ALONG,),
            minus(f"it moves by {moved:.2f} instead of {size * e:.2f}"),
        ),
        Step(
            "Step 2: what is left",
            bool(np.isclose(y - float(after @ x), e - moved)),
            note="it is not the old error less what the score moved",
        ),
        Step(
            "Step 3: the factor",
            abs(1 - size) < 1,
            (SMALL,),
            minus(f"1 - μ‖x‖² is {1 - size:.2f}"),
        ),
    ]


def picture(verdict: Verdict) -> Picture:
    """Draw the plane of the weights: the line that is right for the sample, and the step."""
    x, y, w, after = (verdict.instance[name] for name in ("x", "y", "w", "after"))
    foot = y * x / float(x @ x)
    marks = [
        Mark("curve", foot + line_across(x, 6.0), "y", style="dashed"),
        Mark("arrow", [w, after], "e"),
        Mark("circle", w, "w"),
        Mark("text", w - (0, 0.45), "w", "before"),
        Mark("circle", after, "w"),
        Mark("text", after - (0, -0.45), "w", "after"),
    ]
    caption = (
        "The plane of the two weights. On the dashed line are all weights that have no error on "
        "the sample; the arrow is the step."
    )
    return Picture(marks, 1.0, caption, *plane_axes("w₁", "w₂", 4.2))


THEOREM = Theorem(
    name="lms.step",
    title="One step",
    label="thm-lms-step",
    claim="error on the sample after the step < error before it",
    premises=PREMISES,
    check=check,
    picture=picture,
)
