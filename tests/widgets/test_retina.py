"""What the retina computes, against loops over plain integers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from mlmath.datasets import letter
from mlmath.widgets import get
from mlmath.widgets.perceptron.retina import (
    CELLS,
    LOADING,
    PAIRS,
    SAMPLES,
    TESTING,
    TESTS,
    check_drawing,
    copies,
    pattern,
    presented,
)

WIDGET = get("perceptron.retina")
BLANK = [0] * CELLS


def by_scalars(rows: Any, n: int) -> tuple[list[int], int, list[int]]:
    """Learn from n rows, the two classes in turn, with nothing but integers and loops."""
    weights, bias, counts = [0] * CELLS, 0, [0]
    for i in range(n):
        y = 1 if i % 2 == 0 else -1
        x = [int(cell) for cell in rows[i]]
        total = bias + sum(w * cell for w, cell in zip(weights, x, strict=True))
        wrong = y * total <= 0
        if wrong:
            weights = [w + y * cell for w, cell in zip(weights, x, strict=True)]
            bias += y
        counts.append(counts[-1] + wrong)
    return weights, bias, counts


def test_without_noise_by_counting_cells() -> None:
    # F lies wholly inside E, so the weights stay p E - q F and each sum needs only the numbers
    # of cells e and f: E answers p e - q f + b, F answers (p - q) f + b.
    e, f = int(letter("E").sum()), int(letter("F").sum())
    assert ((letter("E") - letter("F")) >= 0).all()
    p = q = b = 0
    counts = [0]
    for i in range(50):
        if i % 2 == 0:
            wrong = p * e - q * f + b <= 0
            p, b = p + wrong, b + wrong
        else:
            wrong = (p - q) * f + b >= 0
            q, b = q + wrong, b - wrong
        counts.append(counts[-1] + wrong)
    out = WIDGET.outputs({"noise": 0.0, "shown": 50})
    assert out["updates"].tolist() == counts
    assert out["bias"] == b
    assert np.array_equal(out["weights"], (p * letter("E") - q * letter("F")).ravel())
    assert out["correct"] == 100
    assert "100 of 100 fresh ones correct, your drawing read as E." in out["summary"]


@pytest.mark.parametrize("noise", [0.05, 0.3])
def test_every_presentation_agrees_with_a_loop_over_integers(noise: float) -> None:
    weights, bias, counts = by_scalars(presented("XO", noise, 5, 90), 90)
    drawing = pattern("T")
    out = WIDGET.outputs({"pair": "XO", "noise": noise, "seed": 5, "shown": 90, "drawing": drawing})
    assert out["weights"].tolist() == weights
    assert out["bias"] == bias
    assert out["updates"].tolist() == counts
    total = bias + sum(w * cell for w, cell in zip(weights, drawing, strict=True))
    assert out["score"] == total
    assert out["reading"] == ("X" if total > 0 else "O" if total < 0 else "")


def test_a_longer_run_begins_like_a_shorter_one() -> None:
    short = WIDGET.outputs({"shown": 17, "noise": 0.2})
    long = WIDGET.outputs({"shown": 400, "noise": 0.2})
    assert long["updates"][:18].tolist() == short["updates"].tolist()
    assert long["updates"].shape == (401,)


def test_last_example() -> None:
    shown = presented("EF", 0.1, 0, 3)
    for n, name in ((1, "E"), (2, "F"), (3, "E")):
        out = WIDGET.outputs({"shown": n, "noise": 0.1})
        assert out["seen"].tolist() == shown[n - 1].tolist()
        assert out["seen_letter"] == name
        assert out["seen_wrong"] == (out["updates"][n] > out["updates"][n - 1])
    first = WIDGET.outputs({"shown": 1})
    assert first["seen_wrong"]  # at w = 0 the sum is 0, which counts as wrong


def test_accuracy_is_that_of_the_sums_shown() -> None:
    out = WIDGET.outputs({"noise": 0.25, "shown": 60})
    right = sum(
        (s > 0 and label == 1) or (s < 0 and label == -1)
        for s, label in zip(out["test_scores"], out["test_labels"], strict=True)
    )
    assert 50 < right == out["correct"] < 100
    assert out["test_labels"].sum() == 0
    assert len(out["test_labels"]) == TESTS == out["tests"]
    again = copies("EF", 0.25, 0, TESTING, TESTS).astype(int) @ out["weights"].astype(int)
    assert out["test_scores"].tolist() == (again + int(out["bias"])).tolist()


@pytest.mark.parametrize("pair", PAIRS)
def test_every_pair_is_learned(pair: str) -> None:
    out = WIDGET.outputs({"pair": pair, "noise": 0.1, "shown": 400, "drawing": pattern(pair[1])})
    assert out["correct"] >= 95
    assert out["reading"] == pair[1]
    assert (out["first"], out["second"]) == (pair[0], pair[1])


def test_the_examples_are_fresh_and_as_noisy_as_asked() -> None:
    shown = presented("EF", 0.1, 3, 400)
    tests = copies("EF", 0.1, 3, TESTING, TESTS)
    load = copies("EF", 0.1, 3, LOADING, 2 * SAMPLES)
    rows = np.vstack([shown, tests, load])
    assert len(np.unique(rows, axis=0)) == len(rows)  # no two alike
    clean = np.array([pattern("E"), pattern("F")])[np.arange(400) % 2]
    flipped = (shown != clean).mean()
    sd = np.sqrt(0.1 * 0.9 / clean.size)  # of a share of independent flips
    assert flipped == pytest.approx(0.1, abs=5 * sd)


def test_letters_to_load() -> None:
    out = WIDGET.outputs({"pair": "CG", "noise": 0.0})
    assert out["patterns"].tolist() == [pattern("C"), pattern("G")]
    assert out["samples"].shape == (2, SAMPLES, CELLS)
    for which in range(2):
        assert (out["samples"][which] == out["patterns"][which]).all()


def test_before_the_first_presentation() -> None:
    out = WIDGET.outputs({"shown": 0})
    assert not out["weights"].any()
    assert not out["bias"]
    assert not out["seen"].any()
    assert out["correct"] == 0
    assert out["reading"] == ""
    assert out["updates"].tolist() == [0]
    assert out["summary"] == (
        "All weights are zero: it cannot yet tell E from F, nor read your drawing."
    )


def test_sentences_at_the_edges() -> None:
    one = WIDGET.outputs({"shown": 1})["summary"]
    assert one.startswith("1 letter, 1 update: ")
    # After E and F, shown once each without noise, w = E - F and b = 0: F itself sums to 0.
    undecided = WIDGET.outputs({"shown": 2, "noise": 0.0, "drawing": pattern("F")})
    assert undecided["score"] == 0
    assert undecided["summary"] == (
        "2 letters, 2 updates: 50 of 100 fresh ones correct, your drawing read as neither."
    )
    empty = WIDGET.outputs({"drawing": BLANK, "shown": 40})
    assert empty["score"] == empty["bias"]


def test_without_noise_the_show_is_short_and_ends_with_what_to_do() -> None:
    """After 10 letters nothing changes, and the 60th is the last; with noise there are 400."""
    end = WIDGET.outputs({"shown": 400})
    assert len(end["updates"]) - 1 == end["last"] == 60
    assert len(set(end["updates"][10:].tolist())) == 1
    assert end["summary"].startswith("60 letters, ")
    assert end["summary"].endswith(" Now draw.")
    assert "Now draw" not in WIDGET.outputs({"shown": 59})["summary"]
    assert WIDGET.outputs({"shown": 60, "noise": 0.01})["last"] == 400


def test_equal_inputs_give_equal_numbers_and_seeds_differ() -> None:
    once, again = (WIDGET.outputs({"noise": 0.2, "shown": 40}) for _ in range(2))
    assert all(np.array_equal(once[name], again[name]) for name in once)
    assert (
        WIDGET.outputs({"noise": 0.2, "shown": 40, "seed": 1})["weights"] != once["weights"]
    ).any()


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("E", "drawing must be a list of 400 zeros and ones, got 'E'"),
        (None, "drawing must be a list of 400 zeros and ones, got None"),
        ([0] * 399, "drawing must hold 400 zeros and ones, got 399 values"),
        ([0] * 399 + [2], "drawing must hold only 0 and 1, got 2 at index 399"),
        ([0, "1"] * 200, "drawing must hold only 0 and 1, got '1' at index 1"),
        ([float("nan")] * 400, "drawing must hold only 0 and 1, got nan at index 0"),
    ],
)
def test_a_wrong_drawing_is_refused(value: Any, message: str) -> None:
    with pytest.raises(ValueError) as error:
        WIDGET.outputs({"drawing": value})
    assert str(error.value) == message


def test_a_drawing_comes_back_as_plain_integers() -> None:
    cells = check_drawing("drawing", np.ones(CELLS))
    assert cells == [1] * CELLS
    assert {type(cell) for cell in cells} == {int}


@pytest.mark.parametrize(
    ("field", "value"), [("pair", "AB"), ("noise", 0.6), ("shown", 401), ("seed", -1)]
)
def test_wrong_inputs_name_the_field(field: str, value: Any) -> None:
    with pytest.raises(ValueError, match=f"^{field} must"):
        WIDGET.outputs({field: value})
