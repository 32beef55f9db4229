"""The polynomial kernel is the inner product of the monomials, each times a root."""

from itertools import product
from math import factorial, prod

import numpy as np

from mlmath.theorems.picture import Axis, Mark, Picture, curve
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator
from mlmath.words import counted, listed, minus

COUNTED = "each monomial is counted as often as it comes"
NOT_NEGATIVE = "the constant c is not negative"
PREMISES = (COUNTED, NOT_NEGATIVE)
Exponents = tuple[int, int, int]  # of c, of the first coordinate, of the second


def check(seed: int, drop: str | None = None) -> Verdict:
    r"""Compare $(x \cdot z + c)^p$ with the inner product of the mapped points.

    Two points of the plane with whole coordinates, a whole c, and p from 2 to 4.  Dropping "each
    monomial is counted" gives every monomial the weight 1; dropping "the constant is not negative"
    takes a negative c, whose odd powers have no root: the map then takes the root of their size.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `PREMISES`.
    """
    held = premises(PREMISES, drop)
    rng = generator(seed)
    while True:
        x, z = (rng.integers(-3, 4, 2).astype(float) for _ in range(2))
        p, c = int(rng.integers(2, 5)), int(rng.integers(1, 3))
        c = c if held[NOT_NEGATIVE] else -c
        ways = weights(p, held[COUNTED])
        left = float((x @ z + c) ** p)
        right = round(float(mapped(x, ways, c) @ mapped(z, ways, c)), 9)  # roots are not whole
        differ = abs(left - right) > 0.5
        if 0 < abs(left) < 600 and x.any() and z.any() and differ == (drop is not None):
            break
    return Verdict(
        theorem="The polynomial kernel",
        premises=held,
        left=left,
        relation="==",
        right=right,
        tolerance=1e-12,
        note=f"x = {listed(x)}, z = {listed(z)}, p = {p}, c = {minus(str(c))}: "
        f"one power, and a sum over {counted(len(ways), 'feature')}.",
        counterexample="The sum over the features is another number." if drop else None,
        instance={"x": x, "z": z, "p": p, "c": c, "ways": ways},
        sides=("(x·z + c)^p", "sum over features"),
        steps=steps(x, z, p, c, ways),
    )


def weights(p: int, count: bool) -> dict[Exponents, int]:
    """Return each monomial of degree p in three factors, and how often it comes (or 1)."""
    every = [(p - a - b, a, b) for a, b in product(range(p + 1), repeat=2) if a + b <= p]
    return {e: factorial(p) // prod(factorial(k) for k in e) if count else 1 for e in every}


def coefficients(ways: dict[Exponents, int], c: float) -> Floats:
    """Return the number that stands before each monomial of x times the same one of z."""
    return np.array([n * float(c) ** e[0] for e, n in ways.items()])


def monomials(x: Floats, ways: dict[Exponents, int]) -> Floats:
    """Return each monomial of the two coordinates of x."""
    return np.array([float(x[0]) ** a * float(x[1]) ** b for _, a, b in ways])


def mapped(x: Floats, ways: dict[Exponents, int], c: float) -> Floats:
    """Return φ(x): each monomial times the root of its coefficient, or of that one's size."""
    return np.asarray(np.sqrt(np.abs(coefficients(ways, c))) * monomials(x, ways))


def steps(x: Floats, z: Floats, p: int, c: int, ways: dict[Exponents, int]) -> list[Step]:
    """Look at each step of the proof.

    1. Open: from each of the p brackets take one of its three terms, in all ways.
    2. Gather: equal products are one monomial, as often as it comes.
    3. Split: each coefficient is a root times itself.
    """
    k = float((x @ z + c) ** p)
    terms = (x[0] * z[0], x[1] * z[1], c)
    opened = float(sum(prod(chosen) for chosen in product(terms, repeat=p)))
    before = coefficients(ways, c)
    gathered = float(before @ (monomials(x, ways) * monomials(z, ways)))
    off = np.abs(np.sqrt(np.abs(before)) ** 2 - before).max()
    return [
        Step("Step 1: open the power", opened == k, note="the products add up to another number"),
        Step(
            "Step 2: gather equal products",
            gathered == k,
            (COUNTED,),
            minus(f"they add up to {gathered:g}, not to {k:g}"),
        ),
        Step(
            "Step 3: split each coefficient into two roots",
            bool(off < 1e-9 * np.abs(before).max()),
            (NOT_NEGATIVE,),
            minus(f"the coefficient {before.min():g} has no root"),
        ),
    ]


def picture(verdict: Verdict) -> Picture:
    """Draw how the sum over the features comes to the power."""
    x, z, ways, c = (verdict.instance[name] for name in ("x", "z", "ways", "c"))
    sums = np.concatenate([[0.0], np.cumsum(mapped(x, ways, c) * mapped(z, ways, c))])
    n = np.arange(len(sums), dtype=float)
    low, high = min(0.0, sums.min(), verdict.left), max(0.0, sums.max(), verdict.left)
    room = 0.12 * (high - low)
    marks = [
        curve([0, n[-1]], [verdict.left] * 2, "w", "(x·z + c)^p", "dashed"),
        curve(n, sums, "x"),
        *(Mark("circle", at, "x") for at in zip(n, sums, strict=True)),
    ]
    caption = (
        "The products of the features, added up one after the other; dashed is the power, "
        + ("where the sum ends." if verdict.holds else "and the sum ends elsewhere.")
    )
    return Picture(
        marks,
        1.0,
        caption,
        Axis("features added", -0.3, n[-1] + 0.3),
        Axis("sum", low - room, high + room),
    )


THEOREM = Theorem(
    name="kernels.polynomial",
    title="The polynomial kernel",
    label="thm-kernels-polynomial",
    claim="(x·z + c)^p = sum over the monomials of feature of x times feature of z",
    premises=PREMISES,
    check=check,
    picture=picture,
    sources=("boser1992",),
)
