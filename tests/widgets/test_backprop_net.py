"""The net: it learns, from equal seeds alike, and says what there is to see."""

import numpy as np
import pytest

from mlmath.backprop import MLP
from mlmath.widgets.backprop.net import ROWS, STEPS, WIDGET, grid


def run(pictures, **values):
    state, found = WIDGET.begin(values)
    for _ in range(pictures):
        state, found = WIDGET.go_on(state)
    return state, found


def test_it_opens_before_the_first_step():
    _, found = run(0)
    assert (found["step"], found["done"], len(found["losses"])) == (0, False, 1)
    assert found["points"].shape == (120, 3)
    assert found["field"].shape == (ROWS, ROWS)
    assert found["units"].shape == (4, ROWS // 2, ROWS // 2)


@pytest.mark.parametrize("bend", ["tanh", "sigmoid", "relu"])
def test_its_steps_are_those_of_fit(bend):
    """By `MLP.fit`, which uses the tape and the optimizer."""
    state, found = run(3, bend=bend, layers=2, width=3, rate="0.1", draw=4)
    net = MLP((2, 3, 3, 1), bend, "sigmoid", seed=4)
    net.fit(state.X, state.y, epochs=3 * STEPS, lr=0.1, momentum=0.9)
    for name, value in net.state_dict().items():
        np.testing.assert_allclose(state.net.state_dict()[name], value, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(found["field"].ravel(), net.predict(grid())[:, 0], rtol=1e-5)
    assert found["step"] == 3 * STEPS


def test_it_learns_the_rings():
    _, found = run(120, rate="1")
    assert found["right"] == 120
    assert found["losses"][-1] < 0.1 < found["losses"][0]


def test_one_hidden_unit_is_too_few_for_the_rings():
    """One unit bends nothing but a line: some points stay wrong."""
    _, found = run(60, width=1)
    assert found["right"] < 110


def test_equal_seeds_run_alike():
    one, other = run(5, draw=3)[1], run(5, draw=3)[1]
    assert (one["field"] == other["field"]).all()
    assert (run(5, draw=4)[1]["field"] != one["field"]).any()


@pytest.mark.parametrize(
    ("bend", "low", "phi"),
    [("tanh", -1, np.tanh), ("sigmoid", 0, lambda z: 1 / (1 + np.exp(-z))),
     ("relu", 0, lambda z: np.maximum(z, 0))],
)  # fmt: skip
def test_fields_begin_at_the_top_left(bend, low, phi):
    """There x = -1.2 and y = 1.2; by the layers' weights."""
    state, found = run(3, bend=bend, width=3, draw=2)
    hidden, last = state.net.layers
    units = phi(hidden.weight.data @ [-1.2, 1.2] + hidden.bias.data)
    answer = 1 / (1 + np.exp(-(last.weight.data @ units + last.bias.data)))
    np.testing.assert_allclose(found["units"][:, 0, 0], units, rtol=1e-5)
    np.testing.assert_allclose(found["field"][0, 0], answer[0], rtol=1e-5)
    assert found["low"] == low <= found["units"].min()


def test_what_a_step_costs_by_hand():
    """2-8-8-1 has 2·8 + 8·8 + 8 = 88 weights and 17 biases; forward, to W and back: 3 · 88 · n."""
    _, found = run(0, layers=2, width=8)
    assert (found["weights"], found["cost"]) == (105, 3 * 88 * 120)


def test_own_points():
    own = [[0.5, 0.5, 1], [-0.5, 0.5, -1]]
    _, found = run(2, task="own", own=own)
    assert found["points"].tolist() == own
    assert found["summary"].endswith("of 2 points are right.")


def test_without_points_there_is_nothing_to_learn():
    _, found = run(2, task="own")
    assert found["done"]
    assert found["summary"].startswith("There are no points")
    assert len(found["losses"]) == 0


@pytest.mark.parametrize(
    ("own", "message"),
    [
        ([[0, 0]], "must be a list of \\[x, y, label\\]"),
        ([[0, 2, 1]], "coordinates in \\[-1.2, 1.2\\]"),
        ([[0, 0, 0]], "labels -1 or \\+1"),
        ([[0, 0, 1]] * 201, "at most 200"),
        ("points", "must be a list"),
    ],
)
def test_points_are_checked(own, message):
    with pytest.raises(ValueError, match=message):
        WIDGET.begin({"own": own})
