"""Letters that differ, and the noise that they promise."""

from itertools import combinations

import numpy as np
import pytest

from mlmath.datasets import letters
from mlmath.perceptron import Perceptron


def test_equal_seeds_give_equal_pictures():
    def drawn(seed):
        return letters.two_letters("E", "F", seed=seed).X

    assert np.array_equal(drawn(4), drawn(4))
    assert not np.array_equal(drawn(4), drawn(5))


def test_letters_are_pictures_of_their_own():
    assert set("EFTLXOCG") <= set(letters.LETTERS)
    pictures = {name: letters.letter(name) for name in letters.LETTERS}
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
    assert np.array_equal(letters.letter("L"), expected)


def test_f_is_e_without_its_foot_and_c_is_o_with_a_mouth():
    e, f, o, c = (letters.letter(name) for name in "EFOC")
    assert (f <= e).all()
    assert np.argwhere(e > f).min(axis=0).tolist() == [16, 6]
    assert (c <= o).all()
    assert np.argwhere(o > c).min(axis=0)[1] > 10


def test_noise_flips_the_share_of_cells_that_it_promises():
    rng = np.random.default_rng(0)
    picture = np.stack([letters.letter("X")] * 500)
    flipped = (letters.noisy(picture, 0.1, rng) != picture).mean(axis=0)
    # 500 flips a cell: standard deviation 0.0134; the largest of 400 stays within 4.5 of them.
    assert np.abs(flipped - 0.1).max() < 0.06
    assert flipped.mean() == pytest.approx(0.1, abs=0.003)
    assert np.array_equal(letters.noisy(picture, 0.0, rng), picture)
    assert np.array_equal(letters.noisy(picture, 1.0, rng), 1 - picture)


@pytest.mark.parametrize(("rows", "columns"), [(2, 3), (4, 2), (1, 5), (3, 3)])
def test_each_cell_moves_where_a_loop_puts_it(rows, columns):
    """Every shift that leaves something, and those just past it; no cell is 0, not at an edge."""
    picture = np.arange(1, rows * columns + 1).reshape(rows, columns)
    for right in range(-columns - 1, columns + 2):
        for down in range(-rows - 1, rows + 2):
            expected = [
                [
                    picture[i - down, j - right]
                    if i - down in range(rows) and j - right in range(columns)
                    else 0
                    for j in range(columns)
                ]
                for i in range(rows)
            ]
            moved = letters.shifted(picture, right, down)
            assert moved.tolist() == expected
            assert moved.dtype == np.int64
    assert not letters.shifted(picture, 10**30, 0).any()
    assert not letters.shifted(picture, 0, -(10**30)).any()


def test_halves_of_a_cell_are_refused_not_cut_off():
    with pytest.raises(ValueError, match="picture must hold whole numbers"):
        letters.shifted([[0.5, 1.0]], 1)


def test_a_shifted_picture_loses_what_leaves_the_retina():
    picture = np.array([[1, 2], [3, 4]])
    assert letters.shifted(picture, right=1).tolist() == [[0, 1], [0, 3]]
    assert letters.shifted(picture, down=-1).tolist() == [[3, 4], [0, 0]]
    assert letters.shifted(picture, right=5).tolist() == [[0, 0], [0, 0]]


def test_a_machine_tells_two_noisy_letters_apart():
    X, y, _, classes = letters.two_letters("X", "O", n=40, p=0.1, seed=0)
    assert X.shape == (40, 400)
    assert classes == ("X", "O")
    machine = Perceptron().fit(X, y)
    fresh = letters.two_letters("X", "O", n=500, p=0.1, seed=1)
    assert (machine.predict(fresh.X) == fresh.y).mean() > 0.98


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: letters.letter("e"), "name must be one of A, C, D, E"),
        (lambda: letters.noisy([[2]], 0.1, np.random.default_rng()), "picture must hold only 0"),
        (lambda: letters.noisy([[1]], 2, np.random.default_rng()), "p must lie in [0, 1], got 2"),
        (lambda: letters.two_letters("E", "E"), "first and second must be two letters, got 'E'"),
    ],
)
def test_errors_name_the_argument(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)
