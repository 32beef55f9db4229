"""The theorems of The curse of dimensionality: cases by hand, and sides by another way."""

from math import comb, exp

import numpy as np
import pytest

from mlmath.dimension import points_in_ball, relative_variance
from mlmath.theorems.dimension import angles, contrast, neighbor, shadow, shell


def test_the_bound_of_the_contrast_by_hand():
    """δ = ε/(2 + ε): for ε = 1/2 it is 1/5, and v/δ² is 25 v, with v nearly 1/(2d)."""
    v = relative_variance(400)
    assert v == pytest.approx(1 / 800, rel=0.01)
    found = contrast.steps(10, 10, v, 0.01, 0.5, 1.0)
    assert [s.holds for s in found] == [True, True, True]
    found = contrast.steps(10, 11, v, 0.04, 0.5, 1.0)
    assert found[0].note == "one strays with the chance 0.04, not at most 0.031"
    assert found[2].note == "11 points have 11 chances, not 10"
    # From 0.8 · 0.99 to 1.2: a contrast of more than one half.
    assert [s.holds for s in contrast.steps(10, 10, v, 0.01, 0.5, 0.99)] == [True, False, True]


def test_the_chance_of_a_contrast_is_that_of_drawn_clouds():
    """The exact law, as `check` takes it, against 20,000 clouds of the same kind."""
    for seed in (4, 10, 14):
        verdict = contrast.check(seed)
        data = verdict.instance
        rng = np.random.default_rng(seed)
        far = contrast.distances(20_000, len(data["far"]), data["d"], 1.0, rng)
        share = (far.max(axis=1) > (1 + data["eps"]) * far.min(axis=1)).mean()
        assert 1000 * share == pytest.approx(verdict.left, abs=1.5)


def test_the_hard_case_by_drawing():
    """Its chance, and its v, from 20,000 clouds of two values; the bound is not far away."""
    for seed in (1, 3, 5):
        verdict = contrast.check(seed)
        data = verdict.instance
        rng = np.random.default_rng(seed)
        near = data["near"] * data["mean"]
        far = np.where(rng.uniform(size=(20_000, len(data["far"]))) < data["p"], near, 1.0)
        share = (far.max(axis=1) > (1 + data["eps"]) * far.min(axis=1)).mean()
        assert 1000 * share == pytest.approx(verdict.left, abs=12)
        v = far.var() / far.mean() ** 2
        delta = data["eps"] / (2 + data["eps"])
        assert 1000 * far.shape[1] * v / delta**2 == pytest.approx(verdict.right, rel=0.05)


def test_the_bound_is_less_than_four_times_the_hard_truth():
    """As the text says, over many draws."""
    for seed in range(1, 200, 2):
        verdict = contrast.check(seed)
        assert verdict.left < verdict.right < 4 * verdict.left


def test_the_hard_case_by_sums():
    """Some are near, but not all: a binomial sum; over their mean the distances have the mean 1."""
    for seed in range(1, 60, 2):
        verdict = contrast.check(seed)
        data, n = verdict.instance, len(verdict.instance["far"])
        p = data["p"]
        some = sum(comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(1, n))
        assert verdict.left == pytest.approx(1000 * some, abs=2e-6)
        assert p * data["near"] + (1 - p) / data["mean"] == pytest.approx(1)
        # The bound lies about where it was to lie, at 0.35 to 0.9 of all clouds.
        assert 0.35 < verdict.right * data["mean"] ** 2 / (1000 * (1 - p)) < 0.9


def test_the_picture_of_the_hard_case():
    """The bars are chances, 1 in all; the window goes as far to the left of 1 as to the right."""
    verdict = contrast.check(1)
    window, *bars = (np.asarray(m.at) for m in contrast.picture(verdict).marks[:3])
    assert sum(bar[1, 1] for bar in bars) == pytest.approx(1)
    low, high = window[:2, 0]
    assert low < 1 < high
    assert high / low == pytest.approx(1 + verdict.instance["eps"])
    assert low + high == pytest.approx(2)


def test_what_a_step_says_of_angles_does_not_hang_on_a_last_digit():
    """In 8 dimensions a share is 1/8, a tie; and a product that cancels may be a little below 0."""
    assert {angles.two(0.125 + k * 2.0**-56) for k in (-2, 0, 2)} == {"0.12"}
    assert {angles.two(value) for value in (-1e-17, 0.0, 1e-17)} == {"0.00"}
    assert angles.two(-0.25) == "-0.25"


def test_a_window_of_delta_gives_the_contrast():
    """The extreme case of step 2: one at each end of the window."""
    for eps in (0.1, 0.5, 2.0):
        delta = eps / (2 + eps)
        assert (1 + delta) / (1 - delta) == pytest.approx(1 + eps)


def test_all_signs_and_places_of_an_arrow_in_the_plane():
    """By hand for (0.6, 0.8): eight arrows, each coordinate's mean square 1/2."""
    V = angles.directions(np.array([0.6, 0.8]))
    assert len(V) == 8
    assert (V.T @ V / 8).tolist() == pytest.approx(np.array([[0.5, 0.0], [0.0, 0.5]]))
    assert len(angles.directions(np.array([0.6, 0.8]), signs=False)) == 2
    assert len(angles.directions(np.array([0.6, 0.8]), places=False)) == 4


def test_where_the_largest_stay_together_the_cosines_are_larger():
    for seed in range(30):
        verdict = angles.check(seed, angles.PLACES)
        assert verdict.left > verdict.right


def test_the_cosines_sizes_are_marked_on_both_sides():
    verdict = angles.check(3)
    marks = [m for m in angles.picture(verdict).marks if m.kind == "circle"]
    size = verdict.instance["d"] ** -0.5
    assert sorted(np.ravel([m.at for m in marks])[::2]) == pytest.approx([-size, size])


def test_chebyshev_for_the_cosine():
    """The theorem's last sentence, on the list that the check goes through."""
    for d in range(2, 8):
        rng = np.random.default_rng(d)
        u, v = (x / np.linalg.norm(x) for x in rng.normal(size=(2, d)))
        cosines = angles.directions(v) @ u
        for t in (0.3, 0.6, 0.9):
            assert (np.abs(cosines) > t).mean() <= 1 / (d * t * t) + 1e-12


def test_the_points_of_the_ball_are_even():
    """Against the other way to draw them: their lengths have the law r^d."""
    for d in (1, 3, 10):
        X = shell.ball(d, np.random.default_rng(1))
        lengths = np.sqrt((X**2).sum(axis=1))
        other = np.sqrt((points_in_ball(shell.POINTS, d, 2) ** 2).sum(axis=1))
        for r in (0.5, 0.8, 0.95):
            assert (lengths <= r).mean() == pytest.approx(r**d, abs=0.03)
            assert (other <= r).mean() == pytest.approx(r**d, abs=0.03)


def test_the_share_of_the_shrunken_body_is_its_volume():
    for seed in range(20):
        verdict = shell.check(seed)
        data = verdict.instance
        wanted = shell.POINTS * (1 - data["eps"]) ** data["d"]
        assert verdict.left == pytest.approx(wanted, abs=5 * np.sqrt(wanted) + 1)
        assert verdict.right == pytest.approx(shell.POINTS / exp(data["eps"] * data["d"]))


def test_the_luck_of_the_draw_by_hand():
    """A quarter of 4,000 points, give or take 6 √(3/16 / 4000) + 1/4000 = 0.0413."""
    halves = np.full(2, 0.5)
    for share, holds in ((0.2912, True), (0.2915, False), (0.2088, True), (0.2085, False)):
        assert [s.holds for s in shell.steps(share, halves, 0.5)] == [True, holds, True]


def test_the_line_goes_through_the_middle():
    """Its points lie evenly to both sides: with 4,000 the mean is within 0.04 of 0."""
    X = shell.line(5, np.random.default_rng(2))
    along = X[:, 1] / np.abs(X[:, 1]).max()
    assert along.mean() == pytest.approx(0, abs=0.04)
    assert (along < -0.9).any()


def test_the_curves_of_the_shell_fall():
    verdict = shell.check(1)
    eps = verdict.instance["eps"]
    kept, bound = (np.asarray(m.at) for m in shell.picture(verdict).marks[:2])
    assert kept[1, 1] == pytest.approx(1 - 2 * eps + eps**2)
    assert bound[1, 1] == pytest.approx(1 / exp(eps) ** 2)


def test_the_weights_of_the_best_shadow_by_hand():
    """Along the axes of a diagonal covariance the weights are 1, 1 and 0."""
    Q = np.eye(3)
    values = np.array([5.0, 3.0, 1.0])
    assert all(s.holds for s in shadow.steps(8.0, Q[:2], Q, values))
    twice = np.stack([Q[0], Q[0]])
    assert shadow.steps(10.0, twice, Q, values)[1].note == "one weight is 2.00"
    assert shadow.steps(12.0, 1.5 * Q[:1], Q, values)[2].note == "the weights add up to 2.25, not 1"


def test_no_turned_plane_keeps_more():
    """The theorem's other half: kept and lost add up to the whole."""
    rng = np.random.default_rng(4)
    X = rng.normal(size=(30, 4)) * [3.0, 2.0, 1.0, 0.5]
    X = X - X.mean(axis=0)
    for _ in range(20):
        U, _ = np.linalg.qr(rng.normal(size=(4, 2)))
        lost = ((X - X @ U @ U.T) ** 2).sum()
        assert ((X @ U) ** 2).sum() + lost == pytest.approx((X**2).sum())


def test_two_places_by_hand():
    """Half of the time η = 0.9, else 0.2: R* = 0.15, R = (0.18 + 0.32)/2 = 0.25 ≤ 0.255."""
    chance, eta = np.array([0.5, 0.5]), np.array([0.9, 0.2])
    unlike = 2 * eta * (1 - eta)
    assert chance @ unlike == pytest.approx(0.25)
    assert chance @ np.minimum(eta, 1 - eta) == pytest.approx(0.15)
    found = neighbor.steps(chance, eta, eta, unlike)
    assert all(s.holds for s in found)
    assert pytest.approx(0.255) == 2 * 0.15 * 0.85


def test_the_error_lies_between_both_bounds():
    for seed in range(40):
        verdict = neighbor.check(seed)
        best = verdict.instance["best"]
        assert best <= verdict.left <= 2 * best * (1 - best) + 1e-12
        assert verdict.right == pytest.approx(2 * best - 2 * best**2)
        curve = np.asarray(neighbor.picture(verdict).marks[0].at)
        assert curve[[0, 20, 40]] == pytest.approx(np.array([[0, 0], [0.25, 0.375], [0.5, 0.5]]))
