"""Checks for the exercises of the toolbox page The geometry of features."""

from typing import Any

import numpy as np

from mlmath.exercises.result import Example, Result, Wrong, call, checked, number, run
from mlmath.validation import Floats

CLOSE = 1e-3


def check_angles(before: Any, after: Any) -> Result:
    """Check two cosines of (6, 2) and (6, -2), the second without the mean (5, 0)."""

    def check() -> str:
        first, second = number(before), number(after)
        if abs(first - 0.8) > CLOSE:
            hints = {
                32.0: "Divide by both lengths, each the root of 40.",
                1.0: "36 and 4 are multiplied out with their signs.",
            }
            raise Wrong(
                "Before, the cosine is another.",
                Example("before", f"{first:g}"),
                hints.get(first, "The dot product is 36 − 4, and each squared length is 40."),
            )
        if abs(second + 0.6) > CLOSE:
            hint = "The mean of all three is (5, 0). What is left of the first two?"
            if abs(second + 1) < CLOSE:
                hint = "(6, 0) is the mean of the first two; the third counts as well."
            elif abs(second - 0.6) < CLOSE:
                hint = "Mind the sign: 1 · 1 + 2 · (−2)."
            raise Wrong("After, the cosine is another.", Example("after", f"{second:g}"), hint)
        return "Right: from 0.8 to −0.6, and no word has changed."

    return checked("angles", (before, after), check)


def check_counts(dimension_found: Any, factor: Any) -> Result:
    """Check log2(72 / 9), and c(1/2) / c(1/4) = (1/24) / (5/384)."""

    def check() -> str:
        m, ratio = number(dimension_found), number(factor)
        if abs(m - 3) > CLOSE:
            hints = {
                8.0: "That is the factor of the counts. Which power of 2 is it?",
                2.0: "The radius doubles; how many times as many are there?",
            }
            raise Wrong(
                "The counts suggest another dimension.",
                Example("dimension_found", f"{m:g}"),
                hints.get(m, "72 is 9 times which power of 2?"),
            )
        if abs(ratio - 3.2) > CLOSE:
            hint = "k is divided by c: compare c for both ε."
            if abs(ratio - 4) < CLOSE:
                hint = "That is what ε²/4 alone does. The other term of c counts too."
            elif abs(ratio - 5 / 16) < CLOSE:
                hint = "A smaller ε asks for more dimensions, not for fewer."
            raise Wrong("The factor is another.", Example("factor", f"{ratio:g}"), hint)
        return "Right: dimension 3, and 3.2 times as many rows for half the error."

    return checked("counts", (dimension_found, factor), check)


# Points of a line in whole numbers, and what their first two neighbors give, by hand.
STREET = [[0.0, 0.0], [1.0, 0.0], [3.0, 0.0], [7.0, 0.0]]


def estimate(X: Any) -> float:
    """Return 1 over the mean of ln(r2 / r1), the distances to the first two other points."""
    return float(1 / np.mean(_logs(np.asarray(X, np.float64))))


def _logs(X: Floats) -> Floats:
    """Return ln(r2 / r1) of each point."""
    near = np.sort(_between(X), axis=1)
    logs: Floats = np.log(near[:, 1] / near[:, 0]) / 2
    return logs


def _between(X: Floats) -> Floats:
    """Return squared distances, infinite from a point to itself."""
    squares: Floats = ((X[:, None] - X[None]) ** 2).sum(axis=2)
    np.fill_diagonal(squares, np.inf)
    return squares


def check_nearest(two_nearest: Any) -> Result:
    """Check `two_nearest(X)` on a few points by hand, and on clouds of one to three dimensions."""

    def check() -> str:
        clouds = [np.array(STREET)]
        for m in (1, 2, 3):
            rng = np.random.default_rng(m)
            clouds.append(rng.uniform(size=(60, m)) @ rng.normal(size=(m, 5)))
        for X in clouds:
            value, wanted = number(run(two_nearest, X=X.copy())), estimate(X)
            if abs(value - wanted) <= 1e-6 * wanted:
                continue
            shown = call("two_nearest", X=X) if X is clouds[0] else "60 points in 5 dimensions"
            raise Wrong(
                "The estimate is another.",
                Example(shown, f"{value:.4g}", f"{wanted:.4g}"),
                _hint(value, wanted, X),
            )
        return "Right, for a street and for clouds of one, two and three dimensions."

    return checked("nearest", (two_nearest,), check)


def _hint(value: float, wanted: float, X: Floats) -> str:
    """Return what to think of for a wrong estimate."""

    def like(other: float) -> bool:
        return abs(value - other) <= 1e-6 * abs(other)

    if like(1 / wanted):
        return "That is the mean of the logarithms; m is 1 over it."
    if like(wanted / 2):
        return "The distances are roots: ln of a ratio of squares is twice as large."
    if like(float(np.mean(1 / _logs(X)))):
        return "Take the mean of the logarithms first, and 1 over it then."
    if like(wanted * float(np.log(2))):
        return "The natural logarithm is wanted, not that to base 2."
    return "Leave out the point itself, at distance 0, and take the next two."


def check_kept(kept: Any) -> Result:
    """Check `kept(X, P, k)`: the share of the k nearest others that stay among them."""

    def check() -> str:
        line = np.array([[0.0], [1.0], [3.0], [7.0]])
        swapped = np.array([[0.0], [7.0], [3.0], [1.0]])
        cases = [(line, line, 2), (line, swapped, 1), (line, swapped, 2)]
        rng = np.random.default_rng(0)
        cloud = rng.normal(size=(30, 6))
        cases.append((cloud, cloud[:, :2], 5))
        for X, P, k in cases:
            value, wanted = number(run(kept, X=X.copy(), P=P.copy(), k=k)), _share(X, P, k)
            if abs(value - wanted) <= 1e-9:
                continue
            shown = call("kept", X=X, P=P, k=k) if len(X) == 4 else "30 points, k=5"
            raise Wrong(
                "The share is another.",
                Example(shown, f"{value:.4g}", f"{wanted:.4g}"),
                _kept_hint(value, wanted, X, P, k),
            )
        return "Right: all of them, none, and what lies between."

    return checked("kept", (kept,), check)


def _share(X: Floats, P: Floats, k: int, itself: bool = False) -> float:
    """Return the share that is kept; with `itself`, each point counts among its neighbors."""
    lists = []
    for points in (X, P):
        squares = _between(points)
        if itself:
            np.fill_diagonal(squares, 0)
        lists.append(np.argsort(squares, axis=1)[:, :k])
    return float(np.mean([len({*a} & {*b}) for a, b in zip(*lists, strict=True)])) / k


def _kept_hint(value: float, wanted: float, X: Floats, P: Floats, k: int) -> str:
    """Return what to think of for a wrong share."""
    if abs(value - wanted * k) <= 1e-9:
        return "Divide by k: a share is wanted."
    if abs(value - wanted * len(X)) <= 1e-9:
        return "Divide by the number of points: the mean is wanted."
    if abs(value - _share(X, P, k, itself=True)) <= 1e-9:
        return "A point is not its own neighbor: it stands first in both orders. Leave it out."
    return "For each point, take its k nearest others in X and in P, and count those in both."
