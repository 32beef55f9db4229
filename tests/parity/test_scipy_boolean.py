"""Pieces of a figure and corners of a hull, as SciPy finds them."""

import numpy as np
from scipy.ndimage import label
from scipy.spatial import ConvexHull

from mlmath.boolean import convex_hull, count_pieces


def test_pieces_as_scipy_labels_them():
    rng = np.random.default_rng(0)
    for _ in range(200):
        figure = (rng.random((rng.integers(1, 8), rng.integers(1, 8))) < 0.5).astype(int)
        assert count_pieces(figure) == label(figure)[1]


def test_the_hull_of_points_as_scipy_finds_it():
    rng = np.random.default_rng(4)
    for _ in range(50):
        A = np.unique(rng.integers(-4, 5, size=(6, 2)), axis=0)
        if np.linalg.matrix_rank(A - A[0]) < 2:
            continue
        theirs = {tuple(A[i]) for i in ConvexHull(A).vertices}
        assert {tuple(corner) for corner in convex_hull(A)} == theirs
