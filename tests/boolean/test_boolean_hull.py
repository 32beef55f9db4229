"""The corners of convex hulls, by hand."""

import numpy as np
import pytest

from mlmath.boolean import convex_hull


def test_the_corners_of_a_square_stand_counterclockwise_and_nothing_else_is_one():
    square = [[0, 0], [2, 0], [2, 2], [0, 2]]
    inside = [[1, 1], [1, 0], [0, 1], [2, 2]]  # one within, two on an edge, a corner twice
    assert convex_hull(square[::-1] + inside).tolist() == square


def test_few_points():
    assert convex_hull([[3, 1]]).shape == (0, 2)
    assert convex_hull([[3, 1]] * 3).shape == (0, 2)
    assert convex_hull([[3, 1], [0, 1], [3, 1], [0, 1]]).tolist() == [[0, 1], [3, 1]]
    assert convex_hull([[3, 1], [0, 1]]).tolist() == [[0, 1], [3, 1]]
    assert convex_hull([[0, 0], [1, 1], [2, 2]]).tolist() == [[0, 0], [2, 2]]


def test_no_point_lies_outside_an_edge():
    A = np.random.default_rng(0).normal(size=(50, 2))
    corners = convex_hull(A)
    for a, b in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        (x, y), (p, q) = b - a, (A - a).T
        assert (x * q - y * p > -1e-12).all()


def test_points_of_space_are_refused():
    with pytest.raises(ValueError, match="A must have shape"):
        convex_hull(np.zeros((4, 3)))
