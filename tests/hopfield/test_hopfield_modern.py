"""The modern update: it is attention, it goes downhill, and the classical one turns into it."""

import math

import numpy as np
import pytest

from mlmath.hopfield import (
    Hopfield,
    energy,
    modern_energy,
    modern_update,
    morph_energy,
    morph_update,
    random_patterns,
)

SEEDS = range(5)


def attention(Q, K, V):
    """Vaswani et al. 2017, equation 1, written out row by row: softmax(Q Kᵀ / √d_k) V."""
    out = []
    for q in Q:
        scores = [sum(a * b for a, b in zip(q, k, strict=True)) / math.sqrt(len(q)) for k in K]
        shares = [math.exp(s - max(scores)) for s in scores]
        out.append(sum(w * v for w, v in zip(shares, V, strict=True)) / sum(shares))
    return np.array(out)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("d", "n", "queries"), [(1, 1, 1), (4, 7, 3), (16, 5, 9), (64, 30, 2)])
def test_the_update_is_attention(seed, d, n, queries):
    """Ramsauer et al. 2020: equal at β = 1/√d_k to machine precision."""
    rng = np.random.default_rng(seed)
    X, xi = rng.normal(size=(d, n)), rng.normal(size=(d, queries))
    there = modern_update(X, xi, 1 / math.sqrt(d)).T
    np.testing.assert_allclose(there, attention(xi.T, X.T, X.T), rtol=0, atol=2e-15)


def test_by_hand():
    """Two patterns on the axes, ξ = (log 3, 0), β = 1: shares 3/4 and 1/4."""
    X = np.array([[1.0, 0.0], [0.0, 2.0]])
    np.testing.assert_allclose(modern_update(X, [math.log(3), 0], 1), [0.75, 0.5], rtol=1e-15)
    # E = -log(3 + 1) + log(3)²/2 + log 2 + 2²/2
    expected = -math.log(4) + math.log(3) ** 2 / 2 + math.log(2) + 2
    assert modern_energy(X, [math.log(3), 0], 1) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize("beta", [0.05, 1.0, 8.0, 200.0])
@pytest.mark.parametrize("seed", SEEDS)
def test_the_update_never_raises_the_energy_which_is_never_negative(seed, beta):
    rng = np.random.default_rng(seed)
    X, xi = rng.normal(size=(6, 10)), 3 * rng.normal(size=(6, 40))
    energies = []
    for _ in range(12):
        energies.append(modern_energy(X, xi, beta))
        xi = modern_update(X, xi, beta)
    assert (np.diff(energies, axis=0) <= 1e-13).all()
    assert (energies[1] < energies[0]).all()
    assert np.min(energies) >= -1e-13


@pytest.mark.parametrize("t", [0.0, 0.3, 0.8, 1.0])
def test_the_update_is_the_state_minus_the_energys_gradient(t):
    """E is half a square minus a convex function, whose gradient is the update."""
    rng = np.random.default_rng(3)
    X, xi, h = rng.normal(size=(5, 8)), rng.normal(size=5), 1e-6
    nudges = h * np.eye(5)
    up, down = (morph_energy(X, xi[:, None] + sign * nudges, 2.0, t) for sign in (1, -1))
    gradient = (up - down) / (2 * h)
    np.testing.assert_allclose(xi - morph_update(X, xi, 2.0, t), gradient, atol=1e-8)


def test_large_beta_gives_the_pattern_of_largest_dot_product_not_the_nearest_in_direction():
    """The state (1, 0) lies along the first pattern; the second is 45° off, but far longer."""
    X = np.array([[1.0, 10.0], [0.0, 10.0]])
    assert modern_update(X, [1.0, 0.0], 1e3).tolist() == [10, 10]
    unit = X / np.sqrt((X**2).sum(axis=0))  # of equal length, the nearest in direction wins
    np.testing.assert_allclose(modern_update(unit, [1.0, 0.0], 1e3), [1, 0], atol=1e-12)


def test_large_beta_gives_the_nearest_pattern_and_small_beta_the_mean():
    rng = np.random.default_rng(0)
    X, xi = rng.normal(size=(8, 20)), rng.normal(size=8)
    np.testing.assert_allclose(modern_update(X, xi, 1e6), X[:, (X.T @ xi).argmax()], rtol=1e-12)
    np.testing.assert_allclose(modern_update(X, xi, 1e-9), X.mean(axis=1), atol=1e-7)


def test_extreme_numbers_stay_finite():
    rng = np.random.default_rng(1)
    X, xi = 1e6 * rng.normal(size=(8, 20)), 1e6 * rng.normal(size=(8, 3))
    nearest = X[:, (X.T @ xi).argmax(axis=0)]
    np.testing.assert_allclose(modern_update(X, xi, 1e6), nearest, rtol=1e-12)
    for t in (0, 0.5, 1):
        assert np.isfinite(morph_update(X, xi, 1e6, t)).all()
        assert np.isfinite(morph_energy(X, xi, 1e6, t)).all()
    assert np.isfinite(modern_energy(X, xi, 1e6)).all()
    assert modern_update(X, np.zeros(8), 1e6) == pytest.approx(X.mean(axis=1), rel=1e-12)


def test_one_pattern_is_always_returned_and_copies_of_it_change_nothing():
    X = np.array([[1.0], [-2.0]])
    np.testing.assert_allclose(modern_update(X, [5, 5], 3), [1, -2], rtol=1e-15)
    np.testing.assert_allclose(modern_update(np.tile(X, 4), [5, 5], 3), [1, -2], rtol=1e-15)


def test_the_order_of_the_patterns_does_not_matter():
    rng = np.random.default_rng(2)
    X, xi = rng.normal(size=(6, 9)), rng.normal(size=(6, 4))
    shuffled = X[:, rng.permutation(9)]
    np.testing.assert_allclose(modern_update(shuffled, xi, 2), modern_update(X, xi, 2), atol=1e-14)


def test_columns_are_updated_one_by_one():
    rng = np.random.default_rng(4)
    X, xi = rng.normal(size=(6, 9)), rng.normal(size=(6, 4))
    for update, level in (
        (modern_update(X, xi, 2), modern_energy(X, xi, 2)),
        (morph_update(X, xi, 2, 0.4), morph_energy(X, xi, 2, 0.4)),
    ):
        assert update.shape == (6, 4)
        assert level.shape == (4,)
    for k in range(4):
        alone = modern_update(X, xi[:, k], 2)
        np.testing.assert_allclose(modern_update(X, xi, 2)[:, k], alone, atol=1e-15)
        assert modern_energy(X, xi[:, k], 2) == pytest.approx(modern_energy(X, xi, 2)[k])


def test_it_holds_ten_times_as_many_patterns_as_units_where_hebbs_rule_holds_none():
    """Demircigil et al. 2017 and Ramsauer et al. 2020: room that grows exponentially with units."""
    xi = random_patterns(300, 30, 5)
    settled = modern_update(xi.T, xi.T, beta=1.0).T
    assert (np.sign(settled) == xi).all(axis=1).mean() > 0.97
    fields = xi @ Hopfield().fit(xi).weights_
    assert (fields * xi > 0).all(axis=1).mean() == 0


@pytest.mark.parametrize("seed", SEEDS)
def test_the_morph_begins_with_hebbs_weights_and_ends_with_attention(seed):
    xi = random_patterns(4, 25, seed)
    s = random_patterns(1, 25, seed + 10)[0]
    W = Hopfield().fit(xi).weights_
    # The diagonal that the network leaves out adds 4/25 of each unit's own state.
    np.testing.assert_allclose(morph_update(xi.T, s, 2.0, 0), W @ s + 4 / 25 * s, atol=1e-14)
    np.testing.assert_allclose(
        morph_energy(xi.T, s, 2.0, 0), energy(W, s) + 25 / 2 - 4 / 2, atol=1e-12
    )
    np.testing.assert_allclose(morph_update(xi.T, s, 2.0, 1), modern_update(xi.T, s, 2.0))
    shift = math.log(4) / 2.0 + 25 / 2
    assert morph_energy(xi.T, s, 2.0, 1) + shift == pytest.approx(modern_energy(xi.T, s, 2.0))


@pytest.mark.parametrize("t", [0.0, 0.25, 0.5, 0.75, 1.0])
@pytest.mark.parametrize("seed", SEEDS)
def test_the_morph_goes_downhill_everywhere_on_the_way(seed, t):
    rng = np.random.default_rng(seed)
    X, xi = rng.normal(size=(6, 10)), rng.normal(size=(6, 30))
    s = random_patterns(30, 6, rng).T
    for _ in range(6):
        following = morph_update(X, xi, 1.5, t)
        level = morph_energy(X, xi, 1.5, t)
        assert (morph_energy(X, following, 1.5, t) <= level + 1e-12 * np.abs(level)).all()
        xi = following
        # Also on states of -1 and +1 that take the sign.
        signed = np.where(morph_update(X, s, 1.5, t) < 0, -1.0, 1.0)
        assert (morph_energy(X, signed, 1.5, t) <= morph_energy(X, s, 1.5, t) + 1e-12).all()
        s = signed


GOOD = [[1.0, 0.0], [0.0, 1.0]]
ERRORS = [
    (lambda: modern_update([1, 2], [1, 2], 1), "X must have shape (d, n_patterns), got (2,)"),
    (lambda: modern_update(np.empty((2, 0)), [1, 2], 1), "X must have shape (d, n_patterns), got"),
    (lambda: modern_update(GOOD, [1, 2, 3], 1),
     "xi must have shape (2,) or (2, n_queries), got (3,)"),
    (lambda: modern_update(GOOD, 1, 1), "xi must have shape (2,) or (2, n_queries), got ()"),
    (lambda: modern_update(GOOD, [1, math.nan], 1), "xi must hold finite numbers, got nan"),
    (lambda: modern_update([["a"]], [1], 1), "X must hold numbers"),
    (lambda: modern_update(GOOD, [1, 2], 0), "beta must be above 0, got 0"),
    (lambda: modern_energy(GOOD, [1, 2], -1), "beta must be above 0, got -1"),
    (lambda: modern_energy(GOOD, [1, 2], math.inf), "beta must be finite, got inf"),
    (lambda: morph_update(GOOD, [1, 2], 1, 1.1), "t must be at most 1, got 1.1"),
    (lambda: morph_energy(GOOD, [1, 2], 1, -0.1), "t must be at least 0, got -0.1"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "message"), ERRORS, ids=[m for _, m in ERRORS])
def test_an_error_names_the_argument_what_was_expected_and_what_came(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)


@pytest.mark.parametrize("scale", [1e170, 1e307])
def test_numbers_whose_products_overflow_are_refused_by_name(scale):
    for call in (
        lambda X, xi: modern_update(X, xi, 1.0),
        lambda X, xi: modern_energy(X, xi, 1.0),
        lambda X, xi: morph_update(X, xi, 1.0, 0.5),
        lambda X, xi: morph_energy(X, xi, 1.0, 0.5),
    ):
        with pytest.raises(ValueError, match="X must hold numbers of at most"):
            call(scale * np.eye(2), np.ones(2))
        with pytest.raises(ValueError, match="xi must hold numbers of at most"):
            call(np.eye(2), scale * np.ones(2))
