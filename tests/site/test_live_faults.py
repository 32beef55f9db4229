"""Live pages when something goes wrong, or long: test widgets on the files of the built book."""

import pytest

from tests.livepage import pages, probe
from tools.serve import serving


@pytest.fixture(scope="module")
def probes(site, tmp_path_factory):
    """The address of a page of probes: three plain ones, two of them linked, and a live one."""
    folder = tmp_path_factory.mktemp("probes") / "site"
    probe.make_site(site.root, folder)
    with serving(folder) as url:
        yield url


@pytest.fixture
def page(new_page, probes):
    """The page of probes, with Python started."""
    page = new_page()
    page.goto(probes, wait_until="load")
    pages.all_drawn(page)
    pages.start(page)
    return page


def picture(page, identity):
    """Return what a probe shows."""
    return page.locator(f"#{identity} .mlw-picture").inner_text()


def shows(page, identity, text):
    page.locator(f"#{identity} .mlw-picture", has_text=text).wait_for()


def works(page, identity, n=42):
    """Change a probe and see that it follows."""
    pages.change(page, identity, n=n)
    pages.settled(page, identity)
    shows(page, identity, str(n))
    assert page.locator(f"#{identity} .mlw-error").is_hidden()


def fails(page, identity, text):
    page.locator(f"#{identity} .mlw-root[data-status='error']").wait_for(timeout=pages.START)
    assert page.locator(f"#{identity} .mlw-error-text").inner_text() == text


def test_an_exception_shows_its_last_line_and_leaves_the_page_usable(page):
    pages.change(page, "plain-1", n=9)
    fails(page, "plain-1", "ValueError: nine is one too many")
    assert picture(page, "plain-1") == "3", "the last good picture stays"
    works(page, "plain-2")
    page.locator("#plain-1").get_by_role("button", name="Try again").click()
    pages.settled(page, "plain-1")
    fails(page, "plain-1", "ValueError: nine is one too many")
    page.locator("#plain-1").get_by_role("button", name="Start over").click()
    page.locator("#plain-1 .mlw-root[data-status='ready']").wait_for()
    assert pages.inputs(page, "plain-1")["n"] == 3
    works(page, "plain-1")


def test_inputs_out_of_range_are_refused_by_python_and_told(page):
    pages.change(page, "plain-1", n=-1)
    fails(page, "plain-1", "ValueError: n must lie in [0, 9999], got -1")
    works(page, "plain-1")


def test_an_error_that_newer_inputs_have_overtaken_is_not_shown(page):
    page.evaluate("""() => {
      const { model } = document.getElementById("plain-1");
      window.errors = [];
      model.on("change:error", () => window.errors.push(model.get("error")));
      for (const n of [9, 11]) { model.set("n", n); model.save_changes(); }
    }""")
    pages.settled(page, "plain-1")
    shows(page, "plain-1", "11")
    assert page.evaluate("window.errors") == []


def test_a_stuck_computation_can_be_stopped(page):
    worker = page.workers[0]
    pages.change(page, "plain-1", n=8)
    page.locator("#plain-1 .mlw-root[data-status='busy']").wait_for()
    pages.change(page, "plain-2", n=77)  # waits behind it
    with page.expect_event("worker") as started:
        page.locator("#plain-1").get_by_role("button", name="Stop").click()
    assert started.value is not worker
    fails(page, "plain-1", "Stopped")
    pages.ready(page)
    pages.settled(page, "plain-2")
    shows(page, "plain-2", "77")
    assert page.locator("#plain-1").get_by_role("button", name="Stop").count() == 0
    works(page, "plain-1")


def test_a_stuck_computation_ends_by_itself_and_newer_inputs_are_replayed(page):
    pages.change(page, "plain-1", n=8)
    page.locator("#plain-1 .mlw-root[data-status='busy']").wait_for()
    pages.change(page, "plain-1", n=55)
    pages.settled(page, "plain-1")
    shows(page, "plain-1", "55")
    assert page.locator("#plain-1 .mlw-error").is_hidden()


def test_a_stuck_computation_that_nobody_stops_is_told(page):
    pages.change(page, "plain-1", n=8)
    fails(page, "plain-1", "Stopped: no answer after 6 seconds")
    pages.ready(page)
    works(page, "plain-1")


def test_a_worker_that_dies_is_replaced_and_what_was_asked_is_answered(page, watch):
    watch.allow("gone")
    pages.change(page, "live-1", n=5)
    pages.settled(page, "live-1")
    shows(page, "live-1", "500")
    page.evaluate("""() => {
      window.states = [];
      new MutationObserver(() => window.states.push(document.documentElement.dataset.python))
        .observe(document.documentElement, { attributeFilter: ["data-python"] });
    }""")
    page.workers[0].evaluate("() => { setTimeout(() => { throw new Error('gone'); }); }")
    page.wait_for_function("window.states.includes('starting')")
    pages.change(page, "plain-1", n=64)
    pages.settled(page, "plain-1")
    shows(page, "plain-1", "64")
    # The new Python has forgotten the live widget's state: its inputs come with the command.
    page.locator("#live-1").get_by_role("button", name="Step", exact=True).click()
    shows(page, "live-1", "501")


def test_a_computation_that_kills_python_twice_is_given_up(page, watch):
    watch.allow("memory access|RuntimeError|fatal|Pyodide|Stack|bridge")
    pages.change(page, "plain-1", n=7)
    page.locator("#plain-1 .mlw-root[data-status='error']").wait_for(timeout=pages.START)
    pages.ready(page)
    works(page, "plain-2")
    works(page, "plain-1")


def test_values_are_merged_to_the_newest_while_one_is_under_way(page):
    before = int(pages.outputs(page, "plain-1")["calls"])
    page.evaluate("""() => {
      const { model } = document.getElementById("plain-1");
      for (let n = 100; n < 200; n++) {
        model.set("n", n); model.set("delay", 0.05); model.save_changes();
      }
    }""")
    pages.settled(page, "plain-1")
    found = pages.outputs(page, "plain-1")
    assert found["n"] == 199
    # The first was sent at once, the 99 others became one; Python may have warmed up meanwhile.
    assert found["calls"] - before <= 3


def test_commands_keep_their_order_and_number(page):
    page.evaluate("""() => {
      const { model } = document.getElementById("live-1");
      window.steps = [];
      model.on("change:outputs", () => window.steps.push(model.get("outputs").at));
      model.set("n", 1); model.save_changes();
      for (let i = 0; i < 5; i++) model.send({ command: "advance" });
      model.set("n", 2); model.save_changes();
      model.set("n", 4); model.save_changes();
      for (let i = 0; i < 2; i++) model.send({ command: "advance" });
    }""")
    pages.settled(page, "live-1")
    # Begin at 100, five steps, begin at 400 (2 was merged away), two steps.
    assert page.evaluate("window.steps") == [100, 101, 102, 103, 104, 105, 400, 401, 402]


def test_a_live_widget_steps_plays_to_its_end_and_resets(page):
    widget = page.locator("#live-1")
    widget.get_by_role("button", name="Step", exact=True).click()
    shows(page, "live-1", "301")
    widget.get_by_role("button", name="Play").click()
    shows(page, "live-1", "320")
    widget.get_by_role("button", name="Play").wait_for()
    widget.get_by_role("button", name="Reset").click()
    pages.settled(page, "live-1")
    shows(page, "live-1", "300")


def test_linked_inputs_follow_each_other_and_end(page):
    for source, n in (("plain-2", 21), ("plain-3", 22)):
        pages.change(page, source, n=n)
        for identity in ("plain-2", "plain-3"):
            pages.settled(page, identity)
            shows(page, identity, str(n))
    assert picture(page, "plain-1") == "3", "the first is not linked"


@pytest.mark.parametrize("lost", ["**/pyodide.js", "**/*.wasm", "**/numpy-*"])
def test_where_python_cannot_start_the_reader_is_told_and_can_try_again(
    new_page, probes, watch, lost
):
    watch.allow("ERR_FAILED|Failed to|fetch|wasm|loading")
    page = new_page()
    page.route(lost, lambda route: route.abort())
    page.goto(probes, wait_until="load")
    pages.all_drawn(page)
    pages.change(page, "plain-1", n=33)
    pages.ready(page, "failed")
    text = page.locator("#plain-1 .mlw-error-text").inner_text()
    assert text.startswith("Python did not start: ")
    page.unroute(lost)
    page.locator("#plain-1").get_by_role("button", name="Try again").click()
    pages.ready(page)
    pages.settled(page, "plain-1")
    shows(page, "plain-1", "33")
    assert page.locator(".mlw-error:visible").count() == 0
