"""The theorems of the toolbox page Numbers in a machine: sums, small steps, the shifted softmax."""

from mlmath.theorems.numbers.softmax import SOFTMAX, SOFTMAX_PREMISES, softmax
from mlmath.theorems.numbers.steps import STEPS, STEPS_PREMISES, steps
from mlmath.theorems.numbers.summation import SUMMATION, SUMMATION_PREMISES, summation

THEOREMS = {"summation": SUMMATION, "softmax": SOFTMAX, "steps": STEPS}

__all__ = [
    "SOFTMAX_PREMISES",
    "STEPS_PREMISES",
    "SUMMATION_PREMISES",
    "THEOREMS",
    "softmax",
    "steps",
    "summation",
]
