"""The intrinsic dimension, by hand and on sheets whose dimension is known."""

import math
from typing import Any

import numpy as np
import pytest

from mlmath.dimension import intrinsic_dimension, two_nn


def test_two_points_by_hand():
    """The logarithms of 2 and 4 are ln 2 and 2 ln 2: (2 - 1) / (3 ln 2)."""
    assert two_nn([1.0, 0.5], [2.0, 2.0]) == pytest.approx(1 / (3 * math.log(2)))


def test_three_points_on_a_line_by_hand():
    """At 0, 1 and 3 the neighbors are 1 and 3 away, 1 and 2, 2 and 3: 2 / ln(3 · 2 · 3/2)."""
    found = intrinsic_dimension([[0.0, 5.0], [1.0, 5.0], [3.0, 5.0]])
    assert found == pytest.approx(2 / math.log(9))


@pytest.mark.parametrize("k", [1, 2, 5])
@pytest.mark.parametrize("d", [5, 60])
def test_the_coordinates_do_not_count(k, d):
    """An even sheet in k of d dimensions, turned; with 800 points the error is some percent."""
    rng = np.random.default_rng([k, d])
    flat = rng.uniform(size=(800, k))
    turn, _ = np.linalg.qr(rng.normal(size=(d, k)))
    assert intrinsic_dimension(flat @ turn.T) == pytest.approx(k, rel=0.15)


def test_a_ratio_of_the_exact_law_gives_the_dimension():
    """(r1 / r2)^k drawn evenly from 0 to 1: over 200,000 the relative error is 1/√n."""
    u = np.random.default_rng(1).uniform(size=200_000)
    assert two_nn(u ** (1 / 7), np.ones(len(u))) == pytest.approx(7, rel=0.01)


def test_on_average_it_is_right_for_few_points():
    """The mean over 20,000 draws of 5 ratios; n in place of n - 1 would be a quarter too high."""
    u = np.random.default_rng(2).uniform(size=(20_000, 5))
    found = [two_nn(row ** (1 / 3), np.ones(5)) for row in u]
    assert np.mean(found) == pytest.approx(3, rel=0.03)


WRONG: list[tuple[Any, str]] = [
    (lambda: two_nn([1.0], [2.0]), "nearest and second must have one shape"),
    (lambda: two_nn([1.0, 1.0], [2.0]), "nearest and second must have one shape"),
    (lambda: two_nn([0.0, 1.0], [2.0, 2.0]), "nearest must be positive, got 0"),
    (lambda: two_nn([1.0, 3.0], [2.0, 2.0]), "second must be at least nearest"),
    (lambda: two_nn([1.0, 2.0], [1.0, 2.0]), "second must exceed nearest somewhere"),
    (lambda: intrinsic_dimension([[0.0], [1.0]]), "X must hold at least 3 points, got 2"),
    (lambda: intrinsic_dimension([[0.0], [0.0], [1.0]]), "nearest must be positive, got 0"),
    (lambda: intrinsic_dimension([[0.0], [1.0], [1e160]]), "X must hold numbers of at most 1e"),
]


@pytest.mark.parametrize(("call", "message"), WRONG)
def test_errors_name_the_argument(call, message):
    with pytest.raises(ValueError, match="^" + message):
        call()
