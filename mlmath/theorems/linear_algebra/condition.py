"""The condition number: by how much solving A x = b can magnify an error of b."""

from dataclasses import replace

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
KAPPA = 2, 6  # from and to, so that a picture can show both errors, and that they differ
DIRECTIONS = 360  # tried for step 1
GAP = 0.3  # between the two halves of the picture


def condition(seed: int, drop: str | None = None) -> Verdict:
    r"""Check $\|\delta x\| / \|x\| \le \kappa \, \|\delta b\| / \|b\|$, in percent.

    The matrix is one of the plane, in whole numbers, with $\kappa = \sigma_1 / \sigma_2$ from 2 to
    6.  Every second instance has the worst right-hand side, b along $u_1$ and its error along
    $u_2$.  Without a premise, the errors are measured by their largest coordinate while κ is of the
    usual length; or A sends a line of arrows to zero, and κ is taken from its one singular value
    that is not 0.

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
        A, x, dx = _instance(rng, worst=seed % 2 == 0)
    largest = drop == ONE_LENGTH
    b, db = A @ x, A @ dx
    values = np.linalg.svd(A, compute_uv=False)
    kappa = 1.0 if drop == INVERTIBLE else float(values[0] / values[1])
    error = size(db, largest) / size(b, largest)
    answer = size(dx, largest) / size(x, largest)
    return Verdict(
        theorem="The condition number",
        premises=held,
        left=round(100 * answer, 9),  # so that equal sides read alike
        relation="<=",
        right=round(100 * kappa * error, 9),
        tolerance=1e-9,
        note=f"κ = {kappa:.4g}; b is off by {100 * error:.3g} %, and x by {100 * answer:.3g} %.",
        counterexample=_counterexample(drop, kappa, 100 * error, 100 * answer),
        instance={"A": A, "x": x, "dx": dx, "b": b, "db": db, "largest": largest},
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
        _, values, Vt = np.linalg.svd(A)
        if 0 < KAPPA[0] * values[1] <= values[0] <= KAPPA[1] * values[1]:
            break
    if worst:
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
    """Draw b with the disc of its errors, and beside it x with what these are among the solutions.

    Each arrow is drawn in units of its own size, so that the red ones show the relative errors.
    """
    A, x, dx, b, db = (verdict.instance[name] for name in ("A", "x", "dx", "b", "db"))
    largest = verdict.instance["largest"]
    circle = size(db) * direction(np.linspace(0, 2 * np.pi, 61))
    caption = (
        "Each in units of its own size: the right-hand side b, purple, among all that are off by "
        "as much as b + δb, and beside it the solution x, blue"
    )
    ring = None
    if abs(np.linalg.det(A)) > 1e-9:
        ring = np.linalg.solve(A, circle.T).T
        caption += ", among the solutions for all of these"
    marks, span = _beside(
        _part("b", "y", b, db, circle, size(b, largest)),
        _part("x", "x", x, dx, ring, size(x, largest)),
    )
    return Picture(marks, span, caption + ". The errors δb and δx are red.")


def _part(
    name: str, quantity: str, tip: Floats, error: Floats, around: Floats | None, unit: float
) -> list[Mark]:
    """Return an arrow, its error and the shape of all errors around its tip, in a unit."""
    tip, error = tip / unit, error / unit
    beside = tip / 2 + 0.2 * np.array([-tip[1], tip[0]]) / size(tip)  # left of its middle
    shape = [] if around is None else [Mark("area", tip + around / unit, quantity)]
    return [
        *shape,
        Mark("arrow", [[0, 0], tip], quantity),
        Mark("arrow", [tip, tip + error], "e"),
        Mark("text", beside, quantity, name),
    ]


def _beside(first: list[Mark], second: list[Mark]) -> tuple[list[Mark], float]:
    """Return two groups of marks beside or below each other, whichever is the larger drawing.

    With them comes the span of the picture that they fill.
    """
    groups = [first, second]
    boxes = []
    for group in groups:
        places = np.vstack([mark.at for mark in group])
        boxes.append((places.min(axis=0), places.max(axis=0)))
    sizes = np.array([high - low for low, high in boxes])
    whole = sizes.sum(axis=0) + GAP
    extents = [max(whole[i], sizes[:, 1 - i].max()) for i in (0, 1)]  # beside, below
    axis = int(np.argmin(extents))
    span = extents[axis] / 2
    at = np.zeros((2, 2))  # where the middles of the two boxes stand
    at[:, axis] = (sizes[::-1, axis] + GAP) / 2 * [-1, 1]
    if axis == 1:
        at = -at  # the first above the second
    marks = [
        replace(mark, at=mark.at - (low + high) / 2 + middle)
        for group, (low, high), middle in zip(groups, boxes, at, strict=True)
        for mark in group
    ]
    return marks, 1.08 * span


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
