"""The numbers in the text of the page Chance and information, worked out apart from its cells."""

from fractions import Fraction
from itertools import product
from math import comb, e, factorial, log, log2, sqrt
from typing import Any

import numpy as np
import pytest

from mlmath.figures import chance as figures
from mlmath.manifest import page
from tests import book
from tests.chapters.run_cells import run

TEXT = book.text(page("chance"))
CELLS = book.sources(page("chance"))
P = [Fraction(1, 2), Fraction(1, 4), Fraction(1, 4)]
ODDS = [4, 4, 2]


def printed(*names):
    """Run cells in one namespace; return the lines that the last one prints."""
    space = {"np": np, "figures": figures}
    return [run(CELLS[name], space)[0] for name in names][-1].splitlines()


def surprise(q):
    return [log2(1 / share) for share in q]


def mean(p, values):
    return sum(float(a) * b for a, b in zip(p, values, strict=True))


def test_the_table_of_one_who_bets_the_truth():
    back = [o * p for o, p in zip(ODDS, P, strict=True)]
    assert back == [2, 1, Fraction(1, 2)]
    doublings = [log2(b) for b in back]
    assert doublings == [1, 0, -1]
    assert mean(P, doublings) == 0.25
    assert mean(P, [x * x for x in doublings]) - 0.25**2 == 11 / 16
    assert round(sqrt(11 / 16), 2) == 0.83
    assert (
        "$\\sigma^2 = \\tfrac34 - \\tfrac{1}{16} = \\tfrac{11}{16}$, and $\\sigma = 0.83$" in TEXT
    )


def test_on_the_ring_no_split_makes_the_money_grow():
    """The truth 1/4, 1/4, 1/2, and splits all over the triangle: the mean of the doublings."""
    r = [0.25, 0.25, 0.5]
    splits = [
        [a / 40, b / 40, (40 - a - b) / 40] for a in range(1, 39) for b in range(1, 40 - a)
    ]  # fmt: skip
    growth = {
        tuple(q): mean(r, [log2(o * share) for o, share in zip(ODDS, q, strict=True)])
        for q in splits
    }
    best = max(growth, key=lambda q: growth[q])
    assert (best, growth[best]) == ((0.25, 0.25, 0.5), 0)
    assert sorted(growth.values())[-2] < 0
    assert "None: the ground on which money grows has shrunk to a point." in TEXT


def test_no_other_split_grows_as_fast_as_the_truth():
    others = [[0.75, 0.125, 0.125], [1 / 3] * 3, [0.45, 0.3, 0.25], [0.5, 0.3, 0.2]]
    assert max(mean(P, [log2(o * q) for o, q in zip(ODDS, s, strict=True)]) for s in others) < 0.25


def test_all_on_a_in_ten_races_by_all_their_outcomes():
    """Of the 1024 lists of ten races won by A or not, one brings 4 to the tenth."""
    lists = list(product([4, 0], repeat=10))
    ends = [int(np.prod(race)) for race in lists]
    assert (sum(ends) / 1024, sum(end == 0 for end in ends)) == (1024, 1023)
    assert "$2^{10} = 1024$ times in ten races" in TEXT
    assert "with the probability $\\tfrac{1023}{1024}$ all is lost" in TEXT


def test_variances_add_up_for_the_races():
    """Two races, all nine pairs of outcomes."""
    pairs = [
        (a * b, x + y)
        for (a, x), (b, y) in product(zip(P, (1, 0, -1), strict=True), repeat=2)
    ]  # fmt: skip
    mu = sum(p * s for p, s in pairs)
    assert (mu, sum(p * s * s for p, s in pairs) - mu**2) == (Fraction(1, 2), Fraction(22, 16))


def test_the_cell_of_means_strays_as_predicted():
    lines = printed("expectation-code")
    for i, n in enumerate((25, 100, 400)):
        assert lines[2 * i] == f"mean of {n:3} races: 0.250"
        measured, rule = lines[2 * i + 1].removeprefix("    strays by ").split(", ")
        assert float(rule) == round(sqrt(11 / 16 / n), 3)
        assert float(measured) == pytest.approx(sqrt(11 / 16 / n), rel=0.03)


def test_the_wire_by_counting_a_hundred_races():
    named = Fraction(1, 10) * Fraction(9, 10), Fraction(9, 10) * Fraction(1, 10)
    assert [100 * part for part in named] == [9, 9]
    assert named[0] / sum(named) == Fraction(1, 2)
    assert "before $1 : 9$, the tip $9 : 1$, after it $1 : 1$" in TEXT
    # One in 1000, 5 percent of the 999 others.
    share = 1 / (1 + 0.05 * 999)
    assert share == pytest.approx(0.02, abs=5e-4)
    assert "of 1000 people, one ill person is positive, and 50 healthy ones are" in TEXT


def test_bernoulli_s_urn_by_whole_numbers():
    """Both bounds with Python's own integers: no rounding, and no logarithm of a factorial."""

    def seldom(n):
        """Tell whether the share lies farther off than 1/50 at most once in 1001."""
        low, high = -(-29 * n // 50), 31 * n // 50
        inside = sum(comb(n, k) * 3**k * 2 ** (n - k) for k in range(low, high + 1))
        return 1001 * (5**n - inside) <= 5**n

    assert seldom(6520)
    assert not seldom(6519)
    assert seldom(6450)
    assert "From 6,520 draws on." in TEXT
    assert "(Shares come in steps: 6,450 are enough, 6,519 are not.)" in TEXT
    # That it is so at each number from there to the bound, the cell tries.
    assert printed("urn") == ["Hoeffding from 9,503 on", "exact from 6,520 on"]
    assert 9502 < 1250 * log(2002) < 9503
    assert 2 * e ** (-2 * 9503 / 2500) <= 1 / 1001 < 2 * e ** (-2 * 9502 / 2500)
    assert "Hoeffding's bound says 9,503" in TEXT


def test_the_reweighed_variance_of_the_proof_is_the_second_slope():
    """With g = ln E exp(sY), for three values from -1 to 2: small steps against reweighing."""
    y, p = np.array([-1.0, 0.5, 2.0]), np.array([0.5, 0.3, 0.2])
    for s in (-1.0, 0.0, 0.7):
        g = [log(p @ np.exp((s + d) * y)) for d in (-1e-4, 0, 1e-4)]
        w = p * np.exp(s * y) / (p @ np.exp(s * y))
        variance = w @ y**2 - (w @ y) ** 2
        assert (g[2] - g[0]) / 2e-4 == pytest.approx(w @ y, abs=1e-6)
        assert (g[2] - 2 * g[1] + g[0]) / 1e-8 == pytest.approx(variance, abs=1e-5)
        assert variance <= 9 / 4


def test_three_means_of_surprise():
    r, q = [0.25, 0.25, 0.5], [0.7, 0.2, 0.1]
    h, hr = mean(P, surprise(P)), mean(P, surprise(r))
    assert (h, hr, hr - h) == (1.5, 1.75, 0.25)
    dpq = mean(P, surprise(q)) - h
    dqp = mean(q, surprise(P)) - mean(q, surprise(q))
    assert printed("expectation-code", "surprise-code") == [
        "1.5 1.75",
        "the truth gains 0.25",
        f"this q is behind by {dpq:.3f}",
        f"turned around, {dqp:.3f}",
    ]
    # One question in half of the races, two in the others.
    assert mean(P, [1, 2, 2]) == h
    assert round(log(2), 3) == 0.693


def test_a_machine_that_knows_its_samples_by_heart_loses_less_than_the_entropy():
    """Five tosses of a fair coin, four of them heads: their own shares against one bit a toss."""
    own = [0.8, 0.2]
    assert mean(own, surprise(own)) < mean([0.5, 0.5], surprise([0.5, 0.5])) == 1
    # On fresh tosses, on average, they lose more.
    assert mean([0.5, 0.5], surprise(own)) > 1
    assert "Samples that it knows by heart can cost less." in TEXT


def test_questions_need_as_many_as_the_entropy_only_where_all_is_halved():
    """One race of the outsider has 0.47 bits and takes one question."""
    assert mean([0.1, 0.9], surprise([0.1, 0.9])) < 0.47 + 0.005
    assert '"A?" and, if not, "B?"\n(Elsewhere it can be more.)' in TEXT


def test_the_truth_leads_in_nearly_all_long_series():
    """The leads of a race by hand; the risk by the bound, and by all outcomes of 200 races."""
    q, n = [0.7, 0.2, 0.1], 200
    leads = [log2(float(a) / b) for a, b in zip(P, q, strict=True)]
    assert [round(lead, 3) for lead in leads] == [-0.485, 0.322, 1.322]
    behind, width = mean(P, leads), max(leads) - min(leads)
    assert round(behind, 3) == 0.168
    assert round(width, 3) == 1.807
    rate = 2 * behind**2 / width**2
    assert round(rate, 4) == 0.0173
    assert round(100 * e ** (-n * rate)) == 3
    risk = sum(
        comb(n, a) * comb(n - a, b) * 2**a
        for a in range(n + 1)
        for b in range(n - a + 1)
        if a * leads[0] + b * leads[1] + (n - a - b) * leads[2] <= 0
    ) / 4**n  # fmt: skip
    assert round(100 * risk, 2) == 0.05
    assert "with the mean 0.168" in TEXT
    assert "about $e^{-0.0173\\, n}$, which for 200 races is 3 percent" in TEXT
    assert "(Added up over all outcomes, it is 0.05 percent.)" in TEXT


def test_the_cell_s_cross_entropy_where_a_share_is_zero():
    """All on A costs infinitely much where B can win; an outcome that never comes adds nothing."""
    space: dict[str, Any] = {"np": np, "p": [0.5, 0.25, 0.25]}
    run(CELLS["surprise-code"], space)
    assert space["cross_entropy"]([0.5, 0.5], [1, 0]) == np.inf
    assert space["cross_entropy"]([1, 0], [0.5, 0.5]) == 1
    assert space["cross_entropy"]([1, 0], [1, 0]) == 0
    assert space["divergence"]([0.5, 0.5], [1, 0]) == np.inf


def test_one_percent_better_of_a_thousand_pictures():
    assert round(sqrt(log(40) / 2000), 3) == 0.043
    assert 2 * e ** (-2 * 1000 * 0.043**2) == pytest.approx(0.05, abs=0.001)
    # Differences lie from -1 to 1, and 0.01 is to be told from 0.
    assert 2 * e ** (-2 * 73_778 * 0.01**2 / 4) <= 0.05
    assert "$\\sqrt{\\ln 40 / 2000} = 0.043$" in TEXT
    assert "some 74,000 pictures" in TEXT


def test_the_growth_is_a_difference_of_divergences():
    r, q = [0.25, 0.25, 0.5], [0.7, 0.2, 0.1]
    growth = mean(P, [log2(o * b) for o, b in zip(ODDS, q, strict=True)])
    d = [mean(P, surprise(b)) - mean(P, surprise(P)) for b in (r, q)]
    assert growth == pytest.approx(d[0] - d[1])


def test_the_share_is_the_most_likely():
    theta = np.linspace(0.01, 0.99, 99)
    assert theta[(theta**3 * (1 - theta)).argmax()] == pytest.approx(0.75)
    slope = 3 / theta - 1 / (1 - theta)
    measured = np.gradient(3 * np.log(theta) + np.log(1 - theta), theta)
    assert (slope[:74] > 0).all()
    assert (slope[75:] < 0).all()
    assert measured[9:-9] == pytest.approx(slope[9:-9], abs=0.2)


@pytest.mark.parametrize("x", [[1.0, 3.0, 8.0, 2.0, 2.5]])
def test_each_loss_of_the_fold_is_what_its_family_s_density_says(x):
    """Mean losses at members all around, against the forms with u - ln u."""
    x = np.array(x)
    bar, middle = x.mean(), float(np.median(x))
    v, c = ((x - bar) ** 2).mean(), np.abs(x - middle).mean()
    for a in (0.3, 1.0, 2.7):
        normal = (np.log(a) + (x - bar) ** 2 / (2 * a * a)).mean()
        u = v / a**2
        assert normal == pytest.approx((u - log(u)) / 2 + log(v) / 2)
        laplace = (np.log(a) + np.abs(x - middle) / a).mean()
        u = c / a
        assert laplace == pytest.approx(u - log(u) + log(c))
        u = a / bar
        assert a - bar * log(a) == pytest.approx(bar * (u - log(u)) - bar * log(bar))
        u = a * bar
        assert a * bar - log(a) == pytest.approx(u - log(u) + log(bar))


def test_the_two_losses_below_in_the_table_are_those_of_the_densities():
    """Minus the logarithm less the table's loss does not depend on the letter."""
    for x in (1, 2, 5):
        rest = [
            (-log(a**x * e**-a / factorial(x)) - (a - x * log(a)), -log(a * e ** (-a * x)))
            for a in (0.4, 1.0, 3.0)
        ]
        assert [r[0] for r in rest] == pytest.approx([log(factorial(x))] * 3)
        assert [r[1] for r in rest] == pytest.approx([a * x - log(a) for a in (0.4, 1.0, 3.0)])
    poisson = "| Poisson (counts) | $\\lambda - x \\ln \\lambda$ | $\\lambda$ the mean |"
    waits = "| exponential (waits) | $\\lambda x - \\ln \\lambda$ | $1/\\lambda$ the mean |"
    assert poisson in TEXT
    assert waits in TEXT


def test_the_tip_s_worth():
    def h(*p):
        return sum(a * log2(1 / a) for a in p)

    after = 0.18 * h(0.5, 0.5) + 0.82 * h(1 / 82, 81 / 82)
    told = h(0.1, 0.9) - after
    assert round(h(0.1, 0.9), 2) == 0.47
    assert round(h(1 / 82, 81 / 82), 3) == 0.095
    assert round(after, 3) == 0.258 == round(0.18 + 0.82 * 0.095, 3)
    assert "The mean over both, $H(X \\mid Y)$, is $0.18 + 0.82 \\cdot 0.095 = 0.258$" in TEXT
    assert told == pytest.approx(h(0.1, 0.9) + h(0.18, 0.82) - h(0.09, 0.01, 0.09, 0.81))
    # 10 for 1 and 10 for 9, bets by Bayes' rule.
    grown = 0.09 * log2(10 / 2) + 0.09 * log2(10 / 9 / 2)
    grown += 0.01 * log2(10 / 82) + 0.81 * log2(10 / 9 * 81 / 82)
    assert grown == pytest.approx(told)
    assert printed("overlap-figure", "tip-code") == [
        f"{told:.3f} doublings a race",
        f"a doubling in {1 / told:.1f} races",
    ]


def test_means_of_cauchy_s_numbers_are_as_wild_as_one():
    """Beyond 2 lies 1 - (2/π) arctan 2 = 0.295 of them, for a mean of any number."""
    share = 1 - 2 / np.pi * np.arctan(2)
    for line in printed("cauchy-code"):
        found = int(line.rsplit(" ", 1)[1].rstrip("%")) / 100
        assert found == pytest.approx(share, abs=4 * sqrt(0.3 * 0.7 / 500))


def test_the_band_of_the_walks_at_its_right_end():
    assert round(sqrt(log(2 / 0.05) / 2000), 2) == 0.04
    assert "after 1,000 races 0.04 away from it" in CELLS["walks-figure"].replace('"\n    "', "")
