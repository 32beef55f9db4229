"""The numbers in the text of the page Calculus and downhill, worked out apart from its cells."""

import re
from math import inf, log, sqrt

import numpy as np
import pytest

from mlmath.manifest import page
from mlmath.theorems.calculus import rate
from mlmath.widgets.calculus.lens import coast
from tests import book

TEXT = book.text(page("calculus"))


def test_another_slope_misses_by_a_hundred_times_as_much():
    h = 0.01
    assert abs(h * h - h) / h**2 == pytest.approx(99)
    assert "leaves $h^2 - h$, about a hundred times as much when $h$ is $0.01$" in TEXT


def test_the_bowl_along_an_arrow():
    """Multiplied out by hand; a square of a sum is the check."""

    def f(x, y):
        return (x * x + 9 * y * y) / 2

    for h, u, v in ((0.1, 0.8, 0.6), (0.5, 0.6, -0.8), (-2.0, 0.0, 1.0)):
        told = f(12, 1) + (12 * u + 9 * v) * h + (u * u + 9 * v * v) * h * h / 2
        assert f(12 + h * u, 1 + h * v) == pytest.approx(told)
    assert "(12 u_1 + 9 u_2)\\, h + \\tfrac12 (u_1^2 + 9 u_2^2)\\, h^2" in TEXT


def test_the_promise_is_best_at_one_over_l():
    """η (1 − ηL/2) is a parabola with the zeros 0 and 2/L: highest halfway."""
    for L in (0.5, 9.0):
        eta = np.linspace(0, 2 / L, 2001)
        assert eta[(eta * (1 - eta * L / 2)).argmax()] == pytest.approx(1 / L)
    assert "the promise is best at $\\eta = 1/L$" in TEXT


def test_the_other_bowl_diverges_past_two_over_its_largest_curvature():
    def far(eta):
        x, y = 1.0, 1.0
        for _ in range(2000):
            x, y = x - eta * x, y - eta * 25 * y
        return abs(x) + abs(y)

    assert far(0.0795) < 1e-6
    assert far(0.0805) > 1e2
    assert 2 / 25 == 0.08
    assert "At $2/25 = 0.08$" in TEXT
    assert round(2 / 9, 3) == 0.222
    assert "On our bowl it is $2/9 = 0.222$" in TEXT


def test_without_symmetry_the_rule_is_no_gradient_step():
    """½ x·Ax has the gradient ½(A + Aᵀ)x, which is another arrow than Ax."""
    A, x, h = np.array([[1.0, 4.0], [0.0, 9.0]]), np.array([2.0, -1.0]), 1e-6
    measured = [
        ((x + e) @ A @ (x + e) - (x - e) @ A @ (x - e)) / (4 * h) for e in h * np.eye(2)
    ]  # fmt: skip
    assert measured == pytest.approx((A + A.T) @ x / 2, abs=1e-6)
    assert np.abs(measured - A @ x).max() > 1
    assert "the rule is then no gradient step" in TEXT


def steps_of(lam, eta, beta, x0=64.0, n=6, slope=None):
    xs = [x0, x0]
    for _ in range(n):
        g = lam * xs[-1] if slope is None else slope(xs[-1])
        xs.append(xs[-1] - eta * g + beta * (xs[-1] - xs[-2]))
    return xs[1:]


def test_the_table_of_three_axes_and_which_stand_at_the_edge():
    for lam, wanted in ((1, [64, 48, 32, 20, 12, 7, 4]), (5, [64, -16, -16, 4, 4, -1, -1]),
                        (9, [64, -80, 64, -44, 28, -17, 10])):  # fmt: skip
        assert steps_of(lam, 0.25, 0.25) == wanted
        row = f"| {lam} | {1.25 - lam / 4:g} | {', '.join(map(str, wanted))} |"
        assert row.replace("-", "−") in TEXT
    assert "start at rest from 64 (the place before is 64 too)" in TEXT
    swings = {lam: (1.25 - lam / 4) ** 2 - 4 * 0.25 for lam in (1, 5, 9)}
    assert swings == {1: 0, 5: -1, 9: 0}
    assert "(The first and the last row stand at the edge of what follows.)" in TEXT


@pytest.mark.parametrize("lam", [0.3, 1.0, 4.0, 12.0, 17.0])
def test_the_energy_is_two_brackets(lam):
    """On axes that swing and on axes that do not, with numpy's own roots of a polynomial."""
    eta = beta = 0.25
    s = 1 + beta - eta * lam
    z, other = np.roots([1, -s, beta])
    assert z + other == pytest.approx(s)
    assert z * other == pytest.approx(beta)
    x = steps_of(lam, eta, beta)
    for before, here, after in zip(x, x[1:], x[2:], strict=False):
        energy = here**2 - s * here * before + beta * before**2
        brackets = np.array([here - z * before, here - other * before])
        assert np.prod(brackets) == pytest.approx(energy)
        moved = np.array([after - z * here, after - other * here])
        assert moved == pytest.approx(np.array([other, z]) * brackets, abs=1e-9)


def slowest(curvatures, eta, beta):
    """The largest root of z² = sz − β in size, by the quadratic formula."""
    s = 1 + beta - eta * np.asarray(curvatures, dtype=complex)
    root = np.sqrt(s * s - 4 * beta)
    return float(np.maximum(abs(s + root), abs(s - root)).max() / 2)


@pytest.mark.parametrize("kappa", [4.0, 9.0, 25.0, 100.0])
def test_the_best_momentum_and_its_step(kappa):
    """No other pair on a fine grid does better, and the bounds of the proof hold at each."""
    m, mu, L = sqrt(kappa), 9 / kappa, 9.0
    q = (m - 1) / (m + 1)
    eta, beta = (1 - q) ** 2 / mu, q * q
    assert slowest([mu, L], eta, beta) == pytest.approx(q, abs=1e-6)
    best = inf
    for b in np.linspace(-0.9, 0.99, 190):
        for step in np.linspace(0.01, 0.6, 60):
            r = slowest([mu, L], step, b)
            best = min(best, r)
            if r < 1:
                assert b <= r * r + 1e-9
                assert step * L <= (1 + r) * (1 + b / r) + 1e-9 <= (1 + r) ** 2 + 1e-8
                assert step * mu >= (1 - r) * (1 - b / r) - 1e-9 >= (1 - r) ** 2 - 1e-8
    assert best >= q - 1e-9
    assert best < q + 0.06
    assert "$\\eta = {(1 - q)^2}/\\mu$" in TEXT


def test_the_page_s_bowl_and_the_cost_of_a_digit():
    q = (3 - 1) / (3 + 1)
    assert (q, (1 - q) ** 2 / 1, q * q) == (0.5, 0.25, 0.25)
    assert "$\\eta = \\beta = \\tfrac14$" in TEXT
    assert (round(9 / 11, 2), round(99 / 101, 2)) == (0.82, 0.98)
    assert (round(log(10) / log(11 / 9)), round(log(10) / log(101 / 99))) == (11, 115)
    assert "In the long run one digit then costs about 11 steps instead of 115." in TEXT


def ahead(slope, x, eta, betas):
    """Nesterov's rule, written with the move instead of two places."""
    move = 0.0
    for beta in betas:
        move = beta * move - eta * slope(x + beta * move)
        x += move
    return x


@pytest.mark.parametrize("kappa", [4.0, 9.0, 100.0])
def test_the_factor_of_nesterov_on_a_bowl(kappa):
    """z² = (1 − ηλ)((1 + β) z − β) at η = 1/L, for all λ from μ to L, by numpy's roots."""
    m = sqrt(kappa)
    beta = (m - 1) / (m + 1)
    sizes = []
    for share in np.linspace(1 / kappa, 1, 101):  # ηλ
        sizes.append(abs(np.roots([1, -(1 - share) * (1 + beta), (1 - share) * beta])).max())
    assert max(sizes) == pytest.approx(1 - 1 / m, abs=1e-6)
    told = r"its factor on a bowl is $1 - 1/\sqrt\kappa$, for ours $\tfrac23$ instead of $\tfrac12$"
    assert told in TEXT


def test_a_growing_momentum_keeps_the_promise_and_a_fixed_one_does_not():
    """|x|²⁰ is convex, with L = 380 on [−1, 1]; f times k² stays below 2, or grows with k."""

    def slope(x):
        return 20 * x**19

    def promised(betas):
        return len(betas) ** 2 * ahead(slope, 1.0, 1 / 380, betas) ** 20

    fixed = [promised([0.5] * k) for k in (300, 3000)]
    growing = [promised([max(k - 1, 0) / (k + 2) for k in range(n)]) for n in (300, 3000)]
    assert fixed[1] > 5 * fixed[0] > 100
    assert max(growing) < 2
    assert "such as $(k - 1)/(k + 2)$, it keeps a promise" in TEXT


def test_from_where_the_walk_runs_in_a_circle():
    """In the words of the text: the slope is 25 at 1, 26 at 2, and grows by 25 on both sides."""

    def slope(x):
        return np.interp(x, [-100, 0, 1, 2, 102], [-2500, 0, 25, 26, 2526])

    ends = {x0: steps_of(0, 1 / 9, 4 / 9, x0, 600, slope)[-6:] for x0 in (3.3, 3.0)}
    assert max(map(abs, ends[3.0])) < 1e-9
    assert ends[3.3][:3] == pytest.approx(ends[3.3][3:])
    assert min(map(abs, ends[3.3])) > 0.1
    q = (5 - 1) / (5 + 1)
    assert ((1 - q) ** 2 / 1, q * q) == pytest.approx((1 / 9, 4 / 9))
    assert "from 3.3 they do, from 3 they do not" in TEXT


def test_on_a_kink_no_step_is_safe():
    for eta in (0.5, 1e-3):
        x = eta / 2
        walk = []
        for _ in range(4):
            x -= eta * np.sign(x)
            walk.append(x)
        assert walk == pytest.approx([-eta / 2, eta / 2] * 2)
    assert "from $\\eta/2$ the step leads to $-\\eta/2$ and back" in TEXT


def test_the_coast_is_a_sum_of_zigzags_each_half_as_high():
    """At 1/8: d is 1/8, 1/4, 1/2 and then 0, so half of 1/8 + 1/8 + 1/8."""
    assert coast(np.array([0.125])) == pytest.approx([3 / 16])


def test_both_ends_can_be_made_faster_at_once_but_never_faster_than_the_best():
    """With step 1/4, momentum .36 beats .64 at both ends; the bound of the proof is 1/2."""
    for beta, factor in ((0.64, 0.8), (0.36, 0.6), (0.25, 0.5)):
        for end in (1.0, 9.0):
            assert slowest([end], 0.25, beta) == pytest.approx(factor, abs=1e-6)
    assert "for no step and no momentum do both ends have a factor below this $q$" in TEXT


def test_nesterov_takes_up_to_twice_the_steps_of_polyak():
    """Steps for a digit, from the two factors: the more of them the longer the valley."""
    shares = [
        log((m - 1) / (m + 1)) / log(1 - 1 / m) for m in np.sqrt([2, 9, 25, 100, 1e4, 1e6, 1e8])
    ]
    assert shares == sorted(shares)
    assert shares[1] == pytest.approx(1.71, abs=5e-3)
    assert 1.99 < shares[-1] < 2
    assert "takes up to twice as many steps as Polyak's best" in TEXT
    assert "in a long valley it takes nearly twice the steps" in TEXT


def test_a_curvature_outside_the_range_can_be_faster_or_slower():
    """The instance that the page opens with, to the digits that it shows."""
    assert "RateTheorem(seed=1)" in book.sources(page("calculus"))["rate-verify"]
    found = re.search(r"of ([\d.]+), .* μ = ([\d.]+), L = ([\d.]+) ", rate(1).note)
    assert found
    eta, mu, L = map(float, found.groups())
    rho = max(abs(1 - eta * mu), abs(1 - eta * L))
    assert abs(1 - eta * 9.5) < rho < abs(1 - eta * 10.1)
    assert rho < abs(1 - eta * 0.5)
    assert "a curvature outside it can have a factor larger than $\\rho$" in TEXT


def test_the_middle_row_shrinks_in_pairs():
    """Its steps never halve: their factors are 1/4 and 1 in size, in turn."""
    x = np.abs(steps_of(5, 0.25, 0.25, n=12))
    assert (x[1:] / x[:-1]).tolist() == [0.25, 1] * 6
    for lam in (1, 9):
        far = np.abs(steps_of(lam, 0.25, 0.25, n=400))
        assert far[-1] / far[-2] == pytest.approx(0.5, abs=2e-3)
    assert "(the middle one in pairs: to a quarter every two)" in TEXT


def test_without_a_bottom_the_ground_need_not_level_out():
    """-x² has L = 2: by the lemma each step leads down, and its slope grows for ever."""
    x = [1.0]
    for _ in range(20):
        x.append(x[-1] + 0.25 * 2 * x[-1])
        assert -(x[-1] ** 2) <= -(x[-2] ** 2) - 0.25 * (1 - 0.25) * (2 * x[-2]) ** 2
    assert x[-1] > 1e3
    assert "if $f$ has a bottom at all, the ground levels out" in TEXT


def test_the_coast_at_the_points_of_the_text():
    """Ahead less behind, by hand at 0: the first n zigzags rise by 1/2 each, at h = 2^-n."""

    def differ(x, h):
        here, ahead, behind = (float(coast(np.array(v))) for v in (x, x + h, x - h))
        return (ahead - here) / h - (here - behind) / h

    assert [differ(0.0, 2.0**-n) for n in (0, 3, 6, 9)] == [0, 3, 6, 9]
    assert [differ(1.0, 2.0**-n) for n in (0, 3, 6, 9)] == [0, 3, 6, 9]
    there = [differ(0.3, 2.0**-n) for n in range(2, 20)]
    assert 0.3 < min(map(abs, there)) <= max(map(abs, there)) < 1
    assert "stays as ragged at $x = 0.3$, and at $0$ it even grows sharper" in TEXT


def test_how_many_digits_small_steps_give():
    def off(h):
        return abs((np.exp(1 + h) - np.exp(1)) / h - np.exp(1))

    def both(h):
        return abs((np.exp(1 + h) - np.exp(1 - h)) / (2 * h) - np.exp(1))

    assert off(1e-8) < 1e-7
    assert both(1e-5) < 1e-9
    assert min(off(h) for h in 10.0 ** -np.arange(2, 15)) > 10 * both(1e-5)
    assert "to eight digits, or ten with both sides" in TEXT


def test_each_path_of_the_chain_brings_one_term():
    """Multiplied out with numpy's polynomials in h, which are apart from the book's own rules."""
    h = np.polynomial.Polynomial([0, 1])
    x, y = (2 + h) ** 2, 3 * (2 + h)
    assert (x.coef.tolist(), y.coef.tolist()) == ([4, 4, 1], [6, 3])
    assert (x * y).coef.tolist() == [24, 6 * 4 + 4 * 3, 18, 3]
    assert "$x$ becomes $4 + 4h + h^2$, and $y$ becomes $6 + 3h$" in TEXT
    assert "$f$ becomes $24 + (6 \\cdot 4 + 4 \\cdot 3)\\, h$ and a rest" in TEXT


def test_the_two_halves_of_the_slope_on_a_bowl():
    """Going on by hu adds ½(u·Ae + e·Au)h and the rest ½(u·Au)h²; the halves need symmetry."""
    rng = np.random.default_rng(0)
    B = rng.normal(size=(3, 3))
    e, u = rng.normal(size=(2, 3))
    for A, alike in ((B + B.T, True), (B, False)):
        one, other = u @ A @ e, e @ A @ u
        assert bool(abs(one - other) < 1e-9) is alike
        for h in (0.3, -2.0):
            told = e @ A @ e / 2 + (one + other) / 2 * h + u @ A @ u / 2 * h * h
            assert (e + h * u) @ A @ (e + h * u) / 2 == pytest.approx(told)
    told = r"\tfrac12 (\mathbf{u} \cdot A \mathbf{e} + \mathbf{e} \cdot A \mathbf{u})\, h"
    assert told in TEXT
