"""How fast the methods are on quadratics: measured slopes against the rates of theory."""

from typing import Any

import numpy as np
import pytest

from mlmath.optimizers import (
    SGD,
    best_gradient_descent,
    best_heavy_ball,
    best_nesterov,
    factors,
    minimize,
    observed_rate,
    quadratic_path,
)

METHODS: dict[str, Any] = {
    "gradient descent": (best_gradient_descent, False),
    "heavy ball": (best_heavy_ball, False),
    "Nesterov": (best_nesterov, True),
}


def step_matrix(curvature, lr, momentum, nesterov):
    """Return the map (x_k, x_(k-1)) -> (x_(k+1), x_k) of one step on a x^2 / 2.

    Heavy ball: x+ = x - lr a x + m (x - x-).  Nesterov: the gradient is taken at
    y = x + m (x - x-), and x+ = y - lr a y.
    """
    ahead = np.array([1 + momentum, -momentum])
    new = ahead * (1 - lr * curvature) if nesterov else ahead - [lr * curvature, 0]
    return np.array([new, [1, 0]])


def slowest(mu, L, lr, momentum, nesterov):
    """Return the largest size of an eigenvalue of a step over curvatures in [mu, L]."""
    curvatures = np.linspace(mu, L, 2001)
    return max(
        np.abs(np.linalg.eigvals(step_matrix(a, lr, momentum, nesterov))).max() for a in curvatures
    )


@pytest.mark.parametrize("kappa", [4, 100])
@pytest.mark.parametrize("name", METHODS)
def test_the_rate_is_the_largest_eigenvalue_of_a_step(name, kappa):
    """The rates of Polyak 1964 and of Lessard, Recht and Packard 2016, against linear algebra."""
    tune, nesterov = METHODS[name]
    lr, momentum, rate = tune(1.0, kappa)
    # A double eigenvalue is computed to the root of the precision only.
    assert slowest(1.0, kappa, lr, momentum, nesterov) == pytest.approx(rate, abs=2e-7)


@pytest.mark.parametrize("name", METHODS)
def test_no_other_tuning_nearby_is_faster(name):
    tune, nesterov = METHODS[name]
    lr, momentum, rate = tune(1.0, 20.0)
    for scale in (0.9, 0.97, 1.03, 1.1):
        assert slowest(1.0, 20.0, lr * scale, momentum, nesterov) > rate
        if momentum:
            assert slowest(1.0, 20.0, lr, momentum * scale, nesterov) > rate


@pytest.mark.parametrize("name", METHODS)
def test_the_measured_slope_is_the_rate(name):
    """Polyak 1964: (kappa - 1)/(kappa + 1) and (sqrt kappa - 1)/(sqrt kappa + 1)."""
    tune, nesterov = METHODS[name]
    curvatures = np.array([1.0, 3.0, 20.0, 25.0])
    lr, momentum, rate = tune(1.0, 25.0)
    path = minimize(
        lambda x: (x * x * curvatures).sum() * 0.5,
        np.ones(4),
        SGD,
        200,
        lr=lr,
        momentum=momentum,
        nesterov=nesterov,
    )
    length = np.linalg.norm(path, axis=1)
    measured = (length[200] / length[100]) ** (1 / 100)
    # A double eigenvalue adds a factor k: (200/100)^(1/100) = 1.007 at most.
    assert rate * 0.995 < measured < rate * 1.0075


def test_the_rates_of_the_literature_as_numbers():
    """At kappa = 9: (9 - 1)/(9 + 1) = 0.8 and (3 - 1)/(3 + 1) = 0.5."""
    assert best_gradient_descent(2.0, 18.0) == pytest.approx((0.1, 0, 0.8))
    assert best_heavy_ball(1.0, 9.0) == pytest.approx((0.25, 0.25, 0.5))
    assert best_nesterov(1.0, 8.0) == pytest.approx((4 / 25, 3 / 7, 0.6))


@pytest.mark.parametrize("tune", [tune for tune, _ in METHODS.values()])
def test_a_round_bowl_takes_one_step(tune):
    assert tune(2.0, 2.0) == pytest.approx((0.5, 0, 0))


@pytest.mark.parametrize("name", METHODS)
def test_every_tuning_can_be_used(name):
    tune, nesterov = METHODS[name]
    lr, momentum, _ = tune(2.0, 2.0)
    path = minimize(
        lambda x: (x * x).sum(), 1.0, SGD, 1, lr=lr, momentum=momentum, nesterov=nesterov
    )
    assert path[1] == pytest.approx(0, abs=1e-15)


def test_just_past_two_over_the_curvature_descent_diverges():
    def bowl(x):
        return x * x * 0.5

    assert abs(minimize(bowl, 1.0, SGD, 400, lr=1.99)[-1]) < 0.02
    assert abs(minimize(bowl, 1.0, SGD, 400, lr=2.01)[-1]) > 50


@pytest.mark.parametrize(
    ("mu", "L", "message"),
    [(0, 1, "mu must be above 0, got 0"), (2, 1, "L must be at least 2, got 1")],
)
def test_an_error_says_what_was_expected(mu, L, message):
    with pytest.raises(ValueError) as told:
        best_gradient_descent(mu, L)
    assert str(told.value) == message


@pytest.mark.parametrize("nesterov", [False, True])
@pytest.mark.parametrize("seed", range(8))
def test_a_factor_is_the_largest_eigenvalue_of_a_step(seed, nesterov):
    rng = np.random.default_rng(seed)
    curvatures, lr, momentum = rng.uniform(0, 3, 5), rng.uniform(0, 1.5), rng.uniform(0, 1)
    found = factors(curvatures, lr, momentum, nesterov)
    for a, factor in zip(curvatures, found, strict=True):
        roots = np.linalg.eigvals(step_matrix(a, lr, momentum, nesterov))
        assert factor == pytest.approx(np.abs(roots).max(), abs=1e-7)


def test_factors_by_hand():
    """On x^2/2 + 9 y^2/2: 1 - 0.2 and |1 - 1.8|; with momentum 1/4 and step 1/4 the root of 1/4.

    Nesterov's with step 1/9 stands still along y, and along x has z^2 = 10/9 z - 2/9 at 1/4.
    """
    assert factors([1, 9], 0.2) == pytest.approx([0.8, 0.8])
    assert factors([1, 5, 9], 0.25, 0.25) == pytest.approx([0.5, 0.5, 0.5])
    assert factors([1, 9], 1 / 9, 0.25, True) == pytest.approx([(10 + 28**0.5) / 18, 0])
    assert factors(9.0, [2 / 9, 2.5 / 9], [0, 0.25]) == pytest.approx([1, 1])


def test_factors_take_a_plane_of_steps_and_momenta():
    lr, momentum = np.linspace(0, 1, 5), np.linspace(0, 0.9, 4)
    assert factors([1.0, 2.0], lr[:, None, None], momentum[:, None]).shape == (5, 4, 2)


@pytest.mark.parametrize("nesterov", [False, True])
def test_the_path_is_that_of_the_optimizer(nesterov):
    curvatures = np.array([0.5, 2.0, 9.0])
    mine = quadratic_path(curvatures, [1, 2, 3], 30, lr=0.1, momentum=0.6, nesterov=nesterov)
    theirs = minimize(
        lambda x: (x * x * curvatures).sum() * 0.5,
        [1, 2, 3],
        SGD,
        30,
        lr=0.1,
        momentum=0.6,
        nesterov=nesterov,
    )
    np.testing.assert_allclose(mine, theirs, rtol=1e-12)


def test_paths_by_hand():
    """Step and momentum 1/4: x is 48/64, 32/64, ... of its start, y is -80/64, 64/64, -44/64."""
    path = quadratic_path([1, 9], [64, 64], 6, lr=0.25, momentum=0.25)
    assert path[:, 0].tolist() == [64, 48, 32, 20, 12, 7, 4]
    assert path[:, 1].tolist() == [64, -80, 64, -44, 28, -17, 10]


def test_observed_rates_by_hand():
    assert observed_rate(3 * 0.7 ** np.arange(30)) == pytest.approx(0.7)
    assert observed_rate([9, 1, 2, 4]) == pytest.approx(2)
    assert observed_rate([9, 1, 2, 0]) == 0
    for wrong in ([1, 2, 3], [1, 2, 3, -1]):
        with pytest.raises(ValueError, match="errors must be at least four numbers"):
            observed_rate(wrong)
