"""What the page does: the measure, the switches, the equations, without a script and on paper."""

from __future__ import annotations

import json

import pytest

from tests import book
from tests.site.opened import REACHED, chapters

CHAPTER = "chapters/01_perceptron.html"
# The characters of each full line of each paragraph: all but the last line of each.
LINES = """() => {
  const counts = [];
  for (const p of document.querySelectorAll(".text > section > section > p")) {
    if (p.querySelector(".katex") || p.textContent.length < 200) continue;
    const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
    const lines = new Map();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (let i = 0; i < node.length; i++) {
        const range = document.createRange();
        range.setStart(node, i);
        range.setEnd(node, i + 1);
        const box = range.getBoundingClientRect();
        const line = Math.round(box.bottom / 12);
        lines.set(line, (lines.get(line) ?? 0) + 1);
      }
    }
    counts.push(...[...lines.values()].slice(0, -1));
  }
  return counts;
}"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def real_pages(site) -> list[str]:
    """Return the pages that do not send the reader on at once, as index.html does."""
    return [p for p in site.pages() if "http-equiv" not in (site.root / p).read_text("utf-8")]


def theme(page) -> str:
    value: str = page.evaluate("document.documentElement.dataset.theme")
    return value


def test_a_line_holds_60_to_75_characters(new_page):
    counts = sorted(new_page(CHAPTER).evaluate(LINES))
    assert len(counts) >= 10
    assert 60 <= counts[len(counts) // 2] <= 75


def test_the_pages_are_those_of_the_manifest_and_of_the_frame(site):
    assert real_pages(site) == sorted(book.PATHS)


@pytest.mark.parametrize(
    ("window", "width"), [("wide", 1280), ("wide", 800), ("narrow", 390), ("narrow", 320)]
)
def test_no_page_scrolls_sideways(request, place, window, width):
    opened = request.getfixturevalue(window)
    opened.page.set_viewport_size({**opened.size, "width": width})
    assert opened.page.evaluate("innerWidth") == width
    assert opened.page.evaluate(OVERFLOW) <= 0


def test_the_theme_follows_the_system_until_the_reader_chooses(new_page):
    page = new_page(CHAPTER, scheme="dark")
    assert theme(page) == "dark"
    page.emulate_media(color_scheme="light")
    page.wait_for_function("document.documentElement.dataset.theme === 'light'")
    button = page.get_by_role("button", name="Dark theme")
    button.focus()
    page.keyboard.press("Enter")
    assert theme(page) == "dark"
    assert button.get_attribute("aria-pressed") == "true"
    page.reload()
    assert theme(page) == "dark"
    button.click()
    assert theme(page) == "light"


def test_search_opens_by_key_and_finds(new_page):
    page = new_page("intro.html")
    page.keyboard.press("/")
    field = page.locator("#book-search input")
    field.wait_for()
    page.wait_for_function("document.activeElement.id === 'book-search-words'")
    page.keyboard.type("photocells")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=photocells")
    page.locator("#search-results li a").first.wait_for()
    assert "01_perceptron.html" in page.locator("#search-results li a").first.get_attribute("href")


def test_contents_open_and_close_by_keyboard_on_a_phone(new_page):
    page = new_page("intro.html", width=390)
    contents = page.locator("#book-contents")
    assert not contents.is_visible()
    page.get_by_role("button", name="Contents").focus()
    page.keyboard.press("Enter")
    contents.wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#book-contents') !== null")
    page.keyboard.press("Escape")
    contents.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.getAttribute('popovertarget')") == "book-contents"


def test_the_first_stop_skips_to_the_text(new_page):
    page = new_page(CHAPTER)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "book-text"


def test_every_stop_of_the_bar_shows_its_focus(new_page):
    page = new_page(CHAPTER)
    for _ in range(4):
        page.keyboard.press("Tab")
        width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        assert width >= 2


def test_the_chapter_can_be_downloaded_as_a_notebook(new_page):
    page = new_page(CHAPTER)
    link = page.get_by_role("link", name="Download this chapter as a notebook")
    with page.expect_download() as download:
        link.click()
    notebook = json.loads(download.value.path().read_text("utf-8"))
    assert download.value.suggested_filename == "01_perceptron.ipynb"
    assert notebook["nbformat"] == 4
    assert not [cell for cell in notebook["cells"] if cell.get("outputs")]


def test_equations_are_there_without_a_script(new_page):
    page = new_page(CHAPTER, java_script_enabled=False)
    equation = page.locator(".katex-display").first
    equation.wait_for()
    assert page.locator(".katex").count() == page.locator(".katex math").count() > 20
    assert page.locator(".katex-error").count() == 0
    assert page.locator("details").first.is_visible()


def test_quantities_have_their_color_in_equations(new_page):
    from mlmath import palette

    for scheme in ("light", "dark"):
        page = new_page(CHAPTER, scheme=scheme)
        red, green, blue = (
            int(palette.color("w", dark=scheme == "dark")[i : i + 2], 16) for i in (1, 3, 5)
        )
        shown = page.locator(".katex .q-w").first.evaluate("e => getComputedStyle(e).color")
        assert shown == f"rgb({red}, {green}, {blue})"


@chapters
def test_a_long_equation_scrolls_and_can_be_reached(narrow):
    narrow.page.set_viewport_size({"width": 320, "height": 900})
    assert narrow.unfolded().evaluate(REACHED)


@chapters
def test_references_to_equations_lead_to_them(wide):
    page = wide.page
    for link in page.locator("a:has(> .eqref), a.reference.internal[href*='#equation-']").all():
        target = link.get_attribute("href").split("#")[1]
        assert page.locator(f"[id='{target}'] .eqno").count() == 1
        shown = page.locator(f"[id='{target}'] .eqno").text_content()
        assert link.text_content().strip("()") in shown


def test_on_paper_the_text_stands_alone(new_page):
    page = new_page(CHAPTER, scheme="dark")
    page.emulate_media(media="print")
    for part in (".bar", "#book-contents", ".turn"):
        assert not page.locator(part).first.is_visible()
    assert page.locator("h1").is_visible()
    ink = page.locator(".text p:not(.routes)").first.evaluate("e => getComputedStyle(e).color")
    assert ink == "rgb(31, 29, 26)"


def test_ids_are_used_once(wide):
    repeated = wide.page.evaluate(
        """() => {
          const ids = [...document.querySelectorAll("[id]")].map(e => e.id);
          return ids.filter((id, i) => ids.indexOf(id) !== i);
        }"""
    )
    assert repeated == []


def test_search_results_stand_in_the_text(new_page):
    page = new_page("search.html?q=perceptron")
    page.locator("#search-results li").first.wait_for()
    places = "all => all.map(e => getComputedStyle(e).position)"
    assert "fixed" not in page.eval_on_selector_all("#search-results *", places)
