"""The perceptron's rule on a stream: by hand, and by the machine of the first chapter."""

import numpy as np
import pytest

from mlmath.lms import perceptron_stream
from mlmath.perceptron import Perceptron, augment


def test_four_samples_by_hand():
    """(1, 0) is taken from zero, (2, 1) is right already, (0, -1) is on the line, (1, -1) false."""
    X, y = [[1, 0], [2, 1], [0, -1], [1, -1]], [1, 1, 1, -1]
    assert perceptron_stream(X, y).tolist() == [[0, 0], [1, 0], [1, 0], [1, -1], [0, 0]]


def test_it_ends_where_the_perceptron_does():
    rng = np.random.default_rng(5)
    X = rng.normal(size=(20, 2))
    y = np.where(X @ [1.0, 2.0] + 0.3 > 0, 1, -1)
    machine = Perceptron().fit(X, y)
    stream = perceptron_stream(np.tile(augment(X), (60, 1)), np.tile(y, 60))
    np.testing.assert_allclose(stream[-1, :2], machine.coef_)


def test_weights_of_another_length_are_refused():
    with pytest.raises(ValueError, match=r"w0 must have shape \(2,\)"):
        perceptron_stream([[1, 2]], [1], [0, 0, 0])
