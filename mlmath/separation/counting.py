"""In how many ways lines through the origin divide points: Cover's count, and by trying."""

from collections.abc import Iterator
from math import comb, sqrt
from typing import Any

import numpy as np

from mlmath.separation.widest import widest_separator
from mlmath.validation import Floats, count, generator, points


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
    trials, rng = count(trials, "trials"), generator(rng, "rng")
    y = np.ones(n)
    found = sum(widest_separator(rng.normal(size=(n, d)), y) is not None for _ in range(trials))
    share = found / trials
    return share, sqrt(share * (1 - share) / trials)


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
