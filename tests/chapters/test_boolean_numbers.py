"""The numbers in the text of chapter 2, worked out apart from the cells that show them."""

import ast
import re
from fractions import Fraction
from itertools import pairwise, product
from math import comb
from typing import Any

import numpy as np
import pytest

from mlmath.boolean import (
    count_pieces,
    functions_of_two,
    gordan_alternative,
    order,
    parity_network,
    polynomial_threshold,
    strips,
    truth_table,
    xor_network,
)
from mlmath.manifest import page
from tests import book
from tests.chapters.run_cells import run

TEXT = book.text(page("boolean"))
CELLS = book.sources(page("boolean"))
PUBLISHED = {1: 4, 2: 14, 3: 104, 4: 1882, 5: 94572}  # sequence A000609


def drawn(cell: str) -> tuple[list[Any], dict[str, Any]]:
    """Return what the call at the end of a figure's cell is given: arguments, and those by name."""
    last = ast.parse(CELLS[cell]).body[-1]
    assert isinstance(last, ast.Expr)
    assert isinstance(last.value, ast.Call)
    named = {str(k.arg): ast.literal_eval(k.value) for k in last.value.keywords}
    return [ast.literal_eval(value) for value in last.value.args], named


def signed(outputs):
    return [
        ((2 * f - 1) * x1, (2 * f - 1) * x2, 2 * f - 1)
        for (x1, x2), f in zip(product((0, 1), repeat=2), outputs, strict=True)
    ]


def test_the_table_of_signed_points():
    rows = signed([0, 1, 1, 0])
    assert [sum(column) for column in zip(*rows, strict=True)] == [0, 0, 0]
    for row in rows:
        assert f"$({', '.join(map(str, row))})$" in TEXT


def test_three_points_of_a_line_need_unequal_counts():
    rows = np.array([(y * x, y) for x, y in ((0, 1), (1, -1), (3, 1))])
    assert rows.tolist() == [[0, 1], [-1, -1], [3, 1]]
    assert rows.sum(axis=0).tolist() == [2, 1]
    assert (np.array([2, 3, 1]) @ rows).tolist() == [0, 0]
    assert "$(0, 1)$, $(-1, -1)$ and $(3, 1)$, and one of each makes $(2, 1)$" in TEXT


def test_the_pictures_of_the_hulls():
    """The edge from (1, 3) to (2, -1) is 4x + y = 7; its nearest point is 7/17 (4, 1)."""
    (apart,), said = drawn("clear-figure")
    assert (np.array(apart) @ [4, 1]).tolist() == [7, 14, 7]
    assert np.dot([4, 1], [4, 1]) == 17
    assert said["shortest"] == "p = 7/17 · (4, 1)"
    share = Fraction(11, 17)  # of the way from the edge's one end to the other
    foot = [u + share * (v - u) for u, v in zip(apart[0], apart[2], strict=True)]
    assert foot == [Fraction(28, 17), Fraction(7, 17)]
    assert "its nearest point, on the edge from (1, 3) to (2, -1)" in said["alt"]
    (around,), said = drawn("around-figure")
    assert (np.array(said["counts"]) @ around).tolist() == [0, 0]
    assert said["counts"] == [1, 2, 1]
    assert "Taken once, twice and once they add up to nothing." in said["alt"]


def test_the_machine_on_xor_row_by_row():
    rows = [np.array(row) for row in signed([0, 1, 1, 0])]
    w = np.zeros(3, dtype=int)
    for _ in range(4):
        products = [int(w @ a) for a in rows]
        k = products.index(min(products))
        cells = [f"({', '.join(map(str, w))})", *products, rf"\mathbf{{a}}_{k + 1}"]
        assert f"| {' | '.join(f'${cell}$' for cell in cells)} |" in TEXT
        w = w + rows[k]
    assert not w.any()


def test_long_weights_of_xor_have_a_clearly_negative_product():
    """Both steps of the proof that weights stay within bounds, on arrows all around.

    The points are those that the chapter's own code makes.
    """
    space: dict[str, Any] = {}
    run(CELLS["by-hand-in-python"], space)
    rows = np.array(space["of_xor"])
    rng = np.random.default_rng(0)
    arrows = rng.normal(size=(20_000, 3))
    arrows /= np.linalg.norm(arrows, axis=1)[:, None]
    lowest = (arrows @ rows.T).min(axis=1)
    assert lowest.max() < 0
    delta, longest = -lowest.max(), np.linalg.norm(rows, axis=1).max()
    assert longest == np.sqrt(3)
    w = np.zeros(3, dtype=int)
    for _ in range(8):
        assert np.linalg.norm(w) <= longest**2 / (2 * delta) + longest
        w = w + rows[(rows @ w).argmin()]
    assert r"So no weights are ever longer than $R^2 / (2 \delta) + R$." in TEXT


def test_endlessly_many_points_have_neither():
    """(1, 0) and (-k, 1): w1 > 0 and w2 > k w1 fail at some k; second numbers cannot cancel."""
    found = re.search(r"can fail: for (.*), … there are neither weights nor counts", TEXT)
    assert found
    shown = [(int(x), int(y)) for x, y in re.findall(r"\$\((-?\d+), (-?\d+)\)\$", found[1])]
    assert shown == [(1, 0), (-1, 1), (-2, 1), (-3, 1)]
    for n in range(1, 9):  # so many of them have weights, and no counts
        assert gordan_alternative([(1, 0), *((-k, 1) for k in range(1, n))]).combination is None
    for w1, w2 in product((0.1, 1, 5), (1, 10, 1000)):
        assert any(w2 <= k * w1 for k in range(1, 20_000))


def test_the_pairs_of_parity():
    for x1, x2 in product((0, 1), repeat=2):
        phi = int(x1 or x2)
        chi = [2 * ((x1 + x2 + x3) % 2) - 1 for x3 in (0, 1)]
        said = " and ".join(f"${v:+}$" for v in chi)
        assert f"| {x1}{x2}0 and {x1}{x2}1 | {phi} and {phi} | {said} |" in TEXT
        assert sum(phi * v for v in chi) == 0


def test_xor_has_no_better_fit_than_a_half():
    """The residual of the fit, half of each label, is orthogonal to the inputs and to 1."""
    found = re.search(
        r"the labels \$(.*)\$ times the values of \$x_1\$, which are \$(.*)\$, add up", TEXT
    )
    assert found
    labels, x1 = ([int(v) for v in numbers.split(",")] for numbers in found.groups())
    X = np.column_stack([truth_table(2), np.ones(4)])
    assert x1 == X[:, 0].tolist()
    assert (labels @ X).tolist() == [0, 0, 0]
    outputs = (np.array(labels) + 1) / 2
    assert outputs.tolist() == [0, 1, 1, 0]
    fit = np.linalg.lstsq(X, outputs, rcond=None)[0]
    assert fit == pytest.approx([0, 0, 0.5])
    assert r"than $\tfrac12$ at every corner" in TEXT


def test_shares_of_functions():
    share = {n: found / 2**2**n for n, found in PUBLISHED.items()}
    assert round(1 / share[4]) == 35
    assert f"{share[4]:.1%}" == "2.9%"
    assert "2.9 percent, or 1,882: one in thirty-five." in TEXT
    assert round(1 / share[5], -3) == 45_000
    assert "94,572 of 4,294,967,296, one in about 45,000" in TEXT
    assert 2**32 == 4_294_967_296


def test_the_bound_for_ten_inputs():
    exact = 2 * sum(comb(2**10 - 1, k) for k in range(11))
    assert exact <= 2 * 11 * 2**100 <= 2**105
    assert "at most $2^{105}$ of $2^{1024}$" in TEXT


def test_one_product_cures_xor():
    X = truth_table(2)
    scores = 2 * X[:, 0] + 2 * X[:, 1] - 4 * X[:, 0] * X[:, 1]
    assert scores.tolist() == [0, 2, 2, 0]
    assert "is $0$, $2$, $2$ and $0$ at the four corners" in TEXT
    assert polynomial_threshold([0, 1, 1, 0], 1) is None
    assert order([0, 1, 1, 0]).order == 2


def test_the_table_of_the_two_layers():
    inputs, hidden, output = xor_network().activations(truth_table(2))
    for x, (either, both), (answer,) in zip(
        inputs.tolist(), hidden.tolist(), output.tolist(), strict=True
    ):
        assert f"| {x[0]} | {x[1]} | {either} | {both} | {either - both} | {answer} |" in TEXT


def test_exactly_one_needs_two_hidden_units():
    """At least one, without at least two: by counting, for as many inputs as one likes."""
    for n in range(2, 8):
        ones = truth_table(n).sum(axis=1)
        assert (((ones >= 1).astype(int) - (ones >= 2)) == (ones == 1)).all()
        assert len(parity_network(n).layers[0].thresholds) == n


def test_the_first_two_figures_are_those_in_one_piece():
    pieces = {ends: count_pieces(strips(9)[ends]) for ends in np.ndindex(2, 2)}
    assert pieces == {(0, 1): 1, (1, 0): 1, (0, 0): 2, (1, 1): 2}


def test_eight_functions_are_reached_from_and_by_negations():
    reached = set()
    for flip1, flip2, out in product((0, 1), repeat=3):
        table = [((a ^ flip1) & (b ^ flip2)) ^ out for a, b in product((0, 1), repeat=2)]
        reached.add(tuple(table))
    assert len(reached) == 8
    assert all(sum(table) in (1, 3) for table in reached)
    assert "AND, OR, NAND, NOR, both implications and their negations." in TEXT
    assert {gate.name for gate in functions_of_two() if tuple(gate.outputs) in reached} == {
        *("AND", "OR", "NAND", "NOR", "implication", "converse implication"),
        *("nonimplication", "converse nonimplication"),
    }


@pytest.mark.parametrize("weights", list(product(range(-3, 4), repeat=2)))
def test_opposite_corners_have_one_sum(weights):
    assert "as $(0, 1) + (1, 0) = (0, 0) + (1, 1)$ has for XOR" in TEXT
    score = [int(np.dot(weights, x)) + 1 for x in truth_table(2)]
    assert score[0] + score[3] == score[1] + score[2]


def test_the_share_of_threshold_functions_is_at_most_the_square_of_the_one_before():
    """With the numbers of A000609 for n = 0 to 5, as exact fractions."""
    counts = [2, 4, 14, 104, 1882, 94572]
    shares = [Fraction(count, 2 ** (2**n)) for n, count in enumerate(counts)]
    assert shares[2] == Fraction(7, 8)
    assert shares[2] ** 2 == Fraction(49, 64) >= shares[3]
    assert all(after <= before**2 for before, after in pairwise(shares))
    assert r"$\tfrac78$, then at most $\tfrac{49}{64}$" in TEXT
