"""Each check: right answers pass, stubs are not attempted, typical errors get their hint."""

import json
import re
from math import comb
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mlmath.exercises import perceptron as exercises
from mlmath.exercises.result import Example, Result
from mlmath.perceptron import Perceptron
from tests.exercises.catalogue import CASES, STUBS, WRONG

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = json.loads((ROOT / "chapters" / "01_perceptron.ipynb").read_text(encoding="utf-8"))
CELLS = {cell["id"]: "".join(cell["source"]) for cell in NOTEBOOK["cells"]}
KEYS = [name.removeprefix("check-") for name in CELLS if name.startswith("check-")]


def answer(key: str, code: str) -> Result:
    """Run an answer, then the chapter's own check of it."""
    space: dict[str, Any] = {"np": np, "comb": comb, "Perceptron": Perceptron, **vars(exercises)}
    with np.errstate(all="ignore"):
        exec(code, space)
        result = eval(CELLS[f"check-{key}"], space)
    assert isinstance(result, Result)
    return result


@pytest.mark.parametrize(("status", "case"), CASES, ids=lambda part: str(part)[:60])
def test_each_answer_of_the_catalogue_is_told_what_is_meant_for_it(status, case):
    result = answer(case.key, case.code)
    assert result.status.replace(" ", "-").startswith(status)
    assert case.said in str(result)
    assert result.passed == (status == "passed")
    assert f'data-status="{status}"' in result._repr_html_()


def test_every_exercise_has_two_wrong_answers_with_hints_of_their_own_and_a_stub():
    for key in KEYS:
        assert len({case.said for case in WRONG if case.key == key}) >= 2
        assert [case for case in STUBS if case.key == key]


@pytest.mark.parametrize("key", KEYS)
def test_a_result_names_its_exercise_as_the_check_is_named(key):
    (name,) = re.findall(r"check_(\w+)\(", CELLS[f"check-{key}"])
    stub = next(case for case in STUBS if case.key == key)
    wrong = next(case for case in WRONG if case.key == key)
    assert answer(key, stub.code).exercise == name
    assert answer(key, wrong.code).exercise == name


@pytest.mark.parametrize(
    ("key", "code", "example"),
    [
        # By hand: y w·x = 2 > 0, so w stays.
        ("update", "def update(w, x, y):\n    return w + y * x",
         Example("update(w=[1, 0], x=[2, 1], y=1)", "[3.0, 1.0]", "[1.0, 0.0]")),
        ("update", "def update(w, x, y):\n    return 1 / 0",
         Example("update(w=[1.0, 0.0], x=[2.0, 1.0], y=1)", "ZeroDivisionError: division by zero")),
        # C(1, 1) = 2: one point, both labels.
        ("cover", "def counted(n, d):\n    return n", Example("counted(n=1, d=1)", "1", "2")),
        # Lifted, R² = 3 and the margin is that of ±(1, 1), √2: (R/γ)² = 3/2.
        ("many", "hard_X, hard_y = [[1, 1], [-1, -1]], [1, -1]",
         Example("(R/γ)² of your points", "1.5", "100 at the very least")),
        # XOR among five points: the four alone show that no line separates them.
        ("many", "hard_X, hard_y = [[0, 0], [1, 1], [1, 0], [0, 1], [9, 9]], [1, 1, -1, -1, 1]",
         Example("(0, 0) with +1, (1, 1) with +1, (1, 0) with -1, (0, 1) with -1")),
    ],
)  # fmt: skip
def test_the_counterexample_is_small_and_true(key, code, example):
    shown = answer(key, code).counterexample
    assert shown is not None
    assert shown.case == example.case
    assert shown.got.startswith(example.got)
    assert shown.wanted == example.wanted


def test_what_is_shown_is_short_enough_to_read():
    for case in WRONG:
        example = answer(case.key, case.code).counterexample
        assert example is None or all(len(text) <= 200 for _, text in example.parts())


def test_the_data_for_pencil_and_paper():
    """Six updates, worked on paper: at points 1, 2, 3, 3, 1, 3; the weights end at (3, 2)."""
    machine = Perceptron(fit_intercept=False).fit(exercises.HAND_X, exercises.HAND_Y)
    assert [m.index for m in machine.mistakes_] == [0, 1, 2, 2, 0, 2]
    assert [m.weights.tolist() for m in machine.mistakes_] == [
        [-1, 2], [1, 3], [2, 2], [3, 1], [2, 3], [3, 2],
    ]  # fmt: skip


@pytest.mark.parametrize("gap", [1e-3, 1e-6, 1e-7, 1e-10, 1e-13])
def test_a_gap_however_narrow_is_a_gap(gap):
    """What the hint asks for: the answer is right, and the number of updates is the machine's."""
    result = exercises.check_many_updates([[10, 10], [10, 10 - gap]], [1, -1])
    assert result.passed, str(result)
    assert "2 points, more than 999 updates" in result.message


@pytest.mark.parametrize(
    "X",
    [
        [[1, 3], [2, 6], [3, 9]],
        [[0.1, 0.3], [0.2, 0.6], [0.3, 0.9]],
        [[0.7, 2.1], [1.4, 4.2], [2.1, 6.3]],
        [[0.333333333, 1], [0.666666666, 2], [0.999999999, 3]],
        [[1.1, 1e-7], [2.2, 2e-7], [3.3, 3e-7]],
    ],
)
def test_points_on_one_line_on_paper_are_never_called_separable(X):
    """Labels +, -, + along a line: in float64s rounding may move one of the points off it."""
    result = exercises.check_many_updates(X, [1, -1, 1])
    assert not result.passed
    assert result.message == "No line separates these points."


def test_a_tangle_is_shown_with_all_its_digits():
    result = exercises.check_many_updates([[1.0000001, 2], [1.0000001, 2]], [1, -1])
    assert result.counterexample is not None
    assert result.counterexample.case == "(1.0000001, 2) with +1, (1.0000001, 2) with -1"
