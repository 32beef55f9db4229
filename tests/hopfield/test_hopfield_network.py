"""What the network stores, where it rests, and that its energy only falls."""

import itertools
import math

import numpy as np
import pytest

from mlmath.hopfield import Hopfield, corrupt, energy, overlap, random_patterns, recall

SEEDS = range(6)
STORAGES = ["hebbian", "pseudo-inverse"]


def one_by_one(W, s, seed, sweeps):
    """Update the units in plain Python, one number at a time: the flips in turn, and the end."""
    s, flips = list(s), []
    rng = np.random.default_rng(seed)
    for _ in range(sweeps):
        before = list(s)
        for i in rng.permutation(len(s)).tolist():
            h = math.fsum(W[i][j] * s[j] for j in range(len(s)))
            new = s[i] if abs(h) < 1e-9 else math.copysign(1.0, h)
            if new != s[i]:
                flips.append(i)
                s[i] = new
        if s == before:
            break
    return flips, s


def test_hebbian_weights_by_hand():
    """Two patterns of three units, worked on paper."""
    W = Hopfield().fit([[1, 1, -1], [1, -1, -1]]).weights_
    np.testing.assert_allclose(W, np.array([[0, 0, -2], [0, 0, 0], [-2, 0, 0]]) / 3, atol=1e-15)


def test_pseudo_inverse_weights_by_hand():
    """The span of (1, 1, 1, 1) and (1, 1, -1, -1) is that of (1, 1, 0, 0) and (0, 0, 1, 1)."""
    W = Hopfield("pseudo-inverse").fit([[1, 1, 1, 1], [1, 1, -1, -1]]).weights_
    half = [[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]]
    np.testing.assert_allclose(W, np.array(half) / 2, atol=1e-15)


@pytest.mark.parametrize("storage", STORAGES)
@pytest.mark.parametrize("seed", SEEDS)
def test_weights_are_symmetric_with_a_zero_diagonal(storage, seed):
    W = Hopfield(storage).fit(random_patterns(7, 40, seed)).weights_
    assert np.array_equal(W, W.T)
    assert not W.diagonal().any()


def test_energy_by_hand():
    """E = -(w12 s1 s2 + w13 s1 s3 + w23 s2 s3) = -(2 - 3 - 5) for s = (1, 1, -1)."""
    W = [[0, 2, 3], [2, 0, 5], [3, 5, 0]]
    assert energy(W, [1, 1, -1]) == pytest.approx(6)
    np.testing.assert_allclose(energy(W, [[1, 1, -1], [-1, -1, -1]]), [6, -10])


@pytest.mark.parametrize("storage", STORAGES)
@pytest.mark.parametrize("seed", SEEDS)
def test_energy_never_rises_one_unit_at_a_time(storage, seed):
    """Hopfield 1982: symmetric weights, no unit acting on itself, one update at a time."""
    net = Hopfield(storage).fit(random_patterns(12, 60, seed))
    start = random_patterns(1, 60, seed + 100)[0]
    path = net.recall(start, seed=seed)
    assert path.converged
    assert len(path.changed) > 5
    assert (np.diff(path.energies) < 0).all()
    np.testing.assert_allclose(path.energies, net.energy(path.states()), atol=1e-11)
    # Each fall is 2 |h| of the unit that changed.
    before = path.states()[:-1]
    for s, (unit,), fall in zip(before, path.changed, np.diff(path.energies), strict=True):
        assert fall == pytest.approx(2 * s[unit] * (net.weights_[unit] @ s), abs=1e-11)


@pytest.mark.parametrize("seed", SEEDS)
def test_energy_never_rises_for_any_symmetric_weights(seed):
    rng = np.random.default_rng(seed)
    A = rng.normal(size=(40, 40))
    W = A + A.T
    np.fill_diagonal(W, 0)
    path = recall(W, random_patterns(1, 40, rng)[0], seed=rng)
    assert path.converged
    assert (np.diff(path.energies) < 0).all()
    assert (path.state * (W @ path.state) >= 0).all()


@pytest.mark.parametrize("storage", STORAGES)
@pytest.mark.parametrize("seed", SEEDS)
def test_the_path_is_that_of_the_plain_loop(storage, seed):
    """With 10 units and an even number of patterns many fields are exactly zero."""
    net = Hopfield(storage).fit(random_patterns(4, 10, seed))
    start = random_patterns(1, 10, seed + 50)[0]
    flips, end = one_by_one(net.weights_.tolist(), start.tolist(), seed, 50)
    path = net.recall(start, seed=seed)
    assert [int(unit) for (unit,) in path.changed] == flips
    assert path.state.tolist() == end
    assert np.array_equal(path.states()[0], start)
    assert np.array_equal(path.states()[-1], path.state)


def test_weights_that_are_not_symmetric_let_the_energy_rise():
    """Unit 1 follows unit 2, unit 2 flees unit 1: E = s1 s2 goes up and down without end."""
    path = recall([[0, 1], [-3, 0]], [1, 1], max_sweeps=10)
    assert not path.converged
    assert path.period == 0
    assert path.sweeps == 10
    assert (np.diff(path.energies) > 0).any()
    assert (np.diff(path.energies) < 0).any()
    np.testing.assert_allclose(path.energies, path.states().prod(axis=1))


@pytest.mark.parametrize("storage", STORAGES)
def test_one_pattern_and_its_mirror_rest_and_draw_all_others(storage):
    xi = random_patterns(1, 31, 4)
    net = Hopfield(storage).fit(xi)
    for s in (xi[0], -xi[0]):
        path = net.recall(s)
        assert path.converged
        assert path.changed == []
        assert path.sweeps == 1
    for seed in range(20):
        m = overlap(xi[0], net.recall(random_patterns(1, 31, seed)[0], seed=seed).state)
        assert abs(m) == 1


@pytest.mark.parametrize("storage", STORAGES)
@pytest.mark.parametrize("seed", range(3))
def test_few_patterns_are_recalled_from_a_fifth_of_errors(storage, seed):
    xi = random_patterns(5, 200, seed)
    net = Hopfield(storage).fit(xi)
    for mu, pattern in enumerate(xi):
        start = corrupt(pattern, 0.2, seed)
        assert overlap(pattern, start) == pytest.approx(0.6)
        assert net.recall(start, seed=seed).state.tolist() == pattern.tolist()
        mirrored = net.recall(-start, seed=seed).state
        assert overlap(xi, mirrored)[mu] == -1


def test_a_mixture_of_three_patterns_rests_too():
    """A spurious memory: the majority of three, with overlap 1/2 with each for many units."""
    xi = random_patterns(3, 2000, 8)
    mixture = np.sign(xi.sum(axis=0))
    net = Hopfield().fit(xi)
    path = net.recall(mixture)
    assert path.converged
    assert path.changed == []
    np.testing.assert_allclose(overlap(xi, mixture), 0.5, atol=0.06)
    assert (net.energy(xi) < net.energy(mixture)).all()


@pytest.mark.parametrize("seed", range(3))
def test_the_projection_holds_related_patterns_where_hebbs_rule_fails(seed):
    """40 patterns of 100 units that agree in most places: Personnaz, Guyon and Dreyfus 1985."""
    rng = np.random.default_rng(seed)
    xi = np.where(rng.random((40, 100)) < 0.8, 1.0, -1.0)
    hebb, projection = (Hopfield(storage).fit(xi) for storage in STORAGES)
    assert all(projection.recall(p).changed == [] for p in xi)
    assert sum(bool(hebb.recall(p).changed) for p in xi) > 30


def test_under_the_projection_patterns_have_the_least_energy_of_all_states():
    """Kanter and Sompolinsky 1987: E is the distance from the span, up to a constant."""
    xi = random_patterns(4, 10, 3)
    net = Hopfield("pseudo-inverse").fit(xi)
    every = np.array(list(itertools.product([-1.0, 1.0], repeat=10)))
    energies = net.energy(every)
    np.testing.assert_allclose(net.energy(xi), energies.min(), atol=1e-12)
    span = np.linalg.lstsq(xi.T, every.T)[0]
    distance = ((every.T - xi.T @ span) ** 2).sum(axis=0)
    np.testing.assert_allclose(energies - distance / 2, (energies - distance / 2)[0], atol=1e-11)


def test_dependent_patterns_span_no_more_than_the_rest():
    xi = random_patterns(3, 20, 1)
    more = np.vstack([xi, xi[:1], -xi[1:2], xi])
    net = Hopfield("pseudo-inverse")
    np.testing.assert_allclose(net.fit(more).weights_, net.fit(xi).weights_, atol=1e-14)


def test_when_the_patterns_span_all_states_every_state_rests():
    """The projection is then the identity, and without its diagonal nothing is left."""
    xi = np.array([[1, 1, 1, 1], [1, -1, 1, -1], [1, 1, -1, -1], [1, -1, -1, 1]])
    net = Hopfield("pseudo-inverse").fit(xi)
    np.testing.assert_allclose(net.weights_, 0, atol=1e-15)
    assert net.recall([1, 1, 1, -1]).changed == []


def test_what_was_given_may_change_afterward():
    xi, start = random_patterns(1, 9, 0), random_patterns(1, 9, 0)[0]
    net = Hopfield().fit(xi)
    paths = [net.recall(start, mode) for mode in ("asynchronous", "synchronous")]
    xi *= -1
    start *= -1
    assert net.patterns_.tolist() == (-xi).tolist()
    for path in paths:
        assert path.start.tolist() == path.state.tolist() == (-start).tolist()


def test_a_single_unit_rests():
    for storage in STORAGES:
        net = Hopfield(storage).fit([[1]])
        assert net.weights_.tolist() == [[0]]
        assert net.recall([-1]).state.tolist() == [-1]


def test_equal_seeds_give_equal_paths_and_others_do_not():
    net = Hopfield().fit(random_patterns(8, 60, 0))
    start = random_patterns(1, 60, 1)[0]
    runs = [[int(u) for (u,) in net.recall(start, seed=s).changed] for s in (5, 5, 6)]
    assert runs[0] == runs[1] != runs[2]
    assert np.array_equal(random_patterns(3, 9, 2), random_patterns(3, 9, 2))
    assert np.array_equal(corrupt(start, 0.3, 2), corrupt(start, 0.3, 2))


def test_overlaps_by_hand():
    assert overlap([1, 1, -1, 1], [1, -1, -1, -1]) == 0
    assert overlap([[1, 1], [1, -1], [-1, -1]], [1, 1]).tolist() == [1, 0, -1]


NET = Hopfield().fit([[1, -1, 1]])
ERRORS = [
    (lambda: Hopfield("hebb"), "storage must be one of hebbian, pseudo-inverse, got 'hebb'"),
    (lambda: Hopfield().fit([1, -1]), "patterns must have shape (n_samples, n_features), got (2,)"),
    (lambda: Hopfield().fit(np.empty((0, 3))), "patterns must hold at least one"),
    (lambda: Hopfield().fit([[1, 0, -1]]), "patterns must hold only -1 and +1, got 0"),
    (lambda: Hopfield().fit([[1, math.nan]]), "patterns must hold finite numbers, got nan"),
    (lambda: Hopfield().fit([["a", "b"]]), "patterns must hold numbers"),
    (lambda: Hopfield().recall([1]), "fit must be called first"),
    (lambda: Hopfield().energy([1]), "fit must be called first"),
    (lambda: NET.recall([1, -1]), "state must have shape (3,), got (2,)"),
    (lambda: NET.recall([1, -1, 0.5]), "state must hold only -1 and +1, got 0.5"),
    (lambda: NET.recall([1, -1, 1], mode="serial"),
     "mode must be one of asynchronous, synchronous, got 'serial'"),
    (lambda: NET.recall([1, -1, 1], max_sweeps=0), "max_sweeps must be at least 1, got 0"),
    (lambda: NET.recall([1, -1, 1], seed=-1), "seed must be at least 0, got -1"),
    (lambda: NET.energy([1, 1]), "state must have shape (..., 3), got (2,)"),
    (lambda: recall([[0, 1]], [1]), "weights must have shape (n_units, n_units), got (1, 2)"),
    (lambda: overlap([1, 1], [1, 1, 1]), "state must have shape (..., 2), got (3,)"),
    (lambda: overlap(1, 1), "patterns must have shape (..., n_units), got ()"),
    (lambda: corrupt([1, 1], 1.5), "share must be at most 1, got 1.5"),
    (lambda: corrupt([[1, 1]], 0.5), "state must have shape (n_units,), got (1, 2)"),
    (lambda: random_patterns(0, 3), "n_patterns must be at least 1, got 0"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "message"), ERRORS, ids=[m for _, m in ERRORS])
def test_an_error_names_the_argument_what_was_expected_and_what_came(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)
