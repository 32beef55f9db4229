"""The theorems of the page Going deep: cases by hand, sharp ones, and sides by another way."""

import numpy as np
import pytest

from mlmath.depth import follow as net_of
from mlmath.depth.chain import walk
from mlmath.depth.propagation import predict
from mlmath.depth.small_net import X as PLACES
from mlmath.depth.small_net import loss, outputs
from mlmath.theorems.depth import decay, follow, hill, scale, vanish

SEEDS = range(30)


def test_blame_fades_exactly_by_the_bound_in_a_chain_of_units_at_zero():
    """One unit a layer, sums of 0: each slope is 1/4 and each weight its own stretch."""
    weights = [np.array([[w]]) for w in (4.0, 2.0, 3.0)]
    # Biases that bring each sum to 0: the units before say 1/2.
    biases = [np.zeros(1), np.array([-1.0]), np.array([-1.5])]
    found = walk(weights, biases, np.zeros(1), np.ones(1))
    assert found.blames[0] == pytest.approx(4 * 2 * 3 / 4**3)
    steps = vanish.steps(weights, found, [4.0, 2.0, 3.0])
    assert [step.holds for step in steps] == [True, True, True]
    wrong = vanish.steps(weights, found, [4.0, 2.0, 2.0])
    assert [step.holds for step in wrong] == [True, False, True]
    assert wrong[1].note == "an arrow became 1.50 times as long as the bound says"


def test_blame_goes_back_by_the_rows_of_the_weights():
    """W sends both inputs, by 3 and 4, to unit 1 alone: back, an arrow of that unit becomes 5."""
    W, end = np.array([[3.0, 4.0], [0.0, 0.0]]), np.array([1.0, 0.0])
    steps = vanish.steps([W], walk([W], [np.zeros(2)], np.zeros(2), end), [4.0])
    assert [step.holds for step in steps] == [True, False, True]
    assert steps[1].note == "an arrow became 1.25 times as long as the bound says"


def test_blame_that_reaches_the_input_is_below_the_bound_by_norms():
    for seed in SEEDS:
        verdict = vanish.check(seed)
        lengths, bounds = verdict.instance["lengths"], verdict.instance["bounds"]
        assert (lengths <= bounds * (1 + 1e-12)).all()
        assert lengths[-1] == pytest.approx(vanish.END)


def test_all_nets_of_the_chapters_example():
    """Weights of ±1 and the input (3, 1): sums of ±4 and ±2, so 10 in the mean square, and 5."""
    nets = scale.all_nets(np.array([-1.0, 1.0]), independent=True)
    assert len(nets) == 2**8
    sums, signals = scale.passed(nets, np.array([3.0, 1.0]), "relu")
    assert sorted(set(sums[0].ravel())) == [-4, -2, 2, 4]
    assert [(z**2).mean() for z in sums] == [10, 10]
    assert [(a**2).mean() for a in signals] == [5, 5, 5]
    assert all(step.holds for step in scale.steps(sums, signals, 1.0))


@pytest.mark.parametrize("seed", range(5))
def test_the_faint_line_is_one_net_in_every_layer(monkeypatch, seed):
    given, passed = [], scale.passed

    def noted(*of):
        given.append(passed(*of))
        return given[-1]

    monkeypatch.setattr(scale, "passed", noted)
    one = scale.check(seed).instance["one"]
    ((_, signals),) = given
    each = np.transpose([(a * a).mean(axis=1) for a in signals])  # a row for each net
    assert (each == one).all(axis=1).any()


def test_the_mean_over_all_nets_is_what_is_predicted_for_wide_ones():
    """With another scale the factor is s/2 a layer, as `predict` has it."""
    for seed in SEEDS:
        verdict = scale.check(seed, scale.HE)
        strengths = verdict.instance["strengths"]
        s = 2 * strengths[1] / strengths[0]
        law = predict("relu", float(s), scale.DEPTH).forward
        np.testing.assert_allclose(strengths / strengths[0], law, rtol=1e-4)


@pytest.mark.parametrize("n", [1, 4, 9])
def test_the_bound_of_one_layer_is_reached_by_a_saw(n):
    verdict = follow.sharp(n, 3.0)
    assert verdict.holds
    assert verdict.left == pytest.approx(verdict.right)
    assert not verdict.failed
    assert follow.picture(verdict).caption


def test_a_tent_with_its_peak_at_a_quarter_is_as_far_from_its_chord_as_it_can_be():
    """Up with slope 3 and down with slope 3: the chord's bound holds for K = 3, for no less."""

    def tent(x):
        return 3 * np.minimum(x, 0.5 - x)

    net = net_of(tent, 1)
    assert [step.holds for step in follow.steps(tent, net, 1, 3.0)] == [True, True, True]
    assert [step.holds for step in follow.steps(tent, net, 1, 2.99)] == [True, True, False]


def test_a_straight_function_is_followed_exactly():
    net = net_of(lambda x: 2 * x - 1, 5)
    steps = follow.steps(lambda x: 2 * x - 1, net, 5, 2.0)
    assert [step.holds for step in steps] == [True, True, True]
    np.testing.assert_allclose(
        net(np.linspace(0, 1, 23)), 2 * np.linspace(0, 1, 23) - 1, atol=1e-14
    )


def test_what_decay_keeps_by_hand():
    """Curvatures 1 and 4, λ = 1: a half and four fifths are left."""
    X, y = np.diag([1.0, 2.0]), np.array([3.0, 2.0])
    w = np.array([3 / 2, 4 / 5])
    steps = decay.steps(X, y, w, np.ones(2))
    assert [step.holds for step in steps] == [True, True, True]
    askew = X @ np.array([[0.6, -0.8], [0.8, 0.6]])
    at = np.linalg.solve(askew.T @ askew + np.diag([1.0, 3.0]), askew.T @ y)
    found = decay.steps(askew, y, at, np.array([1.0, 3.0]))
    assert [step.holds for step in found] == [True, False, True]


def test_decay_on_the_left_is_ridge_by_its_normal_equations():
    for seed in SEEDS:
        verdict = decay.check(seed)
        X, y, lam = (verdict.instance[name] for name in ("X", "y", "lam"))
        w = np.linalg.solve(X.T @ X + lam * np.eye(2), X.T @ y)
        np.testing.assert_allclose(verdict.instance["w"], w, rtol=1e-6)


def test_the_hill_of_the_chapter():
    """tanh(3x) - 1.4 tanh(0.6x) and its exchange: halfway both units are -0.2 tanh(1.8x)."""
    net = np.array([3.0, 0.6, 1.0, -1.4])
    other = np.array([0.6, 3.0, -1.4, 1.0])
    y = outputs(net)
    steps = hill.steps(net, other, y)
    assert [step.holds for step in steps] == [True, True, True]
    middle = np.array([1.8, 1.8, -0.2, -0.2])
    by_hand = ((-0.4 * np.tanh(1.8 * PLACES) - y) ** 2).mean() / 2
    assert loss(middle, y) == pytest.approx(by_hand)
    assert hill.best_single(y) <= by_hand


def test_the_line_that_is_drawn_passes_both_nets_and_the_middle():
    for seed in range(5):
        marks = hill.picture(hill.check(seed)).marks
        line = np.asarray(marks[0].at)
        places = [mark.at for mark in marks if mark.kind in ("circle", "square")]
        assert len(places) == 3
        for x, y in np.reshape(places, (3, 2)):
            assert np.interp(x, line[:, 0], line[:, 1]) == pytest.approx(y, abs=1e-12)


def test_the_best_single_unit_is_not_missed_by_the_grid():
    """A finer grid of slopes finds nothing that is better by more than a thousandth."""
    for seed in range(5):
        y = hill.check(seed).instance["y"]
        fine = np.linspace(1e-3, 12, 20_000)
        units = np.tanh(np.outer(fine, PLACES))
        v = units @ y / (units**2).sum(axis=1)
        best = (((v[:, None] * units - y) ** 2).mean(axis=1) / 2).min()
        assert hill.best_single(y) - best < 1e-3
