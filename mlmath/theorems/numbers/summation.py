"""The error of a sum: what rounding after each addition can do, in any order of adding."""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from mlmath.foundations.precision import Format, format_named, round_to
from mlmath.theorems.picture import Axis, Mark, Picture, band, curve
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator

ROUNDED = "each addition is rounded to the nearest number"
HELD = "the terms are numbers of the format"
SUMMATION_PREMISES = (ROUNDED, HELD)
FORMATS = ("float16", "bfloat16")
ORDERS = ("left to right", "in pairs")

Rounding = Callable[[float], float]


class Run(NamedTuple):
    """A sum as it was computed, addition by addition.

    total : the result.
    most : k, the most additions that one term has passed through.
    shares : how far each addition was off, as a share of its exact result, in their order.
    products : what each term was multiplied by on its way, the product of 1 + its shares.
    errors : what all that has been added lacks to the exact sum, after each stage: after each
        addition from left to right, or after each round in pairs.
    """

    total: float
    most: int
    shares: Floats
    products: Floats
    errors: Floats


def run(terms: Floats, order: str, rounding: Rounding) -> Run:
    """Add terms in an order, with this rounding after each addition, and keep what it did."""
    exact = math.fsum(terms)
    parts = [(float(x), [i], 0) for i, x in enumerate(terms)]  # value, its terms, additions so far
    shares, products, errors = [], np.ones(len(terms)), [0.0]
    while len(parts) > 1:
        pairs = 1 if order == "left to right" else len(parts) // 2
        rest, joined = parts[2 * pairs :], []
        for (a, left, i), (b, right, j) in zip(
            parts[: 2 * pairs : 2], parts[1 : 2 * pairs : 2], strict=True
        ):
            value = rounding(a + b)
            # The sum of two short numbers is exact in float64, unless they are far apart.
            share = (value - (a + b)) / (a + b) if a + b else 0.0
            shares.append(share)
            products[left + right] *= 1 + share
            joined.append((value, left + right, max(i, j) + 1))
        parts = joined + rest
        errors.append(math.fsum([value for value, _, _ in parts]) - exact)
    total, _, most = parts[0]
    return Run(total, most, np.array(shares), products, np.array(errors))


def summation(seed: int, drop: str | None = None) -> Verdict:
    r"""Check $|\hat s - s| \le ((1 + u)^k - 1) \sum_i |x_i|$.

    Three to twelve terms of both signs, in float16 or bfloat16, added from left to right
    (k = n - 1) or in pairs (k = log₂ n, rounded up).  Without a premise, what does not fit is cut
    off after each addition instead of rounded; or two terms are numbers between those of the
    format, and are rounded before they are added.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `SUMMATION_PREMISES`.
    """
    held = premises(SUMMATION_PREMISES, drop)
    rng = generator(seed)
    format = format_named(FORMATS[int(rng.integers(2))])
    order = ORDERS[int(rng.integers(2))]

    def nearest(value: float) -> float:
        return float(round_to(value, format))

    while True:
        terms = _terms(rng, format, drop)
        if drop == ROUNDED:
            order, found = ORDERS[0], run(terms, ORDERS[0], lambda v: cut(v, format))
        else:
            found = run(np.asarray(round_to(terms, format)), order, nearest)
        u, size = format.epsilon / 2, math.fsum(np.abs(terms))
        error = abs(found.total - math.fsum(terms))
        bound = ((1 + u) ** found.most - 1) * size
        if (drop is None) == (error <= bound):
            break
    return Verdict(
        theorem="The error of a sum",
        premises=held,
        left=round(error / (u * size), 6),
        relation="<=",
        right=round(bound / (u * size), 6),
        tolerance=1e-6,
        note=f"{len(terms)} terms of {format.name}, added {order}: k = {found.most}. Both sides in "
        "units of u · Σ|xᵢ|.",
        counterexample=f"The sum is {math.fsum(terms):.7g}, and {found.total:.7g} comes out.",
        instance={"terms": terms, "format": format.name, "run": found, "order": order},
        sides=("error of the sum", "bound"),
        steps=proof_steps(terms, found, u),
    )


def cut(value: float, format: Format) -> float:
    """Return the number of the format next to a value on the side of zero."""
    rounded = float(round_to(value, format))
    if abs(rounded) <= abs(value):
        return rounded
    # The next smaller one is what halfway down the gap below it rounds to.
    below = rounded * (1 - format.epsilon / 2)
    return float(round_to(math.nextafter(below, 0.0), format))


def _terms(rng: np.random.Generator, format: Format, drop: str | None) -> Floats:
    """Return terms of the format; those of a case that goes wrong where a premise is dropped.

    Cut off: after a first term come some that each lose most of a gap.  Not of the format: two
    that lose nearly half a gap each when they are rounded, and one more by their addition, which
    comes to lie halfway between two numbers and is rounded down.
    """
    if drop == ROUNDED:
        n = int(rng.integers(3, 13))
        gaps = rng.integers(0, 4, n - 1) + rng.uniform(0.8, 0.97, n - 1)
        first = 1 + rng.uniform(0, 0.2)
        return np.asarray(round_to(np.array([first, *format.epsilon * gaps]), format))
    if drop == HELD:
        m = rng.integers(0, int(0.2 / format.epsilon), size=2)
        m[1] += (1 - m.sum()) % 4
        return 1 + format.epsilon * (m + rng.uniform(0.4, 0.48, size=2))
    n = int(rng.integers(3, 13))
    return np.asarray(round_to(rng.normal(size=n) * 2.0 ** rng.integers(-2, 3, size=n), format))


def proof_steps(terms: Floats, found: Run, u: float) -> list[Step]:
    """Try the steps of the proof on one sum.

    1. Each addition is off by at most the share u of its result.
    2. The computed sum is that of the terms, each times the 1 + share of what it passed through.
    3. Such a product is off from 1 by at most (1 + w)ᵏ - 1, with w the largest share.
    """
    worst = float(np.abs(found.shares).max())
    whole = math.fsum(terms * found.products)
    size = math.fsum(np.abs(terms))
    away = float(np.abs(found.products - 1).max())
    return [
        Step(
            "Step 1: one addition",
            worst <= u * (1 + 1e-9),
            (ROUNDED,),
            f"an addition is off by {worst / u:.2f} u of its result",
        ),
        Step(
            "Step 2: factors that the terms carry",
            abs(whole - found.total) <= 1e-9 * size,
            (HELD,),
            f"the terms with their factors add up to {whole:.7g}, not to {found.total:.7g}",
        ),
        Step(
            "Step 3: a product of k factors",
            away <= (1 + worst) ** found.most - 1 + 1e-12,
            note="a product is further from 1 than k factors can be",
        ),
    ]


def summation_picture(verdict: Verdict) -> Picture:
    """Draw the error after each stage, within what the theorem allows up to there."""
    found: Run = verdict.instance["run"]
    terms, order = verdict.instance["terms"], verdict.instance["order"]
    u = format_named(verdict.instance["format"]).epsilon / 2
    k = np.arange(len(found.errors))
    unit = u * math.fsum(np.abs(terms))
    errors = found.errors / unit
    errors = errors + (found.total - math.fsum(terms)) / unit - errors[-1]  # of unrounded terms
    bound = ((1 + u) ** k - 1) / u
    reach = 1.1 * max(bound[-1], float(np.abs(errors).max()))
    stage = "additions" if order == ORDERS[0] else "rounds in pairs"
    marks = [
        band(k, -bound, bound, "grad"),
        curve([0, k[-1]], [0, 0], style="faint"),
        curve(k, errors, "e"),
        *(Mark("circle", [i, e], "e") for i, e in zip(k, errors, strict=True)),
    ]
    where = "within" if verdict.holds else "outside"
    first = "" if verdict.premises[HELD] else ", and before them that of rounding the terms"
    return Picture(
        marks,
        caption=f"The error of what has been added, red, after each of the {stage}{first}. At the "
        f"end it lies {where} the funnel of the theorem.",
        x=Axis(f"{stage} made", -0.2, k[-1] + 0.2),
        y=Axis("error, in u · Σ|xᵢ|", -reach, reach),
    )


SUMMATION = Theorem(
    name="numbers.summation",
    title="The error of a sum",
    label="thm-summation",
    claim="the error of the sum is at most ((1 + u)ᵏ − 1) Σ|xᵢ|",
    premises=SUMMATION_PREMISES,
    check=summation,
    picture=summation_picture,
    sources=("higham1993",),
)
