"""Each check: the solution passes, the stub is not attempted, typical errors get their hint."""

import math
from math import comb

import numpy as np
import pytest

from mlmath.exercises import perceptron as exercises
from mlmath.perceptron import Perceptron


def update(w, x, y):
    if y * (w @ x) <= 0:
        w = w + y * x
    return w


def always(w, x, y):
    return w + y * x


def strict(w, x, y):
    return w + y * x if y * (w @ x) < 0 else w


def without_y(w, x, y):
    return w + x if y * (w @ x) <= 0 else w


def untested_y(w, x, y):
    return w + y * x if w @ x <= 0 else w


def twice(w, x, y):
    return w + 2 * y * x if y * (w @ x) <= 0 else w


def in_place(w, x, y):
    if y * (w @ x) <= 0:
        w += y * x
    return w


def forgets_return(w, x, y):
    w = w + y * x


def divides(w, x, y):
    return w / 0


def corrected(X, y, c):
    machine = Perceptron(fit_intercept=False).fit(c * X, y)
    return [m.index for m in machine.mistakes_]


def with_intercept(X, y, c):
    return [m.index for m in Perceptron().fit(c * X, y).mistakes_]


def number_of(X, y, c):
    return len(corrected(X, y, c))


def scales_labels(X, y, c):
    return corrected(X, -y, c)[:-1]


def counted(n, d):
    return 2 * sum(comb(n - 1, k) for k in range(d))


def recursive(n, d):
    return 2 if n == 1 or d == 1 else recursive(n - 1, d) + recursive(n - 1, d - 1)


def stub(*arguments): ...  # fmt: skip


MANY = ([[10, 10], [9.8, 10]], [1, -1])

SOLUTIONS = [
    (exercises.check_update, (update,)),
    (exercises.check_mistake_count, (6,)),
    (exercises.check_mistake_count, (np.int64(6),)),
    (exercises.check_novikoff_by_hand, (25,)),
    (exercises.check_novikoff_by_hand, (25.0000001,)),
    (exercises.check_many_updates, MANY),
    (exercises.check_scaling, (corrected,)),
    (exercises.check_scaling, (lambda X, y, c: np.array(corrected(X, y, c)),)),
    (exercises.check_cover, (counted,)),
    (exercises.check_cover, (recursive,)),
    (exercises.check_four_points, (14,)),
]


@pytest.mark.parametrize(("check", "answer"), SOLUTIONS)
def test_the_solution_passes(check, answer):
    result = check(*answer)
    assert result.passed, result.message
    assert result.message.startswith("Right")


@pytest.mark.parametrize(
    ("check", "answer"),
    [
        (exercises.check_update, (stub,)),
        (exercises.check_update, (...,)),
        (exercises.check_mistake_count, (...,)),
        (exercises.check_novikoff_by_hand, (...,)),
        (exercises.check_many_updates, (..., ...)),
        (exercises.check_many_updates, ([[1, 1]], ...)),
        (exercises.check_scaling, (stub,)),
        (exercises.check_cover, (stub,)),
        (exercises.check_four_points, (...,)),
    ],
)
def test_an_untouched_stub_is_not_attempted(check, answer):
    assert check(*answer).status == "not attempted yet"


WRONG = [
    (exercises.check_update, (always,), "no mistake was made, so w stays as it is"),
    (exercises.check_update, (strict,), "A score of exactly 0 is a mistake too"),
    (exercises.check_update, (without_y,), "Did you leave out the factor y?"),
    (exercises.check_update, (untested_y,), "Does your test contain y?"),
    (exercises.check_update, (twice,), "A mistake adds y x to w"),
    (exercises.check_update, (in_place,), "w += ... overwrites the caller's"),
    (exercises.check_update, (forgets_return,), "End it with: return w"),
    (exercises.check_update, (lambda w, x, y: 1.0,), "must be an array of 2 numbers, got 1.0"),
    (exercises.check_update, (lambda w, x: w,), "stopped with TypeError"),
    (exercises.check_update, (5,), "This should be a function, but it is 5."),
    (exercises.check_mistake_count, (5,), "The first point counts too"),
    (exercises.check_mistake_count, (3,), "Count every update"),
    (exercises.check_mistake_count, (16,), "That is how often a point was shown"),
    (exercises.check_mistake_count, (4,), "That is the number of rounds"),
    (exercises.check_mistake_count, (11,), "It is not 11. Keep a table"),
    (exercises.check_mistake_count, ("6",), "A number is wanted here, got '6'."),
    (exercises.check_mistake_count, (2.5,), "A whole number is wanted here, got 2.5."),
    (exercises.check_mistake_count, (math.nan,), "A whole number is wanted here, got nan."),
    (exercises.check_novikoff_by_hand, (5,), "The bound is its square"),
    (exercises.check_novikoff_by_hand, (1,), "Divide by the length of w* too"),
    (exercises.check_novikoff_by_hand, (10,), "R is the length of the longest point"),
    (exercises.check_novikoff_by_hand, (8.16,), "not their mean"),
    (exercises.check_novikoff_by_hand, (2.78,), "not of the farthest"),
    (exercises.check_novikoff_by_hand, (7,), "It is not 7. Find R"),
    (exercises.check_novikoff_by_hand, (True,), "A number is wanted here, got True."),
    (exercises.check_many_updates, ([[1, 1], [-1, -1]], [1, -1]), "needs only 1 of 100 updates"),
    (exercises.check_many_updates, ([[1, 1], [1, 1]], [1, -1]), "No line separates these points"),
    (exercises.check_many_updates, ([[1, 1], [-1, 1]], [1, 1]), "both must occur"),
    (exercises.check_many_updates, ([[1, 11], [-1, 1]], [1, -1]), "A coordinate lies beyond 10"),
    (exercises.check_many_updates, ([[1, 1]] * 7, [1] * 6 + [-1]), "at most 6 are allowed"),
    (exercises.check_many_updates, ([1, 2], [1, -1]), "must hold points of the plane"),
    (exercises.check_many_updates, ([["a", 1]], [1]), "X must be a list such as"),
    (exercises.check_scaling, (with_intercept,), "Pass fit_intercept=False"),
    (exercises.check_scaling, (number_of,), "Return the list of the sample indices"),
    (exercises.check_scaling, (scales_labels,), "the samples corrected should be"),
    (exercises.check_scaling, (lambda X, y, c: "abc",), "Return a list of sample indices"),
    (exercises.check_cover, (lambda n, d: counted(n, d) // 2,), "leave out the factor 2"),
    (exercises.check_cover, (lambda n, d: counted(n, d + 1),), "The sum has d terms"),
    (exercises.check_cover, (lambda n, d: counted(n + 1, d),), "those of n - 1, not of n"),
    (exercises.check_cover, (lambda n, d: 2**n,), "2^n counts all"),
    (exercises.check_cover, (lambda n, d: n,), "counted(1, 1) is 1, but it should be 2"),
    (exercises.check_cover, (lambda n, d: str(n),), "must be a number, got '1'"),
    (exercises.check_cover, (lambda n, d: math.nan,), "but it should be 2"),
    (exercises.check_four_points, (16,), "These are all labelings"),
    (exercises.check_four_points, (8,), "lines through the origin"),
    (exercises.check_four_points, (7,), "Each line serves two labelings"),
    (exercises.check_four_points, (12,), "It is not 12"),
]


@pytest.mark.parametrize(("check", "answer", "hint"), WRONG)
def test_a_wrong_answer_gets_the_hint_meant_for_it(check, answer, hint):
    result = check(*answer)
    assert result.status == "not yet"
    assert hint in result.message


def test_an_exception_of_the_reader_becomes_a_message():
    with np.errstate(all="ignore"):
        result = exercises.check_update(divides)
    assert result.status == "not yet"


def test_a_counterexample_is_given():
    assert exercises.check_update(always).counterexample == ([1, 0], [2, 1], 1)
    assert exercises.check_cover(lambda n, d: n).counterexample == (1, 1)


def test_the_data_for_pencil_and_paper():
    """Six updates, worked on paper: at points 1, 2, 3, 3, 1, 3; the weights end at (3, 2)."""
    machine = Perceptron(fit_intercept=False).fit(exercises.HAND_X, exercises.HAND_Y)
    assert [m.index for m in machine.mistakes_] == [0, 1, 2, 2, 0, 2]
    assert [m.weights.tolist() for m in machine.mistakes_] == [
        [-1, 2], [1, 3], [2, 2], [3, 1], [2, 3], [3, 2],
    ]  # fmt: skip
