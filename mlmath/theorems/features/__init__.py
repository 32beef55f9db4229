"""The theorems of the page The geometry of features: a furthest point, and distances kept."""

from mlmath.theorems.features.distances import DISTANCES, DISTANCES_PREMISES, distances
from mlmath.theorems.features.furthest import FURTHEST, FURTHEST_PREMISES, furthest

THEOREMS = {"furthest": FURTHEST, "distances": DISTANCES}

__all__ = [
    "DISTANCES_PREMISES",
    "FURTHEST_PREMISES",
    "THEOREMS",
    "distances",
    "furthest",
]
