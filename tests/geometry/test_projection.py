"""Random projections: the bound and its k by hand, and the exact law that it bounds."""

import math

import numpy as np
import pytest

from mlmath.dimension import norm_cdf
from mlmath.geometry import (
    decay,
    distortions,
    enough_dimensions,
    failure_bound,
    normal_matrix,
    squared_distances,
)


def test_the_constant_by_hand():
    """ε = 1/2: 1/16 − 1/48 = 1/24."""
    assert decay(0.5) == pytest.approx(1 / 24)
    assert failure_bound(2, 24, 0.5) == pytest.approx(2 / math.e)


def test_enough_is_the_least():
    """1,000 points, ε = 1/2, δ = 1/100: 24 · ln 99,900,000 = 442.07."""
    assert enough_dimensions(1000, 0.5, 0.01) == 443
    for n, eps, risk in ((2, 0.9, 1.0), (40, 0.3, 0.001), (10**6, 0.1, 0.5)):
        k = enough_dimensions(n, eps, risk)
        assert failure_bound(n, k, eps) <= risk
        assert k == 1 or failure_bound(n, k - 1, eps) > risk


@pytest.mark.parametrize("k", [1, 2, 10, 100, 1000])
@pytest.mark.parametrize("eps", [0.01, 0.1, 0.5, 0.99])
def test_the_bound_lies_above_the_exact_chance(k, eps):
    """For one pair the chance is that of a chi variable outside √(k(1 ± ε))."""
    low, high = norm_cdf(np.sqrt([k * (1 - eps), k * (1 + eps)]), k)
    assert float(low + 1 - high) <= failure_bound(2, k, eps)


def test_distances_by_hand():
    X = np.array([[0, 0], [3, 4], [3, 0]])
    assert squared_distances(X).tolist() == [25, 9, 16]
    assert distortions(X, np.array([[1, 0]])) == pytest.approx([9 / 25 - 1, 0, -1])


def test_points_that_nearly_meet_keep_their_digits():
    X = np.array([[1e8, 0.0], [1e8, 1e-3]])
    assert squared_distances(X) == pytest.approx([1e-6])


def test_the_entries_have_variance_one_over_k():
    A = normal_matrix(400, 500, 3)
    assert A.shape == (400, 500)
    # The mean of 200,000 squares, whose standard deviation is √2/k each.
    assert (A * A).mean() * 400 == pytest.approx(1, abs=4 * math.sqrt(2 / A.size))
    assert abs(A.mean()) < 4 / math.sqrt(400 * A.size)


def test_lengths_are_right_on_average():
    """Over many matrices, in two dimensions already: E‖Av‖² = ‖v‖²."""
    rng = np.random.default_rng(1)
    v = np.array([3.0, -1.0, 2.0])
    squares = [((normal_matrix(2, 3, rng) @ v) ** 2).sum() for _ in range(20_000)]
    # ‖Av‖² is ‖v‖²/2 times a chi-squared number of 2: standard deviation ‖v‖².
    assert np.mean(squares) == pytest.approx(14, abs=4 * 14 / math.sqrt(20_000))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: decay(1.0), "eps must be below 1"),
        (lambda: decay(0.0), "eps must be above 0"),
        (lambda: enough_dimensions(1, 0.5, 0.1), "n_points must be at least 2, got 1"),
        (lambda: enough_dimensions(5, 0.5, 2), "risk must be at most 1, got 2"),
        (lambda: failure_bound(5, 0, 0.5), "k must be at least 1, got 0"),
        (lambda: distortions([[1, 2], [1, 2]], np.eye(2)), "X must hold no point twice"),
        (lambda: distortions([[1, 2], [0, 2]], np.eye(3)), "A must have 2 columns"),
    ],
)
def test_what_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
