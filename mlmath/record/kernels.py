"""The results that the page Kernels reproduces."""

from mlmath.kernels.spread import mean, spread
from mlmath.record import Measured, Result


def by_hand() -> Measured:
    """Compute the spread of the numbers that the page works on paper."""
    found = spread([1, 2, 6], mean([1, 2, 6]))
    return Measured(f"{found:g}", found == 14)


RESULTS = [
    Result("The least spread of 1, 2 and 6", "14", "by hand, {doc}`/chapters/08_kernels`", by_hand),
]
