"""Cells that show what was computed once and stored: they run again in the page, as all others."""

from __future__ import annotations

import re

import pytest

from tests import book
from tests.chapters.run_cells import code_cells
from tests.livepage import pages
from tests.livepage.live_cells import CELLS, DRAWN, ready

STORED = [
    pytest.param(place, name, id=f"{place}-{name}")
    for place, page in book.CHAPTERS.items()
    for name, code in code_cells(book.ROOT / page.path).items()
    if re.search(r"\bstored\(", code)
]


def test_chapters_show_stored_figures() -> None:
    assert len(STORED) >= 2


@pytest.mark.parametrize(("place", "name"), STORED)
def test_a_cell_of_stored_figures_runs_in_the_page(new_page, site, place, name) -> None:
    """It shows then what the page showed before, which CPython computed in the build."""
    page = new_page()
    page.add_init_script(DRAWN)
    page.goto(site / place, wait_until="load")
    ready(page)
    page.evaluate(pages.OPEN)
    cell = page.locator(f"{CELLS}[data-cell='{name}']")
    output = cell.locator(".cell_output")
    pictures = output.locator("svg[viewBox]")
    built, drawn = output.inner_text(), pictures.count()
    assert built.strip() or drawn
    cell.get_by_role("button", name="Run with all it needs").click()
    cell.and_(page.locator("[data-run='ok']")).wait_for(timeout=pages.START)
    assert output.inner_text().split() == built.split()
    assert pictures.count() == drawn
