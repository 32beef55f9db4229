"""The checks of chapter 1: what they show, and where rounding could mislead them."""

import numpy as np
import pytest

from mlmath import manifest
from mlmath.exercises import perceptron as exercises
from mlmath.exercises.result import Example
from mlmath.perceptron import Perceptron, count_separable_dichotomies
from tests.exercises.answers import answer

PAGE = manifest.page("perceptron")


@pytest.mark.parametrize(
    ("key", "code", "example"),
    [
        # By hand: y w·x = 2 > 0, so w stays.
        ("update", "def update(w, x, y):\n    return w + y * x",
         Example("update(w=[1, 0], x=[2, 1], y=1)", "[3.0, 1.0]", "[1.0, 0.0]")),
        ("update", "def update(w, x, y):\n    return 1 / 0",
         Example("update(w=[1.0, 0.0], x=[2.0, 1.0], y=1)", "ZeroDivisionError: division by zero")),
        # Five directions of the plane, no two opposite: 2N = 10 of the 32 labelings.
        ("cover", "def counted(X):\n    return 32",
         Example("counted(X=[[10, 0], [8, 6], [3, 10], [-3, 10], [-8, 6]])", "32", "10")),
        # By hand: s = 2 - 4 + 3 = 1, and w has length √5; the example does not give that away.
        ("reading", "side = -1\ndistance = 1",
         Example("s = 2 · 1 + (-1) · 4 + 3", "-1", "its sign")),
        # Lifted, R² = 3 and the margin is that of ±(1, 1), √2: (R/γ)² = 3/2.
        ("many", "hard_X, hard_y = [[1, 1], [-1, -1]], [1, -1]",
         Example("(R/γ)² of your points", "1.5", "100 at the very least")),
        # XOR among five points: the four alone show that no line separates them.
        ("many", "hard_X, hard_y = [[0, 0], [1, 1], [1, 0], [0, 1], [9, 9]], [1, 1, -1, -1, 1]",
         Example("(0, 0) with +1, (1, 1) with +1, (1, 0) with -1, (0, 1) with -1")),
    ],
)  # fmt: skip
def test_the_counterexample_is_small_and_true(key, code, example):
    shown = answer(PAGE, key, code).counterexample
    assert shown is not None
    assert shown.case == example.case
    assert shown.got.startswith(example.got)
    assert shown.wanted == example.wanted


def test_the_data_for_pencil_and_paper():
    """Six updates, worked on paper: at points 1, 2, 3, 3, 1, 3; the weights end at (3, 2)."""
    machine = Perceptron(fit_intercept=False).fit(exercises.HAND_X, exercises.HAND_Y)
    assert [m.index for m in machine.mistakes_] == [0, 1, 2, 2, 0, 2]
    assert [m.weights.tolist() for m in machine.mistakes_] == [
        [-1, 2], [1, 3], [2, 2], [3, 1], [2, 3], [3, 2],
    ]  # fmt: skip


def test_the_counts_by_hand():
    """2N lines' sides in the plane; 2 (1 + 3 + 3) in space; two points on a line count as one."""
    for X, count in ((exercises.PENTAGON, 10), (exercises.TRIPOD, 14), (exercises.TWINS, 4)):
        assert count_separable_dichotomies(X) == count
        arrows = np.random.default_rng(1).normal(size=(20_000, X.shape[1]))
        _, found = np.unique(arrows @ X.T > 0, axis=0, return_counts=True)
        assert found.min() > 300, "else some draws of 20,000 would miss a piece"


@pytest.mark.parametrize("gap", [1e-3, 1e-6, 1e-7, 1e-10, 1e-13])
def test_a_gap_however_narrow_is_a_gap(gap):
    """What the hint asks for: the answer is right, and the number of updates is the machine's."""
    result = exercises.check_many_updates([[10, 10], [10, 10 - gap]], [1, -1])
    assert result.passed, str(result)
    assert "2 points, more than 999 updates" in result.message


@pytest.mark.parametrize(
    "X",
    [
        [[1, 3], [2, 6], [3, 9]],
        [[0.1, 0.3], [0.2, 0.6], [0.3, 0.9]],
        [[0.7, 2.1], [1.4, 4.2], [2.1, 6.3]],
        [[0.333333333, 1], [0.666666666, 2], [0.999999999, 3]],
        [[1.1, 1e-7], [2.2, 2e-7], [3.3, 3e-7]],
    ],
)
def test_points_on_one_line_on_paper_are_never_called_separable(X):
    """Labels +, -, + along a line: in float64s rounding may move one of the points off it."""
    result = exercises.check_many_updates(X, [1, -1, 1])
    assert not result.passed
    assert result.message == "No line separates these points."


def test_a_tangle_is_shown_with_all_its_digits():
    result = exercises.check_many_updates([[1.0000001, 2], [1.0000001, 2]], [1, -1])
    assert result.counterexample is not None
    assert result.counterexample.case == "(1.0000001, 2) with +1, (1.0000001, 2) with -1"
