"""Recall goes downhill: no update of one neuron raises the energy."""

import numpy as np

from mlmath.hopfield import energy
from mlmath.theorems.picture import Axis, Mark, Picture, curve
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator
from mlmath.words import counted, minus

ONE = "one neuron at a time"
SYMMETRIC = "the weights are symmetric"
DIAGONAL = "no neuron has a negative weight to itself"
PREMISES = (ONE, SYMMETRIC, DIAGONAL)
NEURONS = 6
LONGEST = 12  # changes that are looked at: with the premises recall has ended by then


def check(seed: int, drop: str | None = None) -> Verdict:
    r"""Let a network of random whole weights settle, and find the largest change of its energy.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `PREMISES`.  Then the instance is one whose energy rises: without "one
        neuron at a time" all look at once, else the weights are drawn without the premise.
    """
    held = premises(PREMISES, drop)
    rng = generator(seed)
    while True:
        W = weights(rng, held[SYMMETRIC], held[DIAGONAL])
        start = np.where(rng.random(NEURONS) < 0.5, -1.0, 1.0)
        path = walk(W, start, held[ONE])
        changes = np.diff(energy(W, path))
        if len(changes) >= 2 and (drop is None or changes.max() > 0):
            break
    return Verdict(
        theorem="Downhill",
        premises=held,
        left=float(changes.max()),
        relation="<",
        right=0.0,
        tolerance=0.0,
        note=minus(
            f"The largest of {counted(len(changes), 'change')} of the energy "
            f"on the way from {energy(W, start):g} to {energy(W, path[-1]):g}."
        ),
        counterexample="The energy rises on the way." if drop else None,
        instance={"W": W, "path": path},
        sides=("largest change of E", "0"),
        steps=steps(W, path),
    )


def weights(rng: np.random.Generator, symmetric: bool, diagonal: bool) -> Floats:
    """Draw whole weights from -3 to 3; those of a neuron to itself are 0 or 1, or -6 to 1."""
    W = rng.integers(-3, 4, (NEURONS, NEURONS)).astype(float)
    if symmetric:
        W = np.triu(W, 1) + np.triu(W, 1).T
    np.fill_diagonal(W, rng.integers(0 if diagonal else -6, 2, NEURONS))
    return W


def walk(W: Floats, start: Floats, one: bool) -> Floats:
    """Return the states on the way, shape (n_changes + 1, NEURONS).

    A neuron takes the sign of its field and keeps its state where that is 0.  One after another,
    in their order, again and again; or all at once.
    """
    path = [start]
    quiet = 0
    turn = 0
    while quiet < NEURONS and len(path) <= LONGEST:
        s = path[-1]
        h = W @ s
        new = np.where(h == 0, s, np.sign(h))
        if one:
            new = np.where(np.arange(NEURONS) == turn, new, s)
            turn = (turn + 1) % NEURONS
        quiet += 1
        if (new != s).any():
            path.append(new)
            quiet = 0
    return np.array(path)


def steps(W: Floats, path: Floats) -> list[Step]:
    """Look at each step of the proof, at each change on the way.

    1. One neuron i changes, so that only the terms of E with i change.
    2. They come in equal pairs, and the change is 2 s_i times the field without the own weight.
    3. That is 2 s_i h_i - 2 w_ii, and below zero.
    """
    moved = path[1:] != path[:-1]
    pairs, signs = [], []
    for s, units in zip(path[:-1], moved, strict=True):
        for i in np.flatnonzero(units):
            others = np.arange(NEURONS) != i
            both = s[i] * (W[i] + W[:, i])[others] @ s[others]
            pairs.append(abs(both - 2 * s[i] * W[i, others] @ s[others]))
            signs.append(2 * s[i] * (W[i] @ s) - 2 * W[i, i])
    most = int(moved.sum(axis=1).max())
    return [
        Step("Step 1: only the terms with i", most == 1, (ONE,), f"{most} neurons change at once"),
        Step(
            "Step 2: equal pairs",
            max(pairs) == 0,
            (SYMMETRIC,),
            f"w_ij and w_ji differ, which makes {max(pairs):g}",
        ),
        Step(
            "Step 3: below zero",
            max(signs) < 0,
            (DIAGONAL,),
            f"2 s_i h_i − 2 w_ii is {max(signs):g}",
        ),
    ]


def picture(verdict: Verdict) -> Picture:
    """Draw the energy after each change; where it rises, in the color of mistakes."""
    path = verdict.instance["path"]
    E = energy(verdict.instance["W"], path)
    k = np.arange(len(E), dtype=float)
    marks = [curve(k, E, "x")]
    marks += [
        curve(k[i : i + 2], E[i : i + 2], "e", style="dashed")
        for i in np.flatnonzero(np.diff(E) > 0)
    ]
    marks += [Mark("square", place, "x") for place in zip(k, E, strict=True)]
    low, high = float(E.min()), float(E.max())
    edge = 0.1 * (high - low) + 0.5
    rises = " Dashed: where it rises." if verdict.left > 0 else ""
    caption = "The energy at the start and after each change of the state." + rises
    x = Axis("changes", -0.3, len(E) - 0.7)
    return Picture(marks, 1.0, caption, x, Axis("energy E", low - edge, high + edge))


THEOREM = Theorem(
    name="hopfield.downhill",
    title="Downhill",
    label="thm-hopfield-downhill",
    claim="largest change of the energy in recall < 0",
    premises=PREMISES,
    check=check,
    picture=picture,
    sources=("hopfield1982",),
)
