"""Checks for the exercises of the chapter The perceptron."""

from itertools import combinations
from math import isclose, sqrt
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
    whole,
)  # fmt: skip
from mlmath.perceptron import (
    Perceptron,
    augment,
    count_separable_dichotomies,
    cover_count,
    radius,
)  # fmt: skip
from mlmath.separation import separable_as_written, widest_separator
from mlmath.validation import Floats

# The points for pencil and paper, presented in this order; the line passes through the origin.
HAND_X = np.array([[-1, 2], [2, 1], [-1, 1], [-2, -2]])
HAND_Y = np.array([1, 1, -1, -1])

# Points and a separator whose bound comes out whole: R = 5, the margin 1.
BOUND_X = np.array([[5, 0], [3, -1], [-3, 1], [2, -4]])
BOUND_Y = np.array([1, 1, -1, -1])
BOUND_W = np.array([3, 4])

MANY = 100  # updates asked for
ENOUGH = 500  # epochs that are run at most, so that a check answers at once
FEW_POINTS, LARGEST = 6, 10  # as many points, with coordinates so large


def check_update(update: Any) -> Result:
    """Check `update(w, x, y)`: the weights after x has been seen, with a label y of 0 or 1."""

    def tried(w: list[int], x: list[int], y: int) -> tuple[Floats, Floats, Example]:
        case = call("update", w=w, x=x, y=y)
        given = np.array(w, dtype=float)
        got = run(update, w=given, x=np.array(x, dtype=float), y=y)
        if got is None:
            raise Wrong("update returned None.", Example(case, "None"), "End it with: return w")
        if not np.array_equal(given, w):
            raise Wrong(
                "update changed the w that it was given.",
                Example(case, f"w is {describe(given)} afterward", f"w is still {describe(w)}"),
                "Write w = w + ..., which makes a new array; w += ... overwrites the caller's.",
            )
        answer = vector(got, len(w), case)
        sign = 1 if y == 1 else -1
        right = given + sign * np.array(x) if sign * np.dot(w, x) <= 0 else given
        return answer, right, Example(case, describe(answer), describe(right))

    def check() -> str:
        got, right, example = tried([1, 0], [2, 1], 1)
        if not np.allclose(got, right):
            hint = "Here w·x = 2 is positive, as the label 1 wants it: no mistake, so w stays."
            raise Wrong("A point that was correct has changed w.", example, hint)
        got, right, example = tried([0, 0], [2, 1], 1)
        if np.allclose(got, [0, 0]):
            hint = (
                "A score of exactly 0 is a mistake too (<= 0, not < 0), or the machine would "
                "never start."
            )
            raise Wrong("A mistake has changed nothing.", example, hint)
        if not np.allclose(got, right):
            raise Wrong("A mistake has changed w in another way.", example, "It adds x to w.")
        got, right, example = tried([1, 0], [2, 1], 0)
        if np.allclose(got, [3, 1]):
            hint = "For the label 0 the point must be subtracted: let 0 count as -1."
            raise Wrong("A mistake on the label 0 has added x.", example, hint)
        if np.allclose(got, [1, 0]):
            hint = "y x is 0 · x, which is nothing: let the label 0 count as -1."
            raise Wrong("A mistake on the label 0 has changed nothing.", example, hint)
        got, right, example = tried([-1, 0], [2, 1], 0)
        if not np.allclose(got, right):
            hint = (
                "Here w·x = -2 is negative, as the label 0 wants it: no mistake. Does your test "
                "let 0 count as -1 too?"
            )
            raise Wrong("A point with the label 0 that was correct has changed w.", example, hint)
        rng = np.random.default_rng(0)
        for _ in range(50):
            w, x = rng.integers(-4, 5, size=(2, 3)).tolist()
            got, right, example = tried(w, x, int(rng.choice([0, 1])))
            if not np.allclose(got, right):
                raise Wrong("These weights are not the rule's.", example, "Work it out on paper.")
        return "Right. With labels -1 and +1 this one line is all that the machine knows."

    return checked("update", (update,), check)


def check_mistake_count(answer: Any) -> Result:
    """Check how many updates the machine makes on HAND_X, HAND_Y, from w = 0, in turn."""

    def check() -> str:
        machine = Perceptron(fit_intercept=False).fit(HAND_X, HAND_Y)
        right = len(machine.mistakes_)
        got = whole(answer)
        if got == right:
            w = describe(machine.coef_.astype(int))
            return f"Right: {right} updates, and the machine ends with w = {w}."
        first = Example("w = (0, 0), x = (-1, 2), y = +1: y w·x = 0", "", "an update")
        again = Example("x = (-1, 1) causes an update in epoch 1, and again in epoch 2")
        clean = Example("w = (2, 2), x = (-2, -2), y = -1: y w·x = 8", "", "no update")
        hints: dict[int, tuple[str, Example, str]] = {
            right - 1: ("One short.", first, "The first point counts too: a score of 0 is not "
                        "positive."),
            len({m.index for m in machine.mistakes_}): ("That is how many different points caused "
                        "an update.", again, "Count every update, also the second one at the same "
                        "point."),
            machine.n_epochs_ * len(HAND_X): ("That is how often a point was shown.", clean,
                        "Count only the times when w changed."),
            machine.n_epochs_: ("That is the number of epochs.", again, "Count the updates in "
                        "them."),
        }  # fmt: skip
        paper = (
            "Keep a table with a row for each point shown: x, y, y w·x, and w after it; go on "
            "until a whole epoch changes nothing."
        )
        raise Wrong(*hints.get(got, (f"It is not {got}.", first, paper)))

    return checked("mistake_count", (answer,), check)


def check_novikoff_by_hand(answer: Any) -> Result:
    """Check Novikoff's bound for BOUND_X, BOUND_Y and the separator BOUND_W."""

    def check() -> str:
        lengths = np.sqrt((BOUND_X**2).sum(axis=1))
        scores = BOUND_Y * (BOUND_X @ BOUND_W)
        distances = scores / sqrt(BOUND_W @ BOUND_W)
        R, gamma = lengths.max(), distances.min()
        got = number(answer)
        if isclose(got, (R / gamma) ** 2, rel_tol=1e-6):
            return f"Right: R = {R:g}, γ = {gamma:g}, so at most {(R / gamma) ** 2:g} updates."
        near = Example("x = (3, -1), y = +1: y w*·x / |w*| = 5 / 5 = 1")
        far = Example("x = (5, 0): its length is 5")
        hints = (
            (R / gamma, "That is R/γ.", None, "The bound is its square."),
            ((R / scores.min()) ** 2, "That margin is no distance.", near,
             "Divide by the length of w* too."),
            ((lengths.min() / gamma) ** 2, "That radius is too small.", far,
             "R is the length of the longest point, not the shortest."),
            ((R / distances.mean()) ** 2, "That margin is too large.", near,
             "The margin is the smallest of the distances, not their mean."),
            ((R / distances.max()) ** 2, "That margin is too large.", near,
             "The margin is the distance of the nearest point, not of the farthest."),
        )  # fmt: skip
        for value, message, example, hint in hints:
            if isclose(got, value, rel_tol=1e-2):
                raise Wrong(message, example, hint)
        raise Wrong(
            f"It is not {got:g}.",
            far,
            "Find R, the length of the longest point; then the distance y (w*·x) / |w*| of each "
            "point from the line, the smallest of which is γ.",
        )

    return checked("novikoff_by_hand", (answer,), check)


def _tangle(points: Floats, labels: Floats) -> str | None:
    """Return the fewest points that no line separates, as text, or None.

    Where no line separates points of the plane, four of them or fewer show it (Kirchberger).  The
    points are read as they are typed: 0.1 is one tenth.
    """
    for size in (2, 3, 4):
        for chosen in map(list, combinations(range(len(points)), size)):
            some = labels[chosen]
            if len(set(some)) == 2 and not separable_as_written(augment(points[chosen]), some):
                pairs = zip(points[chosen].tolist(), some, strict=True)
                return ", ".join(f"({_plain(x)}, {_plain(y)}) with {s:+g}" for (x, y), s in pairs)
    return None


def _plain(x: float) -> str:
    """Return a number with all its digits, and without the .0 of a whole one."""
    return np.format_float_positional(x, trim="-")


def check_many_updates(X: Any, y: Any) -> Result:
    """Check that at most 6 points in the plane, none beyond 10, cost 100 updates or more."""

    def check() -> str:
        points, labels = floats(X), floats(y)
        if points is None or labels is None:
            raise Wrong("X must be a list such as [[1, 2], [3, 4]], and y one of -1 and 1.")
        if points.ndim != 2 or points.shape[1] != 2:
            raise Wrong(f"X must hold points of the plane, shape (n, 2), got {points.shape}.")
        if labels.shape != (len(points),) or set(labels.tolist()) != {-1.0, 1.0}:
            raise Wrong("y must hold a label -1 or 1 for each point, and both must occur.")
        if len(points) > FEW_POINTS:
            raise Wrong(f"You use {len(points)} points; at most {FEW_POINTS} are allowed.")
        beyond = points[~(np.abs(points) <= LARGEST).all(axis=1)]
        if len(beyond):
            limits = f"[-{LARGEST}, {LARGEST}]"
            raise Wrong(f"A coordinate lies outside {limits}.", Example(describe(beyond[0])))
        if tangle := _tangle(points, labels):
            hint = "The updates would never end. Leave a gap, however narrow."
            raise Wrong("No line separates these points.", Example(tangle), hint)
        machine = Perceptron(max_epochs=ENOUGH).fit(points, labels)
        made = len(machine.mistakes_)
        if made < MANY:
            separator = widest_separator(augment(points), labels)
            assert separator is not None  # there was no tangle
            bound = (radius(augment(points)) / separator[1]) ** 2
            raise Wrong(
                f"The machine needs only {made} of {MANY} updates.",
                Example("(R/γ)² of your points", f"{bound:,.1f}", f"{MANY} at the very least"),
                "The bound leaves room for many when the margin is narrow: move two points of "
                "different classes closer together, far from the origin.",
            )
        least = "" if machine.converged_ else "more than "
        return f"Right: {len(points)} points, {least}{made:,} updates."

    return checked("many_updates", (X, y), check)


READ_W, READ_B, READ_X = np.array([2, -1]), 3, np.array([1, 4])  # the line to be read


def check_reading(side: Any, distance: Any) -> Result:
    """Check on which side of the line w·x + b = 0 the point READ_X lies, and how far from it."""

    def check() -> str:
        score = int(READ_W @ READ_X + READ_B)
        right = abs(score) / sqrt(READ_W @ READ_W)
        if whole(side) != np.sign(score):
            example = Example("s = 2 · 1 + (-1) · 4 + 3", describe(side), "its sign")
            raise Wrong("That is not its side.", example, "The side is the sign of the score.")
        got = number(distance)
        if isclose(got, right, rel_tol=0.01):
            return f"Right: the score is {score}, and 1/√5 = {right:.3f}."
        length = Example("w = (2, -1): its length is √(4 + 1)")
        hints = (
            (score, "That is the score.", "The distance is the score divided by the length of w."),
            (score / 5, "That is divided by the square of the length.",
             "The length of w is √5, not 5."),
            (score / 3, "That length is a sum of sides.",
             "Square the coordinates before you add them, and take the root."),
            (2 / sqrt(5), "That score lacks the bias.", "s = w·x + b, and b = 3."),
        )  # fmt: skip
        for value, message, hint in hints:
            if isclose(got, value, rel_tol=0.01):
                raise Wrong(message, length, hint)
        raise Wrong(f"It is not {got:g}.", length, "The distance is |w·x + b| / |w|.")

    return checked("reading", (side, distance), check)


# Points for the count: none of their pieces is narrow, so that 20,000 arrows fall into each.
PENTAGON = np.round(10 * np.array([[np.cos(k), np.sin(k)] for k in np.pi * np.arange(5) / 5]))
TRIPOD = np.array([[2, 0, 0], [0, 2, 0], [0, 0, 2], [-1, -1, -1]])
TWINS = np.array([[2, 1], [-4, -2], [0, 3]])


def check_cover(counted: Any) -> Result:
    """Check `counted(X)`: how many labelings of X a hyperplane through the origin separates."""

    def check() -> str:
        for X in (PENTAGON, TRIPOD, TWINS):
            right = count_separable_dichotomies(X)
            got = run(counted, X=X.astype(float))
            example = Example(call("counted", X=X.astype(int)), describe(got), str(right))
            if isinstance(got, bool) or not isinstance(got, int | float | np.number):
                hint = "Return how many different rows there are: their len."
                raise Wrong("counted must return a number.", example, hint)
            if got != right:
                raise Wrong("That is not the count.", example, _why_not(float(got), right, X))
        return "Right: 10, 14, and 4 where two points share a line through the origin."

    return checked("cover", (counted,), check)


def _why_not(got: float, right: int, X: Floats) -> str:
    """Return the hint for a count that is not right."""
    if got == 2 ** len(X):
        return "2^N counts all labelings, also those that no line separates."
    if X is TWINS:
        return "Two of these points share a line through the origin: no formula counts them."
    if got == right / 2:
        return "With each labeling its opposite counts too: are your arrows on all sides?"
    if got > right:
        return "Arrows that give the same row of signs count once: keep the signs, not the scores."
    return "Some labelings are missed: draw the arrows on all sides, and enough of them."


def check_five_points(answer: Any) -> Result:
    """Check how many labelings of 5 points of the plane a line anywhere can separate."""

    def check() -> str:
        got = whole(answer)
        right = cover_count(5, 3)
        if got == right:
            return f"Right: {right} of 32."
        crossed = Example("(0, 0) and (1, 1) with +1, (1, 0) and (0, 1) with -1, and a fifth point")
        beside = Example("all five points with the same label")
        hints: dict[int, tuple[str, Example, str]] = {
            32: ("These are all labelings.", crossed, "Which line separates this one?"),
            10: ("That many are separated by lines through the origin.", beside,
                 "A line that may stand anywhere is a plane through the origin of a space with "
                 "one dimension more."),
            right // 2: ("That is one half of them.", beside,
                 "Each line serves two labelings: exchange the labels of its sides."),
            30: ("That is one dimension too many.", crossed,
                 "A line in the plane becomes a plane in space: how many dimensions is that?"),
        }  # fmt: skip
        use = "Use C(N, d) with N = 5; which d fits a line that need not pass through the origin?"
        raise Wrong(*hints.get(got, (f"It is not {got}.", crossed, use)))

    return checked("five_points", (answer,), check)
