"""Checks for the exercises of the chapter The perceptron."""

from collections.abc import Callable
from math import isclose, sqrt
from typing import Any

import numpy as np

from mlmath.exercises.result import (
    Result,
    Wrong,
    checked,
    describe,
    number,
    run,
    vector,
    whole,
)
from mlmath.perceptron import Perceptron, augment, cover_count, widest_separator
from mlmath.validation import Floats

# The points for pencil and paper, presented in this order; the line passes through the origin.
HAND_X = np.array([[-1, 2], [2, 1], [-1, 1], [-2, -2]])
HAND_Y = np.array([1, 1, -1, -1])

# Points and a separator whose bound comes out whole: R = 5, the margin 1.
BOUND_X = np.array([[5, 0], [3, -1], [-3, 1], [2, -4]])
BOUND_Y = np.array([1, 1, -1, -1])
BOUND_W = np.array([3, 4])

MANY = 100  # updates asked for
FEW_POINTS = 6
LARGEST = 10


def check_update(update: Any) -> Result:
    """Check `update(w, x, y)`, which returns the weights after the machine has seen x with y."""

    def one(w: list[float], x: list[float], y: int) -> tuple[Any, Floats]:
        given = np.array(w, dtype=float)
        got = run(update, given, np.array(x, dtype=float), y)
        if got is None:
            raise Wrong("update returned None. End it with: return w", (w, x, y))
        if not np.array_equal(given, w):
            raise Wrong(
                "update changed the w that it was given. Write w = w + ..., which makes a new "
                "array; w += ... overwrites the caller's.",
                (w, x, y),
            )
        answer = vector(got, len(w), f"update({w}, {x}, {y})")
        expected = given + y * np.array(x) if y * np.dot(w, x) <= 0 else given
        return answer, np.asarray(expected)

    def check() -> str:
        got, expected = one([1, 0], [2, 1], 1)
        if not np.allclose(got, expected):
            raise Wrong(
                f"For w = [1, 0], x = [2, 1], y = +1 you return {describe(got)}. Here y w·x = 2 "
                "is positive: no mistake was made, so w stays as it is.",
                ([1, 0], [2, 1], 1),
            )
        got, expected = one([0, 0], [2, 1], 1)
        if np.allclose(got, [0, 0]):
            raise Wrong(
                "For w = [0, 0] you change nothing. A score of exactly 0 is a mistake too "
                "(<= 0, not < 0), or the machine would never start.",
                ([0, 0], [2, 1], 1),
            )
        if not np.allclose(got, expected):
            raise Wrong(
                f"For w = [0, 0], x = [2, 1], y = +1 you return {describe(got)}. "
                "A mistake adds y x to w: here that is [2, 1].",
                ([0, 0], [2, 1], 1),
            )
        got, expected = one([1, 0], [2, 1], -1)
        if np.allclose(got, [3, 1]):
            raise Wrong(
                "For y = -1 you add x, but x must be subtracted then. Did you leave out the "
                "factor y?",
                ([1, 0], [2, 1], -1),
            )
        if np.allclose(got, [1, 0]):
            raise Wrong(
                "For w = [1, 0], x = [2, 1], y = -1 you change nothing, but y w·x = -2 is a "
                "mistake. Does your test contain y?",
                ([1, 0], [2, 1], -1),
            )
        rng = np.random.default_rng(0)
        for _ in range(50):
            w, x = rng.integers(-4, 5, size=(2, 3)).tolist()
            y = int(rng.choice([-1, 1]))
            got, expected = one(w, x, y)
            if not np.allclose(got, expected):
                raise Wrong(
                    f"For w = {w}, x = {x}, y = {y} you return {describe(got)}, "
                    f"not {describe(expected)}.",
                    (w, x, y),
                )
        return "Right. This one line is all that the machine knows about learning."

    return checked((update,), check)


def check_mistake_count(answer: Any) -> Result:
    """Check how many updates the machine makes on HAND_X, HAND_Y, from w = 0, in turn."""

    def check() -> str:
        machine = Perceptron(fit_intercept=False).fit(HAND_X, HAND_Y)
        right = len(machine.mistakes_)
        got = whole(answer)
        hints = {
            right - 1: "One short. The first point counts too: at w = 0 its score is 0, which is "
            "not positive.",
            len({m.index for m in machine.mistakes_}): "That is how many different points needed "
            "a correction. Count every update, also the second one at the same point.",
            machine.n_epochs_ * len(HAND_X): "That is how often a point was shown. Count only "
            "the times when w changed.",
            machine.n_epochs_: "That is the number of rounds. Count the updates in them.",
        }
        if got == right:
            w = describe(machine.coef_.astype(int))
            return f"Right: {right} updates, and the machine ends with w = {w}."
        raise Wrong(
            hints.get(
                got,
                f"It is not {got}. Keep a table with a row for each point shown: x, y, "
                "y w·x, and w after it; go on until a whole round changes nothing.",
            )
        )

    return checked((answer,), check)


def check_novikoff_by_hand(answer: Any) -> Result:
    """Check Novikoff's bound for BOUND_X, BOUND_Y and the separator BOUND_W."""

    def check() -> str:
        lengths = np.sqrt((BOUND_X**2).sum(axis=1))
        scores = BOUND_Y * (BOUND_X @ BOUND_W)
        R, gamma = lengths.max(), scores.min() / sqrt(BOUND_W @ BOUND_W)
        got = number(answer)
        hints = (
            (R / gamma, "That is R/γ. The bound is its square."),
            ((R / scores.min()) ** 2, "Divide by the length of w* too: the margin is a distance."),
            ((lengths.min() / gamma) ** 2, "R is the length of the longest point, not the "
             "shortest."),
            ((R / (scores.mean() / sqrt(BOUND_W @ BOUND_W))) ** 2, "The margin is the smallest of "
             "the distances, not their mean."),
            ((R / (scores.max() / sqrt(BOUND_W @ BOUND_W))) ** 2, "The margin is the distance of "
             "the nearest point, not of the farthest."),
        )  # fmt: skip
        if isclose(got, (R / gamma) ** 2, rel_tol=1e-6):
            return f"Right: R = {R:g}, γ = {gamma:g}, so at most {(R / gamma) ** 2:g} updates."
        for value, hint in hints:
            if isclose(got, value, rel_tol=1e-2):
                raise Wrong(hint)
        raise Wrong(
            f"It is not {got:g}. Find R, the length of the longest point; then the distance "
            "y (w*·x) / |w*| of each point from the line, the smallest of which is γ."
        )

    return checked((answer,), check)


def check_many_updates(X: Any, y: Any) -> Result:
    """Check that at most 6 points in the plane, none beyond 10, cost 100 updates or more."""

    def check() -> str:
        try:
            points, labels = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
        except (TypeError, ValueError):
            raise Wrong(
                "X must be a list such as [[1, 2], [3, 4]], and y one of -1 and 1."
            ) from None
        if points.ndim != 2 or points.shape[1] != 2:
            raise Wrong(f"X must hold points of the plane, shape (n, 2), got {points.shape}.")
        if labels.shape != (len(points),) or set(labels.tolist()) != {-1.0, 1.0}:
            raise Wrong("y must hold a label -1 or 1 for each point, and both must occur.")
        if len(points) > FEW_POINTS:
            raise Wrong(f"You use {len(points)} points; at most {FEW_POINTS} are allowed.")
        if not (np.abs(points) <= LARGEST).all():
            raise Wrong(f"A coordinate lies beyond {LARGEST}. Stay within [-{LARGEST}, {LARGEST}].")
        if widest_separator(augment(points), labels) is None:
            raise Wrong(
                "No line separates these points, so the updates would never end. Leave a gap, "
                "however narrow.",
                points,
            )
        machine = Perceptron(max_epochs=10_000).fit(points, labels)
        made = len(machine.mistakes_)
        if made < MANY:
            raise Wrong(
                f"The machine needs only {made} of {MANY} updates. The bound (R/γ)² leaves "
                "room for many when the margin is narrow: move two points of different classes "
                "closer together, far from the origin.",
                points,
            )
        return f"Right: {len(points)} points, {made:,} updates."

    return checked((X, y), check)


def check_scaling(corrected: Any) -> Result:
    """Check `corrected(X, y, c)`: indices corrected when learning from c X through the origin."""

    def check() -> str:
        for seed in range(6):
            rng = np.random.default_rng(seed)
            X = np.vstack([[1, 0], [-1, 0], rng.integers(-5, 6, size=(20, 2))])
            X = X[X @ [2, 1] != 0].astype(float)
            y = np.where(X @ [2, 1] > 0, 1, -1)
            for c in (1.0, 0.125, 1000.0):
                machine = Perceptron(fit_intercept=False).fit(c * X, y)
                right = [m.index for m in machine.mistakes_]
                got = run(corrected, X.copy(), y.copy(), c)
                if isinstance(got, int | np.integer):
                    raise Wrong(
                        "You return a single number. Return the list of the sample indices, in "
                        "the order in which they were corrected: [m.index for m in ...].",
                    )
                try:
                    indices = np.asarray(got, dtype=float).tolist()
                except (TypeError, ValueError):
                    raise Wrong(f"Return a list of sample indices, not {describe(got)}.") from None
                if indices == right:
                    continue
                other = Perceptron().fit(c * X, y)
                if indices == [m.index for m in other.mistakes_]:
                    raise Wrong(
                        f"With c = {c:g} the order changes, because an intercept is learned too "
                        "and its input 1 is not scaled. Pass fit_intercept=False.",
                        (X, y, c),
                    )
                raise Wrong(
                    f"For c = {c:g} the samples corrected should be {describe(right)}, "
                    f"got {describe(got)}.",
                    (X, y, c),
                )
        return (
            "Right: the same samples in the same order, for c = 1/8, 1 and 1000. Every weight "
            "vector is multiplied by c, no sign changes, and R/γ keeps its value."
        )

    return checked((corrected,), check)


# What is easily written instead of Cover's formula, and a hint for each.
NEAR_COVER: list[tuple[Callable[[int, int], float], str]] = [
    (
        lambda n, d: cover_count(n, d) / 2,
        "With each labeling its opposite counts too: did you leave out the factor 2?",
    ),
    (lambda n, d: cover_count(n, d + 1), "The sum has d terms, k = 0 to d - 1."),
    (lambda n, d: cover_count(n + 1, d), "The binomials are those of n - 1, not of n."),
    (lambda n, d: 2**n, "2^n counts all labelings, also those that no line separates."),
]


def check_cover(counted: Any) -> Result:
    """Check `counted(n, d)`: labelings of n points that a line through the origin separates."""
    grid = [(n, d) for n in range(1, 9) for d in range(1, 6)]

    def check() -> str:
        got = {at: run(counted, *at) for at in grid}
        for at, value in got.items():
            if isinstance(value, bool) or not isinstance(value, int | float | np.number):
                raise Wrong(f"counted{at} must be a number, got {describe(value)}.", at)
            if value != cover_count(*at):
                hint = "Compare with 2 Σ binomial(n - 1, k) for k < d."
                for formula, meant in NEAR_COVER:
                    if all(got[other] == formula(*other) for other in grid):
                        hint = meant
                raise Wrong(
                    f"counted{at} is {value:g}, but it should be {cover_count(*at)}. {hint}", at
                )
        return "Right, for every n up to 8 and d up to 5."

    return checked((counted,), check)


def check_four_points(answer: Any) -> Result:
    """Check how many labelings of 4 points of the plane a line anywhere can separate."""

    def check() -> str:
        got = whole(answer)
        if got == cover_count(4, 3):
            return "Right: 14 of 16. The two that are missing go by the name of XOR."
        hints = {
            16: "These are all labelings. Put the points on the corners of a square and give "
            "opposite corners the same label: which line separates them?",
            8: "That many are separated by lines through the origin. A line that may stand "
            "anywhere is one through the origin of a space with one dimension more.",
            7: "Each line serves two labelings: exchange the labels of its sides.",
        }
        raise Wrong(
            hints.get(
                got,
                f"It is not {got}. Use C(N, d) with N = 4; which d fits a line that "
                "need not pass through the origin?",
            )
        )

    return checked((answer,), check)
