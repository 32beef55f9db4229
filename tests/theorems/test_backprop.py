"""The theorems of the page Backpropagation: cases by hand, and sides by another way."""

import numpy as np
import pytest

from mlmath.backprop import MLP, gradients_by_hand
from mlmath.backprop.counted import backward_cost, forward_cost
from mlmath.backprop.graph import Part, evaluate, slopes, tangents, variables
from mlmath.theorems.backprop import _graphs, cost, exact, layers

SEEDS = range(30)


def test_every_part_of_a_grown_graph_reaches_the_end_and_some_are_used_twice():
    twice = 0
    for seed in SEEDS:
        graph = _graphs.grow(np.random.default_rng(seed), 3, 6, exact.BENDS)
        used = [j for part in graph for j in part.inputs]
        assert set(used) == set(range(len(graph) - 1))
        assert all(j < i for i, part in enumerate(graph) for j in part.inputs)
        twice += len(used) > len(set(used))
    assert twice > 15


def test_the_blame_is_that_of_forward_mode():
    for seed in SEEDS:
        verdict = exact.check(seed)
        graph, point = verdict.instance["graph"], verdict.instance["point"]
        local = slopes(graph, evaluate(graph, point))
        end = tangents(graph, local, verdict.instance["worst"])[-1]
        assert verdict.left == pytest.approx(end, rel=1e-12)


def test_the_steps_of_exactness_by_hand():
    """For (x + y) x at x = 3, y = 2: blames 8, 3, 3, 1; without adding 3, 3, 3, 1."""
    graph = [
        Part("variable", name="x"),
        Part("variable", name="y"),
        Part("+", (0, 1)),
        Part("*", (2, 0)),
    ]
    point = {"x": 3.0, "y": 2.0}
    assert [s.holds for s in exact.steps(graph, point, [8, 3, 3, 1])] == [True, True, True]
    found = exact.steps(graph, point, [3, 3, 3, 1])
    assert [s.holds for s in found] == [True, True, False]
    assert found[2].note == "the blame of part 1 is 3.00, its paths have 8.00"


def test_at_the_kink_the_function_is_smooth_and_the_tape_is_wrong():
    """relu(x1) - relu(-x1) is x1: without the detour the graph has the derivative of the right."""
    for seed in SEEDS:
        verdict = exact.check(seed, exact.SMOOTH)
        graph, point = list(verdict.instance["graph"]), verdict.instance["point"]
        # 1 x1 stands for the difference of both relus, in the same place.
        straight = [*graph]
        straight[3] = Part("number", number=1.0)
        straight[4] = straight[5] = Part("*", (3, 0))
        straight[6] = Part("*", (3, 0))
        name = verdict.instance["worst"]
        local = slopes(straight, evaluate(straight, point))
        assert tangents(straight, local, name)[-1] == pytest.approx(verdict.right, rel=1e-6)
        assert verdict.failed[0].note == "relu has a kink where it is, and no derivative"


def test_the_cost_by_counting_on_paper():
    """x1 (x1 + x2): value 2; back 2 products and 2 sums, then 2 sums: 8 in all, of 10 allowed."""
    graph = [
        Part("variable", name="x1"),
        Part("variable", name="x2"),
        Part("+", (0, 1)),
        Part("*", (0, 2)),
    ]
    point = {"x1": 3.0, "x2": 2.0}
    found = backward_cost(graph, point)
    assert (found.function, found.total, found.parts) == (2, 8, [0, 0, 3, 5])
    assert [s.holds for s in cost.steps(found)] == [True, True, True]
    assert [s.holds for s in cost.steps(forward_cost(graph, point))] == [True, False, True]
    for other in (7, 9):  # a walk of another length than its parts make together
        off = cost.steps(found._replace(first=other))
        assert [s.holds for s in off] == [True, True, False]


def test_the_bound_is_sharp_for_a_product_of_all_variables():
    n = 9
    graph = [Part("variable", name=f"x{i}") for i in range(n)]
    for i in range(1, n):
        graph.append(Part("*", (0 if i == 1 else len(graph) - 1, i)))
    found = backward_cost(graph, dict.fromkeys(variables(graph), 1.5))
    assert found.total == cost.FACTOR * found.function


def test_the_formulas_are_those_for_samples_in_rows():
    """By `gradients_by_hand`, with the same weights in an MLP of logistic units."""
    rng = np.random.default_rng(5)
    W = [rng.normal(size=(3, 3)) for _ in range(3)]
    b = [rng.normal(size=3) for _ in range(3)]
    x, y = rng.normal(size=3), np.array([1.0, 0.0, 1.0])
    found = layers.formulas(W, b, x, y, dict.fromkeys(layers.PREMISES, True))
    net = MLP((3, 3, 3, 3), activation="sigmoid", output="sigmoid", loss="squared")
    for layer, weights, bias in zip(net.layers, W, b, strict=True):
        layer.weight.data[...], layer.bias.data[...] = weights, bias
    other = gradients_by_hand(net, x[None], y[None])
    for m in range(3):
        np.testing.assert_allclose(found.delta[m], other.deltas[m][0], rtol=1e-12)
        np.testing.assert_allclose(found.W[m], other.gradients[f"layers.{m}.weight"], rtol=1e-12)
        np.testing.assert_allclose(found.b[m], other.gradients[f"layers.{m}.bias"], rtol=1e-12)


def test_the_slope_of_a_logistic_unit_is_largest_at_zero():
    """By hand: at z = 0 the output is 1/2 and the slope 1/4, so δ is a quarter of the blame."""
    held = dict.fromkeys(layers.PREMISES, True)
    zero = [np.zeros((3, 3))] * 3
    found = layers.formulas(zero, [np.zeros(3)] * 3, np.ones(3), np.zeros(3), held)
    np.testing.assert_array_equal(found.delta[-1], np.full(3, 0.125))
    np.testing.assert_array_equal(found.W[-1], np.full((3, 3), 0.0625))


def test_the_skip_connection_by_hand():
    """With all weights 0 the sums are 0 and the bent outputs 1/2, so the skip makes 1/2 + 1/2.

    The formulas see no way from the first layer to the end; the tape sees one through the sum,
    which a last layer of the weights 1 to one unit and 0 to the others hands on.
    """
    held = dict.fromkeys(layers.PREMISES, True) | {layers.ALONE: False}
    last = np.array([[1.0, 1, 1], [0, 0, 0], [0, 0, 0]])
    W, b = [np.zeros((3, 3)), np.zeros((3, 3)), last], [np.zeros(3)] * 3
    b[2] = np.array([-3.0, 0, 0])  # the sums of the last layer are 3 - 3, 0 and 0
    found = layers.formulas(W, b, np.ones(3), np.array([0.0, 0.5, 0.5]), held)
    tape = layers._tape(W, b, np.ones(3), np.array([0.0, 0.5, 0.5]), held)
    np.testing.assert_array_equal(found.a[2], np.ones(3))
    np.testing.assert_array_equal(found.delta[2], [0.125, 0, 0])
    np.testing.assert_array_equal(found.delta[0], np.zeros(3))
    np.testing.assert_allclose(tape.delta[0], np.full(3, 0.125 / 4), rtol=1e-12)
    # With what the tape has, each step holds: the proof's sum has the edges of the skip.
    true = layers.Layers(found.a, found.z, tape.g, tape.delta, tape.W, tape.b)
    y = np.array([0.0, 0.5, 0.5])
    assert all(step.holds for step in layers.steps(W, y, true, skip=True))
    assert [s.holds for s in layers.steps(W, np.array([0.0, 0.5, 0.5]), found, skip=True)] == [
        False, True, True, True
    ]  # fmt: skip
