"""Between a net and its exchange lies a hill: the loss of a net is not convex."""

import numpy as np

from mlmath.depth.small_net import X, exchanged, loss, outputs
from mlmath.theorems.depth._axes import axis
from mlmath.theorems.picture import Mark, Picture, curve
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator

WHOLE = "the two units are exchanged whole"
NEEDED = "no single unit does as well"
PREMISES = (WHOLE, NEEDED)
SLOPES = np.concatenate([[1e-3], np.linspace(0.05, 8, 400)])  # tried for a single unit


def check(seed: int, drop: str | None = None) -> Verdict:
    r"""Compare the loss of two equal nets, the units exchanged, with the loss halfway between.

    .. math:: \tfrac12 L(\theta) + \tfrac12 L(\theta') < L(\tfrac12 \theta + \tfrac12 \theta')

    Without the first premise only the weights of the inputs are exchanged, not those of the
    outputs; without the second a single unit has made the data.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `PREMISES`.
    """
    held = premises(PREMISES, drop)
    rng = generator(seed)
    while True:
        w = np.array([rng.uniform(2, 4), rng.uniform(0.3, 0.9)])
        v = np.array([rng.uniform(0.6, 1.4), -rng.uniform(0.6, 1.4)])
        if not held[NEEDED]:
            w = np.full(2, w[0])
        net = np.concatenate([w, v])
        y = outputs(net) + 0.05 * rng.normal(size=len(X))
        other = exchanged(net) if held[WHOLE] else np.concatenate([w[::-1], v])
        ends, top = float(loss(net, y) + loss(other, y)) / 2, float(loss((net + other) / 2, y))
        if held[NEEDED] and best_single(y) <= 1.2 * loss(net, y):
            continue
        if drop is None or ends >= top * (1 - 1e-9):  # without NEEDED both are the same
            break
    return Verdict(
        theorem="A hill between equals",
        premises=held,
        left=round(100 * ends, 9),
        relation="<",
        right=round(100 * top, 9),
        tolerance=1e-9,
        note="A hundred times the loss: of the two nets in the mean, and halfway between them.",
        counterexample="Halfway the loss is no higher." if drop else None,
        instance={"net": net, "other": other, "y": y},
        sides=("ends", "halfway"),
        steps=steps(net, other, y),
    )


def best_single(y: Floats) -> float:
    """Return the least loss of one unit v tanh(w x): the best v by least squares for each w."""
    units = np.tanh(np.outer(SLOPES, X))
    v = units @ y / (units**2).sum(axis=1)
    return float((((v[:, None] * units - y) ** 2).mean(axis=1) / 2).min())


def steps(net: Floats, other: Floats, y: Floats) -> list[Step]:
    """Look at each step of the proof on one instance.

    1. The exchange changes no output, so the two nets have one loss.
    2. Halfway, both units have the same weights from the input: they are one unit.
    3. One unit has a higher loss.
    """
    first, second = loss(net, y), loss(other, y)
    middle = (net + other) / 2
    one = middle[2:].sum() * np.tanh(middle[0] * X)
    single = best_single(y)
    return [
        Step(
            "Step 1: equal loss",
            bool(np.isclose(first, second, rtol=1e-9, atol=1e-15)),
            (WHOLE,),
            f"the other net has the loss {second:.3f}, not {first:.3f}",
        ),
        Step(
            "Step 2: one unit, halfway",
            bool(np.allclose(outputs(middle), one)),
            note="the two units differ halfway",
        ),
        Step(
            "Step 3: one is not enough",
            bool(single > first + 1e-4),
            (NEEDED,),
            f"one unit alone has the loss {single:.3f}",
        ),
    ]


def picture(verdict: Verdict) -> Picture:
    """Draw the loss along the line through both nets."""
    net, other, y = (verdict.instance[name] for name in ("net", "other", "y"))
    t = np.linspace(-0.25, 1.25, 61)
    along = loss(net + t[:, None] * (other - net), y)
    ends = [float(loss(net, y)), float(loss(other, y))]
    top = 1.15 * max(float(along.max()), 0.01)
    marks = [
        curve(t, along, "e"),
        curve([0, 1], ends, "wstar", style="dashed"),
        *(Mark("circle", [k, value], "w") for k, value in enumerate(ends)),
        Mark("square", [0.5, float(loss((net + other) / 2, y))], "e"),
    ]
    return Picture(
        marks,
        caption="The loss along the line from one net, at 0, to the other, at 1; the square is "
        "halfway. A convex function would lie nowhere above the dashed chord.",
        x=axis("from one net to the other", -0.3, 1.3),
        y=axis("loss", 0, top),
    )


THEOREM = Theorem(
    name="depth.hill",
    title="A hill between equals",
    label="thm-depth-hill",
    claim="mean loss of the two nets < loss halfway between",
    premises=PREMISES,
    check=check,
    picture=picture,
)
