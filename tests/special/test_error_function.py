"""The error function against CPython's own, and against its laws."""

import math

import numpy as np
import pytest

from mlmath.special import erf, erfc

python_erf = np.vectorize(math.erf, otypes=[float])
python_erfc = np.vectorize(math.erfc, otypes=[float])

# Every stretch of the line and each of its seams (0.46875 and 4), on both sides of zero.
HALF = np.concatenate([
    np.linspace(0, 6.5, 20_001),
    np.nextafter([0.46875, 4.0, 6.0], 0), [0.46875, 4.0], np.nextafter([0.46875, 4.0], 9),
    np.logspace(-300, 0, 301),
])  # fmt: skip
LINE = np.concatenate([-HALF[::-1], HALF])


def test_erf_is_pythons_to_1e_15():
    np.testing.assert_allclose(erf(LINE), python_erf(LINE), rtol=1e-15, atol=0)


def test_erfc_is_pythons_to_1e_15_left_of_6():
    np.testing.assert_allclose(erfc(LINE), python_erfc(LINE), rtol=1.2e-15, atol=0)


def test_erfc_keeps_its_relative_accuracy_in_the_far_tail():
    tail = np.linspace(4, 26.5, 20_001)
    np.testing.assert_allclose(erfc(tail), python_erfc(tail), rtol=1.2e-15, atol=0)
    assert erfc(tail[-1]) < 1e-306


@pytest.mark.parametrize(
    ("x", "expected"),  # mpmath with 40 digits
    [(0.5, 0.5204998778130465), (1.0, 0.8427007929497149), (2.0, 0.9953222650189527)],
)
def test_tabulated_values(x, expected):
    assert erf(x) == pytest.approx(expected, rel=1e-15)
    assert erfc(-x) == pytest.approx(1 + expected, rel=1e-15)


def test_erfc_of_10_by_mpmath():
    assert erfc(10.0) == pytest.approx(2.088487583762545e-45, rel=1e-15)


def test_erf_is_odd_and_rises():
    x = np.linspace(0, 7, 3001)
    np.testing.assert_array_equal(erf(-x), -erf(x))
    assert (np.diff(erf(x)) >= -1e-15).all()


def test_erf_and_erfc_sum_to_one():
    np.testing.assert_allclose(erf(LINE) + erfc(LINE), 1.0, rtol=0, atol=3e-16)


def test_erfc_mirrors_about_one():
    np.testing.assert_allclose(erfc(LINE) + erfc(-LINE), 2.0, rtol=0, atol=5e-16)


def test_the_slope_is_gauss_bell():
    """d/dx erf = (2/√π) exp(-x²), by central differences."""
    x, h = np.linspace(-3, 3, 601), 1e-5
    slope = (erf(x + h) - erf(x - h)) / (2 * h)
    np.testing.assert_allclose(slope, 2 / math.sqrt(math.pi) * np.exp(-x * x), atol=1e-9)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_extremes(dtype):
    far = np.array([-np.inf, -1e30, -40.0, 0.0, 40.0, 1e30, np.inf], dtype=dtype)
    for function, expected in ((erf, [-1, -1, -1, 0, 1, 1, 1]), (erfc, [2, 2, 2, 1, 0, 0, 0])):
        found = function(far)
        assert found.dtype == dtype
        np.testing.assert_array_equal(found, expected)
        assert np.isnan(function(np.array([np.nan], dtype=dtype))).all()
    tiny = np.array([1e-38, 0.0, -0.0, -1e-30], dtype=dtype)
    np.testing.assert_allclose(erf(tiny), 2 / math.sqrt(math.pi) * tiny, rtol=1e-6, atol=0)
    assert np.signbit(erf(tiny)).tolist() == [False, False, True, True]


def test_in_float32_erf_is_good_to_4e_7():
    x = np.linspace(-5, 5, 100_001, dtype=np.float32)
    found = erf(x)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, python_erf(x), rtol=4e-7, atol=0)
    assert np.abs(found).max() == 1
    assert (found[x > 4] == 1).all()


def test_in_float32_erfc_is_rounded_from_float64():
    x = np.linspace(-5, 9, 2001, dtype=np.float32)
    found = erfc(x)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, python_erfc(x), rtol=1e-7, atol=0)


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.int64, np.bool_, np.float16])
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 3), (2, 0, 4), (40, 50, 20)])
def test_any_shape_and_real_type(shape, dtype):
    x = np.ones(shape, dtype=dtype)
    for function, expected in ((erf, math.erf(1)), (erfc, math.erfc(1))):
        found = function(x)
        assert found.shape == shape
        assert found.dtype == (np.float32 if dtype is np.float32 else np.float64)
        np.testing.assert_allclose(found, expected, rtol=4e-7)
    np.testing.assert_array_equal(x, np.ones(shape))  # nothing is written into what was given


def test_a_view_that_is_not_contiguous():
    x = np.linspace(-2, 2, 60, dtype=np.float32).reshape(6, 10).T[::2]
    np.testing.assert_array_equal(erf(x), erf(np.ascontiguousarray(x)))


@pytest.mark.parametrize("function", [erf, erfc])
@pytest.mark.parametrize("x", ["one", ["a"], [1j], None])
def test_what_is_no_real_number_is_refused(function, x):
    with pytest.raises(ValueError, match="x must hold real numbers, got dtype"):
        function(x)
