"""Gibbs' inequality: what one believes falls behind what is, or is equal to it."""

import numpy as np

from mlmath.theorems.picture import Axis, Mark, Picture, curve
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator

POSITIVE, SUMS = "no share is negative", "the shares of p and of q add up to 1"
GIBBS_PREMISES = (POSITIVE, SUMS)


def gibbs(seed: int, drop: str | None = None) -> Verdict:
    r"""Check $0 \le D(p \| q) = \sum_i p_i \ln (p_i / q_i)$ on two random distributions.

    There are three to seven outcomes; now and then one of them never happens.  Dropping a premise
    keeps what the seed drew, but for this:

    - "no share is negative": both get one more outcome, with a negative share, and the others are
      raised so that the sums stay 1.
    - "the shares of p and of q add up to 1": all shares of q are multiplied by one number above 1.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `GIBBS_PREMISES`.
    """
    held = premises(GIBBS_PREMISES, drop)
    rng = generator(seed)
    k = int(rng.integers(3, 8))
    p, q = rng.dirichlet(np.full(k, 2.0), size=2)
    q = 0.5 * (p + q) if rng.random() < 0.5 else q
    if rng.random() < 0.3:
        p = np.append(p[:-2], [0.0, p[-2:].sum()])
    extra = float(rng.uniform(0.1, 0.5))
    if drop == SUMS:
        q = q * np.exp(divergence(p, q) + extra)
    if drop == POSITIVE:
        p, q = with_negative(p, q, extra)
    gap = divergence(p, q)
    n = len(p)
    return Verdict(
        theorem="Gibbs' inequality",
        premises=held,
        left=0.0,
        relation="<=",
        right=gap,
        tolerance=0.0,
        note=f"The divergence of two lists of {n} shares, in nats; those of p add up to "
        f"{p.sum():.2f}, those of q to {q.sum():.2f}.",
        counterexample=_why(drop, p, q),
        instance={"p": p, "q": q},
        sides=("zero", "D(p‖q)"),
        steps=proof_steps(p, q, gap),
    )


def divergence(p: Floats, q: Floats) -> float:
    """Return the sum of p ln(p/q) over all shares p that are not zero, of either sign."""
    there = p != 0
    return float((p[there] * np.log(p[there] / q[there])).sum())


def with_negative(p: Floats, q: Floats, a: float) -> tuple[Floats, Floats]:
    """Give p the further share -a and q a smaller one, so that the divergence is negative.

    With the further share -ar of q, the divergence is (1 + a) (D + ln((1 + a)/(1 + ar))) + a ln r.
    """
    most = (1 + a) * (divergence(p, q) + np.log(1 + a))
    r = float(np.exp(-(most + 0.1) / a))
    return np.append((1 + a) * p, -a), np.append((1 + a * r) * q, -a * r)


def proof_steps(p: Floats, q: Floats, gap: float) -> list[Step]:
    r"""Try the two steps of the proof.

    1. $p_i \ln (q_i / p_i) \le p_i (q_i / p_i - 1)$ for each i: the line lies above the logarithm.
    2. The right sides add up to $\sum q_i - \sum p_i$, which is at most 0.
    """
    there = p != 0
    u = q[there] / p[there]
    over = p[there] * (np.log(u) - (u - 1))
    rest = float((q[there] - p[there]).sum())
    return [
        Step(
            "Step 1: below the line",
            bool(over.max() <= 1e-12),
            (POSITIVE,),
            "times a negative share, p ln u lies above p (u − 1)",
        ),
        Step(
            "Step 2: the sums cancel",
            rest <= 1e-12,
            (SUMS,),
            f"the sum of q less the sum of p is {rest:.3f}, more than 0",
        ),
    ]


def _why(drop: str | None, p: Floats, q: Floats) -> str | None:
    return {
        POSITIVE: f"One outcome has the share −{-p[-1]:.2f}: there the line's side is turned "
        "around, and the sum falls below 0.",
        SUMS: f"The shares of q add up to {q.sum():.2f}: such beliefs promise more than there is.",
    }.get(drop or "")


def gibbs_picture(verdict: Verdict) -> Picture:
    """Draw the logarithm and its tangent, a disc for each outcome, and their center of gravity."""
    p, q = verdict.instance["p"], verdict.instance["q"]
    there = p != 0
    u = q[there] / p[there]
    x, y = float((p[there] * u).sum()), -verdict.right
    right = float(f"{max(2.2, 1.1 * u.max(), 1.15 * x):.3g}")
    low = float(f"{min(-1.2, 1.15 * float(np.log(u).min())):.3g}")
    shown = np.exp(np.linspace(low, np.log(right), 81))
    marks = [
        curve([0, right], [0, 0], style="faint"),
        curve([max(0.0, 1 + low), right], [max(-1.0, low), right - 1], "wstar", style="dashed"),
        curve(shown, np.log(shown), "x"),
        *[Mark("circle", [a, np.log(a)], "w") for a in u],
        Mark("square" if verdict.holds else "ring", [x, y], "wstar" if verdict.holds else "e"),
    ]
    tail = (
        "The square, their mean with the weights p, lies under the line, and nowhere above 0."
        if verdict.holds
        else "The ring, their mean with the weights p, lies above 0."
    )
    return Picture(
        marks,
        caption="The logarithm, solid, and the line u − 1, dashed, which touches it at 1. "
        f"A disc for each outcome stands at u = q/p. {tail}",
        x=Axis("u = q/p", 0, right),
        y=Axis("ln u", low, float(f"{max(1.0, 1.1 * y, right - 1):.3g}")),
    )


GIBBS = Theorem(
    name="chance.gibbs",
    title="Gibbs' inequality",
    label="thm-gibbs",
    claim="0 ≤ D(p‖q) = Σ pᵢ ln(pᵢ/qᵢ)",
    premises=GIBBS_PREMISES,
    check=gibbs,
    picture=gibbs_picture,
)
