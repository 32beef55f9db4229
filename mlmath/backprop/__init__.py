"""Backpropagation: the multilayer perceptron, its gradients by hand, and the classics of 1986."""

from mlmath.backprop.by_hand import ByHand, gradients_by_hand
from mlmath.backprop.classics import (
    SYMMETRY_1986,
    Starts,
    Task,
    symmetry_task,
    train_starts,
    xor_task,
)
from mlmath.backprop.family_trees import (
    FamilyNets,
    Triples,
    family_triples,
    train_family_nets,
)
from mlmath.backprop.initializers import he, naive, xavier
from mlmath.backprop.mlp import MLP

__all__ = [
    "MLP",
    "SYMMETRY_1986",
    "ByHand",
    "FamilyNets",
    "Starts",
    "Task",
    "Triples",
    "family_triples",
    "gradients_by_hand",
    "he",
    "naive",
    "symmetry_task",
    "train_family_nets",
    "train_starts",
    "xavier",
    "xor_task",
]
