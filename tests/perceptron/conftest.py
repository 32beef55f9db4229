"""Data that more than one of these files learns from."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest


@pytest.fixture
def separable() -> Callable[[Any], tuple[Any, Any]]:
    """Small whole-number points with labels from a whole-number line, both classes present."""

    def made(seed: Any) -> tuple[Any, Any]:
        rng = np.random.default_rng(seed)
        while True:
            n, d = rng.integers(2, 13), rng.integers(1, 5)
            X = rng.integers(-6, 7, size=(n, d))
            scores = X @ rng.integers(-3, 4, size=d) + rng.integers(-3, 4)
            if (scores > 0).any() and (scores < 0).any():
                return X[scores != 0], np.sign(scores[scores != 0])

    return made
