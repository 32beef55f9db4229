"""Convergence in the mean: the expected weights settle exactly for 0 < μ < 2/λ_max."""

import numpy as np

from mlmath.lms import correlations, wiener_solution
from mlmath.theorems.picture import Axis, Mark, Picture, curve, direction
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator

BOUND = "the step is small: 0 < μ < 2/λ_max"
DEFINITE = "R is positive definite"
FRESH = "each sample is drawn afresh"
PREMISES = (BOUND, DEFINITE, FRESH)
STEPS = 4
PATTERNS = 4


def check(seed: int, drop: str | None = None) -> Verdict:
    r"""Compare how far the mean weights are from w° after four steps and at the start.

    Each sample is one of four patterns, so that the expectation is a mean over all 256 sequences:
    nothing is sampled.  Without the first premise the start lies along the eigenvector of λ_max.
    Without the second, one input is a copy of the other, and the start lies along the floor of the
    valley, an eigenvector with λ = 0.  Without the third, the pattern drawn first comes again and
    again.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `PREMISES`.
    """
    held = premises(PREMISES, drop)
    rng = generator(seed)
    X = _patterns(rng)
    if not held[DEFINITE]:
        X[:, 1] = X[:, 0]
    y = X @ rng.uniform(-1, 1, 2) + 0.2 * rng.normal(size=PATTERNS)
    R, _ = correlations(X, y)
    goal = wiener_solution(X, y)
    values, vectors = np.linalg.eigh(R)
    # Of either sign they are eigenvectors; let it not depend on the library.
    vectors = vectors * np.sign(vectors[np.abs(vectors).argmax(axis=0), [0, 1]])
    away = rng.uniform(1.0, 2.0) * vectors[:, -1 if held[DEFINITE] else 0]
    if held[BOUND] and held[DEFINITE]:
        away = away + rng.uniform(-1.0, 1.0) * vectors[:, 0]
    mu = (rng.uniform(0.84, 0.98) if held[BOUND] else rng.uniform(1.05, 1.4)) * 2 / values[-1]
    path = mean_path(X, y, mu, goal + away, fresh=held[FRESH])
    far = np.hypot(*(path - goal).T)
    return Verdict(
        theorem="Convergence in the mean",
        premises=held,
        left=round(float(far[-1]), 12),  # along a valley's floor both are equal, to the digit
        relation="<",
        right=round(float(far[0]), 12),
        tolerance=1e-9,
        note=f"Distances of the mean weights from w°, after {STEPS} steps and at the start, "
        f"with μ at {mu * values[-1] / 2:.2f} of the bound.",
        counterexample="The mean weights stay as far away as at the start."
        if drop == DEFINITE
        else "The mean weights are further away than at the start.",
        instance={"far": far, "ratio": mu * values[-1] / 2},
        sides=("distance after", "distance before"),
        steps=steps(X, y, mu, goal, path),
    )


def _patterns(rng: np.random.Generator) -> Floats:
    """Draw four inputs, of which the first is four times as long as the others."""
    turn = rng.uniform(0, 2 * np.pi) + np.array([0.0, 1.2, 2.4, 3.6])
    turn += rng.uniform(-0.3, 0.3, PATTERNS)
    length = np.array([2.0, 0.5, 0.5, 0.5]) * rng.uniform(0.9, 1.1, PATTERNS)
    return np.asarray(length[:, None] * direction(turn))


def mean_path(X: Floats, y: Floats, mu: float, start: Floats, fresh: bool) -> Floats:
    """Return the mean over all sequences of patterns of the weights, shape (STEPS + 1, 2).

    With `fresh` each sample may be any pattern; otherwise that of the first step comes again.
    """
    path = [start]
    w = start[None] if fresh else np.repeat(start[None], len(X), axis=0)
    for _ in range(STEPS):
        if fresh:
            e = y - w @ X.T  # (sequences so far, patterns)
            w = (w[:, None] + mu * e[..., None] * X).reshape(-1, 2)
        else:
            w = w + mu * (y - (w * X).sum(axis=1))[:, None] * X
        path.append(w.mean(axis=0))
    return np.array(path)


def steps(X: Floats, y: Floats, mu: float, goal: Floats, path: Floats) -> list[Step]:
    """Look at each step of the proof on one instance.

    1. From given weights the mean of one step is μ R (w° - w).
    2. The mean of k steps is k such steps: the next sample knows nothing of the weights.
    3. Along each eigenvector the distance is multiplied by 1 - μλ, which lies between -1 and 1.
    """
    R, _ = correlations(X, y)
    values = np.linalg.eigvalsh(R)
    w = path[0]
    one = mu * ((y - X @ w)[:, None] * X).mean(axis=0)
    mean = goal + np.linalg.matrix_power(np.eye(2) - mu * R, STEPS) @ (w - goal)
    factors = 1 - mu * values
    return [
        Step(
            "Step 1: one step, on average",
            bool(np.allclose(one, mu * R @ (goal - w))),
            note="it is not μ R (w° − w)",
        ),
        Step(
            "Step 2: one after another",
            bool(np.allclose(path[-1], mean)),
            (FRESH,),
            "the mean is not that of steps with fresh samples",
        ),
        Step(
            "Step 3: each direction shrinks",
            bool((np.abs(factors) < 1 - 1e-9).all()),
            (BOUND, DEFINITE),
            f"the largest factor has size {np.abs(factors).max():.2f}",
        ),
    ]


def picture(verdict: Verdict) -> Picture:
    """Draw the distance of the mean weights from w° against the number of steps."""
    far = verdict.instance["far"]
    k = np.arange(len(far), dtype=float)
    top = max(2.6, float(np.ceil(1.1 * far.max())))
    marks = [
        curve(k, far, "w"),
        *(Mark("square", place, "w") for place in zip(k, far, strict=True)),
    ]
    marks.append(curve([0, STEPS], [far[0], far[0]], style="dashed"))
    caption = "The distance of the mean weights from w° after each step; dashed, that at the start."
    return Picture(marks, 1.0, caption, Axis("steps", -0.2, STEPS + 0.2), Axis("distance", 0, top))


THEOREM = Theorem(
    name="lms.mean",
    title="Convergence in the mean",
    label="thm-lms-mean",
    claim="distance of the mean weights from w° after four steps < at the start",
    premises=PREMISES,
    check=check,
    picture=picture,
    sources=("widrow1985",),
)
