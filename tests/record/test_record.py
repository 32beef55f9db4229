"""The record: its tables, and its functions beside those that the chapters show."""

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mlmath import record
from mlmath.perceptron import augment, widest_separator
from mlmath.record import Measured, Result
from mlmath.record import perceptron as chapter
from mlmath.theorems.theorem import survey

ROOT = Path(__file__).resolve().parents[2]
BIBLIOGRAPHY = (ROOT / "references.bib").read_text(encoding="utf-8")


def cells() -> dict[str, str]:
    """Return {id: source} of the chapter's code cells."""
    text = (ROOT / "chapters" / "01_perceptron.ipynb").read_text(encoding="utf-8")
    return {c["id"]: "".join(c["source"]) for c in json.loads(text)["cells"]}


@pytest.mark.parametrize("result", record.all_results(), ids=lambda r: r.claim)
def test_every_result_is_reproduced(result: Result) -> None:
    found = result.measure()
    assert found.agrees, found.text
    assert found.text


def test_every_theorem_is_listed_with_every_premise() -> None:
    table = str(record.theorems(range(3)))
    for theorem in record.all_theorems():
        assert table.count(f"{{prf:ref}}`{theorem.label}`") == 1
        assert theorem.claim in table
        for premise in theorem.premises:
            assert f"without “{premise}” | ✗ 0 of 3 |" in table
    assert table.count("| every premise kept | ✓ 3 of 3 |") == len(record.all_theorems())


def test_a_survey_by_hand() -> None:
    """Seeds 1 and 3 of Novikoff's bound: 3 updates of 19.04, 1 of 156.3."""
    theorem = record.all_theorems()[0]
    found = survey(theorem, [1, 3])
    assert (found.tried, found.held) == (2, 2)
    assert (found.sharpest[0], found.slackest[0]) == (1, 3)
    assert found.sharpest[1].statement == "3 ≤ 19.0"
    assert {k: [seed for seed, _ in v] for k, v in found.broken.items()} == {
        premise: [1, 3] for premise in theorem.premises
    }
    with pytest.raises(ValueError, match="seeds must hold at least one seed, got none"):
        survey(theorem, [])


def test_what_fails_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = Result("A claim", "1", "somebody", lambda: Measured("2", False))
    monkeypatch.setattr(record, "all_results", lambda: [bad])
    assert str(record.results()).splitlines()[-1] == "| A claim | 1 (somebody) | ✗ 2 |"


def test_a_cell_with_a_bar_or_a_break() -> None:
    assert record.table(["a"], [["|w|"]]).splitlines() == ["| a |", "| :--- |", r"| \|w\| |"]
    with pytest.raises(ValueError, match="rows must have 1 cells of one line each"):
        record.table(["a"], [["two\nlines"]])
    with pytest.raises(ValueError, match="rows must have 1 cells of one line each"):
        record.table(["a"], [["b", "c"]])


def test_every_source_is_in_the_bibliography() -> None:
    text = " ".join(r.source for r in record.all_results())
    keys = {k for found in re.findall(r"\{cite:\w\}`([^`]+)`", text) for k in found.split(",")}
    keys |= {key for theorem in record.all_theorems() for key in theorem.sources}
    assert keys
    assert [key for key in keys if f"{{{key}," not in BIBLIOGRAPHY] == []


def test_the_functions_are_those_that_the_chapter_shows() -> None:
    """The same draws, the same numbers: the chapter's cells are run here."""
    space: dict[str, Any] = {"np": np, "augment": augment, "widest_separator": widest_separator}
    for name in ("cover-simulate", "fifty-cards", "fifty-cards-learn"):
        exec(cells()[name], space)
    for n, d, seed in ((4, 2, 0), (10, 5, 3)):
        assert space["share_separable"](n, d, seed) == chapter.share_separable(n, d, seed)
    for seed in (0, 7):
        assert space["errors_while_learning"](seed) == chapter.errors_while_learning(seed)


def test_the_cards_are_those_of_the_chapter() -> None:
    space: dict[str, dict[str, tuple[int, int, int]]] = {}
    exec(cells()["by-hand-in-python"].splitlines()[0], space)
    rows = np.array(list(space["cards"].values()))
    np.testing.assert_array_equal(rows[:, :2], chapter.CARDS)
    np.testing.assert_array_equal(rows[:, 2], chapter.LABELS)
