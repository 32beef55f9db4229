"""Nearest neighbors, against the plain search that measures every distance."""

import math
from typing import Any

import numpy as np
import pytest

from mlmath.dimension import KNeighbors
from mlmath.dimension import neighbors as module

WRONG: Any = 2.5  # what a type checker would refuse
LINE = np.array([[0.0], [1.0], [2.0], [4.0], [8.0]])


def plain_search(Q, X, k):
    """Every distance from differences of coordinates; a stable sort puts lower indices first."""
    gaps = Q[:, None, :] - X[None, :, :]
    squares = np.einsum("qnd,qnd->qn", gaps, gaps)
    indices = np.argsort(squares, axis=1, kind="stable")[:, :k]
    return np.sqrt(np.take_along_axis(squares, indices, axis=1)), indices


def agree_with_plain_search(Q, X, k):
    machine = KNeighbors(k).fit(X, np.arange(len(X)))
    distances, indices = machine.kneighbors(Q)
    want, order = plain_search(Q, X, k)
    assert (indices == order).all()
    np.testing.assert_allclose(distances, want, rtol=1e-14)
    assert (machine.kneighbors(Q, return_distance=False) == indices).all()


def test_neighbors_on_a_line_by_hand():
    machine = KNeighbors(3).fit(LINE, ["a", "b", "b", "a", "a"])
    distances, indices = machine.kneighbors([[3.1]])
    np.testing.assert_allclose(distances, [[0.9, 1.1, 2.1]], rtol=1e-14)
    assert indices.tolist() == [[3, 2, 1]]
    assert machine.predict([[3.1]]).tolist() == ["b"]  # votes a, b, b
    np.testing.assert_allclose(machine.predict_proba([[3.1]]), [[1 / 3, 2 / 3]], rtol=1e-15)
    assert machine.classes_.tolist() == ["a", "b"]


def test_regression_is_the_mean_of_the_neighbors_by_hand():
    machine = KNeighbors(2, task="regression").fit(LINE, [10.0, 20.0, 40.0, 80.0, 160.0])
    assert machine.predict([[0.4], [7.0]]).tolist() == [15.0, 120.0]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    ("n", "d", "k"), [(1, 1, 1), (7, 3, 7), (40, 2, 3), (600, 5, 4), (900, 1, 9), (300, 60, 5)]
)
def test_it_finds_what_plain_search_finds(seed, n, d, k):
    rng = np.random.default_rng(seed)
    agree_with_plain_search(rng.normal(size=(30, d)), rng.normal(size=(n, d)), k)


@pytest.mark.parametrize("seed", range(4))
def test_of_equal_distances_the_lower_index_is_nearer(seed):
    """Points of a small lattice: hardly a distance that is not shared, and all are exact."""
    rng = np.random.default_rng(seed)
    X = rng.integers(-2, 3, size=(700, 3)).astype(float)
    agree_with_plain_search(rng.integers(-2, 3, size=(40, 3)).astype(float), X, 6)


@pytest.mark.parametrize("offset", [1e6, -3e9])
def test_a_large_offset_does_not_disturb_the_order(offset):
    """In |x|² - 2 q·x the offset's square, 1e12, would bury distances of about 1."""
    rng = np.random.default_rng(5)
    X, Q = rng.normal(size=(500, 4)) + offset, rng.normal(size=(20, 4)) + offset
    agree_with_plain_search(Q, X, 5)


def test_two_narrow_clusters_far_apart_are_told_point_from_point():
    """Here no origin is near to both, and candidates must be measured again."""
    rng = np.random.default_rng(6)
    X = rng.normal(size=(400, 3)) * 1e-3
    X[200:] += 1e6
    agree_with_plain_search(X[::10] + 1e-4, X, 7)


def test_a_copy_of_a_sample_is_at_distance_exactly_zero():
    rng = np.random.default_rng(7)
    X = rng.normal(size=(300, 11)) * 1e6 + 1e8
    distances, indices = KNeighbors(2).fit(X, np.zeros(300)).kneighbors(X)
    assert (distances[:, 0] == 0).all()
    assert (indices[:, 0] == np.arange(300)).all()
    assert (distances[:, 1] > 0).all()


def test_when_all_samples_are_the_same_the_first_are_taken():
    X = np.full((1000, 3), 0.1)
    distances, indices = KNeighbors(4).fit(X, np.zeros(1000)).kneighbors(X[:5])
    assert not distances.any()
    assert (indices == [0, 1, 2, 3]).all()


@pytest.mark.parametrize("seed", range(3))
def test_blocks_do_not_change_the_answer(seed, monkeypatch):
    rng = np.random.default_rng(seed)
    X, Q = rng.normal(size=(500, 6)), rng.normal(size=(100, 6))
    whole = KNeighbors(4).fit(X, X[:, 0]).kneighbors(Q)
    monkeypatch.setattr(module, "_BLOCK", 999)
    monkeypatch.setattr(module, "_WIDTH", 300)  # two parts of 250 samples, three queries at a time
    parts = KNeighbors(4).fit(X, X[:, 0]).kneighbors(Q)
    assert (whole[1] == parts[1]).all()
    assert (whole[0] == parts[0]).all()


@pytest.mark.parametrize("seed", range(3))
def test_ties_fall_the_same_in_parts(seed, monkeypatch):
    monkeypatch.setattr(module, "_WIDTH", 5)  # fewer samples than neighbors in each part
    rng = np.random.default_rng(seed)
    X = rng.integers(-1, 2, size=(203, 2)).astype(float)
    agree_with_plain_search(rng.integers(-1, 2, size=(9, 2)).astype(float), X, 7)


def test_neighbors_turn_and_move_with_the_data():
    """A rotation and a shift keep all distances."""
    rng = np.random.default_rng(8)
    X, Q = rng.normal(size=(200, 5)), rng.normal(size=(20, 5))
    turn = np.linalg.qr(rng.normal(size=(5, 5)))[0]
    here = KNeighbors(3).fit(X, X[:, 0]).kneighbors(Q)
    there = KNeighbors(3).fit(X @ turn + 2, X[:, 0]).kneighbors(Q @ turn + 2)
    assert (here[1] == there[1]).all()
    np.testing.assert_allclose(here[0], there[0], rtol=1e-12)


def test_of_equally_many_votes_the_first_class_wins():
    machine = KNeighbors(4).fit([[0.0], [1.0], [2.0], [3.0]], ["z", "y", "z", "y"])
    assert machine.predict([[0.0]]).tolist() == ["y"]
    assert machine.predict_proba([[0.0]]).tolist() == [[0.5, 0.5]]


@pytest.mark.parametrize("seed", range(3))
def test_shares_of_votes_count_the_neighbors_labels(seed):
    rng = np.random.default_rng(seed)
    X, y, Q = rng.normal(size=(80, 2)), rng.integers(-1, 3, 80), rng.normal(size=(15, 2))
    machine = KNeighbors(7).fit(X, y)
    near = y[machine.kneighbors(Q, return_distance=False)]
    for label, share in zip(machine.classes_, machine.predict_proba(Q).T, strict=True):
        np.testing.assert_allclose(share, (near == label).sum(axis=1) / 7, rtol=1e-15)


def test_one_sample_or_one_class_is_enough():
    machine = KNeighbors(1).fit([[3.0]], ["only"])
    distances, _ = machine.kneighbors([[1e6]])
    assert distances.tolist() == [[999997.0]]
    assert machine.predict([[1e6]]).tolist() == ["only"]


def test_other_numbers_of_neighbors_can_be_asked_for():
    machine = KNeighbors(1).fit(LINE, LINE[:, 0])
    assert machine.kneighbors([[0.0]], 3)[1].tolist() == [[0, 1, 2]]
    with pytest.raises(ValueError, match="n_neighbors must be at most the 5 samples of fit, got 6"):
        machine.kneighbors([[0.0]], 6)


def test_the_samples_are_remembered_as_they_were():
    X = LINE.copy()
    machine = KNeighbors(1).fit(X, LINE[:, 0])
    X[:] = 99.0
    assert machine.kneighbors([[4.1]])[1].tolist() == [[3]]


def test_the_error_falls_with_the_neighbors_when_labels_are_noisy():
    """With a tenth of labels wrong, one neighbor errs as often as it is wrong, many outvote it."""
    rng = np.random.default_rng(9)
    X = np.concatenate([rng.normal(-5, 1, (500, 2)), rng.normal(5, 1, (500, 2))])
    truth = np.repeat([0, 1], 500)
    y = np.where(rng.uniform(size=1000) < 0.1, 1 - truth, truth)
    Q, answer = X[::5] + 0.01, truth[::5]
    one = (KNeighbors(1).fit(X, y).predict(Q) != answer).mean()
    many = (KNeighbors(25).fit(X, y).predict(Q) != answer).mean()
    assert abs(one - 0.1) < 3 * math.sqrt(0.09 / 200)
    assert many == 0  # 13 wrong of 25 at a rate of 0.1: about one in ten million


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: KNeighbors(0), "n_neighbors must be at least 1, got 0"),
        (lambda: KNeighbors(WRONG), "n_neighbors must be an integer, got 2.5"),
        (lambda: KNeighbors(1, "ranking"), "task must be one of classification, regression"),
        (lambda: KNeighbors(6).fit(LINE, LINE[:, 0]), "at most the 5 samples of fit, got 6"),
        (lambda: KNeighbors(1).fit([1.0, 2.0], [0, 1]), "X must have shape"),
        (lambda: KNeighbors(1).fit([[1.0], [math.nan]], [0, 1]), "X must hold finite numbers"),
        (lambda: KNeighbors(1).fit(np.zeros((0, 2)), []), "X must hold at least one sample"),
        (lambda: KNeighbors(1).fit([["a"]], [0]), "X must hold numbers"),
        (lambda: KNeighbors(1).fit([[1e200]], [0]), "at most 1e\\+150 in size"),
        (lambda: KNeighbors(1).fit(LINE, [0, 1]), r"y must have shape \(5,\)"),
        (lambda: KNeighbors(1).fit(LINE, [0, 1, math.nan, 0, 1]), "y must hold finite labels"),
        (lambda: KNeighbors(1).fit(LINE[:2], np.array([0, "a"], object)), "labels of one kind"),
        (lambda: KNeighbors(1, "regression").fit(LINE, list("abcde")), "y must hold numbers"),
        (lambda: KNeighbors(1).predict(LINE), "fit must be called first"),
        (lambda: KNeighbors(1).predict_proba(LINE), "fit must be called first"),
        (lambda: KNeighbors(1).kneighbors(LINE), "fit must be called first"),
        (lambda: KNeighbors(1).fit(LINE, LINE[:, 0]).predict([[1.0, 2.0]]), "X must have 1 feat"),
        (
            lambda: KNeighbors(1, "regression").fit(LINE, LINE[:, 0]).predict_proba(LINE),
            "task must be 'classification' for predict_proba",
        ),
    ],
)
def test_bad_input_is_named(make, message):
    with pytest.raises(ValueError, match=message):
        make()
