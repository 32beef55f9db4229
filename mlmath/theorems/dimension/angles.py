"""Random directions: the cosine with a fixed one is 0 on average, and 1/d its mean square."""

from itertools import product

import numpy as np

from mlmath.scale import direction
from mlmath.theorems.picture import Axis, Mark, Picture, curve
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator

SIGNS = "each coordinate is as likely one way as the other"
PLACES = "each coordinate is as likely in one place as in another"
FIXED = "u is fixed before v is drawn"
PREMISES = (SIGNS, PLACES, FIXED)
FAILS = {
    SIGNS: "All coordinates of v have one sign, and u points among them.",
    PLACES: "The largest coordinate of v stays where the largest of u is.",
    FIXED: "u is the axis that lies nearest to v.",
}


def check(seed: int, drop: str | None = None) -> Verdict:
    r"""Compare the mean square of the cosine with 1/d.

    .. math:: E (u \cdot v)^2 = \frac1d

    v is drawn with equal chances from a finite list: a random arrow of length 1 with every choice
    of signs and every turn of its coordinates around the ring of places.  So the mean is over the
    whole list, and nothing is sampled.  Without the first premise all signs are positive, without
    the second the coordinates keep their places, without the third u is chosen for each v.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `PREMISES`.
    """
    held = premises(PREMISES, drop)
    rng = generator(seed)
    d = int(rng.integers(2, 9))
    u = direction(rng.uniform(0.3, 1.0, d) ** 2)
    v = direction(rng.uniform(0.1, 1.0, d))
    if not held[PLACES]:  # the largest where u has its largest, and clearly so
        v[u.argmax()] += 1.0
        v = direction(v)
    V = directions(v, signs=held[SIGNS], places=held[PLACES])
    U = np.tile(u, (len(V), 1)) if held[FIXED] else np.eye(d)[np.abs(V).argmax(axis=1)]
    cosines = np.einsum("ij,ij->i", U, V)
    square = float((cosines**2).mean())
    return Verdict(
        theorem="Random directions",
        premises=held,
        left=round(square, 12),  # so that no page shows a digit of rounding
        relation="==",
        right=round(1 / d, 12),
        tolerance=1e-9,
        note=f"The mean square of the cosine over {len(V):,} directions in {d} dimensions.",
        counterexample=FAILS.get(drop) if drop else None,
        instance={"d": d, "square": square, "cosines": cosines},
        sides=("mean square", "1/d"),
        steps=steps(V, U, u),
    )


def directions(v: Floats, signs: bool = True, places: bool = True) -> Floats:
    """Return v (d,) with all signs of its coordinates and in all places around the ring, or not."""
    d = len(v)
    flips = np.array(list(product([1.0, -1.0], repeat=d))) if signs else np.ones((1, d))
    turned = np.array([np.roll(v, k) for k in range(d)]) if places else v[None]
    return np.asarray((flips[:, None] * turned[None]).reshape(-1, d))


def steps(V: Floats, U: Floats, u: Floats) -> list[Step]:
    r"""Look at each step of the proof on one instance.

    1. Products of two different coordinates are 0 on average.
    2. Each coordinate has the mean square 1/d.
    3. u can be taken out of the mean: it is $\sum_{jk} u_j u_k E v_j v_k$.
    """
    d = V.shape[1]
    moments = V.T @ V / len(V)
    shares = np.diag(moments)
    mixed = moments - np.diag(shares)
    square = float((np.einsum("ij,ij->i", U, V) ** 2).mean())
    outside = float(u @ moments @ u)
    return [
        Step(
            "Step 1: mixed products cancel",
            bool(np.allclose(mixed, 0)),
            (SIGNS,),
            f"one of them is {two(mixed.max())} on average",
        ),
        Step(
            "Step 2: equal shares",
            bool(np.allclose(shares, 1 / d)),
            (PLACES,),
            f"the shares go from {two(shares.min())} to {two(shares.max())}",
        ),
        Step(
            "Step 3: u comes out of the mean",
            bool(np.isclose(square, outside)),
            (FIXED,),
            f"with u fixed the mean square is {two(outside)}, not {two(square)}",
        ),
    ]


def two(value: float) -> str:
    """Write a number with two digits, the same on all machines: 1/8 is 0.12 and 0 has no sign."""
    return f"{round(float(value), 12) + 0.0:.2f}"


def picture(verdict: Verdict) -> Picture:
    """Draw how the cosines are spread, the size that the theorem says, and the size they have."""
    d, cosines = verdict.instance["d"], np.sort(verdict.instance["cosines"])
    below = np.linspace(0, 1, 41)
    said, found = 1 / np.sqrt(d), np.sqrt(verdict.instance["square"])
    marks = [curve(np.quantile(cosines, below), below, "x")]
    for side in (-1, 1):
        marks.append(curve([side * said, side * said], [0, 1], style="dashed"))
        marks.append(Mark("circle" if verdict.holds else "square", [[side * found, 0.5]], "x"))
    caption = (
        f"The share of the cosines in {d} dimensions that lie below each value. Dashed, 1/√d to "
        f"both sides; the {'circles' if verdict.holds else 'squares'}, the root of the mean "
        "square of these cosines."
    )
    return Picture(marks, 1.0, caption, Axis("cosine", -1, 1), Axis("share below", 0, 1))


THEOREM = Theorem(
    name="dimension.angles",
    title="Random directions",
    label="thm-dimension-angles",
    claim="mean square of the cosine = 1/d",
    premises=PREMISES,
    check=check,
    picture=picture,
)
