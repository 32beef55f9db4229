"""The perceptron's rule on a stream of samples, to be seen beside that of LMS."""

from typing import Any

import numpy as np

from mlmath.validation import Floats, points, shaped, signs


def perceptron_stream(X: Any, y: Any, w0: Any = None) -> Floats:
    r"""Return the weights of a perceptron before the first sample and after each one.

    .. math:: w \leftarrow w + y_k \, x_k \quad\text{where}\quad y_k \, (w \cdot x_k) \le 0

    A sample on the correct side changes nothing.

    Parameters
    ----------
    X : samples in their order, shape (n_samples, n_features).
    y : labels -1 and +1, shape (n_samples,).
    w0 : weights to start from, shape (n_features,); zero by default.

    Returns
    -------
    Shape (n_samples + 1, n_features).
    """
    X = points(X)
    y = signs(y, len(X))
    weights = np.empty((len(X) + 1, X.shape[1]))
    weights[0] = 0.0 if w0 is None else shaped(w0, (X.shape[1],), "w0")
    w = weights[0]
    for k in range(len(X)):
        if y[k] * (X[k] @ w) <= 0:
            w = w + y[k] * X[k]
        weights[k + 1] = w
    return weights
