"""The table of ratios: both sides of each row come to the same result, and its numbers add up."""

import subprocess
import sys
from dataclasses import replace

import pytest

from bench.mathematics import measure, table
from bench.mathematics.case import LIBRARIES, close
from bench.mathematics.cases import CASES

HERE = [case for case in CASES if not case.missing()]


@pytest.mark.parametrize("case", HERE, ids=lambda case: case.name)
def test_both_sides_come_to_the_same_result(case):
    data = case.data()
    measure.compare(case, [case.ours(data), case.theirs(data)])


def test_a_comparison_is_relative_to_the_largest_number_and_sees_what_differs():
    close(1e-3)([1000.0, 0.5], [1000.0, 1.0])
    close(1e-3, 1e-9)(([1.0], [2.0]), ([1.0005], [2.0]))
    for wrong in ([1000.0, 2.5], [1000.0]):
        with pytest.raises(AssertionError):
            close(1e-3)(wrong, [1000.0, 1.0])
    with pytest.raises(AssertionError):
        close(1e-3, 1e-9)(([1.0], [2.0]), ([1.0], [2.001]))


def test_names_are_unique_and_each_row_says_what_its_gap_is_made_of():
    assert len({case.name for case in CASES}) == len(CASES)
    assert all(case.library in LIBRARIES and case.gap.endswith(".") for case in CASES)


def test_a_library_that_is_not_there_is_named_with_how_to_get_it(monkeypatch):
    monkeypatch.setitem(LIBRARIES, "nosuchlibrary", ("That", "bring it"))
    case = replace(CASES[0], library="nosuchlibrary")
    assert case.missing() == "That is not installed here: bring it."
    monkeypatch.setattr(table, "CASES", [case])
    assert f"- {case.name}: That is not installed here" in table.section(2, [1], lambda line: None)


ONES = """
from dataclasses import replace
import numpy as np
from bench.mathematics import measure
case = replace(measure.CASES[0], data=lambda: 12_500_000, ours=lambda n: lambda: np.ones(n))
print(measure.memory(case, "ours")["bytes"])
"""


def test_a_new_array_shows_in_the_peak_of_memory():
    """100 MB of ones, and no more than a tenth besides, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", ONES], cwd=table.ROOT, capture_output=True, text=True, check=True
    )
    assert 0.99e8 < int(done.stdout) < 1.1e8


def test_a_row_has_times_ratio_and_memory(monkeypatch):
    answers = {
        "time": {"ours": 0.0021, "theirs": 0.0014, "ratio": 1.5, "low": 1.4, "high": 1.65},
        "ours": {"bytes": 2_500_000},
        "theirs": {"bytes": 31_000_000},
    }
    monkeypatch.setattr(table, "measure", lambda what, *_: answers[what])
    assert table.row(CASES[0], 3, 1)[1:] == (
        "scikit-learn", "2.1 ms", "1.4 ms", "1.50", "1.40 – 1.65", "2.5 MB", "31 MB",
    )  # fmt: skip
    assert [table.seconds(t) for t in (2.0, 0.5e-3, 12e-6)] == ["2 s", "500 µs", "12 µs"]
