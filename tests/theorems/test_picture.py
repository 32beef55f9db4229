"""The pictures: what is drawn is what the verdict holds, and what its caption says."""

import json

import numpy as np
import pytest

from mlmath.theorems import theorem as theorems
from mlmath.theorems.perceptron import THEOREMS, cover, novikoff, xor
from mlmath.theorems.perceptron.cover import VIEW, cover_picture
from mlmath.theorems.perceptron.novikoff import novikoff_picture
from mlmath.theorems.perceptron.xor import CORNERS, xor_picture
from mlmath.theorems.picture import Mark, Picture, line_across


def of_kind(picture, *kinds, quantity=None, style=None):
    return [
        m
        for m in picture.marks
        if m.kind in kinds and quantity in (None, m.quantity) and style in (None, m.style)
    ]


def test_marks_are_checked():
    with pytest.raises(ValueError, match=r"kind must be one of disc, .*, got 'blob'"):
        Mark("blob", [0, 0])
    with pytest.raises(ValueError, match=r"quantity must be one of .*, got 'mass'"):
        Mark("circle", [0, 0], "mass")
    with pytest.raises(ValueError, match=r"style must be one of .*, got 'bold'"):
        Mark("circle", [0, 0], style="bold")
    with pytest.raises(ValueError, match="at must be finite"):
        Mark("circle", [0, np.nan])


def test_a_picture_as_text_by_hand():
    marks = [Mark("arrow", [[0, 0], [1, 2]], "w", "w"), Mark("ring", [-1, 0.5], "e")]
    assert json.loads(Picture(marks, 2.0).text()) == [
        ["arrow", "w", "", "w", 0, 0, 0.5, 1],
        ["ring", "e", "", "", -0.5, 0.25],
    ]
    assert line_across(np.array([3.0, 4.0]), 10.0).tolist() == [[-8, 6], [8, -6]]


@pytest.mark.parametrize("seed", range(25))
def test_novikoff_draws_every_point_in_its_place(seed):
    for drop in (None, *THEOREMS["novikoff"].premises):
        verdict = novikoff(seed, drop)
        picture, X, y = novikoff_picture(verdict), verdict.instance["X"], verdict.instance["y"]
        points = of_kind(picture, "circle", "square")
        far = drop == "points within radius"
        assert len(points) == len(X) - far
        for mark, x, label in zip(points, X[far:], y[far:], strict=True):
            assert mark.kind == ("circle" if label > 0 else "square")
            moved = 0.04 + 1e-9 if drop == "separable with margin" else 1e-12
            assert np.abs(mark.at - x).max() <= moved
        (band,) = of_kind(picture, "area", quantity="gamma")
        gamma = verdict.instance["gamma"]
        assert np.abs(band.at @ verdict.instance["w_star"]) == pytest.approx([gamma] * 4)
        for line in of_kind(picture, "curve", quantity="w"):
            assert line.at @ verdict.instance["weights"][-1] == pytest.approx([0, 0], abs=1e-9)
        assert bool(of_kind(picture, "ring", "arrow", quantity="e")) == (drop is not None)
        assert f"γ = {gamma:.3f}" in picture.caption


@pytest.mark.parametrize("seed", range(25))
def test_in_the_plane_every_sector_of_cover_is_one_labeling(seed):
    """The labels on both sides of each border differ, and all sectors together are the count."""
    for drop in (None, "general position"):
        verdict = cover(seed, drop)
        if verdict.instance["d"] != 2:
            continue
        X = verdict.instance["X"]
        areas = of_kind(cover_picture(verdict), "area")
        assert 2 * len(areas) == verdict.left, "every second sector is shaded"
        corners = [(area.at[1], area.at[-1]) for area in areas]
        middles = [first + last for first, last in corners]
        shaded = {tuple(np.sign(X @ middle)) for middle in middles}
        assert len(shaded) == len(areas)
        assert all((np.array(labels) != 0).all() for labels in shaded)


@pytest.mark.parametrize("seed", range(25))
def test_in_space_the_circles_of_cover_stand_at_right_angles_to_the_points(seed):
    np.testing.assert_allclose(VIEW @ VIEW.T, np.eye(3), atol=1e-12)
    for drop in (None, "general position"):
        verdict = cover(seed, drop)
        if verdict.instance["d"] != 3:
            continue
        X = verdict.instance["X"] @ VIEW.T
        fronts = of_kind(cover_picture(verdict), "curve", quantity="w", style="")
        assert len(fronts) == len(X)
        for x, front in zip(X, fronts, strict=True):
            depth = np.sqrt(np.maximum(0, 1 - (front.at**2).sum(axis=1)))
            assert front.at @ x[:2] + depth * x[2] == pytest.approx(0 * depth, abs=1e-6)


@pytest.mark.parametrize("drop", [None, "general position"])
def test_no_two_names_on_cover_s_picture_collide(drop):
    """A name is about 14 pixels high and 9 wide, and 0.12 of the picture's unit is 16 pixels."""
    for seed in range(120):
        marks = of_kind(cover_picture(cover(seed, drop)), "text")
        places = np.array([mark.at[0] for mark in marks])
        gaps = np.hypot(*(places[:, None] - places).T) + np.eye(len(places))
        assert gaps.min() > 0.12, f"seed {seed}"


def test_the_two_points_on_one_line_are_ringed():
    for seed in range(25):
        verdict = cover(seed, "general position")
        picture = cover_picture(verdict)
        first, second = (mark.at[0] for mark in of_kind(picture, "ring"))
        (line,) = of_kind(picture, "curve", quantity="e")
        for place in (first, second):
            (x, y), (u, v) = line.at[0] - line.at[1], place
            assert abs(x * v - y * u) < 1e-9
        assert "share one line" in picture.caption


def test_xor_draws_the_line_that_it_counted():
    for seed in range(25):
        for drop in (None, "labels are those of XOR"):
            verdict = xor(seed, drop)
            picture = xor_picture(verdict)
            (line,) = of_kind(picture, "curve", quantity="w")
            w1, w2, b = verdict.instance["line"]
            assert (line.at + 0.5) @ [w1, w2] + b == pytest.approx([0, 0], abs=1e-9)
            wrong = [m for m in of_kind(picture, "ring") if m.text == "wrong"]
            assert len(wrong) == 4 - verdict.left
            assert len(of_kind(picture, "circle", "square")) == len(CORNERS)
            for corner, label in zip(CORNERS, of_kind(picture, "text"), strict=True):
                assert label.text == f"({corner[0]:.0f}, {corner[1]:.0f})"
                assert np.sign(label.at[0]).tolist() == np.sign(corner - 0.5).tolist()


@pytest.mark.parametrize("name", THEOREMS)
def test_every_caption_and_text_is_there(name):
    theorem = theorems.get(f"perceptron.{name}")
    for drop in (None, *theorem.premises):
        picture = theorem.picture(theorem.check(3, drop))
        assert picture.caption.endswith(".")
        assert json.loads(picture.text())
