"""The representer theorem, for least squares with a penalty: the best weights are a sum of points.

Source: G. Kimeldorf and G. Wahba, "Some results on Tchebycheffian spline functions", Journal of
Mathematical Analysis and Applications 33 (1971), 82-95.
"""

import numpy as np

from mlmath.theorems.picture import Axis, Key, Mark, Picture, heat_map
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator
from mlmath.words import counted

FIT = "the error sees the scores of the points alone"
PENALTY = "the penalty is the squared length of the weights"
PREMISES = (FIT, PENALTY)
PRICE = 1.0  # of the penalty, λ
HEAVY = 9.0  # what the other penalty has before the first weight's square
REACH = 2.5


def check(seed: int, drop: str | None = None) -> Verdict:
    r"""Compare the best weights among sums of points with the best weights there are.

    Two to four points on one line through the origin of the plane, so that their sums lie on it
    too, and targets.  Dropping "the error sees the scores alone" adds an error that looks at the
    weights themselves, $(w_1 + w_2 - 3)^2$; dropping "the penalty is the squared length" takes
    $9 w_1^2 + w_2^2$.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `PREMISES`.
    """
    held = premises(PREMISES, drop)
    rng = generator(seed)
    M = np.diag([1.0 if held[PENALTY] else HEAVY, 1.0])
    while True:
        angle = rng.uniform(-np.pi, np.pi)
        u = np.array([np.cos(angle), np.sin(angle)])
        F = np.outer(rng.choice([-1, 1]) * rng.uniform(0.4, 1.6, rng.integers(2, 5)), u)
        y = rng.uniform(-2, 2, len(F))
        A, t = F, y
        if drop == FIT:
            A, t = np.vstack([F, [1.0, 1.0]]), np.append(y, 3.0)
        best = np.asarray(np.linalg.solve(A.T @ A + PRICE * M, A.T @ t), np.float64)
        along: Floats = u * float((A @ u) @ t / ((A @ u) @ (A @ u) + PRICE * (u @ M @ u)))
        left, right = round(cost(along, A, t, M), 9), round(cost(best, A, t, M), 9)
        big = float(np.abs(best).max())
        if 0.3 < big < REACH - 0.3 and (drop is None or left > 1.02 * right):
            break
    return Verdict(
        theorem="The representer theorem",
        premises=held,
        left=left,
        relation="==",
        right=right,
        tolerance=1e-9,
        note=f"{counted(len(F), 'point')} on a line; the least error and penalty together, for "
        "sums of the points and for all weights.",
        counterexample="Weights that are no sum of the points are better." if drop else None,
        instance={"F": F, "u": u, "A": A, "t": t, "M": M, "best": best, "along": along},
        sides=("best sum of points", "best of all"),
        steps=steps(A, t, M, u, best),
    )


def error(w: Floats, A: Floats, t: Floats) -> float:
    """Return Σ (t_i - w·a_i)²."""
    return float(((t - A @ w) ** 2).sum())


def cost(w: Floats, A: Floats, t: Floats, M: Floats) -> float:
    """Return the error and λ times the penalty w·M w."""
    return error(w, A, t) + PRICE * float(w @ M @ w)


def steps(A: Floats, t: Floats, M: Floats, u: Floats, best: Floats) -> list[Step]:
    """Look at each step of the proof, at the best weights.

    1. What is at right angles to all points changes no score, and so not the error.
    2. Without it the penalty is no larger.
    """
    shadow = (best @ u) * u
    change = error(shadow, A, t) - error(best, A, t)
    dearer = float(shadow @ M @ shadow - best @ M @ best)
    return [
        Step(
            "Step 1: the part at right angles changes no error",
            abs(change) < 1e-9 * (1 + error(best, A, t)),
            (FIT,),
            f"without it the error is {change:.2f} larger",
        ),
        Step(
            "Step 2: without it the penalty is no larger",
            dearer < 1e-9,
            (PENALTY,),
            f"without it the penalty is {dearer:.2f} larger",
        ),
    ]


def picture(verdict: Verdict) -> Picture:
    """Draw the cost of all weights, the line of the sums, and the two best."""
    one = verdict.instance
    ends = np.linspace(-REACH, REACH, 33)
    middle = (ends[1:] + ends[:-1]) / 2
    C = np.array([[cost(np.array([a, b]), one["A"], one["t"], one["M"]) for a in middle]
                  for b in middle])  # fmt: skip
    C -= verdict.right
    key = Key("cost above the least", 0.0, float(np.ceil(C.max())), "e")
    marks = heat_map(C, ends, ends, key)
    marks += [
        Mark("curve", np.outer([-1, 1], one["u"]) * REACH, "x", style="dashed"),
        Mark("square", one["along"], "x"),
        Mark("ring", one["best"], "w"),
    ]
    where = "lies on the line" if verdict.holds else "lies off the line"
    caption = (
        "The cost of all weights, the stronger the color the higher. Dashed: the sums of points, "
        f"with the best of them as a square. The ring, the best of all, {where}."
    )
    x, y = (Axis(name, -REACH, REACH) for name in ("first weight", "second weight"))
    return Picture(marks, 1.0, caption, x, y, key)


THEOREM = Theorem(
    name="kernels.representer",
    title="The representer theorem",
    label="thm-kernels-representer",
    claim="least cost among sums of points = least cost of all weights",
    premises=PREMISES,
    check=check,
    picture=picture,
    sources=("kimeldorf1971", "scholkopf2001"),
)
