"""Where planes cut the cube."""

import numpy as np
import pytest

from mlmath.boolean import section


def test_the_section_by_hand():
    """The plane x1 + x2 + x3 = 3/2 cuts the cube in a hexagon of the edges' middles, in turn."""
    found = section(np.array([1.0, 1.0, 1.0, -1.5]))
    assert found.shape == (6, 3)
    assert np.sort(found, axis=1).tolist() == [[0, 0.5, 1]] * 6
    sides = np.sqrt(((found - np.roll(found, 1, axis=0)) ** 2).sum(axis=1))
    assert sides == pytest.approx([np.sqrt(0.5)] * 6)
    assert section(np.array([0.0, 0.0, 0.0, 1.0])).shape == (0, 3)
    assert section(np.array([1.0, 0.0, 0.0, -0.5])).shape == (4, 3)


@pytest.mark.parametrize(
    ("weights", "corners"),
    [
        # x1/2 + x2 + 2 x3 = 3/2, through (1, 1, 0): between 0 and 1 on three more edges.
        ([0.5, 1.0, 2.0, -1.5], [[0, 0, 0.75], [0, 1, 0.25], [1, 0, 0.5], [1, 1, 0]]),
        # x1 + x2 = 1: upright through four corners.
        ([1.0, 1.0, 0.0, -1.0], [[0, 1, 0], [0, 1, 1], [1, 0, 0], [1, 0, 1]]),
        # x1 + x2 + x3 = 1: the triangle of the three corners with a single one.
        ([1.0, 1.0, 1.0, -1.0], [[0, 0, 1], [0, 1, 0], [1, 0, 0]]),
        # The face x3 = 0, an edge alone, a corner alone, and no plane.
        ([0.0, 0.0, 1.0, 0.0], [[0, 0, 0], [0, 1, 0], [1, 0, 0], [1, 1, 0]]),
        ([1.0, 1.0, 0.0, 0.0], []),
        ([1.0, 1.0, 1.0, 0.0], []),
        ([0.0, 0.0, 0.0, 0.0], []),
    ],
)
def test_planes_through_corners(weights, corners):
    found = section(np.array(weights))
    assert sorted(found.tolist()) == corners
    for before, here, after in zip(
        found, np.roll(found, -1, axis=0), np.roll(found, -2, axis=0), strict=True
    ):
        turn = np.cross(here - before, after - here) @ np.array(weights[:3])
        assert turn > 0, "in turn, counted from the side of the weights"
