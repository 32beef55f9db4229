"""Hoeffding's inequality: how unlikely it is that a mean strays from its expectation."""

import numpy as np

from mlmath.theorems.picture import Axis, Mark, Picture, curve
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator

BOUNDED, INDEPENDENT = "every sample lies between a and b", "the samples are independent"
HOEFFDING_PREMISES = (BOUNDED, INDEPENDENT)
HALVES = 2  # values a unit: samples are 0, 1/2 or 1, and all their sums are exact


def hoeffding(seed: int, drop: str | None = None) -> Verdict:
    r"""Check $P(|\bar X - \mu| \ge t) \le 2 \exp(-2 n t^2 / (b - a)^2)$, with a = 0 and b = 1.

    Nothing is drawn but the distribution: each of 30 to 60 samples is 0, 1/2 or 1, with random
    probabilities, and the probability on the left is added up over all outcomes.  Dropping a
    premise keeps what the seed drew, but for this:

    - "every sample lies between a and b": with the probability 1/(2n) a sample is far above 1.
    - "the samples are independent": all are copies of the first.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `HOEFFDING_PREMISES`.
    """
    held = premises(HOEFFDING_PREMISES, drop)
    rng = generator(seed)
    n = int(rng.integers(30, 61))
    one: Floats = 0.3 * np.array([1.0, 0.0, 1.0]) + 0.4 * rng.dirichlet(np.ones(3))
    risk = float(rng.uniform(0.02, 0.5))
    t = float(np.sqrt(np.log(2 / risk) / (2 * n)))
    if drop == BOUNDED:
        far = np.zeros(1 + int(np.ceil(HALVES * 4 * n * t)))
        far[:3] = (1 - 0.5 / n) * one
        far[-1] = 0.5 / n
        one = far
    total = copies(one, n) if drop == INDEPENDENT else power(one, n)
    mean = float(one @ np.arange(len(one))) / HALVES
    strays = np.abs(np.arange(len(total)) / (HALVES * n) - mean)
    return Verdict(
        theorem="Hoeffding's inequality",
        premises=held,
        left=100 * float(total[strays >= t].sum()),
        relation="<=",
        right=200 * float(np.exp(-2 * n * t**2)),
        tolerance=1e-12,
        note=f"The probability that the mean of {n} samples lies {t:.3f} or more away from its "
        f"expectation, {mean:.3f}.",
        counterexample=_why(drop, one, n),
        instance={"one": one, "total": total, "n": n, "t": t, "mean": mean},
        sides=("probability, %", "bound, %"),
        whole=100.0,
        steps=proof_steps(one, total, n, t, mean),
    )


def power(one: Floats, n: int) -> Floats:
    """Return the distribution of the sum of n independent samples with distribution `one`."""
    total, square = np.ones(1), one
    while n:
        if n % 2:
            total = np.convolve(total, square)
        n //= 2
        square = np.convolve(square, square) if n else square
    return total


def copies(one: Floats, n: int) -> Floats:
    """Return the distribution of n times one sample."""
    total = np.zeros(n * (len(one) - 1) + 1)
    total[::n] = one
    return total


def log_mean(distribution: Floats, exponent: Floats) -> float:
    """Return the logarithm of the mean of exp(exponent), whatever its size."""
    there = distribution > 0
    terms = exponent[there] + np.log(distribution[there])
    return float(np.logaddexp.reduce(terms))


def proof_steps(one: Floats, total: Floats, n: int, t: float, mean: float) -> list[Step]:
    r"""Try the four steps of the proof, upward and downward alike, with $s = \pm 4t$.

    With $Y_i = X_i - \mu$ and $S = \sum Y_i$:

    1. $P(S \ge nt) \le e^{-snt} E e^{sS}$.
    2. $E e^{sS}$ is the product of the $E e^{s Y_i}$.
    3. $E e^{s Y_i} \le e^{s^2 / 8}$.
    4. With s = 4t what is left is $e^{-2 n t^2}$.
    """
    away = np.arange(len(total)) / HALVES - n * mean
    single = np.arange(len(one)) / HALVES - mean
    first, second, third = [], [], []
    for s in (4 * t, -4 * t):
        reached = float(total[away / t * np.sign(s) >= n].sum())
        whole, each = log_mean(total, s * away), log_mean(one, s * single)
        first.append(np.log(max(reached, 1e-300)) - (whole - abs(s) * n * t))
        second.append(abs(whole - n * each) / (1 + abs(whole)))
        third.append(each - s**2 / 8)
    left = -4 * t * n * t + n * (4 * t) ** 2 / 8
    return [
        Step(
            "Step 1: an exponential for a step",
            max(first) <= 1e-9,
            note="the mean of the exponential is too small",
        ),
        Step(
            "Step 2: means of products",
            max(second) <= 1e-9,
            (INDEPENDENT,),
            "the mean of the product is not the product of the means",
        ),
        Step(
            "Step 3: bounded, so each factor is small",
            max(third) <= 1e-12,
            (BOUNDED,),
            f"the logarithm of the mean of exp(sY) is {max(third) + 2 * t**2:.2f}, more than "
            f"s²/8 = {2 * t**2:.2f}",
        ),
        Step(
            "Step 4: the best s",
            abs(left + 2 * n * t**2) <= 1e-9,
            note="the two exponents differ",
        ),
    ]


def _why(drop: str | None, one: Floats, n: int) -> str | None:
    return {
        BOUNDED: f"One sample in {2 * n} is {(len(one) - 1) / HALVES:.1f}: too rare to come in "
        "every run, and so large that the mean jumps when it comes.",
        INDEPENDENT: f"All {n} samples are one: their mean strays as far as a single sample.",
    }.get(drop or "")


def hoeffding_picture(verdict: Verdict) -> Picture:
    """Draw the probability of straying and its bound, against the distance."""
    data = verdict.instance
    n, t, total = data["n"], data["t"], data["total"]
    strays = np.abs(np.arange(len(total)) / (HALVES * n) - data["mean"])
    far = 2.2 * t
    d = np.linspace(0, far, 89)
    order = np.argsort(-strays)
    reached = np.concatenate([[0.0], np.cumsum(total[order])])
    tail = reached[np.searchsorted(-strays[order], -d, side="right")]
    bound = 2 * np.exp(-2 * n * d**2)
    low = 1e-4  # where the picture ends
    marks = [
        curve(d[bound >= low], bound[bound >= low], "wstar", style="dashed"),
        curve(d[tail >= low], tail[tail >= low], "x"),
        Mark("square", [t, verdict.right / 100], "wstar"),
        Mark("circle", [t, max(verdict.left / 100, low)], "w" if verdict.holds else "e"),
    ]
    where = "under" if verdict.holds else "above"
    return Picture(
        marks,
        caption="The probability that the mean strays so far or farther, solid, and the bound, "
        f"dashed. At the distance looked at, the probability (disc) lies {where} the bound "
        "(square).",
        x=Axis("distance from μ", 0, float(f"{far:.3g}")),
        y=Axis("probability", low, 3, log=True),
    )


HOEFFDING = Theorem(
    name="chance.hoeffding",
    title="Hoeffding's inequality",
    label="thm-hoeffding",
    claim="P(the mean strays by t or more) ≤ 2 exp(−2nt²/(b − a)²)",
    premises=HOEFFDING_PREMISES,
    check=hoeffding,
    picture=hoeffding_picture,
    sources=("hoeffding1963",),
)
