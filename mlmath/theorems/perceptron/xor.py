"""No line for XOR: of its four corners, a line has at most three correct."""

import numpy as np

from mlmath.perceptron import augment, widest_separator
from mlmath.theorems.picture import Mark, Picture, line_across
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator

LABELS = "labels are those of XOR"
XOR_PREMISES = (LABELS,)
CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
LINES = 1000


def xor(seed: int, drop: str | None = None) -> Verdict:
    """Check that no line has more than three corners of XOR correct, with many random lines.

    The widest separator is tried too, where there is one.  Dropping "labels are those of XOR"
    changes the label of one corner; then some line has all four correct.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `XOR_PREMISES`.
    """
    held = premises(XOR_PREMISES, drop)
    rng = generator(seed)
    y = np.array([-1.0, 1.0, 1.0, -1.0])
    changed = int(rng.integers(4))
    if drop == LABELS:
        y[changed] *= -1
    lines = rng.normal(size=(LINES, 3))
    found = widest_separator(augment(CORNERS), y)
    if found is not None:
        lines = np.vstack([found[0], lines])
    correct = (y * (lines @ augment(CORNERS).T) > 0).sum(axis=1)
    best = int(correct.argmax())
    return Verdict(
        theorem="No line for XOR",
        premises=held,
        left=int(correct[best]),
        relation="<=",
        right=3,
        tolerance=0.0,
        note=f"Corners that are correct, for the best of {len(lines):,} lines.",
        counterexample=f"With the other label at ({CORNERS[changed][0]:.0f}, "
        f"{CORNERS[changed][1]:.0f}) these are no longer the labels of XOR, and a line has all "
        "four corners correct."
        if drop
        else None,
        instance={"y": y, "line": lines[best], "changed": changed},
        sides=("corners correct", "all but one"),
        whole=4,
        steps=proof_steps(y, lines),
    )


def proof_steps(y: Floats, lines: Floats) -> list[Step]:
    """Try the two steps of the proof on many lines.

    1. s(1, 0) + s(0, 1) = w1 + w2 + 2b = s(0, 0) + s(1, 1), for the scores s of any line.
    2. The labels make the first of these sums positive and the second negative where a line has
       all four corners correct; so no line has.

    Parameters
    ----------
    y : the labels of `CORNERS`, shape (4,).
    lines : (w1, w2, b) of each line, shape (n, 3).
    """
    scores = lines @ augment(CORNERS).T
    ones, others = scores[:, [1, 2]].sum(axis=1), scores[:, [0, 3]].sum(axis=1)
    apart = np.abs(ones - others) > 1e-9 * np.abs(scores).sum(axis=1)
    correct = (y * scores > 0).all(axis=1)
    amiss = correct & ~((ones > 0) & (others < 0) & apart)
    return [
        Step("Step 1: one sum, twice", not apart.any(), note="the two sums differ"),
        Step(
            "Step 2: two signs",
            not amiss.any(),
            (LABELS,),
            "a line has all four corners correct, and the two sums are equal",
        ),
    ]


def xor_picture(verdict: Verdict) -> Picture:
    """Draw the four corners around the middle of the square, and the best line."""
    y, (w1, w2, b), changed = (verdict.instance[name] for name in ("y", "line", "changed"))
    places = CORNERS - 0.5
    normal = np.array([w1, w2])
    foot = -(b + 0.5 * (w1 + w2)) * normal / (normal @ normal)
    marks = [Mark("curve", foot + line_across(normal, 3.0), "w")]
    shapes = {1: ("circle", "positive"), -1: ("square", "negative")}
    marks += [
        Mark(*(shapes[int(s)][0], x, shapes[int(s)][1])) for x, s in zip(places, y, strict=True)
    ]
    marks += [
        Mark("text", [x[0] + 0.24 * np.sign(x[0]), x[1]], text=f"({c[0]:.0f}, {c[1]:.0f})")
        for x, c in zip(places, CORNERS, strict=True)
    ]
    wrong = y * (CORNERS @ normal + b) <= 0
    marks += [Mark("ring", x, "e", "wrong") for x in places[wrong]]
    if not all(verdict.premises.values()):
        marks.append(Mark("ring", places[changed], "e", "other label"))
    return Picture(
        marks,
        1.0,
        "The corners (0, 0), (1, 0), (0, 1) and (1, 1), circles +1 and squares −1, and the best "
        f"line that was found: it has {verdict.left:.0f} of the 4 correct.",
    )


XOR = Theorem(
    name="perceptron.xor",
    title="No line for XOR",
    label="thm-xor",
    claim="corners of XOR that a line has correct ≤ 3 of 4",
    premises=XOR_PREMISES,
    check=xor,
    picture=xor_picture,
)
