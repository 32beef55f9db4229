"""The theorems of the page Least mean squares: cases by hand, and sides by another way."""

import json

import numpy as np
import pytest

from mlmath.lms import lms
from mlmath.theorems.lms import mean, mean_square, step, wiener
from mlmath.theorems.picture import PLOT

SEEDS = range(40)


def test_a_step_by_hand():
    """With x = (2, 1), y = 10, w = 0, μ = 0.1: the score goes from 0 to 5, and μ‖x‖² is 1/2."""
    x, w = np.array([2.0, 1.0]), np.zeros(2)
    found = step.steps(x, 10.0, w, np.array([2.0, 1.0]), 0.1)
    assert [s.holds for s in found] == [True, True, True]
    found = step.steps(x, 10.0, w, np.array([1.0, -2.0]), 0.1)
    assert [s.holds for s in found] == [False, True, True]
    assert found[0].note == "it moves by 0.00 instead of 5.00"
    assert step.steps(x, 10.0, w, np.array([10.0, 5.0]), 0.5)[2].note == "1 − μ‖x‖² is −1.50"


def test_the_error_after_is_the_factor_times_that_before():
    for seed in SEEDS:
        verdict = step.check(seed)
        factor = abs(1 - verdict.instance["share"])
        assert verdict.left == pytest.approx(factor * verdict.right)


def test_the_step_is_drawn_at_a_right_angle_to_the_line():
    """In pixels, which the picture's axes have to be fit for; what it stands for, too."""
    for seed in SEEDS:
        verdict = step.check(seed)
        drawn = step.picture(verdict)
        line, arrow = (
            next(row for row in json.loads(drawn.text()) if row[0] == kind)
            for kind in ("curve", "arrow")
        )
        ends = [np.reshape(row[4:], (2, 2)) * PLOT for row in (line, arrow)]
        (ux, uy), (vx, vy) = (ends[0][1] - ends[0][0], ends[1][1] - ends[1][0])
        turn = abs(ux * vx + uy * vy) / (np.hypot(ux, uy) * np.hypot(vx, vy))
        assert turn < 0.02  # three decimals are drawn
        assert drawn.x
        assert arrow[4] * drawn.x.high == pytest.approx(verdict.instance["w"][0], abs=0.01)


def test_on_the_ring_the_least_error_is_the_flattest_direction():
    """J rises by λ_min at distance 1 along its eigenvector, and by no less elsewhere."""
    for seed in SEEDS:
        verdict = wiener.check(seed)
        X = verdict.instance["X"]
        flattest = np.linalg.eigvalsh(X.T @ X / len(X))[0]
        assert verdict.right - verdict.left == pytest.approx(flattest, abs=2e-4 * len(X))


def test_a_copied_input_makes_a_valley():
    for seed in SEEDS:
        verdict = wiener.check(seed, wiener.NO_COPY)
        assert verdict.right == pytest.approx(verdict.left, rel=1e-12)
        X, y = verdict.instance["X"], verdict.instance["y"]
        w = verdict.instance["w"]
        along = np.array([1.0, -1.0])
        assert wiener.mean_square(w + 7 * along, X, y) == pytest.approx(verdict.left)


def test_the_balance_by_hand():
    """One sample (1, 0) with y = 1 and another (0, 2) with y = 2: at w = 0 errors 1 and 2."""
    X, y = np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([1.0, 2.0])
    found = wiener.steps(X, y, np.zeros(2), np.random.default_rng(0))
    assert found[0].note == "errors times inputs are 0.50 and 2.00 on average"
    assert found[1].holds
    assert wiener.steps(X, y, np.ones(2), np.random.default_rng(0))[0].holds


def test_a_mean_over_sequences_is_that_of_runs():
    """By `lms` itself, on each of the 256 sequences of four patterns."""
    rng = np.random.default_rng(3)
    X, y = rng.normal(size=(4, 2)), rng.normal(size=4)
    start = np.array([1.0, -1.0])
    runs = [
        lms(X[list(turn)], y[list(turn)], 0.3, start).weights for turn in np.ndindex(4, 4, 4, 4)
    ]
    np.testing.assert_allclose(mean.mean_path(X, y, 0.3, start, fresh=True), np.mean(runs, axis=0))
    again = [lms(X[[i] * 4], y[[i] * 4], 0.3, start).weights for i in range(4)]
    np.testing.assert_allclose(
        mean.mean_path(X, y, 0.3, start, fresh=False), np.mean(again, axis=0)
    )


def test_along_the_floor_of_a_valley_the_mean_stays_where_it_is():
    """Equal inputs see the weights' sum only, so a start along (1, -1) has no part in any error."""
    for seed in SEEDS:
        verdict = mean.check(seed, mean.DEFINITE)
        assert verdict.left == verdict.right  # so that no page shows a digit of rounding
        assert verdict.right >= 1
        assert verdict.counterexample == "The mean weights stay as far away as at the start."
        assert [s.note for s in verdict.failed] == ["the largest factor has size 1.00"]


def test_the_rare_inputs_have_variance_one_and_a_large_fourth_moment():
    """By hand: 2 · 8 / 16 = 1 and 2 · 64 / 16 = 8, against 3 for a normal number."""
    at, chance = mean_square.rare()
    assert chance.sum() == pytest.approx(1)
    assert chance @ at**2 == pytest.approx(1)
    assert chance @ at**4 == pytest.approx(8)


def test_the_average_over_nodes_is_that_of_drawn_samples():
    """200,000 pairs of steps: the mean has a standard error near 1 %."""
    verdict = mean_square.check(4)
    data = verdict.instance
    rng = np.random.default_rng(0)
    v = np.repeat(data["away"][None], 200_000, axis=0)
    for _ in range(2):
        x = np.sqrt(data["sigma2"]) * rng.normal(size=v.shape)
        n = np.sqrt(data["noise"]) * rng.normal(size=len(v))
        v = v - data["mu"] * ((v * x).sum(axis=1) - n)[:, None] * x
    assert (v**2).sum(axis=1).mean() == pytest.approx(verdict.left, rel=0.05)
