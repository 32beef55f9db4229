"""Novikoff's theorem: the perceptron makes at most (R/γ)² updates."""

from collections.abc import Iterator
from itertools import islice

import numpy as np

from mlmath.perceptron import ORDERS, Perceptron, margin, novikoff_bound, radius
from mlmath.theorems.picture import Mark, Picture, direction, line_across
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, count, generator
from mlmath.words import minus

SEPARABLE, WITHIN, SIGNS = "separable with margin", "points within radius", "labels are ±1"
MISTAKES = "an update is made after a mistake"
NOVIKOFF_PREMISES = (SEPARABLE, WITHIN, SIGNS, MISTAKES)


def novikoff(seed: int, drop: str | None = None) -> Verdict:
    r"""Check Novikoff's theorem, (number of updates) <= (R/γ)², on a fresh random instance.

    Points in the plane within radius R = 1, all at least γ away from a line through the origin,
    in one of the three orders.  Two draws of three are hard: three of their points, shown first or
    by an opponent, lead the machine to and fro, so that it may need over half of (R/γ)² updates.
    Dropping a premise keeps what the seed drew, but for this:

    - "separable with margin": one point appears a second time with the other label, so the
      updates never end; γ is what the other points keep.
    - "points within radius": one point lies far outside the R that the bound uses.
    - "labels are ±1": the labels are 0 and 1, and the rule is applied as it is written.
    - "an update is made after a mistake": every point that is shown is added, times its label.

    The verdict's steps are those of the proof, each tried on every update of the run.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `NOVIKOFF_PREMISES`.
    """
    held = premises(NOVIKOFF_PREMISES, drop)
    rng = generator(seed)
    gamma = rng.uniform(0.08, 0.4)
    hard = rng.uniform() < 2 / 3
    if hard:  # the same γ nearly, but one with which going to and fro has just room for an update
        gamma = (2 * round(0.5 / gamma**2) - 1 + rng.uniform(0.01, 0.3)) ** -0.5
    X, y, w_star = _banded_points(rng, int(rng.integers(6, 21)), gamma)
    order = ORDERS[rng.integers(len(ORDERS))]
    if hard:
        X[:3], y[:3] = to_and_fro(rng, w_star, gamma)
        order = "cyclic" if rng.uniform() < 0.5 else "adversarial"
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
    elif drop == MISTAKES:
        order = "cyclic"
        path = list(np.resize(X * y[:, None], (limit, 2)).cumsum(axis=0))
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
        sides=("updates", "(R/γ)²"),
        steps=proof_steps(np.array(path), w_star, gamma, stated),
    )


def proof_steps(weights: Floats, w_star: Floats, gamma: float, R: float) -> list[Step]:
    r"""Try the three steps of Novikoff's proof on each update of a run.

    1. $w_k \cdot w^* \ge w_{k-1} \cdot w^* + \gamma$, because each point is separated with the
       margin γ and each label is ±1.
    2. $\|w_k\|^2 \le \|w_{k-1}\|^2 + R^2$, because each point lies within the radius R and was
       a mistake.
    3. $w_k \cdot w^* \le \|w_k\|$, because w* has length 1.

    Parameters
    ----------
    weights : w after each update, shape (updates, 2); it starts from zero.
    w_star : w*, shape (2,), of length 1.
    gamma, R : γ and R, as the theorem states them.
    """
    path = np.vstack([np.zeros(2), weights])
    along, squares = path @ w_star, np.einsum("ij,ij->i", path, path)
    gains, growth = np.diff(along), np.diff(squares)
    over = along[1:] - np.sqrt(squares[1:])
    rounding = 1e-9 * (1 + np.sqrt(squares[1:]))
    forward, longer = gains < gamma - rounding, growth > R**2 + rounding * np.sqrt(squares[1:])
    first, second = int(forward.argmax()), int(longer.argmax())
    return [
        Step(
            "Step 1: forward at least γ",
            not forward.any(),
            (SEPARABLE, SIGNS),
            minus(
                f"update {first + 1} takes w along w* by {gains[first] + 0.0:.3f}, "
                f"not by at least γ = {gamma:.3f}"
            ),
        ),
        Step(
            "Step 2: longer, but not by much",
            not longer.any(),
            (WITHIN, MISTAKES),
            f"update {second + 1} makes ‖w‖² larger by {growth[second]:,.1f}, "
            f"not by at most R² = {R**2:g}",
        ),
        Step(
            "Step 3: a shadow is no longer than its arrow",
            bool((over <= rounding).all()),
            note="w·w* is larger than ‖w‖",
        ),
    ]


def _why_novikoff_failed(drop: str | None, limit: int, X: Floats) -> str | None:
    if drop is None:
        return None
    why = {
        SEPARABLE: f"Point {len(X)} stands on point 1 with the other label. No line has both "
        "correct, so the updates never end",
        WITHIN: f"Point 1 has length {radius(X[:1]):.1f}, not at most 1. One step along it takes "
        "many short steps to undo",
        SIGNS: "A label 0 makes y w*·x = 0: no margin. It makes y w·x = 0 too, a mistake, whose "
        "update adds 0 · x: nothing. It goes on forever",
        MISTAKES: "Points that are right are added too. They point along w, and make it longer",
    }
    return f"{why[drop]}; update {limit} is already past the bound."


def _banded_points(rng: np.random.Generator, n: int, gamma: float) -> tuple[Floats, Floats, Floats]:
    """Draw n points of the unit disc at least gamma away from a random line, on both sides."""
    angle = rng.uniform(0, 2 * np.pi)
    w_star = direction(angle)
    drawn = rng.uniform(-1, 1, size=(40 * n, 2))
    far_enough = np.abs(drawn @ w_star) >= gamma
    X = drawn[far_enough & ((drawn**2).sum(axis=1) <= 1)][:n]
    X[1] = -X[0] if (X[0] @ w_star) * (X[1] @ w_star) > 0 else X[1]  # both classes are there
    return X, np.sign(X @ w_star), w_star


def to_and_fro(rng: np.random.Generator, w_star: Floats, gamma: float) -> tuple[Floats, Floats]:
    r"""Return three points, and their labels, between which the machine goes to and fro.

    Times their labels they are (c/2, γ), (-c, γ) and (c, γ), across and along w*, with
    $c = \sqrt{1 - \gamma^2}$.  After k updates for the three alone the weights are (±c/2, kγ), and
    one more is a mistake while $c^2 / 2 \ge k \gamma^2$.  That makes k updates in all once
    $1 / \gamma^2 \ge 2 k - 1$.  The last two face each other across the line, at one end of it.
    """
    c = np.sqrt(1 - gamma**2) * (1 - 1e-9)  # what rounding takes, neither premise may notice
    way = rng.choice([-1.0, 1.0])
    across = way * np.array([-w_star[1], w_star[0]])
    signed = np.outer([c / 2, -c, c], across) + gamma * (1 + 1e-9) * w_star
    label = rng.choice([-1.0, 1.0])
    y = label * np.array([rng.choice([-1.0, 1.0]), -1.0, 1.0])
    return signed * y[:, None], y


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
        sides=("updates", "(R/γ)²"),
    )


SPAN = 1.28  # what the picture shows of the plane; the circle has radius 1


def novikoff_picture(verdict: Verdict) -> Picture:
    """Draw the points, the circle of radius R, the band of margin γ, and the line at the end."""
    data = verdict.instance
    X, y, w_star, gamma = data["X"], data["y"], data["w_star"], data["gamma"]
    w = data["weights"][-1]
    across = line_across(w_star, 2.0)
    band = np.concatenate([across + gamma * w_star, across[::-1] - gamma * w_star])
    marks = [
        Mark("disc", [[0, 0], [data["R"], data["R"]]], "R", style="dashed"),
        Mark("area", band, "gamma"),
        Mark("curve", across, "wstar", style="dashed"),
        Mark("arrow", [[0, 0], w_star], "wstar", "w*"),
        Mark("text", -1.1 * w_star, "R", "R"),
        Mark("text", 0.57 * across[0] + 0.5 * gamma * w_star, "gamma", "γ"),
    ]
    if w.any():  # zero weights draw no line
        tip = 0.7 * w / np.hypot(*w)
        marks += [Mark("curve", line_across(w, 2.0), "w"), Mark("arrow", [[0, 0], tip], "w", "w")]
    dropped = next((name for name, held in verdict.premises.items() if not held), None)
    far = np.hypot(*X.T) > data["R"] + 1e-9
    places = X.copy()
    if dropped == SEPARABLE:  # the two that stand on each other, side by side
        places[0, 0] -= 0.04
        places[-1, 0] += 0.04
    shapes = {1: ("circle", "positive"), -1: ("square", "negative")}
    marks += [
        Mark(shapes[int(s)][0], x, shapes[int(s)][1])
        for x, s, out in zip(places, y, far, strict=True)
        if not out
    ]
    marks += _where_it_breaks(dropped, X, y)
    end = "The solid line and w are where the machine stands "
    end += "at the end" if verdict.holds else "when the bound is passed"
    return Picture(
        marks,
        SPAN,
        f"{len(X)} points, circles +1 and squares −1, {_place(dropped)} the circle of radius "
        f"R = 1; the band reaches γ = {gamma:.3f} to either side of the dashed line of w*. {end}: "
        f"after {verdict.left} updates.",
    )


def _place(dropped: str | None) -> str:
    return "all but one within" if dropped == WITHIN else "within"


def _where_it_breaks(dropped: str | None, X: Floats, y: Floats) -> list[Mark]:
    if dropped == SEPARABLE:
        return [Mark("ring", X[0], "e", "both +1 and −1")]
    if dropped == WITHIN:
        length = np.hypot(*X[0])
        tip = SPAN * 0.97 * X[0] / np.abs(X[0]).max()
        return [Mark("arrow", [0.35 * tip, tip], "e", f"point 1, length {length:.1f}")]
    if dropped == SIGNS:
        places = X[y < 0]
        return [Mark("ring", x, "e", "" if k else "0 for −1") for k, x in enumerate(places)]
    if dropped == MISTAKES:
        return [Mark("ring", X[0], "e", "added every time")]
    return []


NOVIKOFF = Theorem(
    name="perceptron.novikoff",
    title="Novikoff's bound",
    label="thm-novikoff",
    claim="number of updates ≤ (R/γ)²",
    premises=NOVIKOFF_PREMISES,
    check=novikoff,
    picture=novikoff_picture,
    sources=("novikoff1962", "block1962"),
)
