"""General position: by hand, by determinants in fractions, and in sizes that once took 3 GB."""

from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from mlmath.separation import in_general_position
from mlmath.separation.exact import reduced


@pytest.mark.parametrize(
    ("X", "expected"),
    [
        ([[1, 0], [0, 1], [1, 1]], True),
        ([[1, 0], [2, 0], [1, 1]], False),  # two on one line through the origin
        ([[1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 0, 1]], False),  # three in one plane
        ([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1]], True),
        ([[1, 2, 3], [2, 4, 6]], False),
        ([[0, 0]], False),
        ([[1e-9, 0], [0, 1e9]], True),
    ],
)
def test_general_position(X, expected):
    assert in_general_position(X) is expected


@pytest.mark.parametrize(
    ("X", "expected"),
    [
        ([[1, 1], [1, np.nextafter(1, 2)]], True),  # by hand: the determinant is 2^-52
        ([[1e-300, 1e300], [2e-300, 2e300]], False),  # twice the first, exactly
        ([[1e-300, 1e300], [1e-300, 1.1e300]], True),
        ([[0.1, 0.3], [0.2, 0.6]], False),
        ([[0.1, 0.3], [0.3, 0.9]], True),  # 0.1 · 0.9 is not 0.3 · 0.3 in float64s
        ([[2147483647, 0], [0, 1], [1, 1]], True),  # determinants are multiples of a prime
        ([[2147483647, 0], [2147483647**2, 0], [1, 1]], False),
        ([[0, 1, 0, 0], [0, 0, 0, 2], [0, 3, 0, 4]], False),
        ([[0, 1, 0, 0], [0, 0, 0, 2], [0, 3, 5, 4]], True),
        ([[5.0]], True),
        ([[1.0], [0.0]], False),
    ],
)
def test_general_position_is_decided_to_the_last_digit(X, expected):
    assert in_general_position(X) is expected


def determinant(rows: Any) -> Fraction:
    """By Laplace's expansion along the first row."""
    if not rows:
        return Fraction(1)
    total = Fraction(0)
    for j, entry in enumerate(rows[0]):
        rest = [row[:j] + row[j + 1 :] for row in rows[1:]]
        total += (-1) ** j * Fraction(entry) * determinant(rest)
    return total


@pytest.mark.parametrize("d", [2, 3, 4])
def test_it_says_what_all_determinants_say(d):
    rng = np.random.default_rng(d)
    seen = set()
    for _ in range(40):
        X = rng.integers(-4, 5, (int(rng.integers(d, d + 4)), d)) * 0.5
        wanted = all(determinant([*sub]) != 0 for sub in combinations(X.tolist(), d))
        assert in_general_position(X) is wanted
        seen.add(wanted)
    assert seen == {True, False}


def test_2_7_million_sets_of_24_points_in_12_dimensions():
    """Random points are in general position; the sum of two in whole numbers is not."""
    X = np.round(np.random.default_rng(0).normal(size=(24, 12)) * 2**20)
    assert in_general_position(X)
    X[20] = X[3] + X[5]
    assert not in_general_position(X)


def test_rank_by_whole_numbers():
    assert reduced([[1, 2], [2, 4], [3, 7]]) == 2
    assert reduced([[0, 0], [0, 0]]) == 0
    assert reduced([[0, 3, 1], [0, 6, 2], [5, 0, 0]]) == 2
    assert reduced([]) == 0
