"""The check of gradients: it passes what is right and catches what is wrong."""

import numpy as np
import pytest

from mlmath.autodiff import Tensor, gradient_check
from mlmath.autodiff.tape import node


def cube(x, slope):
    """Return x^3 with a derivative that may be wrong."""
    return node(x.data**3, lambda g: (g * slope(x.data),), x)


def test_a_right_derivative_passes_and_wrong_ones_are_named():
    x = np.array([[1.0, 2.0], [3.0, 4.0]])
    assert gradient_check(lambda t: cube(t, lambda a: 3 * a**2), x)
    assert not gradient_check(lambda t: cube(t, lambda a: 3 * a), x)
    assert not gradient_check(lambda t: cube(t, lambda a: 3 * a**2 * (1 + 1e-6)), x)

    def one_wrong(a):
        right = 3 * a**2
        right[1, 0] += 1e-3
        return right

    found = gradient_check(lambda t: cube(t, one_wrong), x)
    assert not found
    assert (found.argument, found.entry) == (0, (1, 0))
    # The weight of entry 2 of a result with four entries is cos 3.
    assert found.error == pytest.approx(1e-3 * abs(np.cos(3)), rel=1e-3)
    assert found.difference == pytest.approx(27 * np.cos(3), rel=1e-8)


def test_it_says_which_argument_is_wrong():
    def product(a, b):
        return node(a.data * b.data, lambda g: (g * b.data, g * b.data), a, b)

    assert gradient_check(product, np.array([1.0]), np.array([3.0])).argument == 1


def test_nan_never_passes():
    assert not gradient_check(lambda t: cube(t, lambda a: a * np.nan), np.array([1.0, 2.0]))


def test_one_nan_among_right_derivatives_does_not_pass():
    def first_is_none(a):
        right = 3 * a**2
        right[0] = np.nan
        return right

    found = gradient_check(lambda t: cube(t, first_is_none), np.array([1.0, 2.0, 3.0]))
    assert not found
    assert found.entry == (0,)
    with np.errstate(divide="ignore", invalid="ignore"):
        assert not gradient_check(lambda t: t.sqrt(), np.array([0.0]))


def test_a_kink_does_not_pass():
    assert gradient_check(lambda t: t.abs(), np.array([1.0]))
    assert not gradient_check(lambda t: t.relu(), np.array([0.0]))


def test_a_constant_has_gradient_zero():
    x = Tensor(1.0)
    assert gradient_check(lambda a, b: a * 2 + 0 * x, np.array(3.0), np.array([1.0, 2.0]))


def test_the_expected_error_is_that_of_the_best_step():
    """For sin at 1, h^2 / 6 |cos 1| + eps |sin 1| / h at h = eps^(1/3) is about 1e-11."""

    def sine(x):
        return node(np.sin(x.data), lambda g: (g * np.cos(x.data),), x)

    best = gradient_check(sine, np.array(1.0))
    assert best.error < 1e-10 < best.tolerance < 1e-8
    for h in (1e-3, 1e-11):  # too large: the series is cut off; too small: rounding
        assert gradient_check(sine, np.array(1.0), h=h).error > 10 * best.error


def test_the_step_grows_with_the_place():
    """Rounding of x^3 at 10^6 costs eps 10^18 / h: with h = 6e-6 twelve digits of 3 10^12."""
    found = gradient_check(lambda t: cube(t, lambda a: 3 * a**2), np.array([1e6, -1e6]))
    assert found.error / 3e12 < 1e-9
    fixed = gradient_check(lambda t: cube(t, lambda a: 3 * a**2), np.array([1e6]), h=6e-6)
    assert fixed.error / 3e12 > 1e-7


@pytest.mark.parametrize("x", [1e3, -1e3])
def test_the_step_is_relative_to_the_size_not_to_the_sign(x):
    """The third derivative of e^(x/1000) at ±1000 is tiny, so a step of 6e-3 is best there too."""
    found = gradient_check(lambda t: (t * 1e-3).exp(), np.array(x))
    assert found.error / (1e-3 * np.exp(x * 1e-3)) < 1e-9


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: gradient_check(lambda: Tensor(1.0)), "inputs must hold at least one array"),
        (lambda: gradient_check(lambda x: 1.0, [1.0]), "f must return a tensor, got float"),
        (lambda: gradient_check(lambda x: x, [1.0], h=0), "h must be above 0, got 0"),
        (lambda: gradient_check(lambda x: x, [1.0], tolerance=-1), "tolerance must be above 0"),
    ],
)
def test_an_error_says_what_was_expected(call, message):
    with pytest.raises(ValueError) as told:
        call()
    assert str(told.value).startswith(message)
