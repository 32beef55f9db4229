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
    np.testing.assert_allclose(net.v, exercises.TENT)
    assert net.c == 0
