"""What the programs of the page The geometry of features print, worked out apart from them."""

import re
from typing import Any

import numpy as np
import pytest

from mlmath.geometry import trained
from mlmath.manifest import page
from tests import book
from tests.chapters.run_cells import code_cells, run

TEXT = book.text(page("features"))
CELLS = code_cells(book.ROOT / page("features").path)


@pytest.fixture(scope="module")
def printed():
    """Run the page's cells in order; return {id: the lines that it prints}."""
    space: dict[str, Any] = {}
    found: dict[str, Any] = {}
    for name, code in CELLS.items():
        if "mlmath.widgets" not in code and not name.startswith(("check-", "exercise", "stub")):
            found[name] = run(code, space)[0].splitlines()
    found["space"] = space
    return found


def numbers(lines):
    """Return the numbers in some lines."""
    return [float(n) for n in re.findall(r"-?\d+\.?\d*", " ".join(lines))]


def test_the_layer_by_hand_is_the_net_s(printed):
    assert printed["layer-code"] == ["before: (80, 2)  after: (80, 3)", "right: 80 of 80"]
    assert printed["third-code"] == ["[1, 1, 1, 1]", "[4, 4, 4, 4]"]


def test_the_bar_has_as_many_dimensions_as_freedoms_where_two_scales_agree(printed):
    """At r = 2 one more; and no two pictures of the bar that turns are 4 apart, at any turn."""
    name, *turning = printed["dimension-run"][:4]
    name_moving, *moving = printed["dimension-run"][4:]
    assert (name, name_moving) == ("moves by 0", "moves by 3")
    for lines, freedoms in ((turning, 1), (moving, 2)):
        small, middle, large = (float(line.split(":")[1]) for line in lines)
        assert [small, middle] == pytest.approx([freedoms] * 2, abs=0.1)
        assert large == pytest.approx(freedoms + 1, abs=0.15)
    bar = printed["space"]["bar"]
    turned = np.array([bar(turn, 0).ravel() for turn in np.linspace(0, np.pi, 361)])
    apart = np.sqrt(((turned[:, None] - turned) ** 2).sum(axis=2))
    assert 3 < apart.max() < 4
    assert "Two pictures of the bar that turns are never 4 apart" in TEXT


def test_a_bar_by_hand(printed):
    """Its long way is along the turn: at 6 along it and at 2 across it, e^-1, by the formula."""
    bar = printed["space"]["bar"]
    x = np.arange(20) - 9.5
    level, upright = bar(0, 0.5), bar(np.pi / 2, 0.5)
    assert level[9] == pytest.approx(np.exp(-(((x - 0.5) / 6) ** 2) - (0.5 / 2) ** 2))
    assert upright[:, 10] == pytest.approx(np.exp(-((x / 6) ** 2)))
    slanting = bar(np.pi / 4, 0)  # rows and columns grow together along it
    assert slanting[15, 15] == pytest.approx(np.exp(-((5.5 * np.sqrt(2) / 6) ** 2)))
    assert slanting[4, 15] == pytest.approx(np.exp(-((5.5 * np.sqrt(2) / 2) ** 2)))


def test_the_blurred_ring_has_two_dimensions_from_near_and_one_from_afar(printed):
    near, middle, far = (float(line.split(":")[1]) for line in printed["scale-code"])
    assert near == pytest.approx(2, abs=0.15)
    assert far == pytest.approx(1, abs=0.15)
    assert far < middle < near


def test_the_words(printed):
    """The numbers that `test_features_numbers` works out."""
    assert printed["hubs-run"][:3] == [
        "mean cosine 0.56", "  'and' is in 297 lists", "  in no list: 209",
    ]  # fmt: skip
    assert printed["hubs-run"][3:5] == ["mean cosine 0.00", "  'that' is in 44 lists"]
    assert numbers(printed["analogies-run"]) == [56, 56, 13, 21, 10]
    assert printed["words-code"][0] == "[[0. 2. 2. 1.]"


def test_the_probes(printed):
    """By another least squares: the ring is guessed from the plane, and read from the layer."""
    (first, half_first), (second, half) = (numbers([line]) for line in printed["probes-run"])
    assert 40 < first < 60
    assert second == 100
    assert half_first > 90
    assert 85 < half < 98
    space = printed["space"]
    A = np.column_stack([space["layers"][1], np.ones(400)])
    weights = np.linalg.pinv(A) @ space["side"]
    B = np.column_stack([space["new_layers"][1], np.ones(1000)])
    agree = np.mean((B @ weights > 0) == (space["new_side"] > 0))
    assert half == pytest.approx(100 * agree, abs=0.51)
    assert [half_first, half] == [97, 87]
    assert "less well than the input, 87 % against 97 %." in TEXT


def test_what_is_taken_away(printed):
    """Without the ring the net guesses; without the half, it stays as right as it was."""
    ring, half = (numbers([line])[0] for line in printed["erase-code"])
    assert 40 < ring < 60
    assert half == 100
    space = printed["space"]
    left = space["without"](space["layer"], space["arrow_of"](space["side"]))
    assert left.mean(axis=0) == pytest.approx(space["layer"].mean(axis=0))  # the mean stays


def test_the_half_is_still_there_for_who_asks_the_nearest(printed):
    """By projection matrices, the pseudoinverse and a table of all distances."""
    probe, nearest = (numbers([line])[0] for line in printed["gone-code"])
    space = printed["space"]
    old, new = space["layers"][1], space["new_layers"][1]
    w = (np.linalg.pinv(np.column_stack([old, np.ones(400)])) @ space["side"])[:-1]
    rest = np.eye(3) - np.outer(w, w) / (w @ w)
    old, new = ((points - old.mean(axis=0)) @ rest for points in (old, new))
    fitted = np.linalg.pinv(np.column_stack([old, np.ones(400)])) @ space["side"]
    told = np.column_stack([new, np.ones(1000)]) @ fitted > 0
    assert probe == pytest.approx(100 * np.mean(told == (space["new_side"] > 0)), abs=3)
    assert 47 < probe < 53
    apart = ((new[:, None] - old) ** 2).sum(axis=2)
    share = np.mean(space["side"][apart.argmin(axis=1)] == space["new_side"])
    assert nearest == pytest.approx(100 * share, abs=0.51)
    assert share == pytest.approx(3 / 4, abs=0.02)
    assert "the nearest point still tells it for three new points in four" in TEXT


def test_what_is_taken_away_from_ten_nets(printed):
    """The projection that takes a direction away, as a matrix, and the pseudoinverse."""
    space = printed["space"]
    found = []
    for seed in range(10):
        net = trained("rings", 3, 1, seed).nets[-1]
        A = net.representations(space["known"])[1]
        w = (np.linalg.pinv(np.column_stack([A, np.ones(400)])) @ space["side"])[:-1]
        middle = A.mean(axis=0)
        rest = (A - middle) @ (np.eye(3) - np.outer(w, w) / (w @ w)) + middle
        found.append(np.mean((rest @ net.v + net.v0 > 0) == (space["ring"] > 0)))
    assert round(100 * min(found)) == 86
    assert max(found) == 1
    assert "from other first weights stay right on 86 to 100 %" in TEXT


def test_the_controls(printed):
    few_ring, few_seen, few_new, ring, seen, new = (
        numbers([line])[-1] for line in printed["controls-code"]
    )
    assert few_ring == 100
    assert ring > 90
    assert seen == 100
    assert few_seen < 80
    assert [few_new, new] == pytest.approx([50, 50], abs=1.5)  # 20,000 tosses: ±0.35


def test_the_passages_are_kept_within_the_promise(printed):
    few, some, enough = (numbers([line]) for line in printed["passages-run"])
    assert [few[0], some[0], enough[0]] == [12225] * 3
    assert [few[1], some[1], enough[1]] == [2, 50, 332]
    assert few[2] > 100 > some[2] > 50 > enough[2]


def test_the_noise(printed):
    assert numbers(printed["noise-code"][:1]) == [100]
    assert 35 < numbers(printed["noise-code"][1:])[0] < 65
