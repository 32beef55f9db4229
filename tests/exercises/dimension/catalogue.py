"""Answers to the exercises of The curse of dimensionality, right ones and typical wrong ones."""

from tests.exercises.case import Case, function

# What the page has imported before its exercises.
IMPORTS = "import numpy as np\nfrom mlmath.dimension import PCA\n"


def six(mean: object, deviation: object, d: object) -> str:
    """Return the code of an answer to the exercise on coordinates of 1 and 3."""
    return f"mean_one = {mean}\ndeviation_one = {deviation}\nd_tenth = {d}"


def direction(u: object, share: object) -> str:
    """Return the code of an answer to the exercise on four points."""
    return f"direction = {u}\nshare = {share}"


def nearest(*lines: str) -> str:
    """Return the code of an answer to the exercise on the nearest neighbor."""
    return function("nearest(X, y, query)", *lines)


def keeps(*lines: str) -> str:
    """Return the code of an answer to the exercise on the number of directions."""
    return function("keeps(X, share)", *lines)


COUNT = (
    "wanted = (share - 1e-9) * values.sum()",
    "total, count = 0, 0",
    "while total < wanted:",
    "    count += 1",
)
CENTERED = ("Y = X - X.mean(axis=0)", "values, _ = np.linalg.eigh(Y.T @ Y)")

RIGHT = [
    Case("six", six(5, 4, 100), "both values are 4"),
    Case("six", six(5.0, "np.std([1, 9])", 100.0), "both values are 4"),
    Case("direction", direction([1, 1], 0.8), "32 of 40"),
    Case("direction", direction("np.array([-2.0, -2.0])", "32 / 40"), "32 of 40"),
    Case("rarely", "d_rare = 2500", "a tenth"),
    Case("threshold", "samples = 1600", "one half"),
    Case("threshold", "samples = 1601", "one half"),
    Case("nearest", nearest(
        "D = np.linalg.norm(X - query, axis=1)", "return y[D.argmin()]"
    ), "oldest rule"),
    Case("nearest", nearest(
        "best = 0",
        "for i in range(len(X)):",
        "    if sum((X[i] - query) ** 2) < sum((X[best] - query) ** 2):",
        "        best = i",
        "return str(y[best])",
    ), "oldest rule"),
    Case("keeps", keeps(*CENTERED, *COUNT, "    total += values[-count]", "return count"),
         "largest first"),
    Case("keeps", keeps(
        "kept = np.cumsum(PCA().fit(X).explained_variance_ratio_)",
        "return int((kept < share - 1e-9).sum()) + 1",
    ), "largest first"),
]  # fmt: skip

WRONG = [
    Case("six", six(4, 4, 100), "the square of the mean"),
    Case("six", six(3, 4, 100), "The mean is not 3"),
    Case("six", six(5, 16, 100), "the variance"),
    Case("six", six(5, 2, 100), "The deviation is not 2"),
    Case("six", six(5, 4, 10), "too few"),
    Case("six", six(5, 4, 1000), "not d = 1000"),
    Case("direction", direction([1, -1], 0.2), "Another direction keeps more"),
    Case("direction", direction([3, 1], 0.8), "Another direction keeps more"),
    Case("direction", direction([0, 0], 0.8), "no direction"),
    Case("direction", direction([1, 1, 1], 0.8), "not a direction"),
    Case("direction", direction([1, 1], 32), "not which share"),
    Case("direction", direction([1, 1], 0.2), "the share it loses"),
    Case("direction", direction([1, 1], 0.5), "the share is not"),
    Case("rarely", "d_rare = 500", "not squared"),
    Case("rarely", "d_rare = 5000", "takes v for 1/d"),
    Case("rarely", "d_rare = 250", "There the bound is 1"),
    Case("rarely", "d_rare = 125", "Where are the 20 points"),
    Case("rarely", "d_rare = 1000", "not 0.1 at 1000"),
    Case("threshold", "samples = 100", "upside down"),
    Case("threshold", "samples = 800", "the root is missing"),
    Case("threshold", "samples = 178", "Where is the 1"),
    Case("threshold", "samples = 400", "It is not 400"),
    Case("nearest", nearest(
        "D = np.linalg.norm(X - query, axis=1)", "return D.argmin()"
    ), "a place in the list"),
    Case("nearest", nearest(
        "D = np.linalg.norm(X - query, axis=1)", "return y[D.argmax()]"
    ), "smallest distance"),
    Case("nearest", nearest("D = np.abs(X - query).sum(axis=1)", "return y[D.argmin()]"),
         "roots of sums of squares"),
    Case("nearest", nearest("D = ((X - query) ** 3).sum(axis=1)", "return y[D.argmin()]"),
         "smallest distance"),
    Case("nearest", nearest(
        "D = np.linalg.norm(X - query, axis=1)",
        "return y[len(D) - 1 - D[::-1].argmin()]",
    ), "the first counts"),
    Case("keeps", keeps(
        "values, _ = np.linalg.eigh(X.T @ X)", *COUNT, "    total += values[-count]", "return count"
    ), "a far cloud seems to have one direction"),
    Case("keeps", keeps(*CENTERED, *COUNT, "    total += values[count - 1]", "return count"),
         "smallest first"),
    Case("keeps", keeps(
        "kept = np.cumsum(PCA().fit(X).explained_variance_ratio_)",
        "return int((kept < share - 1e-9).sum())",
    ), "one too few"),
    Case("keeps", keeps(
        "kept = np.cumsum(PCA().fit(X).explained_variance_ratio_)",
        "return int((kept <= share + 1e-9).sum()) + 1",
    ), "one too many"),
]  # fmt: skip

STUBS = [
    Case("six", six("...", "...", "..."), "Not attempted yet"),
    Case("direction", direction("...", "..."), "Not attempted yet"),
    Case("rarely", "d_rare = ...", "Not attempted yet"),
    Case("threshold", "samples = ...", "Not attempted yet"),
    Case("nearest", nearest("..."), "Not attempted yet"),
    Case("keeps", keeps("..."), "Not attempted yet"),
]
