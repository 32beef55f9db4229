"""Pieces of a figure, counted as SciPy labels them."""

import numpy as np
from scipy.ndimage import label

from mlmath.boolean import count_pieces


def test_pieces_as_scipy_labels_them():
    rng = np.random.default_rng(0)
    for _ in range(200):
        figure = (rng.random((rng.integers(1, 8), rng.integers(1, 8))) < 0.5).astype(int)
        assert count_pieces(figure) == label(figure)[1]
