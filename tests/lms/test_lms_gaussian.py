"""LMS on normal inputs of any covariance: the white case, and a mean over all of a few nodes."""

import math
from itertools import product

import numpy as np
import pytest

from mlmath.lms import (
    gaussian_learning_curve,
    gaussian_misadjustment,
    gaussian_stability_bound,
    learning_curve,
    mean_square_stability_bound,
    misadjustment,
)

R = np.array([[1.0, 0.8], [0.8, 1.0]])  # eigenvalues 1.8 and 0.2


def nodes():
    """Points and weights whose averages are those of two standard normal numbers, to degree 7."""
    at, weight = np.polynomial.hermite_e.hermegauss(4)
    weight = weight / weight.sum()
    places = np.array(list(product(at, repeat=2)))
    return places, np.array([math.prod(w) for w in product(weight, repeat=2)])


@pytest.mark.parametrize(("n", "mu"), [(1, 0.3), (4, 0.1), (10, 0.02)])
def test_white_inputs_are_the_case_of_equal_eigenvalues(n, mu):
    """By the closed forms of `mlmath.lms.theory`, which were derived apart from these."""
    white = 2.0 * np.eye(n)
    away = np.arange(1.0, n + 1)
    curve = gaussian_learning_curve(white, mu / 2, 0.5, away, 50)
    np.testing.assert_allclose(curve, learning_curve(n, mu / 2, 2.0, 0.5, float(away @ away), 50))
    assert gaussian_misadjustment(white, mu / 2) == pytest.approx(misadjustment(n, mu / 2, 2.0))
    assert gaussian_stability_bound(white) == pytest.approx(mean_square_stability_bound(n, 2.0))


def test_two_steps_averaged_over_all_nodes():
    """A step is a polynomial of degree 2 in each sample, its square one of degree 4."""
    z, share = nodes()
    X = z @ np.linalg.cholesky(R).T
    mu, away, noise = 0.3, np.array([1.0, -0.5]), 0.25
    curve = gaussian_learning_curve(R, mu, noise, away, 2)
    v, chance = away[None], np.ones(1)
    for expected in curve:
        error = (chance[:, None] * share) * ((v @ X.T) ** 2 + noise)
        assert error.sum() == pytest.approx(expected, rel=1e-12)
        v = np.concatenate(
            [
                (v[:, None] - mu * ((v @ X.T) + s)[..., None] * X).reshape(-1, 2)
                for s in (-math.sqrt(noise), math.sqrt(noise))
            ]
        )
        chance = np.tile((chance[:, None] * share).ravel() / 2, 2)


def test_the_curve_grows_exactly_past_the_bound():
    bound = gaussian_stability_bound(R)
    assert bound < 1 / 1.8
    below, above = (
        gaussian_learning_curve(R, share * bound, 1.0, [1.0, 1.0], 20_000)[-1]
        for share in (0.98, 1.02)
    )
    assert below == pytest.approx(1 + gaussian_misadjustment(R, 0.98 * bound), rel=1e-6)
    assert above > 1e10
    assert gaussian_misadjustment(R, 1.02 * bound) == math.inf


def test_far_past_the_bound_it_ends_in_inf_without_a_warning():
    assert gaussian_learning_curve(R, 1e3, 1.0, [1.0, 1.0], 200)[-1] == math.inf
