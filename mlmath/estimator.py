"""What all estimators of the book share: how they print, score, and refuse to before `fit`."""

import inspect
from typing import Any

import numpy as np
from numpy.typing import NDArray

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


def line_scores(X: Floats, w: Floats, b: float | Floats = 0.0, exponent: int = 0) -> Floats:
    r"""Return $2^e \, w \cdot x + b$ for each row x of X (n, d), with w (d,): shape (n,).

    Many lines, w (k, 1, d) and b (k, 1), give shape (k, n).

    It is a score whose sign decides.  Each row is worked out by itself, and a row times -1 gives
    the same number times -1.  So learning, which looks at some rows, finds what predicting finds
    of all of them; a matrix product may round a row otherwise in other company, and a score near
    0 may change its sign.  Where w·x vanishes in float64, it keeps its sign.
    """
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        found = np.vecdot(np.ascontiguousarray(X), np.ascontiguousarray(w))
        if exponent:
            product = np.ldexp(found, exponent)
            gone = (product == 0) & (found != 0)
            found = np.where(
                gone, np.copysign(np.finfo(np.float64).smallest_subnormal, found), product
            )
        return np.asarray(found + b)


class TwoClasses(Estimator):
    """An estimator that tells two classes apart by the sign of a score.

    classes_ : the two labels in sorted order; the first counts as -1, the second as +1.
    """

    classes_: NDArray[Any]

    def decision_function(self, X: Any) -> Floats:
        """Return the score of each sample of X (n_samples, n_features)."""
        raise NotImplementedError

    def _verdict(self, scores: Floats, s: Floats, max_epochs: int, work: str, edge: str) -> str:
        """Say what a rule that stops where nothing is wrong has come to, as `predict` reads it.

        scores : y_i times the score of sample i.  s : y_i, -1 or +1.  max_epochs : where it stops
        at last.  work : what it took.  edge : where samples of score 0 are.
        """
        if (scores > 0).all():
            return f"Converged {work}: all {len(s)} points are on their side."
        wrong = int(((s * scores > 0) != (s > 0)).sum())
        at_zero = int((~(scores > 0)).sum()) - wrong  # with the label that `predict` gives to 0
        return (
            f"Stopped at the limit of max_epochs={max_epochs} {work}: "
            f"{wrong} of {len(s)} points are still on the wrong side"
            + (f", and {at_zero} on the {edge}." if at_zero else ".")
        )

    def predict(self, X: Any) -> NDArray[Any]:
        """Return the second class where the score is above 0, and the first class elsewhere."""
        above = self.decision_function(X) > 0
        return self.classes_[above.astype(np.intp)]
