"""How far points are from the origin and from a line through it."""

from typing import Any

import numpy as np

from mlmath.scale import exponents, lengths
from mlmath.validation import Floats, points, signs, vector


def augment(X: Any) -> Floats:
    """Append the constant 1 to each sample: (n_samples, d) becomes (n_samples, d + 1).

    A line with intercept b in d dimensions is a line through the origin in d + 1, weights (w, b).
    """
    X = points(X)
    return np.hstack([X, np.ones((len(X), 1))])


def radius(X: Any) -> float:
    r"""Return R, the length of the longest sample: $R = \max_i \|x_i\|$."""
    return float(lengths(points(X)).max())


def margin(X: Any, y: Any, w: Any) -> float:
    r"""Return the margin of the line through the origin with normal w.

    .. math:: \gamma = \min_i \frac{y_i \, w \cdot x_i}{\|w\|}

    Parameters
    ----------
    X : samples (n_samples, d); use `augment(X)` where there is an intercept.
    y : labels -1 or +1 (n_samples,).
    w : normal of the line (d,), not all zero.

    Returns
    -------
    The distance from the line to the nearest sample; negative when a sample is on the wrong side.
    It has about 15 digits wherever it is at least 1e-16 of the sample's length.
    """
    X = points(X)
    y = signs(y, len(X))
    w = vector(w, X.shape[1])
    w = np.ldexp(w, -exponents(w))
    e = exponents(X, axis=1)  # sample by sample, so that a short one beside a long one counts
    heights = y * _products(np.ldexp(X, -e), w) / np.sqrt(w @ w)
    with np.errstate(over="ignore"):
        return float(np.ldexp(heights, e[:, 0]).min())


def _products(X: Floats, w: Floats) -> Floats:
    """Return w·x of each row of X (n, d), as if worked out with twice the digits and then rounded.

    So a margin that is much narrower than the samples are long keeps its digits.

    Source: T. Ogita, S. M. Rump and S. Oishi, "Accurate sum and dot product", SIAM Journal on
    Scientific Computing 26 (2005), 1955-1988, algorithm Dot2, with Dekker's splitting.
    """
    total, lost = np.zeros(len(X)), np.zeros(len(X))
    for x, weight in zip(X.T, w.tolist(), strict=True):
        product = x * weight
        (x1, x2), (w1, w2) = _halves(x), _halves(weight)
        lost += x2 * w2 - (((product - x1 * w1) - x2 * w1) - x1 * w2)  # what the product lost
        before, total = total, total + product
        added = total - before
        lost += (before - (total - added)) + (product - added)  # and what the sum lost
    return np.asarray(total + lost)


def _halves(x: Any) -> tuple[Any, Any]:
    """Split float64s into sums of two of 26 digits each, whose products are exact."""
    wide = (2.0**27 + 1) * x
    high = wide - (wide - x)
    return high, x - high
