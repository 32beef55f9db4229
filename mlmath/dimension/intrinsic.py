"""How many dimensions a cloud of points has, whatever the number of its coordinates."""

from typing import Any

import numpy as np

from mlmath.dimension.neighbors import KNeighbors
from mlmath.validation import numbers, points


def two_nn(nearest: Any, second: Any) -> float:
    r"""Return the intrinsic dimension from the distances to the two nearest neighbors.

    .. math:: \hat k = \frac{n - 1}{\sum_{i=1}^n \ln (r_{i2} / r_{i1})}

    Around a point of a k-dimensional sheet the number of others within r grows like $r^k$.  So
    $(r_1 / r_2)^k$ is a number drawn evenly from 0 to 1, whatever the density is, as long as it
    hardly changes from the point to its second neighbor; and $\ln(r_2 / r_1)$ has the mean 1/k.
    With n - 1 on top, in place of n, the estimate is right on average for independent ratios.

    Parameters
    ----------
    nearest : $r_{i1}$, the distance of each point to its nearest neighbor, (n,), positive.
    second : $r_{i2}$, that to the second nearest, (n,).

    Raises
    ------
    ValueError : the shapes differ, there are fewer than two points, a distance is not positive, a
        second neighbor is nearer than the first, or all are as near.

    Source: E. Facco, M. d'Errico, A. Rodriguez and A. Laio, "Estimating the intrinsic dimension
    of datasets by a minimal neighborhood information", Scientific Reports 7 (2017), 12140, who fit
    the same law by a line.  Chapter: The curse of dimensionality.
    """
    near, far = numbers(nearest, "nearest"), numbers(second, "second")
    if near.ndim != 1 or near.shape != far.shape or len(near) < 2:
        raise ValueError(
            f"nearest and second must have one shape (n,) with n at least 2, "
            f"got {near.shape} and {far.shape}"
        )
    if not (near > 0).all():
        raise ValueError(f"nearest must be positive, got {near.min():g}")
    if not (far >= near).all():
        raise ValueError("second must be at least nearest, got a second neighbor that is nearer")
    total = float(np.log(far / near).sum())
    if total == 0:
        raise ValueError("second must exceed nearest somewhere, got equal distances throughout")
    return (len(near) - 1) / total


def intrinsic_dimension(X: Any) -> float:
    """Return the intrinsic dimension of points X (n_points, d) by their two nearest neighbors.

    All points must differ; n is at least 3.  See `two_nn`.
    """
    X = points(X)
    if len(X) < 3:
        raise ValueError(f"X must hold at least 3 points, got {len(X)}")
    far, _ = KNeighbors(3).fit(X, np.zeros(len(X))).kneighbors(X)
    return two_nn(far[:, 1], far[:, 2])  # the first of three is the point itself, at 0
