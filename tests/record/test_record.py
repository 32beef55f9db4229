"""The record: its tables, and its functions beside those that the chapters show."""

import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from mlmath import manifest, record
from mlmath.perceptron import augment, widest_separator
from mlmath.record import Measured, Result, boolean
from mlmath.record import perceptron as chapter
from mlmath.record import stored as storing
from mlmath.record.stored import recipe, stored
from mlmath.theorems.theorem import survey
from tests import book

ROOT = Path(__file__).resolve().parents[2]
BIBLIOGRAPHY = (ROOT / "references.bib").read_text(encoding="utf-8")


THEOREMS = [theorem for page in book.WRITTEN for theorem in record.theorems_of(page.slug)]
RESULTS = [result for page in book.WRITTEN for result in record.results_of(page.slug)]
CELLS = book.sources(manifest.page("perceptron"))


@pytest.mark.parametrize("result", RESULTS, ids=lambda r: r.claim)
def test_every_result_is_reproduced(result: Result) -> None:
    found = result.measure()
    assert found.agrees, found.text
    assert found.text


def test_a_polynomial_that_is_not_found_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boolean, "polynomial_threshold", lambda f, d: None)
    assert boolean.one_product() == Measured("none", False)


def test_every_theorem_is_listed_with_every_premise() -> None:
    table = str(record.theorems(THEOREMS, range(3)))
    for theorem in THEOREMS:
        assert table.count(f"{{prf:ref}}`{theorem.label}`") == 1
        assert theorem.claim.replace("|", r"\|") in table  # a bar would end the cell
        for premise in theorem.premises:
            assert f"without “{premise}” | ✗ 0 of 3 |" in table
    assert table.count("| every premise kept | ✓ 3 of 3 |") == len(THEOREMS)


def test_a_survey_by_hand() -> None:
    """Seeds 1 and 3 of Novikoff's bound: 2 updates of 16.8, 43 of 85.2."""
    theorem = THEOREMS[0]
    found = survey(theorem, [1, 3])
    assert (found.tried, found.held) == (2, 2)
    assert (found.sharpest[0], found.slackest[0]) == (3, 1)
    assert found.sharpest[1].statement == "43 ≤ 85.2"
    assert {k: [seed for seed, _ in v] for k, v in found.broken.items()} == {
        premise: [1, 3] for premise in theorem.premises
    }
    with pytest.raises(ValueError, match="seeds must hold at least one seed, got none"):
        survey(theorem, [])


def test_what_fails_is_marked() -> None:
    bad = Result("A claim", "1", "somebody", lambda: Measured("2", False))
    assert str(record.results([bad])).splitlines()[-1] == "| A claim | 1 (somebody) | ✗ 2 |"


def test_the_whole_record_has_a_section_for_each_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two pages stand in for those of the book: one with both tables, one with results alone."""
    theorem = THEOREMS[0]
    good = Result("A claim", "1", "somebody", lambda: Measured("1", True))
    modules = {
        ("theorems", "boolean"): SimpleNamespace(THEOREMS={"one": theorem}),
        ("record", "boolean"): SimpleNamespace(RESULTS=[good]),
        ("record", "lms"): SimpleNamespace(RESULTS=[good, good]),
    }
    monkeypatch.setattr(manifest, "module", lambda layer, slug: modules.get((layer, slug)))
    first, second, third = record.page("boolean", [1]), record.page("lms"), record.page("kepler")
    tables = first.split("\n\n")
    assert [table.splitlines()[0].split(" | ")[0] for table in tables] == ["| theorem", "| result"]
    assert second.count("| A claim |") == 2
    assert third == ""
    titles = [manifest.page(slug).title for slug in ("boolean", "lms")]
    assert record.pages([1]) == f"## {titles[0]}\n\n{first}\n\n## {titles[1]}\n\n{second}"
    with pytest.raises(ValueError, match="slug must be one of"):
        record.page("nowhere")


@pytest.mark.parametrize("slug", manifest.modules("record"))
def test_what_is_stored_is_what_the_page_says_can_be_stored(slug: str) -> None:
    measures = getattr(manifest.module("record", slug), "STORED", ())
    path = ROOT / "mlmath" / "data" / "record" / f"{slug}.json"
    found = json.loads(path.read_text("utf-8")) if path.is_file() else {"values": {}}
    assert list(found["values"]) == [measure.__name__ for measure in measures]
    if measures:
        assert found["recipe"] == recipe(slug)


def test_storing_runs_the_recipe_and_asking_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = []

    def long() -> list[float]:
        runs.append(1)
        return [0.5, 2.0]

    long.__module__ = "mlmath.record.lms"
    monkeypatch.setattr(storing, "_file", lambda slug: tmp_path / f"{slug}.json")
    pages = {"lms": SimpleNamespace(STORED=(long,))}
    monkeypatch.setattr(manifest, "module", lambda layer, slug: pages.get(slug))
    with pytest.raises(ValueError, match=r"long must have been stored: python -m .* lms does it"):
        storing.stored(long)
    storing.store("lms")
    assert storing.stored(long) == [0.5, 2.0]
    assert runs == [1]
    with pytest.raises(ValueError, match=r"slug must be that of a page .*, got 'kepler'"):
        storing.store("kepler")


def test_the_stored_shares_are_those_that_are_drawn() -> None:
    """For the two dimensions that are quick."""
    shares = stored(chapter.half_shares)
    for d in (2, 5):
        drawn = [chapter.share_separable(2 * d, d, seed) for seed in range(5)]
        assert shares[str(d)] == pytest.approx(sum(drawn) / 5)


def test_a_cell_with_a_bar_or_a_break() -> None:
    assert record.table(["a"], [["|w|"]]).splitlines() == ["| a |", "| :--- |", r"| \|w\| |"]
    with pytest.raises(ValueError, match="rows must have 1 cells of one line each"):
        record.table(["a"], [["two\nlines"]])
    with pytest.raises(ValueError, match="rows must have 1 cells of one line each"):
        record.table(["a"], [["b", "c"]])


def test_every_source_is_in_the_bibliography() -> None:
    text = " ".join(r.source for r in RESULTS)
    keys = {k for found in re.findall(r"\{cite:\w\}`([^`]+)`", text) for k in found.split(",")}
    keys |= {key for theorem in THEOREMS for key in theorem.sources}
    assert keys
    assert [key for key in keys if f"{{{key}," not in BIBLIOGRAPHY] == []


def test_the_functions_are_those_that_the_chapter_shows() -> None:
    """The same draws, the same numbers: the chapter's cells are run here."""
    space: dict[str, Any] = {"np": np, "augment": augment, "widest_separator": widest_separator}
    for name in ("cover-simulate", "fifty-cards", "fifty-cards-learn"):
        exec(CELLS[name], space)
    for n, d, seed in ((4, 2, 0), (10, 5, 3)):
        assert space["share_separable"](n, d, seed) == chapter.share_separable(n, d, seed)
    X, y = space["deck"]()
    for ours, theirs in zip(chapter.deck(), (X, y), strict=True):
        np.testing.assert_array_equal(ours, theirs)
    for seed in (0, 7):
        found = space["while_learning"](X @ X.T, y, seed)
        assert found == chapter.while_learning(X @ X.T, y, seed)


def test_the_cards_are_those_of_the_chapter() -> None:
    space: dict[str, dict[str, tuple[int, int, int]]] = {}
    exec(CELLS["by-hand-in-python"].partition("\n\n")[0], space)
    rows = np.array(list(space["cards"].values()))
    np.testing.assert_array_equal(rows[:, :2], chapter.CARDS)
    np.testing.assert_array_equal(rows[:, 2], chapter.LABELS)
