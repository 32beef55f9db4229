"""The theorems of the page Linear algebra: cases by hand, and what stands behind each verdict."""

import numpy as np
import pytest

from mlmath.foundations.linear_algebra import amplification, condition_number
from mlmath.theorems.linear_algebra import CONDITION_PREMISES, cauchy, condition, nullity
from mlmath.theorems.linear_algebra.cauchy import DOT, SIGNED, TWISTED
from mlmath.theorems.linear_algebra.cauchy import proof_steps as cauchy_steps
from mlmath.theorems.linear_algebra.condition import GAP, _beside, condition_picture
from mlmath.theorems.linear_algebra.nullity import GRID, dimension, null_arrows
from mlmath.theorems.linear_algebra.nullity import proof_steps as nullity_steps
from mlmath.theorems.picture import Mark

SEEDS = range(150)


def test_arrows_along_one_line_have_equal_sides():
    for seed in range(0, 150, 5):
        verdict = cauchy(seed)
        np.testing.assert_allclose(verdict.left, verdict.right, rtol=1e-12)


def test_a_signed_product_by_hand():
    """(2, 1) and (2, -1): the product 4 + 1 = 5 is above 3, the root of (4 - 1)(4 - 1)."""
    u, v = np.array([2.0, 1.0]), np.array([2.0, -1.0])
    assert [step.holds for step in cauchy_steps(u, v, SIGNED)] == [True, False, True]
    assert [step.holds for step in cauchy_steps(u, v, DOT)] == [True, True, True]


def test_a_twisted_product_by_hand():
    """(1, 0) and (1, 1): u · v = 1 + 1 = 2, v · u = 1 - 1 = 0, and the lengths give 1.41."""
    u, v = np.array([1.0, 0.0]), np.array([1.0, 1.0])
    first = cauchy_steps(u, v, TWISTED)[0]
    assert str(first) == "✗ Step 1: multiply out: u · v = 2, but v · u = 0"


def test_ranks_agree_with_the_singular_values():
    seen = set()
    for seed in SEEDS:
        data = nullity(seed).instance
        values = np.linalg.svd(data["A"], compute_uv=False)
        assert data["rank"] == (values > 1e-9).sum()
        assert data["null"] == 3 - data["rank"]
        seen.add(data["rank"])
    assert seen == {1, 2}


def test_a_null_arrow_by_hand():
    """2 (1, 2) + (2, 1) = (4, 5): the arrow (2, 1, -1) becomes zero, as the page works out."""
    A = np.array([[1, 2, 4], [2, 1, 5]])
    assert null_arrows(A, [0, 1]).tolist() == [[2, 1, -1]]
    assert [step.holds for step in nullity_steps(A, [0, 1], GRID, cut=False)] == [True] * 3


def test_columns_wrongly_kept_break_steps_2_and_3():
    """With the first column alone as kept, the second is taken for a mix of it."""
    A = np.array([[1, 0, 1], [0, 1, 0]])
    held = [step.holds for step in nullity_steps(A, [0], GRID, cut=False)]
    assert held == [False, True, False]


def test_the_dimension_of_no_arrows_is_0():
    assert dimension(np.zeros((0, 3))) == 0


def test_relative_errors_are_those_of_the_mathematics():
    """By `amplification`, which solves with the singular values."""
    for seed in SEEDS:
        verdict = condition(seed)
        data = verdict.instance
        grown = amplification(data["A"], data["b"], data["db"])
        error = np.hypot(*data["db"]) / np.hypot(*data["b"])
        np.testing.assert_allclose(verdict.left, 100 * grown * error, rtol=1e-9)
        bound = 100 * condition_number(data["A"]) * error
        np.testing.assert_allclose(verdict.right, bound, rtol=1e-9)


def test_the_worst_case_attains_the_bound():
    for seed in range(0, 150, 2):
        verdict = condition(seed)
        np.testing.assert_allclose(verdict.left, verdict.right, rtol=1e-9)


def test_the_picture_shows_relative_errors():
    """Both arrows are 1 long, δb is 0.2 and δx as long as the error of x in percent says.

    A takes the shape around x, back in the units of x, to the shape around b.
    """
    for seed in SEEDS:
        verdict = condition(seed)
        data = verdict.instance
        marks = condition_picture(verdict).marks
        around_b, around_x = (mark.at for mark in marks if mark.kind == "area")
        b, db, x, dx = (mark.at for mark in marks if mark.kind == "arrow")
        assert [np.hypot(*(tip - tail)) for tail, tip in (b, x)] == pytest.approx([1, 1])
        assert np.hypot(*(db[1] - db[0])) == pytest.approx(0.2)
        assert 100 * np.hypot(*(dx[1] - dx[0])) == pytest.approx(verdict.left)
        np.testing.assert_allclose([db[0], dx[0]], [b[1], x[1]], atol=1e-12)
        units = np.hypot(*data["x"]), np.hypot(*data["b"])
        np.testing.assert_allclose(units[0] * (dx[1] - x[0]), data["x"] + data["dx"], atol=1e-9)
        np.testing.assert_allclose(units[1] * (db[1] - b[0]), data["b"] + data["db"], atol=1e-9)
        sent = units[0] * (around_x - x[0]) @ data["A"].T
        np.testing.assert_allclose(sent, units[1] * (around_b - b[0]), atol=1e-9)


def test_the_picture_is_filled_and_its_halves_stand_apart():
    for drop in (None, *CONDITION_PREMISES):
        for seed in SEEDS:
            picture = condition_picture(condition(seed, drop))
            reach = np.abs(np.vstack([mark.at for mark in picture.marks])).max()
            assert 0.9 * picture.span < reach <= picture.span
            names = [i for i, mark in enumerate(picture.marks) if mark.text]
            halves = picture.marks[: names[0] + 1], picture.marks[names[0] + 1 :]
            boxes = [np.vstack([mark.at for mark in half]) for half in halves]
            below, right = boxes[0].min(axis=0) - boxes[1].max(axis=0), boxes[1].min(axis=0)
            assert right[0] - boxes[0][:, 0].max() > 0.29 or below[1] > 0.29


def test_a_flat_matrix_does_not_see_the_error():
    for seed in SEEDS:
        data = condition(seed, "no arrow but zero becomes zero").instance
        A, v = data["A"], data["x"]
        assert abs(np.linalg.det(A)) < 1e-9
        across = np.array([-v[1], v[0]])
        np.testing.assert_allclose(A @ across, 0, atol=1e-12)
        assert abs(data["dx"] @ across) > 0.4 * (across @ across)


@pytest.mark.parametrize("across", [0, 1])
def test_flat_halves_of_a_picture_are_drawn_one_above_the_other_and_tall_ones_side_by_side(across):
    """Two boxes of 4 by 1 fill a square of 4, not of 8 and the gap."""
    box = np.array([[0.0, 0.0], [4.0, 1.0]])[:, [across, 1 - across]]
    marks, span = _beside([Mark("curve", box)], [Mark("curve", box + 7)])
    assert span == pytest.approx(1.08 * 4 / 2)
    first, second = (np.mean(mark.at, axis=0) for mark in marks)
    apart = np.array([0, -1 - GAP] if across == 0 else [1 + GAP, 0])
    np.testing.assert_allclose(second - first, apart, atol=1e-12)
