"""The shell: what a body of many dimensions holds lies just under its surface."""

from math import exp

import numpy as np

from mlmath.dimension import random_directions
from mlmath.scale import direction
from mlmath.theorems.picture import Axis, Mark, Picture, curve
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator

EVERY = "the body shrinks in every direction"
EVEN = "it is filled evenly"
PREMISES = (EVERY, EVEN)
FAILS = {
    EVERY: "In one direction only, it loses hardly anything.",
    EVEN: "On one line through the middle, the share is that of one dimension.",
}
POINTS = 4000
SIGMAS = 6.0  # within which a share of so many points lies of its chance


def check(seed: int, drop: str | None = None) -> Verdict:
    r"""Compare how many points the shrunken body holds with the bound.

    .. math:: (1 - \varepsilon)^d \le e^{-\varepsilon d}

    The body is a ball, pulled apart along its axes: its points are those of a ball times the half
    axes.  They come from a sphere of two dimensions more, whose first d coordinates fill the ball
    evenly.  Without the first premise the body shrinks along its first axis only; without the
    second, its points lie on one line through the middle.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `PREMISES`.
    """
    held = premises(PREMISES, drop)
    rng = generator(seed)
    d, eps = int(rng.integers(6, 15)), float(rng.uniform(0.2, 0.35))
    axes = rng.uniform(0.5, 2.0, d)
    factors = np.full(d, 1 - eps)
    if not held[EVERY]:
        factors[1:] = 1.0
    points = axes * (ball(d, rng) if held[EVEN] else line(d, rng))
    inside = ((points / (axes * factors)) ** 2).sum(axis=1) <= 1
    found = int(inside.sum())
    return Verdict(
        theorem="The shell",
        premises=held,
        left=found,
        relation="<=",
        right=POINTS * exp(-eps * d),
        tolerance=0.0,
        note=f"Of {POINTS:,} points, how many stay inside when the body shrinks by "
        f"{100 * eps:.0f} % in {d} dimensions.",
        counterexample=FAILS.get(drop) if drop else None,
        instance={"d": d, "eps": eps, "share": found / POINTS},
        sides=("points inside", "bound"),
        steps=steps(found / POINTS, factors, eps),
    )


def ball(d: int, rng: np.random.Generator) -> Floats:
    """Draw points that fill the unit ball evenly, (POINTS, d): a sphere's shadow.

    In two dimensions more, drop the last two coordinates of a random direction; for d = 1 that
    says that equal slices of a ball's surface have equal areas, as Archimedes found.
    """
    return random_directions(POINTS, d + 2, rng)[:, :d]


def line(d: int, rng: np.random.Generator) -> Floats:
    """Draw points on one line through the middle of the unit ball, evenly, (POINTS, d)."""
    way = rng.normal(size=d)
    way[0] = 0.0  # across the first axis
    return np.asarray(np.outer(rng.uniform(-1, 1, POINTS), direction(way)))


def steps(share: float, factors: Floats, eps: float) -> list[Step]:
    r"""Look at each step of the proof on one instance.

    1. The volume is multiplied by $(1 - \varepsilon)^d$.
    2. The share of points is that of the volumes, but for the luck of the draw.
    3. $1 - \varepsilon \le e^{-\varepsilon}$.
    """
    d = len(factors)
    volume = float(factors.prod())
    luck = SIGMAS * np.sqrt(volume * (1 - volume) / POINTS) + 1 / POINTS
    return [
        Step(
            "Step 1: one factor for each direction",
            bool(np.isclose(volume, (1 - eps) ** d)),
            (EVERY,),
            f"the volume keeps the share {volume:.2f}, not {(1 - eps) ** d:.4f}",
        ),
        Step(
            "Step 2: as the volumes, so the points",
            bool(abs(share - volume) <= luck),
            (EVEN,),
            f"of the points {share:.2f} are inside, of the volume {volume:.4f}",
        ),
        Step("Step 3: under the curve", 1 - eps <= exp(-eps), note="1 − ε exceeds the curve"),
    ]


def picture(verdict: Verdict) -> Picture:
    """Draw the share inside against the dimension, its bound, and this instance."""
    data = verdict.instance
    d = np.arange(1, 16, dtype=float)
    shape = "circle" if verdict.holds else "square"
    marks = [
        curve(d, (1 - data["eps"]) ** d, "x", "(1 − ε)ᵈ"),
        curve(d, np.exp(-data["eps"] * d), "e", style="dashed"),
        Mark(shape, np.array([[data["d"], data["share"]]]), "x"),
    ]
    caption = (
        f"The share of an evenly filled body that stays inside when it shrinks by "
        f"{100 * data['eps']:.0f} %, against the number of dimensions; dashed, the bound. "
        f"The {shape} is this instance."
    )
    x = Axis("dimensions d", 0, 15)
    return Picture(marks, 1.0, caption, x, Axis("share inside", 0, 1.05))


THEOREM = Theorem(
    name="dimension.shell",
    title="The shell",
    label="thm-dimension-shell",
    claim="points that stay inside, of 4,000 ≤ 4,000 exp(−ε d)",
    premises=PREMISES,
    check=check,
    picture=picture,
)
