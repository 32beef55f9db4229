"""The theorems of the page Calculus and downhill: by hand, and what is behind each verdict."""

import numpy as np
import pytest

from mlmath.foundations import find_violation, gradient, hessian, observed_curvature
from mlmath.optimizers import quadratic_path
from mlmath.theorems.calculus import descent, rate, stationary
from mlmath.theorems.calculus.descent import descent_picture
from mlmath.theorems.calculus.descent import proof_steps as descent_steps
from mlmath.theorems.calculus.rate import proof_steps as rate_steps
from mlmath.theorems.calculus.valley import Valley, draw

SEEDS = range(40)
ONE = Valley(W=np.array([[2.0, 0.0]]), b=np.array([0.0]), a=np.array([3.0]), m=1.0)


def test_a_valley_by_hand():
    """3 ln cosh 2x + (x² + y²)/2: gradient (6 tanh 2x + x, y), curvature 12 + 1 on the floor."""
    at = np.array([0.5, -2.0])
    assert ONE.value(at) == pytest.approx(3 * np.log(np.cosh(1.0)) + 2.125)
    assert ONE.gradient(at) == pytest.approx([6 * np.tanh(1.0) + 0.5, -2])
    assert ONE.hessian(np.zeros(2)).tolist() == [[13, 0], [0, 1]]
    assert ONE.steepest_bend() == 13
    assert ONE.lowest().tolist() == [0, 0]


@pytest.mark.parametrize("seed", range(10))
def test_valleys_agree_with_differences_and_with_what_pairs_of_points_show(seed):
    rng = np.random.default_rng(seed)
    f = draw(rng, 3)
    x = rng.normal(size=3)
    assert f.gradient(x) == pytest.approx(gradient(f.value, x), abs=1e-7)
    assert f.hessian(x) == pytest.approx(hessian(f.value, x), abs=1e-5)
    assert find_violation(f.value, [-3] * 3, [3] * 3, 2000, seed=seed) is None
    seen = observed_curvature(f.gradient, *rng.normal(size=(2, 300, 3)))
    assert f.steepest_bend() >= seen.L
    assert seen.mu >= f.m
    assert np.abs(f.gradient(f.lowest())).max() < 1e-12


def test_a_turned_valley_is_level_and_has_a_chord_that_it_crosses():
    for seed in SEEDS:
        data = stationary(seed, "f is convex").instance
        f, x = data["f"], data["x"]
        assert np.abs(f.gradient(x)).max() < 1e-9
        assert np.linalg.eigvalsh(f.hessian(x))[0] < 0
        low, high = x - 3, x + 3
        assert find_violation(f.value, low, high, 20_000, seed=seed) is not None
        moved = stationary(seed, "the gradient is zero at x").instance
        assert find_violation(moved["f"].value, low, high, 500, seed=seed) is None


def test_the_right_side_is_the_value_of_a_point_that_is_there():
    for seed in SEEDS:
        for drop in (None, "f is convex"):
            verdict = stationary(seed, drop)
            f, Z, best = (verdict.instance[name] for name in ("f", "Z", "best"))
            assert verdict.right == pytest.approx(float(f.value(Z[best])))
            assert verdict.right == pytest.approx(min(float(f.value(z)) for z in Z))


def test_the_descent_lemma_is_sharp_for_a_bowl_as_steep_as_l():
    """By hand: 2x² from 1, step 0.3, leads to -0.2; there it is 0.08 = 2 - 0.3 · (1 - 0.6) · 16.

    No smaller L will do on the way, and no other bound follows from it.
    """
    bowl = Valley(W=np.zeros((1, 1)), b=np.zeros(1), a=np.zeros(1), m=4.0)
    x, p, after = np.array([1.0]), np.array([-0.3 * 4]), 0.08
    assert float(bowl.value(x + p)) == pytest.approx(after)
    for L, right, held in (
        (4.0, after, [True, True, True]),
        (3.9, after, [False, True, False]),
        (4.0, after + 1e-3, [True, True, False]),
    ):
        assert [step.holds for step in descent_steps(bowl, x, p, L, right)] == held


def test_the_tangent_is_drawn_until_the_picture_ends():
    """It falls by |g|² for each unit of the step, up to the last step or down to the lowest."""
    for seed in SEEDS:
        for drop in (None, "the gradient changes by at most L times the distance"):
            verdict = descent(seed, drop)
            tangent, parabola, along = (np.array(m.at) for m in descent_picture(verdict).marks[:3])
            f, x = verdict.instance["f"], verdict.instance["x"]
            square = (gradient(f.value, x) ** 2).sum()
            assert tangent[0] == pytest.approx([0, float(f.value(x))])
            right, low = along[-1, 0], min(along[:, 1].min(), parabola[:, 1].min())
            last = min(right, (float(f.value(x)) - low) / square)
            assert tangent[-1] == pytest.approx([last, float(f.value(x)) - last * square], 1e-6)


def test_the_step_of_the_lemma_leads_down():
    for seed in SEEDS:
        verdict = descent(seed)
        f, x, eta, L = (verdict.instance[name] for name in ("f", "x", "eta", "L"))
        assert 0 < eta < 2 / L
        assert verdict.left == pytest.approx(float(f.value(x - eta * gradient(f.value, x))), 1e-6)
        assert verdict.left < float(f.value(x))
        rough = descent(seed, "the gradient changes by at most L times the distance")
        assert rough.instance["L"] < f.steepest_bend()


@pytest.mark.parametrize("kappa", [2.0, 9.0, 100.0])
def test_the_rate_is_reached(kappa):
    """By the best step, from a start along the flattest axis."""
    eta, rho = 2 / (1 + kappa), (kappa - 1) / (kappa + 1)
    path = quadratic_path([1, kappa], [1, 0], 12, eta)
    assert np.hypot(*path[-1]) == pytest.approx(rho**12)
    assert all(step.holds for step in rate_steps(np.diag([1.0, kappa]), path, eta, rho))
    assert not all(step.holds for step in rate_steps(np.diag([1.0, kappa]), path, eta, 0.99 * rho))


def test_the_steps_of_the_rate_by_hand():
    """diag(1, 9) with step 0.2 has the factors 0.8 and -0.8; with 0.25 the larger is 1.25."""
    A = np.diag([1.0, 9.0])
    path = np.array([[10.0, 10.0], [8.0, -8.0], [6.4, 6.4]])
    assert all(step.holds for step in rate_steps(A, path, 0.2, 0.8))
    first, second, third = rate_steps(A, path, 0.25, 0.8)
    assert not first.holds
    assert str(second).startswith("✗ Step 2: one factor for each curvature")
    assert "1.250, more than ρ = 0.800" in str(second)
    assert third.holds


def test_errors_shrink_as_slowly_as_the_rate_says_for_some_start():
    """Over many seeds, the sharpest case comes near: the bound is not idle."""
    shares = [rate(seed).left / rate(seed).right for seed in range(150)]
    assert max(shares) > 0.8
