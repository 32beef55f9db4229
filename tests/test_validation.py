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
