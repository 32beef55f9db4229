"""Which points a line through the origin can separate: whether, how widely, in how many ways.

Throughout, a separator passes through the origin of R^d: append a constant 1 to each point
(`augment`) to let it stand anywhere, which raises the dimension by one.
"""

from collections.abc import Iterator
from itertools import combinations
from math import comb, sqrt
from typing import Any

import numpy as np

from mlmath.scale import direction, exponents, lengths
from mlmath.validation import Floats, count, points, signs, vector

_TINY = 1e-12  # relative to the data's radius: what rounding may leave of a zero


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
    """
    X = points(X)
    y = signs(y, len(X))
    w = direction(vector(w, X.shape[1]))
    e = exponents(X, axis=1)  # sample by sample, so that a short one beside a long one counts
    with np.errstate(over="ignore"):
        return float(np.ldexp(y * (np.ldexp(X, -e) @ w), e[:, 0]).min())


def widest_separator(X: Any, y: Any) -> tuple[Floats, float] | None:
    r"""Find the direction through the origin that separates the samples by the widest margin.

    .. math:: \max_{\|w\| = 1} \; \min_i \; y_i \, w \cdot x_i

    The answer is the point of the convex hull of the vectors $y_i x_i$ that lies nearest to the
    origin: its direction is $w$ and its distance the margin $\gamma$.  Wolfe's algorithm finds
    it in finitely many steps.

    Parameters
    ----------
    X : samples, shape (n_samples, n_features).
    y : labels -1 or +1, shape (n_samples,).

    Returns
    -------
    (w, gamma), with w of length 1 and shape (n_features,) and gamma > 0; or None when no line
    through the origin separates the samples (a margin below about 1e-8 of the radius, the square
    root of float64's precision, may count as none).

    Raises
    ------
    ValueError : X or y has a wrong shape, or holds anything but finite numbers and -1, +1.

    Source: P. Wolfe, "Finding the nearest point in a polytope", Mathematical Programming 11
    (1976), 128-149.  Chapter: The perceptron.
    """
    X = points(X)
    A = signs(y, len(X))[:, None] * X
    scale = np.abs(A).max()
    if scale == 0:
        return None
    A = A / scale  # so that no square overflows or vanishes
    size = np.sqrt(np.einsum("ij,ij->i", A, A).max())
    p = nearest_point(A)
    length = np.sqrt(p @ p)
    if length <= _TINY * size:
        return None
    w = p / length
    gamma = float((A @ w).min())
    if gamma <= _TINY * size:
        return None
    return w, gamma * float(scale)


def nearest_point(A: Floats) -> Floats:
    """Return the point nearest to the origin in the convex hull of the rows of A (Wolfe 1976).

    A "corral" is a set of rows whose affine hull's nearest point lies inside their own hull.
    Each round adds the row that lies furthest on the near side of the present point, then drops
    rows until the rest is a corral again; the distance falls in each round, so none comes twice.
    """
    squares = np.einsum("ij,ij->i", A, A)
    size = np.sqrt(squares.max())
    corral = [int(squares.argmin())]
    shares = np.ones(1)  # how the present point is mixed from the corral's rows
    p: Floats = A[corral[0]]
    while True:
        heights = A @ p
        j = int(heights.argmin())
        square = p @ p
        if heights[j] >= square - _TINY * size * np.sqrt(square) or j in corral:
            return p
        corral.append(j)
        shares = np.append(shares, 0.0)
        while True:
            target = _affine_shares(A[corral])
            if target.min() > 0:
                break
            # Walk from the present mix toward the target until the first share reaches zero.
            shrinking = np.flatnonzero(target <= 0)
            falls = shares[shrinking] - target[shrinking]
            steps = shares[shrinking] / np.where(falls > 0, falls, 1.0)
            first = int(steps.argmin())
            shares = shares + steps[first] * (target - shares)
            shares[shrinking[first]] = 0.0
            keep = np.flatnonzero(shares > 0)
            corral = [corral[k] for k in keep]
            shares = shares[keep]
        shares = target
        nearer: Floats = shares @ A[corral]
        if nearer @ nearer >= square:  # rounding has eaten the progress: this is the end
            return p
        p = nearer


def _affine_shares(rows: Floats) -> Floats:
    """Return shares that sum to 1 and mix the rows into the origin's nearest affine point."""
    base = rows[0]
    t = np.linalg.lstsq((rows[1:] - base).T, -base)[0]
    return np.concatenate(([1.0 - t.sum()], t))


def cover_count(n_points: int, n_dimensions: int) -> int:
    r"""Count the ways in which lines through the origin divide points in general position.

    .. math:: C(N, d) = 2 \sum_{k=0}^{d-1} \binom{N-1}{k}

    Parameters
    ----------
    n_points : N, at least 1.
    n_dimensions : d, at least 1.  For lines that may stand anywhere, count one dimension more.

    Returns
    -------
    The number of the $2^N$ labelings that some hyperplane through the origin separates, exact.

    Raises
    ------
    ValueError : an argument is not a positive integer.

    Source: T. M. Cover, "Geometrical and statistical properties of systems of linear
    inequalities with applications in pattern recognition", IEEE Transactions on Electronic
    Computers EC-14 (1965), 326-334, theorem 1.  Chapter: The perceptron.
    """
    n = count(n_points, "n_points")
    d = count(n_dimensions, "n_dimensions")
    return 2 * sum(comb(n - 1, k) for k in range(min(d, n)))


def separable_probability(n_points: int, n_dimensions: int) -> float:
    """Return C(N, d) / 2^N, the share of all labelings that a line through the origin separates.

    It is 1 up to N = d, exactly 1/2 at N = 2d, and falls toward 0; the more dimensions, the
    steeper.
    """
    n = count(n_points, "n_points")
    return cover_count(n, n_dimensions) / (1 << n)


def separable_share(
    n_points: int, n_dimensions: int, trials: int, rng: np.random.Generator
) -> tuple[float, float]:
    """Measure how often random labels of random points can be separated, and the standard error.

    Normal points with random signs are again normal points, so labels +1 will do.  About 15 ms a
    trial for 100 points in 50 dimensions.
    """
    n, d = count(n_points, "n_points"), count(n_dimensions, "n_dimensions")
    trials = count(trials, "trials")
    y = np.ones(n)
    found = sum(widest_separator(rng.normal(size=(n, d)), y) is not None for _ in range(trials))
    share = found / trials
    return share, sqrt(share * (1 - share) / trials)


def in_general_position(X: Any) -> bool:
    """Tell whether every d or fewer of the points (n_samples, d) are linearly independent."""
    X = points(X)
    lengths = np.sqrt(np.einsum("ij,ij->i", X, X))
    if not lengths.all():
        return False
    X = X / lengths[:, None]
    size = min(X.shape)
    subsets = np.array(list(combinations(range(len(X)), size)))
    smallest = np.linalg.svd(X[subsets], compute_uv=False)[:, -1]
    return bool(smallest.min() > 1e-10)


def dichotomies(n_points: int) -> Iterator[Floats]:
    """Yield the labelings of n points by -1 and +1 whose first label is +1: half of all 2^n."""
    n = count(n_points, "n_points")
    for code in range(2 ** (n - 1)):
        bits = (code >> np.arange(n)) & 1  # the last bit stays 0, so flip to put it first
        yield np.where(bits[::-1] == 1, -1.0, 1.0)


def count_separable_dichotomies(X: Any) -> int:
    """Count by trying every labeling that a line through the origin separates (n_samples, d).

    When y is separable so is -y, so half the labelings are tried and the count doubled.  The
    work doubles with each sample; meant for up to about 12.
    """
    X = points(X)
    return 2 * sum(widest_separator(X, y) is not None for y in dichotomies(len(X)))
