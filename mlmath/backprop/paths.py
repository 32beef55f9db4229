r"""Paths through a layered graph, counted forward and counted backward.

With $A^l_{ij} = 1$ where an edge leads from unit j of one layer to unit i of the next,

.. math:: v^{l+1} = A^l v^l \quad\text{(forward)}, \qquad b^l = (A^l)^\top b^{l+1}
          \quad\text{(backward)}

the transpose is the same edges, read the other way.  Chapter: Backpropagation.
"""

from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from mlmath.validation import count, generator, number

Counts: TypeAlias = NDArray[np.int64]


def layered(
    width: int, depth: int, missing: float = 0.0, seed: int | np.random.Generator = 0
) -> list[Counts]:
    """Return the edges of a graph: `width` inputs, `depth` layers as wide, and one end.

    Each edge is absent with probability `missing`; but every unit keeps one edge in and one out.
    Matrix l has shape (units of layer l + 1, units of layer l).
    """
    width, depth = count(width, "width"), count(depth, "depth")
    missing, rng = number(missing, "missing", low=0, high=1), generator(seed)
    matrices = []
    for _ in range(depth):
        A = (rng.random((width, width)) >= missing).astype(np.int64)
        # One edge in and one out for each, by a permutation.
        A[np.arange(width), rng.permutation(width)] = 1
        matrices.append(A)
    return [*matrices, np.ones((1, width), dtype=np.int64)]


def count_forward(matrices: list[Counts], start: int) -> list[Counts]:
    """Return for each layer how many paths lead from one input to each of its units."""
    v = np.zeros(matrices[0].shape[1], dtype=np.int64)
    v[start] = 1
    found = [v]
    for A in matrices:
        found.append(A @ found[-1])
    return found


def count_backward(matrices: list[Counts]) -> list[Counts]:
    """Return for each layer how many paths lead from each of its units to the end."""
    found = [np.ones(1, dtype=np.int64)]
    for A in reversed(matrices):
        found.insert(0, A.T @ found[0])
    return found


class Work(NamedTuple):
    """Multiplications for the slopes by all inputs, where each edge has a slope.

    by_path : path by path; forward : one walk for each input; backward : one walk for all.
    A walk multiplies once at each edge; a path of k edges is a product of k numbers.
    """

    by_path: int
    forward: int
    backward: int


def work(matrices: list[Counts]) -> Work:
    """Return what each way costs."""
    edges = int(sum(A.sum() for A in matrices))
    paths = int(count_backward(matrices)[0].sum())
    return Work(paths * (len(matrices) - 1), matrices[0].shape[1] * edges, edges)


def edges_of(matrices: list[Counts]) -> NDArray[Any]:
    """Return all edges as rows (layer, from, to), shape (e, 3)."""
    rows = [(layer, j, i) for layer, A in enumerate(matrices) for i, j in np.argwhere(A)]
    return np.array(rows, dtype=np.int32)
