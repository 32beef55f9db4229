"""The best shadow: no k directions keep more variance than PCA's."""

import numpy as np

from mlmath.dimension import PCA
from mlmath.scale import direction
from mlmath.theorems.picture import Axis, Mark, Picture, curve
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator

CENTERED = "the mean is taken off first"
ACROSS = "the directions are at right angles"
UNIT = "each direction has length 1"
PREMISES = (CENTERED, ACROSS, UNIT)
FAILS = {
    CENTERED: "The shadow of the mean counts as variance.",
    ACROSS: "Both directions look the same way, and count it twice.",
    UNIT: "Longer directions make longer shadows.",
}
POINTS, KEPT = 40, 2


def check(seed: int, drop: str | None = None) -> Verdict:
    r"""Compare what k directions keep of the variance with the k largest eigenvalues.

    .. math:: \sum_{j=1}^k u_j \cdot C u_j \le \lambda_1 + \dots + \lambda_k

    The directions are near the best ones, so that a violation is no matter of luck.  Without the
    first premise the squared shadows are those of the points as they are; without the second both
    directions lie near the first eigenvector; without the third both are longer than 1.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `PREMISES`.
    """
    held = premises(PREMISES, drop)
    rng = generator(seed)
    d = int(rng.integers(3, 7))
    spread = np.sort(rng.uniform(0.4, 1.0, d))[::-1] * np.array([3.0, 2.0, *[1.0] * (d - 2)])
    turn, _ = np.linalg.qr(rng.normal(size=(d, d)))
    X = rng.normal(size=(POINTS, d)) * spread @ turn + rng.uniform(4.0, 6.0) * (turn[0] + turn[1])
    machine = PCA().fit(X)
    values, Q = machine.explained_variance_, machine.components_
    U = _near(Q[:KEPT], rng)
    if not held[ACROSS]:
        U = np.stack([Q[0], direction(Q[0] + 0.1 * Q[1])])
    if not held[UNIT]:
        U = 1.4 * U
    Y = X - X.mean(axis=0) if held[CENTERED] else X
    kept = float(((Y @ U.T) ** 2).sum() / (POINTS - 1))
    best = float(values[:KEPT].sum())
    return Verdict(
        theorem="The best shadow",
        premises=held,
        left=kept,
        relation="<=",
        right=best,
        tolerance=1e-9,
        note=f"The variance that two directions keep of {POINTS} points in {d} dimensions, and "
        "the two largest eigenvalues.",
        counterexample=FAILS.get(drop) if drop else None,
        instance={"values": values, "weights": ((U @ Q.T) ** 2).sum(axis=0), "kept": kept},
        sides=("variance kept", "λ₁ + λ₂"),
        steps=steps(kept, U, Q, values),
    )


def _near(Q: Floats, rng: np.random.Generator) -> Floats:
    """Return orthonormal rows near those of Q (k, d)."""
    turned, _ = np.linalg.qr((Q + 0.1 * rng.normal(size=Q.shape)).T)
    return np.asarray(turned.T)


def steps(kept: float, U: Floats, Q: Floats, values: Floats) -> list[Step]:
    r"""Look at each step of the proof on one instance.

    1. The squared shadows are $\sum_i \lambda_i p_i$ with the weights
       $p_i = \sum_j (u_j \cdot q_i)^2$.
    2. The weights are at most 1 each, where the directions are cut to length 1.
    3. They add up to k.
    """
    weights = ((U @ Q.T) ** 2).sum(axis=0)
    unit = U / np.sqrt((U**2).sum(axis=1))[:, None]
    largest = float(((unit @ Q.T) ** 2).sum(axis=0).max())
    total = float(weights.sum())
    return [
        Step(
            "Step 1: a weighed sum of eigenvalues",
            bool(np.isclose(kept, values @ weights)),
            (CENTERED,),
            f"the weighed sum is {values @ weights:.1f}, the mean square {kept:.1f}",
        ),
        Step(
            "Step 2: no weight above 1",
            largest <= 1 + 1e-9,
            (ACROSS,),
            f"one weight is {largest:.2f}",
        ),
        Step(
            "Step 3: k weights in all",
            bool(np.isclose(total, len(U))),
            (UNIT,),
            f"the weights add up to {total:.2f}, not {len(U)}",
        ),
    ]


def picture(verdict: Verdict) -> Picture:
    """Draw the eigenvalues, and the share of each that the two directions keep."""
    values, weights = verdict.instance["values"], verdict.instance["weights"]
    n = len(values)
    high = round(1.12 * float(max(values.max(), (values * weights).max())), 3)
    marks: list[Mark] = []
    for i, (value, weight) in enumerate(zip(values, weights, strict=True)):
        x = i + 1.0
        marks.append(curve([x - 0.3, x - 0.3], [0, value], "", style="dashed"))
        marks.append(Mark("ring", [[x - 0.3, value]]))
        marks.append(curve([x + 0.1, x + 0.1], [0, value * weight], "w"))
        marks.append(Mark("square", [[x + 0.1, value * weight]], "w"))
    caption = (
        "Dashed with rings, the eigenvalues, the largest first; with squares, each of them times "
        "its weight, which is what the two directions keep of it."
    )
    x_axis = Axis("eigenvalue number", 0.4, n + 0.6)
    return Picture(marks, 1.0, caption, x_axis, Axis("variance", 0, high))


THEOREM = Theorem(
    name="dimension.shadow",
    title="The best shadow",
    label="thm-dimension-shadow",
    claim="variance that k directions keep ≤ sum of the k largest eigenvalues",
    premises=PREMISES,
    check=check,
    picture=picture,
    sources=("pearson1901", "eckart1936"),
)
