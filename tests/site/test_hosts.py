"""The site on hosts of other kinds: each page is as live there as on the host of `tools.serve`.

Expected values are CPython's: the same ``compute``, called here.
"""

from typing import Any

import pytest

from mlmath.widgets import get
from tests.livepage import hosts, live_cells, pages
from tests.livepage.hosts import hosting

CHAPTER = "chapters/01_perceptron.html"
PNG = """
import io
import matplotlib.pyplot as plt
class Picture:
    def _repr_png_(self):
        file = io.BytesIO()
        plt.figure(figsize=(1, 1), dpi=50, facecolor="red").savefig(file, format="png")
        plt.close()
        return file.getvalue()
Picture()
"""


def answers(page: Any) -> None:
    """Start Python, change the first widget, and see that it answers as CPython does."""
    pages.all_drawn(page)
    pages.start(page)
    pages.change(page, "playground-1", order="random")
    pages.settled(page, "playground-1")
    expected = get("perceptron.playground").outputs(pages.inputs(page, "playground-1"))
    pages.same(pages.outputs(page, "playground-1"), expected)


@pytest.mark.parametrize(
    "host",
    [{"types": hosts.NGINX}, {"below": "/course/book/"}, {"headers": hosts.ISOLATED}],
    ids=["no type for .wasm", "below a path", "isolated"],
)
def test_the_first_page_is_live(site, new_page, host):
    with hosting(site.root, **host) as url:
        page = new_page()
        page.goto(url)  # which leads on to the first page
        page.wait_for_url("**/intro.html")
        answers(page)
        assert page.evaluate("crossOriginIsolated") == ("headers" in host)
        page.goto(f"{url}search.html?q=epoch")
        page.locator("#search-results a[href='glossary.html#term-epoch']").wait_for()


def test_the_host_of_other_types_has_no_type_for_webassembly(site, new_page):
    """The premise of the test above, in the browser that runs it."""
    (wasm,) = site.root.rglob("*.wasm")
    with hosting(site.root, types=hosts.NGINX) as url:
        page = new_page()
        page.goto(f"{url}intro.html")
        kind = page.evaluate(
            "async address => (await fetch(address)).headers.get('Content-Type')",
            url + wasm.relative_to(site.root).as_posix(),
        )
    assert kind == "application/octet-stream"
    assert list(site.root.rglob("*.mjs")) == []


def test_a_strict_policy_leaves_a_page_whole(site, new_page):
    """No script in the page, no picture in its addresses: the console of a page says so."""
    with hosting(site.root, headers=hosts.STRICT) as url:
        page = new_page(scheme="dark")
        page.add_init_script(live_cells.DRAWN)
        page.goto(url + CHAPTER)
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        answers(page)
        live_cells.ready(page)
        live_cells.run(page, 0, PNG)
        picture = live_cells.cell(page, 0).get_by_role("img")
        picture.wait_for()
        # Red, as the program asked for; 1 inch at 50 dots an inch.
        page.wait_for_function(
            """picture => {
              const dot = picture.getContext("2d").getImageData(25, 25, 1, 1).data;
              return picture.width === 50 && picture.height === 50 && String(dot) === "255,0,0,255";
            }""",
            arg=picture.element_handle(),
        )
        page.goto(f"{url}search.html?q=epoch")
        page.locator("#search-results a[href='glossary.html#term-epoch']").wait_for()


@pytest.mark.parametrize("refused", ["", hosts.REFUSED], ids=["storage", "no storage"])
def test_a_frame_of_another_site_shows_it_live(site, new_page, tmp_path, watch, refused):
    watch.allow("Blocked autofocusing")  # a frame may not take the keyboard, and need not
    with hosts.framing(site / "intro.html", tmp_path) as url:
        page = new_page()
        page.add_init_script(refused)
        page.goto(url)
        frame = page.frame("book")
        answers(frame)
        frame.goto(site / "search.html?q=epoch")
        frame.locator("#search-results a[href='glossary.html#term-epoch']").click()
        frame.wait_for_url("**/glossary.html*")
        frame.locator("#book-theme").click()
        frame.locator("html[data-theme='dark']").wait_for(state="attached")


@pytest.mark.parametrize(
    ("kept", "scheme", "other"),
    [("sepia", "dark", "light"), ("undefined", "light", "dark"), ("", "dark", "light")],
)
def test_a_theme_that_another_page_of_the_host_has_left_is_no_choice(
    site, new_page, kept, scheme, other
):
    page = new_page(scheme=scheme)
    page.add_init_script(f"localStorage.mode ??= '{kept}'")
    page.goto(site / "notation.html")
    page.locator(f"html[data-theme='{scheme}']").wait_for(state="attached")
    page.locator("#book-theme").click()
    page.locator(f"html[data-theme='{other}']").wait_for(state="attached")
    page.reload()
    page.locator(f"html[data-theme='{other}']").wait_for(state="attached")
