"""The numbers in the text of the chapter Kernels, worked out apart from its cells."""

from math import comb, exp, factorial

import numpy as np
import pytest

from mlmath.datasets import digits
from mlmath.kernels import SVC, taylor_count
from mlmath.manifest import page
from mlmath.perceptron import Perceptron
from mlmath.record.stored import stored
from mlmath.widgets import get
from mlmath.widgets.kernels._points import moons
from tests import book

PAGE = page("kernels")
TEXT = book.text(PAGE)


def learned(K, y, rounds):
    """Return each point looked at and its score, and the counts: the dual perceptron, in arrays."""
    K, y = np.array(K), np.array(y)
    counts, log = np.zeros(len(y), int), []
    for _ in range(rounds):
        for i in range(len(y)):
            log.append((i, int(K[i] @ (counts * y))))
            counts[i] += y[i] * log[-1][1] <= 0
    return log, counts.tolist()


def test_monomials_of_256_cells():
    """Products of up to four of 256 and a 1, in any order."""
    assert comb(256 + 4, 4) == 186_043_585
    assert TEXT.count("186,043,585") == 2


def test_twelve_pairs_of_which_three():
    from mlmath.widgets.kernels import lift

    found = [
        (task, feature)
        for task in lift.TASKS
        for feature in lift.FEATURES
        if get("kernels.lift").outputs({"task": task, "feature": feature})["separable"]
    ]
    assert found == [("corners", "product"), ("ring", "sum"), ("band", "square")]
    assert "Three: the corners need $x_1 x_2$, the ring needs $x_1^2 + x_2^2$, and the band" in TEXT


def test_the_heights_of_the_ring():
    heights = [a * a + b * b for a, b in ((1, 0), (0, -1), (2, 2), (-3, 0), (0, 3))]
    assert heights == [1, 1, 8, 9, 9]
    assert "to the heights 1, 1, and 8, 9, 9: the plane at height 5" in TEXT


def test_xor_from_the_table_by_the_lifted_points():
    """The table by the features themselves, and the six scores of the page's table."""
    corners = np.array([(1, 1), (1, -1), (-1, 1), (-1, -1)])
    x, z = corners.T
    lifted = np.stack([x**2, 2**0.5 * x * z, z**2], axis=1)
    K = np.rint(lifted @ lifted.T).astype(int)
    assert K.tolist() == [[4, 0, 0, 4], [0, 4, 4, 0], [0, 4, 4, 0], [4, 0, 0, 4]]
    log, counts = learned(K, [-1, 1, 1, -1], 2)
    assert log[:6] == [(0, 0), (1, 0), (2, 4), (3, -4), (0, -4), (1, 4)]
    assert counts == [1, 1, 0, 0]
    for row in ("| E | 4 | 0 | 0 | 4 |", "| G | 0 | 4 | 4 | 0 |"):
        assert row in TEXT


def test_what_it_has_learned_is_the_product():
    for a, b in ((0.5, 2), (-1, 3), (2, -0.5)):
        assert (a - b) ** 2 - (a + b) ** 2 == pytest.approx(-4 * a * b)


def test_the_square_opened_by_hand():
    x, z = (1, 2), (3, -1)
    parts = [1, 2 * x[0] * z[0], 2 * x[1] * z[1], (x[0] * z[0]) ** 2,
             2 * x[0] * x[1] * z[0] * z[1], (x[1] * z[1]) ** 2]  # fmt: skip
    assert parts == [1, 6, -4, 9, -12, 4]
    assert sum(parts) == (x[0] * z[0] + x[1] * z[1] + 1) ** 2 == 4
    assert "$1 + 6 - 4 + 9 - 12 + 4 = 4$" in TEXT


def test_threes_and_nines():
    X, y, _, new = digits(797)
    assert ((y == 3) | (y == 9)).sum() == 203
    assert (len(X), len(new)) == (1000, 797)
    assert comb(64 + 8, 8) == 11_969_016_345  # "twelve billion"
    assert comb(64 + 4, 4) == 814_385


def test_shuffled_labels_are_learned_late():
    """By the primal machine of the first chapter, on the eigenvectors' coordinates of the table."""
    X, y, _, _ = digits(797)
    rows = (y == 3) | (y == 9)
    X, y = X[rows], np.where(y[rows] == 3, 1, -1)
    K = (X @ X.T / 16 + 1) ** 8
    values, vectors = np.linalg.eigh(K)
    assert values[0] > 1  # of 203 independent points, far above rounding
    assert "Lifted, the 203 pictures are {term}`linearly independent`" in TEXT
    lifted = vectors * np.sqrt(np.maximum(values, 0))  # points with this table
    counts = {}
    for name, labels in (("true", y), ("shuffled", np.random.default_rng(0).permutation(y))):
        machine = Perceptron().fit(lifted, labels)
        assert machine.converged_
        counts[name] = len(machine.mistakes_)
    assert counts["true"] == 18
    assert counts["shuffled"] == pytest.approx(1600, rel=0.05)  # rounding decides some
    assert "only after some 1,600 mistakes" in TEXT


def test_a_table_of_no_points():
    """(xz - 1)² at 1 and 2, and the squared length 9b² - 2ab of a machine with counts a and b."""
    K = [[(a * b - 1) ** 2 for b in (1, 2)] for a in (1, 2)]
    assert K == [[0, 1], [1, 9]]
    lengths = []
    for rounds in (1, 3, 5, 7):
        a, b = learned(K, [1, -1], rounds)[1]
        lengths.append(9 * b * b - 2 * a * b)
    assert lengths == [7, 3, -1, -5]
    assert np.linalg.eigvalsh(K)[0] < 0


def test_the_machine_computes_253_numbers():
    """22 points: 22 · 23 / 2 pairs, each point with itself among them."""
    out = get("kernels.machine").outputs({})
    assert (len(out["alpha"]), out["values"]) == (22, 22 * 23 // 2)
    assert "the same 253 numbers for 22 points" in TEXT


def test_five_points_and_their_widest_margin():
    X = np.array([(1, 1), (1, -1), (3, 2), (-1, 0), (-2, -1)])
    y, alpha = np.array([1, 1, 1, -1, -1]), np.array([0.25, 0.25, 0, 0.5, 0])
    w = (alpha * y) @ X
    assert w.tolist() == [1, 0]
    assert (y * (X @ w)).tolist() == [1, 1, 3, 1, 2]
    assert alpha @ y == 0
    assert w @ w / 2 == alpha.sum() - w @ w / 2 == 0.5
    assert "has the leads 1, 1, 3, 1 and 2, and costs $\\tfrac12$" in TEXT


def test_five_degrees_are_enough():
    infinite = get("kernels.infinite")
    apart = [infinite.outputs({"degree": m})["apart"] for m in range(31)]
    assert min(m for m in range(31) if all(a < 0.01 for a in apart[m:])) == 5
    assert taylor_count(5, 2) == 21
    assert f"{infinite.outputs({})['taylor'][5]:.2f}" == "0.21"
    assert "Five: 21 features, though the kernel is still off by up to 0.21." in TEXT


def test_four_terms_of_the_series():
    assert round(1 + 1 + 1 / 2 + 1 / 6, 3) == 2.667
    assert "four terms make 2.667" in TEXT
    assert round(exp(1), 3) == 2.718


def test_the_largest_term_of_the_series():
    """u^m / m! is largest at the whole number below u, where u = R²/σ²."""
    for u in (2.5, 4.5, 9.3):
        terms = [exp(-u) * u**m / factorial(m) for m in range(40)]
        assert int(np.argmax(terms)) == int(u)


def test_the_errors_over_ten_shuffles():
    from mlmath.record.kernels import degree_errors

    rows = np.array(stored(degree_errors))
    means = rows.mean(axis=1)
    assert [round(float(means[p - 1]), 1) for p in (1, 5, 7)] == [2.6, 1.6, 1.7]
    assert np.abs(rows - means[:, None]).max() < 0.85
    code = " ".join(book.code(PAGE).split())
    assert 'mean falls from 2.6 at degree 1 to 1.6 at degree 5 and is 1.7 at degree 7; "' in code


def test_the_figure_of_the_parabola_is_cut_between_its_points():
    """Squares of -1, 0, 1 lie below 2.5, those of ±2 and ±3 above."""
    assert max(a * a for a in (-1, 0, 1)) < 2.5 < min(a * a for a in (-3, -2, 2, 3))


def test_one_coordinate_tells_the_ring_from_the_crowd():
    """As the caption says: by the first component of the Gaussian kernel."""
    from mlmath.kernels import KernelPCA
    from mlmath.record.kernels import ring_and_crowd

    points, kinds = ring_and_crowd()
    first = KernelPCA(1, "rbf", 1.5).fit_transform(points)[:, 0]
    assert first[kinds > 0].max() < first[kinds < 0].min()


def test_the_bumps_cross_zero_twice():
    """The figure's points -2, 0 and 2, each once: the sum is positive at the circles."""
    x, y = np.array([-2, 0, 2]), np.array([1, -1, 1])
    at = np.linspace(-4, 4, 2001)
    total = (y * np.exp(-((at[:, None] - x) ** 2) / (2 * 0.8**2))).sum(axis=1)
    assert ((total[1:] > 0) != (total[:-1] > 0)).sum() == 2
    assert np.interp(x, at, total) * y == pytest.approx(np.abs(np.interp(x, at, total)))


def test_the_margin_on_the_digits_allows_no_violation():
    """With γ = 0.1, which is 1 / (2σ²), no pull reaches the price 10 of the record's machine."""
    X, y, _, _ = digits(797)
    machine = SVC(10.0, "rbf", 0.1).fit(X, y)
    assert np.abs(machine.dual_coef_).max() < 10
    assert 1 / (2 * 0.1) == 5.0
    assert "$\\sigma = \\sqrt5$" in TEXT


def test_how_fast_the_gaussian_falls():
    assert [round(exp(-(s**2) / 2), 2) for s in (1, 3)] == [0.61, 0.01]
    assert "it is 0.61 at the distance $\\sigma$, and 0.01 at $3 \\sigma$" in TEXT


def test_the_pulls_of_the_five_points_are_the_only_ones_on_the_edges():
    """Three equations: a + b + c = 1, a - b = 0 and a + b - c = 0."""
    found = np.linalg.solve([[1, 1, 1], [1, -1, 0], [1, 1, -1]], [1, 0, 0])
    assert found == pytest.approx([0.25, 0.25, 0.5])
    assert "So the pulls are $\\tfrac14$, $\\tfrac14$ and $\\tfrac12$" in TEXT


def test_low_prices_are_never_above_the_true_ones():
    """α (1 - r) against C max(0, 1 - r), and the least of ½w² - wv + Σα at w = v."""
    rng = np.random.default_rng(0)
    C, r = 3.0, rng.normal(size=500) * 3
    alpha = rng.uniform(0, C, 500)
    assert (alpha * (1 - r) <= C * np.maximum(0, 1 - r) + 1e-12).all()
    assert (-0.5 * (1 - r) > C * np.maximum(0, 1 - r)).any()  # a pull below 0
    assert (3.5 * (1 - r) > C * np.maximum(0, 1 - r)).any()  # a pull above C
    w, v = rng.normal(size=(2, 100, 4))
    cost = (w * w).sum(1) / 2 - (w * v).sum(1)
    assert (cost >= -(v * v).sum(1) / 2).all()


def test_the_low_prices_added_up():
    """Over all points Σ α (1 - r) is Σ α - w·v - b Σ α y; the least is a completed square."""
    rng = np.random.default_rng(1)
    X, w, b = rng.normal(size=(5, 3)), rng.normal(size=3), 0.7
    y, alpha = np.array([1, 1, -1, 1, -1]), rng.uniform(0, 2, 5)
    v = (alpha * y) @ X
    low = sum(a * (1 - s * (x @ w + b)) for a, s, x in zip(alpha, y, X, strict=True))
    assert low == pytest.approx(alpha.sum() - w @ v - b * (alpha @ y))
    square = ((w - v) ** 2).sum() / 2 - (v * v).sum() / 2
    assert w @ w / 2 - w @ v == pytest.approx(square)
    for part in (
        "\\sum_i \\alpha_i - \\qw \\cdot \\mathbf{v} - b \\sum_i \\alpha_i\\, \\qy_i$",
        "$\\tfrac12 \\|\\qw - \\mathbf{v}\\|^2 - \\tfrac12 \\|\\mathbf{v}\\|^2$",
    ):
        assert part in TEXT


def test_a_point_well_behind_the_edge_moves_nothing():
    """The circle that the question names, moved by 0.1 in eight directions."""
    machine = get("kernels.machine")
    points = [list(one) for one in moons()]
    i = next(k for k, one in enumerate(points) if one == [0.3, 0.24, 1])
    before = machine.outputs({})["field"]
    for turn in range(8):
        moved = [list(one) for one in points]
        moved[i][0] += 0.1 * np.cos(turn * np.pi / 4)
        moved[i][1] += 0.1 * np.sin(turn * np.pi / 4)
        assert machine.outputs({"points": moved})["field"] == pytest.approx(before, abs=1e-3)
    assert "the circle near (0.3, 0.24), say" in TEXT


def test_the_errors_fall_and_stay():
    """The page's machines at degree 1 and 4, and what the sentence says of them."""
    X, y, new, truth = digits(797)
    wrong = [
        (SVC(1e6, "poly", 1 / 16, p, 1).fit(X, y).predict(new) != truth).mean() for p in (1, 4)
    ]
    assert wrong == pytest.approx([0.058, 0.050], abs=6e-4)
    assert "the error falls from 5.8 percent to about 5." in TEXT
