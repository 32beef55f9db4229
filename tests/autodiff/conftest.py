"""Where gradients are tried besides random numbers."""

from typing import Any

import numpy as np
import pytest

# Where functions that are smooth would show it if they were put together from others with kinks.
PLACES: dict[str, Any] = {
    "zeros": np.zeros,
    "ties": np.ones,
    "zeros, ones and minus ones": lambda shape: np.resize([0.0, 1.0, -1.0, 0.0], shape),
    "negative zeros": lambda shape: -np.zeros(shape),
    "tiny": lambda shape: np.resize([1e-300, -1e-300], shape),
}


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest) -> Any:
    """Such a place: shape -> array."""
    return PLACES[request.param]
