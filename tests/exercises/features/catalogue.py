"""Answers to the exercises of the page The geometry of features, right and typical wrong ones."""

from tests.exercises.case import Case, function

# What the page has imported before its exercises.
IMPORTS = "import numpy as np\n"


def angles(before: object, after: object) -> str:
    """Return the code of an answer to the exercise on angles."""
    return f"before = {before}\nafter = {after}"


def counts(dimension: object, factor: object) -> str:
    """Return the code of an answer to the exercise on counts."""
    return f"dimension_found = {dimension}\nfactor = {factor}"


def nearest(*end: str, which: str = "[1:3]") -> str:
    """Return the code of an estimate from squared distances; `end` follows."""
    return function(
        "two_nearest(X)",
        "D = ((X[:, None] - X) ** 2).sum(axis=2)",
        f"near = np.sort(D, axis=1)[:, {which[1:-1]}]",
        *end,
    )


def kept(*lines: str) -> str:
    """Return the code of an answer to the exercise on neighbors."""
    return function("kept(X, P, k)", *lines)


def lists(first: str, end: str) -> str:
    """Return the code that takes places `first` of both orders and ends so."""
    return kept(
        "shared = 0",
        "for i in range(len(X)):",
        "    a = np.argsort(((X - X[i]) ** 2).sum(axis=1))",
        "    b = np.argsort(((P - P[i]) ** 2).sum(axis=1))",
        f"    shared += sum(j in b[{first}] for j in a[{first}])",
        f"return {end}",
    )


LOGS = "logs = np.log(near[:, 1] / near[:, 0])"

RIGHT = [
    Case("angles", angles("32 / 40", "-3 / 5"), "Right: from 0.8 to −0.6"),
    Case("angles", angles(0.8, "np.float64(-0.6)"), "Right: from 0.8 to −0.6"),
    Case("counts", counts(3, "16 / 5"), "Right: dimension 3"),
    Case("counts", counts("np.log2(8)", 3.2), "Right: dimension 3"),
    Case("nearest", nearest(LOGS, "return 2 / np.mean(logs)"), "Right, for a street"),
    Case(
        "nearest",
        nearest("r = np.sqrt(near)", "return len(X) / np.log(r[:, 1] / r[:, 0]).sum()"),
        "Right, for a street",
    ),
    Case("kept", lists("1:k + 1", "shared / (k * len(X))"), "Right: all of them"),
]

WRONG = [
    Case("angles", angles(32, -0.6), "Divide by both lengths"),
    Case("angles", angles(1, -0.6), "with their signs"),
    Case("angles", angles(0.98, -0.6), "each squared length is 40"),
    Case("angles", angles(0.8, -1), "the third counts as well"),
    Case("angles", angles(0.8, 0.6), "Mind the sign"),
    Case("angles", angles(0.8, 0), "What is left of the first two?"),
    Case("angles", angles("'wide'", 0), "A number is wanted here"),
    Case("counts", counts(8, 3.2), "Which power of 2 is it?"),
    Case("counts", counts(2, 3.2), "how many times as many"),
    Case("counts", counts(5, 3.2), "72 is 9 times which power"),
    Case("counts", counts(3, 4), "The other term of c counts too"),
    Case("counts", counts(3, "5 / 16"), "asks for more dimensions"),
    Case("counts", counts(3, 2), "k is divided by c"),
    Case("nearest", nearest(LOGS, "return np.mean(logs) / 2"), "m is 1 over it"),
    Case("nearest", nearest(LOGS, "return 1 / np.mean(logs)"), "twice as large"),
    Case("nearest", nearest(LOGS, "return np.mean(2 / logs)"), "Take the mean of the"),
    Case(
        "nearest",
        nearest("logs = np.log2(near[:, 1] / near[:, 0])", "return 2 / np.mean(logs)"),
        "not that to base 2",
    ),
    Case("nearest", nearest(LOGS, "return 2 / np.mean(logs)", which="[2:4]"), "Leave out"),
    Case("nearest", function("two_nearest(X)", "return X[9, 9]"), "stopped with an error"),
    Case("kept", lists("1:k + 1", "shared / len(X)"), "Divide by k"),
    Case("kept", lists("1:k + 1", "shared / k"), "Divide by the number of points"),
    Case("kept", lists(":k", "shared / (k * len(X))"), "A point is not its own neighbor"),
    Case("kept", kept("return 0.5"), "count those in both"),
    Case("kept", kept("return X[k, 9]"), "kept stopped with an error"),
]

STUBS = [
    Case("angles", angles("...", "..."), "Not attempted yet"),
    Case("angles", angles(0.8, "..."), "Not attempted yet"),
    Case("counts", counts("...", "..."), "Not attempted yet"),
    Case("nearest", function("two_nearest(X)", "return ..."), "Not attempted yet"),
    Case("kept", kept("return ..."), "Not attempted yet"),
]
