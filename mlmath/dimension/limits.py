"""How large numbers may be whose squares are to be added up."""

import numpy as np

from mlmath.validation import Floats

_LARGEST = 1e150  # its square, and the sum of very many such squares, is still a float64


def squarable(X: Floats, name: str = "X") -> Floats:
    """Return X (n_samples, n_features), or raise ValueError when an entry passes 1e150."""
    largest = np.maximum(X.max(), -X.min())
    if largest > _LARGEST:
        raise ValueError(
            f"{name} must hold numbers of at most {_LARGEST:g} in size, whose squares fit in "
            f"float64, got {largest:g}"
        )
    return X
