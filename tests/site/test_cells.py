"""The live cells of the built chapter: run, edit, stop, reset, and keep what the reader typed."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.livepage import pages
from tests.livepage.live_cells import (
    CELLS,
    CHAPTER,
    NAMES,
    button,
    cell,
    chapter,
    kept,
    opened,
    place,
    ready,
    run,
    settled,
    write,
)
from tests.site.opened import SAVE_DATA

NOTEBOOK = Path(__file__).resolve().parents[2] / "chapters" / "01_perceptron.ipynb"
LAZY = ("codemirror", "editor.", "katex", "outputs.", "run.", "keep.", "matplotlib", "sympy")
KEPT = "localStorage.getItem(`mlm:cells:${location.pathname}`)"


@pytest.fixture
def page(new_page, site):
    """The chapter with its cells mounted."""
    return chapter(new_page, site)


# ------------------------------------------------------------------------ what is there


def test_every_code_cell_of_the_notebook_can_be_run(page):
    notebook = json.loads(NOTEBOOK.read_text("utf-8"))
    codes = {c["id"]: "".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code"}
    found = page.eval_on_selector_all(
        CELLS, "all => all.map((e) => [e.dataset.cell, e.querySelector('pre').textContent.trim()])"
    )
    assert dict(found) == codes
    assert page.locator(f"{CELLS} .cell-run").count() == len(codes)


def test_what_every_page_loads_is_small_and_the_rest_waits(new_page, site):
    page = new_page()
    page.add_init_script(SAVE_DATA)  # so that Python waits; once it is ready, cells fetch ahead
    sizes = {}
    page.on("response", lambda a: sizes.update({a.url: a}))
    page.goto(site / CHAPTER, wait_until="networkidle")
    ready(page)
    names = [urlsplit(url).path.rpartition("/")[2] for url in sizes]
    assert [name for name in names if name.startswith(LAZY)] == []
    (script,) = [a for url, a in sizes.items() if re.search(r"/cells\.\w+\.js$", url)]
    style = Path(__file__).resolve().parents[2] / "livepage" / "page" / "cells" / "cells.css"
    assert len(gzip.compress(script.body(), 6)) + len(gzip.compress(style.read_bytes(), 6)) <= 5000


def test_nothing_moves_when_the_cells_are_mounted(new_page, site):
    page = new_page()
    held = []
    page.route(re.compile(r"/live/cells\.\w+\.js$"), lambda route: held.append(route))
    page.goto(site / CHAPTER, wait_until="domcontentloaded")
    page.wait_for_selector(f".mlw {pages.DRAWN}")
    page.evaluate("document.fonts.ready.then(() => {})")
    tops = "all => all.map((e) => e.getBoundingClientRect().top)"
    before = page.eval_on_selector_all(CELLS, tops)
    for route in held:
        route.continue_()
    ready(page)
    assert page.eval_on_selector_all(CELLS, tops) == before


# ------------------------------------------------------------------- running and editing


def test_a_run_gives_what_the_book_shows_and_names_carry_over(page):
    book = cell(page, 0).locator(".cell_output").inner_text()
    button(page, 0, f"Run cell {place(page, 0) + 1}").click()
    assert settled(page, 0) == book
    assert cell(page, 0).get_attribute("data-ran") == "1"
    assert "Ran once" in cell(page, 0).locator(".cell-words").inner_text()
    assert page.locator(".cell-voice").inner_text() == f"Cell {place(page, 0) + 1}: done"
    text = run(page, 0, "import numpy as np\nmine = np.arange(3)\nprint(mine)\nmine + 1")
    assert text.split("\n")[0] == "[0 1 2]"
    assert text.strip().endswith("array([1, 2, 3])")
    assert cell(page, 0).get_attribute("data-ran") == "2"
    assert run(page, 2, "print(mine.sum())").strip() == "3"


def test_the_editor_takes_the_place_of_the_code(page):
    code = cell(page, 2).locator(".cell_input pre")
    cell(page, 2).scroll_into_view_if_needed()
    text, before = code.inner_text(), code.bounding_box()
    editor = opened(page, 2)
    assert editor.inner_text().split() == text.split()
    after = cell(page, 2).locator(".cm-editor").bounding_box()
    assert after == pytest.approx(before, abs=1)
    colors = "all => new Set(all.map((e) => getComputedStyle(e).color)).size"
    assert editor.locator("span").evaluate_all(colors) >= 3
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("for i in range(3):\nif i:\nprint(i)")
    assert editor.inner_text() == "for i in range(3):\n    if i:\n        print(i)"
    assert run(page, 2).split() == ["1", "2"]


def test_an_error_begins_at_the_readers_own_line(page):
    text = run(page, 0, "def share(n):\n    return 1 / n\n\nprint('so far')\nshare(0)", "error")
    assert text.startswith("so far")
    assert "ZeroDivisionError: division by zero" in text
    assert "return 1 / n" in text
    assert "share(0)" in text
    assert "livepage" not in text
    assert "Error" in cell(page, 0).locator(".cell-words").inner_text()
    assert "ZeroDivisionError" in page.locator(".cell-voice").inner_text()
    assert run(page, 0, "'well'").strip() == "'well'"


def test_a_loop_that_never_ends_is_stopped_within_a_second(page):
    run(page, 0, "kept = 1")
    write(page, 2, "print('looping')\nwhile True:\n    pass")
    page.keyboard.press("Shift+Enter")
    cell(page, 2).locator(".cell_output", has_text="looping").wait_for(timeout=pages.START)
    # Measured in the page: what drives it has delays of its own.
    cell(page, 2).evaluate("""(element) => {
      const stop = element.querySelector(".cell-stop");
      stop.addEventListener("click", () => (window.began = performance.now()), true);
      new MutationObserver(() => {
        if (element.dataset.run === "stopped") window.ended = performance.now();
      }).observe(element, { attributeFilter: ["data-run"] });
    }""")
    button(page, 2, f"Stop cell {place(page, 2) + 1}").click()
    settled(page, 2, "stopped")
    assert page.evaluate("window.ended - window.began") < 1000
    assert button(page, 2, f"Stop cell {place(page, 2) + 1}").count() == 0
    assert "Forgotten" in cell(page, 0).locator(".cell-words").inner_text()
    assert run(page, 2, "'again'").strip() == "'again'"


def test_a_cell_names_the_cells_that_it_needs_and_runs_them(page):
    run(page, 3, None, "missing")
    note = cell(page, 3).locator(".cell-note")
    assert "not run yet" in note.inner_text()
    targets = note.locator("a").evaluate_all(
        "all => all.map((a) => document.querySelector(a.hash).dataset.cell)"
    )
    order = page.eval_on_selector_all(CELLS, "all => all.map((e) => e.dataset.cell)")
    assert targets
    assert all(order.index(target) < place(page, 3) for target in targets)
    assert cell(page, 3).locator(".cell_output").inner_text().startswith("A [0. 1.] 1.0"), (
        "the book's"
    )
    note.get_by_role("button", name="and this one").click()
    # The five updates that the text works on paper; the last leaves w = (-3, 4), b = 1.
    assert settled(page, 3).splitlines()[4] == "C [-3.  4.] 1.0"
    assert note.is_hidden()
    for target in targets:
        assert page.locator(f"[data-cell='{target}']").get_attribute("data-run") == "ok"


def run_with_needs(page, index):
    button(page, index, f"Run with all it needs cell {place(page, index) + 1}").click()


def test_a_cell_runs_with_all_that_it_needs_and_with_nothing_else(page):
    page.eval_on_selector_all(".cell details", "all => all.forEach((e) => (e.open = true))")
    write(page, 0, "one = [1]")
    write(page, 1, "two = [*one, 2]")
    write(page, 2, "1 / 0")
    write(page, 3, "two.append(3)\nthree = two")
    write(page, 4, "three")
    run_with_needs(page, 4)
    assert settled(page, 4).strip() == "[1, 2, 3]"
    assert cell(page, 4).locator(".cell-note").is_hidden()
    assert cell(page, 2).get_attribute("data-run") == ""
    run_with_needs(page, 4)  # afresh: else the third would be appended twice
    page.locator(f"{CELLS}[data-ran='2']").nth(3).wait_for()
    assert settled(page, 4).strip() == "[1, 2, 3]"
    write(page, 1, "two = one / 0")
    run_with_needs(page, 4)
    settled(page, 1, "error")
    assert [cell(page, i).get_attribute("data-run") for i in (2, 3, 4)] == ["", "", ""]


def test_what_a_cell_above_only_imports_needs_no_run(page):
    write(page, 0, "from math import tau as circle")
    assert run(page, 3, "print(round(circle, 3))").strip() == "6.283"
    assert cell(page, 0).get_attribute("data-run") == ""


# ----------------------------------------------------------------- reset, keep and forget


def test_reset_brings_the_books_code_and_output_back(page):
    code = cell(page, 0).locator(".cell_input pre").inner_text()
    book = cell(page, 0).locator(".cell_output").inner_text()
    run(page, 0, "print('mine')")
    assert list(kept(page)) == [cell(page, 0).get_attribute("data-cell")]
    button(page, 0, f"Reset cell {place(page, 0) + 1}").click()
    cell(page, 0).and_(page.locator("[data-run='']")).wait_for()
    assert cell(page, 0).locator(".cm-line").all_text_contents() == code.strip().split("\n")
    assert cell(page, 0).locator(".cell_output").inner_text() == book
    assert cell(page, 0).get_attribute("data-edited") is None
    page.wait_for_function(f"{KEPT} === null")


def test_what_was_typed_survives_a_reload_until_it_is_forgotten(page):
    write(page, 0, "print('mine')")
    write(page, 2, "print('too')")
    page.wait_for_function(f"{KEPT}?.includes('too')")
    page.reload()
    ready(page)
    code = cell(page, 0).locator(".cell_input pre")
    assert code.inner_text() == "print('mine')"
    assert "Edited" in cell(page, 0).locator(".cell-words").inner_text()
    foot = page.locator(".cell-forget")
    foot.get_by_text("You changed the code of 2 cells").wait_for()
    foot.get_by_role("button", name="Forget all my edits on this page").click()
    assert code.inner_text().startswith("cards")
    assert code.locator(".n").count() > 0, "highlighted as before"
    page.wait_for_function(f"{KEPT} === null")
    foot.get_by_role("button", name="Undo").click()
    assert code.inner_text() == "print('mine')"
    foot.get_by_role("button", name="Forget all my edits on this page").click()
    page.reload()
    ready(page)
    assert code.inner_text().startswith("cards")


# ------------------------------------------------------------- by keyboard, touch, and axe


def focused(page, what):
    return page.evaluate(f"document.activeElement.{what}")


def test_everything_can_be_done_by_keyboard(page):
    code = cell(page, 0).locator(".cell_input pre")
    code.focus()
    page.keyboard.press("Enter")
    cell(page, 0).locator(".cm-content").wait_for()
    page.wait_for_function("document.activeElement.classList.contains('cm-content')")
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("if 1:\nprint('typed')")
    page.keyboard.press("Tab")
    assert focused(page, "className").startswith("cm-content"), "Tab indents"
    page.keyboard.press("Shift+Enter")
    assert settled(page, 0).strip() == "typed"
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    while focused(page, "className") == "copy":
        page.keyboard.press("Tab")
    assert focused(page, "className") == "cell-run"
    page.keyboard.press("Enter")
    page.wait_for_function(f"document.querySelector('[data-cell={NAMES[0]}]').dataset.ran === '2'")
    for name in ("cell-all", "cell-restart", "cell-reset"):
        page.keyboard.press("ArrowRight")
        assert focused(page, "className") == name
    page.keyboard.press("Enter")
    cell(page, 0).and_(page.locator("[data-run='']")).wait_for()
    page.wait_for_function("document.activeElement.className === 'cell-run'")


def test_the_toolbar_shows_without_a_pointer_that_hovers(new_page):
    page = new_page(CHAPTER, width=390, height=800, has_touch=True, is_mobile=True)
    ready(page)
    write(page, 2, "x = 1")
    bar = cell(page, 2).locator(".cell-bar")
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    assert box["x"] + box["width"] <= 390
    copy = cell(page, 2).locator(".copy").bounding_box()
    assert min(copy["width"], copy["height"]) >= 44
    letters = "e => parseFloat(getComputedStyle(e).fontSize)"  # below 16 a phone zooms in
    assert cell(page, 2).locator(".cm-content").evaluate(letters) >= 16
    assert (
        min(
            page.locator(":is(.mlw-number, .mlw-select)").evaluate_all(
                "all => all.map((e) => parseFloat(getComputedStyle(e).fontSize))"
            )
        )
        >= 16
    )
    for one in bar.get_by_role("button").all():
        size = one.bounding_box()
        assert min(size["width"], size["height"]) >= 44
        assert size["x"] + size["width"] <= box["x"] + box["width"]
        assert one.evaluate("e => getComputedStyle(e).opacity") == "1"
