"""The theorems of the page Numbers in a machine: by hand, and what is behind each verdict."""

import math
from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np
import pytest

from mlmath.foundations import FLOAT16, Format, kahan_sum, naive_sum, pairwise_sum, round_to
from mlmath.theorems.numbers import softmax, steps, summation
from mlmath.theorems.numbers.softmax import compute
from mlmath.theorems.numbers.softmax import proof_steps as softmax_steps
from mlmath.theorems.numbers.steps import Curve, lowest, quotient
from mlmath.theorems.numbers.summation import cut, run

SEEDS = range(60)
TOY = Format("toy", 3, 2)


def nearest(value):
    return float(round_to(value, TOY))


def test_the_toy_by_hand():
    """8 + 1 + 1 is 8 from left to right: 9 lies halfway, and 8 has the 0 at its end.

    The other way around, the ones are added first, and the sum is 10.
    """
    found = run(np.array([8.0, 1.0, 1.0]), "left to right", nearest)
    assert (found.total, found.most) == (8, 2)
    assert found.shares.tolist() == [-1 / 9, -1 / 9]
    assert found.products == pytest.approx([64 / 81, 64 / 81, 8 / 9])
    assert found.errors.tolist() == [0, -1, -2]
    assert run(np.array([1.0, 1.0, 8.0]), "left to right", nearest).total == 10


@pytest.mark.parametrize(("n", "most"), [(2, 1), (3, 2), (4, 2), (5, 3), (8, 3), (12, 4)])
def test_in_pairs_a_term_passes_through_the_logarithm(n, most):
    found = run(np.ones(n), "in pairs", float)
    assert (found.total, found.most) == (n, most)
    assert run(np.ones(n), "left to right", float).most == n - 1


def test_sums_are_those_of_another_implementation():
    for seed in SEEDS:
        data = summation(seed).instance
        add = naive_sum if data["order"] == "left to right" else pairwise_sum
        terms, total = data["terms"], data["run"].total
        assert total == add(terms, data["format"])
        exact = sum(map(Fraction, terms.tolist()))
        assert data["run"].errors[-1] == pytest.approx(float(Fraction(total) - exact), abs=1e-15)


def test_the_bound_of_a_sum_is_nearly_reached():
    """By hand: to 1 add a little less than half a gap, again and again: all of it is lost.

    n - 1 terms of 0.499 gaps, 0.998 u each; the bound is (n - 1) u (1 + n u) or a little more.
    """
    n, u = 9, FLOAT16.epsilon / 2
    terms = np.asarray(round_to([1.0, *[0.998 * u] * (n - 1)], "float16"))
    found = run(terms, "left to right", lambda v: float(round_to(v, "float16")))
    bound = ((1 + u) ** (n - 1) - 1) * terms.sum()
    assert found.total == 1
    assert 0.98 < abs(found.total - terms.sum()) / bound < 1


def test_cut_off_is_never_above_and_less_than_a_gap_below():
    rng = np.random.default_rng(0)
    for value in rng.uniform(0.3, 14, 200).tolist():
        below = cut(value, TOY)
        assert below <= value
        assert nearest(below) == below
        gap = 2.0 ** (math.floor(math.log2(value)) - 2)
        assert value - below < gap
        assert cut(-value, TOY) == -below
    assert cut(8.0, TOY) == 8


def test_kahan_keeps_its_bound_and_left_to_right_does_not():
    """2 u Σ|x| and a little: for a thousand tenths of float16, on which the plain sum fails."""
    terms = np.asarray(round_to(np.full(1000, 0.1), "float16"))
    allowed = 2.1 * FLOAT16.epsilon / 2 * terms.sum()
    assert abs(kahan_sum(terms, "float16") - terms.sum()) <= allowed
    assert abs(naive_sum(terms, "float16") - terms.sum()) > 40 * allowed


def exact(z):
    """Return the softmax by decimals."""
    with localcontext() as context:
        context.prec = 50
        powers = [Decimal(v).exp() for v in z.tolist()]
        return [float(p / sum(powers)) for p in powers]


def test_the_exact_probabilities_are_those_of_decimals():
    for seed in SEEDS:
        found = softmax(seed).instance["found"]
        assert found.exact == pytest.approx(exact(found.z), rel=1e-12)


def test_a_third_each_of_three_equal_scores():
    """By hand: a third is off by at most u/2 of itself, here by 2⁻¹² / 3; the bound is 9 u."""
    found = compute(np.full(3, 60000.0), FLOAT16, shift=True)
    assert found.steps.probabilities.tolist() == [0.333251953125] * 3
    assert abs(found.steps.probabilities[0] - 1 / 3) == pytest.approx(2.0**-13 * 2 / 3, rel=1e-6)
    assert all(step.holds for step in softmax_steps(found))


def test_scores_may_lie_as_far_apart_as_the_format_reaches():
    found = compute(np.array([-65504.0, 0.0, 65504.0]), FLOAT16, shift=True)
    assert found.steps.probabilities.tolist() == [0, 0, 1]
    assert all(step.holds for step in softmax_steps(found))


def test_many_equal_scores_stand_still_and_overflow_nowhere():
    """4,000 ones add up to 2,048 in float16, and the bound, 5.9, says nothing."""
    found = compute(np.zeros(4000), FLOAT16, shift=True)
    assert found.steps.total == 2048
    assert found.steps.probabilities.max() <= 3 * 4000 * FLOAT16.epsilon / 2


def test_the_quotient_is_off_as_the_proof_splits_it():
    """In fractions, with errors drawn at will: both sides of the identity of the third step."""
    rng = np.random.default_rng(4)
    for _ in range(20):
        a, off = ([Fraction(int(v), 99) for v in rng.integers(1, 99, 4)] for _ in range(2))
        computed = [v + d / 50 for v, d in zip(a, off, strict=True)]
        S, total = sum(a), sum(computed) + off[0]
        left = computed[1] / total - a[1] / S
        assert left == (computed[1] - a[1]) / total + a[1] / S * (S - total) / total


def test_the_constants_of_the_proof():
    """The largest value of x e⁻ˣ is 1/e; the share of the sum at n u = 1/3, where it is largest."""
    for u in (2.0**-8, 2.0**-11):
        assert 1 / math.e / (1 - u) < 0.4
    assert 1 / math.e / (1 - TOY.epsilon / 2) > 0.4  # so the theorem names its formats
    share = math.exp(1 / 3) - 1  # above (1 + u)ⁿ⁻¹ - 1
    assert share < 0.4
    assert share / (1 - share) * 3 < 1.97
    assert pytest.approx(2.87) == 0.9 + 1.97
    assert 0.9 + 0.5 < 2.87


def test_in_pairs_the_sum_is_off_by_a_logarithm_of_n():
    """At most (1 + ln n + log₂ n) u, where no exponential is subnormal.

    The mean of d by the probabilities is at most ln n, and comes near to it for one large score
    and very many that share the rest.
    """
    rng = np.random.default_rng(7)
    u = FLOAT16.epsilon / 2
    for n in (10, 200, 3000):
        for reach in (0.1, 2.0, 8.0):
            z = np.asarray(round_to(rng.uniform(-reach, 0, n), FLOAT16))
            d = z.max() - z
            exact = np.exp(-d)
            assert exact @ d <= exact.sum() * math.log(n)
            computed = np.asarray(round_to(np.exp(-np.asarray(round_to(d, FLOAT16))), FLOAT16))
            share = abs(pairwise_sum(computed, FLOAT16) / exact.sum() - 1)
            assert share <= (1 + math.log(n) + math.ceil(math.log2(n))) * u
    n = 10**12
    d = math.log(n) - math.log(math.log(n))
    rest = n * math.exp(-d)
    assert 0.84 < rest * d / (1 + rest) / math.log(n) < 1


def test_the_curve_by_hand():
    """Of sin x + x²/2 at 0: slope 1, bend at most 2; with a kink of 3 at 1 it is 3 higher at 2."""
    f = Curve(1.0, 1.0, 1.0)
    assert (float(f.value(0.0)), f.slope(0.0), f.bend()) == (0, 1, 2)
    assert float(f._replace(jump=3.0, at=1.0).value(2.0) - f.value(2.0)) == 3


def test_the_lowest_point_is_lower_than_its_neighbors():
    f, delta = Curve(1.0, 1.2, 0.5), 1e-7
    best = lowest(f, 1.0, delta)

    def bound(h):
        return f.bend() * h / 2 + 2 * delta / h

    assert bound(best) == pytest.approx(2 * math.sqrt(delta * f.bend()))
    assert bound(best) < min(bound(0.99 * best), bound(1.01 * best))


def test_the_bound_of_the_v_is_nearly_reached_on_both_sides():
    """A bowl at 0 misses M h/2 exactly; two values, each half a gap off, move it by 2Δ/h.

    By hand: float16 at 1 has the gap 2⁻¹⁰.  f(0) = 0 and slope 0: with h = 1 the quotient is 1/2.
    """
    assert quotient(Curve(0.0, 1.0, 1.0), 0.0, 1.0, "float16", False) == 0.5
    shares = [v.left / v.right for v in (steps(seed) for seed in range(150))]
    assert max(shares) > 0.9


def test_a_detour_loses_what_is_small_beside_64():
    """Near 64 the numbers of float16 are 1/16 apart: 0.03 becomes 0, and 0.04 becomes 1/16."""
    bowl = Curve(0.0, 1.0, 2.0)  # x²
    assert quotient(bowl, 0.0, 0.17, "float16", True) == 0  # 0.0289
    assert quotient(bowl, 0.0, 0.2, "float16", True) == pytest.approx(1 / 16 / 0.2)
