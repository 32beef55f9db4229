"""The bends of a unit, as plain functions of arrays: value and slope."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from mlmath.validation import Floats


class Bend(NamedTuple):
    """An activation function φ and its slope φ'."""

    value: Callable[[Floats], Floats]
    slope: Callable[[Floats], Floats]


def _logistic(z: Floats) -> Floats:
    small: Floats = np.exp(-np.abs(z))  # never overflows
    found: Floats = np.where(z >= 0, 1.0, small) / (1 + small)
    return found


def _logistic_slope(z: Floats) -> Floats:
    small: Floats = np.exp(-np.abs(z))
    found: Floats = small / (1 + small) ** 2
    return found


def _relu(z: Floats) -> Floats:
    found: Floats = np.maximum(z, 0)
    return found


def _step(z: Floats) -> Floats:
    return (z > 0).astype(float)


def _tanh_slope(z: Floats) -> Floats:
    found: Floats = 1 - np.tanh(z) ** 2
    return found


BENDS = {
    "sigmoid": Bend(_logistic, _logistic_slope),
    "tanh": Bend(np.tanh, _tanh_slope),
    "relu": Bend(_relu, _step),
}
