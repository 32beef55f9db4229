"""The first step: exactly how often a stored bit is lost at once."""

from math import comb

import numpy as np

from mlmath.theorems.picture import Axis, Mark, Picture, curve
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator

FRESH = "the patterns are drawn independently"
DIAGONAL = "no neuron has a weight to itself"
PREMISES = (FRESH, DIAGONAL)
SIZES = ((3, 4), (4, 4), (3, 5), (5, 3), (4, 3), (3, 3))  # neurons, patterns


def check(seed: int, drop: str | None = None) -> Verdict:
    r"""Count over all ways to choose the patterns how often Hebb's rule loses a given bit.

    The bit is that of one neuron in one pattern; it is lost when its field has the other sign.
    Dropping "the patterns are drawn independently" makes another pattern a copy of this one.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `PREMISES`.
    """
    held = premises(PREMISES, drop)
    rng = generator(seed)
    n, p = SIZES[int(rng.integers(len(SIZES)))]
    unit, pattern = int(rng.integers(n)), int(rng.integers(p))
    xi = everything(n, p)  # (2^(n p), p, n)
    if not held[FRESH]:
        xi[:, (pattern + 1) % p] = xi[:, pattern]
    sums = aligned(xi, unit, pattern, diagonal=not held[DIAGONAL])
    lost = int((sums < 0).sum())
    right = 2 ** (n * p - (p - 1) * (n - 1)) * tail(n, p)
    return Verdict(
        theorem="The first step",
        premises=held,
        left=lost,
        relation="==",
        right=right,
        tolerance=0.0,
        note=f"Of the {len(xi):,} ways to choose {p} patterns for {n} neurons, those where "
        f"neuron {unit + 1} leaves pattern {pattern + 1} at once: counted, and by the formula.",
        counterexample="The sum of the others does not have the distribution that the formula "
        "counts."
        if drop == FRESH
        else "The weight to itself holds the neuron back."
        if drop
        else None,
        instance={"sums": sums, "n": n, "p": p, "unit": unit, "pattern": pattern},
        sides=("bits lost", "by the formula"),
        whole=len(xi),
        steps=steps(xi, sums, unit, pattern),
    )


def everything(n: int, p: int) -> Floats:
    """Return all ways to choose p patterns of n bits, shape (2^(n p), p, n)."""
    bits = np.arange(2 ** (n * p))[:, None] >> np.arange(n * p) & 1
    return np.asarray(2.0 * bits - 1).reshape(-1, p, n)


def aligned(xi: Floats, unit: int, pattern: int, diagonal: bool) -> Floats:
    """Return N ξ_i h_i for each choice: the field on the bit, + where it holds the bit."""
    overlaps = np.einsum("kmj,kj->km", xi, xi[:, pattern])  # of each pattern with this one
    fields = np.einsum("km,km->k", xi[:, :, unit], overlaps)
    if not diagonal:
        fields = fields - xi.shape[1] * xi[:, pattern, unit]
    return np.asarray(fields * xi[:, pattern, unit])


def tail(n: int, p: int) -> int:
    """Return how many of the sums of K = (p - 1)(n - 1) signs lie below -(n - 1)."""
    K = (p - 1) * (n - 1)
    return sum(comb(K, ones) for ones in range(K + 1) if 2 * ones - K < -(n - 1))


def products(xi: Floats, unit: int, pattern: int) -> Floats:
    """Return the signs ξ_i^ν ξ_j^ν ξ_j^μ ξ_i^μ that disturb the bit, shape (ways, K)."""
    p, n = xi.shape[1:]
    others = [j for j in range(n) if j != unit]
    own = xi[:, pattern]
    rest = xi[:, [m for m in range(p) if m != pattern]]
    signs = rest[:, :, [unit]] * rest[:, :, others]
    signs = signs * (own[:, others] * own[:, [unit]])[:, None]
    return np.asarray(signs.reshape(len(xi), -1))


def steps(xi: Floats, sums: Floats, unit: int, pattern: int) -> list[Step]:
    """Look at each step of the proof, over all choices.

    1. N ξ_i h_i is N - 1 plus the sum of the (p - 1)(N - 1) products.
    2. Every list of products comes equally often.
    """
    n = xi.shape[2]
    signs = products(xi, unit, pattern)
    gap = float(np.abs(sums - (n - 1) - signs.sum(axis=1)).max())
    K = signs.shape[1]
    places = ((signs > 0) * 2 ** np.arange(K)).sum(axis=1)
    counts = np.bincount(places, minlength=2**K)
    return [
        Step(
            "Step 1: signal and noise",
            gap == 0,
            (DIAGONAL,),
            f"the weight to itself adds {gap:g}",
        ),
        Step(
            "Step 2: signs like tossed coins",
            counts.min() == counts.max(),
            (FRESH,),
            f"of {2**K:,} lists of signs {int((counts == 0).sum()):,} never come",
        ),
    ]


def picture(verdict: Verdict) -> Picture:
    """Draw how often each value of N ξ_i h_i comes; below zero the bit is lost."""
    sums = verdict.instance["sums"]
    values, counts = np.unique(sums, return_counts=True)
    share = counts / len(sums)
    marks = [
        curve([v, v], [0, c], "e" if v < 0 else "x") for v, c in zip(values, share, strict=True)
    ]
    marks += [
        Mark("square" if v < 0 else "circle", [v, c], "e" if v < 0 else "x")
        for v, c in zip(values, share, strict=True)
    ]
    caption = (
        "How often the field on the bit, taken + where it holds the bit, has each value: "
        f"below zero (squares) the bit is lost, neuron {verdict.instance['unit'] + 1} of pattern "
        f"{verdict.instance['pattern'] + 1}."
    )
    reach = float(np.abs(values).max()) + 1
    y = Axis("share of all choices", 0, 1.15 * float(share.max()))
    return Picture(marks, 1.0, caption, Axis("N times x h", -reach, reach), y)


THEOREM = Theorem(
    name="hopfield.one_step",
    title="The first step",
    label="thm-hopfield-one-step",
    claim="choices of patterns that lose a given bit at once = those that a sum of coins counts",
    premises=PREMISES,
    check=check,
    picture=picture,
    sources=("hertz1991",),
)
