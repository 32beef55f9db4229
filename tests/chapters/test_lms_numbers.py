"""The numbers in the text of chapter 3, worked out apart from the cells that show them."""

import numpy as np
import pytest

from mlmath.lms import mean_square_stability_bound, mean_stability_bound, misadjustment
from mlmath.manifest import page
from tests import book

TEXT = book.text(page("lms"))


def test_two_steps_by_hand():
    """A tenth of the error, times the sample, in whole numbers."""
    w = [0, 0]
    for x, heard, after in (((2, 1), 10, [2, 1]), ((1, 2), 14, [3, 3])):
        e = heard - (w[0] * x[0] + w[1] * x[1])
        assert e == 10
        w = [w[0] + e * x[0] // 10, w[1] + e * x[1] // 10]
        assert w == after
        assert heard - (w[0] * x[0] + w[1] * x[1]) == 5
    assert 10 - (2 * w[0] + w[1]) == 1
    assert "so that its error is 1." in TEXT


def test_the_lines_meet_at_two_and_six():
    assert np.linalg.solve([[2, 1], [1, 2]], [10, 14]) == pytest.approx([2, 6])


def test_the_squared_lengths():
    assert 2**2 + 1**2 == 5
    assert 1 - 0.1 * 5 == 0.5
    assert 16 * 1**2 + 1 == 17
    assert "sample has $\\|\\qx\\|^2 = 17$" in TEXT


def test_the_misadjustment_of_ten_weights():
    assert round(0.02 * 10 / (2 - 0.02 * 12), 4) == 0.1136 == round(misadjustment(10, 0.02, 1), 4)
    rule = 0.02 * 10 / 2
    assert rule == pytest.approx(0.1)
    assert "$0.2 / 1.76 = 0.1136$" in TEXT


def test_the_bounds():
    assert mean_square_stability_bound(2, 1.0) == 0.5
    assert mean_stability_bound(np.eye(2)) == 2
    ratio = mean_stability_bound(np.eye(10)) / mean_square_stability_bound(10, 1.0)
    assert ratio == pytest.approx(12)
    assert "With ten such inputs it is twelve times smaller than the third." in TEXT


def test_the_time_constant():
    left, share = (16 / 17) ** 17, 1 / np.e
    assert left == pytest.approx(0.357, abs=5e-4)
    assert share == pytest.approx(0.368, abs=5e-4)


def test_a_far_circle_has_a_negative_error():
    assert 1 - 3 == -2
    assert "Its error is $1 - 3 = -2$" in TEXT


def test_the_least_squares_weights_for_xor_are_zero():
    corners = np.array([[a, b, 1] for a in (-1, 1) for b in (-1, 1)])
    answers = -corners[:, 0] * corners[:, 1]
    assert np.linalg.lstsq(corners, answers, rcond=None)[0] == pytest.approx([0, 0, 0])
