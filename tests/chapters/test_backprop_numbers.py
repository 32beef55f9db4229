"""The numbers that the text of chapter 4 says are those that its cells compute."""

import itertools
import re

import numpy as np
import pytest

from mlmath.backprop import SYMMETRY_1986, symmetry_task, train_family_nets, train_starts, xor_task
from mlmath.backprop.counted import backward_cost
from mlmath.backprop.expressions import parse
from mlmath.backprop.family_trees import GENERATION
from mlmath.backprop.graph import blame, evaluate, slopes
from mlmath.backprop.paths import count_backward
from mlmath.manifest import page
from mlmath.theorems.backprop import cost, exact, layers
from mlmath.theorems.backprop.cost import FACTOR
from mlmath.widgets.backprop.net import WIDGET as NET
from tests import book
from tests.chapters.run_cells import run

TEXT = book.text(page("backprop"))
CELLS = book.sources(page("backprop"))


def test_the_two_weights():
    """With w1 = z, w2 = y and the input 2: half of (2 y z - 10) squared at 1 and 3."""
    graph = parse("(2*z*y - 10)^2 / 2")
    values = evaluate(graph, {"y": 3, "z": 1})
    rows = blame(graph, slopes(graph, values))
    found = {part.name: rows[-1][i] for i, part in enumerate(graph) if part.name}
    assert values[-1] == 8
    assert found == {"z": -24, "y": -8}
    assert evaluate(graph, {"y": 3, "z": 1.01})[-1] == pytest.approx(7.7618)
    assert evaluate(graph, {"y": 3.08, "z": 1.24})[-1] == pytest.approx(2.79, abs=0.005)
    assert all(number in TEXT for number in ("-24", "7.7618", "2.79"))


def test_the_map():
    first, second = np.array([[1, 1, 0], [0, 1, 1]]), np.array([[1, 0], [1, 1]])
    assert count_backward([first, second, np.array([[1, 1]])])[0].tolist() == [2, 3, 1]
    assert "2, 3, 1 (" in TEXT


@pytest.mark.parametrize(
    ("row", "expression"),
    [
        ("u + w", "x + y"),
        ("u \\cdot w", "x * y"),
        ("u / w = v", "x / y"),
        ("e^u = v", "exp(x)"),
        ("\\sin u", "sin(x)"),
        ("\\tanh u = v", "tanh(x)"),
        ("u^n", "x^3"),
    ],
)
def test_the_table_of_operations_by_counting_them(row, expression):
    line = next(line for line in TEXT.split("\n") if line.startswith(f"| ${row}"))
    whole = int(re.findall(r"\| (\d+) \|$", line)[0])
    assert backward_cost(parse(expression), {"x": 0.7, "y": 0.9}).total == whole <= FACTOR


def test_what_is_said_of_symmetry():
    """The published 1,425 lies in the middle half of the notebook's own starts."""
    starts = train_starts(*symmetry_task(), 2, 20, 5000, lr=0.1, momentum=0.9, reach=0.3, seed=0)
    learned = starts.sweeps >= 0
    low, high = np.percentile(starts.sweeps[learned], [25, 75])
    assert low < 1425 < high
    assert learned.sum() == 13
    assert "Of our 20 starts 7 had not learned" in TEXT
    firsts = starts.hidden[learned][:, 0]
    # What the figure shows beside the published weights, to one digit as its alt text says.
    np.testing.assert_allclose(firsts[0, :3], [-12, 6, 3], atol=0.05)
    np.testing.assert_allclose(firsts[1, :3], [11.5, 8.6, 5.7], atol=0.05)
    ratios = []
    for weights in firsts[:4]:
        half = np.sort(np.abs(weights[:3]))
        ratios.append((half / half[0]).round(1).tolist())
    assert [1.0, 2.0, 4.0] in ratios
    assert [1.0, 1.5, 2.0] in ratios


def test_most_starts_learn_xor_and_some_do_not():
    starts = train_starts(*xor_task(), 2, 100, 2000, lr=0.5, reach=0.5, goal=0.01, seed=1)
    stuck = starts.errors[-1][starts.sweeps < 0]
    assert round(100 / len(stuck)) == 12
    assert "With ours it is one in twelve" in TEXT
    # Two outputs at one half: half of 1/4 + 1/4.
    np.testing.assert_allclose(stuck, 0.25, atol=0.01)


def test_two_of_three_starts_find_it():
    """By the cells themselves: rounded, XOR twice, and two cases at one half."""
    X, y = xor_task()
    space = {"np": np, "X": X, "y": y}
    printed, _ = run(CELLS["learns"], space)
    first, second, third = (
        [float(number) for number in line.strip("[]").split()] for line in printed.splitlines()
    )
    for outputs in (first, second):
        np.testing.assert_allclose(outputs, [0, 1, 1, 0], atol=0.03)
    assert third.count(0.5) == 2
    assert "Two of these three starts found it" in TEXT


def test_no_two_halves_have_one_sum():
    """Neither with 1 : 2 : 4 nor with 2 : 3 : 4: all eight sums of some of them differ."""
    for sizes in ((1, 2, 4), (2, 3, 4)):
        halves = itertools.product((0, 1), repeat=3)
        assert len({int(np.dot(sizes, half)) for half in halves}) == 8


def test_the_published_weights_mirror_each_other():
    """As the caption of figure 1 there says: opposite about the middle, 1 : 2 : 4 in size."""
    np.testing.assert_array_equal(SYMMETRY_1986, -SYMMETRY_1986[:, ::-1])
    sizes = np.sort(np.abs(SYMMETRY_1986[:, :3]), axis=1)
    np.testing.assert_allclose(sizes / sizes[:, :1], [[1, 2, 4]] * 2, atol=0.06)


@pytest.mark.parametrize(
    ("goal", "inside"), [(0.1, False), (0.02, True), (0.01, True), (0.005, True)]
)
def test_direct_connections_take_about_the_published_sweeps(goal, inside):
    starts = train_starts(
        *xor_task(), 1, 100, 3000, lr=0.5, reach=0.5, goal=goal, seed=1, direct=True
    )
    low, high = np.percentile(starts.sweeps[starts.sweeps >= 0], [25, 75])
    assert (low < 558 < high) == inside
    assert "with a goal of 0.02 or 0.005, but not with 0.1." in TEXT


@pytest.mark.parametrize(("width", "enough"), [(2, False), (3, True)])
def test_three_units_are_enough_for_the_rings_and_two_are_not(width, enough):
    """Of three starts with either."""
    for draw in range(3):
        state, found = NET.begin({"width": width, "draw": draw})
        for _ in range(300):
            state, found = NET.go_on(state)
        assert (found["right"] == 120) == enough


@pytest.fixture(scope="module")
def families():
    return train_family_nets(4, 1500, seed=0)


def test_the_facts_held_out_that_are_known(families):
    assert set(families.right()[:, ~families.trained].sum(axis=1)) == {1, 2}
    assert "Ours know one or two of the four" in TEXT


def test_what_is_said_of_two_units_of_the_family_trees(families):
    assert families.right()[:, families.trained].all()
    nation, generation = families.codes[1][:, 0], families.codes[1][:, 4]
    assert nation[12:].min() > nation[:12].max()
    assert (generation[GENERATION == 1] < 0.5).mean() > 0.7
    assert generation[GENERATION == 3].min() > 0.8


def test_with_the_letters_step_and_decay_the_family_trees_learn_frequencies_only():
    found = train_family_nets(4, 1500, lr=0.01, decay=0.002, seed=0)
    assert not found.right().any()
    assert found.outputs.std(axis=1).max() < 1e-3, "the same answer to every fact"
    assert "step size, at most 0.01, and decay of the weights" in TEXT


def test_ten_logistic_bends():
    """The slope of each is at most a quarter; (1/4)^10 = 1 / 1,048,576."""
    assert "$(1/4)^{10}$, a millionth" in TEXT
    assert 4**10 == 1_048_576


@pytest.mark.parametrize(
    ("cell", "theorem"), [("exact", exact), ("cost", cost), ("layers", layers)], ids=str
)
def test_the_tables_of_breaks_name_the_step_that_fails(cell, theorem):
    """A row for each break, in the order in which the check has them."""
    rows = re.findall(r"^\| ([^|]+?) \| (Step \d) \|", CELLS[f"{cell}-premises"], re.M)
    assert len(rows) == len(theorem.PREMISES)
    for (_, step), premise in zip(rows, theorem.PREMISES, strict=True):
        (failed,) = theorem.check(1, premise).failed
        assert failed.name.startswith(f"{step}:")
