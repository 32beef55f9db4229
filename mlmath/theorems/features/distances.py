"""Johnson and Lindenstrauss: a random projection keeps all distances of n points."""

import math

import numpy as np

from mlmath.dimension import norm_cdf
from mlmath.geometry import (
    distortions,
    enough_dimensions,
    failure_bound,
    normal_matrix,
    squared_distances,
)
from mlmath.special import erf
from mlmath.theorems.picture import Axis, Mark, Picture, curve
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator

NORMAL = "the entries of A are independent normal numbers of variance 1/k"
BLIND = "A is drawn without a look at the points"
MANY = "k is large enough: n(n − 1) e^(−ck) ≤ δ"
DISTANCES_PREMISES = (NORMAL, BLIND, MANY)
RISK = 1e-3  # δ
DIMENSIONS = 400  # d, from which the points are brought down
FAR = 2.6  # √k times the largest gap to the normal law: by chance passed thrice in a million draws


def distances(seed: int, drop: str | None = None) -> Verdict:
    r"""Check $|\,\|Ax_i - Ax_j\|^2 / \|x_i - x_j\|^2 - 1\,| \le \varepsilon$ for all pairs.

    Some eight to fourteen points of 400 coordinates, each with a few counts in it and otherwise
    zeros, as of the words in a short text; ε from 0.6 to 0.8, and the least k that the theorem
    asks for at δ = 1/1000.  Without a premise, A keeps k coordinates and forgets the others; or
    the last point is chosen when A is known, along the sum of its rows; or k is a fortieth.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `DISTANCES_PREMISES`.
    """
    held = premises(DISTANCES_PREMISES, drop)
    rng = generator(seed)
    n, eps = int(rng.integers(8, 15)), float(rng.choice([0.6, 0.7, 0.8]))
    k = enough_dimensions(n, eps, RISK)
    while True:
        A, X = _instance(rng, n, k, drop)
        off = distortions(X, A)
        if drop is None or np.abs(off).max() > eps:
            break  # some draws without a premise are lucky
    worst = int(np.abs(off).argmax())
    k, before = len(A), squared_distances(X)
    return Verdict(
        theorem="Distances are kept",
        premises=held,
        left=100 * float(np.abs(off[worst])),
        relation="<=",
        right=100 * eps,
        tolerance=1e-9,
        note=f"{n} points of {DIMENSIONS} coordinates are brought down to {k}. The bound of the "
        f"theorem on the chance of failure is {_chance(failure_bound(n, k, eps))}.",
        counterexample=f"A squared distance of {before[worst]:.4g} becomes "
        f"{(1 + off[worst]) * before[worst]:.3g}.",
        instance={"X": X, "A": A, "eps": eps},
        sides=("% by which the worst is off", "100 ε"),
        steps=proof_steps(X, A, eps),
    )


def _instance(rng: np.random.Generator, n: int, k: int, drop: str | None) -> tuple[Floats, Floats]:
    """Draw a matrix and points."""
    k = max(2, k // 40) if drop == MANY else k
    X = np.zeros((n, DIMENSIONS))
    words = rng.permutation(DIMENSIONS)
    for row, own in zip(X, words, strict=False):  # its own word, so that no two points are alike
        row[own] = rng.integers(1, 6)
        row[rng.choice(words[n:], size=3)] = rng.integers(0, 6, size=3)
    if drop == NORMAL:
        kept = rng.choice(DIMENSIONS, size=k, replace=False)
        X[[0, -1]] = 0  # one word each, neither of which is kept
        lost = np.setdiff1d(np.arange(DIMENSIONS), kept)
        X[[0, -1], rng.choice(lost, size=2, replace=False)] = rng.integers(1, 6, size=2)
        A = np.zeros((k, DIMENSIONS))
        A[np.arange(k), kept] = math.sqrt(DIMENSIONS / k)
        return A, X
    A = normal_matrix(k, DIMENSIONS, rng)
    if drop == BLIND:  # A likes the sum of its rows: each row meets itself in it
        v = A.sum(axis=0)
        X[-1] = X[0] + 6 * v / np.sqrt(v @ v)
    return A, X


def _chance(bound: float) -> str:
    return f"{bound:.2g}" if bound < 1 else "1 or more, which says nothing"


def gap_to_normal(values: Floats) -> float:
    """Return √k times the largest gap between k values' distribution and the normal law's."""
    ordered = np.sort(values)
    k = len(ordered)
    law = (1 + erf(ordered / math.sqrt(2))) / 2
    steps = np.arange(k + 1) / k
    return math.sqrt(k) * float(max((steps[1:] - law).max(), (law - steps[:-1]).max()))


def proof_steps(X: Floats, A: Floats, eps: float) -> list[Step]:
    r"""Try the three steps of the proof.

    1. The k coordinates of A v, for v from the first point to the last, are normal numbers of
       variance $\|v\|^2 / k$: by the Kolmogorov-Smirnov distance.
    2. The exact chance that one squared length is off by more than ε is at most
       $2 e^{-c(\varepsilon) k}$.
    3. Over all pairs that is at most δ.
    """
    n, k = len(X), len(A)
    v = X[-1] - X[0]
    gap = gap_to_normal(A @ v * math.sqrt(k / (v @ v)))
    low, high = norm_cdf(np.sqrt([k * (1 - eps), k * (1 + eps)]), k)
    exact = float(low + 1 - high)
    bound = failure_bound(n, k, eps)
    return [
        Step(
            "Step 1: each coordinate is normal",
            gap <= FAR,
            (NORMAL, BLIND),
            "the coordinates of A v are not spread as those of a normal number",
        ),
        Step(
            "Step 2: one length",
            exact <= failure_bound(2, k, eps),
            note=f"the chance is {exact:.3g}, more than the bound",
        ),
        Step(
            "Step 3: all pairs",
            bound <= RISK,
            (MANY,),
            f"n(n − 1) e^(−ck) is {bound:.3g}, more than δ = {RISK:g}",
        ),
    ]


def distances_picture(verdict: Verdict) -> Picture:
    """Draw the distance of each pair afterward against that before, and the lines for ±ε."""
    data = verdict.instance
    X, A, eps = data["X"], data["A"], data["eps"]
    before = np.sqrt(squared_distances(X))
    after = np.sqrt(squared_distances(X @ A.T))
    end = 1.12 * float(before.max())
    high = 1.12 * max(float(after.max()), end * math.sqrt(1 + eps))
    worst = int(np.abs(distortions(X, A)).argmax())
    marks = [
        curve([0, end], [0, end], "", "", "faint"),
        curve([0, end], [0, end * math.sqrt(1 + eps)], "wstar", "", "dashed"),
        curve([0, end], [0, end * math.sqrt(1 - eps)], "wstar", "", "dashed"),
        *(Mark("circle", [b, a], "x") for b, a in zip(before, after, strict=True)),
        Mark("ring", [before[worst], after[worst]], "e"),
    ]
    where = "between" if verdict.holds else "not between"
    return Picture(
        marks,
        caption="Each disc is a pair of points. On the faint line its distance is as it was; the "
        f"dashed lines are the theorem's bounds. The worst pair, ringed, lies {where} them.",
        x=Axis("distance before", 0, _tidy(end)),
        y=Axis("distance after", 0, _tidy(high)),
    )


def _tidy(value: float) -> float:
    return math.ceil(value * 10) / 10


DISTANCES = Theorem(
    name="features.distances",
    title="Distances are kept",
    label="thm-distances",
    claim="| ‖Axᵢ − Axⱼ‖² / ‖xᵢ − xⱼ‖² − 1 | ≤ ε for all pairs",
    premises=DISTANCES_PREMISES,
    check=distances,
    picture=distances_picture,
)
