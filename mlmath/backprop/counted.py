"""Numbers that count what is done with them, and what a gradient costs by that count."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

from mlmath.backprop.graph import Graph, arguments, evaluate, variables, worth
from mlmath.backprop.operations import OPERATIONS


class Counter:
    """How many operations have been done."""

    def __init__(self) -> None:
        self.done = 0


class Counted(NDArrayOperatorsMixin):
    """A number that adds 1 to a counter for each operation that it takes part in.

    A sum, a difference, a product, a quotient, a power, a function and a comparison count 1 each.
    A change of sign counts nothing, since to add -a is to subtract a; nor does a factor that is 1
    whatever the numbers are.
    """

    def __init__(self, value: float, counter: Counter) -> None:
        self.value, self.counter = float(value), counter

    real = property(lambda self: self)

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **_: Any) -> Any:
        one = ufunc is np.multiply and any(isinstance(a, float) and a == 1 for a in inputs)
        if ufunc is not np.negative and not one:
            self.counter.done += 1
        out = ufunc(*(a.value if isinstance(a, Counted) else a for a in inputs))
        return out if isinstance(out, bool | np.bool_) else Counted(out, self.counter)


class Cost(NamedTuple):
    """What it took.

    function : operations for the value of the function.
    total : operations for the value and all derivatives.
    parts : for each part, operations for its value and for the derivatives, in one walk.
    values : for each part, those for its value.
    walks : how often the graph was walked for the derivatives.
    first : operations for the value and the first of these walks, counted as a whole.
    """

    function: int
    total: int
    parts: list[int]
    values: list[int]
    walks: int
    first: int


def backward_cost(graph: Graph, point: Mapping[str, float], keep: bool = True) -> Cost:
    """Count what value and gradient take by one walk back.

    Without `keep` there is no tape: the values that a part needs are computed from the start.
    """
    counter = Counter()
    given = {name: Counted(value, counter) for name, value in point.items()}
    values, forward = _forward(graph, given, counter)
    parts = list(forward)
    b: list[Any] = [0.0] * len(graph)
    b[-1] = Counted(1.0, counter)
    for i in range(len(graph) - 1, -1, -1):
        part, before = graph[i], counter.done
        if not part.inputs:
            continue
        known = values if keep else evaluate(graph[: i + 1], given)
        pulled = OPERATIONS[part.op].pull(b[i], known[i], *arguments(part, known))
        for j, share in zip(part.inputs, pulled, strict=True):
            if graph[j].op != "number":
                b[j] = b[j] + share
        parts[i] += counter.done - before
    return Cost(sum(forward), counter.done, parts, forward, 1, counter.done)


def forward_cost(graph: Graph, point: Mapping[str, float]) -> Cost:
    """Count what value and gradient take by one walk forward for each variable."""
    counter = Counter()
    given = {name: Counted(value, counter) for name, value in point.items()}
    values, forward = _forward(graph, given, counter)
    parts = list(forward)
    names, first = list(variables(graph)), 0
    for walk, name in enumerate(names):
        t: list[Any] = []
        for i, part in enumerate(graph):
            before = counter.done
            moved: Any = float(part.name == name and part.op == "variable")
            if part.inputs:
                local = OPERATIONS[part.op].pull(1.0, values[i], *arguments(part, values))
                shares = [d * t[j] for d, j in zip(local, part.inputs, strict=True)]
                moved = sum(shares[1:], shares[0])
            t.append(moved)
            if walk == 0:
                parts[i] += counter.done - before
        first = counter.done if walk == 0 else first
    return Cost(sum(forward), counter.done, parts, forward, len(names), first)


def _forward(
    graph: Graph, given: Mapping[str, Counted], counter: Counter
) -> tuple[list[Any], list[int]]:
    """Return the values, and the operations for each."""
    values: list[Any] = []
    done = []
    for part in graph:
        before = counter.done
        values.append(worth(part, values, given))
        done.append(counter.done - before)
    return values, done
