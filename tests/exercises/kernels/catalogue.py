"""Answers to the exercises of the page Kernels, right ones and typical wrong ones."""

from tests.exercises.case import Case, function

# What the page has imported before its exercises.
IMPORTS = "import numpy as np\n"

RIGHT = [
    Case("least", "least = 14", "9, 1 and 4"),
    Case("least", "least = np.float64(14)", "9, 1 and 4"),
    Case("center", function("center(x)", "return np.mean(x)"), "Right"),
    Case("center", function("center(x)", "return sum(x) / len(x)"), "Right"),
]

WRONG = [
    Case("least", "least = 3", "That is the mean."),
    Case("least", "least = 0", "Square them first."),
    Case("least", "least = 15", "What is the mean"),
    Case("least", "least = 'many'", "A number is wanted here"),
    Case("center", function("center(x)", "return np.median(x)"), "This is the median."),
    Case("center", function("center(x)", "return max(x)"), "Use the theorem."),
    Case("center", function("center(x)", "return 1 / 0"), "stopped with an error"),
]

STUBS = [
    Case("least", "least = ...", "Not attempted yet"),
    Case("center", function("center(x)", "return ..."), "Not attempted yet"),
]
