"""Checks for the exercises of the chapter Exclusive or."""

from itertools import product
from typing import Any

import numpy as np

from mlmath.boolean import gordan_alternative, parity, truth_table
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
from mlmath.validation import Floats

XNOR = np.array([1, -1, -1, 1])  # the labels of (0, 0), (0, 1), (1, 0), (1, 1)
OR_AND = np.array([0, 0, 0, 1, 1, 1, 1, 1])  # x1 or (x2 and x3), in the order of counting
MOST_BITS = 6
MOST_INPUTS = 7


def _signed(points: Any, labels: Any) -> Table:
    """Return the signed points: the constant 1 appended, times the label; shape (n, 3)."""
    rows = np.column_stack([points, np.ones(len(points), dtype=np.int64)])
    signed: Table = np.asarray(labels)[:, None] * rows
    return signed


def _weights(value: Any, n: int, case: str) -> Floats:
    """Return weights that may refute, or raise `Wrong`: n of them, not negative, not all zero."""
    y = vector(value, n, case)
    example = Example(case, describe(value))
    if not np.isfinite(y).all():
        raise Wrong("The weights must be numbers.", example)
    if (y < 0).any():
        hint = "A negative weight would turn a positive score into a negative term."
        raise Wrong("A weight is negative.", example, hint)
    if not y.any():
        raise Wrong("All weights are zero, and then anything adds up to nothing.", example)
    return y


def check_xnor_certificate(weights: Any) -> Result:
    """Check four weights that refute every line for XNOR, whose ones are (0, 0) and (1, 1)."""
    A = _signed(truth_table(2), XNOR)

    def check() -> str:
        y = _weights(weights, 4, "weights")
        total = y @ A
        if total.any():
            shown = describe(total.astype(int) if (total % 1 == 0).all() else total)
            hint = (
                "The signed points are (0, 0, 1), −(0, 1, 1), −(1, 0, 1) and (1, 1, 1). How often "
                "must each occur, so that all three coordinates cancel?"
            )
            raise Wrong(
                "With these weights the signed points do not add up to nothing.",
                Example(f"weights {describe(y)}", shown, "[0, 0, 0]"),
                hint,
            )
        return "Right: so every line's four signed scores add up to 0, and not all are positive."

    return checked("xnor_certificate", (weights,), check)


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


# Points of whole coordinates: the corners of the square, and some that no list of corners shows.
CORNERS = [(0, 0), (0, 1), (1, 0), (1, 1)]
MIXED = [
    ([(0, 0), (2, 0), (1, 0), (3, 1)], [1, 1, -1, -1]),  # one point between two others
    ([(0, 0), (4, 0), (0, 4), (1, 1)], [1, 1, 1, -1]),  # one inside a triangle
    ([(0, 0), (4, 0), (0, 4), (5, 5)], [1, 1, 1, -1]),  # and one outside
    ([(1, 2), (1, 2)], [1, -1]),  # one point with both labels
    ([(3, 1)], [1]),
]


def check_refute(refute: Any) -> Result:
    """Check `refute(points, labels)`: weights that refute every line, or None where one exists."""
    cases = [(CORNERS, list(labels)) for labels in product((-1, 1), repeat=4)] + MIXED

    def check() -> str:
        for points, labels in cases:
            A = _signed(points, labels)
            found = gordan_alternative(A)
            got = run(refute, points=[list(p) for p in points], labels=list(labels))
            case = call("refute", points=points, labels=labels)
            if found.weights is not None:
                if got is not None:
                    w1, w2, b = (int(v) for v in found.weights)
                    raise Wrong(
                        "Here a line exists, and nothing refutes it.",
                        Example(case, describe(got), "None"),
                        f"Weights {w1}, {w2} and bias {b} have every point on its own side.",
                    )
                continue
            if got is None:
                raise Wrong(
                    "Here no line exists, and refute returned None.",
                    Example(case, "None", "weights, such as " + describe(found.combination)),
                    "Go on until the machine stops, or until an epoch ends with weights that an "
                    "earlier one ended with.",
                )
            y = _weights(got, len(A), case)
            total = y @ A
            if total.any():
                raise Wrong(
                    "With these weights the signed points do not add up to nothing.",
                    Example(case, describe(got), describe(found.combination)),
                    "Count only the updates between the two times that the weights were the same.",
                )
        return f"Right, for all 16 functions of two inputs and {len(MIXED)} other sets of points."

    return checked("refute", (refute,), check)


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
