"""The theorems of the chapter The perceptron: Novikoff's bound and Cover's count."""

from collections.abc import Iterator
from itertools import islice

import numpy as np

from mlmath.perceptron import (
    ORDERS,
    Perceptron,
    count_separable_dichotomies,
    cover_count,
    margin,
    novikoff_bound,
    radius,
)
from mlmath.theorems.verdict import Verdict, premises
from mlmath.validation import Floats, count

SEPARABLE, WITHIN, SIGNS = "separable with margin", "points within radius", "labels are ±1"
NOVIKOFF_PREMISES = (SEPARABLE, WITHIN, SIGNS)
GENERAL = "general position"
COVER_PREMISES = (GENERAL,)


def novikoff(seed: int, drop: str | None = None) -> Verdict:
    r"""Check Novikoff's theorem, (number of updates) <= (R/γ)², on a fresh random instance.

    Points in the plane within radius R = 1, all at least γ away from a line through the origin,
    in one of the three orders.  Dropping a premise breaks it:

    - "separable with margin": one point appears a second time with the other label, so the
      updates never end; γ is what the other points keep.
    - "points within radius": one point lies far outside the R that the bound uses.
    - "labels are ±1": the labels are 0 and 1, and the rule is applied as it is written.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `NOVIKOFF_PREMISES`.
    """
    held = premises(NOVIKOFF_PREMISES, drop)
    rng = np.random.default_rng(seed)
    gamma = rng.uniform(0.2, 0.4) if drop else rng.uniform(0.05, 0.4)
    X, y, w_star = _banded_points(rng, int(rng.integers(6, 31)), gamma)
    order = ORDERS[rng.integers(len(ORDERS))]
    stated = 1.0
    if drop == SEPARABLE:
        X, y = np.vstack([X, X[:1]]), np.append(y, -y[0])
    if drop == WITHIN:
        X, y = _with_a_far_point(X, y, w_star, gamma)
        order = "cyclic"  # so that the far point comes first
    bound = (stated / gamma) ** 2
    limit = int(bound) + 1  # one update more than allowed is enough to see it fail
    if drop == SIGNS:
        order = "cyclic"
        path = list(islice(updates_as_written(X, (y + 1) / 2), limit))
    else:
        machine = Perceptron(order=order, seed=seed, fit_intercept=False, max_epochs=limit)
        path = [m.weights for m in islice(machine.steps(X, y), limit)]
    return Verdict(
        theorem="Novikoff's theorem",
        premises=held,
        left=len(path),
        relation="<=",
        right=bound,
        tolerance=1e-12,
        note=f"Updates in {order} order, against (R/γ)² with R = 1 and γ = {gamma:.3f}.",
        counterexample=_why_novikoff_failed(drop, limit, X),
        instance={
            "X": X,
            "y": y,
            "w_star": w_star,
            "gamma": gamma,
            "R": stated,
            "order": order,
            "weights": np.array(path),
        },
    )


def _why_novikoff_failed(drop: str | None, limit: int, X: Floats) -> str | None:
    match drop:
        case "separable with margin":
            return (
                f"Point {len(X)} stands on point 1 with the other label. No line has both right, "
                f"so the updates never end; update {limit} is already past the bound."
            )
        case "points within radius":
            return (
                f"Point 1 has length {radius(X[:1]):.1f}, not at most 1. One step along it takes "
                f"many short steps to undo; update {limit} is already past the bound."
            )
        case "labels are ±1":
            return (
                "A label 0 makes y w·x = 0, which counts as a mistake, and the update adds "
                f"0 · x: nothing. It goes on forever; update {limit} is already past the bound."
            )
    return None


def _banded_points(rng: np.random.Generator, n: int, gamma: float) -> tuple[Floats, Floats, Floats]:
    """Draw n points of the unit disc at least gamma away from a random line, on both sides."""
    angle = rng.uniform(0, 2 * np.pi)
    w_star = np.array([np.cos(angle), np.sin(angle)])
    drawn = rng.uniform(-1, 1, size=(40 * n, 2))
    far_enough = np.abs(drawn @ w_star) >= gamma
    X = drawn[far_enough & ((drawn**2).sum(axis=1) <= 1)][:n]
    X[1] = -X[0] if (X[0] @ w_star) * (X[1] @ w_star) > 0 else X[1]  # both classes are there
    return X, np.sign(X @ w_star), w_star


def _with_a_far_point(X: Floats, y: Floats, w_star: Floats, gamma: float) -> tuple[Floats, Floats]:
    r"""Put first a point far out along the line, and opposite it one on the unit circle.

    Both keep the margin gamma.  The first update makes the weights (L, γ) along and across the
    line.  With $c = \sqrt{1 - \gamma^2}$ the second point, (-c, γ), stays wrong while
    c (weight along) > γ (weight across).  An update of any other point takes at most 1 off the
    first weight and adds at most 1 to the second, so that at least (c L - γ²) / (c + γ) more
    are needed.  L is chosen to make this exceed 1/γ².
    """
    across = np.array([-w_star[1], w_star[0]])
    c = np.sqrt(1 - gamma**2)
    length = (1 / gamma**2 + 2) * (c + gamma) / c + 1
    pair = np.stack([length * across + gamma * w_star, -c * across + gamma * w_star])
    return np.vstack([pair, X]), np.concatenate([[1.0, 1.0], y])


def updates_as_written(X: Floats, y: Floats) -> Iterator[Floats]:
    """Yield w after each update of "if y w·x <= 0, add y x", whatever numbers the labels are."""
    w = np.zeros(X.shape[1])
    changed = True
    while changed:
        changed = False
        for x, label in zip(X, y, strict=True):
            if label * (w @ x) <= 0:
                w = w + label * x
                changed = True
                yield w


def novikoff_sharp(n_points: int) -> Verdict:
    """Check Novikoff's theorem where both sides are equal: points along the n axes.

    The points e_1, ..., e_n have R = 1, and the widest separator (with labels y) is
    y / sqrt(n) with margin 1 / sqrt(n).  Each is orthogonal to the others, so each needs an
    update of its own: n updates, and (R/γ)² = n.
    """
    n = count(n_points, "n_points", low=2)
    X = np.eye(n)
    y = np.where(np.arange(n) % 2 == 0, 1.0, -1.0)
    machine = Perceptron(fit_intercept=False).fit(X, y)
    return Verdict(
        theorem="Novikoff's theorem",
        premises=premises(NOVIKOFF_PREMISES, None),
        left=len(machine.mistakes_),
        relation="<=",
        right=novikoff_bound(X, y, y),
        tolerance=1e-12,
        note=f"{n} points along {n} axes: the bound is reached.",
        instance={"X": X, "y": y, "w_star": y, "gamma": margin(X, y, y), "R": radius(X)},
    )


def cover(seed: int, drop: str | None = None) -> Verdict:
    r"""Check Cover's count, C(N, d) = 2 Σ_{k<d} binomial(N - 1, k), by trying every labeling.

    Random points in general position in the plane or in space, and lines or planes through the
    origin.  Dropping "general position" puts two points on one line through the origin: then
    the label of one settles that of the other, and fewer labelings can be separated.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `COVER_PREMISES`.
    """
    held = premises(COVER_PREMISES, drop)
    rng = np.random.default_rng(seed)
    d = int(rng.integers(2, 4))
    n = int(rng.integers(3, 8))
    X = rng.normal(size=(n, d))
    if drop == GENERAL:
        X[1] = rng.choice([-1.0, 1.0]) * rng.uniform(0.5, 2.0) * X[0]
    found = count_separable_dichotomies(X)
    expected = cover_count(n, d)
    return Verdict(
        theorem="Cover's function counting theorem",
        premises=held,
        left=found,
        relation="==",
        right=expected,
        tolerance=0.0,
        note=f"Separable labelings among all {2**n} of {n} points in {d} dimensions, "
        "by trying each, against C(N, d).",
        counterexample="Points 1 and 2 lie on one line through the origin, so one label settles "
        f"the other: {expected - found} labelings are lost."
        if drop
        else None,
        instance={"X": X, "n": n, "d": d},
    )


def cover_half(n_dimensions: int) -> Verdict:
    """Check that of the labelings of N = 2d points exactly half can be separated."""
    d = count(n_dimensions, "n_dimensions")
    return Verdict(
        theorem="Cover's function counting theorem",
        premises=premises(COVER_PREMISES, None),
        left=2 * cover_count(2 * d, d),
        relation="==",
        right=2 ** (2 * d),
        tolerance=0.0,
        note=f"Twice C({2 * d}, {d}), against all 2^{2 * d} labelings.",
    )
