"""Answers to the exercises of the page Least mean squares, right ones and typical wrong ones."""

from tests.exercises.case import Case, function

# What the page has imported before its exercises.
IMPORTS = "import numpy as np\n"


def step(weights: object, error: object) -> str:
    """Return the code of an answer to the exercise on one step."""
    return f"weights = {weights}\nerror_after = {error}"


def one(best: object, least: object) -> str:
    """Return the code of an answer to the exercise on a single weight."""
    return f"best = {best}\nleast = {least}"


def stretches(first: object, second: object, mu: object) -> str:
    """Return the code of an answer to the exercise on two directions."""
    return f"first = {first}\nsecond = {second}\nsettles_below = {mu}"


def share(*lines: str) -> str:
    """Return the code of an answer to the exercise on a share of the error."""
    return function("share_step(w, x, y, share)", *lines)


def paths(*lines: str) -> str:
    """Return the code of an answer to the exercise on the ways of a sound."""
    return function("learn_paths(source, heard, n, mu)", *lines)


GUARD = ("if not np.any(x):", "    return w")
LOOP = (
    "w = np.zeros(n)",
    "past = np.concatenate([np.zeros(n - 1), source])",
    "for k in range(len(source)):",
    "    x = past[k : k + n][::-1]",
)

RIGHT = [
    Case("step", step([5, 1], 10), "one half"),
    Case("step", step("np.array([5.0, 1.0])", 10.0), "one half"),
    Case("largest", "largest_mu = 2 / 36", "largest squared length"),
    Case("largest", "largest_mu = 0.0556", "largest squared length"),
    Case("weight", one(2, "11 / 3"), "balance"),
    Case("gentle", "gentle_mu = 0.2 / 9", "9μ = 0.2"),
    Case("gentle", "gentle_mu = 0.0222", "9μ = 0.2"),
    Case("stretches", stretches(5, 1, "2 / 5"), "the largest sets the bound"),
    Case("stretches", stretches(5.0, 1.0, 0.4), "the largest sets the bound"),
    Case("share", share(*GUARD, "return w + share * (y - w @ x) / (x @ x) * x"), "vanishes"),
    Case("share", share("n = np.sum(x * x) or 1", "return w + share / n * (y - sum(w * x)) * x"),
         "vanishes"),
    Case("paths", paths(*LOOP, "    w = w + mu * (heard[k] - w @ x) * x", "return w"), "learned"),
    Case("paths", paths(
        "w = [0] * n",
        "for k in range(len(source)):",
        "    x = [source[k - j] if k >= j else 0 for j in range(n)]",
        "    e = heard[k] - sum(a * b for a, b in zip(w, x))",
        "    w = [a + mu * e * b for a, b in zip(w, x)]",
        "return w",
    ), "learned"),
]  # fmt: skip

WRONG = [
    Case("step", step([3, 0], 10), "the perceptron's step"),
    Case("step", step([41, 19], 10), "μ is missing"),
    Case("step", step([-3, -3], 10), "The sign is wrong"),
    Case("step", step([5.2, 1.1], 10), "takes the target for the error"),
    Case("step", step([9, 3], 0), "not the weights after the step"),
    Case("step", step([5, 1], 20), "the error is not"),
    Case("largest", "largest_mu = 1 / 3", "squared length"),
    Case("largest", "largest_mu = 8 / 92", "On average only"),
    Case("largest", "largest_mu = 2 / 5", "the shortest input"),
    Case("largest", "largest_mu = 1 / 36", "One may go further"),
    Case("largest", "largest_mu = 2", "It is not 2."),
    Case("weight", one(2.5, 1), "mean of the ratios"),
    Case("weight", one("9 / 4", 1), "sum of the targets"),
    Case("weight", one(1, 1), "not lowest at 1"),
    Case("weight", one(2, 11), "the sum of the squares"),
    Case("weight", one(2, 3), "the mean squared error is not"),
    Case("gentle", "gentle_mu = 0.1 / 4", "the rule for small steps"),
    Case("gentle", "gentle_mu = 0.2", "the bound of the mean square"),
    Case("gentle", "gentle_mu = 0.2 / 8.8", "N in the law's lower part"),
    Case("gentle", "gentle_mu = 0.01", "not 0.1 at 0.01"),
    Case("stretches", stretches(1, 5, 0.4), "exchanged"),
    Case("stretches", stretches(5, -1, 0.4), "does not stretch (1, −1)"),
    Case("stretches", stretches(3, 1, 0.4), "does not stretch (1, 1)"),
    Case("stretches", stretches(5, 1, 2), "along (1, −1) only"),
    Case("stretches", stretches(5, 1, 0.2), "One may go further"),
    Case("stretches", stretches(5, 1, 1), "the bound is not 1"),
    Case("share", share("return w + share * (y - w @ x) * x"), "should be left"),
    Case("share", share(*GUARD, "return w + share * (y - w @ x) / np.sqrt(x @ x) * x"),
         "Which μ makes"),
    Case("share", share(*GUARD, "return w + share * (y - w @ x) / abs(x).sum() * np.sign(x)"),
         "does not go along the sample"),
    Case("share", share("w += share * (y - w @ x) / (x @ x) * x", "return w"), "have changed"),
    Case("share", share("with np.errstate(invalid='ignore', divide='ignore'):",
                        "    return w + share * (y - w @ x) / (x @ x) * x"),
         "no squared length to divide by"),
    Case("paths", paths(*LOOP, "    w = w + 2 * mu * (heard[k] - w @ x) * x", "return w"),
         "twice as large"),
    Case("paths", paths(
        "w = np.zeros(n)",
        "for k in range(n - 1, len(source)):",
        "    x = np.array(source[k - n + 1 : k + 1])[::-1]",
        "    w = w + mu * (heard[k] - w @ x) * x",
        "return w",
    ), "The first samples are left out"),
    Case("paths", paths(
        LOOP[0], LOOP[1], LOOP[2], "    x = past[k : k + n]",
        "    w = w + mu * (heard[k] - w @ x) * x", "return w",
    ), "wrong order"),
    Case("paths", paths(*LOOP, "    w = w - mu * (heard[k] - w @ x) * x", "return w"),
         "not the weights after the last sample"),
]  # fmt: skip

STUBS = [
    Case("step", step("...", "..."), "Not attempted yet"),
    Case("largest", "largest_mu = ...", "Not attempted yet"),
    Case("weight", one("...", "..."), "Not attempted yet"),
    Case("gentle", "gentle_mu = ...", "Not attempted yet"),
    Case("stretches", stretches("...", "...", "..."), "Not attempted yet"),
    Case("share", share("return ..."), "Not attempted yet"),
    Case("paths", paths("..."), "Not attempted yet"),
]
