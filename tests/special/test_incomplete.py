"""The incomplete gamma and beta functions, in the cases that have a closed form."""

import math

import numpy as np
import pytest

from mlmath.special import (
    erf,
    log1p_gap,
    log_beta,
    log_half_step,
    log_poisson_weight,
    lower_beta,
    lower_gamma,
    poisson_weight,
)

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


# Integrals of large parameters, by mpmath 1.3 with 60 digits.
BETA = [
    (2000, 3000, 0.4, 0.50076778794559077),
    (2000, 3000, 0.38, 0.0018533264846074399),
    (1e4, 1e4, 0.505, 0.92135299111833586),
    (500, 2.5, 0.99, 0.073403511544173473),
    (0.3, 700, 1e-4, 0.4937641490898019),
]
GAMMA = [
    (5000, 5000, 0.50188063403381736),
    (5000, 4800, 0.0021027954807304734),
    (5e5, 5.01e5, 0.92128133861387037),
    (5e5, 4.98e5, 0.0023148054846039397),
    (12.5, 3.0, 3.4267686170276237e-5),
]


@pytest.mark.parametrize(("a", "b", "x", "share"), BETA)
def test_the_beta_integral_keeps_its_digits_for_large_parameters(a, b, x, share):
    """The last digit of x alone moves it by a part in 1e14, half a unit times the root of a + b."""
    assert lower_beta(a, b, np.array([x]))[0] == pytest.approx(share, rel=2e-14)
    other = lower_beta(b, a, np.array([1 - x]), np.array([x]))[0]
    assert other == pytest.approx(1 - share, rel=2e-14)


@pytest.mark.parametrize(("a", "x", "share"), GAMMA)
def test_the_gamma_integral_keeps_its_digits_for_large_parameters(a, x, share):
    assert lower_gamma(a, np.array([x]))[0] == pytest.approx(share, rel=3e-14)


@pytest.mark.parametrize(
    ("a", "b", "value"),
    [
        (1e6, 0.5, -6.335390211057437),
        (2.0, 1e15, -69.077552789821372),
        (1e3, 1e8, -12515.465315726543),
        (40, 1e-3, 6.9035025453523737),
    ],
)
def test_the_beta_functions_logarithm_for_unlike_parameters(a, b, value):
    """By mpmath 1.3 with 60 digits; ln B(2, 1e15) is also -ln(1e15 (1e15 + 1)) by hand."""
    assert log_beta(a, b) == pytest.approx(value, rel=1e-15)
    assert log_beta(b, a) == log_beta(a, b)


@pytest.mark.parametrize(("a", "b"), [(0.5, 0.5), (3, 7), (5e4, 0.5), (0.5, 5e4), (800, 900)])
def test_each_entry_of_the_beta_integral_converges_for_itself(a, b):
    """To wait until all are done in the same round may take for ever, and changes their digits."""
    mean, sd = a / (a + b), np.sqrt(a * b / (a + b) ** 2 / (a + b + 1))
    x = np.clip(mean + sd * np.linspace(-6, 6, 2001), 0, 1)
    together = lower_beta(a, b, x)
    assert (np.diff(together) > -1e-14).all()
    alone = [lower_beta(a, b, x[i : i + 1])[0] for i in range(0, 2001, 50)]
    assert together[::50].tolist() == alone
    assert lower_beta(a, b, x.reshape(3, 667)).tolist() == together.reshape(3, 667).tolist()
    assert lower_beta(a, b, x[:0]).shape == (0,)


@pytest.mark.parametrize("a", [0.5, 3, 5000])
def test_each_entry_of_the_gamma_integral_converges_for_itself(a):
    x = a * np.linspace(0, 3, 2001)
    together = lower_gamma(a, x)
    assert together.tolist()[::50] == [lower_gamma(a, x[i : i + 1])[0] for i in range(0, 2001, 50)]
    assert lower_gamma(a, x.reshape(3, 667)).tolist() == together.reshape(3, 667).tolist()
    assert lower_gamma(a, np.array(x[7])) == together[7]
    assert lower_gamma(a, x[:0]).shape == (0,)


@pytest.mark.parametrize(
    ("k", "rate", "weight"),
    [  # by mpmath 1.3 with 60 digits
        (10**6, 1e6, -7.8266938955201431),
        (10**6, 1.003e6, -12.317714097041332),
        (10**12, 1e12 - 3e6, -19.23445809118928),
        (12, 0.5, -28.80498066238123),
        (3, 1e9, -999999939.62196196),
    ],
)
def test_poisson_weights_of_large_counts(k, rate, weight):
    """By the formula as it stands, three terms of 3e13 would leave -19 with an error of .005."""
    assert log_poisson_weight(k, rate) == pytest.approx(weight, rel=1e-14)
    assert poisson_weight(k, np.array([rate]))[0] == pytest.approx(math.exp(weight), rel=1e-12)


def test_poisson_weights_by_hand():
    """Mean 2: e⁻² times 1, 2, 2, 4/3; mean 0 gives 0 for certain."""
    for k, share in enumerate((1, 2, 2, 4 / 3)):
        assert poisson_weight(k, np.array([2.0]))[0] == pytest.approx(share * math.exp(-2))
        assert log_poisson_weight(k, 2.0) == pytest.approx(math.log(share) - 2)
    assert [float(poisson_weight(k, np.array(0.0))) for k in (0, 2, 40)] == [1, 0, 0]
    assert [log_poisson_weight(k, 0.0) for k in (0, 2, 40)] == [0, -math.inf, -math.inf]


@pytest.mark.parametrize(
    ("u", "gap"),
    [  # by mpmath 1.3 with 60 digits
        (1e-12, 4.9999999999966665e-25),
        (-1e-5, 5.0000333335833362e-11),
        (0.3, 0.037635735532508945),
        (-0.45, 0.14783700075562046),
        (-0.9, 1.4025850929940459),
        (5.0, 3.208240530771945),
    ],
)
def test_what_a_logarithm_falls_short_of_its_tangent(u, gap):
    assert log1p_gap(np.array([u]))[0] == pytest.approx(gap, rel=1e-14)
