"""The checks of the page The geometry of features: their numbers by hand, and what they show."""

import numpy as np
import pytest

from mlmath import manifest
from mlmath.exercises import features as exercises
from mlmath.exercises.result import Example
from mlmath.geometry import decay
from tests.exercises.answers import answer
from tests.exercises.features.catalogue import LOGS, lists, nearest

PAGE = manifest.page("features")


def test_the_two_cosines_by_another_way():
    """By the angle of each arrow."""

    def cosine(u, v):
        return np.cos(np.arctan2(u[1], u[0]) - np.arctan2(v[1], v[0]))

    words = np.array([[6, 2], [6, -2], [3, 0]])
    assert cosine(words[0], words[1]) == pytest.approx(0.8)
    left = words - words.mean(axis=0)
    assert cosine(left[0], left[1]) == pytest.approx(-0.6)


def test_the_factor_of_the_rows():
    assert decay(0.5) / decay(0.25) == pytest.approx(16 / 5)


def test_the_street_by_hand():
    """0, 1, 3, 7: first two distances 1, 3; 1, 2; 2, 3; 4, 6: ln of 3 · 2 · 1.5 · 1.5 = 13.5."""
    assert exercises.estimate(exercises.STREET) == pytest.approx(4 / np.log(13.5))


@pytest.mark.parametrize("m", [1, 2, 3])
def test_the_estimate_finds_the_dimension_of_a_large_cloud(m):
    """Mean of n exponential numbers of mean 1/m: relative deviation 1/√n, and a little edge."""
    rng = np.random.default_rng(m)
    X = rng.uniform(size=(1000, m)) @ np.linalg.qr(rng.normal(size=(6, 6)))[0][:m]
    assert exercises.estimate(X) == pytest.approx(m, rel=0.12)


@pytest.mark.parametrize(("key", "code", "example"), [
    ("nearest", nearest(LOGS, "return np.mean(logs) / 2"), Example(
        "two_nearest(X=[[0.0, 0.0], [1.0, 0.0], [3.0, 0.0], [7.0, 0.0]])", "0.6507", "1.537")),
    # By hand: the nearest of places 0, 1, 2, 3 are 1, 0, 1, 2, and after the swap 3, 2, 3, 0.
    ("kept", lists(":k", "shared / (k * len(X))"), Example(
        "kept(X=[[0.0], [1.0], [3.0], [7.0]], P=[[0.0], [7.0], [3.0], [1.0]], k=1)", "1", "0")),
])  # fmt: skip
def test_the_counterexample_is_small_and_true(key, code, example):
    assert answer(PAGE, key, code).counterexample == example
