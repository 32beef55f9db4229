"""The projection holds every pattern, with room to spare."""

import numpy as np

from mlmath.hopfield import Hopfield, random_patterns
from mlmath.theorems.picture import Axis, Mark, Picture, curve
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator

PROJECTS = "the weights project onto the patterns"
ROOM = "the patterns leave room in every neuron's direction"
PREMISES = (PROJECTS, ROOM)
FEWEST, MOST = 10, 14  # neurons


def check(seed: int, drop: str | None = None) -> Verdict:
    r"""Find the weakest field that holds a bit of a stored pattern.

    Half as many patterns as neurons, up to three quarters.  Dropping "the weights project onto the
    patterns" stores by Hebb's rule, where some bit is lost; dropping "the patterns leave room"
    stores as many independent patterns as there are neurons.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `PREMISES`.
    """
    held = premises(PREMISES, drop)
    rng = generator(seed)
    while True:
        n = int(rng.integers(FEWEST, MOST + 1))
        p = int(rng.integers(n // 2, 3 * n // 4 + 1)) if held[ROOM] else n
        xi = random_patterns(p, n, rng)
        room = 1 - np.diag(projection(xi))
        if not held[ROOM] and room.max() > 1e-9:
            continue  # they are not independent
        if held[ROOM] and room.min() < 1e-6:
            continue
        W = Hopfield("pseudo-inverse" if held[PROJECTS] else "hebbian").fit(xi).weights_
        fields = xi * (xi @ W)  # (p, N): s_i h_i
        fields[np.abs(fields) < 1e-9] = 0  # rounding
        if held[PROJECTS] or fields.min() < 0:
            break
    return Verdict(
        theorem="The projection",
        premises=held,
        left=0.0,
        relation="<",
        right=float(fields.min()),
        tolerance=0.0,
        note=f"The weakest of the {p} × {n} fields that hold the bits of {p} patterns.",
        counterexample="Hebb's rule pushes a bit of a stored pattern the wrong way."
        if drop == PROJECTS
        else "All fields are zero: every state rests, and nothing is recalled."
        if drop
        else None,
        instance={"fields": np.sort(fields.min(axis=0)), "p": p},
        sides=("0", "weakest field"),
        steps=steps(xi, W, room),
    )


def projection(xi: Floats) -> Floats:
    """Return the matrix P that takes a state to its nearest mixture of the patterns (p, N)."""
    return np.asarray(np.linalg.pinv(xi) @ xi)


def steps(xi: Floats, W: Floats, room: Floats) -> list[Step]:
    """Look at each step of the proof.

    1. W is P without its diagonal, and P takes each pattern to itself: h_i = (1 - P_ii) ξ_i.
    2. So ξ_i h_i is 1 - P_ii, the room that is left, and that is above zero.
    """
    gap = float(np.abs(xi @ W - room * xi).max())
    return [
        Step(
            "Step 1: the field on a pattern",
            gap < 1e-9,
            (PROJECTS,),
            f"it differs from (1 − P_ii) x_i by up to {gap:.2f}",
        ),
        Step(
            "Step 2: room is left",
            float(room.min()) > 1e-9,
            (ROOM,),
            "P is the identity, and nothing is left",
        ),
    ]


def picture(verdict: Verdict) -> Picture:
    """Draw the weakest field of each neuron, in order."""
    fields = verdict.instance["fields"]
    k = np.arange(1, len(fields) + 1, dtype=float)
    marks = [curve([0.5, len(fields) + 0.5], [0, 0], style="dashed")]
    marks += [
        Mark("circle" if f > 0 else "square", [x, f], "x" if f > 0 else "e")
        for x, f in zip(k, fields, strict=True)
    ]
    low = min(-0.1, float(fields.min()) - 0.1)
    caption = (
        f"For each of {len(fields)} neurons the weakest of its fields on {verdict.instance['p']} "
        "memories, in order: above the dashed line it holds the bit."
    )
    y = Axis("x h, weakest", low, max(0.9, float(fields.max()) + 0.1))
    return Picture(marks, 1.0, caption, Axis("neurons", 0.5, len(fields) + 0.5), y)


THEOREM = Theorem(
    name="hopfield.projection",
    title="The projection",
    label="thm-hopfield-projection",
    claim="0 < weakest field on a bit of a stored pattern",
    premises=PREMISES,
    check=check,
    picture=picture,
    sources=("personnaz1985", "kanter1987"),
)
