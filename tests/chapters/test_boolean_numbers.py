"""The numbers in the text of chapter 2, worked out apart from the cells that show them."""

from fractions import Fraction
from itertools import pairwise, product
from math import comb

import numpy as np
import pytest

from mlmath.boolean import (
    count_pieces,
    order,
    parity_network,
    polynomial_threshold,
    strips,
    truth_table,
    xor_network,
)
from mlmath.manifest import page
from tests import book

TEXT = book.text(page("boolean"))
PUBLISHED = {1: 4, 2: 14, 3: 104, 4: 1882, 5: 94572}  # sequence A000609


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
    apart, around = np.array([[1, 3], [3, 2], [2, -1]]), np.array([[2, 1], [-1, 1], [0, -3]])
    assert (apart @ [4, 1]).tolist() == [7, 14, 7]
    assert np.dot([4, 1], [4, 1]) == 17
    assert (np.array([1, 2, 1]) @ around).tolist() == [0, 0]


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
    """Both steps of the proof that weights stay within bounds, on arrows all around."""
    rows = np.array(signed([0, 1, 1, 0]))
    rng = np.random.default_rng(0)
    arrows = rng.normal(size=(20_000, 3))
    arrows /= np.linalg.norm(arrows, axis=1)[:, None]
    lowest = (arrows @ rows.T).min(axis=1)
    assert lowest.max() < 0
    delta, longest = -lowest.max(), np.sqrt(3)
    w = np.zeros(3, dtype=int)
    for _ in range(8):
        assert np.linalg.norm(w) <= longest**2 / (2 * delta) + longest
        w = w + rows[(rows @ w).argmin()]


def test_without_the_first_point_endlessly_many_have_neither():
    """(1, 0) and (-k, 1): w1 > 0 and w2 > k w1 fail at some k; second numbers cannot cancel."""
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
    X = np.column_stack([truth_table(2), np.ones(4)])
    found = np.linalg.lstsq(X, np.array([0, 1, 1, 0]), rcond=None)[0]
    assert found == pytest.approx([0, 0, 0.5])


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


@pytest.mark.parametrize("weights", list(product(range(-3, 4), repeat=2)))
def test_opposite_corners_have_one_sum(weights):
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
