"""Units that are exact, and lengths that neither overflow nor vanish."""

import math

import numpy as np
import pytest

from mlmath.scale import direction, exponents, lengths, squarable

SCALES = pytest.mark.parametrize("scale", [1e-310, 1e-200, 1e-170, 1.0, 1e170, 1e300])


def test_exponents_by_hand():
    """3 = 3/4 · 2², 0.25 = 1/2 · 2⁻¹; nothing is in units of 1."""
    X = np.array([[3.0, -0.5], [0.0, 0.25], [0.0, 0.0]])
    assert exponents(X).tolist() == [[2]]
    assert exponents(X, axis=1).tolist() == [[2], [-1], [0]]
    assert exponents(X, axis=0).tolist() == [[2, 0]]


@SCALES
def test_lengths_in_the_triangle_of_three_four_five(scale):
    X = np.array([[3.0, 4.0], [-12.0, 5.0], [0.0, 0.0], [1.0, 0.0]]) * scale
    np.testing.assert_allclose(lengths(X), np.array([5, 13, 0, 1]) * scale, rtol=1e-14)
    np.testing.assert_allclose(direction(X[0]), [0.6, 0.8], rtol=1e-13)


def test_a_length_beyond_float64_is_infinite():
    assert lengths(np.full((1, 9), 1e308))[0] == math.inf


def test_numbers_whose_squares_overflow_are_refused():
    X = np.array([[1e150, -1e150]])
    assert squarable(X) is X
    with pytest.raises(ValueError) as error:
        squarable(-2 * X, "Z")
    assert str(error.value) == (
        "Z must hold numbers of at most 1e+150 in size, whose squares fit in float64, got 2e+150"
    )
