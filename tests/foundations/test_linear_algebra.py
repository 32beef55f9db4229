"""Condition numbers, the worst case that attains them, and the SVD's ellipse."""

import math

import numpy as np
import pytest

from mlmath.foundations import (
    amplification,
    best_approximation,
    condition_number,
    svd_ellipse,
    worst_case,
)


def hilbert(n):
    """The matrix 1 / (i + j - 1), whose condition numbers are in every numerical textbook."""
    i = np.arange(1, n + 1)
    return 1.0 / (i[:, None] + i - 1)


@pytest.mark.parametrize(
    ("A", "kappa"),
    [
        (np.eye(4), 1),
        (np.diag([8.0, 2.0, 4.0]), 4),
        ([[3, 0], [0, -6]], 2),
        ([[5.0]], 1),
        ([[1, 1], [0, 1]], (3 + math.sqrt(5)) / 2),  # the square of the golden ratio
        ([[3.0], [4.0]], 1),  # one column stretches its only direction
        ([[0, 0], [0, 0]], math.inf),
        ([[1, 0], [0, 0]], math.inf),
    ],
)
def test_condition_numbers_by_hand(A, kappa):
    assert condition_number(A) == pytest.approx(kappa, rel=1e-14)


def test_condition_of_hilberts_matrices():
    """κ₂ = 19.281 for n = 2 by hand: ((4 + √13)/3)/((4 − √13)/3); κ for n = 3 as NumPy has it."""
    assert condition_number(hilbert(2)) == pytest.approx((4 + 13**0.5) / (4 - 13**0.5), rel=1e-13)
    for n in (3, 5, 8):
        assert condition_number(hilbert(n)) == pytest.approx(np.linalg.cond(hilbert(n)), rel=1e-6)


@pytest.mark.parametrize("scale", [1e-300, 1e-6, 1e6, 1e300])
def test_condition_ignores_scale_and_rotation(scale):
    A = np.random.default_rng(1).normal(size=(5, 5))
    Q = np.linalg.qr(np.random.default_rng(2).normal(size=(5, 5)))[0]
    assert condition_number(scale * A) == pytest.approx(condition_number(A), rel=1e-10)
    assert condition_number(Q @ A) == pytest.approx(condition_number(A), rel=1e-10)
    assert condition_number(np.linalg.inv(A)) == pytest.approx(condition_number(A), rel=1e-9)
    assert condition_number(A.T @ A) == pytest.approx(condition_number(A) ** 2, rel=1e-8)


@pytest.mark.parametrize("A", [np.diag([8.0, 2.0]), hilbert(5), [[1e6, 2e6], [3e6, -1e6]], [[7]]])
def test_the_worst_case_attains_the_bound(A):
    A = np.asarray(A, dtype=float)
    case = worst_case(A, size=1e-4)
    np.testing.assert_allclose(A @ case.x, case.b, atol=1e-9)
    np.testing.assert_allclose(A @ case.dx, case.db, atol=1e-9)
    assert np.linalg.norm(case.b) == pytest.approx(1)
    assert np.linalg.norm(case.db) == pytest.approx(1e-4)
    grown = np.linalg.norm(case.dx) / np.linalg.norm(case.x) / 1e-4
    assert grown == pytest.approx(np.linalg.cond(A), rel=1e-9)
    assert case.kappa == pytest.approx(np.linalg.cond(A), rel=1e-9)
    # The same through numpy's solver, which knows nothing of singular values.
    x, moved = np.linalg.solve(A, case.b), np.linalg.solve(A, case.b + case.db)
    ratio = np.linalg.norm(moved - x) / np.linalg.norm(x) / 1e-4
    assert ratio == pytest.approx(case.kappa, rel=1e-4)


@pytest.mark.parametrize("seed", range(10))
def test_no_case_is_worse_than_the_worst_or_better_than_its_inverse(seed):
    rng = np.random.default_rng(seed)
    A = rng.normal(size=(4, 4))
    kappa = np.linalg.cond(A)
    for _ in range(20):
        b, db = rng.normal(size=(2, 4))
        found = amplification(A, b, db)
        x, dx = np.linalg.solve(A, b), np.linalg.solve(A, db)
        norm = np.linalg.norm
        assert found == pytest.approx(norm(dx) / norm(x) / (norm(db) / norm(b)), rel=1e-9)
        assert 1 / kappa * (1 - 1e-9) <= found <= kappa * (1 + 1e-9)
    case = worst_case(A)
    assert amplification(A, case.b, case.db) == pytest.approx(kappa, rel=1e-9)
    assert amplification(A, case.db, case.b) == pytest.approx(1 / kappa, rel=1e-9)


def test_amplification_at_extreme_sizes():
    assert amplification([[1e200, 0], [0, 1e-100]], [1e200, 0], [0, 1e-200]) == pytest.approx(1e300)


def test_the_ellipse_of_a_stretch_along_the_axes():
    ellipse = svd_ellipse([[1, 0], [0, 3]], n_points=5)
    np.testing.assert_allclose(
        ellipse.points, [[1, 0], [0, 3], [-1, 0], [0, -3], [1, 0]], atol=1e-12
    )
    np.testing.assert_allclose(ellipse.semi_axes, [3, 1])
    np.testing.assert_allclose(ellipse.sources, [[0, 1], [1, 0]], atol=1e-15)
    np.testing.assert_allclose(ellipse.directions, [[0, 1], [1, 0]], atol=1e-15)


@pytest.mark.parametrize("seed", range(12))
def test_the_ellipse_is_what_the_matrix_makes_of_the_circle(seed):
    A = np.random.default_rng(seed).normal(size=(2, 2))
    ellipse = svd_ellipse(A, n_points=2001)
    for v, length, u in zip(ellipse.sources, ellipse.semi_axes, ellipse.directions, strict=True):
        np.testing.assert_allclose(A @ v, length * u, atol=1e-13)
        assert v[0] >= 0
    np.testing.assert_allclose(ellipse.sources @ ellipse.sources.T, np.eye(2), atol=1e-13)
    np.testing.assert_allclose(ellipse.directions @ ellipse.directions.T, np.eye(2), atol=1e-13)
    # In the axes' own coordinates the image obeys (s/σ₁)² + (t/σ₂)² = 1.
    along = ellipse.points @ ellipse.directions.T / ellipse.semi_axes
    np.testing.assert_allclose((along**2).sum(axis=1), 1, rtol=1e-9)
    lengths = np.linalg.norm(ellipse.points, axis=1)
    assert lengths.max() == pytest.approx(ellipse.semi_axes[0], rel=1e-5)
    assert lengths.min() == pytest.approx(ellipse.semi_axes[1], rel=1e-2, abs=2e-3)
    assert ellipse.semi_axes.prod() == pytest.approx(abs(np.linalg.det(A)))  # the area over π
    assert condition_number(A) == pytest.approx(ellipse.semi_axes[0] / ellipse.semi_axes[1])


def test_a_singular_matrix_makes_a_segment():
    ellipse = svd_ellipse([[1, 2], [2, 4]])
    np.testing.assert_allclose(ellipse.semi_axes, [5, 0], atol=1e-14)  # √(1² + 2²) · √(1² + 2²)
    np.testing.assert_allclose(ellipse.points[:, 1], 2 * ellipse.points[:, 0], atol=1e-14)
    np.testing.assert_array_equal(svd_ellipse(np.zeros((2, 2))).points, np.zeros((181, 2)))


@pytest.mark.parametrize("shape", [(6, 4), (4, 6), (5, 5)])
def test_eckart_young(shape):
    """The error is σ₍k₊₁₎ in the 2-norm, and no random matrix of that rank does better."""
    rng = np.random.default_rng(3)
    A = rng.normal(size=shape)
    values = np.linalg.svd(A, compute_uv=False)
    for k in range(min(shape) + 1):
        near = best_approximation(A, k)
        assert np.linalg.matrix_rank(near) == k
        rest = values[k:]
        assert np.linalg.norm(A - near, 2) == pytest.approx(rest[0] if len(rest) else 0, abs=1e-12)
        assert np.linalg.norm(A - near) == pytest.approx(np.sqrt((rest**2).sum()), abs=1e-12)
        for _ in range(20):
            left = rng.normal(size=(shape[0], k))
            other = left @ np.linalg.lstsq(left, A)[0] if k else np.zeros(shape)
            assert np.linalg.norm(A - other) >= np.linalg.norm(A - near) - 1e-12
            assert np.linalg.norm(A - other, 2) >= np.linalg.norm(A - near, 2) - 1e-12


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: condition_number([1, 2]), "A must have shape"),
        (lambda: condition_number([[1, math.nan]]), "A must hold finite numbers, got nan"),
        (lambda: condition_number([["a"]]), "A must hold numbers"),
        (lambda: worst_case([[1, 2, 3], [4, 5, 6]]), "A must have shape (n, n), got (2, 3)"),
        (lambda: worst_case([[1, 0], [0, 0]]), "A must not be singular"),
        (lambda: worst_case([[1, 2], [2, 4]]), "A must not be singular"),
        (lambda: amplification(np.diag([1.0, 0.0]), [1, 0], [0, 1]), "A must not be singular"),
        (lambda: worst_case(np.zeros((2, 2))), "A must not be singular"),
        (lambda: worst_case(np.eye(2), size=0), "size must be above 0, got 0"),
        (lambda: amplification(np.eye(2), [0, 0], [1, 0]), "b must not be all zero"),
        (lambda: amplification(np.eye(2), [1, 0], [1]), "db must have shape (2,), got (1,)"),
        (lambda: svd_ellipse(np.eye(3)), "A must have shape (2, 2), got (3, 3)"),
        (lambda: svd_ellipse(np.eye(2), n_points=1), "n_points must be at least 2, got 1"),
        (lambda: best_approximation(np.eye(2), 3), "rank must be at most min(m, n) = 2, got 3"),
        (lambda: best_approximation(np.eye(2), -1), "rank must be at least 0, got -1"),
    ],
)
def test_errors_name_the_argument(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)
