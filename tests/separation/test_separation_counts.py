"""Widest separators and counts, against linear programs, support vectors and brute force."""

import math

import numpy as np
import pytest

from mlmath.datasets import penguins, standardize
from mlmath.separation import (
    augment,
    count_separable_dichotomies,
    cover_count,
    dichotomies,
    in_general_position,
    margin,
    separable_probability,
    separable_share,
    widest_separator,
)


def separator(X, y):
    """The widest separator of data that have one."""
    found = widest_separator(X, y)
    assert found is not None
    return found


def test_the_penguins_can_be_separated():
    X, y, *_ = penguins()
    w, gamma = separator(augment(standardize(X)), y)
    assert gamma == pytest.approx(0.3215, abs=1e-4)
    assert margin(augment(standardize(X)), y, w) == pytest.approx(gamma)


@pytest.mark.parametrize(
    ("X", "y", "w", "gamma"),
    [
        ([[3, 4]], [1], [0.6, 0.8], 5),  # a single point is its own direction
        ([[3, 4]], [-1], [-0.6, -0.8], 5),
        ([[1, 0], [0, 1]], [1, 1], [math.sqrt(0.5)] * 2, math.sqrt(0.5)),
        ([[1, 1], [1, -1], [5, 0]], [1, 1, 1], [1, 0], 1),  # the third bears nothing
        ([[1, 2]] * 5, [1] * 5, [1 / math.sqrt(5), 2 / math.sqrt(5)], math.sqrt(5)),
        ([[2, 0], [1, 0]], [1, 1], [1, 0], 1),
    ],
)
def test_small_cases_by_hand(X, y, w, gamma):
    found = separator(X, y)
    np.testing.assert_allclose(found[0], w, atol=1e-12)
    assert found[1] == pytest.approx(gamma, abs=1e-12)


@pytest.mark.parametrize(
    ("X", "y"),
    [
        ([[0, 0]], [1]),
        ([[0, 0], [1, 1]], [1, 1]),
        ([[1, 2], [1, 2]], [1, -1]),
        ([[1, 2], [-3, -6]], [1, 1]),
        (augment([[0, 0], [0, 1], [1, 0], [1, 1]]), [-1, 1, 1, -1]),  # XOR
    ],
)
def test_what_no_line_through_the_origin_separates(X, y):
    assert widest_separator(X, y) is None


@pytest.mark.parametrize("gap", [1e-2, 1e-5, 1e-8])
@pytest.mark.parametrize("scale", [1e-150, 1.0, 1e150])
def test_a_tiny_gap_is_found_at_any_scale(gap, scale):
    """The points (±1, gap): the direction is (0, 1) and the margin is the gap."""
    w, gamma = separator(scale * np.array([[1, gap], [-1, gap], [0.3, 2 * gap]]), [1, 1, 1])
    assert gamma == pytest.approx(scale * gap, rel=1e-6)
    np.testing.assert_allclose(w, [0, 1], atol=1e-6)


@pytest.mark.parametrize(("n", "d"), [(1, 1), (3, 1), (4, 2), (7, 2), (6, 3), (8, 3), (7, 4)])
def test_cover_counts_what_trying_every_labeling_counts(n, d):
    X = np.random.default_rng(n + 10 * d).normal(size=(n, d))
    assert in_general_position(X)
    assert count_separable_dichotomies(X) == cover_count(n, d)


def test_cover_counts_by_lines_anywhere_14_of_16():
    corners = [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert count_separable_dichotomies(augment(corners)) == cover_count(4, 3) == 14


def test_half_of_the_labelings_of_twice_as_many_points_can_be_separated():
    for d in range(1, 60):
        assert 2 * cover_count(2 * d, d) == 2 ** (2 * d)
        assert separable_probability(2 * d, d) == 0.5


def test_all_labelings_of_as_many_points_as_dimensions_can_be_separated():
    for d in range(1, 12):
        for n in range(1, d + 1):
            assert cover_count(n, d) == 2**n
        assert cover_count(d + 1, d) == 2 ** (d + 1) - 2


def test_cover_obeys_its_recursion():
    """C(N + 1, d) = C(N, d) + C(N, d - 1), the step of Cover's proof."""
    for n in range(1, 20):
        for d in range(2, 20):
            assert cover_count(n + 1, d) == cover_count(n, d) + cover_count(n, d - 1)


def test_large_counts_are_exact():
    assert cover_count(200, 1) == 2
    assert cover_count(200, 2) == 400
    assert cover_count(400, 200) == 2**399


def test_the_measured_share_agrees_with_the_formula():
    rng = np.random.default_rng(11)
    for n, d in ((6, 2), (10, 5), (12, 5)):
        share, error = separable_share(n, d, 300, rng)
        assert abs(share - separable_probability(n, d)) < 4 * error
        assert error == pytest.approx(math.sqrt(share * (1 - share) / 300))


def test_dichotomies_are_all_different_and_half_of_all():
    seen = {tuple(y) for y in dichotomies(6)}
    assert len(seen) == 32
    assert {y[0] for y in seen} == {1.0}
    assert {v for y in seen for v in y} == {-1.0, 1.0}


def test_points_out_of_general_position_have_fewer_separable_labelings():
    X = [[1, 0], [2, 0], [1, 1], [-1, 1]]
    assert count_separable_dichotomies(X) == cover_count(3, 2) < cover_count(4, 2)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: cover_count(0, 2), "n_points must be at least 1, got 0"),
        (lambda: cover_count(3, 0), "n_dimensions must be at least 1, got 0"),
        (
            lambda: cover_count(3.0, 2),  # type: ignore[arg-type]
            "n_points must be an integer, got 3.0",
        ),
        (lambda: cover_count(True, 2), "n_points must be an integer, got True"),
        (lambda: widest_separator([[1, 2]], [2]), "y must hold only -1 and +1, got 2"),
        (lambda: widest_separator([[]], [1]), "X must hold at least one sample"),
        (lambda: separable_share(3, 2, 0, np.random.default_rng()), "trials must be at least 1"),
    ],
)
def test_errors_name_the_argument(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)
