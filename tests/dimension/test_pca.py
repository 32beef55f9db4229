"""Principal components: their defining properties, by hand and from data of every shape."""

import math
from typing import Any

import numpy as np
import pytest

from mlmath.dimension import PCA
from mlmath.dimension import pca as module

SHAPES = [(40, 3), (3, 40), (12, 12), (13, 12), (24, 12), (200, 7), (2, 5), (5, 1), (60, 30)]


def cloud(n, d, seed=0):
    """Points with unequal spread along directions that are no axes."""
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, d)) * np.geomspace(1, 30, d) @ rng.normal(size=(d, d)) + 3.0


def test_four_points_by_hand():
    """Less their mean (10, 20) they are ±(6, 3) and ±(1, -2), at right angles.

    So the squares along (2, 1)/√5 sum to 2 · 45 = 90, those along (1, -2)/√5 to 2 · 5 = 10.
    """
    X = np.array([[16.0, 23], [4, 17], [11, 18], [9, 22]])
    machine = PCA().fit(X)
    root = math.sqrt(5)
    np.testing.assert_allclose(machine.mean_, [10, 20], rtol=1e-15)
    np.testing.assert_allclose(
        machine.components_, [[2 / root, 1 / root], [-1 / root, 2 / root]], rtol=1e-13
    )
    np.testing.assert_allclose(machine.explained_variance_, [30, 10 / 3], rtol=1e-13)
    np.testing.assert_allclose(machine.explained_variance_ratio_, [0.9, 0.1], rtol=1e-13)
    np.testing.assert_allclose(machine.singular_values_, [math.sqrt(90), math.sqrt(10)], rtol=1e-13)
    first = PCA(1).fit(X)
    np.testing.assert_allclose(first.transform(X)[:2, 0], [math.sqrt(45), -math.sqrt(45)])
    assert first.noise_variance_ == pytest.approx(10 / 3, rel=1e-13)


@pytest.mark.parametrize(("n", "d"), SHAPES)
def test_components_are_orthonormal(n, d):
    V = PCA().fit(cloud(n, d)).components_
    assert V.shape == (min(n, d), d)
    np.testing.assert_allclose(V @ V.T, np.eye(len(V)), atol=1e-13)


@pytest.mark.parametrize(("n", "d"), SHAPES)
def test_variances_sum_to_the_total_variance(n, d):
    X = cloud(n, d)
    machine = PCA().fit(X)
    total = X.var(axis=0, ddof=1).sum()
    assert machine.explained_variance_.sum() == pytest.approx(total, rel=1e-12)
    assert machine.explained_variance_ratio_.sum() == pytest.approx(1, rel=1e-14)
    assert machine.noise_variance_ == 0
    assert (np.diff(machine.explained_variance_) <= 0).all()


@pytest.mark.parametrize(("n", "d"), SHAPES)
def test_coordinates_are_uncorrelated_with_the_variances_stated(n, d):
    X = cloud(n, d)
    machine = PCA()
    Z = machine.fit_transform(X)
    covariance = Z.T @ Z / (n - 1)
    scale = machine.explained_variance_[0]
    np.testing.assert_allclose(covariance, np.diag(machine.explained_variance_), atol=1e-12 * scale)
    np.testing.assert_allclose(Z.mean(axis=0), 0, atol=1e-12 * math.sqrt(scale))


@pytest.mark.parametrize(("n", "d"), [s for s in SHAPES if min(s) > 2])
def test_what_is_lost_is_the_variance_not_kept_eckart_young_1936(n, d):
    X = cloud(n, d)
    whole = PCA().fit(X).explained_variance_
    for k in range(1, min(n, d) + 1):
        machine = PCA(k).fit(X)
        back = machine.inverse_transform(machine.transform(X))
        lost = ((X - back) ** 2).sum() / (n - 1)
        assert lost == pytest.approx(whole[k:].sum(), rel=1e-9, abs=1e-12 * whole[0])
        left = min(n, d) - k
        if left:
            assert machine.noise_variance_ * left == pytest.approx(whole[k:].sum(), rel=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_no_other_plane_loses_less(seed):
    """Eckart and Young's other half: random planes of the same dimension lose at least as much."""
    X = cloud(50, 6, seed)
    machine = PCA(2).fit(X)
    kept = machine.explained_variance_.sum()
    for k in range(20):
        plane = np.linalg.qr(np.random.default_rng([seed, k]).normal(size=(6, 2)))[0]
        assert ((X - machine.mean_) @ plane).var(axis=0, ddof=1).sum() <= kept * (1 + 1e-12)


@pytest.mark.parametrize(("n", "d"), [(40, 3), (9, 12), (100, 8)])
def test_turning_the_data_turns_the_components(n, d):
    X = cloud(n, d)
    turn = np.linalg.qr(np.random.default_rng(4).normal(size=(d, d)))[0]
    k = min(n - 1, d)
    here, there = PCA(k).fit(X), PCA(k).fit(X @ turn + 7)
    np.testing.assert_allclose(there.explained_variance_, here.explained_variance_, rtol=1e-9)
    cosines = np.einsum("ij,ij->i", here.components_ @ turn, there.components_)
    np.testing.assert_allclose(np.abs(cosines), 1, rtol=1e-9)


@pytest.mark.parametrize(("n", "d"), SHAPES)
def test_the_largest_entry_of_each_component_is_positive(n, d):
    V = PCA().fit(cloud(n, d, 3)).components_
    assert (V.max(axis=1) >= -V.min(axis=1)).all()


@pytest.mark.parametrize("n", [30, 300])
def test_an_offset_of_a_million_costs_only_the_digits_it_must(n):
    """The data themselves are rounded to 1e-10 by the offset; the variances may be off as much."""
    X = cloud(n, 4)
    near, far = PCA().fit(X), PCA().fit(X + 1e6)
    np.testing.assert_allclose(far.explained_variance_, near.explained_variance_, rtol=1e-7)


@pytest.mark.parametrize("n", [8, 200])
def test_narrow_directions_keep_their_variance(n):
    """Squaring would bury a spread of 1e-9 beside one of 1: known because put in by hand."""
    rng = np.random.default_rng(2)
    U = np.linalg.qr(rng.normal(size=(n, 3)) - rng.normal(size=3))[0]
    U = np.linalg.qr(np.column_stack([np.ones(n), U]))[0][:, 1:]  # orthonormal, of mean 0
    turn = np.linalg.qr(rng.normal(size=(3, 3)))[0]
    machine = PCA().fit(U * [1, 1e-5, 1e-9] @ turn)
    np.testing.assert_allclose(machine.singular_values_, [1, 1e-5, 1e-9], rtol=1e-5)
    np.testing.assert_allclose(np.abs(machine.components_ @ turn.T), np.eye(3), atol=1e-5)


@pytest.mark.parametrize(("n", "d"), [(50, 5), (3, 8), (400, 6)])
def test_both_ways_of_computing_agree(n, d, monkeypatch):
    X = cloud(n, d)
    quick = PCA().fit(X)
    monkeypatch.setattr(module, "_NARROWEST", 2.0)  # no data are round enough: decompose X itself
    careful = PCA().fit(X)
    np.testing.assert_allclose(quick.singular_values_, careful.singular_values_, atol=1e-9)
    k = min(n - 1, d)
    np.testing.assert_allclose(quick.components_[:k], careful.components_[:k], atol=1e-8)


def test_blocks_do_not_change_the_answer(monkeypatch):
    X = cloud(500, 4)
    whole = PCA().fit(X)
    monkeypatch.setattr(module, "_BLOCK", 28)  # seven samples at a time, three in the last block
    parts = PCA().fit(X)
    np.testing.assert_allclose(parts.explained_variance_, whole.explained_variance_, rtol=1e-12)


@pytest.mark.parametrize(("n", "d"), [(1, 1), (1, 4), (7, 3), (3, 7), (500, 2)])
@pytest.mark.parametrize("value", [0.0, 0.1, 1e6, -1e100])
def test_samples_that_are_all_alike_have_no_variance(n, d, value):
    """Also not the tiny one that rounding of the mean would leave."""
    X = np.full((n, d), value)
    machine = PCA().fit(X)
    assert not machine.explained_variance_.any()
    assert not machine.explained_variance_ratio_.any()
    assert not machine.singular_values_.any()
    np.testing.assert_allclose(
        machine.components_ @ machine.components_.T, np.eye(min(n, d)), atol=1e-15
    )
    assert (machine.inverse_transform(machine.transform(X)) == X).all()


@pytest.mark.parametrize("n", [5, 200])
def test_a_constant_feature_takes_no_part(n):
    rng = np.random.default_rng(1)
    X = np.column_stack([rng.normal(size=n), np.full(n, 0.1), 5 * rng.normal(size=n)])
    machine = PCA().fit(X)
    assert machine.explained_variance_[2] <= 1e-30
    np.testing.assert_allclose(machine.components_[:2, 1], 0, atol=1e-15)
    without = PCA().fit(X[:, [0, 2]])
    np.testing.assert_allclose(
        machine.explained_variance_[:2], without.explained_variance_, rtol=1e-12
    )


@pytest.mark.parametrize("scale", [1e-158, 1e140])
@pytest.mark.parametrize("n", [6, 90])
def test_units_do_not_matter(scale, n):
    X = cloud(n, 3)
    here, there = PCA().fit(X), PCA().fit(X * scale)
    np.testing.assert_allclose(there.singular_values_, here.singular_values_ * scale, rtol=1e-9)
    np.testing.assert_allclose(
        there.explained_variance_ratio_, here.explained_variance_ratio_, rtol=1e-9
    )


WRONG: Any = 0.9  # what a type checker would refuse
X = np.arange(12.0).reshape(4, 3)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: PCA(0), "n_components must be at least 1, got 0"),
        (lambda: PCA(WRONG), "n_components must be an integer, got 0.9"),
        (lambda: PCA(4).fit(X), "at most 3, the smaller of 4 samples and 3 features, got 4"),
        (lambda: PCA(3).fit(X[:2]), "at most 2, the smaller of 2 samples and 3 features, got 3"),
        (lambda: PCA().fit([1.0, 2.0]), "X must have shape"),
        (lambda: PCA().fit([[math.nan]]), "X must hold finite numbers, got nan"),
        (lambda: PCA().fit(np.zeros((0, 3))), "X must hold at least one sample"),
        (lambda: PCA().fit([["a", "b"]]), "X must hold numbers"),
        (lambda: PCA().fit([[1e200]]), "at most 1e\\+150 in size"),
        (lambda: PCA().transform(X), "fit must be called first"),
        (lambda: PCA().inverse_transform(X), "fit must be called first"),
        (lambda: PCA().fit(X).transform(X[:, :2]), "X must have 3 features, as in fit, got 2"),
        (lambda: PCA(2).fit(X).inverse_transform(X), "Z must have 2 columns, got 3"),
    ],
)
def test_bad_input_is_named(make, message):
    with pytest.raises(ValueError, match=message):
        make()
