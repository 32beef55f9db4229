"""Chains, one layer, decay, the small net, walkers and features: by hand and by another way."""

import numpy as np
import pytest

from mlmath.autodiff import Tensor
from mlmath.depth import small_net
from mlmath.depth.approximation import follow
from mlmath.depth.chain import stretch, walk
from mlmath.depth.decay import descend, ridge
from mlmath.depth.features import held_out_errors
from mlmath.depth.fitting import NOISE, begin, curve
from mlmath.depth.walkers import NAMES, makers
from mlmath.depth.walkers import walk as walk_down
from mlmath.optimizers import SGD, Adam, RMSprop, minimize


def test_a_chain_of_two_units_by_hand():
    """Sums of 0, slopes of 1/4, weights 4 and -8: 1 becomes -2, and that becomes -2."""
    found = walk([np.array([[4.0]]), np.array([[-8.0]])], [np.zeros(1), np.array([4.0])],
                 np.zeros(1), np.ones(1))  # fmt: skip
    assert [float(z[0]) for z in found.sums] == [0, 0]
    assert [float(g[0]) for g in found.blames] == [-2, -2, 1]


def test_blame_of_a_chain_is_that_of_the_tape():
    rng = np.random.default_rng(0)
    weights, biases = rng.normal(size=(3, 4, 4)), rng.normal(size=(3, 4))
    x, end = rng.normal(size=4), rng.normal(size=4)
    a = start = Tensor(x, requires_grad=True)
    for W, b in zip(weights, biases, strict=True):
        a = (Tensor(W) @ a + b).sigmoid()
    (a * end).sum().backward()
    found = walk(list(weights), list(biases), x, end)
    np.testing.assert_allclose(found.blames[0], start.grad, rtol=1e-12)


def test_stretch_by_trying_directions():
    W = np.array([[2.0, 1.0], [0.0, 1.0]])
    angle = np.linspace(0, np.pi, 20001)
    lengths = np.linalg.norm(W @ np.stack([np.cos(angle), np.sin(angle)]), axis=0)
    assert stretch(W) == pytest.approx(lengths.max(), rel=1e-7)


def test_a_vee_of_two_units_by_hand():
    """|x - 1/2| falls with slope -1 and rises with 1: the slope changes by -1, then by 2."""
    net = follow(lambda x: np.abs(x - 0.5), 2)
    assert (net.c, net.v.tolist(), net.t.tolist()) == (0.5, [-1, 2], [0, 0.5])
    x = np.linspace(0, 1, 11)
    np.testing.assert_allclose(net(x), np.abs(x - 0.5), atol=1e-15)


def test_ridge_by_its_normal_equations_and_by_descent():
    rng = np.random.default_rng(1)
    X, y = rng.normal(size=(20, 3)), rng.normal(size=20)
    found = ridge(X, y, 2.5)
    w = np.linalg.solve(X.T @ X + 2.5 * np.eye(3), X.T @ y)
    np.testing.assert_allclose(found.axes @ found.kept, w, rtol=1e-10)
    np.testing.assert_allclose(descend(X, y, 2.5, 3000), w, rtol=1e-8)
    np.testing.assert_allclose(
        found.axes @ found.free, np.linalg.lstsq(X, y, rcond=None)[0], rtol=1e-10
    )


def test_ridge_wants_full_rank():
    with pytest.raises(ValueError, match="X must have rank 2"):
        ridge(np.ones((4, 2)), np.ones(4), 1.0)


def test_the_loss_of_the_small_net():
    assert small_net.loss(small_net.TEACHER) == 0
    weights = np.random.default_rng(2).normal(size=(5, 4))
    np.testing.assert_allclose(
        small_net.loss(small_net.exchanged(weights)), small_net.loss(weights), rtol=1e-12
    )
    by_hand = [((weights[0, 2] * np.tanh(weights[0, 0] * x) + weights[0, 3]
                 * np.tanh(weights[0, 1] * x) - y) ** 2) / 2
               for x, y in zip(small_net.X, small_net.Y, strict=True)]  # fmt: skip
    assert small_net.loss(weights)[0] == pytest.approx(np.mean(by_hand))


def test_the_gradient_of_the_small_net_by_differences():
    weights = np.random.default_rng(3).normal(size=(6, 4))
    h = 1e-6
    for i in range(4):
        push = h * np.eye(4)[i]
        slope = (small_net.loss(weights + push) - small_net.loss(weights - push)) / (2 * h)
        np.testing.assert_allclose(small_net.gradient(weights)[:, i], slope, atol=1e-8)


def test_the_planes():
    between = small_net.between_plane(0)
    np.testing.assert_allclose(between.at(np.array([-1.0, 0])), small_net.TEACHER)
    np.testing.assert_allclose(
        between.at(np.array([1.0, 0])), small_net.exchanged(small_net.TEACHER)
    )
    across = small_net.random_plane(4)
    np.testing.assert_allclose(across.at(np.zeros(2)), small_net.TEACHER)
    for part in ([0, 2], [1, 3]):  # of each unit, as long as its weights are
        assert np.linalg.norm(across.across[part]) == pytest.approx(
            np.linalg.norm(small_net.TEACHER[part])
        )
    assert np.linalg.norm(across.up) == pytest.approx(np.linalg.norm(small_net.TEACHER))
    assert np.linalg.norm(between.up) == pytest.approx(np.linalg.norm(between.across))
    for plane in (between, across, small_net.incoming_plane()):
        assert plane.across @ plane.up == pytest.approx(0, abs=1e-12)
        places = np.array([[0.3, -0.7], [1.1, 0.2]])
        np.testing.assert_allclose(plane.places(plane.at(places)), places)


def test_halfway_between_a_net_and_its_exchange_is_a_hill():
    assert small_net.hill(small_net.TEACHER) > 0.02
    assert small_net.hill(np.array([1.0, 1.0, 0.5, 0.5])) == pytest.approx(0, abs=1e-15)


def test_the_four_walk_as_the_optimizers_do_on_a_tape():
    """On x² + 3 y², by `minimize`, which differentiates by the tape."""
    start, curvatures = np.array([1.0, -0.5]), np.array([2.0, 6.0])
    found = walk_down(lambda at: curvatures * at, start, lr=0.1, steps=7)
    options = [
        (SGD, {"lr": 0.1}),
        (SGD, {"lr": 0.1, "momentum": 0.9}),
        (RMSprop, {"lr": 0.025, "alpha": 0.9}),
        (Adam, {"lr": 0.025}),
    ]
    for way, (optimizer, chosen) in zip(found, options, strict=True):
        path = minimize(lambda x: (x * x * (curvatures / 2)).sum(), start, optimizer, 7, **chosen)
        np.testing.assert_allclose(way, path, atol=1e-7)  # places are rounded
    np.testing.assert_array_equal(found, np.round(found, 9))
    assert len(makers(0.1)) == len(NAMES) == len(found)


def test_random_features_by_the_pseudoinverse():
    """Where there are more features than samples the error on these is zero."""
    train, held = held_out_errors([5, 40], n=12, d=3, noise=0.3, seed=1)
    assert train[1] < 1e-15 < train[0]
    rng = np.random.default_rng(1)
    truth = rng.normal(size=3)
    truth /= np.linalg.norm(truth)
    X, new = rng.normal(size=(12, 3)), rng.normal(size=(500, 3))
    y = X @ truth + 0.3 * rng.normal(size=12)
    W = rng.normal(size=(40, 3))
    for size, error in zip([5, 40], held, strict=True):
        v = np.linalg.pinv(np.maximum(X @ W[:size].T, 0)) @ y
        assert ((np.maximum(new @ W[:size].T, 0) @ v - new @ truth) ** 2).mean() == pytest.approx(
            error, rel=1e-6
        )


def test_decay_of_random_features_by_the_normal_equations():
    """Two ways to write ridge: (A'A + λ)⁻¹ A'y = A'(AA' + λ)⁻¹ y, so a tiny λ is none."""
    free = held_out_errors([4], n=30, d=3, noise=0.3, seed=2)[1]
    tiny = held_out_errors([4], n=30, d=3, noise=0.3, seed=2, decay=1e-9)[1]
    np.testing.assert_allclose(tiny, free, rtol=1e-4)
    # A large one, by the left side, of the training error.
    rng = np.random.default_rng(2)
    truth = rng.normal(size=3)
    truth /= np.linalg.norm(truth)
    X, _ = rng.normal(size=(30, 3)), rng.normal(size=(500, 3))
    y = X @ truth + 0.3 * rng.normal(size=30)
    A = np.maximum(X @ rng.normal(size=(4, 3)).T / np.sqrt(3), 0) / 2
    v = np.linalg.solve(A.T @ A + 0.7 * np.eye(4), A.T @ y)
    (train,) = held_out_errors([4], n=30, d=3, noise=0.3, seed=2, decay=0.7)[0]
    assert train == pytest.approx(((A @ v - y) ** 2).mean(), rel=1e-10)


def test_fitting_remembers_its_best():
    run = begin(12, seed=3)
    first = run.held[0]
    for _ in range(30):
        run.step(10)
    assert len(run.train) == 31
    assert run.train[-1] < 0.05 < run.train[0]
    assert run.held[run.best] == min(run.held) < first
    best = ((run.best_outputs(run.X_held) - run.y_held) ** 2).mean()
    assert best == pytest.approx(run.held[run.best])
    # Looking at the best did not change the net.
    now = ((run.outputs(run.X_held) - run.y_held) ** 2).mean()
    assert now == pytest.approx(run.held[-1])


def test_no_one_predicts_the_noise():
    assert curve(np.array([-1.0, -0.5, 0, 0.5])).tolist() == pytest.approx([0, -1, 0, 1])
    run = begin(60, seed=0)
    floor = ((curve(run.X_held[:, 0]) - run.y_held) ** 2).mean()
    assert floor == pytest.approx(NOISE**2, rel=0.3)
