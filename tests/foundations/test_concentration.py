"""Bounds on the mean, against exact binomial tails."""

import math

import numpy as np
import pytest

from mlmath.foundations import (
    chebyshev_bound,
    hoeffding_bound,
    hoeffding_samples,
    running_means,
)


def binomial_tail(n, p, t):
    """P(|mean − p| ≥ t) of n coins, summed term by term in exact integers where it matters."""
    return math.fsum(
        math.comb(n, k) * p**k * (1 - p) ** (n - k)
        for k in range(n + 1)
        if abs(k / n - p) >= t - 1e-12
    )


@pytest.mark.parametrize("p", [0.1, 0.3, 0.5])
@pytest.mark.parametrize("n", [1, 10, 100, 400])
def test_no_coin_strays_more_often_than_the_bounds_say(p, n):
    for t in (0.02, 0.05, 0.1, 0.2, 0.5):
        exact = binomial_tail(n, p, t)
        assert exact <= chebyshev_bound(t, n, p * (1 - p)) + 1e-12
        assert exact <= hoeffding_bound(t, n) + 1e-12


def test_chebyshev_is_attained():
    """±1 with probability 1/(2k²) each, else 0: variance 1/k², and P(|X| ≥ 1) = 1/k²."""
    for k in (1, 2, 5):
        assert chebyshev_bound(1.0, 1, 1 / k**2) == pytest.approx(1 / k**2)


def test_bounds_by_hand():
    assert chebyshev_bound(0.1, 100, 0.25) == pytest.approx(0.25)
    assert hoeffding_bound(0.1, 100) == pytest.approx(2 * math.exp(-2))
    assert hoeffding_bound(1.0, 50, low=-5, high=5) == pytest.approx(2 * math.exp(-1))
    assert hoeffding_bound([0.01, 0.001], 1).tolist() == [1, 1]
    assert chebyshev_bound([1e-200, 1e200], 10, 1.0).tolist() == [1, 0]
    assert hoeffding_bound(1e200, 1000) == 0
    assert chebyshev_bound(0.5, 3, 0) == 0


def test_far_out_hoeffding_is_much_the_sharper():
    assert hoeffding_bound(0.2, 400) < 1e-12 < 1e-3 < chebyshev_bound(0.2, 400, 0.25)


@pytest.mark.parametrize("risk", [0.5, 0.05, 1e-6])
@pytest.mark.parametrize("t", [0.3, 0.05, 0.01])
def test_that_many_samples_are_enough_and_one_fewer_is_not(risk, t):
    n = hoeffding_samples(t, risk, low=-1, high=1)
    assert hoeffding_bound(t, n, -1, 1) <= risk
    assert n == 1 or hoeffding_bound(t, n - 1, -1, 1) > risk


def test_18445_samples_for_one_percent_at_95_percent():
    """ln(40) / (2 · 0.01²) = 18,444.4."""
    assert hoeffding_samples(0.01, 0.05) == 18_445
    assert hoeffding_samples(1, 5e-324) == 373  # (ln 2 + 1074 ln 2) / 2 = 372.6


def test_running_means_by_hand_and_their_law():
    assert running_means([2, 4, 9]).tolist() == [2, 3, 5]
    assert running_means([[1, 2], [3, 6]]).tolist() == [[1, 2], [2, 4]]
    means = running_means(np.random.default_rng(0).random((4000, 300)))
    # The spread falls as 1/√n: sd = √(1/12) / √n; 300 runs know it to 1/√600.
    for n in (1, 10, 100, 1000, 4000):
        assert means[n - 1].std() == pytest.approx(math.sqrt(1 / 12 / n), rel=4 / math.sqrt(600))
    strays = (np.abs(means[99] - 0.5) >= 0.1).mean()
    assert strays <= hoeffding_bound(0.1, 100)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: chebyshev_bound(0, 1, 1), "t must be above 0, got 0"),
        (lambda: chebyshev_bound(1, 0, 1), "n must be at least 1, got 0"),
        (lambda: chebyshev_bound(1, 1, -1), "variance must be at least 0, got -1"),
        (lambda: hoeffding_bound([1, -2], 1), "t must be above 0, got -2"),
        (lambda: hoeffding_bound(1, 1, 2, 2), "high must be above 2, got 2"),
        (lambda: hoeffding_samples(0.1, 1), "risk must be below 1, got 1"),
        (
            lambda: hoeffding_samples(1e-200, 0.5),
            "t must be at least 1e-150 of high - low = 1, got",
        ),
        (lambda: hoeffding_samples(1, 0.5, -1e308, 1e308), "t must be at least 1e-150 of high - l"),
        (lambda: hoeffding_samples(math.nan, 0.5), "t must be finite, got nan"),
        (lambda: running_means([]), "x must have shape (n, ...) with at least one sample"),
        (lambda: running_means(3), "x must have shape (n, ...) with at least one sample, got ()"),
    ],
)
def test_errors_name_the_argument(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)
