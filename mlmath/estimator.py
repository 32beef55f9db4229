"""What all estimators of the book share: how they print, and what they say before `fit`."""

import inspect
from typing import Any

from mlmath.validation import Floats, points


class Estimator:
    """Something with parameters that learns: `fit` first, then its learned attributes end in _.

    A parameter is an argument of `__init__` and an attribute of the same name.
    """

    def __repr__(self) -> str:
        names = inspect.signature(type(self)).parameters
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__name__}({shown})"

    def _check_fitted(self, learned: str) -> None:
        """Raise ValueError unless `fit` has made the learned attribute of this name."""
        if not hasattr(self, learned):
            raise ValueError(f"fit must be called first: this {type(self).__name__} has no data")

    def _points_like_fit(self, X: Any, n_features: int) -> Floats:
        """Return X (n_samples, n_features), with as many features as `fit` has seen."""
        array: Floats = points(X)
        if array.shape[1] != n_features:
            raise ValueError(f"X must have {n_features} features, as in fit, got {array.shape[1]}")
        return array
