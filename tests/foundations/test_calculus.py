"""Taylor's formula, and the two errors of a difference quotient."""

import math

import numpy as np
import pytest

from mlmath.foundations import (
    best_step,
    central_difference,
    complex_step,
    forward_difference,
    lagrange_bound,
    predicted_error,
    taylor_polynomial,
)

EPSILON = 2.0**-52

# (f, f', f'', f''') and the place; none of the derivatives vanishes there.
FUNCTIONS = {
    "exp at 1": (np.exp, np.exp, np.exp, np.exp, 1.0),
    "sin at 1": (np.sin, np.cos, lambda x: -np.sin(x), lambda x: -np.cos(x), 1.0),
    "1/x at 0.7": (
        lambda x: 1 / x, lambda x: -(x**-2.0), lambda x: 2 * x**-3.0, lambda x: -6 * x**-4.0, 0.7,
    ),
    "log at 3": (np.log, lambda x: 1 / x, lambda x: -(x**-2.0), lambda x: 2 * x**-3.0, 3.0),
}  # fmt: skip
CASES = pytest.mark.parametrize("case", FUNCTIONS.values(), ids=FUNCTIONS)


def test_taylor_by_hand():
    """1 + 2x + 3x²: the derivatives at 0 are 1, 2, 6."""
    assert taylor_polynomial([1, 2, 6], 2.0) == 17
    assert taylor_polynomial([7], [1.0, 2.0]).tolist() == [7, 7]
    # At 1 the same polynomial has the derivatives 6, 8, 6.
    np.testing.assert_allclose(taylor_polynomial([6, 8, 6], [0, 1, 2], center=1), [1, 6, 17])


def test_taylor_of_exp_and_sin():
    x = np.linspace(-2, 2, 41)
    np.testing.assert_allclose(taylor_polynomial(np.ones(30), x), np.exp(x), rtol=1e-14)
    sine = taylor_polynomial([0, 1, 0, -1] * 7, x)
    np.testing.assert_allclose(sine, np.sin(x), atol=1e-15)


@pytest.mark.parametrize("degree", range(8))
def test_lagrange_bounds_the_remainder_and_is_not_idle(degree):
    """For exp on [-1, 1], M = e; the remainder at 1 is at least 1/(n+1)!, so bound / error <= e."""
    x = np.linspace(-1, 1, 51)
    error = np.abs(np.exp(x) - taylor_polynomial(np.ones(degree + 1), x))
    bound = lagrange_bound(math.e, degree, x)
    assert (error <= bound + 1e-15).all()
    assert bound[-1] <= math.e * error[-1]
    assert bound[-1] == pytest.approx(math.e / math.factorial(degree + 1))


def test_lagrange_of_high_degree_does_not_overflow():
    assert lagrange_bound(1, 400, 50.0) < 1e-100  # 50^401 alone is beyond float64
    assert lagrange_bound(3, 2, 5.0, center=5.0) == 0


def test_differences_by_hand():
    """x² at 3: forward 6 + h, central 6 exactly."""
    square = np.square
    h = np.array([[1.0, 0.5], [0.25, -1.0]])
    np.testing.assert_array_equal(forward_difference(square, 3, h), 6 + h)
    np.testing.assert_array_equal(central_difference(square, 3, h), np.full((2, 2), 6.0))


@CASES
def test_while_h_is_long_the_truncation_terms_are_the_error(case):
    f, first, second, third, x = case
    h = np.array([1e-2, 1e-3])
    np.testing.assert_allclose(forward_difference(f, x, h) - first(x), h / 2 * second(x), rtol=2e-2)
    np.testing.assert_allclose(
        central_difference(f, x, h) - first(x), h**2 / 6 * third(x), rtol=2e-2
    )


@CASES
@pytest.mark.parametrize("scheme", ["forward", "central"])
def test_the_prediction_bounds_the_error_over_14_decades(case, scheme):
    """The functions themselves may be off by a whole unit, twice the half that the model grants."""
    f, first, second, third, x = case
    h = np.logspace(-15, -1, 400)
    difference, bend = {
        "forward": (forward_difference, second), "central": (central_difference, third)
    }[scheme]  # fmt: skip
    error = np.abs(difference(f, x, h) - first(x))
    model = predicted_error(h, scheme, f(x), bend(x))
    assert (error <= 2.2 * model).all()
    # And the bound is of the right size: over each decade, some step comes near.
    for decade in range(-15, -1):
        inside = (h >= 10.0**decade) & (h < 10.0 ** (decade + 1))
        assert (error[inside] / model[inside]).max() > 0.1


@CASES
def test_the_best_step_is_the_square_root_and_the_cube_root_of_epsilon(case):
    """Facts: finite-difference error against h shows √ε (forward) and ε^⅓ (central)."""
    f, first, second, third, x = case
    h = np.logspace(-14, -1, 2601)  # 200 steps a decade
    for scheme, difference, bend, root in (
        ("forward", forward_difference, second, EPSILON ** (1 / 2)),
        ("central", central_difference, third, EPSILON ** (1 / 3)),
    ):
        best = best_step(scheme, f(x), bend(x))
        assert root / 5 < best < 5 * root
        error = np.abs(difference(f, x, h) - first(x))
        # The envelope: the worst error over a fifth of a decade, which has no lucky zeros.
        worst = np.array([error[k : k + 40].max() for k in range(len(h) - 40)])
        valley = h[20 + int(worst.argmin())]
        assert best / 8 < valley < 8 * best
        assert worst.min() < 2.2 * predicted_error(best, scheme, f(x), bend(x)) * 2


@pytest.mark.parametrize("scheme", ["forward", "central"])
def test_the_best_step_minimizes_the_prediction(scheme):
    best = best_step(scheme, 3.0, -0.7)
    at = predicted_error(best, scheme, 3.0, -0.7)
    for factor in (0.5, 0.9, 1.1, 2.0):
        assert predicted_error(factor * best, scheme, 3.0, -0.7) > at


def test_the_least_errors_are_the_root_and_the_two_thirds_power():
    """Where |f| and the bend are 1, by hand.

    Forward: h/2 + ε/h = √(2ε) at h = √(2ε).  Central: h²/6 + ε/(2h) = h²/2 at h³ = 3ε/2.
    """
    forward = predicted_error(best_step("forward", 1, 1), "forward", 1, 1)
    assert forward == pytest.approx(math.sqrt(2 * EPSILON))
    central = predicted_error(best_step("central", 1, 1), "central", 1, 1)
    assert central == pytest.approx((1.5 * EPSILON) ** (2 / 3) / 2)


def test_the_slopes_on_log_axes_are_plus_one_plus_two_and_minus_one():
    h = np.array([1e-3, 1e-2])
    for scheme, power in (("forward", 1), ("central", 2)):
        long = predicted_error(h, scheme, 1.0, 1.0)
        assert math.log10(long[1] / long[0]) == pytest.approx(power, abs=1e-5)
        short = predicted_error(h * 1e-12, scheme, 1.0, 1.0)
        assert math.log10(short[1] / short[0]) == pytest.approx(-1, abs=1e-3)


def test_in_a_shorter_format_the_best_step_is_longer():
    assert best_step("forward", 1, 1, epsilon=2.0**-23) == pytest.approx(2.0**-11)
    assert best_step("central", 1, 1, epsilon=2.0**-10) == pytest.approx((1.5 * 2**-10) ** (1 / 3))


@CASES
def test_the_complex_step_has_no_best_step_it_is_exact(case):
    f, first, _, _, x = case
    for h in (1e-10, 1e-100, 1e-200):
        np.testing.assert_allclose(complex_step(f, x, h), first(x), rtol=4e-16)


def test_the_complex_step_takes_arrays():
    x = np.linspace(-3, 3, 30).reshape(5, 6)
    np.testing.assert_allclose(complex_step(np.sin, x), np.cos(x), rtol=1e-15)


def test_a_step_that_rounding_swallows_gives_nan():
    slopes = forward_difference(np.exp, 1.0, [1e-30, 1e-3])
    assert np.isnan(slopes).tolist() == [True, False]
    assert np.isnan(central_difference(np.exp, 1.0, 1e-30))
    assert forward_difference(np.square, 1e6, 1.0) == 2e6 + 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: taylor_polynomial([], 1.0), "derivatives must have shape (n + 1,), got (0,)"),
        (lambda: taylor_polynomial([1], "a"), "x must hold numbers"),
        (lambda: lagrange_bound(-1, 2, 0.0), "derivative_bound must be at least 0, got -1"),
        (lambda: lagrange_bound(1, -1, 0.0), "degree must be at least 0, got -1"),
        (lambda: forward_difference(np.sin, 0, 0), "h must not be 0"),
        (lambda: forward_difference(np.sin, math.nan, 1), "x must be finite, got nan"),
        (lambda: central_difference(np.sin, 0, [1, math.inf]), "h must hold finite numbers"),
        (lambda: central_difference(lambda x: [1, 2], 0, 1.0), "f must return the shape"),
        (lambda: complex_step(np.sin, 0, h=0), "h must be above 0, got 0"),
        (lambda: predicted_error(1, "backward", 1, 1), "scheme must be one of forward, central"),
        (lambda: predicted_error(1, "forward", 1, 1, 0), "epsilon must be above 0, got 0"),
        (lambda: best_step("forward", 0, 1), "value must not be 0"),
        (lambda: best_step("central", 1, 0), "bend must not be 0"),
    ],
)
def test_errors_name_the_argument(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)
