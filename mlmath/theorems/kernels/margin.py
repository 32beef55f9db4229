"""The widest margin: what holds where the margin problem and its dual meet.

Source: C. Cortes and V. Vapnik, "Support-vector networks", Machine Learning 20 (1995), 273-297.
"""

import numpy as np

from mlmath.theorems.picture import Mark, Picture
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator
from mlmath.words import minus

BALANCE = "the pulls of both classes are equal"
SUM = "the weights are the sum of the pulls"
BOX = "each pull lies between 0 and C"
SHARE = "a lead above 1 pulls at most 0, one below 1 at least C"
PREMISES = (BALANCE, SUM, BOX, SHARE)
EACH = 4  # points of a class
PRICE = 1.0  # C
TOLERANCE = 1e-7
REACH = 3.0


def check(seed: int, drop: str | None = None) -> Verdict:
    r"""Compare what the weights cost with what the pulls are worth.

    Four circles and four squares around two middles, all in one plane of space.  Dropping a
    condition solves the problem without it: with a bias that is given ("the pulls of both classes
    are equal"), with pulls from -1 on ("between 0 and C"), with equal pulls for all ("a lead
    above 1 ..."), or with weights that leave the plane ("the sum of the pulls").

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `PREMISES`.
    """
    held = premises(PREMISES, drop)
    rng = generator(seed)
    while True:
        X, y = points(rng)
        K = X @ X.T
        if drop == BALANCE:
            b = float(rng.choice([-1, 1]) * rng.uniform(0.6, 1.2))
            alpha = given_bias(K, y, b)
        elif drop == SHARE:
            alpha, b = np.full(2 * EACH, PRICE / 2), 0.0
        else:
            alpha, b = pair_steps(K, y, 0.0 if held[BOX] else -PRICE)
        v = (alpha * y) @ X
        w = v if held[SUM] else v + np.array([0.0, 0.0, rng.uniform(0.5, 1.0)])
        left, right = round(worth(alpha, v), 9), round(cost(w, b, X, y), 9)
        apart = abs(right - left) > 0.02 * max(abs(left), abs(right))
        if np.hypot(*v[:2]) > 0.2 and apart == (drop is not None):
            break
    return Verdict(
        theorem="The widest margin",
        premises=held,
        left=left,
        relation="==",
        right=right,
        tolerance=TOLERANCE,
        note=f"For C = {PRICE:g}: what the pulls are worth, and what w and b cost; "
        f"{int((np.abs(alpha) > 1e-9).sum())} of {len(alpha)} points pull.",
        counterexample=minus(f"There is a gap of {right - left:.3f}.") if drop else None,
        instance={"X": X, "y": y, "alpha": alpha, "w": w, "b": b},
        sides=("worth of the pulls", "cost of w and b"),
        steps=steps(X, y, alpha, w, b),
    )


def points(rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Return four points of each class around two middles in the plane z = 0 of space."""
    y = np.repeat([1.0, -1.0], EACH)
    angle = rng.uniform(-np.pi, np.pi)
    middle = rng.uniform(0.7, 1.2) * np.array([np.cos(angle), np.sin(angle)])
    X = np.zeros((2 * EACH, 3))
    X[:, :2] = np.clip(y[:, None] * middle + rng.normal(size=(2 * EACH, 2)) * 0.6, -2.7, 2.7)
    return X, y


def worth(alpha: Floats, v: Floats) -> float:
    """Return Σ α - ½ |v|², for v = Σ α_i y_i x_i."""
    return float(alpha.sum() - v @ v / 2)


def cost(w: Floats, b: float, X: Floats, y: Floats) -> float:
    """Return ½ |w|² + C Σ max(0, 1 - y (w·x + b))."""
    return float(w @ w / 2 + PRICE * np.maximum(0, 1 - y * (X @ w + b)).sum())


def pair_steps(K: Floats, y: Floats, low: float) -> tuple[Floats, float]:
    """Return the α from `low` to C, with Σ α y = 0, that are worth most, and the b that goes along.

    Each step moves the pair that gains most to its best place, until none gains.
    """
    alpha = np.zeros(len(y))
    for _ in range(20_000):
        v = y - K @ (alpha * y)
        up = np.where(y > 0, alpha < PRICE, alpha > low)
        down = np.where(y > 0, alpha > low, alpha < PRICE)
        i, j = int(np.where(up, v, -np.inf).argmax()), int(np.where(down, v, np.inf).argmin())
        if v[i] - v[j] < 1e-11:
            break
        step = (v[i] - v[j]) / (K[i, i] + K[j, j] - 2 * K[i, j])
        way_i = PRICE - alpha[i] if y[i] > 0 else alpha[i] - low
        way_j = alpha[j] - low if y[j] > 0 else PRICE - alpha[j]
        step = min(step, way_i, way_j)
        alpha[i] += y[i] * step
        alpha[j] -= y[j] * step
        alpha = np.where(np.abs(alpha - PRICE) < 1e-13, PRICE, alpha)
        alpha = np.where(np.abs(alpha - low) < 1e-13, low, alpha)
    return alpha, float(v[i] + v[j]) / 2


def given_bias(K: Floats, y: Floats, b: float) -> Floats:
    """Return the α from 0 to C that meet the other conditions with this bias."""
    alpha = np.zeros(len(y))
    for _ in range(20_000):
        before = alpha.copy()
        for i in range(len(y)):
            lack = 1 - y[i] * (K[i] @ (alpha * y) + b)
            alpha[i] = min(PRICE, max(0.0, alpha[i] + lack / K[i, i]))
        if np.abs(alpha - before).max() < 1e-13:
            break
    return alpha


def steps(X: Floats, y: Floats, alpha: Floats, w: Floats, b: float) -> list[Step]:
    """Look at each step of the proof; with v = Σ α_i y_i x_i and the lead r_i = y_i f(x_i).

    1. The bias drops out: Σ α_i r_i = w·v.
    2. So cost less worth is ½ |w - v|² and a bracket for each point; the square is zero.
    3. No bracket C max(0, 1 - r_i) - α_i (1 - r_i) is negative.
    4. None is positive.
    """
    v = (alpha * y) @ X
    m = y * (X @ w + b)
    brackets = PRICE * np.maximum(0, 1 - m) - alpha * (1 - m)
    small = TOLERANCE * (1 + abs(worth(alpha, v)))
    bias, square = float(b * (alpha @ y)), float((w - v) @ (w - v)) / 2
    return [
        Step(
            "Step 1: the bias drops out",
            abs(bias) < small,
            (BALANCE,),
            minus(f"b times the sum of pulls and labels is {bias:.3f}"),
        ),
        Step("Step 2: the square is zero", square < small, (SUM,), f"it is {square:.3f}"),
        Step(
            "Step 3: no bracket is negative",
            bool(brackets.min() > -small),
            (BOX,),
            minus(f"one is {brackets.min():.3f}"),
        ),
        Step(
            "Step 4: no bracket is positive",
            bool(brackets.max() < small),
            (SHARE,),
            f"one is {brackets.max():.3f}",
        ),
    ]


def picture(verdict: Verdict) -> Picture:
    """Draw the points, the line, the edges of the margin, and rings around those that pull."""
    X, y, alpha, w, b = (verdict.instance[name] for name in ("X", "y", "alpha", "w", "b"))
    n = w[:2] / (w[:2] @ w[:2])
    along = np.array([-w[1], w[0]]) / np.hypot(*w[:2]) * 3 * REACH
    marks = [
        Mark("curve", np.stack([-along, along]) + (level - b) * n, quantity, style=style)
        for level, quantity, style in (
            (0, "w", ""),
            (1, "gamma", "dashed"),
            (-1, "gamma", "dashed"),
        )
    ]
    marks += [
        Mark("circle" if label > 0 else "square", at[:2], "positive" if label > 0 else "negative")
        for at, label in zip(X, y, strict=True)
    ]
    marks += [
        Mark("ring", at[:2], "wstar") for at, a in zip(X, alpha, strict=True) if abs(a) > 1e-9
    ]
    caption = (
        "The line, dashed the edges of the margin, and rings around the points that pull. "
        + ("Cost and worth are equal." if verdict.holds else "Cost and worth differ.")
    )
    return Picture(marks, REACH, caption)


THEOREM = Theorem(
    name="kernels.margin",
    title="The widest margin",
    label="thm-kernels-margin",
    claim="worth of the pulls = cost of the weights, where four conditions hold",
    premises=PREMISES,
    check=check,
    picture=picture,
    sources=("boser1992", "cortes1995"),
)
