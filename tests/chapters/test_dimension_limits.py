"""What chapter 7 says of sharp bends, of controls that mislead, and of why its laws are so."""

from math import e, log, pi, sqrt

import numpy as np
import pytest

from mlmath.dimension import (
    intrinsic_dimension,
    marchenko_pastur_edges,
    norm_law,
    relative_contrast,
    relative_variance,
    spike_eigenvalue,
    spike_overlap,
    spike_threshold,
)
from mlmath.manifest import page
from mlmath.widgets.dimension.sheet import TURN, cloud
from tests import book
from tests.chapters.test_dimension_counts import effective

TEXT = book.text(page("dimension"))


def bent(t: np.ndarray, d: int) -> np.ndarray:
    """x_j = cos(j t): d coordinates that all depend on one number."""
    return np.cos(np.outer(t, np.arange(1, d + 1)))


def test_a_sharp_bend_takes_the_contrast():
    medians = []
    for d in (1, 1000):
        draws = [np.random.default_rng([s, d]).uniform(0, 2 * pi, 100) for s in range(100)]
        medians.append(np.median([relative_contrast(bent(t, d), np.zeros(d)) for t in draws]))
    assert medians[0] > 30
    assert round(100 * float(medians[1])) == 2
    assert "the farthest is typically 2 percent farther from the origin than the nearest" in TEXT
    assert "or a sharp bend, brings it back" in TEXT


@pytest.mark.parametrize("d", [1, 4, 30])
def test_the_proof_for_cosines(d):
    """The mean over a ring of more than 4 d places is that over all t."""
    square = (bent(np.arange(5 * d) * 2 * pi / (5 * d), d) ** 2).sum(axis=1)
    assert square.mean() == pytest.approx(d / 2)
    assert square.var() == pytest.approx(d / 8)
    assert square.std() / square.mean() == pytest.approx(1 / sqrt(2 * d))
    t = np.linspace(0, 7, 50)
    assert np.cos(d * t) ** 2 == pytest.approx(0.5 + 0.5 * np.cos(2 * d * t))
    assert r"$\cos^2 (jt) = \frac12 + \frac12 \cos(2jt)$" in TEXT
    assert r"the relative deviation of $D^2$ is $1/\sqrt{2d}$." in TEXT
    assert r"= d/8$, and $\sqrt{d/8} \,/\, (d/2) = 1/\sqrt{2d}$" in TEXT


def shuffled(X: np.ndarray) -> np.ndarray:
    rng = np.random.default_rng(0)
    return np.column_stack([rng.permutation(column) for column in X.T])


def test_a_sheet_along_the_axes_survives_the_shuffle():
    plane = np.random.default_rng(0).uniform(size=(1000, 2))
    X = np.hstack([plane, np.zeros((1000, 48))])
    for data in (X, shuffled(X)):
        assert intrinsic_dimension(data) == pytest.approx(2, abs=0.2)
        assert effective(np.cov(data.T)) == pytest.approx(2, abs=0.02)
    assert "these see no sheet but one along the axes" in TEXT


def test_chance_picks_the_neighbor():
    """By the moments of a normal gap: 49 (x - x')² have the variance 49 · 8."""
    rng = np.random.default_rng(3)
    gaps = (rng.normal(size=(40_000, 49)) - rng.normal(size=(40_000, 49))) ** 2
    assert gaps.sum(axis=1).std() == pytest.approx(sqrt(49 * 8), rel=0.02)
    x, other = rng.normal(size=(2, 100_000))
    same = x * other > 0
    gain = ((x - other) ** 2)[~same].mean() - ((x - other) ** 2)[same].mean()
    assert gain == pytest.approx(8 / pi, rel=0.02)  # ±2 E|x| E|x'| either way
    assert sqrt(49 * 8) > 7 * 8 / pi
    assert "differs from point to point by far more than what the one adds" in TEXT


def test_a_distance_and_its_square():
    """Half the relative deviation of a square; and the shell grows a little thicker."""
    assert r"in $(p + q)^2 = p^2 + 2 p q + q^2$ the product of two" in TEXT
    d = 10_000
    assert sqrt(relative_variance(d)) == pytest.approx(sqrt(2 / d) / 2, rel=1e-3)
    assert r"Its root is half of the $\sqrt{2/d}$" in TEXT
    sds = [norm_law(d).sd for d in (1, 2, 10, 100, 1000)]
    assert sds == sorted(sds)
    assert sds[2] > 0.98 * sqrt(0.5)
    assert "an ever larger one that hardly grows thicker" in TEXT


def test_what_variances_count_of_sheets():
    """Bent, a coordinate u has the variances of sin and cos of its angle, 1.8 of one in all."""
    a = 2 * TURN
    sine, cosine = 0.5 - np.sin(a) / (2 * a), 0.5 + np.sin(a) / (2 * a)
    cosine -= (np.sin(TURN) / TURN) ** 2
    assert effective(np.diag([sine, cosine])) == pytest.approx(1.8, abs=0.01)
    for k in (2, 5):
        flat, bent_ = (effective(np.cov(cloud(k, shape, 1).places.T)) for shape in ("flat", "bent"))
        assert flat == pytest.approx(k, rel=0.08)
        assert 1.6 * flat < bent_ < 2 * flat
    assert r"and $d_{\text{eff}}$ nearly doubles" in TEXT
    assert effective(np.diag([1, 0.1, 0.1])) < 1.5  # flat, of three dimensions, but not alike
    assert "varies about alike along each of its directions" in TEXT


def test_the_logarithm_of_an_even_share():
    """∫ e^{-s} ds = 1; and the ratio of two radii in a ball of k dimensions, drawn."""
    s = np.linspace(0, 40, 400_001)
    assert (e**-s).sum() * (s[1] - s[0]) == pytest.approx(1, abs=1e-3)
    rng = np.random.default_rng(5)
    for k in (1, 3, 10):
        near = np.sort(rng.uniform(size=(50_000, 20)) ** (1 / k), axis=1)[:, :2]
        assert np.log(near[:, 1] / near[:, 0]).mean() == pytest.approx(1 / k, rel=0.02)
    assert log(e) == 1
    assert r"$\int_0^\infty e^{-s}\, ds = 1$" in TEXT
    assert r"the share $(r_1 / r_2)^k$" in TEXT
    assert r"$k \ln (r_2 / r_1)$, exceeds $s$ when the share is below $e^{-s}$" in TEXT


def test_why_the_eigenvalue_is_lifted():
    """Chance covariances have the mean square ℓ/n; the table of two has the law's eigenvalue."""
    rng = np.random.default_rng(2)
    n, d, ell = 400, 50, 3.0
    drawn = []
    for _ in range(200):
        signal = sqrt(ell) * rng.normal(size=n)
        drawn.append((signal @ rng.normal(size=(n, d)) / n) @ np.ones(d) / sqrt(d))
    assert np.mean(np.square(drawn)) == pytest.approx(ell / n, rel=0.25)
    for gamma in (1e-3, 1e-4):
        b = sqrt(gamma * ell)
        values, vectors = np.linalg.eigh([[ell, b], [b, 1]])
        lift = values[1] - ell
        assert (values[1] - ell) * (values[1] - 1) == pytest.approx(b * b)
        assert lift == pytest.approx(gamma * ell / (ell - 1), rel=2 * gamma)
        assert lift == pytest.approx(spike_eigenvalue(ell, gamma) - ell, rel=2 * gamma)
        assert vectors[1, 1] / vectors[0, 1] == pytest.approx(b / (values[1] - 1))
    assert r"$(\lambda - \ell)(\lambda - 1) = b^2$" in TEXT
    assert r"Its eigenvector $(\lambda - 1, b)$" in TEXT
    assert r"$\lambda$ is nearly $\ell + \gamma\, \ell / (\ell - 1)$" in TEXT


@pytest.mark.parametrize("gamma", [0.1, 0.5, 2.0])
def test_at_the_threshold_the_laws_meet_the_noise(gamma):
    root = sqrt(gamma)
    by_hand = (1 + root) + root * (1 + root)
    assert by_hand == pytest.approx(marchenko_pastur_edges(gamma)[1])
    just = spike_threshold(gamma) + 1e-9
    assert spike_eigenvalue(just, gamma) == pytest.approx(by_hand)
    assert spike_overlap(just, gamma) == pytest.approx(0, abs=1e-6)
    assert r"$(1 + \sqrt\gamma) + \sqrt\gamma\, (1 + \sqrt\gamma) = (1 + \sqrt\gamma)^2$" in TEXT
