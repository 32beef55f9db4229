"""Checks for the exercises of the chapter Going deep."""

from typing import Any

import numpy as np

from mlmath.exercises.result import (
    Example,
    Result,
    Wrong,
    call,
    checked,
    describe,
    floats,
    number,
    run,
    vector,
)

LAYERS, WIDTH, VARIANCE = 10, 50, 0.02  # of the net for pencil and paper
SAID = 0.8  # a unit's output
SHARES = (0.7, 0.2, 0.1)  # three probabilities, of which the last is right


def check_ten(strength: Any, variance: Any) -> Result:
    """Check what ten ReLU layers leave of a strength of 1, and the variance that keeps it."""
    factor = WIDTH * VARIANCE / 2

    def check() -> str:
        left, kept = number(strength), number(variance)
        if np.isclose(left, (2 * factor) ** LAYERS):
            raise Wrong("That is for layers without a bend.", hint="ReLU drops half.")
        if np.isclose(left, factor):
            raise Wrong("That is one layer.", hint="There are ten.")
        if np.isclose(left, factor * LAYERS):
            raise Wrong("The factors are multiplied, not added.")
        if not np.isclose(left, factor**LAYERS, rtol=1e-2):
            hint = "By what does one layer multiply? n times the variance, and then the bend."
            raise Wrong(f"The strength is not {left:g}.", hint=hint)
        if np.isclose(kept, 1 / WIDTH):
            raise Wrong("That variance keeps it without a bend.", hint="ReLU drops half.")
        if not np.isclose(kept, 2 / WIDTH):
            raise Wrong(f"A variance of {kept:g} does not keep it.", hint="n·v/2 has to be 1.")
        return "Right: a half, ten times; and twice the variance keeps it."

    return checked("ten", (strength, variance), check)


def check_tent(v: Any) -> Result:
    """Check the output weights of three ReLUs that go 0, 1, 1, 0 at thirds."""

    def check() -> str:
        found = vector(v, 3, "v", "a list of output weights", "a list")
        if np.allclose(found, [3, 0, -3]):
            hint = "An output weight is by how much the slope changes at its unit."
            raise Wrong("Those are the slopes of the three pieces.", hint=hint)
        if np.allclose(found, [1, -1, -1]):
            raise Wrong("A piece is a third wide.", hint="From 0 to 1 in a third: how steep?")
        x = np.arange(1, 4) / 3
        heights = np.maximum(x[:, None] - np.arange(3) / 3, 0) @ found
        for at, got, want in zip(("1/3", "2/3", "1"), heights, (1.0, 1.0, 0.0), strict=True):
            if not np.isclose(got, want):
                raise Wrong(f"At x = {at} the net is wrong.", Example(at, f"{got:g}", f"{want:g}"))
        return "Right: up with slope 3, level, down with slope 3."

    return checked("tent", (v,), check)


def check_blames(squared: Any, crossed: Any, three: Any) -> Result:
    """Check the blame of a sum under two losses, and of the three sums before a softmax."""
    want = np.array(SHARES) - [0, 0, 1]
    sloped = SAID * SAID * (1 - SAID)

    def check() -> str:
        for name, given, right, other, of_other in (
            ("half the squared error", number(squared), sloped, SAID,
             Wrong("That is the blame of the output.", hint="Times the slope there.")),
            ("cross-entropy", number(crossed), SAID, sloped,
             Wrong("With cross-entropy the slope cancels.")),
        ):  # fmt: skip
            if np.isclose(given, -right):
                hint = "The output is too high: pushing the sum up makes the loss larger."
                raise Wrong(f"With {name} the sign is wrong.", hint=hint)
            if np.isclose(given, other):
                raise of_other
            if not np.isclose(given, right):
                raise Wrong(f"With {name} the blame is not {given:g}.")
        found = vector(three, 3, "three", "a list of three blames", "a list")
        if np.allclose(found, SHARES):
            raise Wrong("Those are the probabilities.", hint="Where is the target?")
        if np.allclose(found, -want):
            raise Wrong("The signs are wrong.", hint="It is probability minus target.")
        if not np.allclose(found, want):
            raise Wrong("One of the three is another.", hint="Probability minus target.")
        return "Right: six times as much without the slope; and the three add up to 0."

    return checked("blames", (squared, crossed, three), check)


def check_first_weights(first_weights: Any) -> Result:
    """Check `first_weights(n_out, n_in, rng)`: He's start for a layer."""

    def check() -> str:
        for n_out, n_in in ((300, 200), (60, 1000)):
            case = call("first_weights", n_out=n_out, n_in=n_in)
            drawn = [
                run(first_weights, n_out=n_out, n_in=n_in, rng=np.random.default_rng(seed))
                for seed in (5, 6)
            ]
            W, again = map(floats, drawn)
            if W is None or again is None:
                raise Wrong("That is no table of weights.", Example(case, describe(drawn[0])))
            if W.shape != (n_out, n_in):
                example = Example(case, f"shape {W.shape}", f"shape ({n_out}, {n_in})")
                raise Wrong("The table has another shape.", example, "A row for each output.")
            if np.array_equal(W, again):
                raise Wrong("Two generators give the same weights.", Example(case),
                            "Draw from rng, the generator that is passed in.")  # fmt: skip
            got, want = float((W**2).mean()), 2 / n_in
            example = Example(case, f"mean square {got:.5f}", f"{want:.5f}")
            if abs(W.mean()) > 0.1 * np.sqrt(got):
                raise Wrong("The weights have a mean.", example, "They must lie around 0.")
            if np.isclose(got, want**2, rtol=0.1):
                hint = "`scale` is the standard deviation, the root of the variance."
                raise Wrong("The weights are too small.", example, hint)
            if n_out != n_in and np.isclose(got, 2 / n_out, rtol=0.1):
                hint = "A sum has n_in terms."
                raise Wrong("That is the scale for the way back.", example, hint)
            if not np.isclose(got, want, rtol=0.1):
                raise Wrong("The scale is another.", example, "The variance is 2 / n_in.")
        return "Right: each layer passes the strength on, in the mean."

    return checked("first_weights", (first_weights,), check)


def check_drop(drop: Any) -> Result:
    """Check `drop(a, p, rng)`: dropout that keeps the mean."""

    def check() -> str:
        a = np.linspace(1, 2, 20_000)
        for p in (0.25, 0.5):
            given = a.copy()
            got = run(drop, a=given, p=p, rng=np.random.default_rng(3))
            case = f"drop(a, p={p}, rng) for 20,000 outputs between 1 and 2"
            found = vector(got, len(a), case, "a row of outputs")
            silent = float((found == 0).mean())
            if np.isclose(silent, 1 - p, atol=0.02) and p != 0.5:
                raise Wrong("Too many are silent.", Example(case, f"{silent:.0%} silent"),
                            "p is the share that is dropped.")  # fmt: skip
            if not np.isclose(silent, p, atol=0.02):
                raise Wrong("Another share is silent.", Example(case, f"{silent:.0%}", f"{p:.0%}"))
            left = found != 0
            if np.allclose(found[left], a[left]):
                hint = "With some dropped, the sum behind them is smaller. Make up for it."
                raise Wrong("Those that are left are as before.", Example(case), hint)
            if not np.allclose(found[left], a[left] / (1 - p)):
                hint = "In the mean each output has to be what it was."
                raise Wrong("Those that are left have another size.",
                            Example(case, f"times {float((found[left] / a[left]).mean()):.2f}"),
                            hint)  # fmt: skip
            if (given != a).any():
                raise Wrong("The outputs that were passed in have changed.", Example(case),
                            "Make a new array.")  # fmt: skip
        return "Right: some are silent, and the mean stays."

    return checked("drop", (drop,), check)
