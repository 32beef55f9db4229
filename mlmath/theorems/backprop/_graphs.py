"""Random graphs for the theorems: every variable reaches the end, and many parts are used twice."""

import numpy as np

from mlmath.backprop.graph import Graph, Part
from mlmath.theorems.picture import Mark, Picture

SIGNS = {"*": "×", "neg": "−", "-": "−", "sigmoid": "σ"}


def grow(rng: np.random.Generator, n_variables: int, n_parts: int, bends: tuple[str, ...]) -> Graph:
    """Return a graph of variables, sums, differences, products and functions among `bends`.

    Each operation takes the oldest part that nothing uses yet, so that in the end all are used.
    """
    graph = [Part("variable", name=f"x{i + 1}") for i in range(n_variables)]
    unused = list(range(n_variables))
    while len(unused) > 1 or len(graph) < n_variables + n_parts:
        first = unused.pop(0)
        if len(unused) == 0 or (rng.random() < 0.3 and len(graph) < n_variables + n_parts):
            part = Part(str(rng.choice(bends)), (first,))
        else:
            # Where parts shall become fewer, the other is unused too; else it may be any.
            fewer = len(graph) >= n_variables + n_parts
            second = int(rng.choice(unused if fewer else len(graph)))
            if second in unused:
                unused.remove(second)
            part = Part(str(rng.choice(("+", "-", "*"))), (first, second))
        unused.append(len(graph))
        graph.append(part)
    return graph


def draw(graph: Graph, marked: tuple[int, ...] = (), caption: str = "") -> Picture:
    """Draw a graph, inputs on the left, each part right of those that it uses."""
    depth = [0] * len(graph)
    for i, part in enumerate(graph):
        depth[i] = 1 + max((depth[j] for j in part.inputs), default=-1)
    spots = {}
    for level in range(max(depth) + 1):
        here = [i for i in range(len(graph)) if depth[i] == level]
        for k, i in enumerate(here):
            x = -3.4 + 6.8 * level / max(depth)
            spots[i] = np.array([x, 3.4 * ((k + 1) / (len(here) + 1) * 2 - 1)])
    marks = []
    for i, part in enumerate(graph):
        marks += [Mark("curve", [spots[j], spots[i]], style="faint") for j in part.inputs]
    for i, part in enumerate(graph):
        quantity = "e" if i in marked else "x" if part.op == "variable" else "w"
        marks.append(Mark("disc", [spots[i], (0.12, 0.12)], quantity))
        sign = part.name or SIGNS.get(part.op, part.op)
        marks.append(Mark("text", spots[i] + (0, 0.42), quantity, sign))
    return Picture(marks, 4.2, caption)
