"""The numbers in the text of the page The geometry of features, worked out apart from its cells."""

import math
import re
from collections import defaultdict
from functools import cache

import numpy as np
import pytest

from mlmath.corpus import shakespeare
from mlmath.geometry import enough_dimensions, trained, two_rings
from mlmath.manifest import page
from tests import book

TEXT = book.text(page("features"))
FEW = 500


def test_how_many_points_the_sixty_nets_of_two_units_have_right():
    data = two_rings()
    ends = {
        units: [
            trained("rings", units, layers, seed).nets[-1].right(data)
            for layers in (1, 2, 3)
            for seed in range(20)
        ]
        for units in (2, 3)
    }
    assert len(ends[2]) == 60
    assert max(ends[2]) == 77
    assert set(ends[3]) == {80}
    assert "Of the sixty nets on offer the best has 77 of 80 points on their side" in TEXT
    assert "With three units all sixty nets do it." in TEXT


def test_the_heights_of_the_two_rings():
    assert [x * x + y * y for x, y in ((1, 0), (0, 1), (-1, 0), (0, -2), (2, 0))] == [1, 1, 1, 4, 4]
    assert "The feature $x^2 + y^2$ is 1 for each of the first four, and 4 for each" in TEXT


def test_neighbors_on_street_and_grid():
    counts = [
        sum(0 < i * i + j * j <= r * r for i in range(-r, r + 1) for j in range(-r, r + 1))
        for r in (3, 6)
    ]
    assert counts == [28, 112]
    assert math.log2(112 / 28) == 2
    assert "On the street there are 6 and 12, on the grid 28 and 112." in TEXT


def test_two_arrows_that_lean_the_same_way():
    u, v = np.array([10, 1]), np.array([10, -1])
    assert u @ v == 99
    assert u @ u == v @ v == 101
    assert round(99 / 101, 2) == 0.98
    assert ((u + v) / 2).tolist() == [10, 0]
    assert "have the cosine $99/101 = 0.98$" in TEXT


@cache
def embedded():
    """Return the words, most frequent first, and their rows, by dicts instead of tables."""
    words = re.findall(r"[a-z']+", shakespeare().lower())
    total: dict[str, int] = defaultdict(int)
    for word in words:
        total[word] += 1
    common = sorted(total, key=lambda w: (-total[w], words.index(w)))[:FEW]
    number = {word: i for i, word in enumerate(common)}
    near: dict[tuple[int, int], int] = defaultdict(int)
    for i, word in enumerate(words):
        for other in words[max(0, i - 2) : i] + words[i + 1 : i + 3]:
            if word in number and other in number:
                near[number[word], number[other]] += 1
    rows = np.zeros((FEW, FEW))
    for (i, j), n in near.items():
        rows[i, j] = n
    rows = np.sqrt(rows / rows.sum(axis=1, keepdims=True))
    centered = rows - rows.mean(axis=0)
    centered /= np.linalg.norm(centered, axis=1, keepdims=True)
    return words, common, rows, centered


def popular(rows):
    """Return the mean cosine, and for each word in how many lists of ten nearest it stands."""
    cosines = rows @ rows.T
    lists = np.zeros(FEW, int)
    for i in range(FEW):
        others = sorted((j for j in range(FEW) if j != i), key=lambda j: -cosines[i, j])
        lists[others[:10]] += 1
    return cosines.mean(), lists


def test_the_cosines_and_the_hub():
    _, common, rows, centered = embedded()
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1)  # roots of shares
    mean, lists = popular(rows)
    assert (round(mean, 2), lists.max(), common[lists.argmax()]) == (0.56, 297, "and")
    assert (lists == 0).sum() == 209
    after, mended = popular(centered)
    assert (round(after, 2), mended.max()) == (0, 44)
    assert "In 297 of the 500, and 209 words are near to nobody." in TEXT
    assert "falls from $0.56$ to $0.00$, but the most popular word still stands in 44 lists" in TEXT
    assert lists.mean() == mended.mean() == 10
    assert "where 10 is the mean" in TEXT


def test_the_row_of_to_by_hand():
    """In to be or not to be, places 0 and 4 are to; beside them be, or, and or, not, be."""
    words = ["to", "be", "or", "not", "to", "be"]
    row = [
        sum(words[j] == other for i in (0, 4) for j in range(6) if 0 < abs(i - j) <= 2)
        for other in ("to", "be", "or", "not")
    ]
    assert row == [0, 2, 2, 1]
    assert "the row of *to* is 0, 2, 2, 1" in TEXT


def test_at_most_six_points_share_their_nearest():
    """A search: of points at random around one, as many as possible with it as their nearest."""
    rng = np.random.default_rng(0)
    most = 0
    for n in range(2, 12):
        for _ in range(200):
            points = rng.normal(size=(n, 2))
            apart = np.linalg.norm(points[:, None] - points, axis=2) + 9 * np.eye(n)
            most = max(most, (np.linalg.norm(points, axis=1) < apart.min(axis=1)).sum())
    assert 4 <= most <= 6
    turn = np.arange(6) * np.pi / 3  # six exactly, as far from each other as from the middle
    six = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    assert np.linalg.norm(six - np.roll(six, 1, axis=0), axis=1) == pytest.approx(1)


def test_at_most_sixty_points_of_the_plane_have_one_in_their_lists_of_ten():
    """Five bunches of ten around it make fifty, clearly; of a sector's points ten are most."""
    rng = np.random.default_rng(0)
    turn = np.repeat(np.arange(5) * 2 * np.pi / 5, 10)
    bunches = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    found = []
    for points in (bunches + 0.01 * rng.normal(size=(50, 2)), rng.normal(size=(200, 2))):
        places = np.vstack([[[0.0, 0.0]], points])
        apart = np.linalg.norm(places[:, None] - places, axis=2)
        has = (np.argsort(apart[1:], axis=1)[:, :11] == 0).any(axis=1)
        sector = np.floor(np.arctan2(*points[has].T) / (np.pi / 3)).astype(int) + 3
        assert np.bincount(sector).max() <= 10
        found.append(has.sum())
    assert found[0] == 50
    assert 0 < found[1] <= 60


def test_the_three_numbers_of_the_analogies():
    _, common, _, rows = embedded()
    number = {word: i for i, word in enumerate(common)}
    pairs = "he she him her king queen man woman son daughter lord lady sir madam husband wife"
    words = pairs.split()
    tried = given = right = alone = both = 0
    of_alone: dict[str, int] = defaultdict(int)
    for i in range(0, 16, 2):
        for j in range(0, 16, 2):
            if i == j:
                continue
            a, b, c, d = (number[w] for w in (words[i], words[i + 1], words[j], words[j + 1]))
            tried += 1
            score = rows @ (rows[b] - rows[a] + rows[c])
            given += int(score.argmax()) in (a, b, c)
            near = rows @ rows[c]
            score[[a, b, c]] = near[[a, b, c]] = -9
            right += int(score.argmax()) == d
            alone += int(near.argmax()) == d
            both += int(score.argmax()) == int(near.argmax()) == d
            of_alone[words[j]] += int(near.argmax()) == d
    assert (tried, given, right, alone, both) == (56, 56, 13, 21, 10)
    assert {word: n for word, n in of_alone.items() if n} == {"he": 7, "man": 7, "husband": 7}
    assert "The 21 are *he*, *man* and *husband*, seven times each." in TEXT
    assert "In all 56 the nearest word is one that was put in." in TEXT
    assert "21 are right with no arrow at all, and 10 of the 13 are among them." in TEXT


def test_the_constant_and_the_rows_of_the_theorem():
    assert pytest.approx(1 / 24) == 1 / 16 - 1 / 48
    words, *_ = embedded()
    assert len(set(words)) == 12225
    k = math.ceil(24 * math.log(100 * 99 * 100))
    assert k == enough_dimensions(100, 0.5, 0.01) == 332
    assert (
        "For 100 points with 12,225 coordinates, ε = ½ and δ = 1/100 the theorem asks for" in TEXT
    )
    assert round(332 * 1e6 / 12225, -3) == 27000  # the wrong answer that grows with d


@pytest.mark.parametrize("eps", [0.01, 0.3, 0.5, 0.9, 0.999])
def test_the_inequalities_of_the_proof(eps):
    """The mean of e^(tz²) by numerical integration, and the three bounds of the logarithm."""
    z = np.linspace(-60, 60, 600_001)
    for t in (eps / (2 * (1 + eps)), -eps / (2 * (1 - eps))):
        if t > 0.4:
            continue  # too wide for the grid
        mean = (np.exp(t * z * z - z * z / 2)).sum() * (z[1] - z[0]) / math.sqrt(2 * math.pi)
        assert mean == pytest.approx(1 / math.sqrt(1 - 2 * t), rel=1e-6)
    c = eps**2 / 4 - eps**3 / 6
    assert math.log(1 + eps) <= eps - eps**2 / 2 + eps**3 / 3
    assert math.log(1 - eps) <= -eps - eps**2 / 2
    assert ((1 + eps) * math.exp(-eps)) ** 0.5 <= math.exp(-c)
    assert ((1 - eps) * math.exp(eps)) ** 0.5 <= math.exp(-(eps**2) / 4) <= math.exp(-c)


def test_four_points_of_the_plane_are_not_equally_far():
    """The corners of a triangle are; the place as far from all three is nearer."""
    corners = np.array([[0, 0], [1, 0], [0.5, math.sqrt(0.75)]])
    sides = np.linalg.norm(corners - np.roll(corners, 1, axis=0), axis=1)
    assert sides == pytest.approx(1)
    middle = corners.mean(axis=0)
    assert np.linalg.norm(corners - middle, axis=1) == pytest.approx(1 / math.sqrt(3))
    assert "three points can be equally far from each other, four cannot" in TEXT
