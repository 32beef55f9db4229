r"""A computation as a list of parts, each made from earlier ones; values forward, blame backward.

With $d_{ij}$ the local derivative of part i by its input j, and $g_n = 1$ at the last part,

.. math:: g_j = \sum_{i \text{ uses } j} g_i \, d_{ij}

is the derivative of the last part by part j: the sum over all paths from j to the end of the
product of the local derivatives along the path.

Source: S. Linnainmaa, BIT 16 (1976), 146-160.  Chapter: Backpropagation.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from mlmath.backprop.operations import OPERATIONS

Slopes: TypeAlias = list[tuple[float, ...]]


class Part(NamedTuple):
    """One part of a computation.

    op : "variable", "number", or a key of `OPERATIONS`.
    inputs : the places of the parts that it is made from, all earlier than its own.
    name : of a variable.
    number : of a number; of a power, its exponent.
    """

    op: str
    inputs: tuple[int, ...] = ()
    name: str = ""
    number: float = 0.0


Graph: TypeAlias = Sequence[Part]


def variables(graph: Graph) -> dict[str, int]:
    """Return {name: place} of the variables, by name."""
    found = {part.name: i for i, part in enumerate(graph) if part.op == "variable"}
    return dict(sorted(found.items()))


def evaluate(graph: Graph, point: Mapping[str, Any]) -> list[Any]:
    """Return the value of each part where the variables have the values in `point`.

    The values may be numbers, complex numbers or `Counted` numbers.  A part that has no value,
    as 1/0, is infinite or not a number.
    """
    values: list[Any] = []
    with np.errstate(all="ignore"):
        for part in graph:
            values.append(worth(part, values, point))
    return values


def worth(part: Part, values: Sequence[Any], point: Mapping[str, Any]) -> Any:
    """Return the value of one part, from the values of those before it."""
    if part.op == "variable":
        return _number(point[part.name])
    if part.op == "number":
        return np.float64(part.number)
    return OPERATIONS[part.op].value(*arguments(part, values))


def arguments(part: Part, values: Sequence[Any]) -> list[Any]:
    """Return what the operation of a part is given: values of its inputs, and an exponent."""
    return [values[j] for j in part.inputs] + ([part.number] if part.op == "^" else [])


def _number(value: Any) -> Any:
    """NumPy's own numbers make 1/0 infinite, and raise no error."""
    if isinstance(value, complex):
        return np.complex128(value)
    return np.float64(value) if isinstance(value, int | float) else value


def slopes(graph: Graph, values: Sequence[Any]) -> Slopes:
    """Return the local derivatives of each part by its inputs."""
    found: Slopes = []
    with np.errstate(all="ignore"):
        for part, value in zip(graph, values, strict=True):
            if not part.inputs:
                found.append(())
                continue
            given = map(np.float64, arguments(part, values))
            found.append(tuple(map(float, OPERATIONS[part.op].pull(np.float64(1), value, *given))))
    return found


def blame(graph: Graph, local: Slopes, adds: bool = True) -> list[list[float]]:
    """Return the blame of all parts after 0, 1, 2, ... steps back, the last row the end of it.

    Each step takes one part, the last first, and hands its blame on to its inputs.  Without
    `adds`, what is handed on replaces what was there, which is the classic mistake.
    """
    b = [0.0] * len(graph)
    b[-1] = 1.0
    rows = [b]
    for i in range(len(graph) - 1, -1, -1):
        if not graph[i].inputs:
            continue
        b = list(b)
        for j, d in zip(graph[i].inputs, local[i], strict=True):
            b[j] = b[i] * d + (b[j] if adds else 0.0)
        rows.append(b)
    return rows


def tangents(graph: Graph, local: Slopes, name: str) -> list[float]:
    """Return the derivative of each part by one variable, in forward mode.

    Source: R. E. Wengert, Communications of the ACM 7 (1964), 463-464.
    """
    t: list[float] = []
    for part, own in zip(graph, local, strict=True):
        if part.op == "variable":
            t.append(float(part.name == name))
        else:
            t.append(sum(d * t[j] for j, d in zip(part.inputs, own, strict=True)) + 0.0)
    return t


def paths(graph: Graph, start: int) -> list[list[tuple[int, int]]]:
    """Return all paths from a part to the last, each a list of edges (part, number of input)."""
    uses: list[list[tuple[int, int]]] = [[] for _ in graph]
    for i, part in enumerate(graph):
        for k, j in enumerate(part.inputs):
            uses[j].append((i, k))
    found: list[list[tuple[int, int]]] = []
    waiting: list[tuple[int, list[tuple[int, int]]]] = [(start, [])]
    while waiting:
        j, path = waiting.pop()
        if j == len(graph) - 1:
            found.append(path)
        waiting += [(i, [*path, (i, k)]) for i, k in uses[j]]
    return found


def path_sum(graph: Graph, local: Slopes, start: int) -> float:
    """Return the sum over all paths from a part to the last of the product of their slopes."""
    products = (
        np.prod([local[i][k] for i, k in path], initial=1.0) for path in paths(graph, start)
    )
    return float(sum(products))
