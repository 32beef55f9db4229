"""Columns of data brought to one scale."""

import numpy as np
import pytest

from mlmath.datasets.scaling import standardize


def test_standardized_columns_have_mean_0_and_deviation_1():
    X = standardize([[1, 10], [3, 30]])
    assert X.tolist() == [[-1, -1], [1, 1]]


def test_a_constant_column_has_no_scale():
    with pytest.raises(ValueError) as error:
        standardize([[1, 2], [1, 3]])
    assert str(error.value).startswith("X must vary in each column")


@pytest.mark.parametrize("scale", [1e-320, 1e-200, 1e-160, 1e-9, 1.0, 1e160, 1e200, 1.7e308])
def test_every_unit_has_the_same_scale(scale):
    """Of -1 and 1, and of 0, 1, 1, 0 with mean and deviation 1/2."""
    X = np.array([[-1.0, 0], [1, 1], [-1, 1], [1, 0]]) * scale
    np.testing.assert_allclose(
        standardize(X), [[-1, -1], [1, 1], [-1, 1], [1, -1]], rtol=1e-3 if scale < 1e-310 else 1e-12
    )


def test_columns_keep_their_units_to_themselves():
    X = standardize(np.array([[1e200, 1e-200], [3e200, 3e-200]]))
    np.testing.assert_allclose(X, [[-1, -1], [1, 1]], rtol=1e-12)


@pytest.mark.parametrize("value", [0.1, 1 / 3, -1e-200, 1e200, 0.0])
@pytest.mark.parametrize("n", [3, 10, 49, 1000])
def test_a_constant_column_is_refused_however_its_mean_rounds(value, n):
    with pytest.raises(ValueError, match="one value throughout column 1"):
        standardize(np.column_stack([np.arange(n), np.full(n, value)]))


def test_the_least_variation_beside_an_offset_is_seen():
    """1 and the next number: their mean is no float64, their deviation is half of the gap."""
    X = np.array([[1.0], [1.0 + 2.0**-52]] * 5)
    np.testing.assert_allclose(standardize(X)[:, 0], [-1, 1] * 5, rtol=1e-12)
    # 0.1 and the number above it in one of ten rows: mean 1/10 of the gap, deviation 3/10 of it.
    X = np.full((10, 1), 0.1)
    X[3] = np.nextafter(0.1, 1)
    np.testing.assert_allclose(standardize(X)[[0, 3], 0], [-1 / 3, 3], rtol=1e-12)
