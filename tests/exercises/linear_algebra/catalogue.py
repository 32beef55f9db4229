"""Answers to the exercises of the page Linear algebra, right ones and typical wrong ones."""

from tests.exercises.case import Case, function

# What the page has imported before its exercises, without the figures that come with it.
IMPORTS = "import numpy as np\n"


def worst(b: object, db: object) -> str:
    """Return the code of an answer to the exercise on the worst right-hand side."""
    return f"b = {b}\ndb = {db}"


def line(*lines: str) -> str:
    """Return the code of an answer to the exercise on the line."""
    return function("line(t, b)", *lines)


def stretch(*lines: str) -> str:
    """Return the code of an answer to the exercise on the largest stretch."""
    return function("stretch(A)", *lines)


COLUMNS = "A = np.column_stack([np.ones(len(t)), t])"
POWER = (
    "x = np.ones(A.shape[1]) + np.arange(A.shape[1]) / 10",
    "for _ in range(300):",
    "    x = A.T @ A @ x",
    "    x = x / np.sqrt(x @ x)",
)

RIGHT = [
    Case("right-angle", "arrow = [2, -2, 1]", "both products are 0"),
    Case("right-angle", "arrow = np.array([-4, 4, -2])", "both products are 0"),
    Case("worst", worst([1, -2], [2, 1]), "by 3/2"),
    Case("worst", worst("(-2, 4)", "np.array([0.02, 0.01])"), "by 3/2"),
    Case("line", line(COLUMNS, "return np.linalg.solve(A.T @ A, A.T @ b)"), "no other line"),
    Case(
        "line",
        line(
            "dt, db = t - t.mean(), b - b.mean()",
            "s = dt @ db / (dt @ dt)",
            "return b.mean() - s * t.mean(), s",
        ),
        "no other line",
    ),
    Case("stretch", stretch(*POWER, "return np.sqrt((A @ x) @ (A @ x))"), "Right, for square"),
    Case("stretch", stretch("return np.linalg.norm(A, 2)"), "Right, for square"),
]

WRONG = [
    Case("right-angle", "arrow = [2, -1, 0]", "at no right angle to (2, 1, −2)"),
    Case("right-angle", "arrow = [0, 2, 1]", "at no right angle to (1, 2, 2)"),
    Case("right-angle", "arrow = [0, 0, 0]", "The arrow zero is too easy"),
    Case("right-angle", "arrow = [1, -1, 0.5]", "Whole numbers are wanted"),
    Case("right-angle", "arrow = [2, -2]", "3 numbers are wanted"),
    Case("worst", worst([2, 1], [1, -2]), "Exchange the two"),
    Case("worst", worst([1, 0], [0, 1]), "not magnified as much"),
    Case("worst", worst([0, 0], [0, 1]), "b must not be zero"),
    Case("worst", worst([1, -2], 3), "2 numbers are wanted"),
    Case("line", line(COLUMNS, "return np.linalg.solve(A.T @ A, A.T @ b)[::-1]"), "exchanged"),
    Case("line", line("return 0, t @ b / (t @ t)"), "do not add up to zero"),
    Case("line", line("return b.mean(), 0"), "at no right angle to t"),
    Case("line", line("return t @ b"), "2 numbers are wanted"),
    Case("line", line("return b[99]"), "line stopped with an error"),
    Case("stretch", stretch(*POWER, "return (A @ x) @ (A @ x)"), "the square of the stretch"),
    Case("stretch", stretch("return np.abs(A).max()"), "Some arrow of length 1"),
    Case(
        "stretch",
        stretch("return np.abs(np.linalg.eigvals(A)).max()"),
        "This matrix doubles (0, 1)",
    ),
    Case("stretch", stretch("return A"), "A number is wanted"),
]

STUBS = [
    Case("right-angle", "arrow = ...", "Not attempted yet"),
    Case("worst", worst("...", "..."), "Not attempted yet"),
    Case("line", line("return ..."), "Not attempted yet"),
    Case("stretch", stretch("return ..."), "Not attempted yet"),
]
