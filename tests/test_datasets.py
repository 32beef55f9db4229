"""The data: penguins as published, clouds with the gap they promise, letters that differ."""

import csv
import io
from importlib.metadata import distribution
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from mlmath import datasets
from mlmath.perceptron import Perceptron, augment, margin, widest_separator


def published():
    """The table of the package palmerpenguins, read without importing it (and its pandas)."""
    file = distribution("palmerpenguins").locate_file("palmerpenguins/data/penguins.csv")
    rows = csv.DictReader(io.StringIO(Path(str(file)).read_text(encoding="utf-8")))
    return [row for row in rows if all(row[m] != "NA" for m in datasets.MEASUREMENTS)]


def test_every_number_is_that_of_the_package():
    rows = published()
    assert len(rows) == 342
    for pair in combinations(datasets.SPECIES, 2):
        theirs = [row for row in rows if row["species"] in pair]
        X, y, features, classes = datasets.penguins(pair, datasets.MEASUREMENTS)
        assert X.tolist() == [[float(row[m]) for m in datasets.MEASUREMENTS] for row in theirs]
        assert y.tolist() == [1 if row["species"] == pair[1] else -1 for row in theirs]
        assert (features, classes) == (datasets.MEASUREMENTS, pair)


def test_the_penguins_of_the_chapter():
    X, y, features, classes = datasets.penguins()
    assert X.shape == (274, 2)
    assert ((y < 0).sum(), (y > 0).sum()) == (151, 123)
    assert features == ("bill_depth_mm", "flipper_length_mm")
    assert classes == ("Adelie", "Gentoo")
    assert X[0].tolist() == [18.7, 181.0]
    machine = Perceptron(max_epochs=10_000).fit(X, np.array(classes)[(y > 0).astype(int)])
    assert machine.converged_
    assert machine.classes_.tolist() == ["Adelie", "Gentoo"]


def test_which_penguins_a_line_separates():
    """What the docstring of `penguins` says."""

    def separable(*arguments):
        data = datasets.penguins(*arguments)
        return widest_separator(augment(datasets.standardize(data.X)), data.y) is not None

    assert separable()
    assert not separable(("Adelie", "Gentoo"), ("flipper_length_mm", "body_mass_g"))
    for pair in combinations(datasets.MEASUREMENTS, 2):
        assert not separable(("Adelie", "Chinstrap"), pair)


def test_standardized_columns_have_mean_0_and_deviation_1():
    X = datasets.standardize([[1, 10], [3, 30]])
    assert X.tolist() == [[-1, -1], [1, 1]]


@pytest.mark.parametrize("n", [2, 3, 61])
@pytest.mark.parametrize("gap", [0.0, 0.3, 2.0])
def test_two_clouds_leave_the_gap(n, gap):
    """The clouds are nearest in the direction in which they were moved: recover it."""
    X, y, *_ = datasets.two_clouds(n, gap, seed=5)
    assert X.shape == (n, 2)
    assert sorted(set(y)) == [-1, 1]
    assert (y > 0).sum() - (y < 0).sum() == n % 2
    rng = np.random.default_rng(5)
    rng.normal(size=(n, 2))
    angle = rng.uniform(0, 2 * np.pi)
    assert margin(X, y, [np.cos(angle), np.sin(angle)]) == pytest.approx(gap / 2, abs=1e-12)


def test_clouds_with_a_negative_gap_overlap():
    X, y, *_ = datasets.two_clouds(200, -2.0, seed=1)
    assert widest_separator(augment(X), y) is None


def test_equal_seeds_give_equal_data():
    for make in (datasets.two_clouds, lambda seed: datasets.two_letters("E", "F", seed=seed)):
        assert np.array_equal(make(seed=4).X, make(seed=4).X)
        assert not np.array_equal(make(seed=4).X, make(seed=5).X)


def test_letters_are_pictures_of_their_own():
    assert set("EFTLXOCG") <= set(datasets.LETTERS)
    pictures = {name: datasets.letter(name) for name in datasets.LETTERS}
    for picture in pictures.values():
        assert picture.shape == (20, 20)
        assert set(picture.flat) == {0, 1}
        assert 30 < picture.sum() < 140
        assert not picture[[0, -1]].any()
        assert not picture[:, [0, -1]].any()
    for a, b in combinations(pictures, 2):
        assert np.abs(pictures[a] - pictures[b]).sum() >= 12, (a, b)


def test_the_letter_l_by_eye():
    expected = np.zeros((20, 20), dtype=int)
    expected[2:18, 4:6] = 1
    expected[16:18, 4:16] = 1
    assert np.array_equal(datasets.letter("L"), expected)


def test_f_is_e_without_its_foot_and_c_is_o_with_a_mouth():
    e, f, o, c = (datasets.letter(name) for name in "EFOC")
    assert (f <= e).all()
    assert np.argwhere(e > f).min(axis=0).tolist() == [16, 6]
    assert (c <= o).all()
    assert np.argwhere(o > c).min(axis=0)[1] > 10


def test_noise_flips_the_share_of_cells_that_it_promises():
    rng = np.random.default_rng(0)
    picture = np.stack([datasets.letter("X")] * 500)
    flipped = (datasets.noisy(picture, 0.1, rng) != picture).mean(axis=0)
    # 500 flips a cell: standard deviation 0.0134; the largest of 400 stays within 4.5 of them.
    assert np.abs(flipped - 0.1).max() < 0.06
    assert flipped.mean() == pytest.approx(0.1, abs=0.003)
    assert np.array_equal(datasets.noisy(picture, 0.0, rng), picture)
    assert np.array_equal(datasets.noisy(picture, 1.0, rng), 1 - picture)


def test_a_shifted_picture_loses_what_leaves_the_retina():
    picture = np.array([[1, 2], [3, 4]])
    assert datasets.shifted(picture, right=1).tolist() == [[0, 1], [0, 3]]
    assert datasets.shifted(picture, down=-1).tolist() == [[3, 4], [0, 0]]
    assert datasets.shifted(picture, right=5).tolist() == [[0, 0], [0, 0]]


def test_a_machine_tells_two_noisy_letters_apart():
    X, y, _, classes = datasets.two_letters("X", "O", n=40, p=0.1, seed=0)
    assert X.shape == (40, 400)
    assert classes == ("X", "O")
    machine = Perceptron().fit(X, y)
    fresh = datasets.two_letters("X", "O", n=500, p=0.1, seed=1)
    assert (machine.predict(fresh.X) == fresh.y).mean() > 0.98


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: datasets.penguins(("Adelie", "Emperor")), "species must be two of Adelie, "),
        (lambda: datasets.penguins(features=["wing"]), "features must be among bill_length_mm"),
        (lambda: datasets.penguins(features="body_mass_g"), "features must be among"),
        (lambda: datasets.two_clouds(1), "n must be at least 2, got 1"),
        (lambda: datasets.standardize([[1, 2], [1, 3]]), "X must vary in each column"),
        (lambda: datasets.letter("e"), "name must be one of A, C, D, E"),
        (lambda: datasets.noisy([[2]], 0.1, np.random.default_rng()), "picture must hold only 0"),
        (lambda: datasets.noisy([[1]], 2, np.random.default_rng()), "p must lie in [0, 1], got 2"),
        (lambda: datasets.two_letters("E", "E"), "first and second must be two letters, got 'E'"),
    ],
)
def test_errors_name_the_argument(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)
