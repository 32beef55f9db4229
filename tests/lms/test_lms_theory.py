"""The laws of LMS, against exact averages over all sequences and against simulation."""

import math
from itertools import product

import numpy as np
import pytest

from mlmath.lms import (
    correlations,
    learning_curve,
    lms,
    mean_square_stability_bound,
    mean_stability_bound,
    mean_weights,
    misadjustment,
    small_step_misadjustment,
    wiener_solution,
)


def white_run(n_samples, n, mu, seed, noise=1.0):
    """LMS on white Gaussian inputs: the weights' distance from the truth, the inputs, errors."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n_samples, n))
    truth = rng.normal(size=n)
    h = lms(X, X @ truth + noise * rng.normal(size=n_samples), mu)
    return h, h.weights[:-1] - truth, X


def test_misadjustment_of_ten_weights_exact_and_simulated():
    """N = 10, μ = 0.02: exact 0.1136, Widrow and Stearns' small-step law 0.100.

    The mean of 300,000 samples has a standard error of about 0.6 % of the value.
    """
    exact = misadjustment(10, 0.02, 1.0)
    naive = small_step_misadjustment(0.02, np.eye(10))
    assert round(exact, 4) == 0.1136
    assert naive == pytest.approx(0.100)
    _, distance, X = white_run(302_000, 10, 0.02, seed=1)
    excess = np.einsum("ij,ij->i", distance, X)[2000:] ** 2  # the noise has variance 1
    assert excess.mean() == pytest.approx(exact, rel=0.025)
    assert excess.mean() > 1.08 * naive


@pytest.mark.parametrize(
    ("n", "mu", "sigma2", "expected"),
    [
        (10, 0.02, 1.0, 0.2 / 1.76),
        (1, 0.5, 1.0, 1.0),  # .5 / (2 - 1.5)
        (2, 0.125, 2.0, 0.5),  # .5 / (2 - 1)
        (10, 1 / 6, 1.0, math.inf),  # on the bound
        (10, 0.5, 1.0, math.inf),
    ],
)
def test_misadjustment_by_hand(n, mu, sigma2, expected):
    assert misadjustment(n, mu, sigma2) == pytest.approx(expected, rel=1e-12)


def test_a_small_step_leaves_half_of_mu_times_the_trace():
    for mu in (1e-3, 1e-5):
        naive = small_step_misadjustment(mu, 3.0 * np.eye(7))
        assert naive == pytest.approx(0.5 * mu * 21)
        assert 1 < misadjustment(7, mu, 3.0) / naive < 1 + 14 * mu


def test_half_of_mu_times_the_trace_by_hand_for_unequal_inputs():
    assert small_step_misadjustment(0.1, np.diag([1.0, 2.0, 5.0])) == pytest.approx(0.4)
    assert small_step_misadjustment(0.1, [[2.0, 1.0], [1.0, 2.0]]) == pytest.approx(0.2)


def test_bounds_by_hand():
    assert mean_stability_bound([[2.0, 0.0], [0.0, 5.0]]) == pytest.approx(0.4)
    assert mean_stability_bound([[2.0, 1.0], [1.0, 2.0]]) == pytest.approx(2 / 3)
    assert mean_stability_bound(np.ones((3, 3))) == pytest.approx(2 / 3)  # singular
    assert mean_square_stability_bound(10, 1.0) == pytest.approx(1 / 6)
    assert mean_square_stability_bound(1, 4.0) == pytest.approx(1 / 6)


PATTERNS = np.array([[1.0, 0.5], [-1.0, 1.0], [0.5, 2.0], [1.0, -1.0]])
RESPONSES = np.array([1.0, 0.0, 2.0, -1.0])


@pytest.mark.parametrize("share", [0.3, 0.95, 1.05, 1.5])
def test_the_mean_of_all_sequences_diverges_exactly_past_two_over_lambda_max(share):
    """Widrow and Stearns: stable in the mean for 0 < μ < 2 / λ_max (in our μ).

    With each input drawn from four patterns, the expectation is the plain mean over all 4^6
    sequences: no sampling.  Along the eigenvector of λ_max its distance from the Wiener solution
    shrinks below the bound, and grows past it, by the factor |1 - μ λ_max| each time.
    """
    R, _ = correlations(PATTERNS, RESPONSES)
    goal = wiener_solution(PATTERNS, RESPONSES)
    mu = share * mean_stability_bound(R)
    start = np.array([1.0, -2.0])
    runs = [
        lms(PATTERNS[list(turn)], RESPONSES[list(turn)], mu, start).weights
        for turn in product(range(4), repeat=6)
    ]
    mean = np.mean(runs, axis=0)  # (7, 2)
    predicted = mean_weights(R, goal, mu, 6, start)
    np.testing.assert_allclose(mean, predicted, rtol=1e-10, atol=1e-12)
    steepest = np.linalg.eigh(R)[1][:, -1]
    distance = np.abs((mean - goal) @ steepest)
    assert (np.diff(distance) < 0).all() == (share < 1)
    assert (np.diff(distance) > 0).all() == (share > 1)


@pytest.mark.parametrize(("mu", "stable"), [(1.99, True), (2.01, False)])
def test_without_chance_the_bound_of_the_mean_is_sharp_in_a_single_run(mu, stable):
    """For x = ±1 the error is multiplied by 1 - μ whatever the sign; λ = 1, the bound is 2."""
    x = np.where(np.random.default_rng(0).random(4000) < 0.5, -1.0, 1.0)
    h = lms(x[:, None], 3.0 * x, mu)
    left = abs(h.weights[-1, 0] - 3.0)
    assert left < 1e-15 if stable else left > 1e15


def test_the_trap_a_step_that_is_stable_in_the_mean_and_diverges_all_the_same():
    """White inputs, N = 10: the mean settles below μ = 2, the mean square below μ = 1/6 only."""
    n, mu = 10, 0.5
    assert mean_square_stability_bound(n, 1.0) < mu < mean_stability_bound(np.eye(n))
    path = mean_weights(np.eye(n), np.ones(n), mu, 60)
    assert np.abs(path[-1] - 1).max() < 1e-15
    for seed in range(3):
        h, _, _ = white_run(20_000, n, mu, seed)
        assert h.diverged_at is not None
        h, distance, _ = white_run(20_000, n, 0.6 / 6, seed)
        assert h.diverged_at is None
        assert np.abs(distance[-1]).max() < 5


def test_mean_weights_are_powers_of_one_step():
    rng = np.random.default_rng(3)
    A = rng.normal(size=(4, 4))
    R, goal, w = A @ A.T, rng.normal(size=4), rng.normal(size=4)
    path = mean_weights(R, goal, 0.1, 20, w)
    for row in path:
        np.testing.assert_allclose(row, w, rtol=1e-9, atol=1e-9)
        w = w + 0.1 * (R @ goal - R @ w)
    np.testing.assert_allclose(mean_weights(R, goal, 0.1, 20)[0], 0, atol=1e-14)


def test_mean_weights_may_run_off_to_infinity_without_a_warning():
    path = mean_weights(np.eye(2), [1.0, 1.0], 1e3, 2000)
    assert (path[-1] == math.inf).all()
    np.testing.assert_allclose(path[:3, 0], [0.0, 1e3, -998e3])  # 1 - (-999)^k


R_TWO = np.array([[2.0, 1.0], [1.0, 2.0]])  # eigenvalues 1 along (1, -1) and 3 along (1, 1)


def test_started_at_the_solution_the_mean_stays_there():
    """Past the bound 2/3 too: no distance along any eigenvector can grow."""
    goal = np.array([0.3, -7.1])
    path = mean_weights(R_TWO, goal, 5.0, 2000, w0=goal)
    assert (path == goal).all()


def test_a_start_along_a_stable_direction_stays_on_it():
    """Along (1, -1) the factor is 1 - 0.9 · 1 = 0.1; along (1, 1), where it is -1.7, is nothing."""
    goal = np.array([0.3, -7.1])
    path = mean_weights(R_TWO, goal, 0.9, 2000, w0=goal + np.array([1, -1]))
    np.testing.assert_allclose(path[:4], goal + 0.1 ** np.arange(4)[:, None] * [1, -1], rtol=1e-14)
    np.testing.assert_allclose(path[-1], goal, rtol=1e-14)
    # A real distance grows, however small: (-1.7)¹⁰⁰ times 1e-20.
    small = mean_weights(np.diag([1.0, 3.0]), [0, 0], 0.9, 100, w0=[1, 1e-20])
    assert small[100, 1] == pytest.approx(1.7**100 * 1e-20)


def test_the_first_mean_is_the_start_itself():
    path = mean_weights(R_TWO, [1e308, 0], 0.1, 1, w0=[-1e308, 0.1])
    assert path[0].tolist() == [-1e308, 0.1]


@pytest.mark.parametrize("mu", [1e160, 1e200, 1e308])
def test_a_step_far_past_the_bound_ends_in_inf_without_a_warning(mu):
    curve = learning_curve(3, mu, 1e3, noise=1.0, distance2=2.0, n_steps=3)
    assert curve.tolist() == [2001, math.inf, math.inf, math.inf]


def test_the_learning_curve_agrees_with_the_mean_of_many_runs():
    """2,000 runs: the mean of ten samples' squared errors has a standard error near 1 %."""
    n, mu, steps, noise = 4, 0.12, 60, 0.5
    rng = np.random.default_rng(8)
    truth = np.array([1.0, -2.0, 0.5, 0.0])
    X = rng.normal(size=(2000, steps, n))
    d = X @ truth + math.sqrt(noise) * rng.normal(size=(2000, steps))
    squares = [lms(x, y, mu).errors ** 2 for x, y in zip(X, d, strict=True)]
    measured = np.mean(squares, axis=0)
    curve = learning_curve(n, mu, 1.0, noise, truth @ truth, steps)
    np.testing.assert_allclose(
        measured.reshape(-1, 10).mean(axis=1), curve[:-1].reshape(-1, 10).mean(axis=1), rtol=0.06
    )


def test_the_learning_curve_starts_and_ends_where_it_must():
    """At ξ + σ² m_0, and at ξ (1 + M); on the bound it rises along a straight line."""
    curve = learning_curve(10, 0.02, 1.0, 1.0, 25.0, 4000)
    assert curve[0] == pytest.approx(26.0)
    assert curve[-1] == pytest.approx(1 + misadjustment(10, 0.02, 1.0), rel=1e-12)
    bound = mean_square_stability_bound(2, 1.0)  # exactly 1/2
    line = learning_curve(2, bound, 1.0, 1.0, 0.0, 5)
    np.testing.assert_allclose(np.diff(line), 0.5)  # μ² N ξ = 1/4 · 2
    assert learning_curve(2, 2.0, 1.0, 0.0, 1.0, 3000)[-1] == math.inf
    assert learning_curve(2, 2.0, 1.0, 1.0, 0.0, 3000)[-1] == math.inf
    assert not learning_curve(2, 2.0, 1.0, 0.0, 0.0, 3000).any()


@pytest.mark.parametrize("seed", range(4))
def test_the_wiener_solution_leaves_errors_orthogonal_to_the_inputs(seed):
    rng = np.random.default_rng(seed)
    X, d = rng.normal(size=(50, 6)) * 10.0 ** rng.integers(-3, 4, 6), rng.normal(size=50)
    w = wiener_solution(X, d)
    R, p = correlations(X, d)
    scale = np.sqrt(np.diag(R))
    np.testing.assert_allclose((R @ w - p) / scale, 0, atol=1e-12)
    np.testing.assert_allclose(X.T @ (d - X @ w) / scale, 0, atol=1e-10)


def test_the_wiener_solution_of_too_few_samples_is_the_shortest():
    np.testing.assert_allclose(wiener_solution([[1, 1]], [2]), [1, 1])
    np.testing.assert_allclose(wiener_solution([[3, 4, 0]], [25]), [3, 4, 0])
    np.testing.assert_allclose(wiener_solution([[0, 0]], [5]), [0, 0])
    np.testing.assert_allclose(wiener_solution([[1e6, 1e6]] * 3, [2e6] * 3), [1, 1])


def test_correlations_by_hand():
    R, p = correlations([[1, 2], [3, 4]], [1, -1])
    np.testing.assert_allclose(R, [[5, 7], [7, 10]])
    np.testing.assert_allclose(p, [-1, -1])


ERRORS = [
    (lambda: mean_stability_bound([[1.0, 2.0]]),
     "R must have shape (n_features, n_features), got (1, 2)"),
    (lambda: mean_stability_bound([[1.0, 2.0], [0.0, 1.0]]), "R must be symmetric"),
    (lambda: mean_stability_bound([[1.0, 2.0], [2.0, 1.0]]),
     "R must have eigenvalues of at least 0 and one above it, as correlations have, got -1 to 3"),
    (lambda: mean_stability_bound(np.zeros((2, 2))), "R must have eigenvalues of at least 0"),
    (lambda: mean_stability_bound([[math.nan]]), "R must hold finite numbers, got nan"),
    (lambda: mean_square_stability_bound(0, 1.0), "n must be at least 1, got 0"),
    (lambda: mean_square_stability_bound(2.5, 1.0),  # type: ignore[arg-type]
     "n must be an integer, got 2.5"),
    (lambda: mean_square_stability_bound(2, 0.0), "sigma2 must be above 0, got 0"),
    (lambda: misadjustment(2, -1.0, 1.0), "mu must be above 0, got -1"),
    (lambda: misadjustment(2, 1.0, math.inf), "sigma2 must be finite, got inf"),
    (lambda: small_step_misadjustment(0.1, [1.0]), "R must have shape"),
    (lambda: mean_weights(np.eye(2), [1.0], 0.1, 3), "w_optimal must have shape (2,), got (1,)"),
    (lambda: mean_weights(np.eye(1), [1.0], 0.1, -1), "n_steps must be at least 0, got -1"),
    (lambda: mean_weights(np.eye(1), [1.0], 0.1, 3, [0, 0]), "w0 must have shape (1,), got (2,)"),
    (lambda: learning_curve(2, 0.1, 1.0, -1.0, 0.0, 3), "noise must be at least 0, got -1"),
    (lambda: learning_curve(2, 0.1, 1.0, 1.0, -2.0, 3), "distance2 must be at least 0, got -2"),
    (lambda: wiener_solution([[1, 2]], [1, 2]), "d must have shape (1,), got (2,)"),
    (lambda: correlations([[1, 2]], [math.nan]), "d must hold finite numbers, got nan"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "message"), ERRORS, ids=[m for _, m in ERRORS])
def test_an_error_names_the_argument_what_was_expected_and_what_came(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)
