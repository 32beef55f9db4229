"""Hopfield networks: memories as valleys of an energy (Hopfield 1982), and modern ones (2020)."""

from mlmath.hopfield.capacity import (
    capacity_overlap,
    corrupt,
    critical_capacity,
    one_step_error,
    random_patterns,
    retrieval_overlaps,
)
from mlmath.hopfield.dynamics import (
    Recall,
    Settled,
    energy,
    overlap,
    pair_energy,
    recall,
    recall_many,
)
from mlmath.hopfield.modern import modern_energy, modern_update, morph_energy, morph_update
from mlmath.hopfield.network import Hopfield

__all__ = [
    "Hopfield",
    "Recall",
    "Settled",
    "capacity_overlap",
    "corrupt",
    "critical_capacity",
    "energy",
    "modern_energy",
    "modern_update",
    "morph_energy",
    "morph_update",
    "one_step_error",
    "overlap",
    "pair_energy",
    "random_patterns",
    "recall",
    "recall_many",
    "retrieval_overlaps",
]
