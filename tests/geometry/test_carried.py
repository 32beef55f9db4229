"""The plane on its way: its ends are the layers', nothing folds between, and cuts by hand."""

import numpy as np
import pytest

from mlmath.geometry import Narrow, border, carried, cut, grid_lines, trained
from mlmath.geometry.carried import padded, part_of_turn, turn_and_stretch

NETS = [
    trained(shape, units, layers, seed, updates=60).nets[-1].upright()
    for shape, units, layers, seed in (
        ("rings", 2, 2, 0), ("rings", 3, 1, 1), ("crescents", 3, 3, 2), ("crescents", 2, 3, 3),
    )
]  # fmt: skip


@pytest.mark.parametrize("net", NETS)
def test_whole_numbers_of_the_way_are_the_layers(net):
    X = np.random.default_rng(5).uniform(-1, 1, size=(30, 2))
    for way, places in enumerate(net.representations(X)):
        found = carried(net, X, way)
        assert found[:, : places.shape[1]] == pytest.approx(places)
        assert found[:, places.shape[1] :] == pytest.approx(0)


@pytest.mark.parametrize("net", NETS)
def test_the_way_is_without_jumps(net):
    X = np.random.default_rng(6).uniform(-1, 1, size=(30, 2))
    for way in (1e-6, 0.5, 1 - 1e-6, 1.0):
        if way + 1e-6 <= len(net.layers):
            moved = carried(net, X, way + 1e-6) - carried(net, X, way)
            assert np.abs(moved).max() < 1e-4


@pytest.mark.parametrize("net", [net for net in NETS if len(net.v) == 2])
def test_no_small_triangle_turns_over(net):
    """The signed area of each stays positive, at every moment: nothing is folded or mirrored."""
    rng = np.random.default_rng(8)
    corner = rng.uniform(-1, 1, size=(100, 2))
    for way in np.linspace(0, len(net.layers), 31):
        h = 1e-5
        a, b, c = (
            carried(net, corner + np.array(step), way)[:, :2] for step in ([0, 0], [h, 0], [0, h])
        )
        (p, q), (r, s) = (b - a).T, (c - a).T
        assert (p * s - q * r > 0).all()


def test_a_quarter_turn_and_half_of_it():
    quarter = np.array([[0.0, -1, 0], [1, 0, 0], [0, 0, 1]])
    R, S = turn_and_stretch(quarter @ np.diag([2.0, 3, 1]))
    assert pytest.approx(quarter) == R
    assert pytest.approx(np.diag([2, 3, 1])) == S
    half = np.sqrt(0.5)
    assert part_of_turn(R, 0.5)[:2, :2] == pytest.approx(np.array([[half, -half], [half, half]]))


@pytest.mark.parametrize("axis", [[1, 0, 0], [0, 1, 0], [2, -1, 2]])
def test_half_a_turn_is_gone_in_two_equal_parts(axis):
    n = np.array(axis) / np.sqrt(np.dot(axis, axis))
    R = 2 * np.outer(n, n) - np.eye(3)
    part = part_of_turn(R, 0.5)
    assert part @ part == pytest.approx(R)
    assert part @ n == pytest.approx(n)
    assert part_of_turn(np.eye(3), 0.3) == pytest.approx(np.eye(3))


def test_three_units_are_completed_to_a_turn():
    square = padded(np.array([[2.0, 0], [0, 0], [0, -3]]))
    assert square[:, 2].tolist() == [0, 1, 0]  # (2, 0, 0) × (0, 0, −3) = (0, 6, 0)
    assert np.linalg.det(square) == pytest.approx(6)


def test_a_grid_by_hand():
    lines = grid_lines(1, 2, 3)
    assert lines[0].tolist() == [[-1, -1], [0, -1], [1, -1]]
    assert lines[3].tolist() == [[1, -1], [1, 0], [1, 1]]


def test_the_border_of_a_line_is_that_line():
    """Tanh rises: the first unit is 0 exactly where x + 2y = 1/2."""
    net = Narrow(((np.array([[1.0, 2], [0, 1]]), np.array([-0.5, 0])),), np.array([1.0, 0]), 0.0)
    ends = border(net, 1.5).reshape(-1, 2)
    assert len(ends) > 50
    assert ends @ [1, 2] == pytest.approx(0.5, abs=1e-4)


def test_where_the_score_has_one_sign_there_is_no_border():
    net = Narrow(((np.eye(2), np.zeros(2)),), np.array([0.1, 0.1]), 1.0)
    assert border(net, 1.5).shape == (0, 2, 2)
    assert cut(net).shape == (0, 3)


def test_cuts_by_hand():
    """Level at 1/2 in the square; in the cube the plane x + y + z = 0 cuts a hexagon."""
    flat = cut(Narrow(((np.eye(2), np.zeros(2)),), np.array([0.0, 2.0]), -1.0))
    assert sorted(flat.tolist()) == [[-1, 0.5, 0], [1, 0.5, 0]]
    hexagon = cut(Narrow(((np.ones((3, 2)), np.zeros(3)),), np.ones(3), 0.0))
    assert hexagon.sum(axis=1) == pytest.approx(0)
    sides = np.sqrt(((hexagon - np.roll(hexagon, 1, axis=0)) ** 2).sum(axis=1))
    assert sides == pytest.approx([np.sqrt(2)] * 6)  # in turn around: equal sides
