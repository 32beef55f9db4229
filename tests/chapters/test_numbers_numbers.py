"""The numbers in the text of the page Numbers in a machine, worked out apart from its cells."""

import math
from fractions import Fraction

import numpy as np
import pytest

from mlmath.foundations import FORMATS, round_to, spacing
from mlmath.foundations.arithmetic import softmax_steps
from mlmath.manifest import page
from mlmath.theorems.numbers import softmax
from tests import book

TEXT = book.text(page("numbers"))


def test_the_index_of_vancouver():
    assert round(1098.892 - 574.081) == 525  # "near 520"
    assert "574.081 points short of the 1,098.892" in TEXT
    assert pytest.approx(1.4) == 2800 * 0.0005
    assert pytest.approx(29.4) == 21 * 1.4
    assert round(22 * 29.4) == 647
    assert "2,800 of them 1.4 points a day, and 21 days 29.4" in TEXT
    assert "Twenty-two such months make 647 points; it was 574" in TEXT
    a_month = 574.081 / 22
    assert round(a_month) == 26
    assert a_month / 21 / 0.0005 == pytest.approx(2500, rel=0.01)
    assert "or 26 a month, as if 2,500 prices had changed a day" in TEXT


def test_the_moves_of_a_month():
    """Of a normal distribution 95 percent lie within two standard deviations."""
    moves = np.random.default_rng(1).normal(0, 0.05, 21 * 2800)
    assert np.mean(np.abs(moves) < 0.1) == pytest.approx(0.954, abs=0.005)
    assert "most between $-0.1$ and $0.1$" in TEXT


def cut_off(value):
    """Return a number as the table has it: its first three digits, the others cut off."""
    digits, exponent = f"{value:.10e}".split("e+")
    return f"${{{digits[:4]} \\cdot 10^{{{exponent}}}}}$"


def test_the_table_of_formats_by_numpy():
    rows = {"float16": "$65{,}504$"}
    for name in ("float32", "float64"):
        rows[name] = cut_off(float(np.finfo(name).max))
    for name, largest in rows.items():
        info = np.finfo(name)
        assert f"| {name} | {info.iexp} | {info.nmant} | {largest} |" in TEXT
    assert np.finfo("float16").max == 65504
    assert np.finfo("float16").eps / 2 == 2**-11
    brain = FORMATS["bfloat16"]
    assert (brain.exponent_bits, brain.fraction_bits, brain.epsilon / 2) == (8, 7, 2**-8)
    assert cut_off(brain.largest) == "${3.38 \\cdot 10^{38}}$"
    assert "| bfloat16 | 8 | 7 | ${3.38 \\cdot 10^{38}}$ |" in TEXT
    assert math.isfinite(1.79e308)  # typed in, it is a number, and not infinity
    assert "largest number, digits cut |" in TEXT
    assert "For float16 it is $2^{-11}$, for bfloat16 $2^{-8}$" in TEXT
    assert 2**16 == 65536
    assert "Sixteen bits have 65,536 patterns" in TEXT


def test_a_tenth_in_float16():
    assert float(np.float16(0.1)) == pytest.approx(0.09998, abs=5e-6)
    assert "the nearest number is 0.09998 or so" in TEXT
    assert f"{2.0**-53:.1e}" == "1.1e-16"
    assert "for float64 ${1.1 \\cdot 10^{-16}}$" in TEXT


def test_counting_ends_where_the_marks_are_two_apart():
    assert spacing(2048, "float16") == 2
    assert spacing(2047, "float16") == 1
    assert round_to(2049, "float16") == 2048
    assert "At 2,048.\nThere the marks are 2 apart" in TEXT


def test_cancellation_by_hand():
    for value, kept in ((3.14159, 3.1416), (3.14151, 3.1415)):
        assert abs(kept - value) / value == pytest.approx(0.0003 / 100, rel=0.1)
    assert pytest.approx(0.25) == (0.0001 - 0.00008) / 0.00008


def test_the_variance_loses_little_by_the_question_and_all_by_the_way():
    """Each number moved by 10⁸ u, at worst away from the mean; the squares and their gap by hand.

    Exact numbers by `Fraction`, since float64 would round them.
    """
    u = Fraction(1, 2**53)
    x = [Fraction(10**8 + k) for k in (1, 2, 3)]
    moved = [x[0] * (1 - u), x[1], x[2] * (1 + u)]

    def variance(values):
        mean = sum(values) / 3
        return sum((v - mean) ** 2 for v in values) / 3

    change = float(variance(moved) - variance(x))
    assert float(x[0] * u) == pytest.approx(1e-8, rel=0.2)
    assert change == pytest.approx(1.5e-8, rel=0.02)
    assert "and their variance by up to about ${1.5 \\cdot 10^{-8}}$" in TEXT
    assert float(10**16 * u) == pytest.approx(1, rel=0.2)
    assert float(variance(x)) == pytest.approx(2 / 3)
    assert "may move them by $10^8 u$, about $10^{-8}$" in TEXT
    assert "rounding may move each by $10^{16} u$, about 1, which is more than the variance" in TEXT


def test_downward_a_product_is_no_farther_off_than_upward():
    """In fractions: downward at most k u, which is at most what it may be upward."""
    for u in (Fraction(1, 8), Fraction(1, 256)):
        for k in range(1, 30):
            assert 1 - (1 - u) ** k <= k * u <= (1 + u) ** k - 1
    assert "(Downward by at most $k u$, for each factor takes off at most $u$.)" in TEXT


def test_a_million_terms_in_pairs():
    assert math.ceil(math.log2(1_000_000)) == 20
    assert "20 for a million terms" in TEXT


def test_the_sum_of_the_tenths():
    tenth = np.float16(0.1)
    assert round(1000 * float(tenth), 3) == 99.976
    assert float(np.float16(1000 * float(tenth))) == 100
    assert "The exact sum of these terms is 99.976" in TEXT


def test_softmax_by_hand():
    powers = np.array([1, 2, 5])
    assert (powers / powers.sum()).tolist() == [1 / 8, 2 / 8, 5 / 8]
    small = math.exp(7) + math.exp(9)
    assert small + math.exp(10.75) < 65504 < small + math.exp(11)
    assert math.exp(11) < 65504 < math.exp(11.25)
    assert "at 11 each of the exponentials fits" in TEXT
    assert "From 11.25 on an exponential is $\\infty$ too" in TEXT
    assert 65520 / math.log(10) > 28000  # where the shifted score overflows in float16
    assert "$\\hat a_i$ is 0, and $a_i$ less than $10^{-28000}$" in TEXT


def test_how_generous_the_bound_of_the_softmax_is():
    """Mostly below 3 u, on scores drawn at random; and the case that is as bad as n, by hand.

    Less than u each, the 99 exponentials are lost, and p₁ is 1: off by 99 a / (1 + 99 a), with a
    the exponential of -7.640625, the number of float16 nearest to -7.64.
    """
    drawn = np.array([softmax(seed).left for seed in range(1000) if seed % 5])  # in units of u
    assert np.mean(drawn < 3) > 0.99
    assert "On scores drawn at random the error is mostly below $3u$." in TEXT
    z = np.asarray(round_to([0.0, *[-7.64] * 99], "float16"))
    a, u = math.exp(-7.640625), 2.0**-11
    assert a < u
    assert softmax_steps(z, "float16", True).probabilities[0] == 1
    assert round(99 * a / (1 + 99 * a) / u) == 93
    assert "off by $93u$, a third of the bound" in TEXT
    assert pytest.approx(1 / 3, abs=0.03) == 93 / 300


def test_every_fifth_draw_of_the_softmax_is_the_bad_case():
    for seed in range(0, 100, 5):
        verdict = softmax(seed)
        n = len(verdict.instance["found"].z)
        assert verdict.holds
        assert verdict.left > 0.9 * (n - 1) - 1
        assert verdict.right == 3 * n
    assert "(Every fifth draw of *Verify* is of this kind.)" in TEXT


def test_the_v_by_hand():
    """Squares rounded to two decimals, in fractions: quotients, what they are off, the bounds."""
    x, slope, off = Fraction(13, 10), Fraction(26, 10), Fraction(5, 1000)
    for step, quotient, error, bound in (("1", "3.6", "1", "1.01"), ("0.1", "2.7", "0.1", "0.2"),
                                      ("0.01", "3", "0.4", "1.01")):  # fmt: skip
        h = Fraction(step)
        ends = [Fraction(round(value * 100), 100) for value in (x * x, (x + h) ** 2)]
        found = (ends[1] - ends[0]) / h
        assert found == Fraction(quotient)
        assert abs(found - slope) == Fraction(error) <= h + 2 * off / h
        assert h + 2 * off / h == Fraction(bound)
    assert 2 * math.sqrt(off / 2) == pytest.approx(0.1)
    assert "$(1.96 - 1.69)/0.1 = 2.7$, off by 0.1" in TEXT
    assert "and $0.03/0.01 = 3$ is off by 0.4" in TEXT
    assert "The bounds are 1.01, 0.2 and 1.01, and $h^*$ is 0.1." in TEXT


def test_the_marks_near_a_thousand():
    assert spacing(999.0, "float16") == 0.5
    assert "near 1,000 the marks of float16 are $\\tfrac12$ apart" in TEXT


def test_the_lowest_points_of_both_vs_by_trying_steps():
    """For eˣ at 1 in float64: the bounds over a fine row of steps."""
    u, e = 2.0**-53, math.e
    h = np.geomspace(1e-10, 1e-3, 200_001)
    for bound, step, least in (
        (e * h / 2 + 2 * u * e / h, 2e-8, 6e-8),
        (e * h * h / 6 + u * e / h, 7e-6, 7e-11),
    ):
        at = int(bound.argmin())
        assert f"{h[at]:.0e}" == f"{step:.0e}"
        assert f"{bound[at]:.0e}" == f"{least:.0e}"
    assert "$h^* = 2 \\sqrt u = {2 \\cdot 10^{-8}}$" in TEXT
    assert "at most $2 e \\sqrt u = {6 \\cdot 10^{-8}}$" in TEXT
    assert "in float64 ${7 \\cdot 10^{-6}}$, with an error of about ${7 \\cdot 10^{-11}}$" in TEXT


def test_the_bound_of_the_toy_by_hand():
    """8 + 1 + 1 with u = 1/8 and k = 2: (81/64 - 1) · 10."""
    assert pytest.approx(2.65625) == ((9 / 8) ** 2 - 1) * 10
    assert "in $8 + 1 + 1$ the toy is off by 2, and the bound with $k = 2$ is 2.66" in TEXT


def test_a_shift_by_hand():
    fifths = [Fraction(1, 5), Fraction(2, 5), Fraction(1)]
    assert [x / sum(fifths) for x in fifths] == [Fraction(k, 8) for k in (1, 2, 5)]
    assert "By hand: $\\tfrac15$, $\\tfrac25$ and 1 give the same" in TEXT


def test_many_classes_empty_the_bound_of_the_softmax():
    """5,000 scores of 0: the sum sticks at 2,048, and each is 1/2048."""
    assert 3 * 682 * 2**-11 < 1 < 3 * 683 * 2**-11
    assert "in float16 from 683 on" in TEXT
    found = softmax_steps(np.zeros(5000), "float16", True)
    assert found.total == 2048
    assert round(float(found.probabilities.sum()), 2) == 2.44
    assert "the sum sticks at 2,048, and the probabilities add up to 2.44" in TEXT


def test_fifty_thousand_scores_in_pairs():
    assert 1 + math.log(50_000) + math.ceil(math.log2(50_000)) == pytest.approx(28, abs=0.3)
    assert "for 50,000 scores some $28 u$" in TEXT


def test_where_a_bound_needs_its_premise():
    """Rounding to nearest overflows half a gap above the largest number, and not before."""
    assert round_to(65504 + 15, "float16") == 65504
    assert round_to(65504 + 16, "float16") == math.inf
    assert "half a gap or more beyond the largest number" in TEXT
    assert 0.48 < 1000 * 2**-11 < 0.5
    assert "Here $n u$ is almost one half" in TEXT


def test_forty_factors():
    assert round(math.log10(2.0**-40)) == -12
    assert round(math.log10(2.0**40)) == 12
    assert "Forty factors of $\\tfrac12$ are $10^{-12}$, forty of 2 are $10^{12}$" in TEXT
    assert 2**10 == 1024
    assert "1,024, which moves every gradient ten doublings up" in TEXT


def test_ten_more_bits_move_the_v_by_five_doublings():
    assert math.sqrt(2**10) == 32
    assert "both become $2^5 = 32$ times smaller" in TEXT
