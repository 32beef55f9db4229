"""The numbers in the text of the page Linear algebra, worked out apart from its cells."""

from fractions import Fraction

import numpy as np
import pytest

from mlmath.manifest import page
from tests import book

TEXT = book.text(page("linear_algebra"))
CODE = book.code(page("linear_algebra"))


def solved(a, b, c, d, right):
    """Cramer's rule, in fractions."""
    det = Fraction(a) * d - Fraction(b) * c
    return (right[0] * d - b * right[1]) / det, (a * right[1] - c * right[0]) / det


def test_the_two_equations():
    hundredth = Fraction(1, 100)
    assert solved(1, 1, 1, 1 + hundredth, (2, 2 + hundredth)) == (1, 1)
    assert solved(1, 1, 1, 1 + hundredth, (2, 2 + 2 * hundredth)) == (0, 2)
    assert "$x_2 = 2$ and $x_1 = 0$" in TEXT


def test_how_much_they_magnify():
    """σ₁σ₂ is the determinant 0.01, and σ₁² + σ₂² the sum of the squared entries."""
    squares, det = 3 + 1.01**2, 0.01
    largest = (squares + np.sqrt(squares**2 - 4 * det**2)) / 2  # σ₁²
    assert round(largest / det) == 402
    assert "$\\kappa$ is 402" in TEXT
    off = 0.01 / np.hypot(2, 2.01)
    assert f"{100 * off:.2f}" == "0.35"
    assert "off by 0.35 percent of its length" in TEXT
    assert round(np.hypot(1, 1) / np.hypot(1, 1) / off) == 284
    assert "the solution by 100, 284 times as much" in TEXT


def test_the_share_of_our_error_that_is_magnified_in_full():
    """With M = A Aᵀ, u₁ = (cos t, sin t) where tan 2t = 2 M₁₂ / (M₁₁ − M₂₂), u₂ = (−sin t, cos t).

    κ + 1/κ is (σ₁² + σ₂²) / σ₁σ₂: the sum of the squared entries over the determinant.
    """
    h = 0.01
    M = np.array([[2, 2 + h], [2 + h, 1 + (1 + h) ** 2]])
    t = np.arctan2(2 * M[0, 1], M[0, 0] - M[1, 1]) / 2
    share = np.cos(t)  # of (0, 1) along u₂
    assert f"{share:.3f}" == "0.705"
    assert "0.705 of it, is magnified in full: 284 times, not 402" in TEXT
    half = (3 + (1 + h) ** 2) / h / 2
    kappa = half + np.sqrt(half**2 - 1)
    assert round(kappa) == 402
    assert round(kappa * share) == 284
    u1 = np.array([np.cos(t), np.sin(t)])
    along = u1 @ [2, 2 + h] / np.hypot(2, 2 + h)
    assert along > 1 - 1e-6  # “almost along”


def test_another_mix_is_further_away():
    """‖b − A y‖² = 0² + 2² + 2², ‖r‖² = 1 + 4 + 1, and A (x − y) = (−1, 0, 1)."""
    b, near, other = np.array([2, 2, 8]), np.array([1, 4, 7]), np.array([2, 4, 6])
    squares = [int(d @ d) for d in (b - other, b - near, near - other)]
    assert squares == [8, 6, 2]
    (figure,) = [c for c in book.cells(page("linear_algebra")) if c["id"] == "nearest-figure"]
    caption = figure["metadata"]["mystnb"]["figure"]["caption"]
    assert "For A y = (2, 4, 6) the squares are 8 = 6 + 2." in caption


@pytest.mark.parametrize("shape", [(1, 2), (2, 3), (3, 2), (3, 3), (4, 2)])
def test_the_steps_to_the_singular_values_work_for_every_shape(shape):
    """As the page builds them: V of AᵀA, u = A v / σ where σ is not 0, U filled up."""
    m = shape[0]
    A = np.ones(shape) if shape == (1, 2) else np.random.default_rng(7).integers(-3, 4, shape)
    values, V = np.linalg.eigh(A.T @ A)
    values, V = values[::-1].clip(0), V[:, ::-1]
    sigma = np.sqrt(np.where(values < 1e-9, 0, values))
    known = A @ V[:, sigma > 0] / sigma[sigma > 0]
    U = np.linalg.qr(np.hstack([known, np.eye(m)]))[0]
    U[:, : known.shape[1]] = known
    np.testing.assert_allclose(U.T @ U, np.eye(m), atol=1e-12)
    Sigma = np.zeros(shape)
    np.fill_diagonal(Sigma, sigma)
    np.testing.assert_allclose(A @ V, U @ Sigma, atol=1e-7)
    np.testing.assert_allclose(A, U @ Sigma @ V.T, atol=1e-7)
    np.testing.assert_allclose(A.T, V @ Sigma.T @ U.T, atol=1e-7)
    if shape == (3, 3):
        np.testing.assert_allclose(np.linalg.inv(A), V @ np.diag(1 / sigma) @ U.T, atol=1e-9)
    assert "filled up at right angles to $m$ columns" in TEXT


def test_singular_values_of_a_symmetric_matrix_are_the_sizes_of_its_eigenvalues():
    """The rows (1, 2) and (2, −2): trace −1 and determinant −6, so 2 and −3."""
    S = np.array([[1, 2], [2, -2]])
    assert (S @ S).trace() == 2**2 + 3**2
    np.testing.assert_allclose(np.linalg.svd(S)[1], [3, 2])
    assert "each $\\sigma$ is the size of a $\\lambda$" in TEXT


def test_centered_times_make_the_equations_fall_apart():
    """The mean of 0, 1, 2 is 1; (−1, 0, 1) · (2, 2, 8) = 6, and its square is 2."""
    d = np.arange(3) - 1
    assert [int(value) for value in (d.sum(), d @ [2, 2, 8], d @ d)] == [0, 6, 2]
    assert (6 / 2, 12 / 3 - 3 * 1) == (3, 1)
    assert "$s = 6/2 = 3$ and $c = 4 - 3 \\cdot 1 = 1$" in TEXT


def test_the_line_through_three_measurements():
    assert solved(3, 3, 3, 5, (12, 18)) == (1, 3)
    rest = np.array([2, 2, 8]) - (1 + 3 * np.arange(3))
    assert rest.tolist() == [1, -2, 1]
    assert rest.sum() == rest @ np.arange(3) == 0
    assert "$3c + 3s = 12$ and $3c + 5s = 18$" in TEXT


def test_a_condition_number_by_hand():
    """S has the eigenvalues 3 and 1, and an error of 1 part in 10 becomes 3 in 10."""
    trace, det = 2 + 2, 2 * 2 - 1 * 1
    assert (trace, det) == (3 + 1, 3 * 1)
    assert "so $\\kappa = 3$" in TEXT
    tenths = Fraction(3, 10)
    assert solved(2, 1, 1, 2, (3, 3)) == (1, 1)
    assert solved(2, 1, 1, 2, (tenths, -tenths)) == (tenths, -tenths)
    # (c, c) and (c, −c) are equally long: the shares of the lengths are those of the numbers.
    assert (tenths / 3, tenths / 1) == (Fraction(10, 100), Fraction(30, 100))
    assert "(0.3, -0.3)$, 10 percent, moves it by $(0.3, -0.3)$, 30 percent" in TEXT


def test_the_normal_equations_square_the_condition_number():
    """Cᵀ C has the rows (3, 3) and (3, 5): trace 8, determinant 6, eigenvalues 4 ± √10."""
    squared = (4 + np.sqrt(10)) / (4 - np.sqrt(10))
    C = np.array([[1, 0], [1, 1], [1, 2]])
    assert (C.T @ C).tolist() == [[3, 3], [3, 5]]
    values = np.linalg.svd(C)[1]
    assert np.isclose((values[0] / values[-1]) ** 2, squared)
    values = np.linalg.svd(C.T @ C)[1]
    assert np.isclose(values[0] / values[-1], squared)
    assert "so the normal equations have the condition number $\\kappa^2$" in TEXT


def test_one_step_of_elimination():
    assert [b - 2 * a for a, b in zip((1, 2), (2, 1), strict=True)] == [0, -3]
    assert "# (2, 1) less 2 times (1, 2) leaves (0, -3)," in CODE


def test_products_and_mixes():
    assert np.dot((3, 1), (1, 2)) == 5
    assert np.dot((4, 3), (2, 4)) == 20
    assert [2 * a + b for a, b in zip((1, 2), (2, 1), strict=True)] == [4, 5]
    assert np.dot((1, 2), np.array((1, 2)) * (1, -1)) == -3
    assert "$(1, 2)$ has the product $-3$ with itself" in TEXT


def test_the_eigenvectors_of_the_example():
    S = np.array([[2, 1], [1, 2]])
    assert (S @ (1, 1)).tolist() == [3, 3]
    assert (S @ (1, -1)).tolist() == [1, -1]
    assert "these two directions are kept, and every other is bent away" in TEXT
    # Any other (x, y) is bent: x · (S x)₂ − y · (S x)₁ = x² − y² vanishes on the diagonals only.
    for x, y in [(1, 0), (0, 1), (1, 2), (-3, 1)]:
        first, second = S @ (x, y)
        assert x * second - y * first == x**2 - y**2 != 0
