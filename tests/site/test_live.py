"""The live pages of the built book, in a real browser.

Expected values are CPython's: the same ``compute``, called here.
"""

import re

import pytest

from mlmath import widgets
from tests import book
from tests.livepage import pages
from tests.site.opened import SAVE_DATA, chapters, first_chapter, least_widgets

# The frame of the pages is tried on the first chapter; what a page holds, on each of them.
COVER, CHAPTER = "intro.html", "chapters/01_perceptron.html"  # index.html only leads to the cover
WORKER = re.compile(r"/live/worker\.\w+\.js$")


def compute(page, identity):
    """Return what CPython computes from the inputs that a widget on the page has."""
    name = page.locator(f"#{identity}").get_attribute("data-widget")
    return widgets.get(name).outputs(pages.inputs(page, identity))


def hold_python(page):
    """Keep the worker's script back; return what lets it through."""
    held = []
    page.route(WORKER, lambda route: held.append(route))

    def release():
        for route in held:
            route.continue_()
        page.unroute(WORKER)

    return release


@pytest.mark.parametrize("address", [COVER, *book.CHAPTERS])
def test_every_widget_draws_before_python_starts(new_page, site, address):
    page = new_page()
    hold_python(page)
    page.goto(site / address, wait_until="load")
    ids = pages.all_drawn(page)
    for identity in ids:
        pages.drawn(page, identity)  # text in a section that is out of sight has no lines
        widget = page.locator(f"#{identity}")
        assert widget.locator(".mlw-picture svg, .mlw-picture canvas").first.is_visible()
        expected = compute(page, identity)
        assert widget.locator(".mlw-summary").text_content().strip() != ""
        pages.same(pages.outputs(page, identity), expected)
    assert page.evaluate("document.documentElement.dataset.python") in ("idle", "starting")
    marks = page.evaluate("performance.getEntriesByName('livepage:first-picture').length")
    assert marks == bool(ids)


def test_a_control_moved_before_python_is_ready_is_honored(new_page, site):
    page = new_page()
    release = hold_python(page)
    page.goto(site / CHAPTER, wait_until="load")
    pages.all_drawn(page)
    order = page.locator("#playground-1 [data-field='order'] select")
    order.select_option("random")
    order.select_option("adversarial")
    page.locator("#playground-1 .mlw-root[data-status='starting']").wait_for()
    before = pages.outputs(page, "playground-1")
    release()
    pages.ready(page)
    pages.settled(page, "playground-1")
    assert order.input_value() == "adversarial"
    assert pages.inputs(page, "playground-1")["order"] == "adversarial"
    after = pages.outputs(page, "playground-1")
    assert before["weights"].shape != after["weights"].shape, "another order, another path"
    pages.same(after, compute(page, "playground-1"))


def other_values(field):
    """Return values for one input that differ from its default."""
    match field["kind"]:
        case "number" | "player":
            ends = [field["low"], field["high"]]
            return [end for end in ends if end != field["default"]]  # else nothing is asked
        case "choice":
            return [value for value in field["options"] if value != field["default"]]
        case "toggle":
            return [not field["default"]]
        case _:
            return [field["default"]]  # what is drawn or dragged: asked for as it is


@chapters
def test_the_numbers_equal_those_of_cpython(live, place):
    """Every widget of the page, every input at its ends or other choices, one at a time."""
    page = live.page
    ids = pages.all_drawn(page)
    assert len(ids) >= least_widgets(place)
    for identity in ids:
        name = page.locator(f"#{identity}").get_attribute("data-widget")
        for field in widgets.get(name).spec()["fields"]:
            for value in other_values(field):
                pages.change(page, identity, **{field["name"]: value})
                pages.settled(page, identity)
                assert (
                    page.evaluate(f"document.getElementById('{identity}').model.get('error')") == ""
                )
                pages.same(pages.outputs(page, identity), compute(page, identity))
            pages.change(page, identity, **{field["name"]: field["default"]})


@first_chapter
def test_the_jaws_follow_the_playgrounds_points_and_back(live):
    """They are linked in the chapter: a change in either is a change in both."""
    page = live.page
    for source, other in (("playground-1", "jaws-1"), ("jaws-1", "playground-1")):
        points = pages.inputs(page, source)["points"]
        points[0] = [-1.0, points[0][1] - 0.125, points[0][2]]
        pages.change(page, source, points=points)
        for identity in (source, other):
            pages.settled(page, identity)
            assert pages.inputs(page, identity)["points"] == points
            pages.same(pages.outputs(page, identity), compute(page, identity))


RAPID = """async ([id, field, count]) => {
  const input = document.querySelector(`#${id} [data-field="${field}"] input`);
  const tell = () => ["input", "change"].forEach((name) =>
    input.dispatchEvent(new Event(name, { bubbles: true })));
  for (let i = 1; i <= count; i++) {
    input.value = String((i * 7) % (Number(input.max) + 1));
    tell();
    if (i % 5 === 0) await new Promise(requestAnimationFrame);
  }
  input.value = "3";
  tell();
}"""
OBJECTS = "import gc; gc.collect(); len(gc.get_objects())"


def memory(page, session):
    """Return bytes on the page's heap, bytes of WebAssembly's memory, and Python's objects."""
    session.send("HeapProfiler.collectGarbage")
    used = session.send("Runtime.getHeapUsage")["usedSize"]
    (worker,) = page.workers
    heap = worker.evaluate("self.python._module.HEAPU8.length")
    return used, heap, worker.evaluate(f"self.python.runPython({OBJECTS!r})")


def test_500_rapid_changes_leave_the_last_value_and_no_memory_behind(new_page):
    page = new_page(CHAPTER)
    pages.all_drawn(page)
    pages.start(page)
    session = page.context.new_cdp_session(page)
    pages.change(page, "playground-1", order="random")
    measured = []
    for _ in range(4):
        page.evaluate(RAPID, ["playground-1", "seed", 500])
        pages.settled(page, "playground-1")
        assert pages.inputs(page, "playground-1")["seed"] == 3
        pages.same(pages.outputs(page, "playground-1"), compute(page, "playground-1"))
        root = page.locator("#playground-1 .mlw-root")
        assert root.get_attribute("data-status") == "ready"
        measured.append(memory(page, session))
    # The first batch fills caches; the three after it must add nothing but noise.
    first, *later = measured
    assert later[-1][0] - first[0] < 1_000_000, f"bytes on the page's heap: {measured}"
    assert later[-1][1] == first[1], f"WebAssembly's memory: {measured}"
    assert later[-1][2] - first[2] < 100, f"Python's objects: {measured}"


def test_python_waits_for_an_intent_where_data_are_saved(new_page, site):
    page = new_page()
    page.add_init_script(SAVE_DATA)
    page.goto(site / CHAPTER, wait_until="load")
    pages.all_drawn(page)
    # Longer idle than the start without an intent needs: its own request for idle time included.
    page.evaluate(
        "() => new Promise((done) => requestIdleCallback(() => requestIdleCallback(done)))"
    )
    assert page.evaluate("document.documentElement.dataset.python") == "idle"
    assert page.workers == []
    page.locator("#playground-1").hover()
    pages.ready(page)


def test_python_starts_by_itself_when_the_page_is_idle(new_page):
    page = new_page(CHAPTER)
    pages.ready(page)
    assert page.evaluate("performance.getEntriesByName('livepage:python-ready').length") == 1


def test_no_page_asks_another_host_for_anything(wide, site):
    """Its ``watch`` fails a test at its end on any such request, console error or warning."""
    assert wide.watch.requests
    assert [u for u in wide.watch.requests if not u.startswith((site.url, "data:", "blob:"))] == []
    assert wide.watch.messages == []


def test_no_other_host_is_asked_for_anything_by_the_cover_or_python(new_page, watch, site):
    new_page(COVER)
    page = new_page(CHAPTER)
    pages.all_drawn(page)
    pages.start(page)
    pages.change(page, "playground-1", order="adversarial")
    pages.settled(page, "playground-1")
    assert watch.requests
    assert [url for url in watch.requests if not url.startswith((site.url, "data:", "blob:"))] == []
    assert any(".whl" in url for url in watch.requests), "the worker's requests are watched too"
    assert watch.messages == []
