"""Columns of data brought to one scale."""

import pytest

from mlmath.datasets.scaling import standardize


def test_standardized_columns_have_mean_0_and_deviation_1():
    X = standardize([[1, 10], [3, 30]])
    assert X.tolist() == [[-1, -1], [1, 1]]


def test_a_constant_column_has_no_scale():
    with pytest.raises(ValueError) as error:
        standardize([[1, 2], [1, 3]])
    assert str(error.value).startswith("X must vary in each column")
