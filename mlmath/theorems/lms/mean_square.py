"""The mean square: how far from w° the weights are, for white normal inputs, exactly."""

from itertools import product
from math import prod

import numpy as np

from mlmath.lms import learning_curve, mean_square_stability_bound
from mlmath.theorems.picture import Axis, Picture, curve, direction
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator

WHITE = "all inputs have one variance"
NORMAL = "the inputs are normal"
FRESH = "each sample is drawn afresh"
PREMISES = (WHITE, NORMAL, FRESH)
N = 2  # weights
# Points whose weighed averages are those of a normal number, for all powers up to the seventh.
_AT, _SHARE = np.polynomial.hermite_e.hermegauss(4)
_SHARE = _SHARE / _SHARE.sum()


def check(seed: int, drop: str | None = None) -> Verdict:
    r"""Compare the mean squared distance from w° after two steps with the formula.

    .. math:: m_{k+1} = \bigl(1 - 2\mu\sigma^2 + (N + 2) \mu^2\sigma^4\bigr) \, m_k
              + \mu^2 N \sigma^2 \xi

    The left side is an average over nodes of a quadrature, which is exact here: a squared step is
    a polynomial of degree 4 in the sample.  Without a premise one input is larger and the other
    smaller; or inputs are mostly small and rarely large, with the same variance; or the second
    sample is the first again.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `PREMISES`.
    """
    held = premises(PREMISES, drop)
    rng = generator(seed)
    sigma2, noise = rng.uniform(0.5, 1.5), rng.uniform(0.1, 0.6)
    angle = rng.uniform(0.1, 0.6)
    away = rng.uniform(0.8, 1.6) * direction(angle)
    bound = mean_square_stability_bound(N, sigma2)
    mu = rng.uniform(0.3, 1.6) * bound
    at, share = (_AT, _SHARE) if held[NORMAL] else rare()
    Z = np.array(list(product(at, repeat=N)))
    chance = np.array([prod(s) for s in product(share, repeat=N)])
    unequal = np.ones(N) if held[WHITE] else np.array([1.6, 0.4])
    X = Z * np.sqrt(sigma2 * unequal)
    seen = two_steps(away, X, chance, mu, noise, fresh=held[FRESH])
    curve_ = learning_curve(N, mu, sigma2, noise, float(away @ away), 2)
    right = float((curve_[2] - noise) / sigma2)
    return Verdict(
        theorem="The mean square",
        premises=held,
        left=seen,
        relation="==",
        right=right,
        tolerance=1e-9,
        note=f"The mean squared distance from w° after two steps, from {float(away @ away):.2f} "
        f"at the start, with μ at {mu / bound:.2f} of the bound.",
        counterexample="The formula does not say how far the weights are." if drop else None,
        instance={"mu": mu, "sigma2": sigma2, "noise": noise, "away": away, "seen": seen},
        sides=("by averaging", "by the formula"),
        steps=steps(away, X, chance, mu, noise, sigma2, seen, held[FRESH]),
    )


def rare() -> tuple[Floats, Floats]:
    """Return a distribution of variance 1 that is mostly 0, and large now and then."""
    return np.array([-np.sqrt(8), 0.0, np.sqrt(8)]), np.array([1 / 16, 7 / 8, 1 / 16])


def _step(v: Floats, X: Floats, mu: float, noise: float) -> Floats:
    """Return v - μ (v·x - n) x for each of the rows v, inputs x and noises n = ±√noise."""
    n = np.sqrt(noise) * np.array([-1.0, 1.0])[:, None, None]
    e = n - v @ X.T  # (2, rows, inputs)
    return np.asarray(v[None, :, None] + mu * e[..., None] * X)


def two_steps(
    away: Floats, X: Floats, chance: Floats, mu: float, noise: float, fresh: bool
) -> float:
    """Return the mean squared distance after two steps, the inputs X with their chances."""
    first = _step(away[None], X, mu, noise)[:, 0]  # (2, inputs, N)
    total = 0.0
    for half in first:
        second = _step(half, X, mu, noise)  # (2, inputs first, inputs second, N)
        far = (second**2).sum(axis=-1).mean(axis=0)
        total += float(chance @ far @ chance if fresh else chance @ np.diag(far)) / 2
    return total


def steps(
    away: Floats, X: Floats, chance: Floats, mu: float, noise: float, sigma2: float, seen: float,
    fresh: bool,
) -> list[Step]:  # fmt: skip
    r"""Look at each step of the proof on one instance.

    1. Squared and averaged, one step is $\|v\|^2 - 2\mu E(v \cdot x)^2
       + \mu^2 E(v \cdot x)^2 \|x\|^2 + \mu^2 \xi E\|x\|^2$.
    2. $E x_i^2 = \sigma^2$ for each input.
    3. $E x_i^4 = 3 (E x_i^2)^2$ for each input.
    4. The second step is one of the same kind: its sample knows nothing of the first.
    """
    far = (_step(away[None], X, mu, noise)[:, 0] ** 2).sum(axis=-1).mean(axis=0) @ chance
    s2, x2 = (X @ away) ** 2, (X**2).sum(axis=1)
    parts = away @ away - 2 * mu * chance @ s2 + mu**2 * chance @ (s2 * x2 + noise * x2)
    second, fourth = chance @ X**2, chance @ X**4
    afresh = two_steps(away, X, chance, mu, noise, fresh=True)
    return [
        Step(
            "Step 1: the square of a step",
            bool(np.isclose(far, parts)),
            note="its parts do not add up",
        ),
        Step(
            "Step 2: the second moment",
            bool(np.allclose(second, sigma2)),
            (WHITE,),
            f"the variances are {second[0]:.2f} and {second[1]:.2f}",
        ),
        Step(
            "Step 3: the fourth moment",
            bool(np.allclose(fourth, 3 * second**2)),
            (NORMAL,),
            f"it is {fourth[0] / second[0] ** 2:.2f} times the squared variance, not 3 times",
        ),
        Step(
            "Step 4: the next step",
            bool(np.isclose(seen, afresh)),
            (FRESH,),
            f"with the same sample again the mean is {seen:.2f}, with fresh ones {afresh:.2f}",
        ),
    ]


def picture(verdict: Verdict) -> Picture:
    """Draw the factor of one step against μ, with the bound and this instance's μ."""
    data = verdict.instance
    bound = mean_square_stability_bound(N, data["sigma2"])
    share = np.linspace(0, 1.8, 46)
    mu = share * bound
    factor = 1 - 2 * mu * data["sigma2"] + (N + 2) * (mu * data["sigma2"]) ** 2
    here = data["mu"] / bound
    marks = [
        curve(share, factor, "w"),
        curve([0, 1.8], [1, 1], style="dashed"),
        curve([here, here], [0, 2.6], "e"),
    ]
    caption = (
        "The factor by which one step multiplies the mean squared distance, against μ in units of "
        "the bound; it is below 1, the dashed line, exactly before the bound. The upright line "
        "is the μ of this instance."
    )
    x = Axis("μ / bound", 0, 1.8)
    return Picture(marks, 1.0, caption, x, Axis("factor", 0, 2.6))


THEOREM = Theorem(
    name="lms.mean_square",
    title="The mean square",
    label="thm-lms-mean-square",
    claim="mean squared distance after two steps = that of the formula",
    premises=PREMISES,
    check=check,
    picture=picture,
    sources=("feuer1985",),
)
