"""Answers to the exercises of the page Numbers in a machine, right ones and typical wrong ones."""

from tests.exercises.case import Case, function

# What the page has imported before its exercises.
IMPORTS = "import numpy as np\n"


def last(ones: object, threes: object) -> str:
    """Return the code of an answer to the exercise on counting."""
    return f"by_ones = {ones}\nby_threes = {threes}"


def softplus(expression: str) -> str:
    """Return the code of an answer to the exercise on a logarithm of a sum."""
    return function("softplus(x)", f"return {expression}")


def roots(*lines: str) -> str:
    """Return the code of an answer to the exercise on both roots."""
    return function("roots(b)", *lines)


LARGE = "large = b + np.sqrt(b * b - 1)"
SQUARE, SAFE = "square = (b - 1) * (b + 1)", "large = b + np.sqrt(square)"

RIGHT = [
    Case("bits", "value = -5.5", "−2² · 1.375"),
    Case("bits", "value = np.float16(-5.5)", "−2² · 1.375"),
    Case("last", last(256, 1024), "where it is 8"),
    Case("last", last("2**8", "2.0**10"), "where it is 8"),
    Case("softplus", softplus("max(x, 0) + np.log1p(np.exp(-abs(x)))"), "Right"),
    Case("softplus", softplus("np.logaddexp(0, x)"), "Right"),
    Case("roots", roots(LARGE, "return 1 / large, large"), "nothing cancels"),
    Case("roots", roots(SQUARE, SAFE, "return 1 / large, large"), "nothing cancels"),
    Case("roots", roots(LARGE, "return np.array([1 / large, large])"), "nothing cancels"),
]

WRONG = [
    Case("bits", "value = 5.5", "The first bit is 1."),
    Case("bits", "value = -1.375", "What does the exponent do?"),
    Case("bits", "value = -4.375", "multiplies all of it"),
    Case("bits", "value = -1.5", "A 1 stands before the fraction"),
    Case("bits", "value = -2.75", "it is 16 + 1"),
    Case("bits", "value = 7", "Sign, then 2"),
    Case("bits", "value = 'a'", "A number is wanted here"),
    Case("last", last(2048, 1024), "That is float16"),
    Case("last", last(128, 1024), "129 is one of them"),
    Case("last", last(257, 1024), "Which one has the 0 at its end?"),
    Case("last", last(65504, 1024), "begin to be 2 apart"),
    Case("last", last(256, 768), "less than half a gap"),
    Case("last", last(256, 512), "is rounded to 4"),
    Case("last", last(256, 256), "the count goes on"),
    Case("softplus", softplus("np.inf if x > 500 else np.log1p(np.exp(x))"), "It overflows."),
    Case("softplus", softplus("x[0]"), "stopped with an error"),
    Case("softplus", softplus("np.log(1 + np.exp(min(x, 700)))"), "np.log1p"),
    Case("softplus", softplus("max(x, 0) + np.log(1 + np.exp(-abs(x)))"), "np.log1p"),
    Case("softplus", softplus("max(x, 0)"), "the log-sum-exp of the scores 0 and x"),
    Case("roots", roots(LARGE, "return 2 * b - large, large"), "Do not subtract"),
    Case("roots", roots(LARGE, "return large, 1 / large"), "The smaller root comes first."),
    Case("roots", roots("return 0, 2 * b"), "Not these."),
    Case("roots", roots("return b"), "Two numbers are wanted: the smaller"),
    Case("roots", roots("return 1, 2, 3"), "Two numbers are wanted, got 3"),
    Case("roots", roots("return b[0]"), "stopped with an error"),
]

STUBS = [
    Case("bits", "value = ...", "Not attempted yet"),
    Case("last", last("...", "..."), "Not attempted yet"),
    Case("last", last(256, "..."), "Not attempted yet"),
    Case("softplus", softplus("..."), "Not attempted yet"),
    Case("roots", roots("return ..."), "Not attempted yet"),
]
