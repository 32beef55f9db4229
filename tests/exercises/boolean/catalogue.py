"""Answers to the exercises of chapter 2, right ones and typical wrong ones."""

from tests.exercises.case import Case, function

# What the chapter has imported before its exercises, without the figures that come with it.
IMPORTS = (
    "from itertools import product\nimport numpy as np\n"
    "from mlmath.boolean import crossing, truth_table\n"
)


def unit(weights: object, threshold: object) -> str:
    """Return the code of an answer to the exercise on a rule."""
    return f"unit_weights = {weights}\nthreshold = {threshold}"


def refute(*lines: str) -> str:
    """Return the code of an answer to the exercise on four inputs that refute a unit."""
    return function("refute(outputs)", *lines)


def units(*lines: str) -> str:
    """Return the code of an answer to the exercise on parity."""
    return function("parity_units(n)", *lines)


def score(*lines: str) -> str:
    """Return the code of an answer to the exercise on exactly one."""
    return function("score(x)", *lines)


X = "X = [(i // 4, i // 2 % 2, i % 2) for i in range(8)]"
PAIRED = (
    "def pairs(f):",
    "    on = [i for i in range(8) if outputs[i] == f]",
    "    return [(i, j) for i in on for j in on if i < j]",
    "def total(i, j):",
    "    return [u + v for u, v in zip(X[i], X[j])]",
)
COUNTED = "k = np.arange(1, n + 1)"

RIGHT = [
    Case("line", "counts = [1, 3, 2]", "add up to nothing"),
    Case("line", "counts = np.array([0.5, 1.5, 1])", "add up to nothing"),
    Case("unit", unit([2, 1, 1], 2), "at all eight inputs"),
    Case("unit", unit([5, 3, 3], 4), "at all eight inputs"),
    Case("refute", refute(
        X, *PAIRED,
        "for a, b in pairs(1):",
        "    for c, d in pairs(0):",
        "        if total(a, b) == total(c, d):",
        "            return [a, b, c, d]",
        "return None",
    ), "Right, for all 256"),
    Case("refute", refute("return crossing(outputs)"), "Right, for all 256"),
    Case("parity", units(COUNTED, "return np.ones((n, n)), k, (-1) ** (k + 1)"), "Right, on every"),
    Case("parity", units(COUNTED, "return [[2] * n] * n, 2 * k, [(-1) ** j for j in range(n)]"),
         "Right, on every"),
    Case("exactly", score("return 0.5 - (x.sum() - 1) ** 2"), "of order 2"),
    Case("exactly", score("s = x.sum()", "return 2 * s - s * s"), "of order 2"),
]  # fmt: skip

WRONG = [
    Case("line", "counts = [1, 2, 1]", "do not add up to nothing"),
    Case("line", "counts = [1, -3, 2]", "A negative count would turn"),
    Case("line", "counts = [0, 0, 0]", "All counts are zero"),
    Case("line", "counts = [1, 3]", "not a list of three counts"),
    Case("line", "counts = [1, 3, float('inf')]", "must be numbers"),
    Case("unit", unit([1, 1, 1], 2), "x1 alone must reach"),
    Case("unit", unit([1, 1, 1], 1), "Neither x2 alone nor x3 alone"),
    Case("unit", unit([2, 1], 2), "not a vector of weights"),
    Case("unit", unit([2, 1, 1], "'two'"), "A number is wanted here"),
    Case("refute", refute("return None if sum(outputs) else None"), "refute returned None"),
    Case("refute", refute("return [1, 2, 0, 3]"), "Here a unit computes the function"),
    Case("refute", refute("found = crossing(outputs)", "return found and found[::-1]"),
         "the first two must give 1"),
    Case("refute", refute(
        "on = [i for i in range(8) if outputs[i]]", "off = [i for i in range(8) if not outputs[i]]",
        "return crossing(outputs) and [*on[:2], *off[:2]]",
    ), "different sums"),
    Case("refute", refute("return crossing(outputs) and [1, 2, 0, 9]"), "each from 0 to 7"),
    Case("refute", refute("return outputs[9]"), "refute stopped with an error"),
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
    Case("line", "counts = ...", "Not attempted yet"),
    Case("unit", unit("...", "..."), "Not attempted yet"),
    Case("unit", unit([2, 1, 1], "..."), "Not attempted yet"),
    Case("refute", refute("return ..."), "Not attempted yet"),
    Case("parity", units("return ..."), "Not attempted yet"),
    Case("exactly", score("return ..."), "Not attempted yet"),
]
