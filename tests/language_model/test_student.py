"""Student's distribution far out, with few degrees of freedom and with many."""

import math

import pytest

from mlmath.language_model.student import t_cdf, t_quantile

FAR = [1e-300, 1e-100, 1e-20, 1e-12, 1e-5, 0.01, 0.2, 0.3, 0.4999]


@pytest.mark.parametrize("p", FAR)
def test_lower_tails_with_one_and_two_degrees_of_freedom(p):
    """Cauchy: -1 / tan(π p); two degrees: (2p - 1) / √(2 p (1 - p))."""
    assert t_quantile(p, 1) == pytest.approx(-1 / math.tan(math.pi * p), rel=1e-12)
    assert t_cdf(-1 / math.tan(math.pi * p), 1) == pytest.approx(p, rel=1e-12)
    two = (2 * p - 1) / math.sqrt(2 * p * (1 - p))
    assert t_quantile(p, 2) == pytest.approx(two, rel=1e-12)
    if p >= 0.01:
        assert t_quantile(1 - p, 2) == pytest.approx(-two, rel=1e-12)


def test_a_tail_so_far_out_that_the_first_term_of_its_series_is_all():
    """Three degrees: P(T < -t) = 2 √3 / (π t³) (1 + O(1/t²))."""
    for p in (1e-20, 1e-100, 1e-290):
        assert t_quantile(p, 3) == pytest.approx(-((2 * math.sqrt(3) / math.pi / p) ** (1 / 3)))
    assert t_quantile(1e-20, 5) == pytest.approx(-15683.925454365, rel=1e-12)  # SciPy 1.17


def test_near_the_middle_the_quantile_is_the_distance_over_the_density():
    """The density at 0 is 1/π for one degree of freedom, √(1 / 2π) for endlessly many."""
    normal = 1 / math.sqrt(2 * math.pi)
    for df, density in ((1, 1 / math.pi), (1e15, normal), (1e308, normal)):
        for d in (1e-6, -1e-12):
            p = 0.5 + d
            assert t_quantile(p, df) == pytest.approx((p - 0.5) / density, rel=1e-10)


@pytest.mark.parametrize("df", [1e10, 1e12, 1e15, 1e20, 1e300])
def test_with_many_degrees_of_freedom_it_is_the_normal_distribution(df):
    """Its quantiles 1.959963984540054, -9.262340089798408 are those of printed long tables.

    The first correction is (z³ + z) / (4 df).
    """
    for p, z in ((0.975, 1.959963984540054), (1e-20, -9.262340089798408)):
        wanted = z + (z**3 + z) / (4 * df)
        assert t_quantile(p, df) == pytest.approx(wanted, rel=1e-14)
    assert t_cdf(1.959963984540054, df) == pytest.approx(0.975, abs=1e-10)


@pytest.mark.parametrize("t", [0.3, 1.5, 4.0, 9.0])
def test_the_two_ways_of_reckoning_meet_at_a_thousand_degrees(t):
    below, above = t_cdf(-t, 1000), t_cdf(-t, 1000 * (1 + 1e-12))
    assert above == pytest.approx(below, rel=1e-10)


def test_what_float64_cannot_hold_is_refused():
    for df in (0.1, 0.5):
        with pytest.raises(ValueError, match=r"must fit into float64, got p = 1e-300 and df"):
            t_quantile(1e-300, df)
    assert 0 < t_cdf(-1e308, 0.1) < t_cdf(-1e300, 0.1) < 1e-20
    assert t_cdf(-1e308, 5) == 0
