"""Expressions: what they are worth by Python's own arithmetic, and errors that name the place."""

import math

import numpy as np
import pytest

from mlmath.backprop.expressions import ExpressionError, parse
from mlmath.backprop.graph import Part, evaluate

POINT = {"x": 0.7, "y": -1.3, "z": 2.5}


# The right column is Python's, written by hand: other code than the parser's.
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("x + y*z", 0.7 + -1.3 * 2.5),
        ("(x+y)*z", (0.7 - 1.3) * 2.5),
        ("x - y - z", (0.7 + 1.3) - 2.5),
        ("x/y/z", 0.7 / -1.3 / 2.5),
        ("x×y − z÷x", 0.7 * -1.3 - 2.5 / 0.7),
        ("-x^2", -(0.7**2)),
        ("(-x)^2", 0.7**2),
        ("2*-x", -1.4),
        ("--x", 0.7),
        ("x^-2", 0.7**-2),
        ("x**3", 0.7**3),
        ("1.5*x + .5", 1.5 * 0.7 + 0.5),
        ("sin(x)*cos(y)", math.sin(0.7) * math.cos(-1.3)),
        ("exp(log(z)) + sqrt(z)", 2.5 + math.sqrt(2.5)),
        ("tanh(y) + sigmoid(y)", math.tanh(-1.3) + 1 / (1 + math.exp(1.3))),
        ("relu(x) + relu(y) + abs(y)", 0.7 + 1.3),
    ],
)
def test_what_an_expression_is_worth(text, value):
    assert evaluate(parse(text), POINT)[-1] == pytest.approx(value, rel=1e-14)


def test_what_is_written_twice_is_one_part():
    """(x + y)*(x + y): x, y, their sum, and the product of the sum with itself."""
    assert parse("(x + y)*(x + y)") == [
        Part("variable", name="x"),
        Part("variable", name="y"),
        Part("+", (0, 1)),
        Part("*", (2, 2)),
    ]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("", 0, "there is no expression yet"),
        ("x +", 3, "was expected, but the expression ends"),
        ("x + * y", 4, "“\\*” stands here"),
        ("2 x", 2, "an operation, such as \\+ or \\*, was expected, but “x” stands here"),
        ("x * w", 4, "“w” is unknown. Variables are x, y and z; functions are exp, log"),
        ("sin x", 4, "“sin” needs its argument in brackets"),
        ("(x + y", 6, "the bracket from character 1 must be closed, but the expression ends"),
        ("x + y)", 5, "“\\)” stands here"),
        ("x ^ y", 4, "an exponent must be a whole number from -9 to 9"),
        ("x ^ 1.5", 4, "an exponent must be a whole number"),
        ("x ^ 10", 4, "an exponent must be a whole number"),
        ("x^2^2", 3, "one exponent is enough"),
        ("x ; y", 2, "“;” is no sign of arithmetic here"),
        ("__import__('os')", 0, "“__import__” is unknown"),
        ("x.real", 1, "“.” is no sign"),
        ("3 + 4", 0, "needs x, y or z"),
        ("x" + " + x" * 20, 60, "60 characters, not more"),
        ("(" * 25 + "x" + ")" * 25, 20, "too deep"),
        ("sin(x, y)", 5, "must be closed, but “,” stands here"),
    ],
)
def test_an_error_names_the_place(text, place, message):
    with pytest.raises(ExpressionError, match=message) as caught:
        parse(text)
    assert caught.value.place == place
    assert str(caught.value).startswith(f"At character {place + 1}: ")


def test_too_many_parts_are_refused_where_they_begin():
    text = "x" + "".join(f"+{n}" for n in range(1, 14))
    with pytest.raises(ExpressionError, match="more than 24 parts"):
        parse(text)


def test_a_text_is_wanted():
    with pytest.raises(ValueError, match="text must be a string, got int"):
        parse(3)  # type: ignore[arg-type]


def test_no_text_of_its_alphabet_makes_another_error():
    """4,000 random lines either are expressions or are refused with a place inside them."""
    rng = np.random.default_rng(0)
    marks = [
        "x",
        "y",
        "z",
        "(",
        ")",
        "+",
        "-",
        "*",
        "/",
        "^",
        "2",
        ".5",
        " ",
        "sin",
        "exp",
        "q",
        ",",
    ]
    graphs, places = [], []
    for _ in range(4000):
        text = "".join(rng.choice(marks, rng.integers(1, 12)))
        try:
            graphs.append(parse(text))
        except ExpressionError as error:
            places.append((error.place, len(text)))
    assert len(graphs) > 100
    assert all(0 <= place <= length for place, length in places)
    assert all(j < i for graph in graphs for i, part in enumerate(graph) for j in part.inputs)
