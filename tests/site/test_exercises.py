"""The exercises in the page: every answer of the catalogue, typed and checked; the progress."""

from __future__ import annotations

import json
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests import book
from tests.exercises.case import Case
from tests.exercises.catalogues import catalogue, keys

CHAPTER = "chapters/01_perceptron.html"
KEY = "mlm:progress:chapters/01_perceptron"
LINE = ".exercise-progress [role=status]"
EXERCISES = 7  # those of the first chapter that a check answers to
EVERY = [
    pytest.param(place, key, id=f"{place}-{key}")
    for place, page in book.CHAPTERS.items()
    for key in keys(page)
]
READY = "document.documentElement.dataset.cells === 'ready'"
# A check's answer, as the live cells report it, without Python.
RAN = """([id, name, status]) => {
  const element = document.querySelector(`.cell[data-cell="${id}"]`);
  element.querySelector("[data-exercise]").outerHTML =
    `<div data-exercise="${name}" data-status="${status}"></div>`;
  const detail = { cell: id, ok: true, element };
  document.dispatchEvent(new CustomEvent("livepage:ran", { detail }));
}"""
DONE = """([element, before]) => Number(element.dataset.ran ?? 0) > before
  && !["queued", "running", ""].includes(element.dataset.run)"""


def said(page: Any, status: str, name: str = "update", cell: str = "check-update") -> None:
    """Let a check answer."""
    page.evaluate(RAN, [cell, name, status])


def run(page: Any, name: str, code: str | None = None) -> Any:
    """Type code into a cell, where given, and run it; return the cell when it is done."""
    cell = page.locator(f'.cell[data-cell="{name}"]')
    before = int(cell.get_attribute("data-ran") or 0)
    if code is None:
        cell.locator(".cell-run").click()
    else:
        if not cell.locator(".cm-content").count():
            cell.locator(".cell_input pre").click()
        cell.locator(".cm-content").wait_for()
        cell.locator(".cm-content").focus()
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(code)
        page.keyboard.press("Shift+Enter")
    page.wait_for_function(DONE, arg=[cell.element_handle(), before])
    return cell


@pytest.fixture
def ready(live, entry) -> Any:
    """The page with Python up and the checks imported, and no exercise solved."""
    page = live.page
    page.set_default_timeout(120_000)
    page.wait_for_function(READY)
    imports = catalogue(entry).imports + book.sources(entry)["exercise-checks"]
    assert run(page, "exercise-checks", imports).get_attribute("data-run") == "ok"
    forget = page.get_by_role("button", name="Forget my progress")
    if forget.is_visible():
        forget.click()
    return page


@pytest.mark.parametrize(("place", "key"), EVERY, indirect=["place"], scope="session")
def test_every_answer_of_the_catalogue_is_told_in_the_page_what_is_meant_for_it(ready, entry, key):
    cases = [(status, case) for status, case in catalogue(entry).cases if case.key == key]
    # The right ones last, so that the progress shows that only they count.
    for status, case in sorted(cases, key=lambda pair: pair[0] == "passed"):
        if status != "passed":
            assert ready.locator(LINE).text_content().startswith("0 of")
        check(ready, status, case)
    assert ready.locator(LINE).text_content() == f"1 of {len(keys(entry))} checked exercises solved"


def check(page: Any, status: str, case: Case) -> None:
    """Give an answer, and hold what the page says to it against the catalogue."""
    run(page, f"stub-{case.key}", case.code)
    result = run(page, f"check-{case.key}").locator("[data-exercise]")
    assert result.get_attribute("data-status") == status, case
    assert case.said in result.text_content(), case
    assert result.get_attribute("role") == "status"


def test_the_first_chapter_has_its_exercises():
    assert len(keys(book.WRITTEN[0])) == EXERCISES


def test_progress_shows_and_survives_a_reload(new_page):
    page = new_page(CHAPTER)
    line = page.locator(LINE)
    assert line.text_content() == f"0 of {EXERCISES} checked exercises solved"
    assert page.get_by_role("button", name="Forget my progress").is_hidden()
    said(page, "not-yet")
    assert line.text_content().startswith("0 of")
    said(page, "passed")
    assert line.text_content() == f"1 of {EXERCISES} checked exercises solved"
    said(page, "passed")  # twice is once
    assert line.text_content().startswith("1 of")
    said(page, "not-yet")  # what was solved stays solved
    assert page.locator("#ex-update .exercise-mark").text_content() == "✓ solved"
    assert page.locator("#ex-cover .exercise-mark").text_content() == "○ open"
    # The exercise without a check has no mark.
    assert page.locator("#ex-press .exercise-mark").count() == 0
    assert json.loads(page.evaluate("key => localStorage.getItem(key)", KEY)) == ["update"]
    page.reload()
    page.wait_for_function("document.querySelector('.exercise-progress') !== null")
    assert line.text_content() == f"1 of {EXERCISES} checked exercises solved"


def test_progress_is_forgotten_when_asked_and_the_focus_is_kept(new_page):
    page = new_page(CHAPTER)
    said(page, "passed")
    forget = page.get_by_role("button", name="Forget my progress")
    forget.focus()
    page.keyboard.press("Enter")
    assert page.locator(LINE).text_content().startswith("0 of")
    assert page.evaluate("key => localStorage.getItem(key)", KEY) is None
    assert page.evaluate("document.activeElement.getAttribute('role')") == "status"


@pytest.mark.parametrize("kept", ["nonsense", '["unknown"]', "{}", "null"])
def test_what_else_is_in_the_storage_does_no_harm(new_page, kept):
    page = new_page("intro.html")
    page.evaluate("([key, value]) => localStorage.setItem(key, value)", [KEY, kept])
    page.goto(page.url.replace("intro.html", CHAPTER))
    page.wait_for_function("document.querySelector('.exercise-progress') !== null")
    assert page.locator(LINE).text_content().startswith("0 of")


def test_another_tab_is_kept_up_to_date(new_page):
    page = new_page(CHAPTER)
    other = page.context.new_page()
    other.goto(page.url)
    said(page, "passed")
    other.wait_for_function(
        "document.querySelector('.exercise-progress').textContent.includes('1 of')"
    )


def test_without_a_script_no_progress_is_shown(new_page):
    page = new_page(CHAPTER, java_script_enabled=False)
    assert page.locator(".exercise-progress, .exercise-mark").count() == 0
    assert page.locator("[data-exercise]").count() == EXERCISES


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_among_the_exercises(new_page, scheme):
    page = new_page(CHAPTER, width=390, scheme=scheme)
    said(page, "passed")
    found = Axe().run(page, context={"include": [["#exercises"]]})
    assert found.violations_count == 0, found.generate_report()
    for target in page.locator(".exercise-progress button").all():
        assert target.bounding_box()["height"] >= 24
