"""Novikoff's and Cover's theorems: they hold, they are sharp, and each premise is needed."""

from itertools import islice

import numpy as np
import pytest

from mlmath.perceptron import ORDERS, Perceptron, in_general_position, margin, radius
from mlmath.theorems.perceptron import (
    NOVIKOFF_PREMISES,
    cover,
    cover_half,
    novikoff,
    novikoff_sharp,
    updates_as_written,
    xor,
)
from mlmath.theorems.perceptron.novikoff import proof_steps, to_and_fro
from mlmath.theorems.perceptron.xor import CORNERS

SEEDS = range(150)


def test_novikoff_holds_where_its_premises_do():
    orders = set()
    for seed in SEEDS:
        v = novikoff(seed)
        assert v.holds, str(v)
        assert list(v.premises.items()) == [(name, True) for name in NOVIKOFF_PREMISES]
        data = v.instance
        assert margin(data["X"], data["y"], data["w_star"]) >= data["gamma"]
        assert radius(data["X"]) <= data["R"]
        assert v.left == len(data["weights"]) >= 1
        orders.add(data["order"])
    assert orders == set(ORDERS)


def test_novikoffs_bound_is_seen_to_be_of_use():
    """A reader who draws a few times meets a run that needs more than half of what is allowed."""
    near = [v.left > 0.5 * v.right for v in map(novikoff, SEEDS)]
    assert all(any(near[start : start + 12]) for start in range(0, len(near), 12))


@pytest.mark.parametrize("k", [2, 3, 7])
@pytest.mark.parametrize("seed", range(8))
def test_three_points_that_lead_to_and_fro_by_hand(k, seed):
    """The weights are (±c/2, jγ) after j updates; the next is a mistake while c²/2 >= j γ².

    With c² = 1 - γ² and 1/γ² = 2k - 1 + 1/10 that is so for j < k: k updates.
    """
    gamma = (2 * k - 0.9) ** -0.5
    w_star = np.array([0.6, 0.8])
    X, y = to_and_fro(np.random.default_rng(seed), w_star, gamma)
    assert margin(X, y, w_star) == pytest.approx(gamma)
    assert radius(X) == pytest.approx(1)
    path = Perceptron(fit_intercept=False).fit(X, y).mistakes_
    assert len(path) == k
    across = [abs(m.weights @ [-0.8, 0.6]) for m in path]
    assert across == pytest.approx([np.sqrt(1 - gamma**2) / 2] * k, rel=1e-6)


@pytest.mark.parametrize("drop", NOVIKOFF_PREMISES)
def test_novikoff_fails_without_a_premise(drop):
    for seed in SEEDS:
        v = novikoff(seed, drop)
        assert not v.holds, str(v)
        assert v.left > v.right
        assert not v.premises[drop]
        assert sum(v.premises.values()) == len(NOVIKOFF_PREMISES) - 1
        assert v.counterexample


def test_only_the_dropped_premise_is_hurt():
    for seed in SEEDS:
        for drop in NOVIKOFF_PREMISES:
            data = novikoff(seed, drop).instance
            X, y, w_star = data["X"], data["y"], data["w_star"]
            separated = margin(X, y, w_star) >= data["gamma"] - 1e-9
            within = radius(X) <= data["R"] + 1e-12
            assert separated == (drop != "separable with margin")
            assert within == (drop != "points within radius")


def test_novikoff_is_sharp_on_axes():
    for n in (2, 3, 10, 31):
        v = novikoff_sharp(n)
        assert v.holds
        assert v.left == n
        assert v.right == pytest.approx(n, rel=1e-12)


def test_the_rule_as_written_by_hand():
    """One point with label 1 and one with 0: the second is "corrected" without end."""
    w = list(islice(updates_as_written(np.array([[1.0, 2.0], [3.0, 1.0]]), np.array([1, 0])), 5))
    assert [v.tolist() for v in w] == [[1, 2]] * 5
    w = list(updates_as_written(np.array([[1.0, 2.0], [3.0, -4.0]]), np.array([1, -1])))
    assert [v.tolist() for v in w] == [[1, 2]]


def test_the_steps_of_novikoffs_proof_by_hand():
    """One point (3, 4), w* = (0.6, 0.8): an update adds 5 to w·w* and 25 to the squared length."""
    w_star = np.array([0.6, 0.8])
    path = np.array([[3.0, 4.0]])
    held = [step.holds for step in proof_steps(path, w_star, 5.0, 5.0)]
    assert held == [True, True, True]
    first, second, third = proof_steps(path, w_star, 5.1, 4.9)
    assert (first.holds, second.holds, third.holds) == (False, False, True)
    assert first.note == "update 1 takes w along w* by 5.000, not by at least γ = 5.100"
    assert second.note == "update 1 makes ‖w‖² larger by 25.0, not by at most R² = 24.01"
    # A w* that is twice too long breaks the third step: 10 > 5.
    assert [step.holds for step in proof_steps(path, 2 * w_star, 5.0, 5.0)] == [True, True, False]


def test_the_zero_label_gains_nothing_and_lengthens_nothing():
    """A label of 0 breaks step 1, not step 2: an update by zero leaves w where it is."""
    for seed in SEEDS:
        verdict = novikoff(seed, "labels are ±1")
        assert [step.holds for step in verdict.steps] == [False, True, True]
        path = np.vstack([np.zeros(2), verdict.instance["weights"]])
        assert (np.diff(path, axis=0) == 0).all(axis=1).any()


def test_without_mistakes_the_weights_are_the_sum_of_all_that_was_shown():
    """Each point, times its label, is added in turn, right or wrong; by hand the jaws must break.

    After k > (R/γ)² such steps w·w* is at least kγ, so ‖w‖² exceeds kR² and some step took more.
    """
    for seed in SEEDS:
        verdict = novikoff(seed, "an update is made after a mistake")
        assert [step.holds for step in verdict.steps] == [True, False, True]
        X, y, w = (verdict.instance[name] for name in ("X", "y", "weights"))
        whole, rest = divmod(len(w), len(X))
        np.testing.assert_allclose(w[-1], whole * (y @ X) + y[:rest] @ X[:rest], atol=1e-12)
        scores = [y[k % len(X)] * (w[k - 1] @ X[k % len(X)]) for k in range(1, len(w))]
        assert max(scores) > 0


def test_cover_holds_where_its_premise_does():
    for seed in SEEDS:
        v = cover(seed)
        assert v.holds, str(v)
        assert in_general_position(v.instance["X"])
        assert v.premises == {"general position": True}


def test_cover_fails_without_general_position():
    for seed in SEEDS:
        v = cover(seed, "general position")
        assert not v.holds, str(v)
        assert v.left < v.right
        assert not in_general_position(v.instance["X"])
        assert "2 lie on one line" in str(v.counterexample)


def test_half_at_twice_as_many_points_as_dimensions():
    for d in (1, 2, 7, 100):
        assert cover_half(d).holds


def test_a_dropped_premise_keeps_what_the_seed_drew():
    for seed in SEEDS:
        X = novikoff(seed).instance["X"]
        assert (novikoff(seed, "separable with margin").instance["X"][:-1] == X).all()
        assert (novikoff(seed, "points within radius").instance["X"][2:] == X).all()
        assert (novikoff(seed, "labels are ±1").instance["X"] == X).all()
        always = novikoff(seed, "an update is made after a mistake").instance
        assert (always["X"] == X).all()
        assert (always["y"] == novikoff(seed).instance["y"]).all()
        kept, broken = cover(seed).instance["X"], cover(seed, "general position").instance["X"]
        assert (np.delete(kept, 1, axis=0) == np.delete(broken, 1, axis=0)).all()


def test_the_numbers_that_the_chapter_quotes():
    first, second = cover(1), cover(2)
    assert (first.instance["n"], first.instance["d"], first.left) == (5, 2, 10)
    assert cover(1, "general position").left == 8
    assert (second.instance["n"], second.instance["d"], second.left) == (4, 3, 14)
    assert second.left - cover(2, "general position").left == 6


def test_on_xor_three_corners_are_the_most():
    for seed in SEEDS:
        v = xor(seed)
        assert v.holds
        assert v.left == 3
        assert v.instance["y"].tolist() == [-1, 1, 1, -1]


def test_with_another_label_a_line_has_all_corners_right():
    changed = set()
    for seed in SEEDS:
        v = xor(seed, "labels are those of XOR")
        assert not v.holds
        assert v.left == 4
        w1, w2, b = v.instance["line"]
        assert (v.instance["y"] * (CORNERS @ [w1, w2] + b) > 0).all()
        assert (v.instance["y"] != [-1, 1, 1, -1]).sum() == 1
        changed.add(v.instance["changed"])
    assert changed == {0, 1, 2, 3}
