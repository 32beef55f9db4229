"""Eigenvalues of noise and of a signal in it: the limits, and moderate sizes measured."""

import math
from typing import Any

import numpy as np
import pytest

from mlmath.dimension import (
    PCA,
    marchenko_pastur_atom,
    marchenko_pastur_density,
    marchenko_pastur_edges,
    sample_spectrum,
    spike_eigenvalue,
    spike_overlap,
    spike_threshold,
    spiked_points,
)

WRONG: Any = "1"  # what a type checker would refuse
GAMMAS = [0.05, 0.25, 0.8, 1.0, 1.5, 4.0]


def moment(k, gamma, sigma2=1.0):
    """Integrate x^k times the density; x = middle - half cos φ leaves no root at the edges."""
    low, high = marchenko_pastur_edges(gamma, sigma2)
    nodes, weights = np.polynomial.legendre.leggauss(400)
    phi = math.pi / 2 * (nodes + 1)
    x = (low + high) / 2 - (high - low) / 2 * np.cos(phi)
    x_dphi = (high - low) / 2 * np.sin(phi) * math.pi / 2
    return weights @ (x**k * marchenko_pastur_density(x, gamma, sigma2) * x_dphi)


def test_edges_by_hand():
    assert marchenko_pastur_edges(0.25) == (0.25, 2.25)
    assert marchenko_pastur_edges(1, 3) == (0, 12)
    np.testing.assert_allclose(marchenko_pastur_edges(4, 2), (2, 18), rtol=1e-15)


@pytest.mark.parametrize("gamma", GAMMAS)
def test_the_moments_are_narayana_polynomials(gamma):
    """m_k = Σ_r γ^r C(k, r) C(k-1, r) / (r+1), so 1, 1 + γ, 1 + 3γ + γ²; and all mass is 1."""
    assert moment(0, gamma) + marchenko_pastur_atom(gamma) == pytest.approx(1, rel=1e-5)
    for k in range(1, 6):
        want = sum(gamma**r * math.comb(k, r) * math.comb(k - 1, r) / (r + 1) for r in range(k))
        assert moment(k, gamma) == pytest.approx(want, rel=1e-10)
        assert moment(k, gamma, 3.0) == pytest.approx(want * 3**k, rel=1e-10)


def test_the_density_is_zero_outside_and_the_atom_is_the_rest():
    x = np.array([-1.0, 0.0, 0.2, 2.3, 50.0])
    assert not marchenko_pastur_density(x, 0.25).any()
    assert marchenko_pastur_density(x, 1.0)[1] == 0
    assert marchenko_pastur_density(1.0, 1.0) == pytest.approx(math.sqrt(3) / (2 * math.pi))
    assert [marchenko_pastur_atom(g) for g in (0.5, 1, 4)] == [0, 0, 0.75]


@pytest.mark.parametrize(("n", "d"), [(800, 200), (300, 300), (100, 400)])
def test_the_spectrum_of_noise_fills_the_interval_with_the_density(n, d):
    """Marchenko & Pastur 1967: 300 or so eigenvalues already lie on the law to about 1/d."""
    found = sample_spectrum(spiked_points(n, d, seed=d))
    gamma = d / n
    low, high = marchenko_pastur_edges(gamma)
    # The scale on which the largest one fluctuates (Johnstone 2001); its law has
    # mean -1.2 and standard deviation 1.3 there.
    scale = (math.sqrt(n) + math.sqrt(d)) * (n**-0.5 + d**-0.5) ** (1 / 3) / n
    assert abs(found[0] - high) < 5 * scale
    assert (found < 1e-10).sum() == max(0, d - n)
    assert found[min(n, d) - 1] > low - 5 * scale
    nodes, weights = np.polynomial.legendre.leggauss(200)
    for x in np.linspace(low + 0.1, high, 6):
        end = np.arccos(1 - 2 * (x - low) / (high - low))
        phi = end / 2 * (nodes + 1)
        at = (low + high) / 2 - (high - low) / 2 * np.cos(phi)
        rise = (high - low) / 2 * np.sin(phi) * end / 2
        share = weights @ (marchenko_pastur_density(at, gamma) * rise)
        assert share + marchenko_pastur_atom(gamma) == pytest.approx((found <= x).mean(), abs=0.02)


def test_the_threshold_and_both_sides_of_it_meet():
    """Baik, Ben Arous & Péché 2005: at ℓ = 1 + √γ the outlier joins the edge (1 + √γ)²."""
    for gamma in GAMMAS:
        edge = marchenko_pastur_edges(gamma)[1]
        threshold = spike_threshold(gamma)
        assert threshold == 1 + math.sqrt(gamma)
        assert spike_eigenvalue(threshold, gamma) == pytest.approx(edge, rel=1e-14)
        assert spike_eigenvalue(threshold + 1e-9, gamma) == pytest.approx(edge, rel=1e-14)
        assert spike_eigenvalue(0.5, gamma) == pytest.approx(edge, rel=1e-14)
        assert spike_overlap(threshold, gamma) == 0
        assert 0 < spike_overlap(threshold + 1e-9, gamma) < 1e-7


def test_spikes_by_hand():
    assert spike_eigenvalue(3, 0.5) == 3.75  # 3 (1 + 0.5/2)
    assert spike_overlap(3, 0.5) == pytest.approx(0.7, rel=1e-15)  # (1 - 0.5/4) / (1 + 0.5/2)
    assert spike_eigenvalue(1e6, 0.5) == pytest.approx(1e6 + 0.5, rel=1e-9)
    assert spike_overlap(1e6, 0.5) == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("gamma", [0.25, 1.0, 2.0])
@pytest.mark.parametrize("above", [-0.5, 1.0, 4.0])
def test_bbp_transition_a_spike_is_visible_only_above_the_threshold(gamma, above):
    """Mean of several spectra of 240 dimensions, against limits and their known fluctuation.

    The outlier has standard deviation ℓ √(2/n) √(1 - γ/(ℓ-1)²) (Paul 2007); at the
    edge it is of order n^(-2/3).
    """
    d, trials = 240, 8
    n = round(d / gamma)
    ell = spike_threshold(gamma) + above
    tops, overlaps = [], []
    for seed in range(trials):
        X = spiked_points(n, d, ell, seed)
        values, vectors = np.linalg.eigh(X.T @ X / n)
        tops.append(values[-1])
        overlaps.append(vectors[0, -1] ** 2)
    limit = spike_eigenvalue(ell, gamma)
    if above > 0:
        sd = ell * math.sqrt(2 / n * (1 - gamma / (ell - 1) ** 2))
        assert abs(np.mean(tops) - limit) < 4 * sd / math.sqrt(trials) + 4 * ell / n
        assert abs(np.mean(overlaps) - spike_overlap(ell, gamma)) < 0.05
        assert min(tops) > marchenko_pastur_edges(gamma)[1]
    else:
        assert abs(np.mean(tops) - limit) < 3 * limit * n ** (-2 / 3)
        assert np.mean(overlaps) < 0.15


def test_pca_sees_the_same_outlier():
    """PCA subtracts the mean and divides by n - 1, which moves eigenvalues by about 1/n."""
    X = spiked_points(600, 150, 4, 3)
    machine = PCA(2).fit(X)
    np.testing.assert_allclose(machine.explained_variance_, sample_spectrum(X)[:2], rtol=0.01)
    assert machine.explained_variance_[0] > marchenko_pastur_edges(0.25)[1]
    assert machine.components_[0, 0] ** 2 == pytest.approx(spike_overlap(4, 0.25), abs=0.06)


@pytest.mark.parametrize(("n", "d"), [(6, 4), (4, 6), (1, 3), (5, 1)])
def test_the_sample_spectrum_is_that_of_the_covariance(n, d):
    X = np.random.default_rng(1).normal(size=(n, d))
    want = np.linalg.eigvalsh(X.T @ X / n)[::-1]
    np.testing.assert_allclose(sample_spectrum(X), want, atol=1e-14)


def test_equal_seeds_give_equal_points():
    assert (spiked_points(4, 3, 2, 5) == spiked_points(4, 3, 2, 5)).all()
    noise, spiked = spiked_points(4, 3, 1, 5), spiked_points(4, 3, 9, 5)
    np.testing.assert_allclose(spiked, noise * [3, 1, 1], rtol=1e-15)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: marchenko_pastur_edges(0), "gamma must be above 0, got 0"),
        (lambda: marchenko_pastur_edges(1, -1), "sigma2 must be above 0, got -1"),
        (lambda: marchenko_pastur_edges(WRONG), "gamma must be a number"),
        (lambda: marchenko_pastur_density([math.nan], 1), "x must hold finite numbers"),
        (lambda: marchenko_pastur_atom(-1), "gamma must be above 0, got -1"),
        (lambda: spike_threshold(math.inf), "gamma must be finite, got inf"),
        (lambda: spike_eigenvalue(0, 1), "ell must be above 0, got 0"),
        (lambda: spike_overlap(2, 0), "gamma must be above 0, got 0"),
        (lambda: spiked_points(0, 3), "n_samples must be at least 1, got 0"),
        (lambda: spiked_points(3, 3, -2), "ell must be above 0, got -2"),
        (lambda: sample_spectrum([1.0]), "X must have shape"),
    ],
)
def test_bad_input_is_named(make, message):
    with pytest.raises(ValueError, match=message):
        make()
