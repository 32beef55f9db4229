"""Softmax, sums and cancellation in short formats."""

import math
from fractions import Fraction

import numpy as np
import pytest

from mlmath.foundations import (
    FORMATS,
    kahan_sum,
    log_sum_exp,
    naive_sum,
    one_pass_variance,
    pairwise_sum,
    quadratic_roots,
    round_to,
    softmax_steps,
    two_pass_variance,
)

SUMS = (naive_sum, pairwise_sum, kahan_sum)
ALL = pytest.mark.parametrize("name", FORMATS)


def test_softmax_in_float16_by_hand():
    """Without the shift, e^12 = 162,755 is beyond float16's 65,504: inf / inf is NaN.

    With it: e^0 = 1, e^-1 = 0.3679 rounds to 0.367919921875 (in units of 2⁻¹², 1507), e^-12 =
    6.14e-6 to 103 · 2⁻²⁴.  The total 1.367926 rounds to 1401 · 2⁻¹⁰ = 1.3681640625.  Divided by
    it they are 0.730906 (1496.9 · 2⁻¹¹), 0.268915 (1101.5 · 2⁻¹², just below) and 75.3 · 2⁻²⁴.
    """
    bare = softmax_steps([12, 11, 0], "float16", shift=False)
    assert bare.exponentials[0] == math.inf
    assert bare.exponentials[1] == 59872  # e^11 = 59874.14, in steps of 32
    assert bare.total == math.inf
    assert np.isnan(bare.probabilities[0])
    assert bare.probabilities[1:].tolist() == [0, 0]
    safe = softmax_steps([12, 11, 0], "float16")
    assert safe.shift == 12
    assert safe.shifted.tolist() == [0, -1, -12]
    assert safe.exponentials.tolist() == [1, 1507 / 4096, 103 / 2**24]
    assert safe.total == 1401 / 1024
    assert safe.probabilities.tolist() == [1497 / 2**11, 1101 / 2**12, 75 / 2**24]


def test_all_exponentials_may_vanish_without_the_shift():
    """exp(-18) = 1.5e-8 is below half of float16's smallest, 2⁻²⁵: 0 / 0 is NaN."""
    bare = softmax_steps([-18, -19], "float16", shift=False)
    assert bare.total == 0
    assert np.isnan(bare.probabilities).all()
    np.testing.assert_allclose(
        softmax_steps([-18, -19], "float16").probabilities, [0.731, 0.269], 1e-3
    )


@pytest.mark.parametrize(
    ("z", "name", "overflows"),
    [
        (11.0859375, "float16", False),  # ln 65520 = 11.0901 lies between these neighbors
        (11.09375, "float16", True),
        (88.5, "bfloat16", False),
        (89.0, "bfloat16", True),  # ln 2¹²⁸ = 88.72
        (88.72, "float32", False),
        (88.73, "float32", True),
        (709.78, "float64", False),
        (709.79, "float64", True),
    ],
)
def test_where_exp_overflows(z, name, overflows):
    assert math.isinf(softmax_steps([z], name, shift=False).total) is overflows
    assert softmax_steps([z], name).probabilities.tolist() == [1]


@ALL
@pytest.mark.parametrize("seed", range(5))
def test_with_the_shift_softmax_is_finite_and_close_for_any_logits(seed, name):
    rng = np.random.default_rng(seed)
    for scale in (1.0, 100.0, 3e4):
        z = round_to(rng.uniform(-scale, scale, 20), name)
        steps = softmax_steps(z, name)
        exact = np.exp(z - z.max())
        exact /= exact.sum()
        assert np.isfinite(steps.probabilities).all()
        # The rounding of the shifted logit, of size |z| u, comes out of exp as a relative error.
        unit = FORMATS[name].epsilon / 2
        slack = unit * (np.abs(z - z.max()) + 25) * exact + 2 * FORMATS[name].smallest
        assert (np.abs(steps.probabilities - exact) <= 1.05 * slack).all()


@ALL
def test_a_million_is_a_fine_logit(name):
    z = [6e4, -6e4, 0] if name == "float16" else [1e6, -1e6, 0]
    assert softmax_steps(z, name).probabilities.tolist() == [1, 0, 0]


def test_log_sum_exp():
    z = np.array([1000.0, 1000.0, -1000.0])
    assert log_sum_exp(z) == pytest.approx(1000 + math.log(2))
    assert log_sum_exp(z, shift=False) == math.inf
    assert log_sum_exp(-z - 2000, shift=False) == -math.inf
    assert log_sum_exp([0.5, -1.5]) == pytest.approx(math.log(math.exp(0.5) + math.exp(-1.5)))
    assert log_sum_exp([12, 12], "float16") == 12.6953125  # 12 + 0.69336, in steps of 2⁻⁷
    assert log_sum_exp([5]) == 5
    for c in (-700, 3, 800):  # a shift comes out again
        assert log_sum_exp(z[:2] / 10 + c) == pytest.approx(log_sum_exp(z[:2] / 10) + c)


@pytest.mark.parametrize("add", SUMS)
@ALL
def test_sums_that_need_no_rounding_are_exact(name, add):
    assert add([1, 2, 3, 4, 5], name) == 15
    assert add([], name) == 0
    assert add([7], name) == 7
    np.testing.assert_array_equal(add(np.ones((6, 2, 3)), name), np.full((2, 3), 6.0))


def test_the_naive_sum_is_numpys_running_sum():
    """np.add.accumulate adds from left to right and rounds each time."""
    x = np.random.default_rng(0).normal(size=2000)
    for kind in (np.float16, np.float32, np.float64):
        expected = np.add.accumulate(x.astype(kind))[-1]
        assert naive_sum(x, kind.__name__) == float(expected)


def test_in_float16_a_sum_of_ones_sticks_at_2048():
    """2048 + 1 lies halfway to 2050, and the tie goes back to the even 2048."""
    ones = np.ones(2500)
    assert naive_sum(ones, "float16") == 2048
    assert naive_sum(ones, "bfloat16") == 256
    assert pairwise_sum(ones, "float16") == 2500
    assert kahan_sum(ones, "float16") == 2500


def test_pairwise_by_hand():
    """2048 + 1 falls back to 2048, and 1 + 1 = 2 is kept: 2050 of 2051, in steps of 2."""
    assert pairwise_sum([2048, 1, 1, 1], "float16") == 2050
    assert naive_sum([2048, 1, 1, 1], "float16") == 2048
    assert pairwise_sum([1, 1, 2048], "float16") == 2050  # an odd one out waits for its turn


def test_kahan_by_hand():
    """10000 + 3.14 + 2.72 in float16: steps of 8 there, so that each addition drops nearly all.

    3.140625 rounds away (10000), leaving the excess −3.140625; 2.71875 + 3.140625 = 5.859375 is
    then more than half a step.
    """
    x = [10000, 3.140625, 2.71875]
    assert naive_sum(x, "float16") == 10000
    assert kahan_sum(x, "float16") == 10008


@pytest.mark.parametrize("name", ["float16", "bfloat16", "float32"])
def test_how_the_errors_of_sums_grow(name):
    """Bounds with the unit roundoff u: n u (naive), log₂ n u (pairwise), 2u + O(n u²) (Kahan)."""
    u = FORMATS[name].epsilon / 2
    rng = np.random.default_rng(1)
    for n in (16, 128, 1024):
        x = round_to(rng.uniform(0, 1 if name != "float16" else 8, size=(n, 12)), name)
        exact = np.array([math.fsum(column) for column in x.T])
        size = np.abs(x).sum(axis=0)
        error = {add: np.abs(add(x, name) - exact) / size for add in SUMS}
        assert (error[naive_sum] <= n * u).all()
        assert (error[pairwise_sum] <= math.ceil(math.log2(n)) * u * 1.01).all()
        assert (error[kahan_sum] <= (2 * u + 8 * n * u**2)).all()
    # At n = 1024 the ways differ plainly.
    assert error[naive_sum].mean() > 3 * error[pairwise_sum].mean()
    assert (error[kahan_sum] <= 2 * u).all() or name == "bfloat16"


def test_the_variance_of_numbers_around_1000_in_float32():
    """Mean 1000, variance 0.01: x² needs 8 digits before the variance even begins."""
    x = round_to(1000 + 0.1 * np.random.default_rng(2).normal(size=1024), "float32")
    exact = float(np.var(x))
    assert two_pass_variance(x, "float32") == pytest.approx(exact, rel=1e-4)
    assert abs(one_pass_variance(x, "float32") / exact - 1) > 0.5
    assert one_pass_variance(x, "float64") == pytest.approx(exact, rel=1e-6)


def test_the_short_formula_can_give_a_negative_variance():
    found = [
        one_pass_variance(1000 + np.random.default_rng(seed).normal(size=64) / 10, "float32")
        for seed in range(20)
    ]
    assert min(found) < 0
    for seed in range(20):
        x = 1000 + np.random.default_rng(seed).normal(size=64) / 10
        assert two_pass_variance(x, "float32") > 0


def test_both_variances_by_hand():
    for name in FORMATS:
        assert one_pass_variance([1, 3, 1, 3], name) == two_pass_variance([1, 3, 1, 3], name) == 1
        assert two_pass_variance([5], name) == 0


def test_quadratic_roots_by_hand():
    assert quadratic_roots(1, -3, 2) == (1, 2)
    assert quadratic_roots(-2, 6, -4) == (1, 2)
    assert quadratic_roots(1, 0, -4) == (-2, 2)
    assert quadratic_roots(1, 0, 0) == (0, 0)
    assert quadratic_roots(1, 2, 1) == (-1, -1)
    assert quadratic_roots(1, 3, 0) == (-3, 0)
    assert quadratic_roots(1, -3, 2, stable=False) == (1, 2)


@pytest.mark.parametrize("power", [-1000, -565, 515, 1000])
@pytest.mark.parametrize("stable", [True, False])
def test_roots_of_coefficients_whose_squares_leave_float64(power, stable):
    """Only the ratios of coefficients matter, and a power of two rounds nothing."""
    unit = math.ldexp(1, power)
    assert quadratic_roots(unit, unit, -unit, stable) == quadratic_roots(1, 1, -1, stable)
    golden = (1 + math.sqrt(5)) / 2
    found = quadratic_roots(1e-170, 1e-170, -1e-170, stable)
    assert found == pytest.approx((-golden, 1 / golden), rel=1e-14)
    assert quadratic_roots(1e-200, 0, -1e200, stable) == pytest.approx((-1e200, 1e200))
    assert quadratic_roots(1e-300, 0, -1e300, stable) == pytest.approx((-1e300, 1e300))
    # (x − 1e300)(x + 1e-300)
    assert quadratic_roots(1, -1e300, -1) == pytest.approx((-1e-300, 1e300), rel=1e-14, abs=0)
    assert quadratic_roots(1e-100, 1e100, 0) == pytest.approx((-1e200, 0))


def exact_roots(a, b, c):
    """The roots as fractions, good to 200 digits, the lesser first."""
    a, b, c = map(Fraction, (a, b, c))
    square = b * b - 4 * a * c
    unit = 10**200 * 2**1100  # the square is whole in units of 1/2^2200, or nearly
    root = Fraction(math.isqrt(int(square * unit * unit)), unit)
    return sorted([(-b - root) / (2 * a), (-b + root) / (2 * a)])


def units_off(found, exact):
    return abs(Fraction(found) - exact) / Fraction(math.ulp(found))


@pytest.mark.parametrize("seed", range(3))
def test_roots_that_nearly_coincide_keep_their_digits(seed):
    """b² and 4ac agree in up to 16 digits: exact products, in whole numbers, tell what is left."""
    rng = np.random.default_rng(seed)
    tried = 0
    for _ in range(400):
        a, x, y = rng.uniform(-2, 2, 3)
        y = x * (1 + 10.0 ** rng.uniform(-16, 0))  # roots as near as that, of nearly these
        b, c = -a * (x + y), a * x * y
        if Fraction(b) ** 2 < 4 * Fraction(a) * Fraction(c):
            with pytest.raises(ValueError, match="b² - 4ac of at least 0"):
                quadratic_roots(a, b, c)
            continue
        tried += 1
        for found, exact in zip(quadratic_roots(a, b, c), exact_roots(a, b, c), strict=True):
            assert units_off(found, exact) <= 4
    assert tried > 250


def test_whether_there_are_real_roots_is_decided_exactly():
    """(1 + 2⁻⁵²)² is 1 + 2⁻⁵¹ + 2⁻¹⁰⁴, and float64 drops the last term, for both formulas."""
    e = 2.0**-52
    school = (1 + e) ** 2 - (1 + 2 * e)
    assert school == 0
    low, high = quadratic_roots(1, -2 * (1 + e), 1 + 2 * e)  # roots 1 + e ± e
    assert (low, high) == (1, 1 + 2 * e)
    for stable in (True, False):
        with pytest.raises(ValueError, match="of at least 0, got 1, -2, 1"):
            quadratic_roots(1, -2 * (1 + e), 1 + 4 * e, stable)
    assert quadratic_roots(1, -2 * (1 + e), 1 + 2 * e, stable=False) == (1 + e, 1 + e)
    # A double root is the same number twice: (3 x − 1)² with the 3 and the 1 as float64 has them.
    assert len(set(quadratic_roots(9.0, -6.0, 1.0))) == 1


def test_the_school_formula_cancels():
    """x² − 10⁸ x + 1: the small root is 10⁻⁸ (1 + 10⁻¹⁶ …)."""
    small, large = quadratic_roots(1, -1e8, 1)
    assert small == pytest.approx(1e-8, rel=1e-15)
    assert large == pytest.approx(1e8, rel=1e-15)
    school, _ = quadratic_roots(1, -1e8, 1, stable=False)
    assert abs(school / 1e-8 - 1) > 0.1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: softmax_steps([], "float16"), "z must have shape (n,), got (0,)"),
        (lambda: softmax_steps([[1, 2]], "float16"), "z must have shape (n,), got (1, 2)"),
        (lambda: softmax_steps([math.nan], "float16"), "z must hold finite numbers, got nan"),
        (lambda: softmax_steps([7e4], "float16"), "z must fit into float16, got 70000"),
        (lambda: log_sum_exp([1], "half"), "format must be one of float16"),
        (lambda: naive_sum(1.0, "float16"), "x must have shape (n, ...), got ()"),
        (lambda: kahan_sum(["a"], "float16"), "x must hold numbers"),
        (lambda: one_pass_variance([[1]], "float16"), "x must have shape (n,), got (1, 1)"),
        (lambda: quadratic_roots(0, 1, 1), "a must not be 0"),
        (
            lambda: quadratic_roots(1, 0, 1),
            "a, b, c must give b² - 4ac of at least 0, got 1, 0, 1",
        ),
        (lambda: quadratic_roots(1e-200, 1e200, 1), "a must not be so small: a root overflows"),
        (lambda: quadratic_roots(1, math.inf, 1), "b must be finite, got inf"),
    ],
)
def test_errors_name_the_argument(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)
