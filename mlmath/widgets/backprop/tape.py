"""The tape: an expression, its graph, values forward and blame backward; and four derivatives.

The reader may spoil one local derivative, or the adding up, and see which of the columns notice.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from mlmath.backprop.expressions import MOST, ExpressionError, parse
from mlmath.backprop.graph import Graph, Part, Slopes, blame, evaluate, slopes, tangents, variables
from mlmath.backprop.without_tape import central_difference, complex_step
from mlmath.widgets.backprop._layout import layout
from mlmath.widgets.spec import Inputs, Outputs, Widget, data, number, player, toggle
from mlmath.words import minus

FIRST = "(x + y) * sin(x)"
NAMED = 200  # characters that are looked at; the parser takes fewer
SIGNS = {"-": "−", "*": "×", "/": "÷", "neg": "−", "sigmoid": "σ"}
# How far a column may be from the tape, relative to the larger of 1 and the derivative: rounding
# in the first two, what a difference cuts off in the last.
ROOM = {"forward mode": 1e-11, "complex step": 1e-11, "difference": 1e-6}


def check_expression(name: str, value: Any) -> Any:
    """Return a text as it is; whether it is an expression is said in the picture."""
    if not isinstance(value, str) or len(value) > NAMED:
        raise ValueError(f"{name} must be a text of at most {NAMED} characters, got {value!r:.60}")
    return value


def _value(default: float, name: str) -> Any:
    return number(default, label=name, low=-3.0, high=3.0, step=0.1)


@dataclass(frozen=True)
class TapeInputs(Inputs):
    """What the reader sets: the expression, the step, the variables, and what is spoiled."""

    x: float = _value(1.0, "x")
    y: float = _value(2.0, "y")
    z: float = _value(-1.0, "z")
    expression: Any = data(FIRST, label="Expression", check=check_expression)  # type: ignore[arg-type]
    step: int = player(0, label="Step", high=2 * MOST, limit="steps")
    spoiled: int = number(-1, label="Spoiled", low=-1, high=2 * MOST - 1, control=False)
    adds: bool = toggle(True, label="Add what comes back")


class Edge(NamedTuple):
    """An edge of the graph: from a part to one that uses it, as which of its inputs."""

    start: int
    end: int
    which: int


def compute(inputs: TapeInputs) -> Outputs:
    """Return the graph with all its values and blames, and the derivatives in four columns.

    Outputs: `error` what is wrong with the expression, and `place` the character, -1 if none;
    then nothing else is there.  `used` the variables; `signs` of the parts, a line each; `spots`
    (n, 2) and `routes` (e, p, 2) as `layout` has them; `values` (n,); `order` (m,) the operations
    as they are computed; `edges` (e, 3) as `Edge` has them; `local` (e,); `spoiled` an edge or -1;
    `blame` (m + 1, n) after each step back; `table` a line for each variable, with tabs between;
    `digits` (k, 3) how many agree with the tape, and `notices` (k, 3) whether a column is too far
    from it; `steps` 2 m; `sentences` a line a step.
    """
    try:
        graph = parse(inputs.expression)
    except ExpressionError as error:
        return _nothing(str(error), error.place)
    point = {name: getattr(inputs, name) for name in variables(graph)}
    values = [float(v) for v in evaluate(graph, point)]
    for part, value in zip(graph, values, strict=True):
        if not abs(value) < 1e30:
            return _nothing(_no_value(part, [values[j] for j in part.inputs]), -1)
    local = slopes(graph, values)
    edges = [Edge(j, i, k) for i, part in enumerate(graph) for k, j in enumerate(part.inputs)]
    true = [local[e.end][e.which] for e in edges]
    if not all(abs(d) < 1e30 for d in true):
        bad = next(e for e, d in zip(edges, true, strict=True) if not abs(d) < 1e30)
        return _nothing(f"{_sign(graph[bad.end])} has no slope at {_short(values[bad.start])}.", -1)
    spoiled = inputs.spoiled % len(edges) if inputs.spoiled >= 0 and edges else -1
    if spoiled >= 0:
        local = spoil(local, edges[spoiled])
    rows = blame(graph, local, adds=inputs.adds)
    table = columns(graph, point, local, rows[-1])
    order = [i for i, part in enumerate(graph) if part.inputs]
    said = sentences(graph, values, local, rows, order, inputs.adds)
    at = min(inputs.step, 2 * len(order))
    spots, routes = layout(graph, [(e.start, e.end) for e in edges])
    return {
        "error": "",
        "place": -1,
        "used": "".join(point),
        "signs": "\n".join(_sign(part) for part in graph),
        "spots": np.ascontiguousarray(spots, np.float32),
        "routes": np.ascontiguousarray(routes, np.float32),
        "values": np.array(values, np.float32),
        "order": np.array(order, np.int32),
        "edges": np.array(edges, np.int32).reshape(-1, 3),
        "local": np.array([local[e.end][e.which] for e in edges], np.float32),
        "spoiled": spoiled,
        "blame": np.clip(np.array(rows), -1e30, 1e30).astype(np.float32),
        "table": "\n".join("\t".join([n, *map(_long, row)]) for n, row in table.items()),
        "digits": np.array([_digits(row) for row in table.values()], np.int32),
        "notices": np.array([_notices(row) for row in table.values()], np.int32),
        "steps": 2 * len(order),
        "sentences": "\n".join(said),
        "summary": said[at],
    }


def _nothing(error: str, place: int) -> Outputs:
    """Return the outputs where there is no graph."""
    none = np.zeros(0, np.int32)
    empty = {"used": "", "signs": "", "table": "", "sentences": error, "spoiled": -1, "steps": 0}
    arrays = dict.fromkeys(("order", "digits", "notices"), none)
    floats = dict.fromkeys(("spots", "routes", "values", "local", "blame"), np.zeros(0, np.float32))
    edges = {"edges": np.zeros((0, 3), np.int32)}
    return {"error": error, "place": place, "summary": error} | empty | arrays | floats | edges


def spoil(local: Slopes, edge: Edge) -> Slopes:
    """Return the local derivatives with the one of an edge too large by 1."""
    own = list(local[edge.end])
    own[edge.which] += 1
    return [tuple(own) if i == edge.end else row for i, row in enumerate(local)]


def columns(
    graph: Graph, point: dict[str, float], local: Slopes, b: list[float]
) -> dict[str, list[float]]:
    """Return for each variable its derivative by the tape, forward mode, complex step, difference.

    The first two use the local derivatives, spoiled or not; the others only values.
    """
    return {
        name: [
            b[i],
            tangents(graph, local, name)[-1],
            complex_step(graph, point, name),
            central_difference(graph, point, name),
        ]
        for name, i in variables(graph).items()
    }


def _digits(row: list[float]) -> list[int]:
    """Return how many digits of each column are those of the tape, 0 to 15."""
    found = []
    for value in row[1:]:
        off = abs(value - row[0]) / max(abs(row[0]), 1e-300)
        found.append(
            15 if off < 1e-15 else int(np.clip(-np.log10(off), 0, 15)) if off == off else 0
        )
    return found


def _notices(row: list[float]) -> list[int]:
    size = max(1.0, abs(row[0]))
    return [
        int(not abs(value - row[0]) <= room * size)
        for value, room in zip(row[1:], ROOM.values(), strict=True)
    ]


def sentences(
    graph: Graph, values: list[float], local: Slopes, rows: list[list[float]], order: list[int],
    adds: bool,
) -> list[str]:  # fmt: skip
    """Return what each step does: none yet, each operation forward, then each backward."""
    m = len(order)
    said = [f"Nothing is computed yet: {m} operations forward, then {m} steps back."]
    for k, i in enumerate(order):
        given = [_short(values[j]) for j in graph[i].inputs]
        said.append(
            minus(f"Forward {k + 1} of {m}: {_formula(graph[i], given)} = {_short(values[i])}.")
        )
    for k, i in enumerate(reversed(order)):
        b = rows[k][i]
        parts = []
        now = list(rows[k])
        for j, d in zip(graph[i].inputs, local[i], strict=True):
            if graph[j].op == "number":
                continue
            share, before = b * d, now[j]
            now[j] = share + (before if adds else 0.0)
            what = f"{_short(b)} · {_short(d)} = {_short(share)}"
            if before and adds:
                what += f", added to {_short(before)}: {_short(now[j])}"
            elif before:
                what += f", in place of {_short(before)}"
            parts.append(f"{_sign(graph[j])} is blamed {what}")
        said.append(
            minus(f"Backward {k + 1} of {m}: {_sign(graph[i])} hands on. {'; '.join(parts)}.")
        )
    return said


def _sign(part: Part) -> str:
    if part.op == "variable":
        return part.name
    if part.op == "^":
        return minus(f"^{part.number:g}")
    return f"{part.number:g}" if part.op == "number" else SIGNS.get(part.op, part.op)


def _formula(part: Part, given: list[str]) -> str:
    """Return an operation with numbers, as it is written."""
    if part.op == "^":
        base = f"({given[0]})" if given[0].startswith("-") else given[0]
        return f"{base}^{part.number:g}"
    given = [f"({u})" if u.startswith("-") and len(given) == 2 else u for u in given]
    if part.op == "neg":
        return f"−({given[0]})"
    if len(given) == 2:
        return f"{given[0]} {_sign(part)} {given[1]}"
    return f"{part.op}({given[0]})"


def _no_value(part: Part, given: list[float]) -> str:
    return minus(
        f"{_formula(part, [_short(u) for u in given])} is no number, or too large a one: "
        "move a variable."
    )


def _short(value: float) -> str:
    return f"{value:.3g}" if value else "0"


def _long(value: float) -> str:
    return minus(f"{value:.12f}" if abs(value) < 1e4 else f"{value:.12g}")


WIDGET = Widget(
    name="backprop.tape",
    title="The tape",
    help=(
        "Type an expression of x, y and z: + - * / ^ and brackets, and exp, log, sqrt, sin, cos, "
        "tanh, sigmoid, relu, abs. Step goes through the values forward, then through the blame "
        "backward. Click the number on an edge, or reach it with Tab and press Enter, to make that "
        "local derivative too large by 1; once more makes it right again."
    ),
    inputs=TapeInputs,
    compute=compute,
    view=Path(__file__).with_suffix(".js"),
    longest=(
        "Backward 10 of 10: sigmoid hands on. sigmoid is blamed −0.123 · −0.123 = −0.123, added to "
        "−0.123: −0.123; sigmoid is blamed −0.123 · −0.123 = −0.123, added to −0.123: −0.123."
    ),
)
