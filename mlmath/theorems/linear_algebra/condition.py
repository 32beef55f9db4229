"""The condition number: by how much solving A x = b can magnify an error of b."""

import numpy as np

from mlmath.theorems.picture import Mark, Picture, direction
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator

ONE_LENGTH = "one length measures all"
INVERTIBLE = "no arrow but zero becomes zero"
CONDITION_PREMISES = (ONE_LENGTH, INVERTIBLE)
REACH = 4  # entries of A lie between -REACH and REACH
ERROR = 0.2  # ‖δb‖ beside ‖b‖
DIRECTIONS = 360  # tried for step 1


def condition(seed: int, drop: str | None = None) -> Verdict:
    r"""Check $\|\delta x\| / \|x\| \le \kappa \, \|\delta b\| / \|b\|$, in percent.

    The matrix is one of the plane, in whole numbers, with $\kappa = \sigma_1 / \sigma_2$.  Every
    third instance has the worst right-hand side, b along $u_1$ and its error along $u_2$.  Without
    a premise, the errors are measured by their largest coordinate while κ is of the usual length;
    or A sends a line of arrows to zero, and κ is taken from its one singular value that is not 0.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `CONDITION_PREMISES`.
    """
    held = premises(CONDITION_PREMISES, drop)
    rng = generator(seed)
    if drop == INVERTIBLE:
        A, x, dx = _flat(rng)
    elif drop == ONE_LENGTH:
        A, x, dx = _by_coordinate(rng)
    else:
        A, x, dx = _instance(rng, worst=seed % 3 == 0)
    largest = drop == ONE_LENGTH
    b, db = A @ x, A @ dx
    values = np.linalg.svd(A, compute_uv=False)
    kappa = 1.0 if drop == INVERTIBLE else float(values[0] / values[1])
    error = size(db, largest) / size(b, largest)
    answer = size(dx, largest) / size(x, largest)
    return Verdict(
        theorem="The condition number",
        premises=held,
        left=100 * answer,
        relation="<=",
        right=100 * kappa * error,
        tolerance=1e-9,
        note=f"κ = {kappa:.4g}; b is off by {100 * error:.3g} %, and x by {100 * answer:.3g} %.",
        counterexample=_counterexample(drop, kappa, 100 * error, 100 * answer),
        instance={"A": A, "x": x, "dx": dx, "b": b, "db": db},
        sides=("error of x in %", "κ times that of b in %"),
        steps=proof_steps(A, x, dx, largest),
    )


def size(x: Floats, largest: bool = False) -> float:
    """Return the length of an arrow, or its largest coordinate."""
    return float(np.abs(x).max() if largest else np.sqrt(x @ x))


def _instance(rng: np.random.Generator, worst: bool) -> tuple[Floats, Floats, Floats]:
    """Return A, x and its error: any, or the one that A magnifies most."""
    while True:
        A = rng.integers(-REACH, REACH + 1, size=(2, 2)).astype(np.float64)
        if abs(A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0]) > 0.5:
            break
    if worst:
        _, values, Vt = np.linalg.svd(A)
        return A, Vt[0], ERROR * values[0] / values[1] * Vt[1]
    x, db = (direction(angle) for angle in rng.uniform(0, 2 * np.pi, size=2))
    dx = np.asarray(np.linalg.solve(A, ERROR * size(A @ x) * db), np.float64)
    return A, x, dx


def _by_coordinate(rng: np.random.Generator) -> tuple[Floats, Floats, Floats]:
    """Return the worst instance for lengths by the largest coordinate; it passes the usual κ.

    x has a 1 or -1 for the signs of the row of A with the largest sum of sizes; the error of b
    has them for such a row of the inverse of A.
    """
    while True:
        A, _, _ = _instance(rng, worst=False)
        inverse = np.linalg.inv(A)
        x, db = (_signs(M[np.abs(M).sum(axis=1).argmax()]) for M in (A, inverse))
        dx = ERROR * size(A @ x, True) * (inverse @ db)
        values = np.linalg.svd(A, compute_uv=False)
        if size(dx, True) > 1.01 * values[0] / values[1] * ERROR * size(x, True):
            return A, x, dx


def _flat(rng: np.random.Generator) -> tuple[Floats, Floats, Floats]:
    """Return a matrix with one line of images, an x, and an error most of which it sends to zero.

    A = u vᵀ in whole numbers: x lies along v, and the error has a part at a right angle to v.
    """
    while True:
        u, v = rng.integers(-2, 3, size=(2, 2)).astype(np.float64)
        if u.any() and v.any():
            break
    across = np.array([-v[1], v[0]])
    return np.outer(u, v), v, ERROR / 2 * v + rng.uniform(0.5, 1.5) * across


def _signs(row: Floats) -> Floats:
    return np.where(row < 0, -1.0, 1.0)


def _counterexample(drop: str | None, kappa: float, error: float, answer: float) -> str | None:
    bound = kappa * error
    return {
        ONE_LENGTH: f"Measured by the largest coordinate, x is off by {answer:.4g} %, and κ times "
        f"the error of b is {bound:.4g} %.",
        INVERTIBLE: f"x + δx gives b + δb exactly, and is off by {answer:.4g} %: A does not see "
        "most of δx.",
    }.get(drop or "")


def proof_steps(A: Floats, x: Floats, dx: Floats, largest: bool = False) -> list[Step]:
    r"""Try the steps of the proof on one instance.

    1. A stretches every arrow by $\sigma_2$ at least and by $\sigma_1$ at most.
    2. $\sigma_2$ is not zero, so that one may divide by it.
    3. So $\|b\| \le \sigma_1 \|x\|$ and $\|\delta b\| \ge \sigma_2 \|\delta x\|$, with
       $b = A x$ and $\delta b = A \, \delta x$: an error travels through A by itself.

    Parameters
    ----------
    A : matrix (2, 2).
    x, dx : a solution and its error, shape (2,).
    largest : whether lengths are the largest coordinate.
    """
    values = np.linalg.svd(A, compute_uv=False)
    tried = np.vstack([direction(np.linspace(0, 2 * np.pi, DIRECTIONS)), x, dx])
    stretch = np.array([size(A @ z, largest) / size(z, largest) for z in tried])
    low, high = float(stretch.min()), float(stretch.max())
    slack = 1e-9 * values[0]
    return [
        Step(
            "Step 1: stretched by σ₂ to σ₁",
            bool(values[1] - slack <= low and high <= values[0] + slack),
            (ONE_LENGTH,),
            f"stretches reach from {low:.3g} to {high:.3g}, where σ₂ and σ₁ are "
            f"{values[1]:.3g} and {values[0]:.3g}",
        ),
        Step(
            "Step 2: σ₂ is not zero",
            bool(values[1] > slack),
            (INVERTIBLE,),
            "σ₂ is 0, and nothing holds δx",
        ),
        Step(
            "Step 3: the error by itself",
            bool(np.allclose(A @ (x + dx) - A @ x, A @ dx, atol=1e-9)),
            note="A (x + δx) is not A x + A δx",
        ),
    ]


def condition_picture(verdict: Verdict) -> Picture:
    """Draw b and the circle of its errors, and what this is among the solutions."""
    A, x, dx, b, db = (verdict.instance[name] for name in ("A", "x", "dx", "b", "db"))
    span = 1.3 * max(size(b) + size(db), size(x) + size(dx))
    circle = direction(np.linspace(0, 2 * np.pi, 61))
    marks = [Mark("curve", b + size(db) * circle, "y", style="faint")]
    caption = (
        "The right-hand side b, purple, with an error δb of its size all around, and the solution "
        "x, blue; "
    )
    if abs(np.linalg.det(A)) > 1e-9:
        cloud = np.linalg.solve(A, size(db) * circle.T).T
        marks.append(Mark("curve", x + cloud, "x", style="faint"))
        span = max(span, 1.05 * float(np.abs(x + cloud).max()))
        caption += "the ring around x is where such errors take it. "
    marks += [
        Mark("arrow", [[0, 0], b], "y", "b"),
        Mark("arrow", [b, b + db], "e"),
        Mark("arrow", [[0, 0], x], "x", "x"),
        Mark("arrow", [x, x + dx], "e"),
    ]
    return Picture(marks, span, caption + "The errors δb and δx are red.")


CONDITION = Theorem(
    name="linear_algebra.condition",
    title="The condition number",
    label="thm-condition",
    claim="the relative error of x is at most κ times that of b",
    premises=CONDITION_PREMISES,
    check=condition,
    picture=condition_picture,
    sources=("trefethen1997",),
)
