"""Bets: what they compute, by hand and by closed forms, and how a hand moves split and truth."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlmath.foundations import kl_divergence
from mlmath.widgets import get
from mlmath.widgets.chance.bets import (
    BOOKMAKER,
    HIGH,
    LEVELS,
    RACES,
    behind,
    in_plane,
    learned,
    rings,
    winners,
)
from tests.widgets.waiting import drag, settled

WIDGET = get("chance.bets")
TRUTH = [0.5, 0.25, 0.25]


def test_the_races_of_the_page_by_hand():
    """Who bets the truth: 2, 1 or 1/2 of the money comes back, so +1, 0 or -1 doublings."""
    out = WIDGET.outputs({"belief": TRUTH})
    per_win = np.array([1, 0, -1])
    assert np.diff(out["yours"]).tolist() == per_win[out["won"]].tolist()
    assert out["yours"].tolist() == out["knower"].tolist()
    assert (out["best"], out["gap"]) == pytest.approx((0.25, 0))
    house = WIDGET.outputs({"belief": BOOKMAKER.tolist()})
    assert house["yours"].tolist() == [0] * (RACES + 1)  # the stake comes back, whoever wins
    assert house["gap"] == pytest.approx(0.25)


def test_the_even_split_by_hand():
    """A third on each: 4/3, 4/3 or 2/3 comes back."""
    out = WIDGET.outputs({"belief": [1 / 3] * 3})
    back = np.log2([4 / 3, 4 / 3, 2 / 3])
    assert np.diff(out["yours"]) == pytest.approx(back[out["won"]], abs=1e-5)
    assert out["gap"] == pytest.approx(np.log2(3) - 1.5)


def test_all_on_one_horse_is_lost_when_another_wins():
    out = WIDGET.outputs({"belief": [1, 0, 0], "luck": 4})
    first = int(np.flatnonzero(out["won"] != 0)[0])
    assert out["broke"] == first + 1
    assert out["yours"].tolist() == [2 * k for k in range(first + 1)]
    assert out["gap"] == -1
    assert "all is lost" in out["summary"]
    sure = WIDGET.outputs({"belief": [1, 0, 0], "truth": [1, 0, 0]})
    assert (sure["broke"], sure["gap"], sure["yours"][-1]) == (0, 0, 2 * RACES)


@settings(deadline=None, max_examples=30)
@given(luck=st.integers(0, 99), a=st.integers(5, 60), b=st.integers(5, 35))
def test_the_money_falls_behind_as_the_divergence_says(luck, a, b):
    """The two curves differ by n D on average, and by a few standard deviations in a run."""
    belief = [a / 100, b / 100, 1 - (a + b) / 100]
    out = WIDGET.outputs({"belief": belief, "luck": luck})
    p, lead = np.array(TRUTH), np.log2(np.array(TRUTH) / belief)
    assert out["gap"] == pytest.approx(p @ lead)
    assert out["gap"] == pytest.approx(kl_divergence(TRUTH, belief))
    spread = np.sqrt((p @ lead**2 - (p @ lead) ** 2) * RACES)
    fell = float(out["knower"][-1] - out["yours"][-1])
    assert abs(fell - RACES * out["gap"]) <= 4.5 * spread + 1e-3


def test_the_shares_of_the_wins_come_near_the_truth():
    out = WIDGET.outputs({})
    assert out["counts"][-1].tolist() == np.bincount(out["won"], minlength=3).tolist()
    assert out["seen"][-1] == pytest.approx(in_plane(out["counts"][-1] / RACES), abs=1e-6)
    assert out["seen"][0] == pytest.approx([0.5, HIGH / 3])
    shares = np.mean([np.bincount(winners(np.array(TRUTH), k), minlength=3) for k in range(50)], 0)
    assert shares / RACES == pytest.approx(TRUTH, abs=0.02)


def test_who_learns_bets_by_the_rule_of_succession():
    """After the wins 1, 1, 0: (1 + 1)/6, (2 + 1)/6 and (0 + 1)/6."""
    beliefs = learned(np.array([1, 1, 0], np.int32))
    assert beliefs * [[3], [4], [5], [6]] == pytest.approx(
        np.array([[1, 1, 1], [1, 2, 1], [1, 3, 1], [2, 3, 1]])
    )
    falls = []
    for luck in range(100):
        out = WIDGET.outputs({"way": "learn", "luck": luck})
        falls.append(out["knower"] - out["yours"][: RACES + 1])
    mean = np.mean(falls, axis=0)
    # In all it loses as log2 n grows, one bit when n doubles, and so less and less in each race.
    assert mean[100] - mean[50] == pytest.approx(1, abs=0.3)
    assert mean[200] - mean[100] == pytest.approx(1, abs=0.3)


def test_the_rings_lie_where_a_split_falls_behind_by_their_level():
    """By the divergence itself; and the first of them runs through the bookmaker's split."""
    p = np.array(TRUTH)
    levels = [0.25, *LEVELS]
    for level, ring in zip(levels, rings(p, levels), strict=True):
        assert behind(p, ring) == pytest.approx(np.full(len(ring), level), abs=1e-4)
        assert ring.sum(axis=1) == pytest.approx(np.ones(len(ring)))
        assert ring.min() >= 0
    out = WIDGET.outputs({})
    assert out["rings"].shape[0] == len(levels)
    away = out["rings"][0] - in_plane(BOOKMAKER)
    assert np.hypot(*away.T).min() < 0.02


def test_a_horse_that_never_wins_needs_nothing():
    out = WIDGET.outputs({"truth": [0, 0.5, 0.5], "belief": [0, 0.5, 0.5]})
    assert 0 not in out["won"]
    assert (out["broke"], out["gap"]) == (0, 0)
    assert np.isfinite(out["rings"]).all()
    assert WIDGET.outputs({"truth": [0, 1, 0]})["best"] == 2


@pytest.mark.parametrize(
    "belief", [[0.5, 0.5], [0.5, 0.6, -0.1], [0.3, 0.3, 0.3], "half", [float("nan"), 0, 1]]
)
def test_what_is_no_split_is_refused(belief):
    with pytest.raises(ValueError, match=r"^belief must be three shares from 0 to 1 with the sum"):
        WIDGET.outputs({"belief": belief})


def test_split_and_truth_are_dragged_and_moved_by_keys(mount: Any) -> None:
    page = mount("chance.bets")
    disc = page.locator(".mlw-handle .bt-yours").bounding_box()
    x, y = disc["x"] + disc["width"] / 2, disc["y"] + disc["height"] / 2
    drag(page, (x, y), (x + 60, y - 20), steps=6)
    settled(page)
    belief = page.evaluate("() => model.get('belief')")
    assert belief[0] < 0.65
    assert sum(belief) == pytest.approx(1)
    wanted = WIDGET.outputs({"belief": belief})["summary"]
    assert page.locator(".mlw-summary").inner_text() == wanted
    page.get_by_role("button", name="the truth: A 50").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="the truth: A 48").wait_for()
    assert page.evaluate("() => model.get('truth')") == [0.48, 0.27, 0.25]
    page.keyboard.press("PageDown")
    assert page.evaluate("() => document.activeElement.ariaLabel").startswith("your split")


def test_the_buttons_and_the_player(mount: Any) -> None:
    page = mount("chance.bets")
    page.get_by_role("button", name="Bet the truth").click()
    page.get_by_text("you fell 0.000 bits a race").wait_for()
    page.get_by_role("button", name="All on A").click()
    page.get_by_text("all is lost").wait_for()
    assert page.locator("[data-fact='behind, predicted']").inner_text() == "no limit"
    page.get_by_role("button", name="Bet evenly").click()
    settled(page)
    page.get_by_role("button", name="Reset").click()
    settled(page)
    assert page.locator("[data-fact='wins of A, B, C']").inner_text() == "0, 0, 0"
    page.get_by_role("button", name="Step", exact=True).click()
    settled(page)
    wins = page.locator("[data-fact='wins of A, B, C']").inner_text()
    assert sorted(wins.split(", ")) == ["0", "0", "1"]


def test_who_takes_the_disc_of_a_learner_bets_a_split_again(mount: Any) -> None:
    page = mount("chance.bets", inputs={"way": "learn"})
    assert page.locator(".bt-way").get_attribute("d").count("L") == RACES
    page.get_by_role("button", name="your split").focus()
    page.keyboard.press("ArrowLeft")
    settled(page)
    assert page.evaluate("() => model.get('way')") == "split"
    assert page.locator(".bt-way").get_attribute("d") == ""
