"""He's scale: with variance 2/n, ReLU layers keep the strength of a signal, in the mean."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from mlmath.depth.bends import BENDS
from mlmath.theorems.depth._axes import axis
from mlmath.theorems.picture import Mark, Picture, curve
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator

INDEPENDENT = "the weights are drawn independently"
SYMMETRIC = "a weight is as likely as its negative"
RELU = "the bend is ReLU"
HE = "the variance of a weight is 2/n"
PREMISES = (INDEPENDENT, SYMMETRIC, RELU, HE)
N, DEPTH = 2, 2  # so few, that all nets can be counted through


def check(seed: int, drop: str | None = None) -> Verdict:
    r"""Compare the strength of a signal after two layers, in the mean over *all* nets, with before.

    .. math:: E\, \overline{(a^L)^2} = \overline{(a^0)^2}

    Layers of two units; each weight is one of four numbers, all as likely, so that there are
    4⁸ = 65,536 nets, and the mean is over all of them.  Without the first premise both weights of
    a unit are the same draw; without the second a weight is 2c once and -c twice of three times;
    without the third the bend is the logistic function; without the fourth the variance is
    another.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `PREMISES`.
    """
    held = premises(PREMISES, drop)
    rng = generator(seed)
    x = rng.uniform(0.5, 1.5, N)
    variance = 2 / N
    if not held[HE]:
        variance *= float(rng.choice([rng.uniform(0.3, 0.8), rng.uniform(1.3, 2.5)]))
    spread = rng.uniform(0.1, 0.9)
    sizes = np.sqrt(variance * np.array([1 - spread, 1 + spread]))
    values = np.concatenate([-sizes, sizes])
    if not held[SYMMETRIC]:
        values = np.sqrt(variance / 2) * np.array([2.0, -1.0, -1.0])
    nets = all_nets(values, held[INDEPENDENT])
    sums, signals = passed(nets, x, "relu" if held[RELU] else "sigmoid")
    strengths = np.array([(a**2).mean() for a in signals])
    one = rng.integers(len(nets))
    return Verdict(
        theorem="He's scale",
        premises=held,
        left=round(float(strengths[-1]), 9),  # sums of many nets end in other last digits
        relation="==",
        right=round(float(strengths[0]), 9),
        tolerance=1e-9,
        note=f"The mean square after {DEPTH} layers, over all {len(nets):,} nets, and of the "
        "input.",
        counterexample="The signal has another strength at the end." if drop else None,
        instance={
            "strengths": strengths,
            "one": np.array([(a[one] ** 2).mean() for a in signals]),
        },
        sides=("strength at the end", "at the start"),
        steps=steps(sums, signals, variance),
    )


def all_nets(values: Floats, independent: bool) -> Floats:
    """Return each net of weights among `values` once: (m, DEPTH, N, N).

    Where the weights are not independent, those of one unit are all the same.
    """
    columns = N if independent else 1
    draws = _draws(len(values), DEPTH * N * columns)
    nets = values[draws].reshape(-1, DEPTH, N, columns)
    return np.broadcast_to(nets, (len(draws), DEPTH, N, N))


@lru_cache(maxsize=4)
def _draws(n_values: int, length: int) -> NDArray[np.intp]:
    """Return all rows of so many numbers below n_values, as counting in that base goes."""
    places = n_values ** np.arange(length)
    return np.arange(n_values**length)[:, None] // places % n_values


def passed(nets: Floats, x: Floats, bend: str) -> tuple[list[Floats], list[Floats]]:
    """Return the sums of each layer and the signals from the input on, each (m, N)."""
    signals, sums = [np.broadcast_to(x, (len(nets), N))], []
    for layer in range(DEPTH):
        sums.append(np.einsum("mij,mj->mi", nets[:, layer], signals[-1]))
        signals.append(BENDS[bend].value(sums[-1]))
    return sums, signals


def steps(sums: list[Floats], signals: list[Floats], variance: float) -> list[Step]:
    r"""Look at each step of the proof, in the mean over all nets.

    1. A sum: $E z^2 = n v\, q$ with q the mean square of what comes in.
    2. The bend: $E \mathrm{relu}(z)^2 = \frac12 E z^2$.
    3. The scale: $n v / 2 = 1$.
    """
    squares = [float((z**2).mean()) for z in sums]
    before = [float((a**2).mean()) for a in signals[:-1]]
    after = [float((a**2).mean()) for a in signals[1:]]
    first = [s / (N * variance * q) for s, q in zip(squares, before, strict=True)]
    second = [a / s for a, s in zip(after, squares, strict=True)]
    off = max(first, key=lambda r: abs(r - 1))
    half = max(second, key=lambda r: abs(r - 0.5))
    return [
        Step(
            "Step 1: a sum",
            bool(np.isclose(off, 1)),
            (INDEPENDENT,),
            f"its mean square is {off:.2f} times n·v·q",
        ),
        Step(
            "Step 2: the bend",
            bool(np.isclose(half, 0.5)),
            (SYMMETRIC, RELU),
            f"it leaves {half:.2f} of the mean square, not a half",
        ),
        Step(
            "Step 3: the scale",
            bool(np.isclose(N * variance / 2, 1)),
            (HE,),
            f"a layer multiplies by {N * variance / 2:.2f}",
        ),
    ]


def picture(verdict: Verdict) -> Picture:
    """Draw the strength at the input and after each layer: the mean, and one net."""
    strengths, one = verdict.instance["strengths"], verdict.instance["one"]
    layers = np.arange(DEPTH + 1)
    top = 1.2 * float(max(strengths.max(), one.max()))
    marks = [
        curve(layers, np.full(DEPTH + 1, strengths[0]), "wstar", style="dashed"),
        curve(layers, one, style="faint"),
        curve(layers, strengths, "x"),
        *(Mark("circle", [k, s], "x") for k, s in zip(layers, strengths, strict=True)),
    ]
    return Picture(
        marks,
        caption="The mean square of the signal at the input and after each layer: in the mean over "
        "all nets, circles, and in one net drawn at random, faint. The dashed line is the input's.",
        x=axis("layer", -0.2, DEPTH + 0.2),
        y=axis("mean square", 0, top),
    )


THEOREM = Theorem(
    name="depth.scale",
    title="He's scale",
    label="thm-depth-scale",
    claim="mean strength after L layers = strength of the input",
    premises=PREMISES,
    check=check,
    picture=picture,
    sources=("he2015",),
)
