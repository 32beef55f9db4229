"""The incomplete gamma and beta functions, in the cases that have a closed form."""

import math

import numpy as np
import pytest

from mlmath.special import erf, log_beta, log_half_step, lower_beta, lower_gamma

X = np.linspace(0, 1, 21)


def test_beta_by_hand():
    """B(2, 3) = 1! 2! / 4! = 1/12; B(1/2, 1/2) = pi."""
    assert log_beta(2, 3) == pytest.approx(-math.log(12), rel=1e-14)
    assert log_beta(0.5, 0.5) == pytest.approx(math.log(math.pi), rel=1e-14)


@pytest.mark.parametrize("a", [0.5, 1.0, 3.7, 200.0])
def test_with_a_one_the_beta_integral_is_a_power(a):
    np.testing.assert_allclose(lower_beta(a, 1.0, X), X**a, rtol=1e-12, atol=1e-300)
    np.testing.assert_allclose(lower_beta(1.0, a, X), 1 - (1 - X) ** a, rtol=1e-12)


@pytest.mark.parametrize("a", [0.5, 2.0, 50.0, 5000.0])
def test_equal_parameters_put_half_on_each_side(a):
    # ln Gamma(10,000) is 82,000: its rounding alone is 1e-11 of the result.
    np.testing.assert_allclose(lower_beta(a, a, np.array([0.5])), 0.5, rtol=1e-9)
    np.testing.assert_allclose(lower_beta(a, a, X) + lower_beta(a, a, 1 - X), 1, rtol=1e-9)


@pytest.mark.parametrize(("n", "k"), [(5, 2), (12, 1), (30, 17)])
def test_whole_parameters_give_the_tail_of_a_binomial_law(n, k):
    """I_x(k, n - k + 1) is the chance of at least k heads in n throws of a coin with chance x."""
    tail = sum(math.comb(n, j) * X**j * (1 - X) ** (n - j) for j in range(k, n + 1))
    np.testing.assert_allclose(lower_beta(k, n - k + 1, X), tail, rtol=1e-11, atol=1e-300)


def test_the_gamma_integral_in_closed_form():
    """P(1, x) = 1 - e^-x; P(1/2, x) = erf of the root of x; P(2, x) = 1 - (1 + x) e^-x."""
    x = np.array([0.0, 1e-8, 0.3, 1.0, 5.0, 40.0, 1e3])
    np.testing.assert_allclose(lower_gamma(1.0, x), -np.expm1(-x), rtol=1e-13)
    np.testing.assert_allclose(lower_gamma(0.5, x), erf(np.sqrt(x)), rtol=1e-13)
    np.testing.assert_allclose(
        lower_gamma(2.0, x[2:]), 1 - (1 + x[2:]) * np.exp(-x[2:]), rtol=1e-13
    )


@pytest.mark.parametrize("a", [0.7, 9.0, 500.0])
def test_the_gamma_integral_obeys_its_recurrence(a):
    """P(a, x) - P(a + 1, x) = x^a e^-x / Gamma(a + 1), by parts."""
    x = a * np.linspace(0.5, 1.5, 11)
    step = np.exp(a * np.log(x) - x - math.lgamma(a + 1))
    np.testing.assert_allclose(
        lower_gamma(a, x) - lower_gamma(a + 1, x), step, rtol=1e-9, atol=1e-12
    )


def test_half_a_step_of_the_gamma_function():
    """Gamma(1) / (sqrt(1/2) Gamma(1/2)) = sqrt(2 / pi); far out it is 1 - 1/(8 x)."""
    assert log_half_step(0.5) == pytest.approx(0.5 * math.log(2 / math.pi), rel=1e-13)
    assert log_half_step(1e6) == pytest.approx(-1 / 8e6, rel=1e-6)
    for x in (15.99, 16.0, 16.01):  # where the formulas meet
        direct = math.lgamma(x + 0.5) - math.lgamma(x) - 0.5 * math.log(x)
        assert log_half_step(x) == pytest.approx(direct, rel=1e-11)
