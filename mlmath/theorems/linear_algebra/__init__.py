"""The theorems of the page Linear algebra: Cauchy-Schwarz, rank plus nullity, condition number."""

from mlmath.theorems.linear_algebra.cauchy import CAUCHY, CAUCHY_PREMISES, cauchy
from mlmath.theorems.linear_algebra.condition import CONDITION, CONDITION_PREMISES, condition
from mlmath.theorems.linear_algebra.nullity import NULLITY, NULLITY_PREMISES, nullity

THEOREMS = {"cauchy": CAUCHY, "nullity": NULLITY, "condition": CONDITION}

__all__ = [
    "CAUCHY_PREMISES",
    "CONDITION_PREMISES",
    "NULLITY_PREMISES",
    "THEOREMS",
    "cauchy",
    "condition",
    "nullity",
]
