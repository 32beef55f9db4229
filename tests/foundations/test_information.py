"""Entropies by hand, and the laws that bind them."""

import math

import numpy as np
import pytest

from mlmath.foundations import (
    conditional_entropy,
    cross_entropy,
    entropy,
    gaussian_entropy,
    gaussian_kl,
    jensen_shannon,
    kl_divergence,
    mutual_information,
)

SEEDS = pytest.mark.parametrize("seed", range(12))


def random_distribution(seed, shape):
    """A distribution with a few impossible outcomes."""
    rng = np.random.default_rng(seed)
    p = rng.exponential(size=shape) * (rng.random(shape) < 0.8)
    p.flat[0] += 0.1
    return p / p.sum()


@pytest.mark.parametrize(
    ("p", "bits"),
    [
        ([1], 0),
        ([1, 0, 0], 0),
        ([0.5, 0.5], 1),
        ([0.25] * 4, 2),
        ([0.5, 0.25, 0.125, 0.125], 1.75),
        ([0.9, 0.1], 0.4689955935892812),  # -.9 log₂ .9 - .1 log₂ .1
        ([1 - 1e-300, 1e-300], 0),  # nothing underflows into NaN
        ([[0.25, 0.25], [0, 0.5]], 1.5),
    ],
)
def test_entropies_by_hand(p, bits):
    assert entropy(p) == pytest.approx(bits, abs=1e-15)
    assert entropy(p, base=math.e) == pytest.approx(bits * math.log(2), abs=1e-15)
    assert math.copysign(1, entropy(p)) == 1  # 0, not −0


def test_divergences_by_hand():
    p, q = [0.5, 0.5], [0.25, 0.75]
    assert cross_entropy(p, q) == pytest.approx(0.5 * 2 + 0.5 * math.log2(4 / 3))
    assert kl_divergence(p, q) == pytest.approx(0.5 * 1 + 0.5 * math.log2(2 / 3))
    assert kl_divergence(q, p) == pytest.approx(0.25 * -1 + 0.75 * math.log2(1.5))
    assert jensen_shannon([1, 0], [0, 1]) == 1
    assert cross_entropy([1, 0], [0.5, 0.5]) == 1


def test_what_was_held_impossible_costs_infinitely_much():
    assert cross_entropy([0.5, 0.5], [1, 0]) == math.inf
    assert kl_divergence([0.5, 0.5], [1, 0]) == math.inf
    assert kl_divergence([1, 0], [0.5, 0.5]) == 1  # the other way about it costs one bit
    assert cross_entropy([1, 0], [1, 0]) == kl_divergence([1, 0], [1, 0]) == 0


@pytest.mark.parametrize("n", [1, 2, 3, 10, 1000])
def test_the_uniform_distribution_has_the_most_entropy(n):
    assert entropy(np.full(n, 1 / n)) == pytest.approx(math.log2(n), abs=1e-12)
    for seed in range(5):
        assert entropy(random_distribution(seed, n)) <= math.log2(n) + 1e-12


@SEEDS
def test_gibbs(seed):
    """Cross-entropy is at least the entropy, and D at least 0; both equal only for q = p."""
    p, q = random_distribution(seed, 6), random_distribution(seed + 100, 6)
    q = 0.9 * q + 0.1 * p  # so that nothing is infinite
    assert cross_entropy(p, q) > entropy(p)
    assert kl_divergence(p, q) == pytest.approx(cross_entropy(p, q) - entropy(p), abs=1e-12)
    assert kl_divergence(p, p) == 0
    assert cross_entropy(p, p) == pytest.approx(entropy(p), abs=1e-14)
    assert 0 <= kl_divergence(p, p * (1 - 1e-9) + 1e-9 * q) < 1e-8


@SEEDS
def test_jensen_shannon_is_symmetric_bounded_and_its_root_a_distance(seed):
    p, q, r = (random_distribution(seed + k, 5) for k in (0, 50, 70))
    assert jensen_shannon(p, q) == pytest.approx(jensen_shannon(q, p), abs=1e-15)
    assert 0 < jensen_shannon(p, q) <= 1
    m = (p + q) / 2
    assert jensen_shannon(p, q) == pytest.approx(entropy(m) - (entropy(p) + entropy(q)) / 2)
    root = [math.sqrt(jensen_shannon(*pair)) for pair in ((p, q), (q, r), (p, r))]
    assert root[2] <= root[0] + root[1] + 1e-12


@SEEDS
def test_two_variables(seed):
    joint = random_distribution(seed, (3, 4))
    x, y = joint.sum(axis=1), joint.sum(axis=0)
    information = mutual_information(joint)
    assert entropy(joint) <= entropy(x) + entropy(y) + 1e-12
    assert information == pytest.approx(entropy(x) + entropy(y) - entropy(joint), abs=1e-12)
    assert -1e-12 <= information <= min(entropy(x), entropy(y)) + 1e-12
    assert mutual_information(joint.T) == pytest.approx(information, abs=1e-12)
    # The chain rule, both ways round, and what knowing Y takes off X.
    assert entropy(x) + conditional_entropy(joint) == pytest.approx(entropy(joint), abs=1e-12)
    assert entropy(y) + conditional_entropy(joint.T) == pytest.approx(entropy(joint), abs=1e-12)
    assert entropy(x) - conditional_entropy(joint.T) == pytest.approx(information, abs=1e-12)


def test_mutual_information_by_hand():
    assert mutual_information([[0.5, 0], [0, 0.5]]) == pytest.approx(
        1
    )  # one tells all of the other
    assert mutual_information(np.outer([0.3, 0.7], [0.2, 0.5, 0.3])) == pytest.approx(0, abs=1e-15)
    # A binary symmetric channel that errs in one of 10: 1 − H(0.1) bits.
    noisy = [[0.45, 0.05], [0.05, 0.45]]
    assert mutual_information(noisy) == pytest.approx(1 - 0.4689955935892812)
    assert conditional_entropy(noisy) == pytest.approx(0.4689955935892812)
    assert conditional_entropy([[0.5, 0], [0, 0.5]]) == 0
    assert conditional_entropy([[0, 0], [0.5, 0.5]]) == 1  # a row that never comes


@SEEDS
def test_processing_never_adds_information(seed):
    """Passing Y through a random channel can only lower I(X; Y)."""
    joint = random_distribution(seed, (3, 4))
    channel = np.random.default_rng(seed).dirichlet(np.ones(5), size=4)  # (4, 5)
    assert mutual_information(joint @ channel) <= mutual_information(joint) + 1e-12


def test_probabilities_may_be_rounded_to_float32():
    """Their sum misses 1 by some 1e-7, which moves no divergence by more than its square."""
    rng = np.random.default_rng(0)
    for _ in range(100):
        z = np.exp(rng.normal(size=50).astype(np.float32))
        p = z / z.sum()
        exact = p.astype(np.float64) / p.astype(np.float64).sum()
        assert entropy(p) == pytest.approx(entropy(exact), abs=2e-6)
        assert kl_divergence(p, exact) < 1e-12
        assert kl_divergence(exact, p) < 1e-12
        assert jensen_shannon(p, p) < 1e-12
        assert mutual_information(np.outer(p, p).astype(np.float32)) < 1e-10
    tenths = np.full(10, 0.1, np.float32)  # each is 1.5e-8 too large
    assert entropy(tenths) == pytest.approx(math.log2(10), abs=1e-6)
    assert kl_divergence(tenths, np.full(10, 0.1)) < 1e-13
    with pytest.raises(ValueError, match="p must sum to 1"):
        entropy(tenths.astype(np.float64) * (1 + 1e-7))
    with pytest.raises(ValueError, match="p must sum to 1"):
        entropy(np.array([0.5, 0.5001], np.float32))


def test_mutual_information_of_a_table_that_is_barely_accepted_or_has_a_rare_cell():
    assert mutual_information(np.full((2, 2), 0.25) * (1 + 0.9e-8)) < 1e-12
    # Both variables are one rare event, p = 1e-170, of the entropy −p ln p + p (and less than p²).
    rare = 1e-170 * (170 * math.log(10) + 1)
    found = mutual_information([[1e-170, 0], [0, 1]], math.e)
    assert found == pytest.approx(rare, rel=1e-12, abs=0)
    assert jensen_shannon([5e-324, 1], [0, 1]) == pytest.approx(0, abs=1e-300)  # their mean is 0


def test_gaussian_entropy_by_hand():
    assert gaussian_entropy(1.0, math.e) == pytest.approx(0.5 * math.log(2 * math.pi * math.e))
    assert gaussian_entropy(4.0) == pytest.approx(gaussian_entropy(1.0) + 1)  # twice as wide: 1 bit
    assert gaussian_entropy(np.diag([1.0, 4.0])) == pytest.approx(2 * gaussian_entropy(1.0) + 1)
    assert gaussian_entropy(1e-6) < 0


def test_gaussian_entropy_is_the_integral_and_beats_the_uniform():
    x = np.linspace(-12, 12, 20_001)
    density = np.exp(-(x**2) / 2 / 1.5) / math.sqrt(2 * math.pi * 1.5)
    integral = -(density * np.log2(density)).sum() * (x[1] - x[0])
    assert gaussian_entropy(1.5) == pytest.approx(integral, abs=1e-9)
    # The uniform distribution of the same variance w²/12 has the entropy log w.
    assert math.log2(math.sqrt(12 * 1.5)) < gaussian_entropy(1.5)


def test_gaussian_kl_by_hand():
    """One dimension: ln(s₁/s₀) + (s₀² + (m₀ − m₁)²) / (2 s₁²) − 1/2, here ln 2 + 2/8 − 1/2."""
    assert gaussian_kl(0, 1, 1, 4, math.e) == pytest.approx(math.log(2) + 2 / 8 - 0.5)
    assert gaussian_kl([0, 0], np.eye(2), [3, 4], np.eye(2), math.e) == pytest.approx(12.5)


@SEEDS
def test_gaussian_kl_is_what_sampling_says(seed):
    rng = np.random.default_rng(seed)
    A, B = rng.normal(size=(2, 2, 2))
    P, Q, m = A @ A.T + np.eye(2), B @ B.T + np.eye(2), rng.normal(size=2)
    X = rng.multivariate_normal([0, 0], P, size=20_000)

    def log_density(X, mean, covariance):
        away = X - mean
        squares = np.einsum("ni,ij,nj->n", away, np.linalg.inv(covariance), away)
        return -0.5 * squares - 0.5 * math.log(np.linalg.det(covariance))

    terms = log_density(X, 0, P) - log_density(X, m, Q)
    error = terms.std() / math.sqrt(len(X))
    assert abs(gaussian_kl([0, 0], P, m, Q, math.e) - terms.mean()) < 4.5 * error
    assert gaussian_kl(m, P, m, P) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: entropy([0.5, 0.6]), "p must sum to 1, got 1.1"),
        (lambda: entropy([1.5, -0.5]), "p must not hold negative probabilities, got -0.5"),
        (lambda: entropy([]), "p must hold at least one probability, got shape (0,)"),
        (lambda: entropy([math.nan, 1]), "p must hold finite numbers, got nan"),
        (lambda: entropy(["a"]), "p must hold numbers"),
        (lambda: entropy([1], base=1), "base must be above 1, got 1"),
        (lambda: kl_divergence([1], [0.5, 0.5]), "q must have the shape of p, (1,), got (2,)"),
        (lambda: cross_entropy([1.0], [0.9]), "q must sum to 1, got 0.9"),
        (lambda: mutual_information([0.5, 0.5]), "joint must have shape (n_x, n_y), got (2,)"),
        (lambda: conditional_entropy([[2.0]]), "joint must sum to 1, got 2"),
        (lambda: gaussian_entropy(0.0), "covariance must be positive definite"),
        (lambda: gaussian_entropy([[1, 2], [0, 1]]), "covariance must be symmetric"),
        (lambda: gaussian_kl(0, 1, [0, 0], np.eye(2)), "covariance_q must have shape (1, 1), got"),
        (lambda: gaussian_kl([0, 1], 1, 0, 1), "mean_p must have shape (1,), got (2,)"),
    ],
)
def test_errors_name_the_argument(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)
