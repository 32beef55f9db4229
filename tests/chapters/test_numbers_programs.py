"""What the programs of the page Numbers in a machine print, worked out apart from them."""

import math
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from mlmath.figures import numbers as figures
from mlmath.foundations import kahan_sum, naive_sum, pairwise_sum
from mlmath.manifest import page
from tests import book
from tests.chapters.run_cells import run

CELLS = book.sources(page("numbers"))


def printed(*names):
    """Run cells in one namespace; return the lines that the last one prints."""
    space = {"np": np}
    return [run(CELLS[name], space)[0] for name in names][-1].splitlines()


def test_the_bits_by_hand():
    """2² · 1.25, and 2³ · (1 + 288/1024) by numpy's float16."""
    half = np.array([0b0100100100100000], np.uint16).view(np.float16)[0]
    assert printed("decode") == ["5.0", str(float(half))]
    space: dict[str, Any] = {}
    run(CELLS["decode"], space)
    assert space["number"]("111011", 3) == -14  # 2³ · 1.75


def test_counting_ends():
    assert printed("count") == ["2048"]


def test_the_short_formula_loses_everything():
    assert printed("variance") == ["plain 0.6667", "short 0.0"]


def test_the_sums_are_those_of_another_implementation():
    """The page halves the list, `pairwise_sum` joins neighbors: both are right to the last bit."""
    terms = np.full(1000, 0.1)
    wanted = [float(add(terms, "float16")) for add in (naive_sum, pairwise_sum, kahan_sum)]
    lines = printed("kahan-code", "kahan-sum")
    assert [float(line.split()[-1]) for line in lines] == wanted
    assert wanted[1:] == [100, 100]


def test_the_month_in_whole_thousandths():
    """The same moves, added as fractions; each cut loses less than a thousandth."""
    moves = np.random.default_rng(1).normal(0, 0.05, 21 * 2800)
    exact = 1000 + sum(map(Fraction, moves.tolist()))
    cut = Fraction(1000)
    for move in moves.tolist():
        cut = Fraction(math.floor(1000 * (cut + Fraction(move))), 1000)
    values = [float(line.split()[1]) for line in printed("answer-code", "answer-run")]
    assert values[0] == pytest.approx(float(exact), abs=5e-4)
    assert abs(values[1] - values[0]) == pytest.approx(0.018, abs=1e-6)
    assert values[2] == pytest.approx(float(cut), abs=0.02)
    assert round(float(exact - cut)) == 29


def test_the_softmax_without_and_with_its_shift():
    first, second = printed("softmax-code")
    assert first.strip("[ ]").split() == ["0.", "nan"]
    small, large = (float(v) for v in second.strip("[ ]").split())
    assert small == pytest.approx(math.exp(-12), rel=2e-3)
    assert large == 1


def test_the_loss_by_both_ways():
    """By hand: -ln of 1 / (1 + 2 e⁴⁰), which is 40 + ln 2 and nothing that float16 shows."""
    first, second = printed("softmax-code", "loss-code")
    assert first == "softmax first inf"
    assert second == "by the formula " + str(np.float16(40 + math.log(2)))


def test_products_come_to_an_end():
    """By hand: 2⁻²⁴ is the smallest float16, and 2¹⁵ the largest power of two in it."""
    assert printed("products-code") == [str([2.0**-24, 0.0]), "[32768.0, inf]"]


U = Decimal(2) ** -53


def allowed(x, bend, rounding):
    """Return what a long step and two rounded values add up to, at the step that x has gone."""
    h = Decimal(x) - 1
    return bend * h / 2 + 2 * rounding / h


def test_no_error_in_the_figure_of_the_v_is_above_its_bound():
    """By decimals, M being the largest value of eˣ on the way.

    Sharper than the page's Δ = u e: around e half a gap is 2 u, and three quarters of u e are 0.51
    gaps.  Divided by h itself, both quotients come to lie above.
    """
    space = {"np": np, "figures": figures}
    run(CELLS["vee-figure"], space)
    with localcontext() as context:
        context.prec = 50
        e = Decimal(1).exp()
        rows = zip(*(space[name].tolist() for name in ("right", "ahead", "both")), strict=True)
        for right, ahead, both in rows:
            top = Decimal(right).exp()
            h, rounding = Decimal(right) - 1, Decimal("0.75") * U * top
            assert abs(Decimal(ahead) - e) <= allowed(right, top, rounding)
            # The ends 1 - h and 1 + h are rounded each: their middle may be u off.
            assert abs(Decimal(both) - e) <= top * h * h / 6 + rounding / h + U * top


def test_the_bound_of_the_v_fails_for_the_step_that_was_asked_for():
    """The sum x + h is rounded: only divided by (1 + h) - 1 the quotient keeps the bound."""
    steps = 10.0 ** np.random.default_rng(1).uniform(-15, -7, 1000)
    shares: list[list[Decimal]] = [[], []]
    with localcontext() as context:
        context.prec = 50
        e = Decimal(1).exp()
        for step in steps.tolist():
            right = 1 + step
            top = Decimal(right).exp()
            for kept, way in zip(shares, (right - 1, step), strict=True):
                error = abs(Decimal((math.exp(right) - math.e) / way) - e)
                kept.append(error / allowed(right, top, U * top))
    assert max(shares[0]) <= 1 < max(shares[1])
