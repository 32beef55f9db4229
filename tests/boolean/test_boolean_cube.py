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
