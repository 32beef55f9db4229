"""What did not load is asked for again: one failed request ends nothing for good."""

import re

from tests.livepage import live_cells, pages

CHAPTER = "chapters/01_perceptron.html"


def test_a_part_of_the_cells_that_did_not_come_is_asked_for_again(new_page, site, watch):
    """`outputs.js` is imported by `run.js`: the browser keeps that both have failed."""
    watch.allow("outputs|Failed to load resource")
    page = new_page()
    away = re.compile(r"/outputs\.\w+\.js$")
    page.context.route(away, lambda route: route.abort())
    page.add_init_script(live_cells.DRAWN)
    page.goto(site / live_cells.CHAPTER)
    live_cells.ready(page)
    pages.start(page)  # which asks for it too
    run = live_cells.button(page, 0, "Run cell")
    words = live_cells.cell(page, 0).locator(".cell-words")
    for _ in range(2):
        words.evaluate("element => { element.textContent = ''; }")
        run.click()
        words.filter(has_text="Did not load: try again").wait_for()
    page.context.unroute(away)
    run.click()
    live_cells.settled(page, 0)


def test_a_reset_that_did_not_come_does_not_say_it_was_done(new_page, site, watch):
    watch.allow("outputs|Failed to load resource")
    page = new_page()
    page.context.route(re.compile(r"/outputs\.\w+\.js$"), lambda route: route.abort())
    page.add_init_script(live_cells.DRAWN)
    page.goto(site / live_cells.CHAPTER)
    live_cells.ready(page)
    live_cells.write(page, 0, "1")
    live_cells.button(page, 0, "Reset").click()
    page.locator(".cell-voice", has_text="what this needs did not load").wait_for()


def test_a_view_that_did_not_come_is_offered_again(new_page, site, watch):
    """`d3.js` is what all views import."""
    watch.allow("d3|Failed to load resource|dynamically imported module")
    page = new_page()
    away = re.compile(r"/d3\.\w+\.js$")
    page.context.route(away, lambda route: route.abort())
    page.goto(site / CHAPTER)
    page.wait_for_function("document.querySelector('.mlw').model")
    identity = page.locator(".mlw").first.get_attribute("id")
    page.locator(f"#{identity}").evaluate(pages.NEAR)
    again = page.locator(f"#{identity}").get_by_role("button", name="Try again")
    again.click()
    again.wait_for()  # the click took it away: this is the next one, after a second failure
    page.context.unroute(away)
    again.click()
    pages.drawn(page, identity)
    last = page.locator(".mlw").last.get_attribute("id")
    assert last != identity
    pages.drawn(page, last)  # what failed was theirs too: it is not asked for where it failed


def test_a_restart_gives_names_back_and_leaves_edits(new_page, site):
    page = live_cells.chapter(new_page, site)
    live_cells.run(page, 0, "sum = 0")
    said = live_cells.run(page, 2, "sum([1, 2])", "error")
    assert "Restart Python" in said
    restart = live_cells.button(page, 2, "Restart Python")
    restart.focus()
    page.keyboard.press("Enter")
    pages.ready(page)
    assert live_cells.run(page, 2).strip() == "3"
    assert live_cells.kept(page)[live_cells.NAMES[2]] == "sum([1, 2])"


def test_a_widget_that_a_changed_library_stops_offers_the_restart(new_page, site):
    page = live_cells.chapter(new_page, site)
    live_cells.run(page, 0, "import numpy as np\nnp.asarray = np.array = np.zeros = None")
    pages.drawn(page, "playground-1")
    pages.change(page, "playground-1", seed=9)
    widget = page.locator("#playground-1")
    widget.locator(".mlw-error-text", has_text="numpy.").wait_for()
    widget.get_by_role("button", name="Restart Python").click()
    widget.locator(".mlw-root[data-status='ready']").wait_for(timeout=pages.START)
    pages.settled(page, "playground-1")


def test_styles_of_an_output_are_for_itself_and_returns_rewrite_a_line(new_page, site):
    page = live_cells.chapter(new_page, site)
    live_cells.run(
        page,
        0,
        "class Loud:\n    def _repr_html_(self):\n"
        "        return '<style>body, div { display: none }</style><b>here</b>'\nLoud()",
    )
    live_cells.cell(page, 0).locator("b", has_text="here").wait_for()
    code = "for i in range(4):\n    print(f'{i} of 3', end='\\r')\nprint('done')"
    assert live_cells.run(page, 2, code).strip() == "done"
