"""The numbers in the text of chapter 3, worked out apart from the cells that show them."""

import numpy as np
import pytest

from mlmath.lms import (
    gaussian_stability_bound,
    mean_square_stability_bound,
    mean_stability_bound,
    misadjustment,
)
from mlmath.manifest import page
from mlmath.widgets.lms._patterns import PATTERNS
from tests import book

TEXT = book.text(page("lms"))


def test_two_steps_by_hand():
    """A tenth of the error, times the sample, in whole numbers."""
    w = [0, 0]
    for x, heard, after in (((2, 1), 10, [2, 1]), ((1, 2), 14, [3, 3])):
        e = heard - (w[0] * x[0] + w[1] * x[1])
        assert e == 10
        w = [w[0] + e * x[0] // 10, w[1] + e * x[1] // 10]
        assert w == after
        assert heard - (w[0] * x[0] + w[1] * x[1]) == 5
    assert 10 - (2 * w[0] + w[1]) == 1
    assert "so that its error is 1." in TEXT


def test_the_lines_meet_at_two_and_six():
    assert np.linalg.solve([[2, 1], [1, 2]], [10, 14]) == pytest.approx([2, 6])
    assert "It finds the ways, 2 and 6, although no single sample tells them" in TEXT


def test_the_squared_lengths():
    assert 2**2 + 1**2 == 5
    assert 1 - 0.1 * 5 == 0.5
    assert "by hand it was $2^2 + 1^2 = 5$, and $1 - 0.1 \\cdot 5 = \\tfrac12$." in TEXT
    assert 16 * 1**2 + 1 == 17
    assert "sample has $\\|\\qx\\|^2 = 17$" in TEXT


def test_the_misadjustment_of_ten_weights():
    assert round(0.02 * 10 / (2 - 0.02 * 12), 4) == 0.1136 == round(misadjustment(10, 0.02, 1), 4)
    rule = 0.02 * 10 / 2
    assert rule == pytest.approx(0.1)
    assert "the small-step rule says 0.1, and the exact law $0.2 / 1.76 = 0.1136$." in TEXT


def test_the_bounds():
    assert mean_square_stability_bound(2, 1.0) == 0.5
    assert mean_stability_bound(np.eye(2)) == 2
    assert "In the round bowl the mean of the weights settles for every μ below 2." in TEXT
    assert "No: only below $\\tfrac12$; switch on" in TEXT
    ratio = mean_stability_bound(np.eye(10)) / mean_square_stability_bound(10, 1.0)
    assert ratio == pytest.approx(12)
    assert "With ten such inputs it is twelve times smaller than the third." in TEXT


@pytest.mark.parametrize("n", [1, 2, 10])
def test_the_fastest_step(n):
    """One step by hand: E|v - μ (v·x) x|² by the moments 1 and 3 of a normal input."""

    def kept(mu):  # along v: E(1 - μx²)²; across it, n - 1 times μ² E x² E x'²
        return 1 - 2 * mu + 3 * mu**2 + (n - 1) * mu**2

    best, bound = 1 / (n + 2), mean_square_stability_bound(n, 1.0)
    grid = np.linspace(0, bound, 4001)
    assert grid[np.argmin([kept(mu) for mu in grid])] == pytest.approx(best, abs=bound / 4000)
    assert kept(best) == pytest.approx(1 - 1 / (n + 2))
    assert best == pytest.approx(bound / 2)
    assert kept(bound) == pytest.approx(1)
    assert misadjustment(n, best, 1.0) == pytest.approx(n / (n + 2))
    if n == 2:
        assert [kept(0.25), kept(0.45)] == pytest.approx([0.75, 0.91])
        assert misadjustment(2, 0.45, 1.0) > misadjustment(2, 0.25, 1.0)
    assert "$\\mu = 1 / ((N + 2)\\, \\sigma^2)$, where it is $1 - 1 / (N + 2)$." in TEXT
    assert "it costs a misadjustment of $N / (N + 2)$" in TEXT
    ratio = mean_stability_bound(np.eye(n)) / bound
    assert ratio == pytest.approx(n + 2)
    assert "$N + 2$ times as high for $N$ independent normal inputs of one variance." in TEXT


def test_the_letters_round_by_round():
    """The rule with a seventeenth of the error, on the pictures alone, in plain lists."""
    patterns = PATTERNS["TJ"]
    pictures = [[*map(int, row), 1] for row in patterns.switches]
    targets = [int(d) for d in patterns.targets]
    assert targets == [60, -60] * 4

    def reading(w, x):
        return sum(a * b for a, b in zip(w, x, strict=True))

    def errors(w):
        return [d - reading(w, x) for x, d in zip(pictures, targets, strict=True)]

    assert sum(a == b for a, b in zip(*pictures[:2], strict=True)) == 8
    w, put_on, rounds = [0.0] * 17, [], []
    for k in range(16):
        x, e = pictures[k % 8], targets[k % 8] - reading(w, pictures[k % 8])
        put_on.append(e)
        w = [a + e * b / 17 for a, b in zip(w, x, strict=True)]
        if k == 1:
            # The J read 60 · (-1) / 17, and its error of -56.47 moves the T by 56.47 / 17.
            assert e == pytest.approx(-60 + 60 / 17)
            assert reading(w, pictures[0]) == pytest.approx(60 - e / 17)
        rounds.append(errors(w))
    assert round(60 + (60 - 60 / 17) / 17, 1) == 63.3
    assert int(max(map(abs, put_on[:8]))) == 105
    right = [all(d * (d - e) > 0 for d, e in zip(targets, left, strict=True)) for left in rounds]
    assert not right[7]
    assert right[15]
    assert max(map(abs, rounds[15])) > 50  # long before the readings are exact
    assert sum(e * e for e in put_on[8:]) < sum(e * e for e in put_on[:8])
    assert "it shows 63.3." in TEXT
    assert "agree on 8 of the 17 inputs (the bias is one of them) and differ on 9" in TEXT
    assert "the J's error of 56.5, and too far." in TEXT
    assert "some errors even grow, to 105." in TEXT
    assert "after two rounds all eight are right" in TEXT
    assert "the first T, which went from 60 to 63." in TEXT


def test_where_single_runs_fly_off():
    """In the round bowl the mean logarithm of the stretching is E log max(1 - μu, μu).

    With t = |x|² the squared stretching is 1 + (μ²t² - 2μt) cos²φ, whose mean logarithm over all
    angles φ is twice that of max(1 - μt/2, μt/2), and u = t/2 is exponential with mean 1.
    """
    shares = (np.arange(200_000) + 0.5) / 200_000
    u = -np.log1p(-shares)

    def mean_logarithm(mu):
        return np.mean(np.log(np.maximum(1 - mu * u, mu * u)))

    assert mean_logarithm(0.93) < 0 < mean_logarithm(0.945)
    assert mean_logarithm(0.7) == pytest.approx(-0.112, abs=1e-3)
    z = (np.arange(1_600_000) + 0.5) / 200_000  # one input: 1 - μz², z normal, the half axis
    density = np.sqrt(2 / np.pi) * np.exp(-(z**2) / 2) / 200_000
    single = [np.sum(density * np.log(np.abs(1 - mu * z**2))) for mu in (2, 2.35, 2.45)]
    assert single[0] < single[1] < 0 < single[2]
    assert "The sign changes at about $\\mu = 0.94$" in TEXT
    assert "Up to about 0.94 single runs still come back" in TEXT
    assert "past the bounds of its mean square and of its mean, $\\tfrac23$ and 2:" in TEXT
    assert "it changes at about 2.4," in TEXT


def test_with_shrinking_steps_the_trembling_dies_away():
    """By the recursion of the mean square, two inputs, noise of variance 1: it goes like 1/k."""
    m, seen = 1.0, {}
    for k in range(1, 100_001):
        mu = 1 / (k + 10)
        m = (1 - 2 * mu + 4 * mu**2) * m + 2 * mu**2
        seen[k] = m
    assert seen[100] > 9 * seen[1_000] > 81 * seen[10_000] > 9**3 * seen[100_000]
    assert "let $\\mu$ shrink like $1/k$, as Robbins and Monro did {cite:p}`robbins1951`" in TEXT


def test_a_single_run_past_the_bound_of_the_mean_square_comes_back():
    """At 0.7, between 0.5 and 0.94: half of the runs end near, and some were far away."""
    rng = np.random.default_rng(3)
    v, farthest = np.zeros((60, 2)), 0.0
    for _ in range(4000):
        x = rng.normal(size=(60, 2))
        v += 0.7 * (0.5 * rng.normal(size=60) - (v * x).sum(axis=1))[:, None] * x
        farthest = max(farthest, float(np.linalg.norm(v, axis=1).max()))
    assert np.median(np.linalg.norm(v, axis=1)) < 3
    assert farthest > 1000
    assert "single runs come back after each burst as long as $\\mu$ is below about 0.94" in TEXT


def test_lowering_the_score_can_take_the_line_away():
    """The weight 1 and the bias 1, a circle at 2 with the score 3: the line goes from -1 away."""
    w = np.array([1.0, 1.0])
    x = np.array([2.0, 1.0])
    after = w + 0.1 * (1 - w @ x) * x
    assert after @ x < w @ x == 3
    assert -after[1] / after[0] == pytest.approx(-4 / 3)
    assert "Often this drags the line toward the point." in TEXT


def test_the_parabola_by_hand():
    """Two samples, x = 1, 2 with the targets 3, 1."""
    for w in (-1, 0, 1, 2, 5):
        assert ((3 - w) ** 2 + (1 - 2 * w) ** 2) / 2 == 2.5 * (w - 1) ** 2 + 2.5
        assert ((3 - w) ** 2 + (1 - 2 * w) ** 2) / 2 == (5 * w * w - 10 * w + 10) / 2
    assert 1 * (3 - 1) + 2 * (1 - 2) == 0
    assert (1 * 1 + 2 * 2) / 2 == (1 * 3 + 2 * 1) / 2 == 2.5
    assert -(3 * 1 + 1 * 2) == -5
    assert "The errors are $3 - w$ and $1 - 2w$, and" in TEXT
    assert "&= \\tfrac12 (5w^2 - 10w + 10) \\\\\n&= 2.5\\, (w - 1)^2 + 2.5 ." in TEXT
    assert "so $J$ is lowest at $w = 1$, and 2.5 there" in TEXT
    assert "at $w = 1$ the errors are $2$ and $-1$." in TEXT
    assert "$2 \\cdot 1 + (-1) \\cdot 2 = 0$." in TEXT
    assert "With our one weight it is one equation: $2.5\\, w = 2.5$." in TEXT
    assert "the slope at $w = 0$ is $-(3 \\cdot 1 + 1 \\cdot 2) = -5$" in TEXT


def test_decibels():
    assert [round(10 * np.log10(share)) for share in (0.1, 0.01, 0.001)] == [-10, -20, -30]
    assert "10 dB less is a tenth of the power, 20 dB a hundredth, 30 dB a thousandth." in TEXT


def test_one_input_asks_for_a_third():
    """2 / (3 σ²) against 2 / σ², the bound by the sum of the variances."""
    assert mean_square_stability_bound(1, 1.0) == pytest.approx(2 / 3)
    assert mean_stability_bound(np.eye(1)) == 2
    assert "normal inputs may ask for a step of a third of the bound that was in use" in TEXT
    assert "for one input, $N + 2$ is 3." in TEXT


def test_the_time_constant():
    left, share = (16 / 17) ** 17, 1 / np.e
    assert left == pytest.approx(0.357, abs=5e-4)
    assert share == pytest.approx(0.368, abs=5e-4)
    assert "the time constant is as many patterns as there are knobs, 17 for theirs" in TEXT
    assert "after which a share of $1/e$, about 0.37, is left." in TEXT
    assert "the mean weights lose a share of $\\mu = 1/17$ at each pattern." in TEXT


def test_the_bound_of_the_narrow_bowl():
    """The sum of μλ/(1 - μλ) is 2: with 1.8 and 0.2 a quadratic equation.

    Multiplied out, x(1 - y) + y(1 - x) = 2 (1 - x)(1 - y) with x = 1.8 μ and y = 0.2 μ is
    3 (x + y) - 4 xy = 2, that is 6 μ - 1.44 μ² = 2.
    """
    mu = (6 - np.sqrt(36 - 4 * 1.44 * 2)) / (2 * 1.44)
    assert gaussian_stability_bound([[1, 0.8], [0.8, 1]]) == pytest.approx(mu)
    assert round(mu, 2) == 0.37
    assert "with 1.8 and 0.2, those of the narrow bowl, it gives the 0.37 of the ruler." in TEXT
    for n in (1, 2, 10):
        x = 2 / (n + 2)
        assert n * x / (1 - x) == pytest.approx(2)
        assert gaussian_stability_bound(np.eye(n)) == pytest.approx(x)
    assert "\\sum_\\lambda \\frac{\\mu\\lambda}{1 - \\mu\\lambda} < 2 ," in TEXT


def test_equations_that_contradict_each_other():
    """Twice w₁ + w₂ = 1, less 2 w₁ + 2 w₂ = 3."""
    assert (2 * np.array([1, 1, 1]) - np.array([2, 2, 3])).tolist() == [0, 0, -1]
    assert "$w_1 + w_2 = 1$ and $2 w_1 + 2 w_2 = 3$ have no solution" in TEXT
    assert "twice the first less the second says $0 = -1$." in TEXT


def test_a_far_circle_has_a_negative_error():
    assert 1 - 3 == -2
    assert "Its error is $1 - 3 = -2$" in TEXT


def test_the_least_squares_weights_for_xor_are_zero():
    corners = np.array([[a, b, 1] for a in (-1, 1) for b in (-1, 1)])
    answers = -corners[:, 0] * corners[:, 1]
    assert np.linalg.lstsq(corners, answers, rcond=None)[0] == pytest.approx([0, 0, 0])
    assert "For XOR, what are the best weights?" in TEXT
    assert "\n\nAll zero.\nNo input goes with the target on average" in TEXT
