"""The checks of the page Chance and information: their data by hand, and what they show."""

from fractions import Fraction
from math import ceil, exp, log, log2

import numpy as np
import pytest

from mlmath import manifest
from mlmath.exercises import chance as exercises
from mlmath.exercises.result import Example
from mlmath.foundations import cross_entropy, entropy, kl_divergence, mutual_information
from tests.exercises.answers import answer
from tests.exercises.chance.catalogue import best, rates

PAGE = manifest.page("chance")


def test_the_four_horses_by_the_book_s_own_entropy():
    p, q = [1 / 2, 1 / 4, 1 / 8, 1 / 8], [1 / 8, 1 / 2, 1 / 4, 1 / 8]
    assert entropy(p) == 1.75
    assert cross_entropy(p, q) == 2.375
    assert (kl_divergence(p, q), kl_divergence(q, p)) == pytest.approx((0.625, 0.5))
    assert (cross_entropy(q, p), entropy(q)) == (2.25, 1.75)
    assert sum(a * log2(4 * b) for a, b in zip(p, q, strict=True)) == pytest.approx(-0.375)


def test_the_letters_by_counting_fractions_of_them():
    junk, other = Fraction(1, 5), Fraction(4, 5)
    one = junk / 2, other / 20
    two = junk / 4, other / 400
    assert one[0] / sum(one) == Fraction(5, 7)
    assert two[0] / sum(two) == Fraction(25, 26)
    assert Fraction(1, 20) ** 2 == Fraction(1, 400)  # of other mail with both words
    even = 0.5 / (0.5 + 0.05)  # as if both kinds of mail were equally frequent
    assert even == pytest.approx(10 / 11)


def test_the_races_by_trying_each_number():
    enough = next(n for n in range(1, 1000) if 2 * exp(-2 * n * 0.1**2) <= 0.05)
    assert exercises.check_races(enough).passed
    assert not exercises.check_races(enough - 1).passed
    assert enough == 185  # of the solution on the page
    assert round(2 * exp(-4), 3) == 0.037  # of the hint
    half = next(n for n in range(1, 1000) if 2 * exp(-2 * n * 0.05**2) <= 0.05)
    assert half == ceil(4 * 50 * log(40))  # four times as many, for half the distance


def test_the_most_likely_p_by_trying_many():
    for waits in exercises.WAITS[:-1]:
        grid = np.linspace(0.001, 0.999, 999)
        losses = [-sum(log(p) + (k - 1) * log(1 - p) for k in waits) for p in grid]
        assert grid[np.argmin(losses)] == pytest.approx(len(waits) / sum(waits), abs=1e-3)


def test_the_third_table_tells_nothing_and_the_second_all():
    """By hand: the rows of the third are 2 : 4 = 3 : 6; a fair coin that is told has one bit."""
    joint = [np.array(table) / np.sum(table) for table in exercises.TABLES]
    found = [mutual_information(table) for table in joint]
    assert found[1:3] == pytest.approx([1, 0])
    h = [-sum(x * log2(x) for x in p) for p in ((0.1, 0.9), (0.18, 0.82), (0.09, 0.09, 0.01, 0.81))]
    assert found[0] == pytest.approx(h[0] + h[1] - h[2])


@pytest.mark.parametrize(("key", "code", "example"), [
    ("rates", rates(2, 0, 0, 0), Example("surprises of A, B, C, D", "1, 2, 3 and 3 bits")),
    ("waits", best("return np.mean(waits)"), Example("best(waits=[1, 1, 4])", "2", "0.5")),
])  # fmt: skip
def test_the_counterexample_is_small_and_true(key, code, example):
    assert answer(PAGE, key, code).counterexample == example
