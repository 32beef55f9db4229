"""Folds, predictions and minutes in the browser, on a small book that has one of each."""

from __future__ import annotations

import json
from typing import Any
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.livepage import pages
from tests.livepage.theme import book

KEY = "mlm:predictions:chapters/01_probe"
FOLD = ".fold > details"
SEEN = "details.seen"
GAP, ROUNDS = "#predict-gap", "#predict-rounds"


def is_open(page: Any, which: str) -> bool:
    found: bool = page.locator(which).evaluate("e => e.open")
    return found


def test_a_fold_opens_and_closes_by_keyboard_and_says_what_to_believe_meanwhile(visit):
    page = visit()
    belief = page.get_by_text("One may believe without it")
    assert belief.is_visible()
    assert not page.get_by_text("Folded text").is_visible()
    page.locator(f"{FOLD} > summary").focus()
    page.keyboard.press("Enter")
    assert page.get_by_text("Folded text").is_visible()
    assert not belief.is_visible()
    page.keyboard.press("Space")
    assert not page.get_by_text("Folded text").is_visible()
    assert belief.is_visible()


def test_minutes_are_seen_and_are_spoken_in_words(visit):
    page = visit()
    # 479 words, a widget (2 minutes), a program (1), three questions (1.5) and a figure (0.5) are
    # about 7 minutes of the main path, in steps of five.
    line = page.locator(".routes")
    said = line.inner_text().replace("\n", "")
    assert said.startswith("Short route, without folds and exercises, 5 min")
    heading = page.get_by_role("heading", name="Predict about 3 minutes")
    assert "3 min" in heading.inner_text()
    summary = page.locator(f"{FOLD} > summary")
    # Under 20 words, a program (1 minute), a theorem's check (1) and a formula (0.5) are about 3.
    assert "3 min" in summary.locator("[aria-hidden]").text_content()
    assert "about 3 minutes" in summary.text_content()
    contents = page.locator(".sections")
    assert "Predict" in contents.inner_text()
    assert "min" not in contents.inner_text()


def test_a_prediction_is_committed_by_keyboard_and_opens_what_was_seen(visit):
    page = visit()
    assert not is_open(page, SEEN)
    page.locator(f"{GAP} input").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Commit"
    page.keyboard.press("Enter")
    said = page.locator(f"{GAP} [role=status]")
    assert said.inner_text().startswith("You said: six, or 2⋅3.")
    # It answers two questions, and one is still open.
    assert not is_open(page, SEEN)
    page.locator(f"{ROUNDS} input").focus()
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    assert is_open(page, SEEN)
    said = page.locator(f"{ROUNDS} [role=status]").inner_text()
    assert said == "You said: 3. Now open: What you should have seen."
    assert page.evaluate("document.activeElement.textContent") == "Take it back"


def test_what_was_seen_is_a_link_away_and_opens_again(visit):
    page = visit()
    page.locator(f"{GAP} label").nth(1).click()
    page.locator(f"{GAP} button").click()
    page.locator(f"{ROUNDS} input").fill("3")
    page.locator(f"{ROUNDS} button").click()
    page.locator(f"{SEEN} > summary").click()
    assert not is_open(page, SEEN)
    link = page.locator(f"{ROUNDS} [role=status] a")
    assert link.inner_text() == page.locator(f"{SEEN} > summary").inner_text()
    link.focus()
    page.keyboard.press("Enter")
    assert is_open(page, SEEN)
    assert page.evaluate("document.activeElement.localName") == "summary"
    assert page.locator(f"{SEEN} > summary").evaluate("e => e === document.activeElement")


def test_what_was_committed_stays_after_a_reload_and_can_be_taken_back(visit):
    page = visit()
    page.locator(f"{GAP} label").nth(2).click()
    page.locator(f"{GAP} button").click()
    page.locator(f"{ROUNDS} input").fill("2.5")
    page.locator(f"{ROUNDS} button").click()
    kept = json.loads(page.evaluate("key => localStorage.getItem(key)", KEY))
    assert kept == {"predict-gap": "2", "predict-rounds": "2.5"}
    page.reload()
    assert is_open(page, SEEN)
    assert page.locator(f"{GAP} input").nth(2).is_checked()
    assert page.locator(f"{GAP} input").nth(2).is_disabled()
    assert page.locator(f"{ROUNDS} input").input_value() == "2.5"
    page.locator(f"{GAP} button").focus()
    page.keyboard.press("Enter")
    assert not is_open(page, SEEN)
    assert page.locator(f"{GAP} input").nth(2).is_enabled()
    page.reload()
    assert not is_open(page, SEEN)
    assert page.locator(f"{GAP} [role=status]").inner_text() == ""
    assert page.locator(f"{ROUNDS} [role=status]").inner_text() == "You said: 2.5."


def test_nothing_is_committed_without_an_answer(visit):
    page = visit()
    for question, told in ((GAP, "Choose first."), (ROUNDS, "Enter a number first.")):
        page.locator(f"{question} button").click()
        assert page.locator(f"{question} [role=status]").inner_text() == told
    assert page.evaluate("localStorage.length") == 0
    assert not is_open(page, SEEN)


def test_a_reader_may_look_without_an_answer(visit):
    page = visit()
    page.locator(f"{SEEN} > summary").focus()
    page.keyboard.press("Enter")
    assert page.get_by_text("Six corrections in three rounds").is_visible()


@pytest.mark.parametrize("kept", ["nonsense", "[]", "null", '{"predict-gap": "7", "other": 1}'])
def test_what_else_is_in_the_storage_does_no_harm(visit, kept):
    page = visit()
    page.evaluate("([key, value]) => localStorage.setItem(key, value)", [KEY, kept])
    page.reload()
    assert not is_open(page, SEEN)
    assert page.locator(f"{GAP} input").first.is_enabled()
    page.locator(f"{GAP} label").first.click()
    page.locator(f"{GAP} button").click()
    assert page.locator(f"{GAP} [role=status]").inner_text() == "You said: none."


def test_without_a_script_all_are_plain_folds(visit):
    page = visit(java_script_enabled=False)
    assert page.locator(".predict button").count() == 2
    assert not page.locator(".predict button").first.is_visible()
    assert page.locator(f"{GAP} label").count() == 3
    for which, inside in (
        (SEEN, "Six corrections in three rounds"),
        (FOLD, "Folded text"),
        ("details.review", "Because of the margin"),
    ):
        assert not page.get_by_text(inside).is_visible()
        page.locator(f"{which} > summary").focus()
        page.keyboard.press("Enter")
        assert page.get_by_text(inside).is_visible()


def test_on_paper_all_is_open_and_nothing_is_left_to_press(visit):
    page = visit()
    page.wait_for_function("document.documentElement.dataset.cells === 'ready'")
    page.emulate_media(media="print")
    hidden = page.evaluate(
        """() => [...document.querySelectorAll(".text details:not(.mlw-help) > :not(summary)")]
          .filter(e => !e.getBoundingClientRect().height).map(e => e.outerHTML.slice(0, 100))"""
    )
    assert hidden == []
    assert not page.get_by_text("One may believe without it").is_visible()
    for part in page.locator(".text :is(button, input)").all():
        assert not part.is_visible()
    assert page.locator(f"{GAP} label").first.is_visible()


@pytest.mark.parametrize("fragment", ["#thm-in-fold", "#equation-eq-inside", "#cell-inside"])
def test_a_link_into_a_closed_fold_opens_it(visit, fragment):
    page = visit("#in-one-page")
    page.wait_for_function("document.documentElement.dataset.cells === 'ready'")
    assert not is_open(page, FOLD)
    page.evaluate("fragment => { location.hash = fragment }", fragment)
    page.wait_for_function("document.querySelector('.fold > details').open")
    page.wait_for_function(
        """id => {
          const { top } = document.getElementById(id).getBoundingClientRect();
          return top >= 0 && top < innerHeight;
        }""",
        arg=fragment[1:],
    )


def test_an_address_that_leads_into_a_closed_fold_opens_it(visit):
    page = visit("#thm-in-fold")
    page.wait_for_function("document.querySelector('.fold > details').open")


def test_a_link_followed_a_second_time_opens_the_fold_again(visit):
    page = visit()
    link = page.locator('.text a[href="#thm-in-fold"]')
    for _ in range(2):
        link.click()
        page.wait_for_function("document.querySelector('.fold > details').open")
        page.locator(f"{FOLD} > summary").click()
        page.wait_for_function("!document.querySelector('.fold > details').open")


def test_a_word_found_in_a_closed_fold_opens_it(visit, address):
    page = visit()
    page.goto(address.replace(book.PAGE, "search.html?q=archipelago"))
    page.locator("#search-results li a").first.click()
    page.wait_for_function(
        """() => {
          const [range] = CSS.highlights.get("found") ?? [];
          return range?.getBoundingClientRect().height && scrollY > 0;
        }"""
    )
    assert is_open(page, FOLD)


def test_the_search_index_has_no_minutes(address):
    with urlopen(address.replace(book.PAGE, "searchindex.js")) as answer:
        index = answer.read().decode()
    assert "archipelago" in index
    assert "minut" not in index


@pytest.mark.parametrize("width", [1280, 390])
def test_a_widget_and_a_cell_in_a_closed_fold_are_right_once_it_opens(visit, width):
    page = visit(width=width)
    page.wait_for_function("document.documentElement.dataset.cells === 'ready'")
    page.locator(f"{FOLD} > summary").click()
    widget = page.locator(f"{FOLD} .mlw-root")
    page.locator(f"{FOLD} {pages.DRAWN}").wait_for()
    page.wait_for_function(
        """() => {
          const svg = document.querySelector(".fold .mlw-svg");
          const { width, height } = svg.getBoundingClientRect();
          const [, , w, h] = svg.getAttribute("viewBox").split(" ").map(Number);
          return Math.abs(width - w) <= 1 && Math.abs(height - h) <= 1;
        }"""
    )
    # The same widget that was never folded up draws the same: every text where it is there.
    assert widget.locator(".mlw-summary").is_visible()
    assert page.locator(f"{FOLD} .cell-run").first.is_visible()


def placed(page: Any) -> Any:
    """Where the folded widget has its texts, and how large they are."""
    return page.evaluate(
        """() => [...document.querySelectorAll(".fold .mlw-svg text")].map(t => {
          const box = t.getBBox();
          return [t.textContent, box.x, box.y, box.width, box.height].map(
            v => typeof v === "number" ? Math.round(v) : v);
        })"""
    )


def test_a_widget_draws_the_same_whether_its_fold_was_closed_or_open(visit):
    drawn = []
    for opened in (False, True):
        page = visit()
        if opened:
            page.route("**/*.html", lambda route: route.fulfill(
                body=route.fetch().text().replace('<div class="fold">\n<details>',
                '<div class="fold">\n<details open>'), content_type="text/html"))  # fmt: skip
            page.reload()
        page.wait_for_function("document.documentElement.dataset.cells === 'ready'")
        if not opened:
            page.locator(f"{FOLD} > summary").click()
        assert is_open(page, FOLD)
        page.locator(f"{FOLD} .mlw").evaluate(pages.NEAR)
        page.locator(f"{FOLD} {pages.DRAWN}").wait_for()
        page.evaluate(pages.FRAMES)
        drawn.append(placed(page))
    assert len(drawn[0]) > 3
    assert drawn[0] == drawn[1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_and_what_is_pressed_is_large_enough(visit, width, scheme):
    page = visit(width=width, scheme=scheme)
    page.evaluate(pages.OPEN)
    page.locator(f"{GAP} label").first.click()
    page.locator(f"{GAP} button").click()
    found = Axe().run(page, context={"include": [[".text"]]})
    assert found.violations_count == 0, found.generate_report()
    for target in page.locator(".predict :is(button, label), .text summary").all():
        if target.is_visible():
            assert target.bounding_box()["height"] >= 24
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0
