"""The nearest neighbor errs at most twice as often as anybody must, once it is near enough."""

import numpy as np

from mlmath.theorems.picture import Axis, Mark, Picture, curve
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator

NEAR = "the neighbor stands at the same place"
APART = "its label is drawn independently"
PREMISES = (NEAR, APART)
FAILS = {
    NEAR: "The neighbor stands anywhere, and knows nothing of the place.",
    APART: "At each place labels come in pairs of unlike ones as often as they can.",
}


def check(seed: int, drop: str | None = None) -> Verdict:
    r"""Compare the error of the nearest neighbor with twice that of the best rule.

    .. math:: R = E \, 2 \eta (1 - \eta) \le 2 R^* (1 - R^*), \qquad
              R^* = E \min(\eta, 1 - \eta)

    There are a few places, each with its chance, and with its own chance η of the label +1, so
    that both errors are sums and nothing is sampled.  In the limit of many samples the neighbor
    stands at the very place.  Without the first premise it stands anywhere, as far away as
    others; without the second its label differs from that of the query as often as the chances
    allow.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `PREMISES`.
    """
    held = premises(PREMISES, drop)
    rng = generator(seed)
    m = int(rng.integers(4, 9))
    chance = rng.uniform(0.5, 1.5, m)
    chance /= chance.sum()
    sure = rng.uniform(0.02, 0.2, m)
    eta = np.where(np.arange(m) % 2, sure, 1 - sure)
    other = eta if held[NEAR] else np.full(m, float(chance @ eta))
    least = np.minimum(eta, 1 - eta)
    unlike = independent(eta, other) if held[APART] else 2 * least
    error, best = float(chance @ unlike), float(chance @ least)
    return Verdict(
        theorem="At most twice",
        premises=held,
        left=error,
        relation="<=",
        right=2 * best * (1 - best),
        tolerance=1e-12,
        note=f"The error of the nearest neighbor at {m} places; the best rule errs {best:.3f}.",
        counterexample=FAILS.get(drop) if drop else None,
        instance={"error": error, "best": best},
        sides=("error", "2R*(1 − R*)"),
        steps=steps(chance, eta, other, unlike),
    )


def independent(eta: Floats, other: Floats) -> Floats:
    """Return the chance that two labels differ, drawn apart, with the chances η and `other`."""
    return eta * (1 - other) + (1 - eta) * other


def steps(chance: Floats, eta: Floats, other: Floats, unlike: Floats) -> list[Step]:
    r"""Look at each step of the proof on one instance.

    1. The neighbor's label has the chance η of its query's place.
    2. The labels are unlike as often as two independent draws are.
    3. The mean of a square is at least the square of the mean.
    """
    apart = independent(eta, other)
    least = np.minimum(eta, 1 - eta)
    return [
        Step(
            "Step 1: one chance for both",
            bool(np.allclose(other, eta)),
            (NEAR,),
            f"the neighbor has the chance {other[0]:.2f}, its query {eta[0]:.2f}",
        ),
        Step(
            "Step 2: two independent draws",
            bool(np.allclose(unlike, apart)),
            (APART,),
            f"at the first place they are unlike {unlike[0]:.2f} of the time, not {apart[0]:.2f}",
        ),
        Step(
            "Step 3: squares and means",
            float(chance @ least**2) >= float(chance @ least) ** 2 - 1e-12,
            note="the mean square is below the squared mean",
        ),
    ]


def picture(verdict: Verdict) -> Picture:
    """Draw where the error can lie, against that of the best rule, and this instance."""
    best = np.linspace(0, 0.5, 41)
    at = np.array([[verdict.instance["best"], verdict.instance["error"]]])
    shape = "circle" if verdict.holds else "square"
    marks = [
        curve(best, 2 * best * (1 - best), "e"),
        curve(best, best, "", style="dashed"),
        Mark(shape, at, "yhat"),
    ]
    caption = (
        "Across, the error of the best rule; up, that of the nearest neighbor. In the limit it "
        "lies between the dashed line, where both are equal, and the curve, 2R*(1 − R*). "
        f"The {shape} is this instance."
    )
    x = Axis("best error R*", 0, 0.5)
    return Picture(marks, 1.0, caption, x, Axis("error of the neighbor", 0, 0.6))


THEOREM = Theorem(
    name="dimension.neighbor",
    title="At most twice",
    label="thm-dimension-neighbor",
    claim="error of the nearest neighbor in the limit ≤ 2R*(1 − R*)",
    premises=PREMISES,
    check=check,
    picture=picture,
    sources=("cover1967",),
)
