"""Graphs: derivatives by hand, by Python's own calculus on paper, and by counting paths."""

import math

import numpy as np
import pytest

from mlmath.backprop.expressions import parse
from mlmath.backprop.graph import (
    Part,
    blame,
    evaluate,
    path_sum,
    paths,
    slopes,
    tangents,
    variables,
)
from mlmath.backprop.without_tape import central_difference, complex_step

POINT = {"x": 0.7, "y": -1.3, "z": 2.5}


def gradient(text, point=POINT):
    graph = parse(text)
    rows = blame(graph, slopes(graph, evaluate(graph, point)))
    return {name: rows[-1][i] for name, i in variables(graph).items()}


def test_a_small_graph_by_hand():
    """At x = 3, y = 2 the sum is 5 and (x + y) x is 15; the slopes are 5 + 3 = 8, and 3."""
    graph = parse("(x + y) * x")
    values = evaluate(graph, {"x": 3, "y": 2})
    assert values == [3, 2, 5, 15]
    local = slopes(graph, values)
    assert local == [(), (), (1, 1), (3, 5)]
    assert blame(graph, local) == [[0, 0, 0, 1], [5, 0, 3, 1], [8, 3, 3, 1]]
    assert blame(graph, local, adds=False)[-1] == [3, 3, 3, 1]
    assert tangents(graph, local, "x") == [1, 0, 1, 8]
    assert sorted(map(len, paths(graph, 0))) == [1, 2]
    assert path_sum(graph, local, 0) == 8


@pytest.mark.parametrize(
    ("text", "slope"),  # on paper
    [
        ("x^3", 3 * 0.7**2),
        ("x^0", 0.0),
        ("x^-2", -2 * 0.7**-3),
        ("exp(x)", math.exp(0.7)),
        ("log(x)", 1 / 0.7),
        ("sqrt(x)", 0.5 / math.sqrt(0.7)),
        ("sin(x)", math.cos(0.7)),
        ("cos(x)", -math.sin(0.7)),
        ("tanh(x)", 1 / math.cosh(0.7) ** 2),
        ("sigmoid(x)", 1 / (2 + 2 * math.cosh(0.7))),
        ("relu(x)", 1.0),
        ("relu(-x)", 0.0),
        ("abs(-x)", 1.0),
        ("1/x", -1 / 0.7**2),
        ("x/(1 + x)", 1 / 1.7**2),
        ("x - x", 0.0),
        ("-x", -1.0),
    ],
)
def test_each_operation_by_its_formula(text, slope):
    assert gradient(text)["x"] == pytest.approx(slope, rel=1e-14, abs=1e-16)
    graph = parse(text)
    assert complex_step(graph, POINT, "x") == pytest.approx(slope, rel=1e-13, abs=1e-16)
    assert central_difference(graph, POINT, "x") == pytest.approx(slope, rel=1e-8, abs=1e-9)


def test_four_ways_agree_on_a_long_expression():
    text = "sigmoid(x*y + z) * tanh(x - y) / (1 + exp(-z)^2)"
    graph = parse(text)
    local = slopes(graph, evaluate(graph, POINT))
    found = gradient(text)
    for name, i in variables(graph).items():
        assert tangents(graph, local, name)[-1] == pytest.approx(found[name], rel=1e-13)
        assert path_sum(graph, local, i) == pytest.approx(found[name], rel=1e-13)
        assert complex_step(graph, POINT, name) == pytest.approx(found[name], rel=1e-13)
        assert central_difference(graph, POINT, name) == pytest.approx(found[name], rel=1e-8)


def test_at_a_kink_the_difference_sees_both_sides():
    graph = parse("relu(x) - relu(-x)")  # this is x: its slope is 1
    point = {"x": 0.0}
    assert gradient("relu(x) - relu(-x)", point)["x"] == 0
    assert complex_step(graph, point, "x") == 0
    assert central_difference(graph, point, "x") == 1
    assert gradient("abs(x)", point)["x"] == 0


def test_where_there_is_no_value_there_is_no_error():
    assert np.isinf(evaluate(parse("1/x"), {"x": 0.0})[-1])
    assert np.isnan(evaluate(parse("log(x)"), {"x": -1.0})[-1])


def test_a_graph_without_an_expression():
    """V = u * u made by hand: both edges of the product come from one part."""
    graph = [Part("variable", name="u"), Part("*", (0, 0))]
    values = evaluate(graph, {"u": 3.0})
    assert blame(graph, slopes(graph, values))[-1] == [6, 1]
    assert len(paths(graph, 0)) == 2
