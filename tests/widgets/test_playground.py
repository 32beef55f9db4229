"""What the playground computes, for good data and for every odd kind of it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlmath.perceptron import Perceptron, widest_separator
from mlmath.widgets import get
from mlmath.widgets.perceptron.playground import LIMIT, MOST, check_points, default_points

WIDGET = get("perceptron.playground")
START = {field["name"]: field["default"] for field in WIDGET.spec()["fields"]}


def test_two_points_by_hand() -> None:
    # (1, 0) is a circle, (0, 1) a square.  From zero the circle is corrected: w = (1, 0), b = 1.
    # The square then scores 1: corrected to w = (1, -1), b = 0.  Now both are right, each at
    # the distance 1/sqrt(2) from the line x1 = x2.
    out = WIDGET.outputs({"points": [[1, 0, 1], [0, 1, -1]], "step": 1})
    assert out["weights"].tolist() == [[0, 0, 0], [1, 0, 1], [1, -1, 0]]
    assert out["updated"].tolist() == [0, 1]
    assert out["wrong"].tolist() == [[1, 1], [0, 1], [0, 0]]
    assert out["left"].tolist() == [2, 1, 0]
    assert out["room"] == pytest.approx([0, 0, np.sqrt(0.5)])
    assert out["converged"]
    assert out["n_updates"] == 2
    assert out["sentences"].split("\n") == [
        "Before the first update all weights are zero: no line yet, and all 2 points are mistakes.",
        "After 1 of 2 updates the line has 1 of 2 points correct.",
        "After 2 updates the line separates all 2 points.",
    ]
    assert out["summary"] == out["sentences"].split("\n")[1]


@pytest.mark.parametrize("order", ["cyclic", "random", "adversarial"])
def test_the_history_is_that_of_the_machine(order: str) -> None:
    table = np.array(START["points"])
    machine = Perceptron(order=order, seed=4).fit(table[:, :2], table[:, 2])
    out = WIDGET.outputs({"order": order, "seed": 4, "step": LIMIT})
    assert out["n_updates"] == len(machine.mistakes_)
    assert out["converged"]
    expected = np.array([[*m.weights, m.intercept] for m in machine.mistakes_])
    np.testing.assert_array_equal(out["weights"][1:], expected.astype(np.float32))
    assert out["summary"] == out["sentences"].rpartition("\n")[2]
    assert out["summary"].endswith("the line separates all 20 points.")


def test_the_start_is_worth_watching() -> None:
    out = WIDGET.outputs(START)
    assert 10 <= out["n_updates"] <= 30
    assert out["converged"]
    assert START["step"] == 0, "the reader sees the whole of it"
    rises = np.diff(out["left"]) > 0
    assert rises.sum() >= 3, "an update can spoil other points: the number of mistakes goes up too"


def test_no_line_and_no_time() -> None:
    # The corners of a square, opposite ones alike (XOR): no line divides them.
    corners = [[1, 1, 1], [-1, -1, 1], [1, -1, -1], [-1, 1, -1]]
    out = WIDGET.outputs({"points": corners, "step": LIMIT})
    assert not out["converged"]
    assert out["n_updates"] == LIMIT
    assert out["summary"].startswith("After 500 updates, the limit here, ")
    assert out["summary"].endswith("Another method finds that no line separates them.")
    # A very thin gap far from the origin takes more than 500 updates.
    thin = [[1.5, 1, 1], [1.49, 1, -1], [1.5, -1, 1], [1.49, -1, -1]]
    out = WIDGET.outputs({"points": thin, "step": LIMIT})
    assert not out["converged"]
    assert out["summary"].endswith("Another method finds a line that separates them.")


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        ([], "There are no points: add circles and squares for the line to separate."),
        ([[0, 0, 1]], "The only point is a circle: add a square, and there is something to"),
        ([[0, 0, -1], [1, 0, -1]], "All 2 points are squares: add a circle, and there is"),
    ],
)
def test_fewer_than_two_classes(points: list[list[float]], sentence: str) -> None:
    out = WIDGET.outputs({"points": points, "step": 6})
    assert out["summary"].startswith(sentence)
    assert out["n_updates"] == 0
    assert out["weights"].tolist() == [[0, 0, 0]]
    assert out["wrong"].shape == (1, len(points))


def test_a_step_without_a_line() -> None:
    # At the origin only the intercept learns: (0, 0, 1), and every point gets the same answer.
    out = WIDGET.outputs({"points": [[0, 0, 1], [1, 0, -1]], "step": 1})
    assert out["summary"].startswith("After 1 of ")
    assert "the weights draw no line" in out["summary"]


coordinate = st.floats(-1.5, 1.5).map(lambda v: round(v, 2))
point = st.tuples(coordinate, coordinate, st.sampled_from([-1, 1])).map(list)


@settings(max_examples=60, deadline=None)
@given(
    points=st.lists(point, max_size=12),
    step=st.integers(0, LIMIT),
    order=st.sampled_from(["cyclic", "random", "adversarial"]),
)
def test_any_points_give_a_picture_and_a_sentence(
    points: list[list[float]], step: int, order: str
) -> None:
    out = WIDGET.outputs({"points": points, "step": step, "order": order})
    n = out["n_updates"]
    assert out["weights"].shape == (n + 1, 3)
    assert out["weights"].dtype == np.float32
    assert out["updated"].shape == (n,)
    assert out["wrong"].shape == (n + 1, len(points))
    assert len(out["sentences"].split("\n")) == n + 1
    assert (out["room"] >= 0).all()
    assert np.isfinite(out["weights"]).all()
    assert out["summary"].endswith(".")
    if out["converged"]:  # then a separator exists, by another road
        table = np.array(points)
        assert widest_separator(np.c_[table[:, :2], np.ones(len(table))], table[:, 2]) is not None


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("none", r"points must be a list of \[x, y, label\], at most 80 of them, got 'none'"),
        ([[1, 2]], r"at most 80 of them, got shape \(1, 2\)"),
        ([[0, 0, 1]] * (MOST + 1), r"got shape \(81, 3\)"),
        ([[0, 0, 1], [0, 1]], "points must be a list"),
        ([[3, 0, 1]], r"points must have coordinates in \[-2, 2\]"),
        ([[float("nan"), 0, 1]], r"points must have coordinates in \[-2, 2\]"),
        ([[0, 0, 2]], r"points must have labels -1 or \+1, got \[2.0\]"),
        (7, "points must be a list"),
    ],
)
def test_bad_points_are_named(value: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        check_points("points", value)


def test_points_come_back_plain() -> None:
    assert check_points("points", ((0, 1, 1.0),)) == [[0.0, 1.0, 1]]
    assert check_points("points", default_points()) == default_points()
