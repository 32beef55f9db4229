"""Where the parts of a graph stand, and where its edges run: by levels, inputs first."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from mlmath.backprop.graph import Graph
from mlmath.validation import Floats

SWEEPS = 4


def levels(graph: Graph) -> list[int]:
    """Return the level of each part: variables at 0, all else just before the first that uses it.

    So only edges that leave a variable, or a part used more than once, pass a level by.
    """
    low: list[int] = []
    for part in graph:
        low.append(1 + max((low[j] for j in part.inputs), default=-1))
    level = list(low)
    for i in range(len(graph) - 2, -1, -1):
        if graph[i].op != "variable":
            level[i] = min(level[k] for k, user in enumerate(graph) if i in user.inputs) - 1
    return level


def layout(graph: Graph, edges: Sequence[tuple[int, int]]) -> tuple[Floats, Floats]:
    """Return places of the parts (n, 2) and routes of the edges (e, p, 2), all in [0, 1].

    A place is (along, across), along by level with the end at 1.  A route begins at one part and
    ends at the other; where an edge passes a level by, it has a point there, apart from the parts.
    Short routes repeat their end.
    """
    level = levels(graph)
    top = max(level)
    chains = []
    at = list(level)  # of parts, then of the points where edges pass
    for start, end in edges:
        passed = range(level[start] + 1, level[end])
        chains.append([start, *range(len(at), len(at) + len(passed)), end])
        at += passed
    near: list[list[int]] = [[] for _ in at]
    for chain in chains:
        for u, v in pairwise(chain):
            near[u].append(v)
            near[v].append(u)
    rows = [[i for i in range(len(at)) if at[i] == here] for here in range(top + 1)]
    across = np.empty(len(at))
    for row in rows:
        across[row] = _spread(len(row))
    for sweep in range(2 * SWEEPS):  # up and down: each next to the middle of its neighbors
        for row in rows if sweep % 2 == 0 else rows[::-1]:
            wish = {i: np.mean([across[j] for j in near[i]] or [0.5]) for i in row}
            row.sort(key=lambda i: (round(float(wish[i]), 9), i))
            across[row] = _spread(len(row))
    places = np.stack([np.array(at) / max(1, top), across], axis=1)
    longest = max(map(len, chains), default=0)
    routes = [places[chain + [chain[-1]] * (longest - len(chain))] for chain in chains]
    return places[: len(graph)], np.array(routes).reshape(len(chains), longest, 2)


def _spread(n: int) -> Floats:
    return (np.arange(n) + 0.5) / n
