"""Theorems that run, and the record, on the built site: expected values are CPython's."""

from __future__ import annotations

import re

import pytest

from mlmath import record, widgets
from mlmath.theorems import theorem as theorems
from tests import book
from tests.livepage import pages
from tests.site.opened import unfold

CHAPTER, RECORD = "chapters/01_perceptron.html", "record.html"
WORKER = re.compile(r"/live/worker\.\w+\.js$")
THEOREMS = [
    pytest.param(place, theorem.name, id=f"{place}-{theorem.name}")
    for place, page in book.CHAPTERS.items()
    for theorem in record.theorems_of(page.slug)
]


def identity(name):
    return f"{name.partition('.')[2]}-1"


def agree(page, name):
    """Check that the page shows what CPython computes for the widget's inputs; return these."""
    here = identity(name)
    pages.settled(page, here)
    inputs = pages.inputs(page, here)
    expected = widgets.get(f"theorems.{name}").outputs(inputs)
    pages.same(pages.outputs(page, here), expected)
    widget = page.locator(f"#{here}")
    widget.locator(".mlw-summary", has_text=expected["summary"]).wait_for()
    statement = f"{expected['left_text']} {expected['relation']} {expected['right_text']}"
    page.wait_for_function(
        "([id, text]) => document.querySelector(`#${id} .mlt-relation`).innerText.startsWith(text)",
        arg=[here, statement],
    )
    assert widget.locator("[data-verdict]").inner_text() == (
        "✓ holds" if expected["holds"] else "✗ fails"
    )
    return inputs


@pytest.mark.parametrize(("place", "name"), THEOREMS, indirect=["place"], scope="session")
def test_verify_and_break_it_in_the_page(live, name):
    """Several fresh instances, and then each premise dropped, twice."""
    page = live.page
    pages.drawn(page, identity(name))  # some stand in folds
    pages.change(page, identity(name), seed=1, drop="")
    widget = page.locator(f"#{identity(name)}")
    verify = widget.get_by_role("button", name="Verify")
    for seed in (2, 3, 4):
        verify.click()
        assert agree(page, name) == {"seed": seed, "drop": ""}
        assert widget.locator("[data-verdict]").inner_text() == "✓ holds"
    for premise in theorems.get(name).premises:
        before = pages.inputs(page, identity(name))["seed"]
        widget.get_by_role("button", name=f"Break it: drop “{premise}”").click()
        assert agree(page, name) == {"seed": before, "drop": premise}
        assert widget.locator("[data-verdict]").inner_text() == "✗ fails"
        widget.get_by_role("button", name=f"Again without “{premise}”").click()
        assert agree(page, name) == {"seed": before + 1, "drop": premise}
    assert re.fullmatch(r"Drawn and checked in \d+ ms\.", widget.locator(".mlt-took").inner_text())


def test_verify_before_python_is_there_is_kept(new_page, site):
    page = new_page()
    held = []
    page.route(WORKER, lambda route: held.append(route))
    page.goto(site / CHAPTER, wait_until="load")
    pages.all_drawn(page)
    name = "perceptron.novikoff"
    widget = page.locator(f"#{identity(name)}")
    for _ in range(3):
        widget.get_by_role("button", name="Verify").click()
    widget.locator(".mlw-root[data-stale][data-status='starting']").wait_for()
    assert widget.get_by_label("Seed").input_value() == "4"
    assert pages.outputs(page, identity(name))["seed"] == 1, "the picture is still the book's"
    for route in held:
        route.continue_()
    pages.ready(page)
    assert agree(page, name) == {"seed": 4, "drop": ""}
    assert widget.locator(".mlt-took").inner_text() == "", "the wait was not for the theorem"


def plain(cell):
    """Return a table's cell as the page shows it: no roles, straight quotes, single spaces."""
    text = re.sub(r"\{[\w:]+\}`[^`]*`|`", "", cell.replace("<br>", " "))
    return re.sub(r"\s+", " ", text.translate(str.maketrans("“”’", '""\''))).strip(" ,")


def test_the_record_shows_what_cpython_computes(new_page):
    page = new_page(RECORD)
    unfold(page)
    written = {one.slug: record.page(one.slug) for one in book.WRITTEN}
    tables = [table for text in written.values() if text for table in text.split("\n\n")]
    assert page.locator("table").count() == len(tables) >= 2
    for index, expected in enumerate(tables):
        found = page.locator("table").nth(index).locator("tbody tr").all()
        lines = expected.splitlines()[2:]
        assert len(found) == len(lines)
        for row, line in zip(found, lines, strict=True):
            shown = plain(row.locator("td").last.inner_text())
            assert shown == plain(line.rstrip("| ").rpartition(" | ")[2])
            assert "{" not in row.inner_text(), "a role that was not rendered"
    assert page.locator("a[href*='thm-novikoff']").count() >= 1
    assert page.locator("table a[href^='chapters/01_perceptron.html#']").count() > 5


@pytest.mark.parametrize("width", [1280, 390])
def test_the_record_fits(new_page, width):
    page = new_page(RECORD, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
