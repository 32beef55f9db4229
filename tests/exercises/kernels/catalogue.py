"""Answers to the exercises of the chapter Kernels, right ones and typical wrong ones."""

from tests.exercises.case import Case, function

# What the page has imported before its exercises.
IMPORTS = "import numpy as np\n"


def distance(value: object) -> str:
    """Return the code of an answer to the exercise on a distance."""
    return f"squared_distance = {value}"


def score(counts: object, value: object, square: object = 12) -> str:
    """Return the code of an answer to the exercise on one round."""
    return f"counts_after = {counts}\nscore_of_two = {value}\nlength_squared = {square}"


def edge(w: object, b: object, pulls: object) -> str:
    """Return the code of an answer to the exercise on the widest margin."""
    return f"w = {w}\nb = {b}\nthree_pulls = {pulls}"


def pairs(*lines: str) -> str:
    """Return the code of an answer to the exercise on words."""
    return function("pairs(s, t)", *lines)


def centered(*lines: str) -> str:
    """Return the code of an answer to the exercise on the middle."""
    return function("centered(K)", *lines)


def waves(*lines: str) -> str:
    """Return the code of an answer to the exercise on waves."""
    return function("waves(N, error)", *lines)


BOTH = (
    "a = [s[i : i + 2] for i in range(len(s) - 1)]",
    "b = [t[i : i + 2] for i in range(len(t) - 1)]",
)
ROUND = "return 2 * int(np.ceil(4 * np.log(2 * P / 0.05) / error**2 / 2))"

RIGHT = [
    Case("distance", distance(18), "no lifted point"),
    Case("distance", distance("np.float64(18)"), "no lifted point"),
    Case("score", score([1, 1, 1], -8), "three mistakes"),
    Case("score", score("np.ones(3)", -8), "three mistakes"),
    Case("edge", edge(1, -1, [0.5, 0.5, 0]), "both ½"),
    Case("edge", edge("1.0", -1, "np.array([1, 1, 0]) / 2"), "both ½"),
    Case("pairs", pairs(*BOTH, "return sum(b.count(p) for p in a)"), "676"),
    Case("pairs", pairs(*BOTH, "return sum(p == q for p in a for q in b) + 0"), "676"),
    Case("centered", centered("m = K.mean(axis=0)", "return K - m - m[:, None] + K.mean()"),
         "kernel PCA"),
    Case("centered", centered("H = np.eye(len(K)) - 1 / len(K)", "return H @ K @ H"),
         "kernel PCA"),
    Case("waves", waves("P = N * (N - 1) / 2", ROUND), "does not come in"),
    Case("waves", waves("P = N * (N - 1) // 2", "D = 2",
                        "while np.sqrt(4 * np.log(2 * P / 0.05) / D) > error:", "    D += 2",
                        "return D"), "does not come in"),
]  # fmt: skip

WRONG = [
    Case("distance", distance("18**0.5"), "the distance itself"),
    Case("distance", distance(16), "the inner product of the two"),
    Case("distance", distance(2), "on the ground"),
    Case("distance", distance(34), "comes twice"),
    Case("distance", distance(50), "It is not 50"),
    Case("distance", distance("'far'"), "A number is wanted here"),
    Case("score", score([0, 1, 1], -8), "The first point is a mistake"),
    Case("score", score([1, 1, 0], -8), "The third point is a mistake, too"),
    Case("score", score([1, 2, 1], -8), "The counts are not these"),
    Case("score", score([1, 1], -8), "a list of three counts"),
    Case("score", score([1, 1, 1], 8), "The sign is wrong"),
    Case("score", score([1, 1, 1], 17), "after its own update"),
    Case("score", score([1, 1, 1], 1), "The score is not 1"),
    Case("score", score([1, 1, 1], -8, 30), "themselves only"),
    Case("score", score([1, 1, 1], -8, -4), "The square is not -4"),
    Case("edge", edge(-1, 1, [0.5, 0.5, 0]), "wrong side"),
    Case("edge", edge(2, -2, [0.5, 0.5, 0]), "The least lead is 2"),
    Case("edge", edge(2, -1, [0.5, 0.5, 0]), "A wider margin"),
    Case("edge", edge(1, -1, [0.5, 0.5]), "a list of three pulls"),
    Case("edge", edge(1, -1, [1, 0.5, 0]), "do not balance"),
    Case("edge", edge(1, -1, [-0.5, -0.5, 0]), "below zero"),
    Case("edge", edge(1, -1, [1, 1, 0]), "do not add up"),
    Case("edge", edge(1, -1, [0.2, 0, 0.2]), "beyond its edge"),
    Case("edge", edge("'far'", -1, [0.5, 0.5, 0]), "A number is wanted here"),
    Case("pairs", pairs(*BOTH, "return len(set(a) & set(b))"), "counted once only"),
    Case("pairs", pairs("return sum(s.count(c) * t.count(c) for c in set(s))"), "single letters"),
    Case("pairs", pairs(*BOTH, "return sum(p == q for p, q in zip(a, b))"), "at the same place"),
    Case("pairs", pairs("return len(s) * len(t)"), "not the inner product"),
    Case("centered", centered("return K - K.mean(axis=0)"), "Only one of the two points"),
    Case("centered", centered("m = K.mean(axis=0)", "return K - m - m[:, None]"),
         "term is missing"),
    Case("centered", centered("return K - K.mean()"), "Only the mean of all entries"),
    Case("centered", centered("K -= K.mean()", "return K"), "has changed"),
    Case("centered", centered("return K.mean(axis=0)"), "of the same shape"),
    Case("centered", centered("return 0 * K"), "not the table"),
    Case("waves", waves("P = N * (N - 1) / 2", "return 4 * np.log(2 * P / 0.05) // error**2 + 1"),
         "not an even number"),
    Case("waves", waves("P = N**2", ROUND), "counted twice"),
    Case("waves", waves("P = N", ROUND), "for N pairs"),
    Case("waves", waves("P = N * (N - 1) / 2", ROUND + " - 2"), "too few"),
    Case("waves", waves("return 100"), "not the least number"),
]  # fmt: skip

STUBS = [
    Case("distance", distance("..."), "Not attempted yet"),
    Case("score", score("...", "...", "..."), "Not attempted yet"),
    Case("edge", edge("...", "...", "..."), "Not attempted yet"),
    Case("pairs", pairs("..."), "Not attempted yet"),
    Case("centered", centered("..."), "Not attempted yet"),
    Case("waves", waves("..."), "Not attempted yet"),
]
