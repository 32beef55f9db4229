"""Gordan's alternative: an arrow with positive scores, or counts that refute every arrow."""

from typing import Any

import numpy as np

from mlmath.boolean import convex_hull, gordan_alternative
from mlmath.boolean.functions import Table
from mlmath.separation.nearest import nearest_point
from mlmath.theorems.picture import Mark, Picture, line_across
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import generator
from mlmath.words import listed, minus

NOT_NEGATIVE = "no count is negative"
NOT_ALL_ZERO = "not all counts are zero"
POSITIVE = "every score is positive"
ALTERNATIVE_PREMISES = (NOT_NEGATIVE, NOT_ALL_ZERO, POSITIVE)
REACH = 4  # coordinates of a point lie between -REACH and REACH
TRIED = 50  # arrows or counts, where none are claimed


def alternative(seed: int, drop: str | None = None) -> Verdict:
    r"""Check that of the two alternatives exactly one is so, on a few points of the plane.

    Either an arrow w has a positive score $w \cdot a_i$ at every signed point, or counts
    $c_i \ge 0$, not all zero, make the signed points add up to nothing.  Both answers are found
    in whole numbers.  Without one of the premises an instance has both: counts of both signs, or
    all of them zero, make any points add up to nothing, and the arrow zero has no negative score.

    Parameters
    ----------
    seed : equal seeds give equal instances; every second one has an arrow.
    drop : None, or one of `ALTERNATIVE_PREMISES`.
    """
    held = premises(ALTERNATIVE_PREMISES, drop)
    rng = generator(seed)
    A = _points(rng, arrow=seed % 2 == 0 if drop is None else drop != POSITIVE)
    found = gordan_alternative(A)
    w, c = found.weights, found.combination
    if drop == NOT_ALL_ZERO:
        c = np.zeros(len(A), dtype=np.int64)
    elif drop == NOT_NEGATIVE:
        c = _mixed(A)
    elif drop == POSITIVE:
        w = np.zeros(2, dtype=np.int64)
    said = [] if w is None else [f"the arrow {listed(w)} has the scores {listed(A @ w)}"]
    said += [] if c is None else [f"the counts {listed(c)} make them add up to nothing"]
    return Verdict(
        theorem="The alternative",
        premises=held,
        left=len(said),
        relation="==",
        right=1,
        tolerance=0.0,
        note=f"Of {len(A)} signed points: {', and '.join(said)}.",
        counterexample=_counterexample(drop, w, c),
        instance={"A": A, "w": w, "c": c},
        sides=("of the two are so", "exactly one"),
        whole=2,
        steps=proof_steps(A, w, c, rng),
    )


def _points(rng: np.random.Generator, arrow: bool) -> Table:
    """Return 4 to 6 different points of the plane, for which there is an arrow, or is none."""
    n = int(rng.integers(4, 7))
    while True:
        A = rng.integers(-REACH, REACH + 1, size=(n, 2))
        if arrow:
            A = A * np.sign(A @ rng.choice([-2, -1, 1, 2], size=2))[:, None]  # all to one side
        if A.any(axis=1).all() and len(np.unique(A, axis=0)) == n and has_arrow(A) == arrow:
            return A


def has_arrow(A: Table) -> bool:
    """Tell whether some arrow has a positive score at each of the points."""
    return gordan_alternative(A).weights is not None


def _mixed(A: Table) -> Table:
    """Return whole counts, some negative, with which three points of the plane add up to nothing.

    By Cramer's rule: (u × v) t + (v × t) u + (t × u) v = 0 for any t, u, v of the plane.
    """
    c = np.zeros(len(A), dtype=np.int64)
    t, u, v = A[:3]
    c[:3] = [_cross(u, v), _cross(v, t), _cross(t, u)]
    if not c.any():  # all three on one line through the origin: two of them will do
        k = int(np.abs(t).argmax())
        c[:2] = u[k], -t[k]
    return c


def _cross(u: Any, v: Any) -> Any:
    return u[0] * v[1] - u[1] * v[0]


def _counterexample(drop: str | None, w: Table | None, c: Table | None) -> str | None:
    if drop is None or w is None or c is None:
        return None
    return {
        NOT_NEGATIVE: f"The arrow {listed(w)} has positive scores, and yet the counts {listed(c)}, "
        "some of them negative, make the points add up to nothing.",
        NOT_ALL_ZERO: f"The arrow {listed(w)} has positive scores, and counts that are all zero "
        "make any points add up to nothing.",
        POSITIVE: f"The counts {listed(c)} make the points add up to nothing, and yet the arrow "
        "(0, 0) has no negative score.",
    }[drop]


def proof_steps(A: Table, w: Table | None, c: Table | None, rng: np.random.Generator) -> list[Step]:
    r"""Try the steps of the proof on one set of points.

    1. So many of each of an arrow's scores, $\sum_i c_i\, w \cdot a_i$, add up to its score at
       the sum of so many points, $w \cdot \sum_i c_i a_i$.
    2. No term of that sum is negative, the scores being positive and the counts not negative.
    3. Some term is positive, for a positive score has a positive count.  So the sum of the points
       is not zero, and not both alternatives are so.
    4. The shortest vector p of the convex hull is zero, and then its shares are such counts; or
       $p \cdot a_i \ge \|p\|^2 > 0$ at each point, and then p is such an arrow.

    Where no counts are claimed, the first three steps are tried on counts drawn at random; where
    no arrow is, there are no positive scores, and steps 2 and 3 say nothing.

    Parameters
    ----------
    A : the signed points, whole numbers, shape (n, 2).
    w, c : an arrow, shape (2,), and counts, shape (n,), that are claimed; None where not.
    rng : draws what is tried.
    """
    arrows = rng.integers(-REACH, REACH + 1, size=(TRIED, 2)) if w is None else w[None]
    counts = 1 + rng.integers(0, REACH, size=(TRIED, len(A))) if c is None else c[None]
    terms = counts[:, :, None] * (A @ arrows.T)  # (n_counts, n, n_arrows)
    positive = (terms > 0).any(axis=1).all()
    p, _ = nearest_point(A.astype(np.float64))
    square, low = float(p @ p), float((A @ p).min())
    apart = square > 1e-18 * float((A**2).sum())
    return [
        Step(
            "Step 1: one sum, twice",
            bool((terms.sum(axis=1) == counts @ A @ arrows.T).all()),
            note="so many scores are not the score of so many points",
        ),
        Step(
            "Step 2: no term is negative",
            w is None or not (terms < 0).any(),
            (NOT_NEGATIVE,),
            "a negative count times a positive score is negative",
        ),
        Step(
            "Step 3: some term is positive",
            w is None or bool(positive),
            (NOT_ALL_ZERO, POSITIVE),
            "all terms are zero",
        ),
        Step(
            "Step 4: the shortest vector",
            apart == has_arrow(A) and (not apart or low >= square * (1 - 1e-9)),
            note="it is neither zero nor an arrow with positive scores",
        ),
    ]


def alternative_picture(verdict: Verdict) -> Picture:
    """Draw the points as arrows, their hull, and what there is of the two."""
    A, w, c = (verdict.instance[name] for name in ("A", "w", "c"))
    marks = [Mark("area", convex_hull(A), "x")]
    caption = "The signed points as arrows, and their convex hull, shaded. "
    if w is not None and w.any():
        tip = w * (REACH / np.abs(w).max())
        marks += [
            Mark("curve", line_across(w, 2.0 * REACH), "w"),
            Mark("arrow", [[0, 0], tip], "w"),
        ]
        caption += "The hull keeps clear of the origin, and the green arrow has all on its side. "
    marks += [Mark("arrow", [[0, 0], a], "x") for a in A]
    if c is not None:
        marks += [
            Mark("text", a * (1 + 0.7 / np.hypot(*a)), "gamma", minus(f"{v}"))
            for a, v in zip(A, c, strict=True)
        ]
        caption += "The number at each tip is its count; so many of each arrow add up to nothing."
    return Picture(marks, REACH * 1.4, caption.strip())


ALTERNATIVE = Theorem(
    name="boolean.alternative",
    title="The alternative",
    label="thm-alternative",
    claim="an arrow with positive scores, or counts that refute all: exactly 1 of the 2",
    premises=ALTERNATIVE_PREMISES,
    check=alternative,
    picture=alternative_picture,
    sources=("mangasarian1994",),
)
