"""Power laws: the fit, and intervals that hold the truth as often as they promise."""

import math

import numpy as np
import pytest

from mlmath.language_model.scaling import PowerLaw
from mlmath.language_model.student import t_cdf, t_quantile

X = np.geomspace(1e5, 1e9, 12)


def noisy(seed, law, spread):
    return law * np.exp(np.random.default_rng(seed).normal(0, spread, len(law)))


def holds(interval, truth):
    return interval.low <= truth <= interval.high


@pytest.mark.parametrize("offset", [False, True])
@pytest.mark.parametrize(("a", "alpha", "E"), [(406.4, 0.34, 1.69), (5.0, 0.076, 0.2)])
def test_a_law_without_errors_is_found_exactly(offset, a, alpha, E):
    E = E if offset else 0
    law = PowerLaw(offset).fit(X, E + a * X**-alpha)
    found = (law.coefficient_, law.exponent_, law.offset_)
    assert found == pytest.approx((a, alpha, E), rel=1e-8)
    np.testing.assert_allclose(law.predict([1e4, 1e12]), E + a * np.array([1e4, 1e12]) ** -alpha)
    assert law.spread_ == pytest.approx(0, abs=1e-9)


def test_keplers_third_law_has_the_exponent_three_halves():
    """Semi-axes (au) and periods (years) of the planets that Kepler knew: T = a^(3/2)."""
    axis = np.array([0.387, 0.723, 1.000, 1.524, 5.203, 9.537])
    period = np.array([0.241, 0.615, 1.000, 1.881, 11.86, 29.45])
    law = PowerLaw().fit(axis, period)
    assert law.exponent_ == pytest.approx(-1.5, abs=2e-3)
    assert law.coefficient_ == pytest.approx(1, abs=2e-3)
    assert holds(law.exponent_interval_, -1.5)


def test_the_line_by_hand():
    """For ln x = -1, 0, 1 and ln y = 2, 0, 1: slope -1/2, mean 1, residuals 1/2, -1, 1/2.

    The spread is √(1.5 / 1); the slope's error √(1.5 / 2), and t with one degree of freedom at
    95 % is tan(0.475 π) = 12.706.
    """
    law = PowerLaw().fit(np.exp([-1.0, 0, 1]), np.exp([2.0, 0, 1]))
    assert law.exponent_ == pytest.approx(0.5)
    assert law.coefficient_ == pytest.approx(math.e)
    np.testing.assert_allclose(law.residuals_, [0.5, -1, 0.5])
    assert law.spread_ == pytest.approx(math.sqrt(1.5))
    reach = math.tan(0.475 * math.pi) * math.sqrt(0.75)
    assert law.exponent_interval_ == pytest.approx((0.5 - reach, 0.5 + reach))
    reach = math.tan(0.475 * math.pi) * math.sqrt(0.5)  # of the mean of three
    assert np.log(law.coefficient_interval_) == pytest.approx((1 - reach, 1 + reach))


@pytest.mark.parametrize("confidence", [0.5, 0.95])
def test_exact_intervals_hold_the_truth_as_often_as_they_say(confidence):
    """Even with five points.  1,000 trials: three standard errors are 3 √(c (1 - c) / 1000)."""
    x, rng = X[:5], np.random.default_rng(0)
    truth = 400 * x**-0.3
    hits = np.zeros(2)
    for _ in range(1000):
        law = PowerLaw(confidence=confidence).fit(x, truth * np.exp(rng.normal(0, 0.1, 5)))
        hits += [holds(law.exponent_interval_, 0.3), holds(law.coefficient_interval_, 400)]
    margin = 3 * math.sqrt(confidence * (1 - confidence) / 1000)
    np.testing.assert_allclose(hits / 1000, confidence, atol=margin)


def test_intervals_with_a_floor_hold_the_truth_about_as_often():
    """200 trials of 12 points with errors of 1 %: 95 % within four standard errors of 1.5 %."""
    rng, truth = np.random.default_rng(1), 1.69 + 406.4 * X**-0.34
    hits = np.zeros(3)
    for _ in range(200):
        law = PowerLaw(offset=True).fit(X, truth * np.exp(rng.normal(0, 0.01, 12)))
        hits += [
            holds(law.offset_interval_, 1.69),
            holds(law.exponent_interval_, 0.34),
            holds(law.coefficient_interval_, 406.4),
        ]
    np.testing.assert_allclose(hits / 200, 0.95, atol=0.062)


def test_bootstrap_intervals_agree_with_the_exact_ones():
    """With 40 points t and the bootstrap differ little: widths within a fifth."""
    x = np.geomspace(1e5, 1e9, 40)
    law = PowerLaw().fit(x, noisy(2, 400 * x**-0.3, 0.05))
    made = law.bootstrap(2000, seed=0)
    for name in ("coefficient", "exponent"):
        exact, drawn = getattr(law, f"{name}_interval_"), made[name]
        assert (drawn.high - drawn.low) / (exact.high - exact.low) == pytest.approx(1, abs=0.2)
    assert made["offset"] == (0, 0)


def test_the_bootstrap_of_a_law_with_a_floor_repeats_with_its_seed():
    law = PowerLaw(offset=True).fit(X, noisy(3, 1.69 + 406.4 * X**-0.34, 0.005))
    first, second = law.bootstrap(50, seed=4), law.bootstrap(50, seed=4)
    assert first == second
    assert first != law.bootstrap(50, seed=5)
    assert holds(first["offset"], law.offset_)
    assert first["offset"].low >= 0


def test_half_the_confidence_gives_narrower_intervals():
    y = noisy(0, 400 * X**-0.3, 0.05)
    wide, narrow = PowerLaw().fit(X, y), PowerLaw(confidence=0.5).fit(X, y)
    assert wide.exponent_interval_.low < narrow.exponent_interval_.low
    assert narrow.exponent_interval_.high < wide.exponent_interval_.high


def test_the_fit_with_a_floor_is_a_minimum_of_the_squares():
    y = noisy(5, 1.69 + 406.4 * X**-0.34, 0.02)
    law = PowerLaw(offset=True).fit(X, y)
    best = (law.residuals_**2).sum()
    for da, dalpha, dE in np.random.default_rng(0).normal(0, 1e-3, (50, 3)):
        other = law.offset_ + dE + law.coefficient_ * (1 + da) * X ** -(law.exponent_ + dalpha)
        assert (np.log(y / other) ** 2).sum() >= best


def test_where_there_is_no_floor_it_is_zero_or_its_interval_reaches_below():
    """About half of such data bend the wrong way; then the best law is the plain one, E = 0."""
    plain = 0
    for seed in range(10):
        y = noisy(seed, 5 * X**-0.08, 0.002)
        law = PowerLaw(offset=True).fit(X, y)
        assert law.offset_ >= 0
        assert law.offset_interval_.low <= 0.2
        if law.offset_ == 0:
            assert law.exponent_ == pytest.approx(PowerLaw().fit(X, y).exponent_)
            plain += 1
    assert 1 <= plain <= 9


def test_a_floor_far_below_the_points_is_found_when_there_are_no_errors():
    x = np.geomspace(1, 1e5, 12)
    assert PowerLaw(offset=True).fit(x, 2e-4 + x**-0.5).offset_ == pytest.approx(2e-4)


@pytest.mark.parametrize("scale", [1e-6, 1e6])
@pytest.mark.parametrize("offset", [False, True])
def test_units_do_not_matter(offset, scale):
    """Of x in other units a changes by scale^α, of y a and E by the scale; α is the same."""
    y = noisy(0, 1.69 + 406.4 * X**-0.34, 0.01)
    law, other = PowerLaw(offset).fit(X, y), PowerLaw(offset).fit(X * scale, y * scale)
    assert other.exponent_ == pytest.approx(law.exponent_, rel=1e-6)
    assert other.exponent_interval_ == pytest.approx(law.exponent_interval_, rel=1e-5)
    assert other.offset_ == pytest.approx(law.offset_ * scale, rel=1e-6)
    expected = law.coefficient_ * scale ** (1 + law.exponent_)
    assert other.coefficient_ == pytest.approx(expected, rel=1e-5)


def test_extreme_numbers_stay_finite():
    law = PowerLaw().fit([1e300, 1e301, 1e302], [1e-300, 1e-302, 1e-304])
    assert law.exponent_ == pytest.approx(2)
    np.testing.assert_allclose(law.predict([1e301]), 1e-302)
    flat = PowerLaw().fit([1, 2, 4], [3, 3, 3])
    assert (flat.exponent_, flat.coefficient_) == pytest.approx((0, 3))


@pytest.mark.parametrize("offset", [False, True])
@pytest.mark.parametrize(
    ("x", "y", "message"),
    [
        ([1, 2], [1, 2], "x must hold at least"),
        ([2, 2, 2, 2, 2], [1, 2, 3, 4, 5], "different places, got 5 at 1"),
        ([1, 2, 3, 4], [1, 2, 3], r"y must have shape \(4,\) as x, got \(3,\)"),
        ([0, 1, 2, 3], [1, 2, 3, 4], "x must be above 0, got 0"),
        ([1, 2, 3, 4], [1, 2, -3, 4], "y must be above 0, got -3"),
        ([1, 2, 3, float("nan")], [1, 2, 3, 4], "x must hold finite numbers"),
        ([[1, 2], [3, 4]], [1, 2, 3, 4], r"x must have shape \(n,\)"),
        ([], [], "x must hold at least"),
        (["a", "b"], [1, 2], "x must hold numbers"),
    ],
)
def test_points_that_determine_no_law_are_refused(offset, x, y, message):
    with pytest.raises(ValueError, match=message):
        PowerLaw(offset).fit(x, y)


def test_other_input_is_checked():
    with pytest.raises(ValueError, match="tell slope and floor apart"):
        PowerLaw(offset=True).fit([1, 2, 4, 8], [3, 3, 3, 3])
    for wrong in (0, 1, -0.5, "high"):
        with pytest.raises(ValueError, match="confidence must be"):
            PowerLaw(confidence=wrong)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="fit must be called first"):
        PowerLaw().predict([1])
    with pytest.raises(ValueError, match="fit must be called first"):
        PowerLaw().bootstrap()
    law = PowerLaw().fit(X, 5 * X**-0.1)
    with pytest.raises(ValueError, match="x must be above 0, got 0"):
        law.predict([1, 0])
    with pytest.raises(ValueError, match="n_resamples must be at least 1"):
        law.bootstrap(0)


@pytest.mark.parametrize("p", [0.01, 0.4, 0.5, 0.9, 0.975, 0.9999])
def test_quantiles_with_one_and_two_degrees_of_freedom_have_closed_forms(p):
    """Cauchy: tan(π (p - 1/2)); two degrees: (2p - 1) √(2 / (4 p (1 - p)))."""
    assert t_quantile(p, 1) == pytest.approx(math.tan(math.pi * (p - 0.5)), rel=1e-9, abs=1e-12)
    two = (2 * p - 1) * math.sqrt(2 / (4 * p * (1 - p)))
    assert t_quantile(p, 2) == pytest.approx(two, rel=1e-9, abs=1e-12)


def test_quantiles_of_the_printed_tables():
    """Two-sided 95 %: 12.706, 4.303, 3.182, 2.571, 2.228, 2.042 for df 1, 2, 3, 5, 10, 30."""
    found = [round(t_quantile(0.975, df), 3) for df in (1, 2, 3, 5, 10, 30)]
    assert found == [12.706, 4.303, 3.182, 2.571, 2.228, 2.042]
    assert t_quantile(0.975, 1e7) == pytest.approx(1.959964, abs=1e-6)  # the normal distribution


@pytest.mark.parametrize("df", [0.5, 1, 4, 33.3, 1000])
def test_the_quantile_inverts_the_distribution_and_both_are_symmetric(df):
    for t in (0.0, 1e-8, 0.3, 1.0, 2.5, 30.0):
        p = t_cdf(t, df)
        assert 0.5 <= p <= 1
        assert t_cdf(-t, df) == pytest.approx(1 - p, abs=1e-15)
        if p < 1 - 1e-9:
            assert t_quantile(p, df) == pytest.approx(t, rel=1e-6, abs=1e-9)


def test_students_distribution_checks_its_arguments():
    for p in (0, 1, float("nan")):
        with pytest.raises(ValueError, match="p must be"):
            t_quantile(p, 3)
    with pytest.raises(ValueError, match="df must be above 0"):
        t_cdf(1, 0)
