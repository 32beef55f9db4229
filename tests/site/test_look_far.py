"""Sections out of sight are not drawn, and nothing else about the page differs for it."""

from __future__ import annotations

import pytest

from tests.livepage import pages
from tests.site.opened import chapters

CHAPTER = "chapters/01_perceptron.html"
SETTLED = "document.documentElement.classList.contains('settled')"
SECTIONS = "document.querySelectorAll('.text > section > section')"
# Where each heading and widget stands on the page, and how high the page is.
PLACES = """() => [document.documentElement.scrollHeight,
  ...[...document.querySelectorAll(".text h2, .text h3, .mlw-root")]
    .filter((n) => n.checkVisibility())
    .map((n) => Math.round(n.getBoundingClientRect().top + scrollY))]"""


def settled(page):
    if page.locator(".mlw").count():
        page.wait_for_selector(f".mlw {pages.DRAWN}")
    page.wait_for_function(SETTLED)
    page.evaluate(pages.FRAMES)


@pytest.mark.parametrize("width", [1280, 390])
def test_only_what_is_near_is_drawn_and_nothing_moves(new_page, width):
    page = new_page(CHAPTER, width=width)
    settled(page)
    drawn = page.evaluate(
        f"[...{SECTIONS}].map((s) => s.lastElementChild.checkVisibility("
        "{ contentVisibilityAuto: true }))"
    )
    assert len(drawn) > 8
    assert drawn[0]
    assert not any(drawn[4:]), "a section that is screens away is drawn"
    before = page.evaluate(PLACES)
    page.evaluate("document.documentElement.classList.remove('settled')")
    page.evaluate(pages.FRAMES)
    assert page.evaluate(PLACES) == before


def test_the_heights_are_learned_anew_when_the_width_changes(new_page):
    page = new_page(CHAPTER)
    settled(page)
    page.set_viewport_size({"width": 500, "height": 900})
    page.wait_for_function(f"!{SETTLED}")
    settled(page)
    before = page.evaluate(PLACES)
    page.evaluate("document.documentElement.classList.remove('settled')")
    page.evaluate(pages.FRAMES)
    assert page.evaluate(PLACES) == before


def test_a_link_to_a_far_section_leads_to_it(new_page):
    page = new_page(CHAPTER, reduced_motion="reduce")
    settled(page)
    page.evaluate(f"location.hash = [...{SECTIONS}].at(-2).id")
    page.evaluate(pages.FRAMES)
    top = page.evaluate(f"[...{SECTIONS}].at(-2).getBoundingClientRect().top")
    assert -1 <= top <= 120


@chapters
def test_a_link_into_a_fold_of_a_far_section_leads_to_what_it_names(new_page, place):
    """The fold makes its section higher: of one that is not drawn, one learns so too late."""
    page = new_page(place, width=390, height=844, reduced_motion="reduce")
    page.wait_for_function(SETTLED)
    folded = page.evaluate(
        """() => [...document.querySelectorAll(".text > section > section")].flatMap((section) =>
          [...section.querySelectorAll("details:not([open]) .mlw")].slice(-1))
          .map(({ id }) => id)"""
    )
    inside = page.locator(".text details:not([open]) .mlw").count()
    assert bool(folded) == bool(inside)
    tops = {}
    for identity in folded:
        page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
        page.evaluate(pages.FRAMES)
        page.evaluate("id => { location.hash = id }", identity)
        page.wait_for_function(
            "id => !document.getElementById(id).closest('details:not([open])')", arg=identity
        )
        page.evaluate(pages.FRAMES)
        page.evaluate(pages.FRAMES)
        tops[identity] = page.locator(f"#{identity}").evaluate("e => e.getBoundingClientRect().top")
    assert {name: top for name, top in tops.items() if not -1 <= top <= 120} == {}


@chapters
@pytest.mark.parametrize(("window", "width"), [("wide", 1280), ("wide", 1000), ("narrow", 390)])
def test_nothing_is_cut_off(request, place, window, width):
    """What a section holds lies in its box, notes in the margin too: containment clips the rest."""
    opened = request.getfixturevalue(window)
    page = opened.page
    settled(page)
    if width != opened.size["width"]:
        # Only the page's answer to the new width can put it back.
        page.evaluate("document.documentElement.classList.remove('settled')")
        page.set_viewport_size({**opened.size, "width": width})
        settled(page)
    outside = page.evaluate(
        """() => [...document.querySelectorAll(".text > section > section")].flatMap((section) => {
          const box = section.getBoundingClientRect();
          const inner = "p, aside, figure, .mlw-root, pre, table, .katex-display, .cell";
          return [...section.querySelectorAll(inner)].filter((n) => {
            const own = n.getBoundingClientRect();
            const scrolls = n.parentElement.closest("pre, .katex-display, [style*='overflow'], " +
              ".pst-scrollable-table-container, div.output.text_html");
            const out = own.left < box.left || own.right > box.right + 0.5 ||
              own.bottom > box.bottom + 0.5;
            return out && n.checkVisibility() && own.width && !scrolls;
          }).map((n) => n.outerHTML.slice(0, 120));
        })"""
    )
    assert outside == []
    # Room for the ring of a focus, which lies 5 pixels outside its element.
    room = page.evaluate(
        f"() => {{ const s = {SECTIONS}[0], left = (n) => n.getBoundingClientRect().left;"
        "return left(s.querySelector('p')) - left(s) }"
    )
    assert room >= 5


def test_on_paper_all_sections_are_there(new_page):
    page = new_page(CHAPTER)
    settled(page)
    page.emulate_media(media="print")
    states = page.evaluate(f"[...{SECTIONS}].map((s) => getComputedStyle(s).contentVisibility)")
    assert set(states) == {"visible"}
