"""Blame fades: each layer of logistic units leaves at most a quarter of what W could pass on."""

from itertools import pairwise

import numpy as np

from mlmath.depth.chain import Walk, stretch, walk
from mlmath.theorems.depth._axes import axis
from mlmath.theorems.picture import Mark, Picture, curve
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator

LOGISTIC = "every bend is the logistic function"
LARGEST = "‖W‖ is the most that W stretches any arrow"
PREMISES = (LOGISTIC, LARGEST)
WIDTH = 4
END = 1000.0  # the length of the blame at the end


def check(seed: int, drop: str | None = None) -> Verdict:
    r"""Compare the blame that reaches the input of L layers with what is left at most.

    .. math:: \|g^0\| \le 4^{-L} \, \|W^1\| \cdots \|W^L\| \; \|g^L\|

    Without the first premise the bend is tanh, whose slope is up to 1; without the second the
    largest entry of W stands for its stretch.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `PREMISES`.
    """
    held = premises(PREMISES, drop)
    rng = generator(seed)
    depth = int(rng.integers(3, 7))
    bend = "sigmoid" if held[LOGISTIC] else "tanh"
    weights = [_matrix(rng, drop) for _ in range(depth)]
    x, end = rng.uniform(-1, 1, WIDTH), rng.uniform(0.5, 1, WIDTH)
    end *= END / np.linalg.norm(end)
    # With a premise: any biases.  Without: those that keep the sums in the middle, where it tells.
    reach = 1.5 if drop is None else 0.2
    biases = [rng.uniform(-reach, reach, WIDTH) for _ in weights]
    if drop is not None:
        biases = _centered(weights, biases, x, end, bend)
    found = walk(weights, biases, x, end, bend)
    sizes = [stretch(W) if held[LARGEST] else float(np.abs(W).max()) for W in weights]
    bounds = END * np.cumprod([1.0, *(s / 4 for s in sizes[::-1])])[::-1]
    lengths = np.array([np.linalg.norm(g) for g in found.blames])
    return Verdict(
        theorem="Blame fades",
        premises=held,
        left=float(lengths[0]),
        relation="<=",
        right=float(bounds[0]),
        tolerance=1e-9,
        note=f"Of blame of length 1,000 at the end of {depth} layers, so much reaches the input, "
        "and so much could at most.",
        counterexample="More blame came back than the bound allows." if drop else None,
        instance={"lengths": lengths, "bounds": bounds},
        sides=("blame at the input", "bound"),
        steps=steps(weights, found, sizes),
    )


def _matrix(rng: np.random.Generator, drop: str | None) -> Floats:
    if drop == LARGEST:  # entries of nearly one size, which together stretch much more
        return rng.uniform(1.5, 2.0, (WIDTH, WIDTH))
    if drop == LOGISTIC:  # a rotation, which stretches all arrows alike
        turn, _ = np.linalg.qr(rng.normal(size=(WIDTH, WIDTH)))
        return rng.uniform(1.5, 2.5) * turn
    # Stretches of 1 to 4, mostly: so small that blame fades, as it does in wide layers.
    return rng.normal(size=(WIDTH, WIDTH)) * rng.uniform(0.4, 1.0)


def _centered(
    weights: list[Floats], biases: list[Floats], x: Floats, end: Floats, bend: str
) -> list[Floats]:
    """Return biases that bring each layer's sums to those given: the first layer, then the next."""
    found = [b.copy() for b in biases]
    for layer in range(len(weights)):
        found[layer] += biases[layer] - walk(weights, found, x, end, bend).sums[layer]
    return found


def steps(weights: list[Floats], found: Walk, sizes: list[float]) -> list[Step]:
    r"""Look at each step of the proof on one instance.

    1. Through the bend: no slope is larger than one quarter.
    2. Through the weights: $\|W^\top d\| \le \|W\| \|d\|$.
    3. All layers: what is left of the whole is the product of what is left by each.
    """
    steepest = max(float(s.max()) for s in found.slopes)
    arriving = [s * g for s, g in zip(found.slopes, found.blames[1:], strict=True)]
    passed = [
        float(np.linalg.norm(W.T @ d) / (size * np.linalg.norm(d)))
        for W, d, size in zip(weights, arriving, sizes, strict=True)
    ]
    lengths = [float(np.linalg.norm(g)) for g in found.blames]
    left = np.prod([a / b for a, b in pairwise(lengths)])
    return [
        Step(
            "Step 1: through the bend",
            steepest <= 0.25 + 1e-12,
            (LOGISTIC,),
            f"one slope is {steepest:.2f}",
        ),
        Step(
            "Step 2: through the weights",
            max(passed) <= 1 + 1e-9,
            (LARGEST,),
            f"an arrow became {max(passed):.2f} times as long as the bound says",
        ),
        Step(
            "Step 3: all layers",
            bool(np.isclose(left, lengths[0] / lengths[-1])),
            note="the layers do not multiply to the whole",
        ),
    ]


def picture(verdict: Verdict) -> Picture:
    """Draw the blame at each layer and the bound, on a logarithmic axis."""
    lengths, bounds = verdict.instance["lengths"], verdict.instance["bounds"]
    layers = np.arange(len(lengths))
    both = np.concatenate([lengths, bounds])
    marks = [curve(layers, bounds, "wstar", style="dashed")]
    marks += [
        Mark("circle", [k, length], "w" if length <= bound * (1 + 1e-9) else "e")
        for k, length, bound in zip(layers, lengths, bounds, strict=True)
    ]
    return Picture(
        marks,
        caption="The length of the blame at the input, at the left, and after each layer, up to "
        "the end, at the right; the dashed line is the bound.",
        x=axis("layer", -0.3, len(layers) - 0.7),
        y=axis("blame", float(both.min()) / 2, float(both.max()) * 2, log=True),
    )


THEOREM = Theorem(
    name="depth.vanish",
    title="Blame fades",
    label="thm-depth-vanish",
    claim="blame at the input ≤ ‖W¹‖ ⋯ ‖Wᴸ‖ / 4ᴸ · blame at the end",
    premises=PREMISES,
    check=check,
    picture=picture,
    sources=("hochreiter1998", "bengio1994"),
)
