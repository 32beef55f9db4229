"""The layer formulas: δ travels back by Wᵀ, and the gradients are those of the tape."""

from typing import Any, NamedTuple

import numpy as np

from mlmath.autodiff import Tensor
from mlmath.backprop.operations import logistic
from mlmath.theorems.picture import Mark, Picture
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator
from mlmath.words import minus

ALONE = "each layer is used by the next one alone"
TRANSPOSE = "blame goes back by Wᵀ"
SLOPE = "it is multiplied by the slope σ′(z)"
BIAS = "the bias is a weight too"
PREMISES = (ALONE, TRANSPOSE, SLOPE, BIAS)
WIDTH, DEPTH = 3, 3  # equal widths, so that W without its transpose fits as well
SKIPS = 1  # without the first premise, the layer whose outputs have those before it added


class Layers(NamedTuple):
    """What the formulas give for one sample: of each layer, the first layer first.

    a : inputs of each layer and the output, DEPTH + 1 of (WIDTH,); z : weighted sums.
    g : blame that arrives at each layer's outputs; delta : at its sums.
    W, b : the gradients by weights and biases.
    """

    a: list[Floats]
    z: list[Floats]
    g: list[Floats]
    delta: list[Floats]
    W: list[Floats]
    b: list[Floats]


def check(seed: int, drop: str | None = None) -> Verdict:
    r"""Compare a gradient of a net by the layer formulas and by the tape.

    .. math:: \delta = (W^\top \delta^+) \odot \sigma'(z), \quad
              \partial L / \partial W = \delta a^\top, \quad \partial L / \partial b = \delta

    Of all weights and biases the one is compared where the two differ most.  Without the first
    premise the outputs of the first layer are also added to those of the second, as in a net with
    a skip connection, and the formulas do not know of it.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `PREMISES`.
    """
    held = premises(PREMISES, drop)
    rng = generator(seed)
    while True:
        W = [rng.uniform(-1.5, 1.5, (WIDTH, WIDTH)) for _ in range(DEPTH)]
        b = [rng.uniform(-0.5, 0.5, WIDTH) for _ in range(DEPTH)]
        x, y = rng.uniform(-1.5, 1.5, WIDTH), rng.integers(0, 2, WIDTH).astype(float)
        found, tape = formulas(W, b, x, y, held), _tape(W, b, x, y, held)
        pairs = [
            (f"{kind} of layer {layer + 1}", ours.ravel(), theirs.ravel())
            for kind, mine, other in (("weight", found.W, tape.W), ("bias", found.b, tape.b))
            for layer, (ours, theirs) in enumerate(zip(mine, other, strict=True))
        ]
        # Rounded, so that noise in the last digits decides nothing: of equals the largest.
        gaps = [
            np.abs(ours - theirs).round(9) + 1e-9 * np.abs(theirs).round(9)
            for _, ours, theirs in pairs
        ]
        which = max(range(len(pairs)), key=lambda m: float(gaps[m].max()))
        name, ours, theirs = pairs[which]
        k = int(gaps[which].argmax())
        if drop is None or (_apart(held, found, tape) and abs(ours[k] - theirs[k]) > 1e-3):
            break
    return Verdict(
        theorem="The layer formulas",
        premises=held,
        left=float(ours[k]),
        relation="==",
        right=float(theirs[k]),
        tolerance=1e-9,
        note=f"The derivative of the loss by a {name}, by the formulas and by the tape.",
        counterexample=f"The formulas have another derivative by a {name}." if drop else None,
        instance={"W": W, "delta": found.delta, "tape": tape.delta, "skip": not held[ALONE]},
        sides=("formulas", "tape"),
        steps=steps(W, y, found, skip=not held[ALONE]),
    )


def formulas(W: list[Floats], b: list[Floats], x: Floats, y: Floats, held: Any) -> Layers:
    r"""Return all that the formulas give for $L = \frac12\|a^L - y\|^2$ and logistic units."""
    a, z = [x], []
    for layer, (weights, bias) in enumerate(zip(W, b, strict=True)):
        z.append(weights @ a[-1] + bias)
        skipped = a[-1] if layer == SKIPS and not held[ALONE] else 0.0
        a.append(logistic(z[-1]) + skipped)
    g: list[Floats] = [a[-1] - y]
    delta: list[Floats] = []
    for layer in range(DEPTH - 1, -1, -1):
        bent = logistic(z[layer])
        slope = bent * (1 - bent)
        delta.insert(0, g[0] * slope if held[SLOPE] else g[0])
        g.insert(0, (W[layer].T if held[TRANSPOSE] else W[layer]) @ delta[0])
    by_b = [d if held[BIAS] else 0 * d for d in delta]
    return Layers(
        a, z, g[1:], delta, [np.outer(d, u) for d, u in zip(delta, a, strict=False)], by_b
    )


def _tape(W: list[Floats], b: list[Floats], x: Floats, y: Floats, held: Any) -> Layers:
    """Return what the tape of `mlmath.autodiff` gives, which knows of no layers."""
    weights = [Tensor(w, requires_grad=True) for w in W]
    biases = [Tensor(v, requires_grad=True) for v in b]
    # Numbers added to the sums and to the outputs of each layer: their gradients are δ and g.
    zs, outs = ([Tensor(0 * v, requires_grad=True) for v in b] for _ in range(2))
    a = Tensor(x)
    for layer, (w, v, at_z, at_a) in enumerate(zip(weights, biases, zs, outs, strict=True)):
        bent = (w @ a + v + at_z).sigmoid() + at_a
        a = bent + a if layer == SKIPS and not held[ALONE] else bent
    (0.5 * ((a - y) ** 2).sum()).backward()
    g, delta, by_w, by_b = ([t.grad for t in ts] for ts in (outs, zs, weights, biases))
    return Layers([], [], g, delta, by_w, by_b)


def _apart(held: Any, found: Layers, tape: Layers) -> bool:
    """Tell whether a premise that is missing shows: two matrices may be alike by chance."""
    if not held[BIAS]:
        return True
    gap = max(float(np.abs(u - v).max()) for u, v in zip(found.delta, tape.delta, strict=True))
    return gap > 1e-3


def steps(W: list[Floats], y: Floats, found: Layers, skip: bool = False) -> list[Step]:
    """Look at each step of the proof on one instance.

    1. The blame of an output is the sum over the edges that leave it.
    2. The blame of a sum is that of its output times the slope.
    3. An edge's weight is blamed what arrives at its end, times what it carried.
    4. A bias is an edge that carries 1.
    """
    edges = [
        [sum(W[m][i, j] * found.delta[m][i] for i in range(WIDTH)) for j in range(WIDTH)]
        for m in range(1, DEPTH)
    ]
    if skip:  # the edges of slope 1 to the outputs of the layer after the next
        edges[SKIPS - 1] = [
            g + more for g, more in zip(edges[SKIPS - 1], found.g[SKIPS], strict=True)
        ]
    slopes = [logistic(z) * logistic(-z) for z in found.z]
    pairs = list(zip(found.delta, found.a, strict=False))
    return [
        Step(
            "Step 1: an output, by the edges that leave it",
            _alike(found.g[:-1], edges) and _alike([found.g[-1]], [found.a[-1] - y]),
            (ALONE, TRANSPOSE),
            "what arrives is not the sum over the edges",
        ),
        Step(
            "Step 2: through the bend",
            _alike(found.delta, [g * s for g, s in zip(found.g, slopes, strict=True)]),
            (SLOPE,),
            "the slope is missing",
        ),
        Step(
            "Step 3: a weight",
            _alike(found.W, [d[:, None] * a[None] for d, a in pairs]),
            note="it is not δ times what the edge carried",
        ),
        Step(
            "Step 4: a bias",
            _alike(found.b, found.delta),
            (BIAS,),
            minus(f"the first bias is blamed {found.b[0][0]:.2f}, not {found.delta[0][0]:.4f}"),
        ),
    ]


def _alike(ours: list[Any], theirs: list[Any]) -> bool:
    return all(np.allclose(u, v, rtol=1e-9, atol=1e-12) for u, v in zip(ours, theirs, strict=True))


def picture(verdict: Verdict) -> Picture:
    """Draw the net, its edges as thick as the weights are large, and δ beside each unit."""
    W, delta = verdict.instance["W"], verdict.instance["delta"]
    marks = []
    xs, ys = np.linspace(-3.2, 3.2, DEPTH + 1), np.linspace(2.9, -2.9, WIDTH)
    for m, weights in enumerate(W):
        for i in range(WIDTH):
            for j in range(WIDTH):
                style = "faint" if abs(weights[i, j]) < 0.75 else ""
                ends = [(xs[m], ys[j]), (xs[m + 1], ys[i])]
                marks.append(Mark("curve", ends, "w", style=style))
    for m, x in enumerate(xs):
        for i, y in enumerate(ys):
            marks.append(Mark("disc", [(x, y), (0.14, 0.14)], "x" if m == 0 else "w"))
            if m:
                text = minus(f"{delta[m - 1][i]:.3f}")
                marks.append(Mark("text", (x, y + 0.45), "e", text))
    if verdict.instance["skip"]:
        along = np.linspace(0, 1, 9)
        for y in ys:
            bow = zip(
                xs[SKIPS] + (xs[SKIPS + 1] - xs[SKIPS]) * along,
                y - 2.4 * along * (1 - along),
                strict=True,
            )
            marks.append(Mark("curve", list(bow), "e", style="dashed"))
    caption = "The net: heavier edges are weights of size 0.75 and more; at each unit its δ."
    if verdict.instance["skip"]:
        caption += " Dashed: the first layer is also added to the second."
    return Picture(marks, 4.2, caption)


THEOREM = Theorem(
    name="backprop.layers",
    title="The layer formulas",
    label="thm-backprop-layers",
    claim="gradient by the layer formulas = gradient by the tape",
    premises=PREMISES,
    check=check,
    picture=picture,
    sources=("rumelhart1986",),
)
