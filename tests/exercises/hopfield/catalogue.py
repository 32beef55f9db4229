"""Answers to the exercises of the page Networks that remember, right and typical wrong ones."""

from tests.exercises.case import Case, function

# What the page has imported before its exercises.
IMPORTS = "import numpy as np\nfrom itertools import product\n"


def store(weights: object, change: object) -> str:
    """Return the code of an answer to the exercise on two patterns."""
    return f"six_weights = {weights}\nchange = {change}"


def rivals(start: object, resting: object) -> str:
    """Return the code of an answer to the exercise on three rivals."""
    return f"start = {start}\nat_rest = {resting}"


def load(alpha: object, memories: object) -> str:
    """Return the code of an answer to the exercise on one bit in a thousand."""
    return f"one_in_a_thousand = {alpha}\nof_400 = {memories}"


def change(*lines: str) -> str:
    """Return the code of an answer to the exercise on the change of the energy."""
    return function("energy_change(W, s, i)", *lines)


def resting(*lines: str) -> str:
    """Return the code of an answer to the exercise on states at rest."""
    return function("resting(W)", *lines)


def complete(*lines: str) -> str:
    """Return the code of an answer to the exercise on parts and wholes."""
    return function("complete(X, part, known, beta)", *lines)


SIX = "[0, -2, 0, 0, 2, 0]"
OTHERS = ("n = len(s)", "others = [j for j in range(n) if j != i]")
LOOP = ("found = 0", "for t in product((-1, 1), repeat=len(W)):", "    s = np.array(t)")
SOFT = ("e = np.exp(scores - scores.max())", "return X @ (e / e.sum())")

RIGHT = [
    Case("store", store(SIX, -4), "twice that is the change"),
    Case("store", store("np.array([0, -2, 0, 0, 2, 0])", -4.0), "twice that is the change"),
    Case("rivals", rivals("[1, 1, 1]", 6), "a lone neuron"),
    Case("rivals", rivals("(-1, -1, -1)", 6), "a lone neuron"),
    Case("load", load("1 / 3.09**2", 42), "3.09 spreads make 1"),
    Case("load", load(0.105, 42.0), "3.09 spreads make 1"),
    Case("change", change(*OTHERS, "return s[i] * sum((W[i, j] + W[j, i]) * s[j] for j in others)"),
         "for any weights"),
    Case("change", change("both = W[i] @ s + W[:, i] @ s",
                          "return s[i] * both - 2 * W[i, i]"), "for any weights"),
    Case("resting", resting(*LOOP, "    if (s * (W @ s) >= 0).all():", "        found += 1",
                            "return found"), "every valley"),
    Case("complete", complete("scores = beta * (X[known].T @ part[known])", *SOFT), "the whole"),
    Case("complete", complete("seen = np.where(known, part, 0)", "scores = beta * (X.T @ seen)",
                              *SOFT), "the whole"),
]  # fmt: skip

WRONG = [
    Case("store", store("[0, 2, 0, 0, -2, 0]", -4), "All signs are reversed"),
    Case("store", store("[1, -1, 1, -1, 1, -1]", -4), "Only the first pattern"),
    Case("store", store("[0, -0.5, 0, 0, 0.5, 0]", -1), "divided by N"),
    Case("store", store("[0, -2, 0, 2, 2, 0]", -4), "between 2 and 3"),
    Case("store", store("[0, -2, 0, 0, -2, 0]", -4), "between 2 and 4"),
    Case("store", store(SIX, -2), "That is the field of neuron 3"),
    Case("store", store(SIX, 4), "the other way"),
    Case("store", store(SIX, 0), "the change of the energy is not"),
    Case("rivals", rivals("[1, 1, -1]", 6), "comes to rest"),
    Case("rivals", rivals("[0, 1, 1]", 6), "only −1 and +1"),
    Case("rivals", rivals("[1, 1, 1]", 2), "not at rest"),
    Case("rivals", rivals("[1, 1, 1]", 3), "Only half"),
    Case("rivals", rivals("[1, 1, 1]", 8), "It is not 8"),
    Case("load", load("1 / 3.09", 129), "the spread"),
    Case("load", load("3.09**2", 3819), "upside down"),
    Case("load", load(0.138, 55), "not the load"),
    Case("load", load(0.105, 41), "the number of memories is not"),
    Case("change", change("return -2 * s[i] * (W[i] @ s)"), "The sign is wrong"),
    Case("change", change("return s[i] * (W[i] @ s)"), "half of it"),
    Case("change", change("return 2 * s[i] * (W[i] @ s)"), "weight to itself is counted"),
    Case("change", change("return 2 * s[i] * (W[i] @ s) - 2 * W[i, i]"), "needs symmetric weights"),
    Case("change", change("old = -s @ W @ s / 2", "s[i] = -s[i]", "return -s @ W @ s / 2 - old"),
         "has changed"),
    Case("change", change("return 0"), "Collect the terms"),
    Case("resting", resting(*LOOP, "    if (s * (W @ s) > 0).all():", "        found += 1",
                            "return found"), "zero field"),
    Case("resting", resting(*LOOP, "    if not (s * (W @ s) >= 0).all():", "        found += 1",
                            "return found"), "that do change"),
    Case("resting", resting(*LOOP, "    if (s * (W @ s) >= 0).any():", "        found += 1",
                            "return found"), "Every neuron must be at rest"),
    Case("resting", resting("found = 0", "for t in product((-1, 1), repeat=len(W)):",
                            "    s = np.array(t)", "    if s[0] > 0 and (s * (W @ s) >= 0).all():",
                            "        found += 1", "return found"), "Half of them"),
    Case("resting", resting("return 0"), "not the number of states"),
    Case("complete", complete("scores = beta * (X.T @ part)", *SOFT), "Unknown numbers"),
    Case("complete", complete("scores = X[known].T @ part[known]", *SOFT), "sharpness is missing"),
    Case("complete", complete("scores = X[known].T @ part[known]", "return X[:, scores.argmax()]"),
         "the best memory alone"),
    Case("complete", complete("scores = X[known].T @ part[known]", "return X @ scores"),
         "not shares"),
    Case("complete", complete("return part"), "not the mixture"),
]  # fmt: skip

STUBS = [
    Case("store", store("...", "..."), "Not attempted yet"),
    Case("rivals", rivals("...", "..."), "Not attempted yet"),
    Case("load", load("...", "..."), "Not attempted yet"),
    Case("change", change("..."), "Not attempted yet"),
    Case("resting", resting("..."), "Not attempted yet"),
    Case("complete", complete("..."), "Not attempted yet"),
]
