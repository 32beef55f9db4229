"""What a gradient costs: counted by hand for products, sums and functions."""

import pytest

from mlmath.backprop.counted import Counted, Counter, backward_cost, forward_cost
from mlmath.backprop.expressions import parse
from mlmath.backprop.graph import Part


def product(n):
    """x1 * x2 * ... * xn, from left to right."""
    graph = [Part("variable", name=f"x{i}") for i in range(n)]
    for i in range(1, n):
        graph.append(Part("*", (0 if i == 1 else len(graph) - 1, i)))
    return graph, {f"x{i}": 1.0 + i for i in range(n)}


def test_a_number_counts_what_is_done_with_it():
    counter = Counter()
    a, b = Counted(2.0, counter), Counted(3.0, counter)
    c = -(a * b) / 2 + 1.0 * a  # a product, a quotient, a sum; no sign and no factor 1
    assert (c.value, counter.done) == (-1.0, 3)
    assert a < b
    assert counter.done == 4


@pytest.mark.parametrize("n", [2, 5, 30])
def test_a_product_of_n_costs_exactly_five_times_itself(n):
    """By hand: a product is 1; back it takes two products, and two sums."""
    cost = backward_cost(*product(n))
    assert cost.function == n - 1
    assert cost.total == 5 * (n - 1)
    assert cost.parts == [0] * n + [5] * (n - 1)


@pytest.mark.parametrize("n", [2, 5, 30])
def test_forward_the_same_product_costs_n_walks(n):
    """By hand: its value, then in each walk two products and a sum, but at an edge from a number.

    A tangent that is 1 or 0 is a plain number here; a product with the 1 is not counted.
    """
    cost = forward_cost(*product(n))
    assert cost.walks == n
    first = sum(3 for _ in range(n - 1)) - 1  # x0 moves: a product with its tangent 1 is free
    assert cost.parts[n:] == [1 + 2] + [1 + 3] * (n - 2)
    assert cost.first == n - 1 + first
    assert cost.total == n - 1 + n * first


@pytest.mark.parametrize(
    ("text", "function", "total"),
    [
        ("x + y", 1, 3),  # back: two sums
        ("x - y", 1, 3),
        ("2*x", 1, 4),  # back: two products, a sum; no sum for the number
        ("x / y", 1, 5),  # back: a quotient, a product, a sum and a difference
        ("sin(x)", 1, 4),  # back: a cosine, a product, a sum
        ("exp(x)", 1, 3),  # back: a product, a sum
        ("tanh(x)", 1, 5),  # back: a square, a difference, a product, a sum
        ("x^3", 1, 5),  # back: a power, two products, a sum
    ],
)
def test_single_operations_by_hand(text, function, total):
    cost = backward_cost(parse(text), {"x": 0.5, "y": 0.7})
    assert (cost.function, cost.total) == (function, total)


def test_without_a_tape_the_cost_grows_with_the_square():
    """By hand for n factors: the k-th product from the end is computed anew with all before it."""
    n = 12
    graph, point = product(n)
    cost = backward_cost(graph, point, keep=False)
    assert cost.total == 5 * (n - 1) + (n - 1) * n // 2
