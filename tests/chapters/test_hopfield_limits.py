"""What chapter 6 says of its limits: mixtures that drown, copies that agree, draws of the morph."""

from math import erf

import numpy as np
import pytest

from mlmath.hopfield import capacity_overlap, critical_capacity
from mlmath.manifest import page
from mlmath.record.hopfield import LOADS, SIZES, left_over
from mlmath.record.stored import stored
from mlmath.widgets import get
from mlmath.widgets.hopfield import capacity
from tests import book
from tests.chapters.run_cells import run

TEXT = book.text(page("hopfield"))


def signs(rng, *shape):
    return rng.choice([-1, 1], size=shape)


def wrong_in_the_majority(p, seed, n=1000):
    """Return the share of neurons that would leave the majority of the first three of p memories.

    Without any matrix: the sum of the memories by their overlaps, less what the diagonal would add.
    """
    X = signs(np.random.default_rng(seed), p, n)
    s = np.sign(X[:3].sum(axis=0))
    heard = (X @ s) @ X - p * s
    return np.mean(heard * s < 0)


def test_the_majority_of_three_rests_among_few_memories_and_not_among_many():
    few, more = ([wrong_in_the_majority(p, seed) for seed in range(10)] for p in (10, 60))
    assert max(few) == 0
    assert min(more) > 0
    assert np.mean(more) == pytest.approx(0.01, abs=0.005)
    assert "in a large network that stores little else" in TEXT


def test_a_memory_rests_where_the_majority_of_three_has_drowned():
    rng = np.random.default_rng(3)
    X = signs(rng, 60, 1000)
    heard = (X @ X[0]) @ X - 60 * X[0]
    assert np.mean(heard * X[0] < 0) < 0.001


def test_twenty_spoiled_copies_have_the_pattern_itself_nearly_as_a_valley():
    off = []
    for seed in range(20):
        rng = np.random.default_rng(seed)
        x = signs(rng, 200)
        copies = np.where(rng.random((20, 200)) < 0.25, -x, x)
        W = copies.T @ copies - 20 * np.eye(200, dtype=int)
        s = np.where(rng.random(200) < 0.25, -x, x)
        while (s * (W @ s)).min() < 0:
            i = (s * (W @ s)).argmin()
            s[i] = -s[i]
        off.append(np.mean(s != x))
        assert not (copies == x).all(axis=1).any()
    assert np.mean(off) < 0.02
    assert max(off) < 0.05
    assert "each with a quarter of its bits wrong" in TEXT


def test_the_morph_by_all_its_draws():
    """At 1 every memory is a valley and nothing else is; at 0.3 that takes a lucky draw."""
    morph = get("hopfield.morph")
    lucky = 0
    for draw in range(100):
        for n in (6, 12):
            out = morph.outputs({"t": 1.0, "memories": n, "draw": draw})
            assert set(out["valleys"].tolist()) == set(out["memories"].tolist())
        out = morph.outputs({"t": 0.3, "draw": draw})
        lucky += out["kept"].all() and len(out["valleys"]) == 6
    assert lucky < 50
    assert "every one of the hundred draws has a valley for each memory" in TEXT


def test_few_neurons_leave_no_gap():
    """Beyond the limit every tenth from 0.2 up to 1 has a dot, and nothing lies below."""
    state = capacity.start(capacity.CapacityInputs())
    done = False
    while not done:
        state, out = capacity.advance(state)
        done = out["done"]
    m = out["overlaps"][out["alphas"] > 0.138]
    assert (np.histogram(m, np.linspace(0.2, 1, 9))[0] > 0).all()
    assert 0.2 < m.min() < 0.3
    assert "overlaps lie anywhere between 0.2 and 1" in TEXT


def test_two_of_a_hundred_lie_within_a_tenth_of_the_mean():
    row = np.array(stored(left_over)["largest"][LOADS.index(0.16)])
    assert np.sum(np.abs(row - row.mean()) < 0.1) == 2


def test_the_two_sides_of_the_theory_meet_twice_then_not_at_all():
    """The equation as it stands on the page: crossings of both sides on a fine grid of y."""
    y = np.linspace(0.05, 4, 40001)
    right = np.array([erf(t) for t in y])

    def overlaps(alpha):
        left = y * (np.sqrt(2 * alpha) + 2 / np.sqrt(np.pi) * np.exp(-y * y))
        return right[1:][np.diff(np.sign(right - left)) != 0]

    for alpha, said in ((0.05, 1.0), (0.1, 0.998), (0.13, 0.9872)):
        near, far = overlaps(alpha)
        assert near < far
        assert far == pytest.approx(said, abs=6e-5)
    assert len(overlaps(0.138)) == 0
    near, far = overlaps(0.1379)
    assert 0.966 < near < far < 0.969


def test_how_sure_the_share_at_the_limit_is():
    lost, networks = stored(left_over)["lost"]["2000"][LOADS.index(0.138)], SIZES[2000]
    assert (lost * networks, networks) == (15, 200)
    assert round(np.sqrt(15 * (1 - lost))) == 4
    assert "(7.5 percent of 200 is 15 networks, give or take 4)" in TEXT


def test_a_chord_of_the_logarithm_lies_below_it():
    assert np.log([2.5, 4]).round(2).tolist() == [0.92, 1.39]
    assert "$\\ln 2.5 = 0.92$" in TEXT
    assert round(np.log(4) / 2, 2) == 0.69


def test_the_cell_of_the_theory_finds_what_the_package_finds():
    cell = book.sources(page("hopfield"))["capacity-solved"]
    space = {"np": np}
    printed, _ = run(cell, space)
    limit, overlap = critical_capacity()
    assert printed.startswith(f"limit {limit:.4f} overlap {overlap:.3f}\n")
    rows = [line.split() for line in printed.splitlines()[1:]]
    for load, m in rows:
        assert float(m) == pytest.approx(float(capacity_overlap(float(load))), abs=6e-5)
