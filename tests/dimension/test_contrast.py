"""Nearest and farthest neighbor: Beyer et al. 1999, with exact laws for normal points."""

import math
from typing import Any

import numpy as np
import pytest

from mlmath.dimension import (
    contrast_cdf,
    contrast_median,
    dependent_points,
    independent_points,
    relative_contrast,
    relative_variance,
)

WRONG: Any = 2.5  # what a type checker would refuse


def measured(draw, n, d, trials, seed):
    """Relative contrasts of fresh clouds, seen from their center."""
    rng = np.random.default_rng(seed)
    return np.array([relative_contrast(draw(n, d, rng), np.zeros(d)) for _ in range(trials)])


def kolmogorov(sample, n, d):
    """The largest gap between the law and the sample's steps; above 1.95/√size once in 1,000."""
    size = len(sample)
    law = contrast_cdf(np.sort(sample), n, d)
    steps = np.arange(size + 1) / size
    gap = max(np.abs(law - steps[1:]).max(), np.abs(law - steps[:-1]).max())
    return gap * math.sqrt(size)


def test_relative_contrast_by_hand():
    assert relative_contrast([[3.0, 4], [0, 10], [6, 8]], [0.0, 0]) == 1  # 5, 10, 10
    assert relative_contrast([[1.0], [4]], [2.0]) == 1
    assert relative_contrast([[5.0, 0], [0, 5]], [0.0, 0]) == 0
    assert relative_contrast([[7.0]], [5.0]) == 0  # a single point is nearest and farthest


@pytest.mark.parametrize("seed", range(4))
def test_contrast_does_not_depend_on_units_place_or_direction(seed):
    rng = np.random.default_rng(seed)
    X, q = rng.normal(size=(30, 4)), rng.normal(size=4)
    turn = np.linalg.qr(rng.normal(size=(4, 4)))[0]
    moved = relative_contrast(1e3 * X @ turn + 1e6, 1e3 * q @ turn + 1e6)
    assert moved == pytest.approx(relative_contrast(X, q), rel=1e-8)


@pytest.mark.parametrize("d", [1, 2, 3, 10, 40])
def test_contrast_of_independent_coordinates_lies_on_its_exact_law(d):
    assert kolmogorov(measured(independent_points, 50, d, 225, [d, 1]), 50, d) < 1.95


@pytest.mark.parametrize("d", [1, 10, 1000])
def test_contrast_of_dependent_coordinates_keeps_the_law_of_one_dimension(d):
    assert kolmogorov(measured(dependent_points, 50, d, 225, [d, 2]), 50, 1) < 1.95


def test_beyer_et_al_1999_nearest_and_farthest_become_alike_by_ten_to_fifteen_dimensions():
    """Their paper: visible at 10 to 15 dimensions; and with the control it does not happen."""
    n, trials = 500, 21
    medians = {d: np.median(measured(independent_points, n, d, trials, d)) for d in (2, 10, 15)}
    control = {d: np.median(measured(dependent_points, n, d, trials, d)) for d in (2, 10, 15)}
    assert medians[2] > 20  # thousands of percent
    assert medians[10] < 5
    assert medians[15] < 3
    assert min(control.values()) > 300


def test_beyers_probability_tends_to_one_for_every_tolerance():
    """Theorem 1: P(D_max <= (1 + ε) D_min) → 1; here exact, for 100 points."""
    for tolerance in (0.05, 0.2, 1.0):
        chances = [float(contrast_cdf(tolerance, 100, d)) for d in (1, 10, 100, 1000, 10_000)]
        assert chances[0] < 1e-3
        assert (np.diff(chances) >= 0).all()
        assert chances[-1] > 0.99


def test_the_condition_of_the_theorem_holds_for_independent_coordinates_alone():
    """Var(D / E D) falls as 1/(2d); the control keeps the value of one dimension, π/2 - 1."""
    assert relative_variance(1) == pytest.approx(math.pi / 2 - 1, rel=1e-13)
    for d in (10, 100, 10_000):
        assert relative_variance(d) == pytest.approx(1 / (2 * d), rel=0.6 / d)
    lengths = np.sqrt((dependent_points(20_000, 30, 5) ** 2).sum(axis=1))
    assert lengths.var() / lengths.mean() ** 2 == pytest.approx(math.pi / 2 - 1, rel=0.05)


def test_two_points_on_a_line_contrast_by_root_two_in_the_median():
    """The ratio of two normal numbers is Cauchy, so P(max/min <= u) = 4 arctan(u)/π - 1.

    That is 1/2 at u = tan(3π/8) = 1 + √2.
    """
    assert contrast_median(2, 1) == pytest.approx(math.sqrt(2), rel=1e-8)
    c = np.array([0.1, 1.0, 30.0])
    want = 4 / math.pi * np.arctan(1 + c) - 1
    np.testing.assert_allclose(contrast_cdf(c, 2, 1), want, atol=1e-11)


def test_two_points_in_the_plane_contrast_by_root_three_less_one_in_the_median():
    """Squared lengths are exponential there: P(max/min <= u) = (u² - 1)/(u² + 1)."""
    assert contrast_median(2, 2) == pytest.approx(math.sqrt(3) - 1, rel=1e-8)
    c = np.array([0.1, 1.0, 30.0])
    want = ((1 + c) ** 2 - 1) / ((1 + c) ** 2 + 1)
    np.testing.assert_allclose(contrast_cdf(c, 2, 2), want, atol=1e-11)


def test_in_many_dimensions_the_contrast_falls_as_one_over_root_d():
    """Lengths are then √d plus a normal number of sd 1/√2: only the scale still changes."""
    ratio = contrast_median(50, 10_000) / contrast_median(50, 2_500)
    assert ratio == pytest.approx(0.5, rel=0.02)


@pytest.mark.parametrize(("n", "d"), [(2, 1), (50, 1), (50, 7), (1000, 3), (20, 10_000)])
def test_the_law_is_a_distribution_function_and_the_median_halves_it(n, d):
    middle = contrast_median(n, d)
    assert contrast_cdf(middle, n, d) == pytest.approx(0.5, abs=1e-7)
    values = contrast_cdf(middle * np.array([0, 0.3, 0.8, 1, 1.5, 4, 1e8]), n, d)
    assert values[0] == 0
    assert (np.diff(values) >= 0).all()
    assert values[-1] == pytest.approx(1, abs=1e-7)


def test_generators_make_what_they_say():
    assert (independent_points(5, 3, 4) == independent_points(5, 3, 4)).all()
    assert (independent_points(5, 3, 4) != independent_points(5, 3, 5)).all()
    X = dependent_points(2000, 6, 1)
    assert X.shape == (2000, 6)
    assert not np.ptp(X, axis=1).any()
    assert abs(X.std() - 1) < 0.08
    R = np.corrcoef(independent_points(2000, 6, 1).T) - np.eye(6)
    assert np.abs(R).max() < 5 / math.sqrt(2000)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: relative_contrast([[1.0, 2]], [1.0, 2]), "query must be none of the points"),
        (lambda: relative_contrast([[1.0, 2]], [1.0]), r"query must have shape \(2,\), got \(1,\)"),
        (lambda: relative_contrast([[1.0, 2]], [1.0, math.nan]), "query must hold finite numbers"),
        (lambda: relative_contrast([1.0], [1.0]), "X must have shape"),
        (lambda: relative_contrast([[1e200]], [0.0]), "X must hold numbers of at most"),
        (lambda: relative_contrast([[1.0]], [1e200]), "query must hold numbers of at most"),
        (lambda: contrast_cdf(-1, 5, 2), "c must hold contrasts of at least 0, got -1"),
        (lambda: contrast_cdf(1, 1, 2), "n_points must be at least 2, got 1"),
        (lambda: contrast_median(5, 0), "d must be at least 1, got 0"),
        (lambda: independent_points(0, 2), "n_points must be at least 1, got 0"),
        (lambda: dependent_points(2, WRONG), "d must be an integer, got 2.5"),
        (lambda: dependent_points(2, 2, WRONG), "seed must be an integer, got 2.5"),
    ],
)
def test_bad_input_is_named(make, message):
    with pytest.raises(ValueError, match=message):
        make()
