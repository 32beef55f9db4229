"""Checks for the exercises of the chapter Exclusive or."""

from itertools import product
from typing import Any

import numpy as np

from mlmath.boolean import crossing, parity, threshold_weights, truth_table
from mlmath.boolean.functions import Table
from mlmath.exercises.result import (
    Example,
    Result,
    Wrong,
    call,
    checked,
    describe,
    number,
    run,
    vector,
    whole,
)  # fmt: skip

LINE = np.array([[0, 1], [-2, -1], [3, 1]])  # the signed points of 0, 2, 3 with +1, -1, +1
OR_AND = np.array([0, 0, 0, 1, 1, 1, 1, 1])  # x1 or (x2 and x3), in the order of counting
MOST_BITS = 6
MOST_INPUTS = 7


def check_line_certificate(counts: Any) -> Result:
    """Check counts that refute every threshold on a line, for 0, 2, 3 with labels +1, -1, +1."""

    def check() -> str:
        c = vector(counts, 3, "counts", "a list of three counts")
        example = Example("counts", describe(c))
        if not np.isfinite(c).all():
            raise Wrong("The counts must be numbers.", example)
        if (c < 0).any():
            hint = "A negative count would turn a positive score into a negative term."
            raise Wrong("A count is negative.", example, hint)
        if not c.any():
            raise Wrong("All counts are zero, and then anything adds up to nothing.", example)
        total = c @ LINE
        if total.any():
            shown = describe(total.astype(int) if (total % 1 == 0).all() else total)
            hint = (
                "The signed points are (0, 1), (−2, −1) and (3, 1). The first coordinate says how "
                "often the third occurs for so many of the second; the other one, how often the "
                "first."
            )
            raise Wrong(
                "With these counts the signed points do not add up to nothing.",
                Example(f"counts {describe(c)}", shown, "[0, 0]"),
                hint,
            )
        return "Right: so many of each signed point add up to nothing, and no weights do it."

    return checked("line_certificate", (counts,), check)


def check_unit(weights: Any, threshold: Any) -> Result:
    """Check a threshold unit for x1 or (x2 and x3): 1 where w·x is at least the threshold."""
    X = truth_table(3)

    def check() -> str:
        w = vector(weights, 3, "weights")
        theta = float(whole(threshold))
        got = (X @ w >= theta).astype(int)
        for x, said, wanted in zip(X.tolist(), got.tolist(), OR_AND.tolist(), strict=True):
            if said != wanted:
                score = f"{float(np.dot(w, x)):g}"
                hint = (
                    "x1 alone must reach the threshold, and so must x2 and x3 together."
                    if wanted
                    else "Neither x2 alone nor x3 alone may reach the threshold."
                )
                raise Wrong(
                    f"At {tuple(x)} the unit says {said}.",
                    Example(f"w·x = {score}, threshold {theta:g}", str(said), str(wanted)),
                    hint,
                )
        return "Right, at all eight inputs."

    return checked("unit", (weights, threshold), check)


def check_refute(refute: Any) -> Result:
    """Check `refute(outputs)`: four inputs of three bits that refute every unit, or None.

    Two that give 1 and two that give 0, with equal sums; where a unit computes the function, there
    are none.
    """
    X = truth_table(3)

    def check() -> str:
        for outputs in product((0, 1), repeat=8):
            got = run(refute, outputs=list(outputs))
            case = call("refute", outputs=list(outputs))
            known = crossing(outputs)
            if known is None and got is not None:
                unit = threshold_weights(np.array(outputs))
                assert unit is not None  # of three inputs one of the two exists
                w = ", ".join(str(int(v)) for v in unit.weights)
                raise Wrong(
                    "Here a unit computes the function, and nothing refutes it.",
                    Example(case, describe(got), "None"),
                    f"The weights {w} reach the threshold {unit.threshold} just where the "
                    "output is 1.",
                )
            if known is not None and got is None:
                raise Wrong(
                    "Here no unit computes the function, and refute returned None.",
                    Example(case, "None", describe(list(known))),
                    "Try every two inputs that give 1 with every two that give 0.",
                )
            if got is not None:
                _refutation(got, outputs, X, case)
        return "Right, for all 256 functions of three inputs."

    return checked("refute", (refute,), check)


def _refutation(got: Any, outputs: tuple[int, ...], X: Table, case: str) -> None:
    """Raise `Wrong` unless `got` has two inputs with 1 and two with 0 of equal sums."""
    rows = vector(got, 4, case, "a list of four places")
    example = Example(case, describe(got))
    if not all(row in range(len(X)) for row in rows.tolist()):
        raise Wrong("Return four places in the list of outputs, each from 0 to 7.", example)
    a, b, c, d = (int(row) for row in rows)
    if [outputs[k] for k in (a, b, c, d)] != [1, 1, 0, 0]:
        raise Wrong(
            "Of the four, the first two must give 1, and the last two 0.",
            example,
            "The order of the outputs is that of counting: place 5 is the input (1, 0, 1).",
        )
    left, right = (X[a] + X[b]).tolist(), (X[c] + X[d]).tolist()
    if left != right:
        raise Wrong(
            "The two pairs have different sums.",
            Example(case, f"{describe(got)}: {tuple(left)} and {tuple(right)}", "equal sums"),
            "Add the two inputs of a pair coordinate by coordinate.",
        )


def check_parity_units(parity_units: Any) -> Result:
    """Check `parity_units(n)`: weights, thresholds and output weights of n hidden units."""

    def check() -> str:
        for n in range(1, MOST_BITS + 1):
            got = run(parity_units, n=n)
            case = call("parity_units", n=n)
            try:
                W, theta, v = (np.asarray(part, dtype=float) for part in got)
            except (TypeError, ValueError):
                raise Wrong(
                    "Return three things: W, thetas, v.", Example(case, describe(got))
                ) from None
            if W.shape != (n, n) or theta.shape != (n,) or v.shape != (n,):
                shapes = ", ".join(str(part.shape) for part in (W, theta, v))
                raise Wrong(
                    "The shapes are wrong: n hidden units with n weights each.",
                    Example(case, shapes, f"({n}, {n}), ({n},), ({n},)"),
                )
            X = truth_table(n)
            reached = X @ W.T  # (2^n, n)
            sums = (reached >= theta).astype(float) @ v
            wrong = np.flatnonzero((sums >= 1) != parity(n))
            if len(wrong):
                x, total = X[wrong[0]].tolist(), sums[wrong[0]]
                raise Wrong(
                    f"With n = {n} the parity of one input is wrong.",
                    Example(f"x = {tuple(x)}", f"output sum {total:g}, so {int(total >= 1)}",
                            str(int(parity(n)[wrong[0]]))),
                    "Let unit k count: on where at least k inputs are. With m inputs on, the "
                    "first m units are; which output weights add up to 1, 0, 1, 0, ...?",
                )  # fmt: skip
        return f"Right, on every input of up to {MOST_BITS} bits."

    return checked("parity_units", (parity_units,), check)


def check_exactly_one(score: Any) -> Result:
    """Check `score(x)`: positive exactly where one input is on, and of order 2."""

    def check() -> str:
        for n in range(2, MOST_INPUTS + 1):
            X = truth_table(n)
            values = np.empty(len(X))
            for i, x in enumerate(X):
                got = number(run(score, x=x.copy()))
                values[i] = got
                if (got > 0) != (x.sum() == 1):
                    raise Wrong(
                        "The sign is wrong.",
                        Example(
                            call("score", x=x),
                            f"{got:g}",
                            "above 0" if x.sum() == 1 else "0 or below",
                        ),
                        "Let s be the number of inputs that are on. Which polynomial in s is "
                        "positive at 1, and not at 0, 2, 3, ...?",
                    )
            if n > 2 and not np.allclose(_top_terms(values, n), 0, atol=1e-9):
                raise Wrong(
                    "This is not of order 2: products of three inputs are in it.",
                    Example(f"n = {n}", "a weight of a product of three inputs is not 0"),
                    "With x squared equal to x, the square of a sum has products of two only.",
                )
        return f"Right, for 2 to {MOST_INPUTS} inputs, and of order 2 for each."

    return checked("exactly_one", (score,), check)


def _top_terms(values: Any, n: int) -> Any:
    """Return the weights of all products of three or more inputs in a function's polynomial.

    By Möbius's inversion over subsets: the weight of a product is the alternating sum of the
    function over the inputs that are on within it.
    """
    table = np.array(values).reshape((2,) * n)
    for axis in range(n):
        table = np.stack([table.take(0, axis), table.take(1, axis) - table.take(0, axis)], axis)
    return table.ravel()[truth_table(n).sum(axis=1) >= 3]
