"""Answers to the exercises of chapter 2, right ones and typical wrong ones."""

from tests.exercises.case import Case, function

# What the chapter has imported before its exercises, without the figures that come with it.
IMPORTS = "import numpy as np\nfrom mlmath.boolean import gordan_alternative, truth_table\n"


def unit(weights: object, threshold: object) -> str:
    """Return the code of an answer to the exercise on a rule."""
    return f"unit_weights = {weights}\nthreshold = {threshold}"


def refute(*lines: str) -> str:
    """Return the code of an answer to the exercise on a machine that gives up."""
    return function("refute(points, labels)", *lines)


def units(*lines: str) -> str:
    """Return the code of an answer to the exercise on parity."""
    return function("parity_units(n)", *lines)


def score(*lines: str) -> str:
    """Return the code of an answer to the exercise on exactly one."""
    return function("score(x)", *lines)


SIGNED = "A = np.array([[y * a, y * b, y] for (a, b), y in zip(points, labels)])"
COUNTED = "k = np.arange(1, n + 1)"

RIGHT = [
    Case("xnor", "weights = [1, 1, 1, 1]", "add up to 0"),
    Case("xnor", "weights = np.full(4, 2.5)", "add up to 0"),
    Case("unit", unit([2, 1, 1], 2), "at all eight inputs"),
    Case("unit", unit([5, 3, 3], 4), "at all eight inputs"),
    Case(
        "refute",
        refute(
            SIGNED,
            "w, times, seen = np.zeros(3, int), [0] * len(A), {}",
            "while tuple(w) not in seen:",
            "    seen[tuple(w)] = before = list(times)",
            "    for i, a in enumerate(A):",
            "        if w @ a <= 0:",
            "            w = w + a",
            "            times[i] += 1",
            "    if times == before:",
            "        return None",
            "return [now - then for now, then in zip(times, seen[tuple(w)])]",
        ),
        "Right, for all 16 functions",
    ),
    Case("refute", refute(SIGNED, "return gordan_alternative(A).combination"), "Right, for all"),
    Case("parity", units(COUNTED, "return np.ones((n, n)), k, (-1) ** (k + 1)"), "Right, on every"),
    Case("parity", units(COUNTED, "return [[2] * n] * n, 2 * k, [(-1) ** j for j in range(n)]"),
         "Right, on every"),
    Case("exactly", score("return 0.5 - (x.sum() - 1) ** 2"), "of order 2"),
    Case("exactly", score("s = x.sum()", "return 2 * s - s * s"), "of order 2"),
]  # fmt: skip

WRONG = [
    Case("xnor", "weights = [1, 0, 0, 1]", "do not add up to nothing"),
    Case("xnor", "weights = [1, -1, -1, 1]", "A negative weight would turn"),
    Case("xnor", "weights = [0, 0, 0, 0]", "All weights are zero"),
    Case("xnor", "weights = [1, 1, 1]", "not a vector of weights"),
    Case("xnor", "weights = [1, 1, 1, float('inf')]", "must be numbers"),
    Case("unit", unit([1, 1, 1], 2), "x1 alone must reach"),
    Case("unit", unit([1, 1, 1], 1), "Neither x2 alone nor x3 alone"),
    Case("unit", unit([2, 1], 2), "not a vector of weights"),
    Case("unit", unit([2, 1, 1], "'two'"), "A number is wanted here"),
    Case("refute", refute("return None if sum(labels) else None"), "refute returned None"),
    Case("refute", refute("return [1] * len(points)"), "Here a line exists"),
    Case("refute", refute(SIGNED, "found = gordan_alternative(A)",
         "return None if found.combination is None else found.combination + 1"),
         "Count only the updates between"),
    Case("refute", refute("return points[5]"), "refute stopped with an error"),
    Case("refute", refute(SIGNED, "found = gordan_alternative(A)",
         "return None if found.combination is None else -found.combination"),
         "A negative weight would turn"),
    Case("parity", units(COUNTED, "return np.ones((n, n)), k - 1, (-1) ** (k + 1)"),
         "the parity of one input is wrong"),
    Case("parity", units(COUNTED, "return np.ones((n, n)), k"), "Return three things"),
    Case("parity", units(COUNTED, "return np.ones((1, n)), k, k"), "The shapes are wrong"),
    Case("exactly", score("return float(x.sum() == 1)"), "products of three inputs are in it"),
    Case("exactly", score("return x.sum()"), "Which polynomial in s is positive at 1"),
    Case("exactly", score("return x.sum() == 1"), "A number is wanted here"),
    Case("exactly", score("return x[9]"), "score stopped with an error"),
]  # fmt: skip

STUBS = [
    Case("xnor", "weights = ...", "Not attempted yet"),
    Case("unit", unit("...", "..."), "Not attempted yet"),
    Case("unit", unit([2, 1, 1], "..."), "Not attempted yet"),
    Case("refute", refute("return ..."), "Not attempted yet"),
    Case("parity", units("return ..."), "Not attempted yet"),
    Case("exactly", score("return ..."), "Not attempted yet"),
]
