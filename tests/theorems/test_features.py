"""The theorems of the page The geometry of features: by hand, and what is behind each verdict."""

import math
import re
from statistics import NormalDist

import numpy as np
import pytest

from mlmath.geometry import normal_matrix, squared_distances
from mlmath.theorems.features import distances, furthest
from mlmath.theorems.features.distances import (
    BLIND,
    DIMENSIONS,
    MANY,
    NORMAL,
    RISK,
    distances_picture,
    gap_to_normal,
)
from mlmath.theorems.features.distances import proof_steps as distances_steps
from mlmath.theorems.features.furthest import (
    EDGE,
    INNER,
    RISES,
    TWO,
    bump,
    furthest_picture,
    run,
)
from mlmath.theorems.features.furthest import proof_steps as furthest_steps

SEEDS = range(40)


def test_the_gap_to_the_normal_law_by_hand():
    """One value at 0: the law is 1/2 there, the steps 0 and 1.  All at one place: no better."""
    assert gap_to_normal(np.zeros(1)) == pytest.approx(0.5)
    assert gap_to_normal(np.zeros(100)) == pytest.approx(5)
    quantiles = [-1.2815515655, -0.5244005127, 0, 0.5244005127, 1.2815515655]  # .1, .3, .5, .7, .9
    assert gap_to_normal(np.array(quantiles)) == pytest.approx(0.1 * math.sqrt(5))


def test_k_is_the_least_that_the_theorem_asks_for():
    """By trying: one row fewer leaves more than δ, with c worked out anew."""
    for seed in SEEDS:
        verdict = distances(seed)
        X, A, eps = (verdict.instance[name] for name in ("X", "A", "eps"))
        n, k = len(X), len(A)
        c = eps * eps / 4 - eps**3 / 6
        assert n * (n - 1) * math.exp(-c * k) <= RISK < n * (n - 1) * math.exp(-c * (k - 1))
        assert k < DIMENSIONS


def test_the_left_side_is_the_worst_pair():
    for seed in SEEDS:
        for drop in (None, NORMAL, BLIND, MANY):
            verdict = distances(seed, drop)
            X, A = verdict.instance["X"], verdict.instance["A"]
            worst = max(
                abs(((A @ (x - y)) ** 2).sum() / ((x - y) ** 2).sum() - 1)
                for i, x in enumerate(X)
                for y in X[:i]
            )
            assert verdict.left == pytest.approx(100 * worst)


def test_far_fewer_fail_than_the_theorem_allows():
    """At δ = 1/1000 and 300 draws, not one; the bound adds up chances that are themselves small."""
    lefts = [distances(seed).left / distances(seed).right for seed in range(150)]
    assert max(lefts) < 0.9


def test_a_selection_forgets_two_words():
    """The squared distance of two points whose words are not kept becomes 0."""
    for seed in SEEDS:
        data = distances(seed, NORMAL).instance
        kept = data["X"] @ data["A"].T
        assert not kept[[0, -1]].any()
        counted = (data["A"] != 0).sum(axis=1)
        assert (counted == 1).all()
        # d/k, so that a squared length is right on average over the selections.
        assert (data["A"] ** 2).sum(axis=1) == pytest.approx(DIMENSIONS / len(data["A"]))


def test_the_counterexample_names_the_worst_pair_s_squared_distances():
    for drop in (NORMAL, BLIND, MANY):
        verdict = distances(7, drop)
        X, A = verdict.instance["X"], verdict.instance["A"]
        pairs = [(x - y, A @ (x - y)) for i, x in enumerate(X) for y in X[:i]]
        before, after = max(
            ((v @ v, w @ w) for v, w in pairs), key=lambda two: abs(two[1] / two[0] - 1)
        )
        told = re.fullmatch(
            r"A squared distance of (.+) becomes (.+)\.", verdict.counterexample or ""
        )
        assert told
        assert float(told[1]) == pytest.approx(before, rel=1e-3)
        assert float(told[2]) == pytest.approx(after, rel=1e-2, abs=1e-12)


def test_step_1_looks_at_what_lies_between_two_points():
    """A's first column holds normal quantiles, its second, which both points share, does not."""
    law = NormalDist(0, 0.1)
    A = np.array([[law.inv_cdf((i + 0.5) / 100), 9.0] for i in range(100)])
    steps = distances_steps(np.array([[1.0, 1.0], [3.0, 1.0]]), A, 0.7)
    assert steps[0].holds


def test_a_point_along_the_rows_is_stretched():
    """A row meets itself in the sum of all, d/k, and noise from the others: in all d/k + 1."""
    ratios = []
    for seed in range(30):
        A = normal_matrix(200, 400, seed)
        v = A.sum(axis=0)
        ratios.append(((A @ v) ** 2).sum() / (v @ v))
    assert np.mean(ratios) == pytest.approx(400 / 200 + 1, rel=0.1)
    assert min(ratios) > 1 + 0.8
    assert [s.holds for s in distances_steps(np.stack([0 * v, v]), A, 0.7)] == [False, True, True]


def test_the_picture_shows_each_pair_once():
    for drop in (None, MANY):
        verdict = distances(3, drop)
        marks = distances_picture(verdict).marks
        pairs = [m.at[0] for m in marks if m.kind == "circle"]
        before = np.sqrt(squared_distances(verdict.instance["X"]))
        assert [p[0] for p in pairs] == pytest.approx(before)
        (ring,) = (m.at[0] for m in marks if m.kind == "ring")
        assert abs(ring[1] ** 2 / ring[0] ** 2 - 1) * 100 == pytest.approx(verdict.left)
        eps = verdict.instance["eps"]
        more, less = (m.at[1, 1] / m.at[1, 0] for m in marks if m.style == "dashed")
        assert [more**2, less**2] == pytest.approx([1 + eps, 1 - eps])


def test_inner_points_lie_inside_and_the_edge_is_a_circle():
    assert np.hypot(*EDGE.T) == pytest.approx(1)
    assert np.hypot(*INNER.T).max() == pytest.approx(0.9)
    assert len(INNER) == 1 + 9 * 48


def test_one_layer_by_hand():
    """W = I: tanh of each coordinate; along (1, 0) the edge reaches tanh 1, inside tanh 0.9."""
    layers = [(np.eye(2), np.zeros(2))]
    edge, inner = run(layers, np.tanh, EDGE), run(layers, np.tanh, INNER)
    assert edge[:, 0].max() == pytest.approx(math.tanh(1))
    assert inner[:, 0].max() == pytest.approx(math.tanh(0.9))
    assert all(step.holds for step in furthest_steps(layers, np.tanh))


def test_one_layer_with_intercepts_by_hand():
    """W = 2 I and b = (1, -1): the middle of the disc goes to (tanh 1, -tanh 1)."""
    layers = [(2 * np.eye(2), np.array([1.0, -1.0]))]
    assert run(layers, np.tanh, np.zeros((1, 2)))[0] == pytest.approx([math.tanh(1), -math.tanh(1)])
    assert run(layers, np.tanh, np.array([[1.0, 0.0]]))[0, 0] == pytest.approx(math.tanh(3))


def test_relu_and_a_matrix_without_an_inverse_send_no_inner_point_furthest():
    """What the fold after the proof claims; a bend may lie between two points of the edge."""
    rng = np.random.default_rng(7)
    for _ in range(200):
        sizes = rng.integers(1, 4)
        layers = [(rng.normal(size=(2, 2)), rng.normal(size=2)) for _ in range(sizes)]
        W, b = layers[0]
        flat = [(np.outer(W[0], W[1]), b), *layers[1:]]
        u = rng.normal(size=2)
        for net, activation in ((layers, lambda z: np.maximum(z, 0)), (flat, np.tanh)):
            inner, edge = (run(net, activation, X) @ u for X in (INNER, EDGE))
            assert inner.max() <= edge.max() + 1e-3


def test_a_bump_sends_the_middle_furthest():
    """By hand: e^(-z²) is 1 at 0, so that the middle leads in the direction (1, 1)/√2."""
    layers = [(np.eye(2), np.zeros(2))]
    inner, edge = (run(layers, bump, X).sum(axis=1).max() for X in (INNER, EDGE))
    assert inner == pytest.approx(2)
    assert edge == pytest.approx(1 + math.exp(-1))  # at (1, 0)
    assert [step.holds for step in furthest_steps(layers, bump)] == [True, False, True]


@pytest.mark.parametrize("drop", [None, TWO, RISES])
def test_the_relation_is_the_same_for_many_more_points(drop):
    """20,000 places of the edge, and 4,000 inner ones by fresh draws."""
    rng = np.random.default_rng(0)
    fine, turn = np.arange(20_000) * np.pi / 10_000, rng.uniform(0, 2 * np.pi, 4000)
    edge = np.stack([np.cos(fine), np.sin(fine)], axis=1)
    inner = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    inner *= 0.9 * np.sqrt(rng.uniform(size=(4000, 1)))
    for seed in range(20):
        verdict = furthest(seed, drop)
        layers, activation, u = (verdict.instance[name] for name in ("layers", "activation", "u"))
        most, around = ((run(layers, activation, X) @ u).max() for X in (inner, edge))
        assert around == pytest.approx(verdict.right, abs=1e-3)
        assert bool(most > around) is (drop is not None)


@pytest.mark.parametrize("drop", [None, TWO, RISES])
@pytest.mark.parametrize("seed", range(4))
def test_the_picture_is_seen_from_where_the_edge_is_widest(seed, drop):
    """By the covariance at a right angle to u; and all that is drawn has one middle."""
    verdict = furthest(seed, drop)
    layers, activation, u = (verdict.instance[name] for name in ("layers", "activation", "u"))
    places = np.concatenate([EDGE, INNER])
    heights = run(layers, activation, places) @ u
    middle = (heights.max() + heights.min()) / 2
    curves = [m.at for m in furthest_picture(verdict).marks if m.kind == "curve"][:4]
    for r, curve in zip((0.3, 0.6, 0.9, 1.0), curves, strict=True):
        some = run(layers, activation, r * EDGE[::12])
        assert curve[:, 1] == pytest.approx(some @ u - middle)
    rest = np.eye(len(u)) - np.outer(u, u)
    edge = run(layers, activation, EDGE)
    widest = np.linalg.eigvalsh(np.cov((edge @ rest).T))[-1]
    # The curve has each twelfth place of the edge, so that its spread is nearly the edge's.
    assert np.var(curves[-1][:-1, 0]) == pytest.approx(widest, rel=0.02)


def test_the_dashed_level_lies_at_the_furthest_of_the_edge():
    for drop in (None, TWO, RISES):
        verdict = furthest(5, drop)
        marks = furthest_picture(verdict).marks
        (top,) = (m.at[0] for m in marks if m.kind == "square")
        (best,) = (m.at[0] for m in marks if m.kind == "circle")
        level = next(m.at for m in marks if m.style == "dashed")
        assert level[:, 1].tolist() == [top[1], top[1]]
        assert best[1] - top[1] == pytest.approx(verdict.left - verdict.right)
