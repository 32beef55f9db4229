"""Still pictures: what a page shows without scripts, and before them, in the same place."""

from __future__ import annotations

from typing import Any

import pytest

from tests import book
from tests.livepage import pages

CHAPTER = "chapters/01_perceptron.html"
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
HOST = "**/live/host.*.js"
# The height of each widget, its folds open, as the page has it now.
HEIGHTS = """() => {
  for (const fold of document.querySelectorAll("details:has(.mlw)")) fold.open = true;
  return Object.fromEntries([...document.querySelectorAll(".mlw")].map(
    (widget) => [widget.id, widget.getBoundingClientRect().height]));
}"""
# All that moved on its own, as browsers score it, from the page's first moment.
SHIFTS = """window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });"""


def quiet(page: Any) -> None:
    """Wait until a page that was opened again has nothing left to do."""
    page.wait_for_load_state("networkidle")
    page.wait_for_selector("html.settled[data-cells='ready']", state="attached")
    page.evaluate("document.fonts.ready.then(() => {})")
    pages.ready(page)
    page.evaluate(pages.FRAMES)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_without_scripts_each_widget_is_a_picture_and_its_sentence(new_page, size, scheme):
    width, height = SIZES[size]
    page = new_page(CHAPTER, width=width, height=height, scheme=scheme, java_script_enabled=False)
    assert page.locator(".still-note").is_visible()
    widgets = page.locator(".mlw").all()
    assert len(widgets) >= 6
    for widget in widgets:
        if not widget.is_visible():
            continue  # in a fold, which the reader opens
        assert len(widget.locator(".mlw-summary").inner_text()) > 20
        assert widget.locator("button:visible, input:visible, select:visible").count() == 0
        shown = [
            one for one in widget.locator(".mlw-picture svg[role=img]").all() if one.is_visible()
        ]
        assert shown
        for picture in shown:
            box = picture.bounding_box()
            assert box["width"] > 50
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
        texts = widget.locator(".mlw-svg text:visible").all()
        # A letter is about as high as its font: none is smaller than 9 pixels.
        assert all(
            text.bounding_box()["height"] >= 9 for text in texts if text.text_content().strip()
        )


def test_a_file_that_is_opened_says_how_to_serve_the_book(new_page, site, watch):
    watch.allow("file:|CORS|ERR_FAILED")
    page = new_page()
    page.goto((site.root / CHAPTER).as_uri(), wait_until="load")
    page.wait_for_selector("html[data-still]", state="attached")
    assert "python -m http.server" in page.locator(".still-note").inner_text()
    assert page.locator("#playground-1 .mlw-picture svg[role=img]").first.is_visible()
    assert page.locator(".mlw button:visible").count() == 0


def test_a_page_with_its_scripts_says_nothing_of_them(new_page):
    page = new_page(CHAPTER)
    page.wait_for_selector("html[data-cells='ready']", state="attached")
    assert page.locator(".still-note").is_hidden()
    assert page.get_attribute("html", "data-still") is None


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", book.CHAPTERS)
def test_a_still_picture_is_as_high_as_the_live_widget(new_page, site, path, size):
    width, height = SIZES[size]
    page = new_page(width=width, height=height)
    held: list[Any] = []
    page.route(HOST, lambda route: held.append(route))
    page.goto(site / path, wait_until="commit")  # modules that wait hold up the rest
    page.wait_for_selector("footer.foot", state="attached")
    page.evaluate("document.fonts.ready.then(() => {})")
    still = page.evaluate(HEIGHTS)
    for route in held:
        route.continue_()
    if still:
        pages.all_drawn(page)
    live = page.evaluate(HEIGHTS)
    assert set(still) == set(live)
    assert {
        name: live[name] - still[name] for name in live if abs(live[name] - still[name]) > 1
    } == {}


@pytest.mark.parametrize("size", SIZES)
def test_nothing_moves_when_a_page_is_opened_again_in_its_middle(new_page, size):
    width, height = SIZES[size]
    page = new_page(CHAPTER, width=width, height=height)
    quiet(page)
    page.add_init_script(SHIFTS)
    for target in ("jaws-1", "retina-1"):
        pages.drawn(page, target)
        quiet(page)
        place = f"document.getElementById('{target}').getBoundingClientRect().top"
        before = page.evaluate(place)
        page.reload()
        quiet(page)
        assert abs(page.evaluate(place) - before) <= 50
        assert page.evaluate("shift") < 0.05


@pytest.mark.parametrize("size", SIZES)
def test_the_way_back_leads_to_where_the_reader_was(new_page, site, size):
    width, height = SIZES[size]
    page = new_page(CHAPTER, width=width, height=height)
    quiet(page)
    pages.drawn(page, "retina-1")
    quiet(page)
    place = "document.getElementById('retina-1').getBoundingClientRect().top"
    before = page.evaluate(place)
    page.goto(site / "notation.html", wait_until="load")
    page.go_back(wait_until="load")
    quiet(page)
    assert abs(page.evaluate(place) - before) <= 50
