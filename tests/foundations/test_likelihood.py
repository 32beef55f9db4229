"""Maximum likelihood: closed forms against brute force, and what standard errors promise."""

import math

import numpy as np
import pytest

from mlmath.foundations import (
    Bernoulli,
    Categorical,
    Exponential,
    Gaussian,
    Laplace,
    Poisson,
    cross_entropy,
    entropy,
    hessian,
)

RNG = np.random.default_rng(0)

# family, samples, and its parameters' learned names
CASES = {
    "bernoulli": (Bernoulli, (RNG.random(60) < 0.3).astype(float), ["probability_"]),
    "gaussian": (Gaussian, RNG.normal(3, 2, 60), ["mean_", "variance_"]),
    "laplace": (Laplace, RNG.laplace(-1, 2, 61), ["location_", "scale_"]),
    "poisson": (Poisson, RNG.poisson(3.5, 60).astype(float), ["rate_"]),
    "exponential": (Exponential, RNG.exponential(2, 60), ["rate_"]),
}
FAMILIES = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


def likelihood_at(fitted, names, values, x):
    """The log-likelihood with other parameters than the fitted ones."""
    other = type(fitted)().fit(x)
    for name, value in zip(names, values, strict=True):
        setattr(other, name, float(value))
    return other.log_likelihood(x)


@FAMILIES
def test_nothing_near_the_fit_is_more_probable(case):
    family, x, names = case
    fitted = family().fit(x)
    theta = np.array([getattr(fitted, name) for name in names])
    best = fitted.log_likelihood(x)
    rng = np.random.default_rng(1)
    for scale in (1e-4, 1e-2, 0.3):
        for direction in rng.normal(size=(20, len(theta))):
            moved = theta * (1 + scale * direction / np.linalg.norm(direction))
            assert likelihood_at(fitted, names, moved, x) < best


@FAMILIES
def test_the_standard_errors_are_the_curvature_at_the_maximum(case):
    """In all these families the observed information is the expected one at the fit.

    But not in Laplace's location, where log p has a corner instead of a curvature.
    """
    family, x, names = case
    fitted = family().fit(x)
    theta = np.array([getattr(fitted, name) for name in names])
    errors = [fitted.standard_errors_[name[:-1]] for name in names]
    if family is Laplace:
        theta, names, errors = theta[1:], names[1:], errors[1:]
    information = -hessian(lambda t: likelihood_at(fitted, names, t, x), theta)
    np.testing.assert_allclose(np.sqrt(np.diag(np.linalg.inv(information))), errors, rtol=1e-4)


@FAMILIES
def test_log_likelihood_is_the_sum_of_log_densities(case):
    family, x, _ = case
    fitted = family().fit(x)
    density = fitted.log_density(x)
    assert density.shape == x.shape
    assert fitted.log_likelihood(x) == pytest.approx(density.sum())
    assert fitted.log_likelihood(x[:20]) + fitted.log_likelihood(x[20:]) == pytest.approx(
        density.sum()
    )


@pytest.mark.parametrize("family", [Gaussian, Laplace, Exponential])
def test_densities_integrate_to_one(family):
    x = np.linspace(0 if family is Exponential else -60, 60, 240_001)
    fitted = family().fit([0.5, 1.0, 4.0, 2.0])
    area = np.exp(fitted.log_density(x)).sum() * (x[1] - x[0])
    assert area == pytest.approx(1, abs=1e-3)


def test_probabilities_sum_to_one():
    assert np.exp(Poisson().fit([2, 5, 3]).log_density(np.arange(60))).sum() == pytest.approx(1)
    assert np.exp(Bernoulli().fit([0, 0, 1]).log_density([0, 1])).sum() == pytest.approx(1)
    die = Categorical(6).fit([0, 1, 1, 5])
    assert np.exp(die.log_density(np.arange(6))).sum() == pytest.approx(1)


def test_fits_by_hand():
    assert Bernoulli().fit([1, 0, 1, 1]).probability_ == 0.75
    assert Bernoulli().fit([1, 0, 1, 1]).standard_errors_ == {"probability": math.sqrt(3 / 64)}
    assert Gaussian().fit([1, 2, 3]).mean_ == 2
    assert Gaussian().fit([1, 2, 3]).variance_ == pytest.approx(2 / 3)
    assert Laplace().fit([1, 2, 9]).location_ == 2
    assert Laplace().fit([1, 2, 9]).scale_ == pytest.approx(8 / 3)
    assert Poisson().fit([0, 3, 3]).rate_ == 2
    assert Exponential().fit([1, 3]).rate_ == 0.5
    assert Categorical(3).fit([0, 0, 2, 0]).probabilities_.tolist() == [0.75, 0, 0.25]
    assert Poisson().fit([0, 4]).log_density([3])[0] == pytest.approx(
        math.log(8 * math.exp(-2) / 6)
    )


def test_laplaces_rule_of_succession():
    """After k ones among n, the next is a one with probability (k + 1)/(n + 2)."""
    assert Bernoulli(smoothing=1).fit([1, 1, 1]).probability_ == 0.8
    die = Categorical(3, smoothing=1).fit([0, 0, 2, 0])
    np.testing.assert_allclose(die.probabilities_, [4 / 7, 1 / 7, 2 / 7])
    # It is the mean over a uniform prior: ∫ p · p³ dp / ∫ p³ dp.
    p = (np.arange(10_000) + 0.5) / 10_000
    assert (p**4).mean() / (p**3).mean() == pytest.approx(0.8, abs=1e-6)


def test_the_best_code_for_counts_is_their_frequencies():
    """−ℓ/n of any distribution q is the cross-entropy H(p̂, q), least at q = p̂, where it is H(p̂)."""
    x = np.random.default_rng(3).choice(4, size=200, p=[0.1, 0.2, 0.3, 0.4])
    fitted = Categorical(4).fit(x)
    p = fitted.probabilities_
    assert -fitted.log_likelihood(x) / 200 == pytest.approx(entropy(p, math.e))
    other = Categorical(4, smoothing=20).fit(x)
    assert -other.log_likelihood(x) / 200 == pytest.approx(
        cross_entropy(p, other.probabilities_, math.e)
    )
    assert other.log_likelihood(x) < fitted.log_likelihood(x)


def test_what_a_family_cannot_produce_has_no_density():
    assert Exponential().fit([1]).log_density([-1, 0]).tolist() == [-math.inf, 0]
    assert Bernoulli().fit([0, 1]).log_density([2, 1]).tolist() == [-math.inf, math.log(0.5)]
    assert Poisson().fit([1]).log_density([0.5, -1, 0]).tolist() == [-math.inf, -math.inf, -1]
    assert Categorical(3).fit([0]).log_density([0.5, 3, 0]).tolist() == [-math.inf, -math.inf, 0]
    assert Exponential().fit([1]).log_likelihood([-1, 2]) == -math.inf
    assert Gaussian().fit([0, 2]).log_density([1e200]).tolist() == [-math.inf]  # −5e399


def test_standard_errors_of_a_die_by_hand():
    """√(p (1 − p) / n) with p = 3/4, 0, 1/4 and n = 4."""
    errors = Categorical(3).fit([0, 0, 2, 0]).standard_errors_
    assert errors == pytest.approx({"0": math.sqrt(3 / 64), "1": 0, "2": math.sqrt(3 / 64)})


def test_what_was_never_seen_is_impossible_without_smoothing():
    assert Bernoulli().fit([1, 1]).log_density([0, 1]).tolist() == [-math.inf, 0]
    assert Categorical(3).fit([0, 1]).log_density([2]).tolist() == [-math.inf]
    assert Poisson().fit([0, 0]).log_density([0, 1]).tolist() == [0, -math.inf]
    assert math.isfinite(Bernoulli(smoothing=1).fit([1, 1]).log_likelihood([0]))


@pytest.mark.parametrize(
    ("family", "draw", "truth"),
    [
        (Bernoulli, lambda rng, n: (rng.random(n) < 0.4).astype(float), {"probability": 0.4}),
        (Gaussian, lambda rng, n: rng.normal(1, 2, n), {"mean": 1, "variance": 4}),
        (Laplace, lambda rng, n: rng.laplace(1, 2, n), {"location": 1, "scale": 2}),
        (Poisson, lambda rng, n: rng.poisson(3, n).astype(float), {"rate": 3}),
        (Exponential, lambda rng, n: rng.exponential(0.5, n), {"rate": 2}),
    ],
)
def test_intervals_of_196_standard_errors_cover_the_truth_95_times_in_100(family, draw, truth):
    rng = np.random.default_rng(7)
    trials, n = 600, 300
    covered = dict.fromkeys(truth, 0)
    for _ in range(trials):
        fitted = family().fit(draw(rng, n))
        for name, value in truth.items():
            miss = abs(getattr(fitted, name + "_") - value)
            covered[name] += miss <= 1.96 * fitted.standard_errors_[name]
    for name in truth:
        # 4 binomial standard errors are 0.036; for n = 300 the law itself is off by 0.01 or so.
        assert abs(covered[name] / trials - 0.95) < 0.045


def test_the_fisher_information_is_the_variance_of_the_score():
    """For Poisson, the score x/λ − 1 has the variance 1/λ = n I / n, and the mean 0."""
    x = np.random.default_rng(8).poisson(3, 40_000)
    score = x / 3 - 1
    assert abs(score.mean()) < 4 * score.std() / 200
    assert score.var() == pytest.approx(1 / 3, rel=0.04)
    error = Poisson().fit(x).standard_errors_["rate"]
    assert error == pytest.approx(1 / math.sqrt(40_000 / 3), rel=0.01)


@pytest.mark.parametrize("scale", [1e-6, 1e6])
def test_extreme_units(scale):
    x = np.random.default_rng(9).exponential(size=50)
    for family in (Gaussian, Laplace, Exponential):
        small, large = family().fit(x), family().fit(scale * x)
        # Densities are per unit of x: each sample's log p falls by ln(scale).
        assert large.log_likelihood(scale * x) == pytest.approx(
            small.log_likelihood(x) - 50 * math.log(scale)
        )
    assert Poisson().fit([1_000_000, 999_000]).log_likelihood([1_000_000]) < 0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Gaussian().fit([[1, 2]]), "x must have shape (n,), got (1, 2)"),
        (lambda: Gaussian().fit([]), "x must have shape (n,), got (0,)"),
        (lambda: Gaussian().fit([1, math.nan]), "x must hold finite numbers, got nan"),
        (lambda: Gaussian().fit(["a"]), "x must hold numbers"),
        (
            lambda: Gaussian().fit([2, 2, 2]),
            "x must hold at least two different numbers, got 3 of 2",
        ),
        (lambda: Laplace().fit([5]), "x must hold at least two different numbers, got 1 of 5"),
        (
            lambda: Gaussian().log_density([1]),
            "fit must be called first: this Gaussian has no data",
        ),
        (lambda: Bernoulli().fit([0, 2]), "x must hold only 0 and 1, got 2"),
        (lambda: Bernoulli(-1), "smoothing must be at least 0, got -1"),
        (lambda: Poisson().fit([1.5]), "x must hold whole numbers from 0, got 1.5"),
        (lambda: Poisson().fit([-1]), "x must hold whole numbers from 0, got -1"),
        (lambda: Exponential().fit([-1, 2]), "x must hold numbers of at least 0, got -1"),
        (lambda: Exponential().fit([0, 0]), "x must not be all 0"),
        (lambda: Categorical(0), "n_categories must be at least 1, got 0"),
        (lambda: Categorical(3).fit([3]), "x must hold whole numbers from 0 to 2, got 3"),
        (lambda: Gaussian().fit([1e-320, 0]), "x must have a variance from 2.22507e-308 to 1.79"),
        (lambda: Gaussian().fit([1e200, 0]), "x must have a variance from 2.22507e-308 to 1.79"),
        (lambda: Gaussian().fit([1e308, 1.5e308]), "x must have a variance from 2.22507e-308 to"),
        (lambda: Laplace().fit([5e-324, 0]), "x must have a mean deviation from 2.22507e-308"),
        (lambda: Exponential().fit([1e-320]), "x must have a mean from 2.22507e-308 to 1.79"),
    ],
)
def test_errors_name_the_argument(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)


def test_how_they_print():
    assert repr(Categorical(6, smoothing=0.5)) == "Categorical(n_categories=6, smoothing=0.5)"
    assert repr(Gaussian()) == "Gaussian()"
