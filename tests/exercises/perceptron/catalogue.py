"""Answers to the exercises of chapter 1, right ones and typical wrong ones."""

from tests.exercises.case import Case, function

# What the chapter has imported before its exercises, without the figures that come with it.
IMPORTS = "import numpy as np\nfrom math import comb\nfrom mlmath.perceptron import Perceptron\n"


def update(*lines: str) -> str:
    """Return the code of an answer to the exercise on the rule."""
    return function("update(w, x, y)", *lines)


def reading(side: object, distance: object) -> str:
    """Return the code of an answer to the exercise on reading a line."""
    return f"side = {side}\ndistance = {distance}"


def counted(*lines: str) -> str:
    """Return the code of an answer to the exercise on counting labelings."""
    return "from math import comb\n\n\n" + function("counted(X)", *lines)


def points(X: object, y: object) -> str:
    """Return the code of an answer to the exercise on hard points."""
    return f"hard_X = {X}\nhard_y = {y}"


SIGN = "s = 2 * y - 1"
ARROWS = "w = np.random.default_rng(0).normal(size=(20_000, len(X[0])))"

RIGHT = [
    Case("count", "updates = 6", "6 updates"),
    Case("count", "updates = np.int64(6)", "6 updates"),
    Case("bound", "bound = 25", "at most 25 updates"),
    Case("bound", "bound = 25.0000001", "at most 25 updates"),
    Case("five", "separable = 22", "22 of 32"),
    Case("update", update(SIGN, "if s * (w @ x) <= 0:", "    w = w + s * x", "return w"), "Right"),
    Case("update", update("s = 1 if y else -1", "return w if s * (w @ x) > 0 else w + s * x"),
         "Right"),
    Case("reading", reading(1, "1 / 5**0.5"), "the score is 1"),
    Case("reading", reading("+1.0", "0.45"), "the score is 1"),
    Case("cover", counted(ARROWS, "return len(np.unique(w @ X.T > 0, axis=0))"), "Right"),
    Case("cover", counted(ARROWS, "return len({tuple(s) for s in np.sign(w @ X.T)})"), "Right"),
    Case("many", points([[10, 10], [9.8, 10]], [1, -1]), "2 points"),
    Case("many", points([[10, 10], [10, 9.9999]], [1, -1]), "more than"),
]  # fmt: skip

WRONG = [
    Case("count", "updates = 5", "The first point counts too"),
    Case("count", "updates = 3", "Count every update"),
    Case("count", "updates = 16", "That is how often a point was shown"),
    Case("count", "updates = 4", "That is the number of epochs"),
    Case("count", "updates = 11", "It is not 11."),
    Case("count", "updates = '6'", "A number is wanted here, got '6'."),
    Case("count", "updates = 2.5", "A whole number is wanted here, got 2.5."),
    Case("count", "updates = float('nan')", "A whole number is wanted here, got nan."),
    Case("bound", "bound = 5", "The bound is its square"),
    Case("bound", "bound = 1", "Divide by the length of w* too"),
    Case("bound", "bound = 10", "R is the length of the longest point"),
    Case("bound", "bound = 8.16", "not their mean"),
    Case("bound", "bound = 2.78", "not of the farthest"),
    Case("bound", "bound = 7", "It is not 7."),
    Case("bound", "bound = True", "A number is wanted here, got True."),
    Case("five", "separable = 32", "These are all labelings"),
    Case("five", "separable = 10", "lines through the origin"),
    Case("five", "separable = 11", "Each line serves two labelings"),
    Case("five", "separable = 30", "one dimension too many"),
    Case("five", "separable = 12", "It is not 12"),
    Case("update", update("return w + (2 * y - 1) * x"), "no mistake, so w stays"),
    Case("update", update(SIGN, "return w + s * x if s * (w @ x) < 0 else w"), "exactly 0"),
    Case("update", update("return w + y * x if y * (w @ x) <= 0 else w"), "which is nothing"),
    Case("update", update(SIGN, "return w + x if s * (w @ x) <= 0 else w"), "must be subtracted"),
    Case("update", update(SIGN, "return w + s * x if y * (w @ x) <= 0 else w"), "Does your test"),
    Case("update", update(SIGN, "return w + 2 * s * x if s * (w @ x) <= 0 else w"), "It adds x"),
    Case("update", update(SIGN, "if s * (w @ x) <= 0:", "    w += s * x", "return w"), "w += ..."),
    Case("update", update("w = w + y * x"), "End it with: return w"),
    Case("update", update("return 1.0"), "not a vector of weights"),
    Case("update", update("return 1 / 0"), "update stopped with an error"),
    Case("update", update("return update(w, x, y)"), "update stopped with an error"),
    Case("update", "update = lambda w, x: w", "stopped with an error"),
    Case("update", "update = 5", "This should be a function, but it is 5."),
    Case("reading", reading(-1, "1 / 5**0.5"), "the sign of the score"),
    Case("reading", reading(1, 1), "divided by the length of w"),
    Case("reading", reading(1, "1 / 5"), "The length of w is √5, not 5"),
    Case("reading", reading(1, "1 / 3"), "Square the coordinates"),
    Case("reading", reading(1, "2 / 5**0.5"), "lacks the bias"),
    Case("reading", reading(1, 7), "It is not 7."),
    Case("reading", reading("'left'", 7), "A number is wanted here, got 'left'."),
    Case("cover", counted("return 2 ** len(X)"), "2^N counts all labelings"),
    Case("cover", counted("return 2 * sum(comb(len(X) - 1, k) for k in range(len(X[0])))"),
         "no formula counts them"),
    Case("cover", counted(ARROWS, "return len(np.unique(np.abs(w) @ X.T > 0, axis=0))"),
         "Some labelings are missed"),
    Case("cover", counted(ARROWS, "return len(np.unique(w @ X.T > 0, axis=0)) // 2"),
         "are your arrows on all sides?"),
    Case("cover", counted(ARROWS, "return len(np.unique(w @ X.T, axis=0))"), "keep the signs"),
    Case("cover", counted(ARROWS, "return np.unique(w @ X.T > 0, axis=0)"), "their len"),
    Case("cover", counted("return float('nan')"), "Some labelings are missed"),
    Case("many", points([[1, 1], [-1, -1]], [1, -1]), "needs only 1 of 100 updates"),
    Case("many", points([[1, 1], [1, 1]], [1, -1]), "No line separates these points"),
    Case("many", points([[1, 1], [-1, 1]], [1, 1]), "both must occur"),
    Case("many", points([[1, 11], [-1, 1]], [1, -1]), "A coordinate lies outside"),
    Case("many", points([[1, 1]] * 7, [1] * 6 + [-1]), "at most 6 are allowed"),
    Case("many", points([1, 2], [1, -1]), "must hold points of the plane"),
    Case("many", points([["a", 1]], [1]), "X must be a list such as"),
]  # fmt: skip

STUBS = [
    Case("count", "updates = ...", "Not attempted yet"),
    Case("bound", "bound = ...", "Not attempted yet"),
    Case("five", "separable = ...", "Not attempted yet"),
    Case("update", update("return ..."), "Not attempted yet"),
    Case("update", update("..."), "Not attempted yet"),
    Case("update", update("new = ...", "return w + new"), "Not attempted yet"),
    Case("reading", reading("...", "..."), "Not attempted yet"),
    Case("reading", reading(1, "..."), "Not attempted yet"),
    Case("cover", counted("return ..."), "Not attempted yet"),
    Case("many", points("...", "..."), "Not attempted yet"),
    Case("many", points([[1, 1]], "..."), "Not attempted yet"),
]
