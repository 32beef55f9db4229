"""Counting: how many functions of n inputs one threshold unit can compute, at most."""

import numpy as np

from mlmath.boolean import truth_table
from mlmath.separation import (
    augment,
    count_separable_dichotomies,
    cover_count,
    widest_separator,
)
from mlmath.theorems.boolean.cube import SPAN, corners, edges, labeled
from mlmath.theorems.picture import Picture
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator

ONE = "each function is that of one unit"
COUNTING_PREMISES = (ONE,)
FEWEST, MOST = 2, 3  # inputs


def counting(seed: int, drop: str | None = None) -> Verdict:
    """Check Cover's bound on the labelings of some inputs that one threshold unit computes.

    Of all inputs of n bits, m are drawn; each of their 2^m labelings is tried.  Dropping "each
    function is that of one unit" lets the sum have products of two inputs as well: then more
    labelings than C(m, n + 1) come out.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `COUNTING_PREMISES`.
    """
    held = premises(COUNTING_PREMISES, drop)
    rng = generator(seed)
    n = int(rng.integers(FEWEST, MOST + 1))
    m = int(rng.integers(n + 2, 2**n + 1))
    X = truth_table(n)[np.sort(rng.permutation(2**n)[:m])]  # (m, n)
    features = augment(X)  # (m, n + 1)
    if drop == ONE:
        products = [X[:, i] * X[:, j] for i in range(n) for j in range(i)]
        features = np.column_stack([features, *products])
    found = count_separable_dichotomies(features)
    shown = rng.choice([-1.0, 1.0], size=m)  # one labeling, for the picture
    return Verdict(
        theorem="Counting",
        premises=held,
        left=found,
        relation="<=",
        right=cover_count(m, n + 1),
        tolerance=0.0,
        note=f"Labelings of {m} inputs of {n} bits, of {2**m} in all, by trying each.",
        counterexample=f"Sums with products of two inputs have {features.shape[1]} weights, and so "
        f"more labelings than {n + 1} weights can have." if drop else None,
        instance={
            "n": n,
            "X": X,
            "labels": shown,
            "computed": widest_separator(features, shown) is not None,
        },
        sides=("labelings computed", f"C({m}, {n + 1})"),
        whole=2**m,
        steps=proof_steps(features, n, found),
    )  # fmt: skip


def proof_steps(features: Floats, n: int, found: int) -> list[Step]:
    """Try the two steps of the proof.

    1. The unit's functions are what hyperplanes through the origin make of the inputs with the
       constant 1 appended, in n + 1 dimensions.
    2. In d dimensions m points have at most C(m, d) labelings, in general position or not.

    Parameters
    ----------
    features : what is weighed, shape (m, d).
    n : the number of inputs.
    found : how many labelings come out.
    """
    m, d = features.shape
    return [
        Step(
            "Step 1: points in n + 1 dimensions",
            d <= n + 1,
            (ONE,),
            f"with the products there are {d} dimensions, not {n + 1}",
        ),
        Step(
            "Step 2: Cover's count is a bound",
            found <= cover_count(m, d),
            note=f"{found} labelings, and C({m}, {d}) = {cover_count(m, d)}",
        ),
    ]


def counting_picture(verdict: Verdict) -> Picture:
    """Draw the corners of the cube, and one labeling of those that are labeled."""
    n, X, labels, computed = (verdict.instance[name] for name in ("n", "X", "labels", "computed"))
    chosen = X @ (1 << np.arange(n)[::-1])
    marks = edges(n) + [
        labeled(place, label > 0) for place, label in zip(corners(n)[chosen], labels, strict=True)
    ]
    return Picture(
        marks,
        SPAN,
        f"The {2**n} inputs of {n} bits, neighbors joined. The {len(X)} marked ones are labeled in "
        f"every way; of the labels shown, circles +1 and squares −1, "
        f"{'such a sum' if computed else 'no such sum'} has the signs.",
    )


COUNTING = Theorem(
    name="boolean.counting",
    title="How many functions one unit has",
    label="thm-counting",
    claim="labelings of m inputs of n bits by one unit ≤ C(m, n + 1)",
    premises=COUNTING_PREMISES,
    check=counting,
    picture=counting_picture,
    sources=("cover1965",),
)
