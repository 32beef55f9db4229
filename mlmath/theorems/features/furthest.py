"""The furthest point: layers of two units send no inner point of a disc beyond all of its edge."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from mlmath.theorems.picture import Mark, Picture, direction
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator

TWO = "every layer has two units"
RISES = "the activation rises everywhere, without jumps"
FURTHEST_PREMISES = (TWO, RISES)
EDGE = direction(np.linspace(0, 2 * np.pi, 1441))  # the edge of the disc of radius 1
# Inner points: circles of growing radius, the last a tenth from the edge.
INNER = np.concatenate(
    [[[0.0, 0.0]], *(r * direction(2 * np.pi * np.arange(48) / 48) for r in np.arange(1, 10) / 10)]
)
CLEARLY = 0.05  # by so much an inner point must lead where a premise is dropped

Activation = Callable[[Floats], Floats]
Layers = list[tuple[Floats, Floats]]


def bump(z: Floats) -> Floats:
    """Return exp(-z²), which rises and then falls."""
    found: Floats = np.exp(-z * z)
    return found


def furthest(seed: int, drop: str | None = None) -> Verdict:
    r"""Check that $\max u \cdot f$ over inner points of a disc is at most that over its edge.

    f is made of one to three random layers of two tanh units, and u is a random direction.
    Without a premise, the layers have three units; or the activation is $e^{-z^2}$.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `FURTHEST_PREMISES`.
    """
    held = premises(FURTHEST_PREMISES, drop)
    rng = generator(seed)
    activation = bump if drop == RISES else np.tanh
    while True:
        layers = _layers(rng, 3 if drop == TWO else 2)
        u = rng.normal(size=len(layers[-1][1]))
        u /= np.sqrt(u @ u)
        inner, edge = (run(layers, activation, X) for X in (INNER, EDGE))
        lead = float((inner @ u).max() - (edge @ u).max())
        if drop is None or lead > CLEARLY:
            break  # some draws without a premise are lucky
    units = "three" if drop == TWO else "two"
    how = f"{len(layers)} layer{'s' if len(layers) > 1 else ''} of {units} units"
    return Verdict(
        theorem="The furthest point",
        premises=held,
        left=float((inner @ u).max()),
        relation="<=",
        right=float((edge @ u).max()),
        tolerance=1e-9,
        note=f"The largest u · f over inner points of the disc and over its edge, for {how}.",
        counterexample="An inner point is carried further in the direction u than any of the edge, "
        f"so that a {'plane' if drop == TWO else 'line'} at a right angle to u parts it from the "
        "whole edge.",
        instance={"layers": layers, "activation": activation, "u": u},
        sides=("furthest inner point", "furthest of the edge"),
        steps=proof_steps(layers, activation),
    )


def _layers(rng: np.random.Generator, units: int) -> Layers:
    sizes = [2, *[units] * int(rng.integers(1, 4))]
    return [(1.2 * rng.normal(size=(b, a)), 0.6 * rng.normal(size=b)) for a, b in pairwise(sizes)]


def run(layers: Layers, activation: Activation, X: Floats) -> Floats:
    """Return what the layers make of places of the plane (n, 2)."""
    return activation(_sums(layers, activation, X)[-1])


def proof_steps(layers: Layers, activation: Activation) -> list[Step]:
    """Try what the proof says of a layer's two parts, and of a furthest point.

    1. The weights carry a patch of the plane to a patch that fills the layer's space: the first
       layer's rank is the number of its units.
    2. The activation carries a box to a box: it rises all the way over the sums that occur.
    3. Around the middle of a patch some point lies further in any direction.
    """
    rank = np.linalg.matrix_rank(layers[0][0])
    disc = np.concatenate([INNER, EDGE])
    z = np.concatenate([s.ravel() for s in _sums(layers, activation, disc)])
    rise = np.diff(activation(np.linspace(z.min(), z.max(), 400)))
    circle = direction(np.linspace(0, 2 * np.pi, 33))
    beyond = (circle @ circle.T).max(axis=0).min()
    return [
        Step(
            "Step 1: the weights",
            bool(rank == len(layers[0][1])),
            (TWO,),
            "a patch of the plane becomes a thin sheet in space, with room on both sides",
        ),
        Step(
            "Step 2: the activation",
            bool(rise.min() > 0),
            (RISES,),
            "it falls somewhere, and folds the plane there",
        ),
        Step(
            "Step 3: the furthest point",
            bool(beyond > 0),
            note="no point of a small circle lies further than its middle",
        ),
    ]


def _sums(layers: Layers, activation: Activation, X: Floats) -> list[Floats]:
    """Return the sums z of every layer, for places of the plane (n, 2)."""
    sums = []
    for W, b in layers:
        sums.append(X @ W.T + b)
        X = activation(sums[-1])
    return sums


def furthest_picture(verdict: Verdict) -> Picture:
    """Draw the carried edge and inner circles, seen so that u points up, and the two furthest."""
    data = verdict.instance
    layers, activation, u = data["layers"], data["activation"], data["u"]
    across = _across(u, run(layers, activation, EDGE))
    seen = np.stack([across, u])

    def flat(X: Floats) -> Floats:
        places: Floats = run(layers, activation, X) @ seen.T
        return places

    edge, inner = flat(EDGE), flat(INNER)
    both = np.concatenate([edge, inner])
    middle = (both.max(axis=0) + both.min(axis=0)) / 2
    edge, inner = edge - middle, inner - middle
    span = 1.15 * float(np.abs(both - middle).max())
    top, best = edge[edge[:, 1].argmax()], inner[inner[:, 1].argmax()]
    rings = [
        Mark("curve", flat(r * EDGE[::12]) - middle, "x", style="faint") for r in (0.3, 0.6, 0.9)
    ]
    level = top[1]
    marks = [
        *rings,
        Mark("curve", edge[::12], "negative"),
        Mark("curve", [[-span, level], [span, level]], "", style="dashed"),
        Mark("square", top, "negative"),
        Mark("circle", best, "positive"),
    ]
    where = "below" if verdict.holds else "above"
    return Picture(
        marks,
        span,
        "What the layers make of a disc, with u upward: its edge (solid) and circles inside it "
        f"(faint). The furthest inner point (circle) lies {where} the dashed level of the "
        "furthest point of the edge (square).",
    )


def _across(u: Floats, edge: Floats) -> Floats:
    """Return the direction at a right angle to u in which the carried edge is widest."""
    rest = edge - edge.mean(axis=0)
    rest = rest - np.outer(rest @ u, u)
    across: Floats = np.linalg.svd(rest, full_matrices=False)[2][0]
    return across


FURTHEST = Theorem(
    name="features.furthest",
    title="The furthest point",
    label="thm-furthest",
    claim="max u · f over inner points ≤ max u · f over the edge",
    premises=FURTHEST_PREMISES,
    check=furthest,
    picture=furthest_picture,
)
