"""The theorems of the toolbox page Calculus and downhill: level and lowest, descent, rate."""

from mlmath.theorems.calculus.descent import DESCENT, DESCENT_PREMISES, descent
from mlmath.theorems.calculus.rate import RATE, RATE_PREMISES, rate
from mlmath.theorems.calculus.stationary import STATIONARY, STATIONARY_PREMISES, stationary

THEOREMS = {"stationary": STATIONARY, "descent": DESCENT, "rate": RATE}

__all__ = [
    "DESCENT_PREMISES",
    "RATE_PREMISES",
    "STATIONARY_PREMISES",
    "THEOREMS",
    "descent",
    "rate",
    "stationary",
]
