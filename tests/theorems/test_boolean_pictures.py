"""The pictures of the chapter Exclusive or: what is drawn is what the verdict holds."""

from collections import defaultdict
from itertools import combinations

import numpy as np
import pytest

from mlmath.boolean import convex_hull, count_pieces, gordan_alternative, truth_table
from mlmath.separation import augment
from mlmath.theorems.boolean import THEOREMS
from mlmath.theorems.boolean.cube import AXES, corners, cube, edges
from mlmath.theorems.boolean.strips import ENDS

SEEDS = range(25)


def drawn(name, seed, drop=None):
    """Return the verdict of a seed, and its marks as {(kind, quantity): marks}."""
    verdict = THEOREMS[name].check(seed, drop)
    marks = defaultdict(list)
    for mark in THEOREMS[name].picture(verdict).marks:
        marks[mark.kind, mark.quantity].append(mark)
    return verdict, marks


def places(marks):
    """Return where marks of one place are, in any order."""
    return {tuple(np.round(mark.at[0], 9).tolist()) for mark in marks}


def chosen(n, which):
    """Return the places of the corners for which `which` is true, in the same form."""
    return {tuple(row) for row in np.round(corners(n)[np.asarray(which, bool)], 9).tolist()}


def test_the_square_by_hand():
    """00, 01, 10, 11: the first input leads to the right, the second one up."""
    square = [[-0.5, -0.5], [-0.5, 0.5], [0.5, -0.5], [0.5, 0.5]]
    assert corners(2).tolist() == square
    marks = cube(2, [False, True, True, False], [True, False, False, False])
    circles = [mark.at[0].tolist() for mark in marks if mark.kind == "circle"]
    assert circles == square[1:3]
    assert {mark.quantity for mark in marks if mark.kind == "circle"} == {"positive"}
    assert [mark.at[0].tolist() for mark in marks if mark.kind == "square"] == square[::3]
    assert {mark.quantity for mark in marks if mark.kind == "square"} == {"negative"}
    assert [mark.at[0].tolist() for mark in marks if mark.kind == "ring"] == square[:1]


@pytest.mark.parametrize("n", [2, 3, 4])
def test_neighbors_are_joined_and_no_others(n):
    """Each of n 2^(n-1) pairs that differ in one input, and its edge is that input's way."""
    found = {tuple(sorted(map(tuple, np.round(mark.at, 9).tolist()))) for mark in edges(n)}
    X, at = truth_table(n), np.round(corners(n), 9).tolist()
    pairs = [(i, j) for i, j in combinations(range(2**n), 2) if (X[i] != X[j]).sum() == 1]
    assert found == {tuple(sorted((tuple(at[i]), tuple(at[j])))) for i, j in pairs}
    assert len(edges(n)) == len(pairs) == n * 2 ** (n - 1)
    for i, j in pairs:
        way = AXES[(X[i] != X[j]).argmax()]
        np.testing.assert_allclose(np.subtract(at[j], at[i]), way, atol=1e-8)


@pytest.mark.parametrize("drop", [None, *THEOREMS["alternative"].premises])
def test_the_alternative_draws_points_arrow_and_counts(drop):
    for seed in SEEDS:
        verdict, marks = drawn("alternative", seed, drop)
        A, w, c = (verdict.instance[name] for name in ("A", "w", "c"))
        assert [mark.at[1].tolist() for mark in marks["arrow", "x"]] == A.tolist()
        assert marks["area", "x"][0].at.tolist() == convex_hull(A).tolist()
        assert len(marks["arrow", "w"]) == len(marks["curve", "w"]) == (w is not None and w.any())
        for arrow, border in zip(marks["arrow", "w"], marks["curve", "w"], strict=True):
            tip, ends = arrow.at[1], border.at
            assert w @ tip == pytest.approx(np.hypot(*w) * np.hypot(*tip))  # its own way
            assert np.abs(ends @ w).max() < 1e-9
            assert ends[0] @ ends[1] < 0
        texts = marks["text", "gamma"]
        assert [mark.text for mark in texts] == (
            [] if c is None else [str(int(v)).replace("-", "\u2212") for v in c]
        )
        for mark, a in zip(texts, A, strict=False):
            beyond = mark.at[0] - a
            assert beyond @ a == pytest.approx(np.hypot(*beyond) * np.hypot(*a))


def test_counting_draws_one_labeling_and_says_whether_it_is_one_of_those():
    """By `gordan_alternative` on the signed inputs: weights, or a certificate against them."""
    seen = set()
    for seed in SEEDS:
        verdict, marks = drawn("counting", seed)
        n, X, labels = (verdict.instance[name] for name in ("n", "X", "labels"))
        for mark, sign in ((("circle", "positive"), 1), (("square", "negative"), -1)):
            mine = [(truth_table(n) == row).all(axis=1) for row in X[labels == sign]]
            assert places(marks[mark]) == chosen(n, np.any([*mine, np.zeros(2**n)], axis=0))
        signed = (labels[:, None] * augment(X)).astype(np.int64)
        computed = gordan_alternative(signed).weights is not None
        said = THEOREMS["counting"].picture(verdict).caption
        assert (", such a sum has the signs." in said) == computed
        assert (", no such sum has the signs." in said) == (not computed)
        seen.add(computed)
    assert seen == {True, False}


@pytest.mark.parametrize("drop", [None, *THEOREMS["layers"].premises])
def test_two_layers_draw_the_function_and_ring_what_is_wrong(drop):
    for seed in SEEDS:
        verdict, marks = drawn("layers", seed, drop)
        n, f, y = (verdict.instance[name] for name in ("n", "f", "y"))
        assert places(marks["circle", "positive"]) == chosen(n, f == 1)
        assert places(marks["square", "negative"]) == chosen(n, f == 0)
        assert places(marks["ring", "e"]) == chosen(n, f != y)
        assert len(marks["ring", "e"]) == 2**n - verdict.left


@pytest.mark.parametrize("drop", [None, *THEOREMS["parity"].premises])
def test_parity_draws_the_labels_and_the_best_sum(drop):
    for seed in SEEDS:
        verdict, marks = drawn("parity", seed, drop)
        n, a, labels, best = (verdict.instance[name] for name in ("n", "a", "labels", "sum"))
        assert places(marks["circle", "positive"]) == chosen(n, labels == 1)
        assert places(marks["square", "negative"]) == chosen(n, labels == -1)
        wrong = [mark for mark in marks["ring", "e"] if not mark.text]
        assert places(wrong) == chosen(n, np.sign(best) != labels)
        other = [mark for mark in marks["ring", "e"] if mark.text]
        assert places(other) == chosen(n, (np.arange(2**n) == a) & ("labels" in (drop or "")))
        assert [float(mark.text.replace("\u2212", "-")) for mark in marks["text", ""]] == (
            best.tolist()
        )
        for mark, corner in zip(marks["text", ""], corners(n), strict=True):
            assert mark.at[0, 0] == corner[0]
            assert 0 < mark.at[0, 1] - corner[1] < 0.25  # above its corner


@pytest.mark.parametrize("drop", [None, *THEOREMS["strips"].premises])
def test_the_strips_are_drawn_cell_by_cell_with_their_windows_and_scores(drop):
    """Each figure is read back from its cells: the upper two are in one piece, the lower not."""
    for seed in SEEDS:
        verdict, marks = drawn("strips", seed, drop)
        figures, width, scores = (verdict.instance[name] for name in ("figures", "width", "scores"))
        length = figures.shape[-1]
        found = []
        for upper, right in np.ndindex(2, 2):

            def here(mark, upper=upper, right=right):
                x, y = mark.at.mean(axis=0)
                return (x > 0) == right and (y > 0.2) == upper

            cells = [m.at for m in marks["area", "x" if upper else "negative"] if here(m)]
            left, top = min(at[0, 0] for at in cells), max(at[0, 1] for at in cells)
            step, high = cells[0][1, 0] - cells[0][0, 0], cells[0][0, 1] - cells[0][2, 1]
            figure = np.zeros_like(figures[0, 0])
            for at in cells:
                row, column = (top - at[0, 1]) / high, (at[0, 0] - left) / step
                assert max(abs(row - round(row)), abs(column - round(column))) < 1e-6
                figure[round(row), round(column)] = 1
            (ends,) = (e for e in ENDS if (figures[e] == figure).all())
            found.append(ends)
            assert count_pieces(figure) == (1 if upper else 2)
            frames = [m.at for m in marks["curve", "w"] if here(m)]
            starts = sorted(round((at[:, 0].min() - left) / step) for at in frames)
            assert starts == sorted({0, length - width})
            for at in frames:
                assert np.ptp(at[:, 0]) == pytest.approx(width * step)
                assert at[:, 1].max() > top > top - figures.shape[-2] * high > at[:, 1].min()
            (text,) = (m.text for m in marks["text", ""] if here(m))
            assert text.replace("\u2212", "-") == f"score {scores[ends]}"
        assert sorted(found) == sorted(ENDS)
