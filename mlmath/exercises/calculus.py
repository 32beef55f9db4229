"""Checks for the exercises of the toolbox page Calculus and downhill."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

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
)  # fmt: skip
from mlmath.validation import Floats

CLOSE = 1e-9
_numbers = partial(vector, what="what was asked for", kind="a list")


def check_bowl(
    largest_step: Any, plain_factor: Any, momentum_factor: Any, momentum_step: Any
) -> Result:
    """Check four numbers of the bowl x² + 4 y², whose curvatures are 2 and 8."""
    answers = (largest_step, plain_factor, momentum_factor, momentum_step)

    def check() -> str:
        step, plain, heavy, best = (number(v) for v in answers)
        if abs(step - 0.25) > CLOSE:
            hints = {
                0.5: "Both curvatures are twice the numbers in front of the squares.",
                1.0: "The steepest direction decides: it takes the larger curvature.",
                0.125: "At 1/L a step ends at the bottom of the steepest direction; it may go on.",
            }
            raise Wrong(
                "Past another step size the way begins to diverge.",
                Example(f"largest_step = {step:g}", f"1 − ηλ = {1 - 8 * step:g} along y"),
                hints.get(step, "Along y the factor is 1 − ηλ. When does it leave −1 to 1?"),
            )
        if abs(plain - 0.6) > CLOSE:
            hint = "Both ends must be equally slow: (κ − 1)/(κ + 1)."
            if abs(plain - 7 / 9) < CLOSE:
                hint = "κ is the larger curvature divided by the smaller one."
            raise Wrong("The best plain factor is another.", hint=hint)
        if abs(heavy - 1 / 3) > 1e-3:
            raise Wrong(
                "The best factor with momentum is another.",
                hint="In the formula of the plain factor, put the root of κ in the place of κ.",
            )
        if abs(best - 2 / 9) > 1e-3:
            hints = {
                0.2: "That is the best step without momentum.",
                1 / 9: "That is the momentum, q².",
                4 / 9: "Divide by the curvature where the range begins.",
                1 / 18: "The range begins at the smaller curvature.",
            }
            raise Wrong(
                "The step that goes with it is another.",
                hint=next(
                    (hint for wrong, hint in hints.items() if abs(best - wrong) < 1e-3),
                    "Where the range begins, ηλ is (1 − q)²: the floor begins there too.",
                ),
            )
        return "Right: 1/4, 3/5, 1/3 and 2/9. Momentum needs fewer than half the steps here."

    return checked("bowl", answers, check)


def check_chain(slopes: Any) -> Result:
    """Check the gradient of (xy + x)² at (1, 2)."""

    def check() -> str:
        try:
            got = [number(v) for v in slopes]
        except TypeError:
            raise Wrong("Two numbers are wanted: the slope along x, then along y.") from None
        if len(got) != 2:
            raise Wrong(f"Two numbers are wanted, got {len(got)}.")
        if got == [18, 6]:
            return "Right: 2 · 3 · 3 = 18 along x, and 2 · 3 · 1 = 6 along y."
        if got == [6, 18]:
            raise Wrong("These are the two slopes in the other order.")
        if got[0] == 12:
            raise Wrong(
                "Along x something is missing.",
                hint="x stands in xy + x twice, and both places change it: y + 1, not y.",
            )
        if got == [6, 6]:
            raise Wrong(
                "This is the slope of the square alone.",
                hint="Multiply by how fast xy + x itself changes, along x and along y.",
            )
        raise Wrong(
            "Not these.",
            Example("slopes", describe(got)),
            "Let u = xy + x. How large is u at (1, 2), how steep is the square there, and how "
            "fast does u change along x, and along y?",
        )

    return checked("chain", (slopes,), check)


def _product(x: Any) -> Any:
    return x[0] * x[1] ** 2


def _wave(x: Any) -> Any:
    return np.sin(x[0]) + x[1] * x[2]


# Functions of lists, where, and their gradients by hand.
SLOPES: list[tuple[str, Callable[[Any], Any], list[float], list[float]]] = [
    ("x[0] * x[1]**2", _product, [1.0, 2.0], [4.0, 4.0]),
    ("x[0] * x[1]**2", _product, [3.0, -1.0], [1.0, -6.0]),
    ("sin(x[0]) + x[1] * x[2]", _wave, [0.0, 2.0, 5.0], [1.0, 5.0, 2.0]),
]
ONE_SIDED = 1e-6  # a difference ahead alone misses by more, at any step that rounding allows


def check_differences(gradient: Any) -> Result:
    """Check `gradient(f, x)`: all partial derivatives by differences to both sides."""

    def check() -> str:
        for text, f, x, wanted in SLOPES:
            given = list(x)
            got = run(gradient, f=f, x=given)
            case = f"gradient(f, {x}), f(x) = {text}"
            if given != x:
                raise Wrong(
                    "Afterwards x was no longer what it was.",
                    Example(case, f"x became {describe(given)}"),
                    "Step on a copy: list(x), or np.array(x).",
                )
            answer = _numbers(got, len(x), case)
            off = np.abs(answer - wanted)
            if off.max() > 1e-2:
                raise Wrong(
                    "A slope is wrong.",
                    Example(case, describe(np.round(answer, 4)), describe(wanted)),
                    "Move one coordinate alone, ahead and behind, and divide by the whole way 2h.",
                )
        rough = _numbers(run(gradient, f=_cube, x=[1.0]), 1, "gradient")
        if abs(rough[0] - 3) > ONE_SIDED / 100:
            raise Wrong(
                "The slopes are right only roughly.",
                Example("f(x) = x[0]**3 at [1.0]", f"{rough[0]:.9f}", "3, to eight digits"),
                "Take the difference to both sides, with a step near 1e-5.",
            )
        return "Right, for functions of one, two and three variables."

    return checked("differences", (gradient,), check)


def _cube(x: Any) -> Any:
    return x[0] ** 3


def check_ahead(ahead_path: Any) -> Result:
    """Check `ahead_path(slope, start, step, momentum, n)`: Nesterov's way in one variable."""
    cases: list[tuple[float, str, float, float, float, list[float]]] = [
        (1.0, "x", 64.0, 0.5, 0.0, [64, 32, 16, 8]),
        (1.0, "x", 64.0, 0.5, 0.5, [64, 32, 8, -2, -3.5]),
        (4.0, "4 * x", 16.0, 0.125, 0.5, [16, 8, 2, -0.5]),
    ]

    def check() -> str:
        for factor, text, start, step, beta, wanted in cases:
            n = len(wanted) - 1
            arguments = {"start": start, "step": step, "momentum": beta, "n": n}
            got = run(ahead_path, slope=lambda x, c=factor: c * x, **arguments)
            case = call("ahead_path", **arguments) + f", slope(x) = {text}"
            path = _numbers(got, None, case)
            if len(path) != n + 1:
                raise Wrong(
                    f"{n} steps lead through {n + 1} points, the start included.",
                    Example(case, describe(path)),
                )
            if np.abs(path - wanted).max() > 1e-9:
                raise Wrong(
                    "The way is another.",
                    Example(case, describe(path), describe(wanted)),
                    _hint(path, start, step * factor, beta),
                )
        return "Right, with the look ahead and without it."

    return checked("ahead", (ahead_path,), check)


def _hint(path: Floats, start: float, shrinks: float, beta: float) -> str:
    """Return what to think of, for a wrong way whose steps take the share `shrinks` of x."""
    if not beta:
        return "Without momentum, x becomes x − step · slope(x)."
    x = [start, start]
    for _ in path[1:]:  # the slope taken where one stands
        x.append(x[-1] - shrinks * x[-1] + beta * (x[-1] - x[-2]))
    if np.abs(path - x[1:]).max() < 1e-9:
        return "Take the slope at the place ahead, not where you stand."
    return (
        "Go ahead first: y is x plus momentum times the last move. Then step back from y by the "
        "slope at y."
    )
