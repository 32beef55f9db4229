"""Checks for the exercises of the chapter The curse of dimensionality."""

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
    whole,
)  # fmt: skip
from mlmath.validation import Floats

SQUARES = np.array([1.0, 9.0])  # of coordinates 1 and 3
FOUR = np.array([[3.0, 1.0], [1.0, 3.0], [-3.0, -1.0], [-1.0, -3.0]])
POINTS, EPS, CHANCE = 20, 0.5, 0.1
ELL, DIMS = 1.5, 400


def check_six(mean_one: Any, deviation_one: Any, d_tenth: Any) -> Result:
    """Check the squared distance of coordinates 1 or 3, and where it spreads a tenth as much."""

    def check() -> str:
        mean, deviation, d = number(mean_one), number(deviation_one), number(d_tenth)
        if np.isclose(mean, 4):
            raise Wrong("That is the square of the mean.", None, "Square first, then the mean.")
        if not np.isclose(mean, SQUARES.mean()):
            raise Wrong(f"The mean is not {mean:g}.", None, "The square is 1 or 9.")
        if np.isclose(deviation, SQUARES.var()):
            raise Wrong("That is the variance.", None, "Take its root.")
        if not np.isclose(deviation, SQUARES.std()):
            hint = "How far are 1 and 9 from their mean?"
            raise Wrong(f"The deviation is not {deviation:g}.", None, hint)
        if np.isclose(d, 10):
            raise Wrong("Ten dimensions are too few.", None, "It falls like 1/√d, not like 1/d.")
        if not np.isclose(d, 100):
            raise Wrong(f"It is not d = {d:g}.", None, "Which d makes 1/√d a tenth?")
        return "Right: both values are 4 from the mean 5, and √100 is 10."

    return checked("six", (mean_one, deviation_one, d_tenth), check)


def check_first_direction(direction: Any, share: Any) -> Result:
    """Check the direction in which `FOUR` points keep most, and the share that it keeps."""
    total = float((FOUR**2).sum())

    def check() -> str:
        u = vector(direction, 2, describe(direction), "a direction", "a list")
        kept = number(share)
        length = float(np.sqrt(u @ u))
        if not 0 < length < np.inf:
            raise Wrong("Two zeros are no direction.", None, "Give it a length.")
        found = float(((FOUR @ (u / length)) ** 2).sum()) / total
        if not np.isclose(found, 32 / 40):
            example = Example(describe(u), f"keeps {found:.3g} of the squared lengths")
            hint = "Which direction does the table of the sums only stretch, and by most?"
            raise Wrong("Another direction keeps more.", example, hint)
        if np.isclose(kept, 32):
            raise Wrong("That is what it keeps, not which share.", None, "The total is 40.")
        if np.isclose(kept, 0.2):
            raise Wrong("That is the share it loses.", None, "What is left of one?")
        if not np.isclose(kept, found, rtol=1e-3):
            hint = "Add up the squared shadows, and divide by the sum of the squared lengths."
            raise Wrong("The direction is right, the share is not.", None, hint)
        return "Right: along the diagonal the shadows keep 32 of 40."

    return checked("first_direction", (direction, share), check)


def check_rarely(d_rare: Any) -> Result:
    """Check from which dimension on the bound of the contrast is a tenth."""

    def check() -> str:
        d = number(d_rare)
        if np.isclose(d, 500):
            hint = "The factor (2 + ε)/ε is 5, and it stands squared."
            raise Wrong("The factor is not squared there.", None, hint)
        if np.isclose(d, 5000):
            raise Wrong("That takes v for 1/d.", None, "It is 1/(2d).")
        if np.isclose(d, 250):
            raise Wrong("There the bound is 1.", None, "It is to be a tenth.")
        if np.isclose(d, 125):
            raise Wrong("Where are the 20 points?", None, "Each of them may stray.")
        if not np.isclose(d, POINTS * ((2 + EPS) / EPS) ** 2 / (2 * CHANCE), rtol=1e-3):
            hint = "Put n = 20 and ε = 0.5 into the bound, and set it to 0.1."
            raise Wrong(f"The bound is not 0.1 at {d:g}.", None, hint)
        return "Right: 20 · 25 / (2 · 2500) is a tenth."

    return checked("rarely", (d_rare,), check)


def check_threshold(samples: Any) -> Result:
    """Check from how many samples on a spike of `ELL` leaves the noise of `DIMS` dimensions."""

    def check() -> str:
        n = number(samples)
        if np.isclose(n, DIMS * (ELL - 1) ** 2):
            raise Wrong("That has γ upside down.", None, "γ is d/n, dimensions per sample.")
        if np.isclose(n, DIMS / (ELL - 1)):
            raise Wrong("There the root is missing.", None, "The threshold is 1 + √γ.")
        if np.isclose(n, DIMS / ELL**2, rtol=1e-2):
            raise Wrong("Where is the 1?", None, "The threshold is 1 + √γ.")
        if not np.isclose(n, DIMS / (ELL - 1) ** 2, rtol=2e-3):
            raise Wrong(f"It is not {n:g}.", None, "Solve 1 + √(400/n) = 1.5.")
        return "Right: √(400/1600) is one half."

    return checked("threshold", (samples,), check)


def check_nearest(nearest: Any) -> Result:
    """Check `nearest(X, y, query)`: the label of the nearest point."""
    cases = [
        ([[0.0, 0.0], [3.0, 0.0], [0.0, 4.0]], ["a", "b", "c"], [2.0, 1.0], "b"),
        ([[3.0, 3.0], [0.0, 5.0]], ["a", "b"], [0.0, 0.0], "a"),  # |.| adds up to 6 and 5
        ([[-4.0], [1.0], [9.0]], ["a", "b", "c"], [-9.0], "a"),
        ([[1.0, 0.0], [-1.0, 0.0]], ["a", "b"], [0.0, 0.0], "a"),
    ]

    def check() -> str:
        for i, (X, y, query, wanted) in enumerate(cases):
            arguments = {"X": np.array(X), "y": np.array(y), "query": np.array(query)}
            got = run(nearest, **arguments)
            case = call("nearest", X=X, y=y, query=query)
            example = Example(case, describe(got), repr(wanted))
            if isinstance(got, str) and got == wanted:
                continue
            if isinstance(got, int | np.integer):
                raise Wrong("That is a place in the list.", example, "Return the label, y[...].")
            hints = [
                "Which point has the smallest distance?",
                "Distances are roots of sums of squares.",
                "A distance is never negative.",
                "Of equally near points the first counts.",
            ]
            raise Wrong("That is not the label of the nearest.", example, hints[i])
        return "Right: the oldest rule, in two lines."

    return checked("nearest", (nearest,), check)


def _cloud() -> Floats:
    """Return points whose principal components keep 50, 30, 15 and 5 percent, far from 0."""
    corners = np.array([[s, t] for s in (-1.0, 1.0) for t in (-1.0, 1.0)])
    grid = np.array([[*p, *q] for p in corners for q in corners])
    turn = np.array([[1, 1, 1, 1], [1, -1, 1, -1], [1, 1, -1, -1], [1, -1, -1, 1]]) / 2
    return np.asarray(grid * np.sqrt([50.0, 30.0, 15.0, 5.0]) @ turn + 40.0)


def check_keeps(keeps: Any) -> Result:
    """Check `keeps(X, share)`: the least number of components that keep the share."""

    def check() -> str:
        X = _cloud()
        for share, wanted in ((0.4, 1), (0.6, 2), (0.9, 3), (0.8, 2), (0.5, 1), (1.0, 4)):
            got = whole(run(keeps, X=X.copy(), share=share))
            example = Example(f"keeps(X, {share}) for shares 50, 30, 15 and 5 percent",
                              str(got), str(wanted))  # fmt: skip
            if got == wanted:
                continue
            if share == 0.6 and got == 1:
                hint = "Without its mean taken off, a far cloud seems to have one direction."
                raise Wrong("That is too few.", example, hint)
            if got == wanted - 1:
                raise Wrong("That is one too few.", example, "A count begins with 1.")
            if share in (0.8, 0.5, 1.0) and got == wanted + 1:
                hint = "At least the share is enough; allow for rounding."
                raise Wrong("That is one too many.", example, hint)
            hint = "Add up the eigenvalues from the largest on. eigh gives the smallest first."
            raise Wrong("That is not the least number.", example, hint)
        return "Right: largest first, until it is enough."

    return checked("keeps", (keeps,), check)
