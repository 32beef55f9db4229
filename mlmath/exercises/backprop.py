"""Checks for the exercises of the chapter Backpropagation."""

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
    run,
    vector,
    whole,
)

# A net for pencil and paper: two inputs, two ReLU units, one output; the loss is half the square.
X, Y = np.array([1, 2]), 4
W, V = np.array([[1, 1], [1, -1]]), np.array([2, -1])
TO_V, TO_W = np.array([6, 0]), np.array([[4, 8], [0, 0]])

# The map of the exercise: three starts, then two places, then two more, then the end.
WAYS = (4, 2, 6)

BUGS = {
    "A": (2, "Which unit does W[i, j] lead to? Which index must the sum run over?"),
    "B": (1, "Follow one unit: whose sum was bent on the way from this layer to the next?"),
    "C": (5, "Compare the shape with that of W: a row for each unit that it leads to."),
}


def check_hand(by_v: Any, by_W: Any) -> Result:
    """Check the gradient of the net of whole numbers."""

    def check() -> str:
        v = vector(by_v, 2, "by_v", "a derivative for each of the two output weights")
        w = floats(by_W)
        if w is None or w.shape != (2, 2):
            example = Example("by_W", describe(by_W), "two rows of two numbers")
            raise Wrong("That is not a derivative for each entry of W.", example)
        if np.allclose(v, -TO_V) or np.allclose(w, -TO_W):
            raise Wrong("The signs are turned round.", hint="The output is too high: 6, not 4.")
        if np.allclose(v, [6, -2]):
            raise Wrong("The second unit is off.", hint="Its sum is 1 − 2. What is its output?")
        if not np.allclose(v, TO_V):
            hint = "The blame of the output is 6 − 4; each weight carried the output of its unit."
            raise Wrong("by_v is not right yet.", Example("by_v", describe(by_v)), hint)
        if np.allclose(w, [[4, 8], [-2, -4]]):
            raise Wrong("The second unit is off, and cannot move.", hint="What is ReLU's slope?")
        if np.allclose(w, TO_W.T):
            hint = "Row i belongs to unit i, column j to input j."
            raise Wrong("Rows and columns are exchanged.", Example("by_W", describe(by_W)), hint)
        if not np.allclose(w, TO_W):
            hint = "First the blame of each unit, 2 times its output weight; then through the bend."
            raise Wrong("by_W is not right yet.", Example("by_W", describe(by_W)), hint)
        return "Right: the unit that is off is blamed nothing."

    return checked("hand", (by_v, by_W), check)


def check_ways(ways: Any) -> Result:
    """Check how many ways lead from each start to the end."""

    def check() -> str:
        try:
            found = tuple(whole(n) for n in ways)
        except TypeError:
            raise Wrong(f"Three numbers are wanted here, got {describe(ways)}.") from None
        if len(found) != len(WAYS):
            raise Wrong(f"Three numbers are wanted here, got {describe(ways)}.")
        for name, n, right in zip("abc", found, WAYS, strict=True):
            if n != right:
                hint = "Begin at the end: write 1 there, and go back row by row."
                raise Wrong(f"From {name} there are not {n}.", hint=hint)
        return "Right, in one walk."

    return checked("ways", (ways,), check)


def check_divide(divide: Any) -> Result:
    """Check `divide(u, w)`: the value of a quotient, and its slopes by u and by w."""

    def check() -> str:
        for u, w in ((6.0, 2.0), (1.0, 4.0), (-3.0, 0.5)):
            found, case = run(divide, u=u, w=w), call("divide", u=u, w=w)
            try:
                value, by_u, by_w = map(float, found)
            except (TypeError, ValueError):
                example = Example(case, describe(found), "three numbers")
                raise Wrong("A value and two slopes are wanted.", example) from None
            if not np.isclose(value, u / w):
                raise Wrong("The value is wrong.", Example(case, f"{value:g}", f"{u / w:g}"))
            if not np.isclose(by_u, 1 / w):
                hint = "Push u by a little: by how much does u / w rise?"
                raise Wrong("The slope by u is wrong.", Example(case, f"{by_u:g}"), hint)
            if np.isclose(by_w, u / w**2):
                hint = "With more to share among, each gets less."
                raise Wrong("The sign of the slope by w is wrong.", Example(case), hint)
            if not np.isclose(by_w, -u / w**2):
                hint = "What is the slope of 1 / w? And u times it?"
                raise Wrong("The slope by w is wrong.", Example(case, f"{by_w:g}"), hint)
        return "Right: 1 / w, and −u / w²."

    return checked("divide", (divide,), check)


def check_bugs(bugs: Any) -> Result:
    """Check which line is wrong in each of three backward passes."""

    def check() -> str:
        if not isinstance(bugs, dict) or set(bugs) != set(BUGS):
            raise Wrong(f"A number is wanted for each of A, B and C, got {describe(bugs)}.")
        if any(line is ... for line in bugs.values()):
            raise Wrong("One of the three has no answer yet.")
        for name, (line, hint) in BUGS.items():
            if whole(bugs[name]) != line:
                raise Wrong(f"{name}: line {whole(bugs[name])} is right.", hint=hint)
        return "Right, all three. None of them stops with an error where all layers are alike."

    return checked("bugs", (bugs,), check)
