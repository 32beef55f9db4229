"""The tape: its columns against calculus on paper, what is spoiled, and what is said of errors."""

import math
from itertools import combinations, pairwise

import numpy as np
import pytest

from mlmath.backprop.expressions import parse
from mlmath.backprop.operations import FUNCTIONS
from mlmath.widgets.backprop import _layout
from mlmath.widgets.backprop.tape import WIDGET

FORWARD, COMPLEX, DIFFERENCE = range(3)


def out(**values):
    return WIDGET.outputs(values)


def table(found):
    rows = [line.split("\t") for line in found["table"].split("\n")]
    return {name: [float(v.replace("−", "-")) for v in row] for name, *row in rows}


def test_the_columns_by_calculus_on_paper():
    """(x + y) sin x at x = 1, y = 2: by x it is sin 1 + 3 cos 1, by y it is sin 1."""
    found = out(expression="(x + y) * sin(x)", x=1.0, y=2.0)
    by_x, by_y = math.sin(1) + 3 * math.cos(1), math.sin(1)
    for name, wanted in (("x", by_x), ("y", by_y)):
        tape_, forward, complex_, difference = table(found)[name]
        assert tape_ == forward == complex_ == pytest.approx(wanted, abs=1e-12)
        assert difference == pytest.approx(wanted, abs=1e-9)
    assert (found["digits"][:, :2] >= 14).all()
    assert (found["digits"][:, DIFFERENCE] >= 8).all()
    assert not found["notices"].any()
    assert found["used"] == "xy"


def test_the_graph_is_sent_as_the_view_draws_it():
    """Parts x, y, their sum, the sine of x, the product; three operations, six steps."""
    found = out(expression="(x + y) * sin(x)", x=1.0, y=2.0)
    assert found["signs"].split("\n") == ["x", "y", "+", "sin", "×"]
    assert found["order"].tolist() == [2, 3, 4]
    assert found["edges"].tolist() == [[0, 2, 0], [1, 2, 1], [0, 3, 0], [2, 4, 0], [3, 4, 1]]
    assert found["steps"] == 6
    assert found["values"][2] == 3
    assert found["blame"].shape == (4, 5)
    assert found["blame"][0].tolist() == [0, 0, 0, 0, 1]
    assert len(found["sentences"].split("\n")) == 7


def test_each_step_is_said():
    said = out(expression="(x + y) * x", x=3.0, y=2.0)["sentences"].split("\n")
    assert said == [
        "Nothing is computed yet: 2 operations forward, then 2 steps back.",
        "Forward 1 of 2: 3 + 2 = 5.",
        "Forward 2 of 2: 5 × 3 = 15.",
        "Backward 1 of 2: × hands on. + is blamed 1 · 3 = 3; x is blamed 1 · 5 = 5.",
        "Backward 2 of 2: + hands on. x is blamed 3 · 1 = 3, added to 5: 8; y is blamed 3 · 1 = 3.",
    ]
    said = out(expression="(x + y) * x", x=3.0, y=2.0, adds=False)["sentences"].split("\n")
    assert "x is blamed 3 · 1 = 3, in place of 5" in said[-1]


@pytest.mark.parametrize("step", [0, 1, 3, 48])
def test_the_sentence_is_that_of_the_step(step):
    found = out(expression="(x + y) * x", step=step)
    assert found["summary"] == found["sentences"].split("\n")[min(step, 4)]


def test_a_spoiled_local_derivative_is_seen_only_by_what_does_not_use_it():
    """The product x y: by hand, with 1 added to the slope by x, the tape says y + 1."""
    found = out(expression="x*y", x=2.0, y=3.0, spoiled=0)
    assert table(found)["x"][:3] == [4, 4, 3]
    assert found["notices"].tolist() == [[0, 1, 1], [0, 0, 0]]
    assert found["spoiled"] == 0
    assert found["local"].tolist() == [4, 2]


def test_every_edge_that_is_spoiled_is_noticed_by_both_that_use_values_alone():
    for k in range(len(out()["edges"])):
        found = out(spoiled=k)
        assert not found["notices"][:, FORWARD].any()
        assert found["notices"][:, COMPLEX].any()
        assert found["notices"][:, DIFFERENCE].any()


def test_without_adding_all_three_notice():
    """The square x * x at 3: by hand 6, without adding 3."""
    found = out(expression="x*x", x=3.0, adds=False)
    assert table(found)["x"][:3] == [3, 6, 6]
    assert found["notices"].tolist() == [[1, 1, 1]]


def test_at_a_kink_only_the_difference_notices():
    found = out(expression="relu(x) - relu(-x)", x=0.0)
    assert table(found)["x"] == [0, 0, 0, 1]
    assert found["notices"].tolist() == [[0, 0, 1]]


def test_an_error_has_its_place_and_no_graph():
    found = out(expression="x + * y")
    assert found["error"].startswith("At character 5: ")
    assert (found["place"], found["summary"], found["steps"]) == (4, found["error"], 0)
    assert len(found["values"]) == len(found["edges"]) == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("log(x)", "log(−1) is no number, or too large a one: move a variable."),
        ("1/(x + 1)", "1 ÷ 0 is no number, or too large a one: move a variable."),
        ("sqrt(x + 1)", "sqrt has no slope at 0."),
        ("(x + 1)^-1", "0^−1 is no number, or too large a one: move a variable."),
        ("exp(exp(exp(exp(-x))))", "exp(3.81e+06) is no number"),
    ],
)
def test_where_there_is_no_value_it_says_which(text, message):
    found = out(expression=text, x=-1.0)
    assert found["error"].startswith(message)
    assert found["place"] == -1


def test_a_variable_alone_is_its_own_derivative():
    found = out(expression="x")
    assert table(found)["x"] == pytest.approx([1, 1, 1, 1])
    assert found["steps"] == 0
    assert out(expression="x", spoiled=3)["spoiled"] == -1


def test_any_expression_of_the_grammar_gives_outputs_that_can_be_sent():
    rng = np.random.default_rng(1)
    atoms = ["x", "y", "z", "2", "0.5", "0"]
    for _ in range(300):
        text = str(rng.choice(atoms))
        for _ in range(rng.integers(1, 6)):
            kind = rng.integers(3)
            if kind == 0:
                text = f"{rng.choice(FUNCTIONS)}({text})"
            elif kind == 1:
                text = f"({text}){rng.choice(list('+-*/'))}{rng.choice(atoms)}"
            else:
                text = f"({text})^{rng.integers(-3, 4)}"
        found = out(expression=text, x=0.0, y=-2.0, z=3.0)
        for value in found.values():
            if isinstance(value, np.ndarray):
                assert np.isfinite(value).all(), text


def test_a_text_is_checked():
    with pytest.raises(ValueError, match="expression must be a text of at most 200 characters"):
        out(expression=3)


def test_parts_stand_above_their_inputs_and_apart():
    graph = parse("sigmoid(x*y + 2) * tanh(x - 3) / (1 + y^2)")
    edges = [(j, i) for i, part in enumerate(graph) for j in part.inputs]
    spots, routes = _layout.layout(graph, edges)
    for i, part in enumerate(graph):
        assert all(spots[j, 0] < spots[i, 0] for j in part.inputs)
    assert len({tuple(spot) for spot in spots.tolist()}) == len(graph)
    assert spots[-1].tolist() == [1, 0.5]
    assert ((spots >= 0) & (spots <= 1)).all()
    taken = {tuple(spot) for spot in spots.tolist()}
    for (start, end), route in zip(edges, routes.tolist(), strict=True):
        assert route[0] == spots[start].tolist()
        assert route[-1] == spots[end].tolist()
        assert not taken & {tuple(p) for p in route if p not in (route[0], route[-1])}


@pytest.mark.parametrize("text", ["(x + y) * sin(x)", "z*(x + y) - exp(x)", "(x + y*z) * sin(x)"])
def test_edges_that_need_not_cross_do_not(text):
    """Drawn on paper, each of these graphs has no crossing; in the order of parts each has some."""
    graph = parse(text)
    edges = [(j, i) for i, part in enumerate(graph) for j in part.inputs]
    _, routes = _layout.layout(graph, edges)
    pieces = [piece for route in routes for piece in pairwise(route)]
    for (a, b), (c, d) in combinations(pieces, 2):
        if a[0] == c[0] and b[0] == d[0]:
            assert (a[1] - c[1]) * (b[1] - d[1]) >= 0


def test_a_function_stands_just_before_what_uses_it():
    """In x*x*x * sin(y) the sine has room at levels 1 and 2, and takes 2."""
    graph = parse("x*x*x * sin(y)")
    sine = next(i for i, part in enumerate(graph) if part.op == "sin")
    assert _layout.levels(graph)[sine] == 2
