"""The contrast fades: nearest and farthest become alike where the distances hardly vary."""

import numpy as np

from mlmath.dimension import (
    contrast_cdf,
    norm_cdf,
    norm_density,
    norm_law,
    relative_variance,
)
from mlmath.theorems.picture import Axis, Mark, Picture, curve
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator

VARIANCE = "the distances vary little: their relative variance is v"
ALIKE = "all points are drawn alike"
FEW = "there are n points, however many dimensions"
PREMISES = (VARIANCE, ALIKE, FEW)
FAILS = {
    VARIANCE: "All coordinates repeat one, and the contrast stays.",
    ALIKE: "Half of the points come from a tighter cloud, and the contrast stays.",
    FEW: "A billion points find near places and far ones.",
}
MANY = 1_000_000_000
CLOUDS = 2000
TIGHT = 0.4  # the scale of the tighter cloud


def check(seed: int, drop: str | None = None) -> Verdict:
    r"""Compare the chance of a contrast above ε with the theorem's bound.

    .. math:: P\Big(\frac{D_{\max} - D_{\min}}{D_{\min}} > \varepsilon\Big)
              \le n \, v \, \Big(\frac{2 + \varepsilon}{\varepsilon}\Big)^2

    With an even seed the points are normal and seen from their center, so that the chance has an
    exact law, and v is about 1/(2d).  With an odd one the distances have only two values, far
    enough apart for a contrast just above ε, and the nearer one is rare: a hard case.  Without the
    first premise all coordinates of normal points repeat one; without the second, half of them
    come from a tighter cloud, and the chance is measured; without the third there are a billion.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `PREMISES`.
    """
    held = premises(PREMISES, drop)
    rng = generator(seed)
    n, eps = int(rng.integers(4, 13)), float(rng.uniform(0.3, 0.6))
    share = float(rng.uniform(0.35, 0.9))  # about where the bound is to lie
    if drop is None and seed % 2:
        return _hard(n, eps, share, rng)
    d = round(n / (2 * share * _delta(eps) ** 2))
    shown = n if held[FEW] else MANY
    scale = 1.0 if held[ALIKE] else TIGHT
    true_d = d if held[VARIANCE] else 1
    if held[ALIKE]:
        chance = 1 - float(contrast_cdf(eps, shown, true_d))
    else:
        far = distances(CLOUDS, n, d, scale, rng)
        chance = float((far.max(axis=1) > (1 + eps) * far.min(axis=1)).mean())
    mean = norm_law(true_d).mean
    inside = norm_cdf((1 + _delta(eps) * np.array([-1, 1])) * mean, true_d)
    stray = 1 - float(inside[1] - inside[0])
    drawn = distances(1, n, true_d, scale, rng)[0] / mean
    return _verdict(
        held, drop, n, shown, eps, chance, relative_variance(d), stray, scale, drawn,
        f"{n} normal points in {d} dimensions",
        {"d": d, "true_d": true_d},
    )  # fmt: skip


def _hard(n: int, eps: float, share: float, rng: np.random.Generator) -> Verdict:
    """Return the verdict on distances of two values: 1, and rarely one so near that it counts."""
    near = 1 - 1.02 * eps / (1 + eps)
    p = share / n * (_delta(eps) / (1 - near)) ** 2
    mean, variance = 1 - p * (1 - near), p * (1 - p) * (1 - near) ** 2
    chance = 1 - (1 - p) ** n - p**n
    stray = p if mean * (1 + _delta(eps)) >= 1 else 1.0
    drawn = np.where(rng.uniform(size=n) < p, near, 1.0)
    return _verdict(
        premises(PREMISES, None), None, n, n, eps, chance, variance / mean**2, stray, 1.0,
        drawn / mean, f"{n} distances of two values, the nearer one with the chance {p:.3f}",
        {"near": near / mean, "p": p, "mean": mean},
    )  # fmt: skip


def _verdict(
    held: dict[str, bool], drop: str | None, n: int, shown: int, eps: float, chance: float,
    v: float, stray: float, scale: float, drawn: Floats, what: str, more: dict[str, float],
) -> Verdict:  # fmt: skip
    bound = n * v / _delta(eps) ** 2
    return Verdict(
        theorem="The contrast fades",
        premises=held,
        left=round(1000 * chance, 6),
        relation="<=",
        right=1000 * bound,
        tolerance=1e-9,
        note=f"{what}: of 1,000 such clouds so many contrast by more than {eps:.2f}, on average, "
        "and the bound for it.",
        counterexample=FAILS.get(drop) if drop else None,
        instance={"eps": eps, "scale": scale, "shown": shown, "far": drawn, **more},
        sides=("of 1,000 clouds", "bound"),
        steps=steps(n, shown, v, stray, eps, scale),
    )


def _delta(eps: float) -> float:
    return eps / (2 + eps)


def distances(clouds: int, n: int, d: int, scale: float, rng: np.random.Generator) -> Floats:
    """Draw the distances of n points, half of them from a cloud of this scale, (clouds, n)."""
    scales = np.where(np.arange(n) % 2, scale, 1.0)
    return np.asarray(scales * np.sqrt(rng.chisquare(d, size=(clouds, n))))


def steps(n: int, shown: int, v: float, stray: float, eps: float, scale: float) -> list[Step]:
    r"""Look at each step of the proof on one instance.

    1. A distance strays from its mean by more than the share δ with a chance of at most v/δ².
    2. If each distance is within the share δ of one mean, no contrast exceeds
       (1 + δ)/(1 - δ) - 1 = ε.
    3. The chance that some distance strays is at most n times that of one.
    """
    delta = _delta(eps)
    # The nearest and the farthest that do not stray from their own means, `scale` apart.
    low, high = scale * (1 - delta), 1 + delta
    return [
        Step(
            "Step 1: the distances hardly vary",
            stray <= v / delta**2,
            (VARIANCE,),
            f"one strays with the chance {stray:.2f}, not at most {v / delta**2:.3f}",
        ),
        Step(
            "Step 2: all near one mean",
            bool(high / low <= (1 + eps) * (1 + 1e-9)),
            (ALIKE,),
            f"the clouds' means are {1 / scale:.1f} times apart, so there is no one mean",
        ),
        Step(
            "Step 3: n chances to stray",
            shown <= n,
            (FEW,),
            f"{shown:,} points have {shown:,} chances, not {n}",
        ),
    ]


def picture(verdict: Verdict) -> Picture:
    """Draw the law of a distance over its mean, the window of step 2, and the distances drawn."""
    data = verdict.instance
    delta = _delta(data["eps"])
    r = np.linspace(0, 2, 161)
    if "near" in data:  # two values, as bars
        top, name = 1.25, "chance"
        bars = ((data["near"], data["p"]), (1 / data["mean"], 1 - data["p"]))
        law = [curve([x, x], [0, height], "x") for x, height in bars]
    else:
        mean = norm_law(data["true_d"]).mean
        height = norm_density(r * mean, data["true_d"]) * mean
        top, name = round(1.25 * float(height.max()), 3), "density"
        law = [curve(r, height, "x")]
    window = [[1 - delta, 0], [1 + delta, 0], [1 + delta, top], [1 - delta, top]]
    marks = [Mark("area", window, "gamma"), *law]
    if data["scale"] != 1:
        marks.append(
            curve(r, norm_density(r / TIGHT * mean, data["d"]) / TIGHT * mean, "x", style="dashed")
        )
    far = np.clip(data["far"], 0, 2)
    low, high = float(far.min()), float(far.max())
    for x in far:
        shape = "circle" if low < x < high else "square"
        marks.append(Mark(shape, [[x, 0.06 * top]], "x"))
    caption = (
        "The law of a distance, divided by its mean; marks are distances drawn from it, squares "
        "the nearest and the farthest. Where all stand in the shaded window, from 1 − δ to 1 + δ, "
        f"the contrast is at most ε = {data['eps']:.2f}."
    )
    if data["shown"] > len(far):
        caption += f" Of {data['shown']:,} points only {len(far)} are drawn."
    x_axis = Axis("distance / mean", 0, 2)
    return Picture(marks, 1.0, caption, x_axis, Axis(name, 0, top))


THEOREM = Theorem(
    name="dimension.contrast",
    title="The contrast fades",
    label="thm-dimension-contrast",
    claim="how many of 1,000 clouds contrast by more than ε ≤ 1,000 n v (2 + ε)²/ε²",
    premises=PREMISES,
    check=check,
    picture=picture,
    sources=("beyer1999",),
)
