"""What is decided in exact arithmetic, by fractions, by hand and by another exact algorithm."""

import math
from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from mlmath.boolean import gordan_alternative
from mlmath.separation import augment, margin, radius, separable_as_written, widest_separator
from mlmath.separation.exact import decimal_rows, direction_of, length, solve, whole_rows
from mlmath.separation.nearest import nearest_point
from mlmath.separation.widest import _exact, _holds_origin, _proved


def root(square: Fraction) -> float:
    """The square root, from more digits than a float64 has."""
    scale = 4 ** (200 + max(0, square.denominator.bit_length() - square.numerator.bit_length()))
    whole = math.isqrt(square.numerator * scale // square.denominator)
    return float(Fraction(whole, math.isqrt(scale)))


def between(a: Any, b: Any) -> Fraction:
    """The squared distance from the origin to the segment from a to b, in fractions."""
    a, b = (list(map(Fraction, p)) for p in (a, b))
    way = [v - u for u, v in zip(a, b, strict=True)]
    along = sum(u * v for u, v in zip(a, way, strict=True))
    square = sum(v * v for v in way)
    t = min(max(-along / square, Fraction(0)), Fraction(1)) if square else Fraction(0)
    return sum(((u + t * v) ** 2 for u, v in zip(a, way, strict=True)), Fraction(0))


@pytest.mark.parametrize("gap", [1.0, 1e-3, 1e-6, 1e-7, 1e-9, 1e-12, 1e-14, 3.6e-15])
@pytest.mark.parametrize("scale", [1.0, 1e-200, 1e200])
def test_the_margin_of_two_near_points_has_all_its_digits(gap, scale):
    """Closed form: half way between a and -b the hull's only segment comes nearest to 0."""
    X = scale * augment([[10, 10], [10, 10 - gap]])
    found = widest_separator(X, [1, -1])
    assert found is not None
    w, gamma = found
    assert gamma == pytest.approx(root(between(X[0], -X[1])), rel=4e-16, abs=0)
    assert math.hypot(*w) == pytest.approx(1, rel=4e-16)
    if gap > 1e-13:
        assert margin(X, [1, -1], w) == pytest.approx(gamma, rel=1e-15 * 14 / gap, abs=0)


@pytest.mark.parametrize("gap", [1e-2, 1e-8, 1e-10, 1e-15, 1e-100, 5e-324])
def test_no_gap_is_too_narrow(gap):
    """The points (±1, gap) and (0.3, 2 gap): the direction is (0, 1), the margin the gap."""
    found = widest_separator([[1, gap], [-1, gap], [0.3, 2 * gap]], [1, 1, 1])
    assert found is not None
    assert found[0].tolist() == [0, 1]
    assert found[1] == gap


def test_beside_each_other_the_largest_and_the_smallest_numbers():
    """By hand: (1e300, 1e-300) and (-1e300, 1e-300) are 1e-300 above the line."""
    found = widest_separator([[1e300, 1e-300], [-1e300, 1e-300]], [1, 1])
    assert found is not None
    assert found[0].tolist() == [0, 1]
    assert found[1] == 1e-300
    assert widest_separator([[1e300, 0], [-1e-300, 0]], [1, 1]) is None
    assert widest_separator([[1.7e308, 1.7e308]], [1])[1] == math.inf  # type: ignore[index]


def in_hull(A: Any) -> bool:
    """Whether the origin lies in the hull of points of the plane, in fractions, by triangles."""
    A = [tuple(map(Fraction, p)) for p in A]

    def side(a, b):
        return a[0] * b[1] - a[1] * b[0]

    for a in A:
        if a == (0, 0):
            return True
    for a, b in combinations(A, 2):
        if side(a, b) == 0 and a[0] * b[0] + a[1] * b[1] < 0:
            return True
    for a, b, c in combinations(A, 3):
        turns = {side(a, b) > 0, side(b, c) > 0, side(c, a) > 0}
        if len(turns) == 1 and 0 not in (side(a, b), side(b, c), side(c, a)):
            return True
    return False


@pytest.mark.parametrize("seed", range(120))
def test_in_the_plane_it_is_the_nearest_point_of_all_segments(seed):
    """In fractions; numbers of one decimal, some of them moved by a last digit or a little more."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 6))
    A = rng.integers(-9, 10, (n, 2)) / 10 + [0.0, 0.4]
    A += rng.choice([0, 0, 1e-16, -1e-13, 1e-9], (n, 2))
    if seed % 3 == 0:  # nearly opposite points: a narrow margin, or none
        A = np.vstack([A, -A[:1] * rng.choice([1.0, 0.3]) + rng.choice([0, 1e-16, 1e-12], 2)])
    found = widest_separator(A, np.ones(len(A)))
    if in_hull(A.tolist()):
        assert found is None
    else:
        assert found is not None
        nearest = min(between(a, b) for a in A for b in A)
        assert found[1] == pytest.approx(root(nearest), rel=4e-16, abs=0)


@pytest.mark.parametrize("seed", range(60))
def test_it_decides_as_the_alternative_of_gordan_does(seed):
    """Another exact algorithm, for whole numbers: an integer perceptron."""
    rng = np.random.default_rng(seed)
    n, d = rng.integers(2, 9), rng.integers(2, 6)
    A = rng.integers(-3, 4, (n, d)) + (rng.random(d) < 0.4)
    found = widest_separator(A, np.ones(n))
    assert (found is None) == (gordan_alternative(A).combination is not None)


@pytest.mark.parametrize("seed", range(30))
def test_what_float64_proves_exact_arithmetic_finds_too(seed):
    rng = np.random.default_rng(seed)
    n, d = int(rng.integers(12, 40)), int(rng.integers(3, 10))
    A = rng.normal(size=(n, d)) + (seed % 3) * 0.4
    found, exact = widest_separator(A, np.ones(n)), _exact(A, [0])
    assert (found is None) == (exact is None)
    if found and exact:
        assert found[1] == pytest.approx(exact[1], rel=1e-9)
        np.testing.assert_allclose(found[0], exact[0], atol=1e-4)


@pytest.mark.parametrize("shift", [0.0, 0.5])
def test_in_many_dimensions_most_answers_are_proved_by_float64(shift):
    """A margin between two bounds, or a simplex around the origin; 60 points in 30 dimensions."""
    answers = []
    for seed in range(10):
        A = np.random.default_rng(seed).normal(size=(60, 30)) + shift
        answers.append(_proved(A, *nearest_point(A)))
        assert (widest_separator(A, np.ones(60)) is None) == (not answers[-1])
    assert None not in answers
    assert True in answers
    assert (False in answers) == (shift == 0)


def test_a_simplex_holds_the_origin_only_where_that_is_proved():
    corners = np.array([[1.0, 0.0], [-1.0, 1.0], [-1.0, -1.0]])
    assert _holds_origin(corners)
    assert not _holds_origin(corners + np.array([2, 0]))
    assert not _holds_origin(corners + np.array([1, 0]))  # the origin is on an edge
    for off in (1e-15, -1e-15):  # too near to the edge to tell
        assert not _holds_origin(corners + np.array([1 + off, 0]))
    assert not _holds_origin(corners[[0, 1, 1]])
    assert not _holds_origin(np.array([[1.0, 1.0], [2.0, 2.0], [-1.0, -1.0]]))


@pytest.mark.parametrize("seed", range(20))
def test_a_margin_keeps_its_digits_where_products_cancel(seed):
    """Against fractions: w·x is about 1e-12 of the sizes of its terms."""
    rng = np.random.default_rng(seed)
    X, w = rng.normal(size=(4, 6)) * 10.0 ** rng.integers(-3, 4, (4, 1)), rng.normal(size=6)
    X[:, 5] = -(X[:, :5] @ w[:5]) / w[5] * (1 + 1e-12 * rng.normal(size=4))
    exact = [
        sum((Fraction(a) * Fraction(b) for a, b in zip(x, w, strict=True)), Fraction(0)) for x in X
    ]
    square = sum((Fraction(b) ** 2 for b in w), Fraction(0))
    signs = [1 if value > 0 else -1 for value in exact]
    assert margin(X, signs, w) == pytest.approx(
        min(root(value**2 / square) for value in exact), rel=1e-13, abs=0
    )
    assert margin(X, signs, w) < 1e-9 * radius(X)


@pytest.mark.parametrize(
    ("X", "y", "separable"),
    [
        ([[0.1, 0.3], [0.2, 0.6], [0.3, 0.9]], [1, -1, 1], False),  # on y = 3 x, on paper
        ([[0.1, 0.3], [0.2, 0.6000000000000001], [0.3, 0.9]], [1, -1, 1], True),
        ([[10, 10], [10, 9.9999999]], [1, -1], True),
        ([[10, 10], [10, 10]], [1, -1], False),
        ([[1e-300, 0], [0, 1e300]], [1, -1], True),
        ([[0.7, 0.1], [0.7, 0.3], [0.7, 0.2]], [1, 1, -1], False),
    ],
)
def test_what_is_separable_on_paper(X, y, separable):
    assert separable_as_written(augment(X), y) is separable


def test_decimals_and_float64s_are_different_numbers():
    """By hand: 0.3 is not three times 0.1 in float64s, so that the third point leaves the line."""
    X, y = augment([[0.1, 0.3], [0.2, 0.6], [0.3, 0.9]]), [1, -1, 1]
    assert not separable_as_written(X, y)
    found = widest_separator(X, y)
    assert found is not None
    assert 0 < found[1] < 1e-16
    A = np.array([[0.1, 1], [0.2, -1], [-0.3, 0]])
    assert decimal_rows(A) == [[1, 10], [2, -10], [-3, 0]]
    assert whole_rows(np.array([[0.5, 3.0], [0.25, -1.0]])) == ([[2, 12], [1, -4]], 2)


def test_equations_in_whole_numbers():
    """By hand: 2 x + y = 5, x - y = 1 has x = 2, y = 1; twice the same equation has no solution."""
    above, below = solve([[2, 1, 5], [1, -1, 1]]) or ([], 1)
    assert [Fraction(a, below) for a in above] == [2, 1]
    assert solve([[1, 2, 3], [2, 4, 6]]) is None
    assert solve([[1, 2, 3], [2, 4, 7]]) is None
    assert solve([]) == ([], 1)


def test_lengths_of_whole_vectors():
    assert length([3, 4], 1, 0) == 5
    assert length([3, 4], 2, 10) == 2.5 / 1024
    assert length([10**400, 0], 10**400, 0) == 1
    assert length([1], 1, 1074) == 5e-324
    assert length([1], 3, 1074) == 5e-324  # above 0 in any case
    assert length([10**400], 1, 0) == math.inf
    assert length([1, 1], 1, 0) == math.sqrt(2)
    assert direction_of([10**400, -(10**400), 1]) == [1, -1, 0]
