"""The checks of chapter 2: their data by hand, and what they show."""

import numpy as np
import pytest

from mlmath import manifest
from mlmath.boolean import truth_table
from mlmath.exercises import boolean as exercises
from mlmath.exercises.boolean import _top_terms
from mlmath.exercises.result import Example
from tests.exercises.answers import answer

PAGE = manifest.page("boolean")


def test_the_signed_points_of_the_line_by_hand():
    """0, 2 and 3 with a 1 appended, times their labels +1, -1, +1."""
    assert exercises.LINE.tolist() == [[0, 1], [-2, -1], [3, 1]]
    assert ([1, 3, 2] @ exercises.LINE).tolist() == [0, 0]


def test_the_rule_is_what_its_words_say():
    said = [x1 or (x2 and x3) for x1, x2, x3 in truth_table(3).tolist()]
    assert exercises.OR_AND.tolist() == said


@pytest.mark.parametrize(("rule", "has"), [
    (lambda x: x.prod(), True),
    (lambda x: x[0] * x[1] + x[1] * x[2] - 2 * x[2], False),
    (lambda x: x.sum() % 2, True),
])  # fmt: skip
def test_products_of_three_inputs_are_seen(rule, has):
    values = np.array([float(rule(x)) for x in truth_table(3)])
    assert bool(np.abs(_top_terms(values, 3)).max() > 1e-9) == has


def test_the_weights_of_products_by_hand():
    """x1 + x2 + x3 - 2 (x1 x2 + x1 x3 + x2 x3) + 4 x1 x2 x3 is the parity of three bits."""
    parity = truth_table(3).sum(axis=1) % 2
    assert _top_terms(parity.astype(float), 3).tolist() == [4.0]


@pytest.mark.parametrize(("key", "code", "example"), [
    ("line", "counts = [1, 2, 1]", Example("counts [1.0, 2.0, 1.0]", "[-1, 0]", "[0, 0]")),
    ("unit", "unit_weights = [1, 1, 1]\nthreshold = 2", Example("w·x = 1, threshold 2", "0", "1")),
    ("exactly", "def score(x):\n    return x.sum()", Example("score(x=[1, 1])", "2", "0 or below")),
])  # fmt: skip
def test_the_counterexample_is_small_and_true(key, code, example):
    shown = answer(PAGE, key, code).counterexample
    assert shown == example
