"""On paper: the text and the pictures; nothing to press, nothing folded up, no page cut badly."""

from __future__ import annotations

from tests.site.opened import HEIGHT, chapters, least_widgets

# Every written page, as the fixture `paper` prints it.
pytestmark = chapters


def test_nothing_is_left_to_press(paper):
    pressed = paper.evaluate(
        """() => [...document.querySelectorAll("button, input, select, [role=toolbar]")]
          .filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 100))"""
    )
    assert pressed == []


def test_a_widget_is_its_picture_and_its_sentence(paper, place):
    widgets = paper.locator(".mlw").all()
    assert len(widgets) >= least_widgets(place)
    for widget in widgets:
        assert widget.locator(".mlw-picture").bounding_box()["height"] > 100
        assert widget.locator(".mlw-summary").is_visible()
        assert len(widget.locator(".mlw-summary").inner_text()) > 20


def test_what_is_folded_up_is_printed(paper):
    hidden = paper.evaluate(
        """() => [...document.querySelectorAll(".text details:not(.mlw-help) > :not(summary)")]
          .filter(e => !e.getBoundingClientRect().height).map(e => e.outerHTML.slice(0, 100))"""
    )
    assert hidden == []


def test_no_page_ends_inside_a_theorem_a_program_or_a_figure(paper):
    for kind in (".proof.theorem", ".highlight", ".mlw", ".cell_output > .output", "div.math"):
        for part in paper.locator(f".text {kind}").all():
            if part.is_visible():
                style = part.evaluate("e => getComputedStyle(e).breakInside")
                assert style == "avoid", kind
                assert part.bounding_box()["height"] < HEIGHT, kind


def test_addresses_are_printed_for_what_is_elsewhere_only(paper):
    after = "a => getComputedStyle(a, '::after').content"
    assert paper.locator(".text a.reference.internal").first.evaluate(after) == "none"
    for link in paper.locator(".text a.external").all():
        shown = link.inner_text() + link.evaluate(after)
        address = link.get_attribute("href").removeprefix("https://").removeprefix("doi.org/")
        assert address in shown


def test_text_has_the_light_colors(paper):
    assert paper.locator(".text p:not(.routes)").first.evaluate(
        "e => getComputedStyle(e).color"
    ) == ("rgb(31, 29, 26)")


def test_nothing_reaches_beyond_the_paper(paper):
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert paper.evaluate(wide) <= 0


def test_the_page_prints(paper, entry):
    pdf = paper.pdf(format="A4", prefer_css_page_size=True)
    pages = pdf.count(b"/Type /Page\n") or pdf.count(b"/Type /Page ")
    assert (10 if entry.whole else 1) <= pages <= 60
