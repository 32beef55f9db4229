"""The dual perceptron makes the primal's mistakes, one for one."""

import numpy as np
from numpy.typing import NDArray

from mlmath.theorems.picture import Axis, Mark, Picture
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import generator
from mlmath.words import counted

START = "both start from zero"
KERNEL = "the kernel is the inner product of the map"
ORDER = "both go through the points in one order"
PREMISES = (START, KERNEL, ORDER)
POINTS = 7
REACH = 3
Whole = NDArray[np.int64]
LIMIT = 60  # updates that are compared


def check(seed: int, drop: str | None = None) -> Verdict:
    r"""Run both machines on whole numbers, and count the mistakes that they share from the start.

    The map has the nine products of two of 1, x₁ and x₂, in order, and so the kernel
    $(x \cdot z + 1)^2$; labels are those of a curve of the second degree.  Dropping "start from
    zero" gives the primal other weights to start with, dropping "the inner product of the map"
    gives the dual the kernel $(x \cdot z)^2$, and dropping "in one order" lets the dual go
    backward.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `PREMISES`.
    """
    held = premises(PREMISES, drop)
    rng = generator(seed)
    while True:
        X = np.unique(rng.integers(-REACH, REACH + 1, (POINTS, 2)), axis=0)
        X = rng.permutation(X)
        F = mapped(X)
        y = np.where(F @ rng.integers(-2, 3, 9) > 0, 1, -1)
        w = np.zeros(9, np.int64) if held[START] else rng.integers(-9, 10, 9)
        K = (X @ X.T + held[KERNEL]) ** 2
        turn = np.arange(len(X))[:: 1 if held[ORDER] else -1]
        first, second = primal(F, y, w), dual(K, y, turn)
        shared = common(first, second)
        longer = max(len(first), len(second))
        told = drop != START or (F @ w != 0).any()
        usable = len(X) == POINTS and min(len(first), len(second)) > 4 and told
        if usable and (shared == longer) == (drop is None):
            break
    return Verdict(
        theorem="The same mistakes",
        premises=held,
        left=shared,
        relation="==",
        right=longer,
        tolerance=0.0,
        note=f"Of {counted(len(first), 'mistake')} with weights and {len(second)} with counts, "
        f"{shared} are the same from the start.",
        counterexample="After these the two machines are wrong at different points."
        if drop
        else None,
        instance={"X": X, "y": y, "primal": first, "dual": second},
        sides=("mistakes shared", "mistakes made"),
        whole=float(longer),
        steps=steps(F, K, w, turn),
    )


def mapped(X: Whole) -> Whole:
    """Return the products of two of 1, x₁, x₂ in order, shape (n, 9)."""
    one = np.column_stack([np.ones(len(X), np.int64), X])
    return np.asarray((one[:, :, None] * one[:, None, :]).reshape(len(X), 9))


def primal(F: Whole, y: Whole, w: Whole) -> list[int]:
    """Return the points at which the machine with weights is wrong, in turn."""
    w = w.copy()
    wrong: list[int] = []
    while len(wrong) < LIMIT:
        before = len(wrong)
        for i in range(len(F)):
            if y[i] * (F[i] @ w) <= 0 and len(wrong) < LIMIT:
                w += y[i] * F[i]
                wrong.append(i)
        if len(wrong) == before:
            break
    return wrong


def dual(K: Whole, y: Whole, turn: Whole) -> list[int]:
    """Return the points at which the machine with counts is wrong, in turn."""
    counts = np.zeros(len(K), np.int64)
    wrong: list[int] = []
    while len(wrong) < LIMIT:
        before = len(wrong)
        for i in turn.tolist():
            if y[i] * (K[i] @ (counts * y)) <= 0 and len(wrong) < LIMIT:
                counts[i] += 1
                wrong.append(i)
        if len(wrong) == before:
            break
    return wrong


def common(a: list[int], b: list[int]) -> int:
    """Return how many entries two lists share from their start."""
    for k, (one, other) in enumerate(zip(a, b, strict=False)):
        if one != other:
            return k
    return min(len(a), len(b))


def steps(F: Whole, K: Whole, w: Whole, turn: Whole) -> list[Step]:
    """Look at each step of the proof.

    1. Before the first update every score is the same, namely zero.
    2. An update at i changes the score of each point j by y_i times the same number.
    3. With the same scores both are next wrong at the same point.
    """
    off = int(np.abs(F @ F.T - K).max())
    return [
        Step(
            "Step 1: the same scores before the first update",
            not (F @ w).any(),
            (START,),
            f"with weights the scores go up to {int(np.abs(F @ w).max())}",
        ),
        Step(
            "Step 2: an update changes all scores alike",
            off == 0,
            (KERNEL,),
            f"the changes differ by up to {off}",
        ),
        Step(
            "Step 3: the same point is next",
            bool((turn == np.arange(len(F))).all()),
            (ORDER,),
            "the points come in another order",
        ),
    ]


def picture(verdict: Verdict) -> Picture:
    """Draw at which point each mistake is made: circles with weights, rings with counts."""
    first, second = verdict.instance["primal"], verdict.instance["dual"]
    most = 24  # mistakes that can be told apart
    marks = [Mark("ring", (k + 1, i + 1), "wstar") for k, i in enumerate(second[:most])]
    marks += [Mark("circle", (k + 1, i + 1), "w") for k, i in enumerate(first[:most])]
    only = f", the first {most}" if max(len(first), len(second)) > most else ""
    caption = (
        f"At which point each mistake is made{only}: circles with weights, rings with counts. "
        + ("Each circle has its ring." if verdict.holds else "They part.")
    )
    end = min(most, max(len(first), len(second)))
    return Picture(
        marks,
        1.0,
        caption,
        Axis("mistake", 0, end + 1),
        Axis("point", 0, POINTS + 1),
    )


THEOREM = Theorem(
    name="kernels.mistakes",
    title="The same mistakes",
    label="thm-kernels-mistakes",
    claim="mistakes that both machines share, from the first on = mistakes made",
    premises=PREMISES,
    check=check,
    picture=picture,
    sources=("aizerman1964", "freund1999"),
)
