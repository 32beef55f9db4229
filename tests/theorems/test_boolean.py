"""The theorems of the chapter Exclusive or: cases by hand, and what stands behind each verdict."""

from importlib import import_module
from itertools import product

import numpy as np

from mlmath.boolean import (
    check_certificate,
    count_pieces,
    parity,
    parity_certificate,
    table_network,
)
from mlmath.separation import augment, widest_separator
from mlmath.theorems.boolean import (
    alternative,
    counting,
    parity_order,
    two_layers,
    windows,
)
from mlmath.theorems.boolean.parity import proof_steps as signed_steps
from mlmath.theorems.boolean.parity import random_sum
from mlmath.theorems.boolean.strips import ENDS

SEEDS = range(150)


def test_the_alternative_agrees_with_the_widest_separator():
    """`widest_separator` looks for the shortest vector of the hull, with a tolerance of its own."""
    seen = set()
    for seed in SEEDS:
        data = alternative(seed).instance
        A, w, c = data["A"], data["w"], data["c"]
        found = widest_separator(A, np.ones(len(A)))
        assert (found is not None) == (w is not None)
        seen.add(w is None)
        if w is not None:
            assert (A @ w > 0).all()
        else:
            assert (c >= 0).all()
            assert c.any()
            assert not (c @ A).any()
    assert seen == {True, False}


def test_counts_of_both_signs_or_none_refute_nothing():
    for seed in SEEDS:
        mixed = alternative(seed, "no count is negative").instance
        assert not (mixed["c"] @ mixed["A"]).any()
        assert mixed["c"].min() < 0
        assert (mixed["A"] @ mixed["w"] > 0).all()
        assert not alternative(seed, "not all counts are zero").instance["c"].any()
        assert not alternative(seed, "every score is positive").instance["w"].any()


def test_counts_of_both_signs_for_three_points_of_one_line():
    """By hand: 1 · (2, 2) − 2 · (1, 1) = (0, 0), and 2 · (0, −1) − 1 · (0, −2)."""
    module = import_module("mlmath.theorems.boolean.alternative")
    for rows in ([[2, 2], [1, 1], [3, 3], [1, 0]], [[0, -1], [0, -2], [0, -3]]):
        c = module._mixed(np.array(rows))
        assert not (c @ rows).any()
        assert c.min() < 0 < c.max()


def test_sums_of_detectors_are_killed_by_the_signed_sum():
    """By `check_certificate`, which adds up conjunctions of fewer than n inputs by themselves."""
    rng = np.random.default_rng(2)
    for n in (2, 3, 4):
        assert check_certificate(parity(n), parity_certificate(n), n - 1)
        for _ in range(20):
            assert random_sum(rng, n) @ parity_certificate(n) == 0


def test_with_another_label_the_best_sum_has_all_right():
    for seed in SEEDS:
        data = parity_order(seed, "labels are those of parity").instance
        assert (data["labels"] * data["sum"] > 0).all()
        assert (data["labels"] != parity_certificate(data["n"])).sum() == 1
        assert data["sum"] @ parity_certificate(data["n"]) == 0


def test_only_the_first_pair_of_strips_is_connected():
    for seed in SEEDS:
        data = windows(seed).instance
        pieces = {ends: count_pieces(data["figures"][ends]) for ends in ENDS}
        assert pieces == {(0, 0): 2, (0, 1): 1, (1, 0): 1, (1, 1): 2}
        assert data["width"] < data["figures"].shape[-1]


def test_counts_of_all_inputs_are_the_published_ones():
    """14 for n = 2 and 104 for n = 3: sequence A000609."""
    found = {}
    for seed in SEEDS:
        verdict = counting(seed)
        n, X = verdict.instance["n"], verdict.instance["X"]
        if len(X) == 2**n:
            found[n] = verdict.left, verdict.right
    assert found == {2: (14, 14), 3: (104, 128)}


def test_a_count_by_brute_force():
    """Every labeling of one seed's inputs, tried by another search: small whole weights."""
    verdict = counting(3)
    X = augment(verdict.instance["X"])
    grid = np.array(list(product(range(-4, 5), repeat=X.shape[1]))) + 0.5 * np.eye(X.shape[1])[-1]
    labelings = {tuple(row) for row in np.sign(grid @ X.T).astype(int).tolist() if 0 not in row}
    assert len(labelings) == verdict.left


def test_the_network_of_a_table_is_what_is_checked():
    for seed in SEEDS:
        data = two_layers(seed).instance
        assert table_network(data["f"]).outputs().tolist() == data["y"].tolist()


def test_a_shortest_vector_that_is_not_the_shortest_breaks_step_4(monkeypatch):
    """By hand: (3, 0) is in the hull of (1, 0) and (5, 0), and 3 · 1 is less than 3²."""
    A = np.array([[1, 0], [5, 0]])
    rng = np.random.default_rng(0)
    module = import_module("mlmath.theorems.boolean.alternative")
    *_, last = module.proof_steps(A, None, None, rng)
    assert last.holds
    monkeypatch.setattr(module, "nearest_point", lambda A: (A.mean(axis=0), []))
    *_, last = module.proof_steps(A, None, None, rng)
    assert last.name == "Step 4: the shortest vector"
    assert not last.holds


def test_multiplied_reports_tell_the_figures_apart():
    """Where the evidence is multiplied, some threshold has just the connected two above it."""
    for seed in SEEDS:
        scores = windows(seed, "the evidence is added up").instance["scores"]
        assert min(scores[0, 1], scores[1, 0]) > 0 > max(scores[0, 0], scores[1, 1])


def test_signed_values_by_hand():
    """XOR: c is -1, 1, 1, -1, and a detector that is c itself adds up to 4."""
    c = parity_certificate(2)
    first, second = signed_steps(c, c, c[None])
    assert str(first) == "✗ Step 1: signed values cancel: they add up to 4, not to 0"
    assert second.holds
