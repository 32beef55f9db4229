"""Paths: by hand, by walking each of them, and the work of the three ways in closed form."""

import numpy as np
import pytest

from mlmath.backprop.paths import count_backward, count_forward, edges_of, layered, work


def test_a_small_graph_by_hand():
    """Two inputs, one layer of two, an end; the edge from input 2 to unit 1 is absent."""
    matrices = [np.array([[1, 0], [1, 1]]), np.array([[1, 1]])]
    assert [v.tolist() for v in count_forward(matrices, 0)] == [[1, 0], [1, 1], [2]]
    assert [v.tolist() for v in count_forward(matrices, 1)] == [[0, 1], [0, 1], [1]]
    assert [b.tolist() for b in count_backward(matrices)] == [[2, 1], [1, 1], [1]]
    assert work(matrices) == (3, 10, 5)
    assert edges_of(matrices).tolist() == [[0, 0, 0], [0, 0, 1], [0, 1, 1], [1, 0, 0], [1, 1, 0]]


def walked(matrices, layer, unit):
    """Return how many paths lead from a unit to the end, by going all of them."""
    if layer == len(matrices):
        return 1
    return sum(walked(matrices, layer + 1, i) for i in np.flatnonzero(matrices[layer][:, unit]))


def test_both_ways_count_what_walking_every_path_counts():
    for seed in range(10):
        matrices = layered(4, 3, missing=0.5, seed=seed)
        back = count_backward(matrices)[0]
        for start in range(4):
            paths = walked(matrices, 0, start)
            assert paths == back[start] == count_forward(matrices, start)[-1][0]


@pytest.mark.parametrize(("width", "depth"), [(2, 1), (3, 4), (6, 6)])
def test_with_all_edges_the_work_has_a_closed_form(width, depth):
    matrices = layered(width, depth)
    edges = depth * width**2 + width
    assert work(matrices) == (width ** (depth + 1) * depth, width * edges, edges)


def test_every_unit_keeps_an_edge_in_and_one_out():
    for seed in range(20):
        for A in layered(5, 3, missing=0.95, seed=seed)[:-1]:
            assert (A.sum(axis=0) > 0).all()
            assert (A.sum(axis=1) > 0).all()
