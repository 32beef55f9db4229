"""The cheap gradient: value and gradient cost at most five times what the value costs."""

import numpy as np

from mlmath.backprop.counted import Cost, backward_cost, forward_cost
from mlmath.backprop.graph import Graph, variables
from mlmath.theorems.backprop import _graphs
from mlmath.theorems.picture import Picture
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import generator

BACK = "the derivatives are gathered backward"
KEPT = "the values are kept"
PREMISES = (BACK, KEPT)
BENDS = ("sin", "tanh", "exp")
FACTOR = 5


def check(seed: int, drop: str | None = None) -> Verdict:
    r"""Compare the operations for value and gradient with five times those for the value.

    Every operation is counted as it is done (`mlmath.backprop.counted`).  Without the first
    premise there is one walk forward for each variable; without the second, the values that a
    local derivative needs are computed from the start.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `PREMISES`.
    """
    held = premises(PREMISES, drop)
    rng = generator(seed)
    graph = _graphs.grow(rng, int(rng.integers(8, 13)), int(rng.integers(10, 16)), BENDS)
    # Small numbers: no exponential of an exponential leaves the range of a computer's numbers.
    point = {name: float(rng.uniform(-0.5, 0.5)) for name in variables(graph)}
    with np.errstate(all="ignore"):
        if held[BACK]:
            cost = backward_cost(graph, point, keep=held[KEPT])
        else:
            cost = forward_cost(graph, point)
    n = len(point)
    return Verdict(
        theorem="The cheap gradient",
        premises=held,
        left=cost.total,
        relation="<=",
        right=FACTOR * cost.function,
        tolerance=0.0,
        note=f"Operations for the value and {n} derivatives, and five times the {cost.function} "
        "for the value.",
        counterexample=f"It took {cost.total / cost.function:.1f} times the value."
        if drop
        else None,
        instance={"graph": graph, "cost": cost},
        sides=("value and gradient", "5 · value"),
        steps=steps(cost),
    )


def steps(cost: Cost) -> list[Step]:
    """Look at each step of the proof on one instance.

    1. Each part takes at most five times its own value, the value included.
    2. One walk is enough for all variables.
    3. A walk takes what its parts take, and nothing else.
    """
    worst = max(
        (part / value for part, value in zip(cost.parts, cost.values, strict=True) if value),
        default=0.0,
    )
    return [
        Step(
            "Step 1: one part",
            worst <= FACTOR,
            (KEPT,),
            f"a part took {worst:.0f} times its value",
        ),
        Step("Step 2: one walk", cost.walks == 1, (BACK,), f"there were {cost.walks} walks"),
        Step(
            "Step 3: all parts together",
            sum(cost.parts) == cost.first,
            note="the parts do not add up to the whole",
        ),
    ]


def picture(verdict: Verdict) -> Picture:
    """Draw the graph."""
    graph: Graph = verdict.instance["graph"]
    cost: Cost = verdict.instance["cost"]
    caption = (
        f"A graph of {len(variables(graph))} variables: its value takes {cost.function} "
        f"operations, value and gradient {cost.total}."
    )
    return _graphs.draw(graph, (), caption)


THEOREM = Theorem(
    name="backprop.cost",
    title="The cheap gradient",
    label="thm-backprop-cost",
    claim="operations for value and gradient ≤ 5 · operations for the value",
    premises=PREMISES,
    check=check,
    picture=picture,
    sources=("baur1983",),
)
