"""The pictures: what is drawn is what the verdict holds, and what its caption says."""

import json

import numpy as np
import pytest

from mlmath.theorems import theorem as theorems
from mlmath.theorems.perceptron import THEOREMS, cover, novikoff, xor
from mlmath.theorems.perceptron.cover import VIEW, cover_picture
from mlmath.theorems.perceptron.novikoff import novikoff_picture
from mlmath.theorems.perceptron.xor import CORNERS, xor_picture
from mlmath.theorems.picture import (
    SHADES,
    Axis,
    Key,
    Mark,
    Picture,
    band,
    curve,
    direction,
    heat_map,
    line_across,
    plane_axes,
)


def of_kind(picture, *kinds, quantity=None, style=None):
    return [
        m
        for m in picture.marks
        if m.kind in kinds and quantity in (None, m.quantity) and style in (None, m.style)
    ]


def test_directions_by_hand():
    """Angles grow from the first axis toward the second; 3, 4, 5 is a right triangle."""
    assert direction(np.arctan2(4, 3)) == pytest.approx([0.6, 0.8])
    quarters = direction(np.pi / 2 * np.arange(4))
    assert quarters == pytest.approx(np.array([[1, 0], [0, 1], [-1, 0], [0, -1]]))


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


def test_between_axes_places_are_in_the_units_of_the_axes_by_hand():
    """0 to 4 across, 1 to 100 up in equal factors: 1 stands at -1/2, 10 in the middle."""
    x, y = Axis("steps k", 0, 4), Axis("error", 1, 100, log=True)
    marks = [
        curve([0, 1, 4], [100, 10, 1], "e", "error"),
        band([0, 4], [1, 1], [10, 100], "w"),
        Mark("circle", [2, 10]),
    ]
    picture = Picture(marks, caption="It falls.", x=x, y=y)
    assert json.loads(picture.text()) == [
        ["curve", "e", "", "error", -1, 1, -0.5, 0, 1, -1],
        ["area", "w", "", "", 1, -1, -1, -1, -1, 0, 1, 1],
        ["circle", "", "", "", 0, 0],
    ]
    assert json.loads(picture.scales()) == {
        "x": ["steps k", 0, 4, 0],
        "y": ["error", 1, 100, 1],
    }
    assert json.loads(Picture([], 2.0).scales()) == {}


def test_a_plane_between_axes_has_one_unit_by_hand():
    """2.82 units in 282 pixels, and so 2.70 units in 270."""
    across, up = plane_axes("a", "b", 1.41)
    assert (across.label, up.label) == ("a", "b")
    assert (across.low, across.high) == (-1.41, 1.41)
    assert (up.low, up.high) == pytest.approx((-1.35, 1.35))


def test_a_disc_keeps_its_half_axes_on_the_axes():
    """Of half axes 1 and 2 on axes 10 and 8 long: 1 / 5 and 2 / 4 of the half picture."""
    picture = Picture([Mark("disc", [[5, 0], [1, 2]])], x=Axis("a", 0, 10), y=Axis("b", -4, 4))
    assert json.loads(picture.text()) == [["disc", "", "", "", 0, 0, 0.2, 0.5]]


def test_a_heat_map_has_a_mark_for_each_shade_by_hand():
    """Shades of 0 to 8 in steps of 1: the lowest is blank, the highest takes all above it."""
    key = Key("loss", 0, 8, "e")
    first, second, last = heat_map([[1, 1.9, 0.5], [99, -3, 2]], [0, 1, 2, 4], [0, 5, 6], key)
    assert SHADES == 8
    assert [(m.kind, m.shade, m.quantity) for m in (first, second, last)] == [
        ("boxes", 1, "e"),
        ("boxes", 2, "e"),
        ("boxes", 7, "e"),
    ]
    assert first.at.tolist() == [[0, 0], [2, 5]], "neighbors of one shade are one box"
    assert second.at.tolist() == [[2, 5], [4, 6]]
    assert last.at.tolist() == [[0, 5], [1, 6]]
    picture = Picture([first, last], key=key, x=Axis("a", 0, 4), y=Axis("b", 0, 10))
    assert json.loads(picture.text()) == [
        ["boxes", "e", 1, "", -1, -1, 0, 0],
        ["boxes", "e", 7, "", -1, 0, -0.5, 0.2],
    ]
    assert json.loads(picture.scales())["key"] == ["loss", "0", "8", "e"]
    below = Picture([first], 4.0, key=Key("gain", -1234.5, 0.125))
    assert json.loads(below.scales()) == {"key": ["gain", "−1,234", "0.125", ""]}


def test_a_heat_map_in_the_blank_shade_alone_has_its_key():
    key = Key("loss", 0, 8, "e")
    marks = heat_map([[0, 0.9]], [0, 1, 2], [0, 1], key)
    assert marks == []
    assert json.loads(Picture(marks, 2.0, key=key).scales()) == {"key": ["loss", "0", "8", "e"]}


@pytest.mark.parametrize("rows", [1, 7])
def test_the_boxes_of_a_heat_map_hold_each_cell_once(rows):
    """Each middle of a cell that is not blank lies in one box, and that has the cell's shade."""
    rng = np.random.default_rng(rows)
    values = rng.integers(0, 8, (rows, 9)) + 0.5
    marks = heat_map(values, np.arange(10), np.arange(rows + 1), Key("n", 0, 8))
    for i in range(rows):
        for j in range(9):
            inside = [
                mark.shade
                for mark in marks
                for (x0, y0), (x1, y1) in mark.at.reshape(-1, 2, 2)
                if x0 < j + 0.5 < x1 and y0 < i + 0.5 < y1
            ]
            assert inside == ([int(values[i, j])] if values[i, j] >= 1 else [])


X, Y = Axis("k", 0, 4), Axis("e", 1, 10, log=True)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Axis("k", 1, 1), "low must lie below high, got 1 and 1"),
        (lambda: Axis("k", 0, np.inf), "low must lie below high, got 0 and inf"),
        (lambda: Axis("k", 0, 1, log=True), "low must be positive on a logarithmic axis, got 0"),
        (lambda: Key("k", 2, 1), "low must lie below high, got 2 and 1"),
        (lambda: Picture([], x=X), "x and y must both be an axis or both be None"),
        (lambda: Picture([], 2.0, x=X, y=Y), "span must be 1 in a picture with axes, got 2"),
        (lambda: Picture([Mark("ring", [1, 0])], x=X, y=Y).text(), "at must be positive along 'e'"),
        (lambda: Picture([Mark("disc", [[1, 2], [1, 1]])], x=X, y=Y).text(), "kind must not be di"),
        (lambda: Picture([Mark("boxes", [[0, 0], [1, 1]], shade=2)]), "key must be there for box"),
        (lambda: Mark("boxes", [[0, 0], [1, 1]]), "shade must be 1 to 7 for boxes and 0 for all"),
        (lambda: Mark("ring", [0, 0], shade=1), "shade must be 1 to 7 for boxes and 0 for all els"),
        (lambda: curve([1], [1]), "x must have one number for each of at least two x, got (1,)"),
        (lambda: curve([1, 2], [1, 2, 3]), "y must have one number for each of at least two x"),
        (lambda: band([1, 2], [0, 0], [1]), "high must have one number for each of at least two"),
        (
            lambda: heat_map([[1, 2]], [0, 1], [0, 1], Key("k", 0, 1)),
            "values must have one row less than y and one column less than x, got (1, 2) with (2,)",
        ),
        (lambda: heat_map([[np.nan]], [0, 1], [0, 1], Key("k", 0, 1)), "values must be finite"),
    ],
)
def test_what_cannot_be_drawn_is_refused(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)


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
