"""Search needs no server: the built index, in the book's own page, with what was sought marked."""

from __future__ import annotations

import pytest

FOUND = "#search-results li"


def search(page, words: str) -> None:
    """Type words into the panel and press Enter; wait until all results are there."""
    page.keyboard.press("/")
    page.wait_for_function("document.activeElement.id === 'book-search-words'")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    page.locator(FOUND).first.wait_for()


@pytest.mark.parametrize("words", ["Rosenblatt", "hyperplane"])
def test_words_of_the_chapter_lead_to_it_and_are_marked(new_page, words):
    page = new_page("intro.html", reduced_motion="reduce")
    search(page, words)
    result = page.locator(f'{FOUND}:has(a[href^="chapters/01_perceptron.html"])').first
    mark = result.locator(".highlighted").first
    mark.wait_for()
    assert mark.inner_text().lower() in words.lower()
    result.locator("a").first.click()
    page.wait_for_url("**/chapters/01_perceptron.html*")
    page.wait_for_function("CSS.highlights.get('found')?.size > 0")
    marked = page.evaluate("[...CSS.highlights.get('found')].map(String)")
    assert {mark.lower() for mark in marked} <= set(words.lower().split())
    page.keyboard.press("Escape")
    assert page.evaluate("CSS.highlights.has('found')") is False
    # Marked once: the page is as always when it is opened again.
    page.reload()
    page.wait_for_function("document.querySelector('#preview')")
    assert page.evaluate("CSS.highlights.has('found')") is False


def test_the_first_place_is_in_view(new_page):
    page = new_page("intro.html", reduced_motion="reduce")
    search(page, "archipelago")
    page.locator(f'{FOUND} a[href^="chapters/01_perceptron.html"]').first.click()
    page.wait_for_function(
        """() => {
          const [range] = CSS.highlights.get("found") ?? [];
          const box = range?.getBoundingClientRect();
          return box && box.top > 0 && box.bottom < innerHeight;
        }"""
    )


def test_a_term_of_the_glossary_is_found_there_too(new_page):
    page = new_page("chapters/01_perceptron.html")
    search(page, "epoch")
    page.locator(f'{FOUND} a[href^="glossary.html"]').first.wait_for()


def test_what_is_nowhere_is_said_to_be_nowhere(new_page):
    page = new_page("search.html?q=zygomorphic")
    page.get_by_text("did not match any documents").wait_for()
