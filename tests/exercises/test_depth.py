"""The checks of the chapter Going deep: the numbers for pencil and paper."""

import numpy as np
import pytest

from mlmath.depth import follow, predict
from mlmath.exercises import depth as exercises


def test_ten_layers_by_the_law_of_wide_ones():
    scale = exercises.WIDTH * exercises.VARIANCE
    found = predict("relu", scale, exercises.LAYERS)
    assert found.forward[-1] == pytest.approx(1 / 1024, rel=1e-4)
    assert exercises.check_ten(float(found.forward[-1]), 2 / exercises.WIDTH).passed


def test_the_tent_by_the_net_that_follows_it():
    net = follow(lambda x: np.interp(x, [0, 1 / 3, 2 / 3, 1], [0, 1, 1, 0]), 3)
    np.testing.assert_allclose(net.v, [3, -3, -3])
    assert net.c == 0
    assert exercises.check_tent(net.v).passed


def test_the_blames_by_small_pushes():
    """Each loss, written down anew, is pushed by a small h to either side."""
    h = 1e-6

    def pushed(loss, z):
        return (loss(z + h) - loss(z - h)) / (2 * h)

    z = np.log(exercises.SAID / (1 - exercises.SAID))
    squared = pushed(lambda z: 0.5 / (1 + np.exp(-z)) ** 2, z)
    crossed = pushed(lambda z: np.log(1 + np.exp(z)), z)
    start = np.log(exercises.SHARES)

    def surprise(z):
        return np.log(np.exp(z).sum()) - z[2]

    three = [pushed(lambda s, k=k: surprise(start + s * np.eye(3)[k]), 0.0) for k in range(3)]
    assert exercises.check_blames(squared, crossed, three).passed
