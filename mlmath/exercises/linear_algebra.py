"""Checks for the exercises of the toolbox page Linear algebra."""

from typing import Any

import numpy as np

from mlmath.exercises.result import Example, Result, Wrong, call, checked, describe, floats, run
from mlmath.foundations.linear_algebra import amplification
from mlmath.validation import Floats
from mlmath.words import minus

# Two arrows of space at a right angle to each other, and so one line at a right angle to both.
FIRST, SECOND = (1, 2, 2), (2, 1, -2)
# A symmetric matrix with the eigenvalues 2, along (2, 1), and -3, along (1, -2).
MATRIX = np.array([[1.0, 2.0], [2.0, -2.0]])
KAPPA = 1.5


def check_right_angle(arrow: Any) -> Result:
    """Check an arrow of whole numbers at a right angle to both (1, 2, 2) and (2, 1, -2)."""

    def check() -> str:
        x = _numbers(arrow, 3, "arrow")
        if not (x == np.rint(x)).all():
            raise Wrong("Whole numbers are wanted here.", Example(f"arrow = {describe(arrow)}"))
        if not x.any():
            raise Wrong("The arrow zero is too easy: it has the product 0 with everything.")
        for other in (FIRST, SECOND):
            dot = float(np.dot(x, other))
            if dot:
                raise Wrong(
                    f"This arrow stands at no right angle to {minus(str(other))}.",
                    Example(f"{minus(str(other))} · arrow", minus(f"{dot:g}"), "0"),
                    "Two products have to vanish: choose one coordinate, and solve for the others.",
                )
        return "Right: both products are 0, and every multiple of it would do."

    return checked("right_angle", (arrow,), check)


def check_worst(b: Any, db: Any) -> Result:
    """Check a right-hand side and its error that solving with `MATRIX` magnifies by κ."""

    def check() -> str:
        right, error = _numbers(b, 2, "b"), _numbers(db, 2, "db")
        for name, value in (("b", right), ("db", error)):
            if not value.any():
                raise Wrong(f"{name} must not be zero: nothing could be compared with it.")
        got = amplification(MATRIX, right, error)
        if not np.isclose(got, KAPPA, rtol=1e-6):
            hint = (
                "Exchange the two: b belongs along the direction that A stretches most."
                if np.isclose(got, 1 / KAPPA, rtol=1e-6)
                else "Which directions does A keep, and by what number does it multiply each? "
                "What counts is the size of the number, not its sign."
            )
            raise Wrong(
                "This error is not magnified as much as it could be.",
                Example(
                    f"b = {describe(b)}, db = {describe(db)}",
                    f"magnified by {got:.4g}",
                    f"magnified by κ = {KAPPA}",
                ),
                hint,
            )
        return "Right: solving magnifies this error by 3/2, and no error by more."

    return checked("worst", (b, db), check)


def check_line(line: Any) -> Result:
    """Check `line(t, b)`: the start and the slope of the line with the least squares."""
    rng = np.random.default_rng(4)
    cases = [([0, 1, 2], [2, 2, 8]), ([0, 1, 2, 3], [1, 3, 5, 7]), ([-1, 0, 4], [5, 5, 5])]
    cases += [(rng.integers(-5, 6, n).tolist(), rng.integers(-9, 10, n).tolist()) for n in (5, 9)]

    def check() -> str:
        for t, b in cases:
            case = call("line", t=t, b=b)
            got = _numbers(run(line, t=np.array(t, float), b=np.array(b, float)), 2, case)
            slope, start = np.polyfit(t, b, 1)
            wanted = np.array([start, slope])
            example = Example(case, _pair(got), _pair(wanted))
            if np.allclose(got, wanted, atol=1e-8):
                continue
            if np.allclose(got[::-1], wanted, atol=1e-8):
                raise Wrong("The two numbers are exchanged.", example, "The start comes first.")
            left = b - got[0] - got[1] * np.array(t)
            if abs(left.sum()) > 1e-8:
                raise Wrong(
                    "The residuals do not add up to zero.",
                    example,
                    "They must stand at a right angle to the column of ones.",
                )
            raise Wrong(
                "The residuals stand at no right angle to t.",
                example,
                "Both columns, the ones and t, give an equation, and both must hold.",
            )
        return "Right: no other line has a smaller sum of squares."

    return checked("line", (line,), check)


def check_stretch(stretch: Any) -> Result:
    """Check `stretch(A)`: the largest factor by which a matrix makes an arrow longer."""
    rng = np.random.default_rng(3)
    cases = [
        [[3, 0], [0, 2]],
        [[0, 2], [0, 0]],  # its eigenvalues are 0
        [[1, 1], [0, 1]],
        [[1, 2], [2, -2]],
        [[1, 2, 2], [0, 0, 0]],
        rng.integers(-4, 5, size=(4, 2)).tolist(),
        rng.integers(-4, 5, size=(3, 5)).tolist(),
    ]

    def check() -> str:
        for i, rows in enumerate(cases):
            case = call("stretch", A=rows)
            matrix = np.array(rows, float)
            (got,) = _numbers([run(stretch, A=matrix.copy())], 1, case)
            wanted = float(np.linalg.norm(matrix, 2))
            if np.isclose(got, wanted, rtol=1e-4):
                continue
            example = Example(case, f"{got:.5g}", f"{wanted:.5g}")
            if np.isclose(got, wanted**2, rtol=1e-4):
                hint = "Aᵀ A stretches twice, once on the way there and once on the way back."
                raise Wrong("This is the square of the stretch.", example, hint)
            if i == 1:
                hint = "Repeat Aᵀ A, not A: A alone may lose an arrow that it has made long."
                raise Wrong("This matrix doubles (0, 1).", example, hint)
            raise Wrong(
                "Some arrow of length 1 is made longer or none as long.",
                example,
                "Start with an arrow of random numbers, multiply by Aᵀ A some hundred times, and "
                "bring it back to length 1 each time.",
            )
        return "Right, for square matrices and for others."

    return checked("stretch", (stretch,), check)


def _pair(values: Floats) -> str:
    return minus(f"({values[0]:.5g}, {values[1]:.5g})")


def _numbers(value: Any, length: int, case: str) -> Floats:
    """Return the answer as so many finite numbers, or raise `Wrong`."""
    array = floats(value)
    if array is None or array.shape != (length,) or not np.isfinite(array).all():
        wanted = "a number" if length == 1 else f"{length} numbers"
        raise Wrong(f"{wanted.capitalize()} are wanted here." if length > 1 else
                    "A number is wanted here.", Example(case, describe(value), wanted))  # fmt: skip
    return array
