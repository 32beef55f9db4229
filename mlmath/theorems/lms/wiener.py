"""The Wiener solution: the mean squared error is a bowl, with one lowest point."""

import numpy as np

from mlmath.lms import correlations, wiener_solution
from mlmath.theorems.picture import Mark, Picture, direction, plane_axes
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator
from mlmath.words import minus

SOLVES = "w° solves R w = p"
NO_COPY = "no input is a copy of another"
PREMISES = (SOLVES, NO_COPY)
FAILS = {
    SOLVES: "A point of the ring is better than the middle.",
    NO_COPY: "A point of the ring is as good as the middle: the bowl is a valley.",
}
RING = np.arange(720) * (np.pi / 360)  # directions that are tried


def mean_square(w: Floats, X: Floats, y: Floats) -> Floats:
    """Return the mean squared error of each of the weights w, shape (..., 2)."""
    errors = y - w @ X.T
    return np.asarray(np.mean(errors**2, axis=-1))


def check(seed: int, drop: str | None = None) -> Verdict:
    r"""Compare the mean squared error at w° with the lowest on a ring of radius 1 around it.

    .. math:: J(w) = J(w^\circ) + \frac1n \sum_i \bigl((w - w^\circ) \cdot x_i\bigr)^2

    Without the first premise the middle of the ring is another point of the bowl.  Without the
    second, one input is a copy of the other, and the bowl is a valley.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `PREMISES`.
    """
    held = premises(PREMISES, drop)
    rng = generator(seed)
    n = int(rng.integers(6, 12))
    X = rng.normal(size=(n, 2))
    if not held[NO_COPY]:
        X[:, 1] = X[:, 0]
    y = X @ rng.uniform(-1, 1, 2) + 0.4 * rng.normal(size=n)
    w = wiener_solution(X, y)
    if not held[SOLVES]:
        angle = rng.uniform(0, 2 * np.pi)
        w = w + rng.uniform(1.0, 1.8) * direction(angle)
    ring = w + direction(RING)
    around = mean_square(ring, X, y)
    # Opposite points are as good as each other but for rounding: take the first.
    at = int((around <= around.min() * (1 + 1e-9)).argmax())
    return Verdict(
        theorem="The Wiener solution",
        premises=held,
        left=round(float(mean_square(w, X, y)), 12),  # in a valley both are equal, to the digit
        relation="<",
        right=round(float(around[at]), 12),
        tolerance=1e-9,
        note=f"The mean squared error over {n} samples, at w° and at the best of {len(RING)} "
        "points around it.",
        counterexample=FAILS.get(drop) if drop else None,
        instance={"X": X, "y": y, "w": w, "best": ring[at]},
        sides=("at w°", "lowest around it"),
        steps=steps(X, y, w, rng),
    )


def steps(X: Floats, y: Floats, w: Floats, rng: np.random.Generator) -> list[Step]:
    """Look at each step of the proof on one instance, at other weights drawn at random.

    1. The errors at w° are in balance: their mean product with each input is zero.
    2. Multiplied out, the error elsewhere is that at w°, less twice the product with the balance,
       plus the mean square of what the scores moved.
    3. No direction leaves all scores where they are.
    """
    balance = (y - X @ w) @ X / len(X)
    away = rng.normal(size=(20, 2))
    moved = np.mean((away @ X.T) ** 2, axis=1)
    whole = mean_square(w, X, y) - 2 * away @ balance + moved
    lowest = float(np.linalg.eigvalsh(correlations(X, y).R)[0])
    return [
        Step(
            "Step 1: the balance",
            bool(np.abs(balance).max() < 1e-9),
            (SOLVES,),
            minus(f"errors times inputs are {balance[0]:.2f} and {balance[1]:.2f} on average"),
        ),
        Step(
            "Step 2: the square",
            bool(np.allclose(mean_square(w + away, X, y), whole)),
            note="the three parts do not add up",
        ),
        Step(
            "Step 3: no flat direction",
            lowest > 1e-9,
            (NO_COPY,),
            "along one direction no score changes",
        ),
    ]


def picture(verdict: Verdict) -> Picture:
    """Draw lines of equal error over the plane of the weights, the ring, and its best point."""
    X, y, w, best = (verdict.instance[name] for name in ("X", "y", "w", "best"))
    R, _ = correlations(X, y)
    values, vectors = np.linalg.eigh(R)
    bottom = wiener_solution(X, y)
    circle = direction(np.linspace(0, 2 * np.pi, 61))
    marks = []
    # R to the power -1/2, the same for eigenvectors of either sign; a valley's is cut off.
    root = (vectors / np.sqrt(np.maximum(values, 1e-2))) @ vectors.T
    for height in (0.2, 0.8, 1.8, 3.2):
        ellipse = bottom + np.sqrt(height) * circle @ root
        marks.append(Mark("curve", ellipse, "e", style="faint"))
    marks += [
        Mark("curve", w + circle, "grad", style="dashed"),
        Mark("circle", w, "w"),
        Mark("text", w - (0, -0.35), "w", "w°"),
        Mark("square", best, "e"),
    ]
    caption = (
        "The plane of the two weights, with lines of equal mean squared error. The dashed ring "
        "lies around w°, and the square is the best point on it."
    )
    return Picture(marks, 1.0, caption, *plane_axes("w₁", "w₂", 4.2))


THEOREM = Theorem(
    name="lms.wiener",
    title="The Wiener solution",
    label="thm-lms-wiener",
    claim="mean squared error at w° < the lowest on a ring around it",
    premises=PREMISES,
    check=check,
    picture=picture,
    sources=("widrow1985",),
)
