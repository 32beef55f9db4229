"""Parity: no sum of detectors that each miss an input has its sign."""

import numpy as np

from mlmath.boolean import parity_certificate, truth_table
from mlmath.boolean.functions import Table
from mlmath.theorems.boolean.cube import SPAN, corners, cube
from mlmath.theorems.picture import Mark, Picture
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import generator
from mlmath.words import listed, minus

MISSES = "every detector misses an input"
LABELS = "labels are those of parity"
PARITY_PREMISES = (MISSES, LABELS)
SUMS = 200  # of detectors, weighed at random
FEWEST, MOST = 2, 4  # inputs


def parity_order(seed: int, drop: str | None = None) -> Verdict:
    r"""Check that no sum of detectors has more than all but one of parity's signs.

    A detector is any function of the inputs that it sees.  Sums of detectors with random weights
    are tried, and the best one that there is: parity's own signs but at one input a,
    $P = c - 2^n c(a) \delta_a$, which needs no detector of all inputs since the products of all
    of them cancel.  Dropping "every detector misses an input" adds a detector that sees all
    inputs; dropping "labels are those of parity" changes the label at a.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `PARITY_PREMISES`.
    """
    held = premises(PARITY_PREMISES, drop)
    rng = generator(seed)
    n = int(rng.integers(FEWEST, MOST + 1))
    c = parity_certificate(n)  # (2^n,), -1 for an even number of ones and +1 for an odd
    a = int(rng.integers(len(c)))
    sums = np.array([random_sum(rng, n) for _ in range(SUMS)])  # (SUMS, 2^n)
    best = c.copy()
    best[a] -= len(c) * c[a]
    if drop == MISSES:
        best = c  # the detector that sees all inputs and tells their parity
    labels = c.copy()
    labels[a] *= -1 if drop == LABELS else 1
    sums = np.vstack([best, sums])
    right = (labels * sums > 0).sum(axis=1)
    first = int(right.argmax())
    return Verdict(
        theorem="Parity",
        premises=held,
        left=int(right[first]),
        relation="<=",
        right=len(c) - 1,
        tolerance=0.0,
        note=f"Inputs of {n} bits with the right sign, for the best of {len(sums):,} sums of "
        "detectors.",
        counterexample="One detector that sees all inputs is enough: its own signs are parity's."
        if drop == MISSES
        else f"With the other label at {listed(truth_table(n)[a])} these are not the labels of "
        f"parity, and a sum of detectors that each miss an input has all {len(c)} signs right.",
        instance={"n": n, "a": a, "labels": labels, "sum": sums[first]},
        sides=("inputs right", "all but one"),
        whole=len(c),
        steps=proof_steps(c, labels, sums),
    )


def random_sum(rng: np.random.Generator, n: int) -> Table:
    """Return a sum of detectors at every input, shape (2^n,), each with a weight of its own.

    One detector for each input that is missed: any function of the n - 1 others.
    """
    total = np.zeros((2,) * n, dtype=np.int64)
    for missed in range(n):
        values = rng.integers(-9, 10, size=(2,) * (n - 1))
        total += np.expand_dims(values, missed)  # the same for both values of the missed input
    return total.ravel()


def proof_steps(c: Table, labels: Table, sums: Table) -> list[Step]:
    """Try the steps of the proof on many sums of detectors.

    1. At two inputs that differ in the missed one a detector says the same and c has both signs.
       So each detector's signed values add up to zero, and those of a sum of them.
    2. With parity's labels, which are c, a sum with all signs right has positive terms only, and
       their total is not zero.

    Parameters
    ----------
    c : the signs of parity, shape (2^n,).
    labels : those that are asked for, shape (2^n,).
    sums : of detectors, at each input, shape (n_sums, 2^n).
    """
    total = sums @ c  # (n_sums,)
    right = np.all(labels * sums > 0, axis=1)
    return [
        Step(
            "Step 1: signed values cancel",
            not total.any(),
            (MISSES,),
            f"they add up to {total[np.abs(total).argmax()]}, not to 0",
        ),
        Step(
            "Step 2: positive terms only",
            bool(np.all(c * sums[right] > 0)),
            (LABELS,),
            "a sum has all labels right, and a negative term",
        ),
    ]


def parity_picture(verdict: Verdict) -> Picture:
    """Draw the inputs as the corners of a cube, and which of them the best sum has wrong."""
    n, labels, best = (verdict.instance[name] for name in ("n", "labels", "sum"))
    places = corners(n)
    marks = cube(n, labels > 0, labels * best <= 0)
    marks += [
        Mark("text", x + np.array([0.0, 0.17]), "", minus(f"{v:+}"))
        for x, v in zip(places, best, strict=True)
    ]
    if not verdict.premises[LABELS]:
        marks.append(Mark("ring", places[verdict.instance["a"]], "e", "other label"))
    return Picture(
        marks,
        SPAN,
        f"The {2**n} inputs of {n} bits, neighbors joined; circles have the label +1 and squares "
        f"−1. The numbers are the best sum of detectors: {verdict.left:.0f} of its {2**n} signs "
        "are right.",
    )


PARITY = Theorem(
    name="boolean.parity",
    title="The order of parity",
    label="thm-parity",
    claim="inputs of n bits that a sum of narrower detectors has right ≤ all but one",
    premises=PARITY_PREMISES,
    check=parity_order,
    picture=parity_picture,
    sources=("minsky1969",),
)
