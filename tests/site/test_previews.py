"""A reference shows what it leads to where it stands: by pointer, by keyboard, by a first tap."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from mlmath import manifest
from tests import book
from tests.livepage import pages
from tests.site.opened import chapters, data

CHAPTER = "chapters/01_perceptron.html"
EQUATION = '.text p a[href="#equation-eq-shadow"]'
TERM = '.text a[href$="glossary.html#term-margin"]'
OPEN = "#preview:popover-open"
KINDS = data(CHAPTER).PREVIEWS
# Each written page that names references of its own to try.
previewed = pytest.mark.parametrize(
    "place", [place for place in book.CHAPTERS if hasattr(data(place), "PREVIEWS")], indirect=True
)


@pytest.fixture
def chapter(new_page) -> Any:
    """The chapter, without animated scrolling."""
    return new_page(CHAPTER, reduced_motion="reduce")


def show(page: Any, link: str) -> Any:
    """Reach a reference by keyboard; return what is then shown."""
    # The focus is visible when the last thing that a reader did was to press a key.
    page.locator(link).first.evaluate(pages.NEAR)
    page.keyboard.press("Shift")
    page.locator(link).first.focus()
    shown = page.locator(OPEN)
    shown.wait_for()
    return shown


@previewed
def test_focus_shows_each_kind_of_target_in_place(wide, place):
    for link, told in data(place).PREVIEWS.items():
        shown = show(wide.page, link)
        assert told in shown.inner_html()
        assert shown.get_attribute("role") == "tooltip"


def test_the_pointer_shows_it_and_may_rest_on_it(new_page, site):
    page = new_page(reduced_motion="reduce")
    page.clock.install()
    page.goto(site / CHAPTER)
    for link, told in KINDS.items():
        page.locator(link).first.hover()
        shown = page.locator(OPEN)
        shown.wait_for()
        assert told in shown.inner_html()
        shown.hover()
        page.clock.fast_forward(5000)  # far longer than it stays open when nothing rests on it
        assert shown.is_visible()
        page.mouse.move(2, 2)
        shown.wait_for(state="hidden")


@previewed
def test_it_is_described_to_a_screen_reader_in_words(wide, place):
    page = wide.page
    for link, told in data(place).PREVIEWS.items():
        show(page, link)
        reference = page.locator(link).first
        described = reference.get_attribute("aria-describedby")
        words = page.locator(f"#{described}").text_content()
        assert 10 < len(words) <= 400
        assert "\\" not in words
        assert told.lstrip("\\") in words
        page.keyboard.press("Escape")
        assert reference.get_attribute("aria-describedby") is None


def test_escape_closes_it_and_leaves_the_focus(chapter):
    show(chapter, EQUATION)
    chapter.keyboard.press("Escape")
    chapter.locator(OPEN).wait_for(state="hidden")
    assert chapter.evaluate("document.activeElement.hash") == "#equation-eq-shadow"


def test_leaving_by_keyboard_closes_it(chapter):
    show(chapter, EQUATION)
    chapter.evaluate("document.activeElement.blur()")
    chapter.locator(OPEN).wait_for(state="hidden")


def test_enter_goes_there(chapter):
    show(chapter, EQUATION)
    chapter.keyboard.press("Enter")
    chapter.wait_for_url("**#equation-eq-shadow")
    chapter.locator(OPEN).wait_for(state="hidden")


@previewed
def test_the_copy_has_no_ids_and_moves_nothing(wide, place):
    page = wide.page
    height = "document.documentElement.scrollHeight"
    page.wait_for_function("document.documentElement.dataset.cells === 'ready'")
    for link in data(place).PREVIEWS:
        shown = show(page, link)
        assert shown.locator("[id]").count() == 0
        ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
        assert len(ids) == len(set(ids))
        open_height = page.evaluate(height)
        page.keyboard.press("Escape")
        assert page.evaluate(height) == open_height


@previewed
@pytest.mark.parametrize(("window", "width"), [("wide", 1280), ("narrow", 390)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_lies_within_the_window_and_axe_finds_nothing(request, place, window, width, scheme):
    page = request.getfixturevalue(window).page
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(f"document.documentElement.dataset.theme === '{scheme}'")
    for link in data(place).PREVIEWS:
        box = show(page, link).bounding_box()
        assert box["x"] >= 0
        assert box["y"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= page.viewport_size["height"]
        found = Axe().run(page, context={"include": [["#preview"], [".bibtex-citation"]]})
        assert found.violations_count == 0, found.generate_report()


# Every box of a formula, in units of its own letters: where it lies in the part that cannot break.
# The bar of a root is drawn 400 letters long and cut off; what counts is where it is cut.
MEASURED = """root => [...root.querySelectorAll(".katex-html .base")].map((base) => {
  const em = parseFloat(getComputedStyle(base).fontSize);
  const at = base.getBoundingClientRect();
  return [...base.querySelectorAll("*")].map((e) => {
    const box = e.getBoundingClientRect();
    const end = e.closest(".hide-tail")?.getBoundingClientRect().right ?? box.right;
    const width = Math.min(box.right, end) - box.x;
    return [box.x - at.x, box.y - at.y, width, box.height].map((v) => v / em);
  });
})"""
# Lead to each formula with a root or a bracket that grows, as a reference in the text does.
LEAD = """() => [...document.querySelectorAll(".text div.math")]
  .filter((e) => e.querySelector(".katex svg, .katex .delimsizing")).map((e, i) => {
    e.id ||= `led-to-${i}`;
    const link = Object.assign(document.createElement("a"), { href: "#" + e.id });
    link.className = "reference internal led";
    link.textContent = "there";
    e.before(link);
    return e.id;
  })"""


def boxes(element: Any) -> list[Any]:
    """Return the measures of a formula's boxes, part by part, all numbers in one list each."""
    measured = element.evaluate(MEASURED)
    return [[value for box in part for value in box] for part in measured]


@chapters
@pytest.mark.parametrize("width", [1280, 390])
def test_an_equation_with_a_root_or_a_bracket_that_grows_is_shown_equal(new_page, place, width):
    page = new_page(place, width=width, reduced_motion="reduce")
    page.evaluate(pages.OPEN)
    page.evaluate("document.fonts.ready.then(() => {})")
    led = page.evaluate(LEAD)
    least = getattr(data(place), "GROWING", 0)
    assert len(led) >= least
    assert page.locator(".text div.math .sqrt svg").count() >= bool(least)
    for name in led:
        shown = show(page, f'.led[href="#{name}"]')
        expected = boxes(page.locator(f"[id='{name}']"))
        found = boxes(shown)
        assert len(found) == len(expected)
        for part, like in zip(found, expected, strict=True):
            # To a pixel of 17 to the em; the surd's picture is 400 em wide, and cut off.
            assert part == pytest.approx(like, abs=0.06, rel=5e-4), name
        page.keyboard.press("Escape")


def test_a_page_is_fetched_once(chapter, watch):
    for _ in range(2):
        show(chapter, TERM)
        chapter.keyboard.press("Escape")
        chapter.evaluate("document.activeElement.blur()")
    assert len([url for url in watch.requests if "glossary.html" in url]) == 1


def test_a_first_tap_shows_it_and_offers_to_go_there(new_page):
    page = new_page(CHAPTER, width=390, has_touch=True, is_mobile=True, reduced_motion="reduce")
    page.locator(TERM).first.tap()
    shown = page.locator(OPEN)
    shown.wait_for()
    assert shown.get_attribute("role") == "dialog"
    assert CHAPTER in page.url
    shown.get_by_role("link", name="Go there").tap()
    page.wait_for_url("**/glossary.html#term-margin")


def test_a_second_tap_goes_there_and_a_tap_elsewhere_closes(new_page):
    page = new_page(CHAPTER, width=390, has_touch=True, is_mobile=True, reduced_motion="reduce")
    page.locator(EQUATION).first.tap()
    page.locator(OPEN).wait_for()
    page.locator("h3").first.evaluate("h => document.body.dispatchEvent("
        "new PointerEvent('pointerdown', { bubbles: true, pointerType: 'touch' }))")  # fmt: skip
    page.locator(OPEN).wait_for(state="hidden")
    page.locator(EQUATION).first.tap()
    page.locator(OPEN).wait_for()
    page.locator(EQUATION).first.tap()
    page.wait_for_url("**#equation-eq-shadow")


def test_a_reference_to_a_section_is_a_plain_link(chapter):
    chapter.evaluate(
        """() => {
          const link = Object.assign(document.createElement("a"), { href: "#the-program" });
          link.className = "reference internal";
          link.textContent = "there";
          document.querySelector(".text section p").append(link);
        }"""
    )
    chapter.locator('.text section p a.reference:text-is("there")').hover()
    # Another one shows after it: nothing was waiting.
    show(chapter, EQUATION)
    assert chapter.locator(OPEN).count() == 1
    chapter.keyboard.press("Escape")


def test_without_a_script_a_reference_is_a_link(new_page):
    page = new_page(CHAPTER, java_script_enabled=False)
    page.locator(TERM).first.click()
    page.wait_for_url("**/glossary.html#term-margin")
    assert page.locator("#term-margin").is_visible()


def test_the_notation_has_every_quantity_in_its_color_and_where_it_first_stands(new_page):
    from mlmath import palette

    page = new_page("notation.html")
    rows = page.locator("table.quantities tbody tr")
    assert rows.count() == len(palette.QUANTITIES)
    for row, (key, quantity) in zip(rows.all(), palette.QUANTITIES.items(), strict=True):
        assert quantity.meaning in row.inner_text()
        assert row.locator(f".swatch.q-{key}").count() == 1
        assert row.locator(f".katex .q-{key}").count() == bool(quantity.tex)
    # The margin of a set of points is first spoken of where its theorem is prepared.
    margin = rows.nth(list(palette.QUANTITIES).index("gamma")).get_by_role("link")
    assert margin.inner_text() == "Chapter 1, Why it must stop"
    margin.click()
    page.wait_for_url("**/chapters/01_perceptron.html#why-it-must-stop")


def test_every_term_of_the_chapters_is_in_the_glossary_and_leads_back(new_page):
    page = new_page("glossary.html")
    terms = page.locator("dl.glossary dt").count()
    assert terms >= 10
    leads = ", ".join(f"a[href*='{kind.folder}/']" for kind in manifest.KINDS.values())
    assert page.locator(f"dl.glossary dd:has({leads})").count() == terms
