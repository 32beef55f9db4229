"""What the machine with knobs computes, against fractions that are turned knob by knob."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from mlmath.widgets import get
from mlmath.widgets.lms._patterns import FULL, PATTERNS
from mlmath.widgets.lms.adaline import KNOBS, ROUNDS, _number, nearest

WIDGET = get("lms.adaline")
ZERO = [0.0] * KNOBS
RNG = np.random.default_rng(7)


def by_fractions(
    patterns: list[list[int]], targets: list[int], share: Fraction, step: int, first: int = 0
) -> tuple[list[Fraction], list[Fraction]]:
    """Turn `step` knobs, one after the other, from zero; return knobs and the errors first read."""
    knobs = [Fraction(0)] * KNOBS
    errors: list[Fraction] = []
    x: list[int] = []
    for turn in range(step):
        knob = turn % KNOBS
        if knob == 0:
            which = (first + turn // KNOBS) % len(patterns)
            x = [*(1 if on else -1 for on in patterns[which]), 1]
            reading = sum(w * one for w, one in zip(knobs, x, strict=True))
            errors.append(Fraction(targets[which]) - reading)
        knobs[knob] += share * errors[-1] * x[knob] / KNOBS
    return knobs, errors


@pytest.mark.parametrize("task", ["TJ", "TGF", "bars"])
@pytest.mark.parametrize("step", [1, 9, 17, 18, 60])
def test_knob_by_knob(task: str, step: int) -> None:
    out = WIDGET.outputs({"task": task, "step": step, "share": 0.5, "shown": 2})
    patterns, targets = out["patterns"].tolist(), [int(d) for d in out["targets"]]
    knobs, errors = by_fractions(patterns, targets, Fraction(1, 2), step, first=2)
    assert out["knobs"] == pytest.approx([float(w) for w in knobs], abs=1e-4)
    assert out["errors"] == pytest.approx([float(e) for e in errors], abs=1e-4)
    assert out["turned"] == (step - 1) % KNOBS
    assert out["shown"] == (2 + (step - 1) // KNOBS) % len(patterns)


def test_each_knob_takes_a_seventeenth_of_the_error_away() -> None:
    """With switches of +-1 and a share of 1, from 60 to nothing in equal steps."""
    for step in range(1, KNOBS + 1):
        out = WIDGET.outputs({"step": step})
        assert out["error"] == pytest.approx(60 * (1 - step / KNOBS), abs=1e-9)


@pytest.mark.parametrize("share", [0.1, 0.5, 1.0, 1.7, 2.0, 2.2])
def test_after_all_knobs_the_share_is_gone(share: float) -> None:
    """The error of the sample itself is multiplied by 1 - mu |x|^2, with |x|^2 = 17."""
    knobs = RNG.normal(scale=10, size=KNOBS).tolist()
    before = WIDGET.outputs({"knobs": knobs, "shown": 3})["error"]
    after = WIDGET.outputs({"knobs": knobs, "shown": 3, "share": share, "step": KNOBS})["error"]
    assert after == pytest.approx((1 - share) * before)


def test_the_rule_goes_on_from_where_it_was() -> None:
    """Stopped after three patterns and begun again with the fourth, it comes to the same knobs."""
    whole = WIDGET.outputs({"step": 5 * KNOBS + 4})
    part = WIDGET.outputs({"step": 3 * KNOBS})
    rest = WIDGET.outputs({"knobs": part["knobs"].tolist(), "shown": 3, "step": 2 * KNOBS + 4})
    assert rest["knobs"] == pytest.approx(whole["knobs"], abs=1e-4)
    assert rest["shown"] == whole["shown"]


@pytest.mark.parametrize("task", ["TJ", "TGF"])
def test_letters_can_be_learned(task: str) -> None:
    """Their rows are independent, so some knobs read each exactly; the rule comes to all right."""
    switches = PATTERNS[task].switches
    assert np.linalg.matrix_rank(np.c_[switches, np.ones(len(switches))]) == len(switches)
    assert WIDGET.outputs({"task": task})["right"].sum() < len(switches)
    end = WIDGET.outputs({"task": task, "step": 10**3})
    assert end["right"].all()
    assert np.abs(end["errors"][-len(switches) :]).max() < 10


def test_no_knobs_tell_standing_bars_from_lying_ones() -> None:
    """Each switch is lit by one standing bar and one lying bar: both kinds have one sum."""
    switches, targets = PATTERNS["bars"].switches, PATTERNS["bars"].targets
    standing, lying = switches[targets > 0], switches[targets < 0]
    assert (standing.sum(axis=0) == lying.sum(axis=0)).all()
    for _ in range(50):
        out = WIDGET.outputs({"task": "bars", "knobs": RNG.normal(scale=20, size=KNOBS).tolist()})
        assert not out["right"].all()
    assert not WIDGET.outputs({"task": "bars", "step": 10**3})["right"].all()


def test_the_letters_are_what_they_are_called() -> None:
    out = WIDGET.outputs({"task": "TGF"})
    assert out["names"].split() == ["T", "G", "F"] * 2
    assert out["targets"].tolist() == [FULL, 0, -FULL] * 2
    assert out["patterns"][0].tolist() == [1, 1, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0]
    at_left, at_right = out["patterns"].reshape(2, 3, 4, 4)
    assert (at_left[:, :, :3] == at_right[:, :, 1:]).all()
    assert not at_left[:, :, 3].any()
    for task in PATTERNS:
        assert len(np.unique(PATTERNS[task].switches, axis=0)) == len(PATTERNS[task].names)


def test_right_is_nearest_to_its_own_mark() -> None:
    targets = np.array([60.0, 0.0, -60.0])
    for readings in RNG.uniform(-150, 150, size=(200, 3)):
        by_hand = [
            all(abs(s - d) < abs(s - other) for other in targets if other != d)
            for s, d in zip(readings, targets, strict=True)
        ]
        assert nearest(readings, targets).tolist() == by_hand
    # In the middle between two marks it is right for neither.
    assert nearest(np.zeros(2), np.array([60.0, -60.0])).tolist() == [False, False]


def test_a_spoiled_letter_is_what_the_rule_learns_first() -> None:
    """A T without its upper left switch: 18 on and off stay 17 inputs of +-1."""
    cells = WIDGET.outputs({})["patterns"][0].tolist()
    spoiled = [1 - cells[0], *cells[1:]]
    out = WIDGET.outputs({"switches": spoiled})
    assert "for T with 1 switch flipped" in out["summary"]
    assert out["switches"].tolist() == spoiled
    learned = WIDGET.outputs({"switches": spoiled, "step": KNOBS})
    assert learned["error"] == pytest.approx(0, abs=1e-9)
    # The T itself differs in one input: it reads two knobs' worth less or more.
    assert learned["answers"][0] == pytest.approx(60 - 2 * 60 / KNOBS, abs=1e-4)
    assert WIDGET.outputs({"switches": spoiled, "step": KNOBS + 1})["shown"] == 1


def test_the_sentence_says_what_the_meter_shows() -> None:
    knobs = [0.0] * 16 + [12.0]  # the bias alone: every pattern reads 12
    summary = WIDGET.outputs({"knobs": knobs, "shown": 1})["summary"]
    assert summary == (
        "By hand: the meter reads +12 for J, −60 wanted. 4 of 8 patterns read right."
    )
    assert WIDGET.outputs({"step": 20})["summary"].startswith("Presentation 2, knob 3 of 17: ")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-0.04, "0"),
        (12, "+12"),
        (-12.34, "−12.3"),
        (0.25, "+0.3"),
        (-0.25, "−0.2"),
        (3.96, "+4"),
        (999.94, "+999.9"),
        (999.96, "+1e3"),
        (-1234.5, "−1e3"),
        (-57626, "−5e4"),
        (987654, "+9e5"),
    ],
)
def test_a_reading_is_said_as_it_is_shown(value: float, text: str) -> None:
    """The cases of the view's own test, in `lms/readings.test.mjs`."""
    assert _number(value) == text


def test_the_end_is_the_end() -> None:
    for task, patterns in PATTERNS.items():
        last = ROUNDS * len(patterns.names) * KNOBS
        out = WIDGET.outputs({"task": task, "step": 1088, "shown": 7})
        assert out["last"] == last
        assert len(out["errors"]) == last // KNOBS


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("knobs", "loud", "knobs must be a list of 17 numbers, got 'loud'"),
        ("knobs", [0.0] * 16, "knobs must hold 17 numbers, got 16 values"),
        ("knobs", [*ZERO[1:], "x"], "knobs must hold only numbers, got 'x' at index 16"),
        ("knobs", [*ZERO[1:], float("nan")], "knobs must hold numbers of at most 1e.09, got nan"),
        ("switches", [0] * 15, "switches must hold 16 zeros and ones, got 15 values"),
        ("switches", [2] * 16, "switches must hold only 0 and 1, got 2 at index 0"),
    ],
)
def test_what_cannot_be_set(name: str, value: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        WIDGET.outputs({name: value})
