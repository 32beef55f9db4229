"""Backward is exact: the blame of a part is the derivative of the end by that part."""

from collections.abc import Mapping

import numpy as np

from mlmath.backprop.graph import (
    Graph,
    Part,
    Slopes,
    blame,
    evaluate,
    path_sum,
    slopes,
    tangents,
    variables,
)
from mlmath.backprop.operations import OPERATIONS
from mlmath.backprop.without_tape import EPSILON, central_difference
from mlmath.theorems.backprop import _graphs
from mlmath.theorems.picture import Picture
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import generator
from mlmath.words import minus

SMOOTH = "each part is differentiable where it is"
ADDS = "what comes back along several edges is added"
PREMISES = (SMOOTH, ADDS)
BENDS = ("sin", "tanh", "sigmoid")
AGREE = 1e-6  # central differences have about ten digits


def check(seed: int, drop: str | None = None) -> Verdict:
    r"""Compare the blame of a variable with how the end moves when the variable is moved.

    .. math:: g_n = 1, \quad g_j = \sum_{i \text{ uses } j} g_i d_{ij}
              \quad\Rightarrow\quad g_j = \partial v_n / \partial v_j

    The other side is a central difference, which knows of no local derivative.  Without the first
    premise one variable passes through relu(x) - relu(-x) at 0, which is x, in two parts that have
    a kink there; without the second, what comes back replaces what was there.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `PREMISES`.
    """
    held = premises(PREMISES, drop)
    rng = generator(seed)
    while True:
        graph, point = _instance(rng, held[SMOOTH])
        local = slopes(graph, evaluate(graph, point))
        b = blame(graph, local, adds=held[ADDS])[-1]
        moved = {name: central_difference(graph, point, name) for name in point}
        gaps = {name: abs(b[i] - moved[name]) for name, i in variables(graph).items()}
        # Rounded, so that noise in the last digits decides nothing: of equals the first.
        worst = max(gaps, key=lambda name: round(gaps[name], 6))
        telling = min(map(abs, moved.values())) > 0.05 and max(map(abs, moved.values())) < 20
        if telling and (drop is None or gaps[worst] > 0.05):
            break
    return Verdict(
        theorem="Backward is exact",
        premises=held,
        left=b[variables(graph)[worst]],
        relation="==",
        right=moved[worst],
        tolerance=AGREE,
        note=f"The blame of {worst}, and how the end moves with {worst}, by a central difference; "
        f"{len(graph)} parts.",
        counterexample=f"The blame of {worst} is not its derivative." if drop else None,
        instance={"graph": graph, "point": point, "worst": worst},
        sides=("blame", "derivative"),
        steps=steps(graph, point, b),
    )


def _instance(rng: np.random.Generator, smooth: bool) -> tuple[Graph, Mapping[str, float]]:
    """Return a graph and the values of its variables, with a kink that is met where not smooth."""
    graph = _graphs.grow(rng, 3, 5, BENDS)
    point = {name: float(rng.uniform(0.4, 1.5) * rng.choice([-1, 1])) for name in variables(graph)}
    if smooth:
        return graph, point
    # Variable x1 at 0, and in its place everywhere relu(x1) - relu(-x1), which is x1.
    pair = [Part("neg", (0,)), Part("relu", (0,)), Part("relu", (3,)), Part("-", (4, 5))]
    places = {0: 6, 1: 1, 2: 2} | {i: i + len(pair) for i in range(3, len(graph))}
    moved = [part._replace(inputs=tuple(places[j] for j in part.inputs)) for part in graph[3:]]
    return [*graph[:3], *pair, *moved], {**point, "x1": 0.0}


def steps(graph: Graph, point: Mapping[str, float], b: list[float]) -> list[Step]:
    """Look at each step of the proof on one instance.

    1. A part moves by its local derivatives times what its inputs move by.
    2. Put into one another, these make of the end's derivative the sum over all paths.
    3. Gathered from the end, the blame of each part is the sum over its paths to the end.
    """
    values = evaluate(graph, point)
    local = slopes(graph, values)
    off = _off(graph, values, local)
    forward = {name: tangents(graph, local, name)[-1] for name in point}
    sums = [path_sum(graph, local, i) for i in range(len(graph))]
    wrong = [i for i, s in enumerate(sums) if not np.isclose(b[i], s, rtol=1e-9, atol=1e-12)]
    return [
        Step(
            "Step 1: each part by itself",
            off is None,
            (SMOOTH,),
            "" if off is None else f"{off} has a kink where it is, and no derivative",
        ),
        Step(
            "Step 2: the end is the sum over all paths",
            all(
                np.isclose(forward[name], sums[i], rtol=1e-9, atol=1e-12)
                for name, i in variables(graph).items()
            ),
            note="forward mode and the sum over paths differ",
        ),
        Step(
            "Step 3: the blame is the same sum",
            not wrong,
            (ADDS,),
            minus(
                f"the blame of part {wrong[0] + 1} is {b[wrong[0]]:.2f}, its paths have "
                f"{sums[wrong[0]]:.2f}"
            )
            if wrong
            else "",
        ),
    ]


def _off(graph: Graph, values: list[float], local: Slopes) -> str | None:
    """Return the operation of the first part whose local derivative is not its slope, if any."""
    h = EPSILON ** (1 / 3)
    for part, own in zip(graph, local, strict=True):
        given = [values[j] for j in part.inputs]
        for k, d in enumerate(own):
            high = OPERATIONS[part.op].value(*(u + h * (k == m) for m, u in enumerate(given)))
            low = OPERATIONS[part.op].value(*(u - h * (k == m) for m, u in enumerate(given)))
            if abs((high - low) / (2 * h) - d) > AGREE * max(1.0, abs(d)):
                return part.op
    return None


def picture(verdict: Verdict) -> Picture:
    """Draw the graph, the variable that is compared marked."""
    graph, worst = verdict.instance["graph"], verdict.instance["worst"]
    values = ", ".join(f"{name} = {v:.2f}" for name, v in verdict.instance["point"].items())
    caption = minus(f"A graph of {len(graph)} parts, its end on the right, at {values}.")
    return _graphs.draw(graph, (variables(graph)[worst],), caption)


THEOREM = Theorem(
    name="backprop.exact",
    title="Backward is exact",
    label="thm-backprop-exact",
    claim="blame of a variable = derivative of the end by it",
    premises=PREMISES,
    check=check,
    picture=picture,
    sources=("linnainmaa1976",),
)
