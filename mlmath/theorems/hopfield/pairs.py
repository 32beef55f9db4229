"""All at once: with symmetric weights, recall ends in rest or goes to and fro."""

from itertools import pairwise

import numpy as np

from mlmath.hopfield import pair_energy, recall
from mlmath.theorems.picture import Axis, Mark, Picture, curve
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator

SYMMETRIC = "the weights are symmetric"
PREMISES = (SYMMETRIC,)
NEURONS = 8
SHOWN = 10  # sweeps that the picture reaches


def check(seed: int, drop: str | None = None) -> Verdict:
    r"""Let all neurons of a random network look at once, and find its period.

    The weights are odd and to itself a neuron has none, so that no sum of seven is zero.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `PREMISES`: then the period is longer than two.
    """
    held = premises(PREMISES, drop)
    rng = generator(seed)
    while True:
        W: Floats = np.asarray(2 * rng.integers(-2, 2, (NEURONS, NEURONS)) + 1, np.float64)
        if held[SYMMETRIC]:
            W = np.asarray(np.triu(W, 1) + np.triu(W, 1).T)
        np.fill_diagonal(W, 0)
        start = np.where(rng.random(NEURONS) < 0.5, -1.0, 1.0)
        period, path = sweeps(W, start)
        if period > 2 if drop else len(path) > 3:
            break
    return Verdict(
        theorem="To and fro",
        premises=held,
        left=period,
        relation="<=",
        right=2,
        tolerance=0.0,
        note=f"Sweeps until a state comes back, of a network of {NEURONS} neurons, all at once.",
        counterexample=f"The network goes through {period} states, again and again."
        if drop
        else None,
        instance={"W": W, "path": path},
        sides=("period", "two"),
        steps=steps(W, path),
    )


def sweeps(W: Floats, start: Floats) -> tuple[int, Floats]:
    """Return the period and the states until one comes back, that one included.

    Where the weights are symmetric this is what `mlmath.hopfield.recall` finds.
    """
    path = [start]
    seen = {tuple(start): 0}
    while True:
        now = recall(W, path[-1], "synchronous", max_sweeps=1).state
        path.append(now)
        if tuple(now) in seen:
            return len(path) - 1 - seen[tuple(now)], np.array(path)
        seen[tuple(now)] = len(path) - 1


def steps(W: Floats, path: Floats) -> list[Step]:
    """Look at each step of the proof, at each pair of sweeps on the way.

    1. The energy of a pair changes by the sum of -(s_i(t+1) - s_i(t-1)) h_i(t).
    2. No term of it is above zero, since s_i(t+1) has the sign of h_i(t).
    """
    gaps, terms = [0.0], [0.0]
    for before, now, after in zip(path[:-2], path[1:-1], path[2:], strict=True):
        h = W @ now
        change = pair_energy(W, after, now) - pair_energy(W, now, before)
        gaps.append(abs(change + (after - before) @ h))
        terms.append(float((-(after - before) * h).max()))
    return [
        Step(
            "Step 1: the energy of a pair",
            max(gaps) == 0,
            (SYMMETRIC,),
            f"s(t)·Ws(t−1) and s(t−1)·Ws(t) differ by {max(gaps):g}",
        ),
        Step("Step 2: no term above zero", max(terms) <= 0, note=f"a term is {max(terms):g}"),
    ]


def picture(verdict: Verdict) -> Picture:
    """Draw the energy of each pair of sweeps."""
    W, path = verdict.instance["W"], verdict.instance["path"]
    period = int(verdict.left)
    while len(path) <= SHOWN:
        path = np.vstack([path, path[len(path) - period]])
    F = np.array([pair_energy(W, b, a) for a, b in pairwise(path)])
    t = np.arange(1, len(F) + 1, dtype=float)
    quantity = "x" if verdict.holds else "e"
    marks = [
        curve(t, F, quantity),
        *(Mark("square", at, quantity) for at in zip(t, F, strict=True)),
    ]
    edge = 0.1 * float(np.ptp(F)) + 1
    y = Axis("energy of a pair", float(F.min()) - edge, float(F.max()) + edge)
    caption = "The energy of each two states that follow each other, sweep by sweep" + (
        ": it falls until it stands still." if verdict.holds else ": it goes up and down."
    )
    return Picture(marks, 1.0, caption, Axis("sweeps", 0.5, len(F) + 0.5), y)


THEOREM = Theorem(
    name="hopfield.pairs",
    title="To and fro",
    label="thm-hopfield-pairs",
    claim="period of recall with all neurons at once ≤ 2",
    premises=PREMISES,
    check=check,
    picture=picture,
    sources=("goles1985",),
)
