"""Neighbors, components and laws in any unit: nothing is lost where squares over- or underflow."""

import math
from fractions import Fraction

import numpy as np
import pytest

from mlmath.dimension import (
    PCA,
    KNeighbors,
    angle_density,
    contrast_cdf,
    marchenko_pastur_density,
    norm_cdf,
    norm_density,
    relative_contrast,
    sample_spectrum,
    share_within,
    spike_overlap,
)

UNITS = pytest.mark.parametrize("power", [-1070, -1000, -600, -560, -530, -100, 100, 490])


@UNITS
@pytest.mark.parametrize("d", [1, 3])
def test_neighbors_are_the_same_in_other_units(power, d):
    """By powers of two nothing is rounded, until whole numbers below 2^20 no longer fit."""
    rng = np.random.default_rng(d)
    X, Q = rng.integers(-8, 8, (200, d)), rng.integers(-8, 8, (50, d))
    unit = math.ldexp(1, power)
    y = rng.integers(0, 3, 200)
    here, there = KNeighbors(7).fit(X, y), KNeighbors(7).fit(X * unit, y)
    distances, indices = here.kneighbors(Q)
    small, same = there.kneighbors(Q * unit)
    assert (same == indices).all()
    np.testing.assert_allclose(small, distances * unit, rtol=1e-12 if power > -1000 else 0.1)
    assert (there.predict(Q * unit) == here.predict(Q)).all()


def test_tiny_distances_beside_large_ones_are_told_apart():
    """The nearest of 0 is 1e-170 away, the next twice as far; their squares are no float64."""
    X = np.array([[1.0], [3e-170], [1e-170], [2e-170], [-1e-160]])
    machine = KNeighbors(4).fit(X, [0, 1, 2, 3, 4])
    distances, indices = machine.kneighbors([[0.0]])
    assert indices[0].tolist() == [2, 3, 1, 4]
    np.testing.assert_allclose(distances[0], [1e-170, 2e-170, 3e-170, 1e-160], rtol=1e-15)


def test_a_mean_of_large_targets_does_not_overflow():
    machine = KNeighbors(3, "regression").fit([[0.0], [1], [2]], [1.5e308, 1.2e308, 1.2e308])
    assert machine.predict([[1.0]])[0] == pytest.approx(1.3e308)


def test_targets_are_kept_as_they_were():
    y = np.array([1.0, 2.0, 3.0])
    machine = KNeighbors(1, "regression").fit([[0.0], [1], [2]], y)
    y[:] = 9
    assert machine.predict([[1.0]]).tolist() == [2]


@pytest.mark.parametrize("power", [-560, -530, -300, 300, 490])
@pytest.mark.parametrize("shape", [(60, 4), (5, 8)])
def test_components_are_the_same_in_other_units(power, shape):
    X = np.random.default_rng(1).normal(size=shape)
    here, there = PCA(2).fit(X), PCA(2).fit(X * math.ldexp(1, power))
    np.testing.assert_allclose(np.abs(there.components_), np.abs(here.components_), atol=1e-12)
    np.testing.assert_allclose(
        there.explained_variance_ratio_, here.explained_variance_ratio_, rtol=1e-12
    )
    scaled = np.ldexp(there.singular_values_, -power)
    np.testing.assert_allclose(scaled, here.singular_values_, rtol=1e-12)


def narrow_variance(X):
    """The smaller eigenvalue of the covariance of two columns, by fractions."""
    rows = [[Fraction(v) for v in row] for row in X.tolist()]
    n = len(rows)
    a, b = ([row[j] - sum(r[j] for r in rows) / n for row in rows] for j in (0, 1))
    aa, bb, ab = (
        sum(u * v for u, v in zip(p, q, strict=True)) / (n - 1) for p, q in ((a, a), (b, b), (a, b))
    )
    trace, determinant = aa + bb, aa * bb - ab * ab
    root = math.sqrt(trace * trace - 4 * determinant)
    return float(2 * determinant) / (float(trace) + root)


@pytest.mark.parametrize(
    ("offset", "width"),
    [(0.0, 10.0**-k) for k in (1, 3, 6, 8, 10, 12, 14)]
    + [(1e3, 10.0**-k) for k in (1, 3, 6, 8, 10, 12)]
    + [(1e8, 10.0**-k) for k in (1, 3, 6, 8)],
)
def test_what_little_remains_is_measured(offset, width):
    """The noise is what the wide direction leaves, down to its rounding, at any offset."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(200, 2)) * [1, width] + offset
    expected = narrow_variance(X)
    assert PCA(1).fit(X).noise_variance_ == pytest.approx(expected, rel=1e-9, abs=0)
    assert PCA(2).fit(X).explained_variance_[1] == pytest.approx(expected, rel=1e-9, abs=0)


def test_the_noise_of_several_narrow_directions_is_their_mean():
    """Ten directions of width 1e-9 and one of 1: by least squares on the wide one."""
    rng = np.random.default_rng(2)
    X = rng.normal(size=(500, 11)) * np.append(1.0, np.full(10, 1e-9))
    away = X - X.mean(axis=0)
    along = away[:, :1]
    slopes = (along * away[:, 1:]).sum(axis=0) / (along**2).sum()
    left = away[:, 1:] - along * slopes
    expected = (left**2).sum() / 499 / 10
    assert PCA(1).fit(X).noise_variance_ == pytest.approx(expected, rel=1e-6, abs=0)


@pytest.mark.parametrize("scale", [1e-300, 1e-170, 1e-160, 1e149])
def test_contrast_and_shares_in_any_unit(scale):
    X = scale * np.array([[3.0, 4], [0, 2], [0, -1]])
    assert relative_contrast(X, [0, 0]) == pytest.approx(4)
    assert share_within(X, 2 * scale) == pytest.approx(2 / 3)
    assert share_within(X, 0) == 0
    assert share_within(X, 1e300) == 1


def test_a_contrast_beyond_float64_is_infinite():
    assert relative_contrast([[1e-200], [1e140]], [0]) == math.inf


def test_laws_far_out_are_over_without_a_warning():
    r = [1e160, 1e308, 1e3, -1e200]
    assert norm_density(r, 3).tolist() == [0, 0, 0, 0]
    assert norm_cdf(r, 3).tolist() == [1, 1, 1, 0]


# Length, dimensions, density: by mpmath 1.3 with 60 digits.
DENSITIES = [
    (0.0, 1, 0.79788456080286536),
    (2.5, 1, 0.035056600987137075),
    (3.0, 10, 0.56942286162037323),
    (31.0, 1000, 0.38942803997399855),
    (316.0, 10**5, 0.53604567290233619),
    (1001.0, 10**6, 0.2074154429142793),
]


@pytest.mark.parametrize(("r", "d", "density"), DENSITIES)
def test_the_density_of_lengths_keeps_its_digits(r, d, density):
    assert norm_density(r, d) == pytest.approx(density, rel=1e-12)


@pytest.mark.parametrize(
    ("theta", "d", "density"),
    [  # by mpmath 1.3 with 60 digits
        (1.5, 10**4, 5.1318282214367469e-10),
        (1.57, 10**5, 122.21851043272405),
        (1.5, 50, 2.4632421560423408),
        (0.3, 5, 0.019356320691850374),
    ],
)
def test_the_density_of_angles_keeps_its_digits(theta, d, density):
    assert angle_density(theta, d) == pytest.approx(density, rel=1e-12)


def test_the_chance_of_some_contrast_is_all_of_it():
    """All the tails that the integral leaves out are shared among the rest."""
    for n, d in ((2, 1), (100, 10), (1000, 1000)):
        assert contrast_cdf(1e9, n, d) == pytest.approx(1, abs=1e-6 if d == 1 else 1e-14)


@pytest.mark.parametrize("scale", [1e-200, 1e-100, 1e100, 1e200])
def test_the_law_of_noise_in_any_unit(scale):
    """At γ = 1/4 and x = 1: a = 1/4, b = 9/4, f = √(5/4 · 3/4) / (2π/4) = √15 / (2π)."""
    density = marchenko_pastur_density(scale, 0.25, scale)
    assert density * scale == pytest.approx(math.sqrt(15) / (2 * math.pi))


def test_a_spike_of_any_size_has_an_overlap():
    assert spike_overlap(1e200, 0.5) == 1
    assert spike_overlap(3, 1) == pytest.approx((1 - 1 / 4) / (1 + 1 / 2))


def test_the_spectrum_of_numbers_whose_squares_overflow_is_refused():
    with pytest.raises(ValueError, match="X must hold numbers of at most"):
        sample_spectrum([[1e151, 0.0]])
