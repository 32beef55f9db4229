"""Hopfield networks: memories as valleys of an energy (Hopfield 1982), and modern ones (2020)."""

from mlmath.hopfield.binary import binary_weights, recall_binary
from mlmath.hopfield.boltzmann import (
    Boltzmann,
    boltzmann_gradient,
    fit_boltzmann,
    log_likelihood,
)
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
from mlmath.hopfield.learned import Learned, perceptron_weights
from mlmath.hopfield.modern import modern_energy, modern_update, morph_energy, morph_update
from mlmath.hopfield.network import Hopfield
from mlmath.hopfield.valleys import Landing, landing

__all__ = [
    "Boltzmann",
    "Hopfield",
    "Landing",
    "Learned",
    "Recall",
    "Settled",
    "binary_weights",
    "boltzmann_gradient",
    "capacity_overlap",
    "corrupt",
    "critical_capacity",
    "energy",
    "fit_boltzmann",
    "landing",
    "log_likelihood",
    "modern_energy",
    "modern_update",
    "morph_energy",
    "morph_update",
    "one_step_error",
    "overlap",
    "pair_energy",
    "perceptron_weights",
    "random_patterns",
    "recall",
    "recall_binary",
    "recall_many",
    "retrieval_overlaps",
]
