"""Search needs no server: the built index, in the book's own page, with what was sought marked."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from livepage.theme import equations

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


def excerpt(page, address: str) -> str:
    """Return the excerpt under the result that leads to an address."""
    shown = page.locator(f'{FOUND}:has(a[href="{address}"]) .context')
    shown.wait_for()
    said: str = shown.inner_text()
    return said


def test_an_excerpt_has_formulas_as_one_writes_them_and_no_markup(new_page):
    page = new_page("notation.html")
    search(page, "radius")
    # By hand, from the chapter's formula \qR = \max_i \|\qx_i\| and the glossary's \qR.
    assert "R = max_i∥x_i∥, read" in excerpt(page, "chapters/01_perceptron.html")
    assert "The length R of the longest" in excerpt(page, "glossary.html#term-radius")
    every = page.locator("#search-results").inner_text()
    for garbage in ("\\", "\u200b", "qR", "min about", "Copy"):
        assert garbage not in every


@pytest.mark.parametrize(
    ("latex", "typed"),
    [
        (r"\|\qw\| \le \qR \sqrt{k}", "∥w∥ ≤ R√k"),
        (r"\frac{\qw \cdot \qx + b}{\|\qw\|}", "(w⋅x+b)/(∥w∥)"),
        (r"\qyhat = \tfrac{1}{2}", "y\u0302 = 1/2"),
        (r"\binom{n}{k} x_{i+1}^2", "n over k"),
        (r"\qwstar \to \sqrt{a + b}", "w* → √(a+b)"),
        (r"\sum_{k=1}^{n} x_{k-1}", "∑_(k = 1)^n"),
    ],
)
def test_a_formula_is_typed_in_a_line(new_page, latex, typed):
    equations.configure(SimpleNamespace())  # type: ignore[arg-type]
    page = new_page("search.html?q=nothing")
    page.wait_for_function("typeof Search.makeSearchSummary === 'function'")
    source = f'<main role="main"><p>Here {equations.render(latex)} it is.</p></main>'
    text = page.evaluate("source => Search.htmlToText(source)", source)
    assert typed in text
    assert text.startswith("Here ")


def test_a_page_is_no_result_beside_a_place_on_it(new_page):
    page = new_page("intro.html")
    search(page, "epoch")
    page.wait_for_function("document.body.textContent.includes('Search finished')")
    links = page.eval_on_selector_all(f"{FOUND} a", "all => all.map(a => a.getAttribute('href'))")
    assert [link for link in links if link.startswith("glossary.html")] == [
        "glossary.html#term-epoch"
    ]
    assert f"found {len(links)} page" in page.locator(".search-summary").inner_text()


def test_several_words_are_shown_where_they_stand_together(new_page):
    page = new_page("search.html?q=general+position")
    said = excerpt(page, "chapters/01_perceptron.html")
    assert "general position" in said
    assert said[:2] == "… "
    assert len(said) < 260


def test_what_is_nowhere_is_said_to_be_nowhere(new_page):
    page = new_page("search.html?q=zygomorphic")
    page.get_by_text("did not match any documents").wait_for()
