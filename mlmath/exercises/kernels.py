"""Checks for the exercises of the page Kernels."""

from typing import Any

import numpy as np

from mlmath.exercises.result import Example, Result, Wrong, call, checked, number, run

HAND = [0, 4, 5]  # the numbers for pencil and paper


def check_least(answer: Any) -> Result:
    """Check the least spread of `HAND`: about their mean, 3."""

    def check() -> str:
        value = number(answer)
        if value == 3:
            hint = "Subtract 3 from each number, square, and add up."
            raise Wrong("That is the mean.", hint=hint)
        if value == 0:
            raise Wrong("The distances themselves add up to 0.", hint="Square them first.")
        if value != 14:
            raise Wrong(f"It is not {value:g}.", hint="What is the mean of the three numbers?")
        return "14: the squares 9, 1 and 4."

    return checked("least", (answer,), check)


def check_center(center: Any) -> Result:
    """Check `center(x)`: the number about which the numbers x have the least spread."""

    def check() -> str:
        for x in ([0.0, 4.0, 5.0], [2.0], [-1.0, 1.0, 1.0, 7.0]):
            value = number(run(center, x=np.array(x)))
            if np.isclose(value, np.mean(x)):
                continue
            example = Example(call("center", x=x), f"{value:g}")
            if value == np.median(x):
                hint = "The median makes the distances small, not their squares."
                raise Wrong("This is the median.", example, hint)
            raise Wrong("Another number has a smaller spread.", example, "Use the theorem.")
        return "Right: the mean."

    return checked("center", (center,), check)
