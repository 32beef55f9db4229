"""The checks of arguments: what passes, and what an error says."""

import math

import numpy as np
import pytest

from mlmath import validation


def test_what_is_right_comes_back_as_float64():
    X = validation.points([[1, 2], [3, 4]])
    assert X.dtype == np.float64
    assert X.tolist() == [[1, 2], [3, 4]]
    assert validation.signs([1, -1], 2).dtype == np.float64
    assert validation.count(np.int32(3), "n") == 3


def test_two_classes_are_sorted_and_become_signs():
    classes, y = validation.two_classes(["b", "a", "b"], 3)
    assert classes.tolist() == ["a", "b"]
    assert y.tolist() == [1, -1, 1]
    assert validation.two_classes([True, False], 2)[1].tolist() == [1, -1]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: validation.points([[1, 2], [3]]),
         "X must hold numbers in a rectangular shape, got [[1, 2], [3]]"),
        (lambda: validation.points(5), "X must have shape (n_samples, n_features), got ()"),
        (lambda: validation.points([[math.inf]]), "X must hold finite numbers, got inf"),
        (lambda: validation.points([[]]),
         "X must hold at least one sample of at least one feature, got (1, 0)"),
        (lambda: validation.labels([[1]], 1),
         "y must have shape (1,), one label for each sample, got (1, 1)"),
        (lambda: validation.signs([1, 0.5], 2), "y must hold only -1 and +1, got 0.5"),
        (lambda: validation.two_classes(np.array([1, "a"], dtype=object), 2),
         "y must hold labels of one kind, got array([1, 'a'], dtype=object)"),
        (lambda: validation.two_classes(range(6), 6),
         "y must hold exactly two classes, got 6: 0, 1, 2, 3…"),
        (lambda: validation.vector([[1]], 1), "w must have shape (1,), got (1, 1)"),
        (lambda: validation.count(-1, "n", low=0), "n must be at least 0, got -1"),
    ],
)  # fmt: skip
def test_an_error_names_the_argument_what_was_expected_and_what_came(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: validation.number("1", "mu"), "mu must be a number, got '1'"),
        (lambda: validation.number(True, "mu"), "mu must be a number, got True"),
        (lambda: validation.number(math.nan, "mu", above=0), "mu must be finite, got nan"),
        (lambda: validation.number(0, "mu", above=0), "mu must be above 0, got 0"),
        (lambda: validation.number(-1, "mu", low=0), "mu must be at least 0, got -1"),
        (lambda: validation.number(1.5, "p", low=0, high=1), "p must be at most 1, got 1.5"),
        (lambda: validation.number(1, "p", low=0, below=1), "p must be below 1, got 1"),
        (lambda: validation.choice("rbg", "kernel", ("linear", "rbf")),
         "kernel must be one of linear, rbf, got 'rbg'"),
        (lambda: validation.shaped([[1, 2, 3]], ("n", "n"), "R"),
         "R must have shape (n, n), got (1, 3)"),
        (lambda: validation.shaped([1.0], (2,), "b"), "b must have shape (2,), got (1,)"),
        (lambda: validation.shaped([], ("n",), "b"), "b must have shape (n,), got (0,)"),
        (lambda: validation.generator(-1), "seed must be at least 0, got -1"),
        (lambda: validation.generator(1.5), "seed must be an integer, got 1.5"),
    ],
)  # fmt: skip
def test_an_error_says_which_number_shape_or_choice(call, message):
    with pytest.raises(ValueError) as told:
        call()
    assert str(told.value) == message


def test_limits_that_are_allowed_pass():
    assert validation.number(np.float32(0.5), "p", low=0.5, high=0.5) == 0.5
    assert validation.number(3, "n", above=2, below=4) == 3.0
    assert validation.shaped([[1, 2], [3, 4]], ("n", "n"), "R").dtype == np.float64
    rng = np.random.default_rng(1)
    assert validation.generator(rng) is rng
    assert validation.generator(1).random() == np.random.default_rng(1).random()


@pytest.mark.parametrize("value", [["1", "2"], [1j], [None], 10**400, [10**400], [{}]])
def test_what_is_no_real_number_is_none(value):
    with pytest.raises(ValueError, match=r"^X must hold (numbers|finite)"):
        validation.numbers(value, "X")


def test_a_number_beyond_float64_is_not_finite():
    with pytest.raises(ValueError, match=r"^n must be finite, got inf$"):
        validation.number(10**400, "n")
