"""The numbers in the text of the page Linear algebra, worked out apart from its cells."""

from fractions import Fraction

import numpy as np

from mlmath.manifest import page
from tests import book

TEXT = book.text(page("linear_algebra"))


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


def test_the_line_through_three_measurements():
    assert solved(3, 3, 3, 5, (12, 18)) == (1, 3)
    rest = np.array([2, 2, 8]) - (1 + 3 * np.arange(3))
    assert rest.tolist() == [1, -2, 1]
    assert rest.sum() == rest @ np.arange(3) == 0
    assert "$3c + 3s = 12$ and $3c + 5s = 18$" in TEXT


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
