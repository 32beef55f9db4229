"""The sharp energy: its update leads down by at least half the square of the way."""

import numpy as np

from mlmath.attention import scaled_dot_product_attention
from mlmath.autodiff import functional as F
from mlmath.hopfield import modern_update
from mlmath.theorems.picture import Axis, Key, Mark, Picture, heat_map
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator
from mlmath.words import minus

POSITIVE = "β is positive"
VALUES = "the values are the keys"
PREMISES = (POSITIVE, VALUES)
REACH = 2.0


def check(seed: int, drop: str | None = None) -> Verdict:
    r"""Compare the energy after one update with what the theorem allows.

    Three to six patterns in the plane, as columns, and a state.  Dropping "β is positive" takes
    -β in energy and update; dropping "the values are the keys" mixes other arrows than those that
    the state is compared with.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `PREMISES`.
    """
    held = premises(PREMISES, drop)
    rng = generator(seed)
    while True:
        X = rng.uniform(-1.5, 1.5, (2, int(rng.integers(3, 7))))
        V = X if held[VALUES] else X[:, rng.permutation(X.shape[1])]
        beta = float(rng.uniform(1, 4)) * (1 if held[POSITIVE] else -1)
        old = rng.uniform(-1.5, 1.5, 2)
        new = V @ shares(X, old, beta)
        before, after = float(value(X, old, beta)), float(value(X, new, beta))
        way = float((new - old) @ (new - old))
        if way > 0.05 and (drop is None or after > before - way / 2 + 0.01):
            break
    return Verdict(
        theorem="The sharp energy",
        premises=held,
        left=after,
        relation="<=",
        right=before - way / 2,
        tolerance=1e-12,
        note=minus(
            f"E after one update with β = {beta:.2f}, and E before, which is {before:.3f}, less "
            "half the squared way."
        ),
        counterexample="The update does not lead down as far as that." if drop else None,
        instance={"X": X, "old": old, "new": new, "beta": beta},
        sides=("E after", "E before − ½ way²"),
        steps=steps(X, V, old, new, beta),
    )


def shares(X: Floats, state: Floats, beta: float) -> Floats:
    """Return softmax(β Xᵀ ξ), for a β of either sign."""
    return np.asarray(F.softmax(beta * (X.T @ state)))


def soft(X: Floats, state: Floats, beta: float) -> Floats:
    """Return lse(β, Xᵀ ξ) = log(sum(exp(β z)))/β, for a β of either sign; or of each column."""
    z = beta * (X.T @ state)
    top = z.max(axis=0)
    return np.asarray((top + np.log(np.exp(z - top).sum(axis=0))) / beta)


def value(X: Floats, state: Floats, beta: float) -> Floats:
    """Return E = ½ ξ·ξ - lse(β, Xᵀ ξ) of a state, or of each column."""
    return np.asarray(0.5 * (state * state).sum(axis=0) - soft(X, state, beta))


def steps(X: Floats, V: Floats, old: Floats, new: Floats, beta: float) -> list[Step]:
    """Look at each step of the proof.

    1. lse lies on or above its tangent, and grows by at least g·(new - old), where
       g = X softmax(β Xᵀ old).
    2. The new state is that g.
    3. Half the squares make the rest: ½ new² - ½ old² - new·(new - old) = -½ (new - old)².
    """
    g = X @ shares(X, old, beta)
    lack = float(g @ (new - old) - (soft(X, new, beta) - soft(X, old, beta)))
    off = float(np.abs(new - g).max())
    rest = 0.5 * (new @ new - old @ old) - new @ (new - old) + 0.5 * (new - old) @ (new - old)
    return [
        Step(
            "Step 1: on or above the tangent",
            bool(lack <= 1e-12),
            (POSITIVE,),
            f"it lies {lack:.3f} below",
        ),
        Step("Step 2: the update is the slope", off < 1e-12, (VALUES,), f"it is {off:.2f} off"),
        Step(
            "Step 3: half the square is left",
            bool(abs(rest) < 1e-12),
            note="the squares do not fit",
        ),
    ]


def attention_gap(seed: int, d: int = 8, n: int = 20, queries: int = 5) -> float:
    """Return how far one update at β = 1/√d is from one step of the book's attention."""
    rng = generator(seed)
    X, xi = rng.normal(size=(d, n)), rng.normal(size=(d, queries))
    attention = scaled_dot_product_attention(xi.T, X.T, X.T)
    return float(np.abs(modern_update(X, xi, 1 / np.sqrt(d)).T - np.asarray(attention)).max())


def picture(verdict: Verdict) -> Picture:
    """Draw the energy over the plane, the patterns, and the step."""
    X, old, new, beta = (verdict.instance[name] for name in ("X", "old", "new", "beta"))
    ends = np.linspace(-REACH, REACH, 33)
    middle = (ends[1:] + ends[:-1]) / 2
    a, b = np.meshgrid(middle, middle)
    E = value(X, np.stack([a.ravel(), b.ravel()]), beta)
    E = (E - E.min()).reshape(a.shape)
    key = Key("energy above the lowest", 0.0, float(np.ceil(E.max())), "w")
    marks = heat_map(E, ends, ends, key)
    marks += [Mark("circle", x, "x") for x in X.T]
    marks += [Mark("arrow", [old, new], "" if verdict.holds else "e"), Mark("ring", old)]
    caption = (
        "The energy over the plane, the stronger the color the higher; circles are memories, "
        "and the arrow is one update."
    )
    x, y = (Axis(name, -REACH, REACH) for name in ("first number", "second number"))
    return Picture(marks, 1.0, caption, x, y, key)


THEOREM = Theorem(
    name="hopfield.modern",
    title="The sharp energy",
    label="thm-hopfield-modern",
    claim="E after an update ≤ E before − half the squared way",
    premises=PREMISES,
    check=check,
    picture=picture,
    sources=("ramsauer2021",),
)
