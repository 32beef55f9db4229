"""The perceptron: a machine that learns a dividing line from its mistakes (Rosenblatt 1958)."""

from mlmath.perceptron.bounds import Jaws, jaws, novikoff_bound
from mlmath.perceptron.history import Mistake, Mistakes
from mlmath.perceptron.machine import ORDERS, Perceptron
from mlmath.separation import (
    augment,
    count_separable_dichotomies,
    cover_count,
    dichotomies,
    in_general_position,
    margin,
    radius,
    separable_as_written,
    separable_probability,
    separable_share,
    widest_separator,
)

__all__ = [
    "ORDERS",
    "Jaws",
    "Mistake",
    "Mistakes",
    "Perceptron",
    "augment",
    "count_separable_dichotomies",
    "cover_count",
    "dichotomies",
    "in_general_position",
    "jaws",
    "margin",
    "novikoff_bound",
    "radius",
    "separable_as_written",
    "separable_probability",
    "separable_share",
    "widest_separator",
]
