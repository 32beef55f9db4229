"""How many dimensions chapter 7 counts, by neighbors and by variances, worked out apart."""

from itertools import product
from math import sqrt
from typing import Any

import numpy as np
import pytest

from mlmath.datasets import digits
from mlmath.dimension import PCA, intrinsic_dimension, relative_contrast
from mlmath.manifest import page
from tests import book
from tests.chapters.run_cells import run

TEXT = book.text(page("dimension"))


def pictures() -> np.ndarray:
    known, _, asked, _ = digits()
    return np.concatenate([known, asked])


def effective(C: np.ndarray) -> float:
    """(Σλ)² / Σλ², without eigenvalues: both are traces."""
    return float(np.trace(C) ** 2 / (C**2).sum())


def test_the_digits_with_and_without_their_sheet():
    X = pictures()
    rng = np.random.default_rng(0)
    mixed = np.column_stack([rng.permutation(c) for c in X.T])
    assert mixed.mean(axis=0) == pytest.approx(X.mean(axis=0))
    assert mixed.var(axis=0).sum() == pytest.approx(X.var(axis=0).sum())  # so do mean squares
    found = []
    for data in (X, mixed):
        rest = [np.delete(data, i, axis=0) for i in range(100)]
        contrasts = [relative_contrast(rest[i], data[i]) for i in range(100)]
        found.append((1 + float(np.median(contrasts)), intrinsic_dimension(data)))
    (with_it, nine), (without, many) = found
    assert (round(with_it), round(nine), round(many)) == (4, 9, 25)
    assert without < 2
    counts = [effective(np.cov(data.T)) for data in (X, mixed)]
    assert [round(count) for count in counts] == [13, 39]
    assert "before it neighbors count nine dimensions, after it 25; variances 13, and 39" in TEXT
    assert (X.std(axis=0) > 0).sum() == 61


def test_the_programs_that_count():
    """The cell's own counts: by the tested estimator, n/(n - 1) of it, and by traces."""
    space: dict[str, Any] = {"np": np, "PCA": PCA}
    cells = book.sources(page("dimension"))
    run(cells["shuffle-cell"], space)
    X = np.random.default_rng(4).normal(size=(60, 5)) * [3, 2, 1, 1, 1]
    D = np.sort([np.linalg.norm(X - x, axis=1) for x in X])
    assert space["by_neighbors"](D) == pytest.approx(intrinsic_dimension(X) * 60 / 59)
    assert space["by_variances"](X) == pytest.approx(effective(np.cov(X.T)))
    space |= {"pictures": X}
    first = run(cells["shuffle-runs"], space)[0].splitlines()[0]
    contrasts = [relative_contrast(np.delete(X, i, axis=0), X[i]) for i in range(60)]
    assert first.startswith(f"contrast {np.median(contrasts):.2f}, ")


def test_the_dimensions_that_variances_count():
    """The relative deviation of D² is √(2/m), by a sum over a normal law's fourth moments."""
    rng = np.random.default_rng(7)
    A = rng.normal(size=(4, 4))
    lam = np.linalg.eigvalsh(A @ A.T)
    m = lam.sum() ** 2 / (lam**2).sum()
    z, weight = np.polynomial.hermite_e.hermegauss(8)  # exact to the fifteenth power
    weight /= weight.sum()
    grid = np.array(list(product(z, repeat=4)))
    chance = np.prod(list(product(weight, repeat=4)), axis=1)
    square = (grid**2) @ lam
    mean = chance @ square
    assert sqrt(chance @ (square - mean) ** 2) / mean == pytest.approx(sqrt(2 / m))
    assert m == pytest.approx(effective(A @ A.T))
    X = rng.multivariate_normal(np.zeros(4), A @ A.T, size=200_000)
    D2 = (X**2).sum(axis=1)
    assert D2.std() / D2.mean() == pytest.approx(sqrt(2 / m), rel=0.02)
    assert r"$\sqrt{2 / d_{\text{eff}}}$" in TEXT
    assert r"d_{\text{eff}} = \frac{(\sum_i \lambda_i)^2}{\sum_i \lambda_i^2}" in TEXT


def test_what_the_variances_count_of_known_laws():
    for d in (1, 5, 100):
        assert effective(3 * np.eye(d)) == pytest.approx(d)
        assert effective(np.ones((d, d))) == pytest.approx(1)  # all copies of one
    assert effective(np.diag([2.0, 2.0, 2.0, 0.0, 0.0])) == pytest.approx(3)
    gap = np.arange(100)
    row = 0.9 ** abs(gap[:, None] - gap)
    assert round(effective(row)) == 11
    assert effective(0.9 ** abs(np.subtract.outer(range(1000), range(1000)))) > 100
    assert r"but $d_{\text{eff}}$ is 11, and in longer rows it grows on" in TEXT


def test_clouds_lose_contrast_too_and_only_their_variances_count_more():
    """Ten round clouds in 64 dimensions, no sheet: the count by neighbors stays."""
    rng = np.random.default_rng(1)
    X = 5 * rng.normal(size=(10, 64))[rng.integers(0, 10, 1797)] + rng.normal(size=(1797, 64))
    mixed = np.column_stack([rng.permutation(c) for c in X.T])
    contrasts = [
        np.median([relative_contrast(np.delete(Y, i, axis=0), Y[i]) for i in range(20)])
        for Y in (X, mixed)
    ]
    assert contrasts[0] > 4 > 1 > contrasts[1]
    by_variances = [effective(np.cov(Y.T)) for Y in (X, mixed)]
    assert round(by_variances[0]) == 8
    assert by_variances[1] == pytest.approx(50, abs=3)
    assert [intrinsic_dimension(Y) for Y in (X, mixed)] == pytest.approx([33, 33], abs=1.5)
    assert "by variances count 8, then about 50; by neighbors they stay near 33" in TEXT
    assert "It is the neighbors' 9 against 25 that speaks for a sheet" in TEXT
    assert "if the count of dimensions *by neighbors* rises much" in TEXT


def test_among_many_dimensions_the_count_falls_short():
    X = np.random.default_rng(0).normal(size=(1797, 64))
    assert round(intrinsic_dimension(X)) == 38
    assert "for as many points of 64 normal coordinates this one says 38" in TEXT


def test_many_coordinates_that_are_not_independent():
    """Each keeps 0.9 of the one before: the contrast fades all the same."""
    medians = []
    for d in (100, 5000):
        fresh = np.random.default_rng(d).normal(size=(100, d))
        X = fresh.copy()
        for j in range(1, d):
            X[:, j] = 0.9 * X[:, j - 1] + sqrt(1 - 0.9**2) * fresh[:, j]
        medians.append(relative_contrast(X, np.zeros(d)))
    assert medians[0] > 1
    assert medians[1] < 0.25
    assert "they must be many that do not all move together" in TEXT
