"""The notebooks that run in the browser: JupyterLite inside the site, driven as a reader would."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from mlmath.manifest import Page as Chapter
from mlmath.widgets import get
from tests import book
from tests.site.opened import Opened, chapters, data, opening

if TYPE_CHECKING:
    from playwright.sync_api import Page

FIRST = book.WRITTEN[0]
STATE = ".jp-Notebook-ExecutionIndicator"
# A whole chapter on two busy cores; on a free one it takes a quarter of this at most.
PATIENCE = 300_000


def address(app: str, chapter: Chapter) -> str:
    return f"lite/{app}/index.html?path={chapter.path}"


def idle(page: Page) -> None:
    """Wait until the notebook is there, has its kernel, and nothing left to run."""
    page.locator(".jp-Notebook h1").first.wait_for(timeout=PATIENCE)
    page.get_by_text("Python (Pyodide)").first.wait_for(timeout=PATIENCE)
    page.wait_for_function(
        "state => document.querySelector(state)?.dataset.status === 'idle'",
        arg=STATE,
        timeout=PATIENCE,
    )


def run_all(page: Page) -> None:
    """Run every cell by the menu, and wait for the last one's number."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    page.wait_for_function(
        """() => [...document.querySelectorAll('.jp-CodeCell')]
            .every((cell) => /\\d/.test(cell.querySelector('.jp-InputPrompt').textContent))""",
        timeout=PATIENCE,
    )
    idle(page)


def says(page: Page, name: str, inputs: dict[str, Any]) -> None:
    """Wait until a widget shows the sentence that CPython computes from the inputs."""
    page.wait_for_function(
        "([node, text]) => document.querySelector(node).textContent === text",
        arg=[
            f".mlw-root[data-widget='{name}'] .mlw-summary",
            get(name).outputs(inputs)["summary"],
        ],
        timeout=PATIENCE,
    )


def test_the_site_fits_a_common_static_host(site) -> None:
    sizes = {
        p.relative_to(site.root): p.stat().st_size for p in site.root.rglob("*") if p.is_file()
    }
    assert sum(sizes.values()) < 100e6
    assert [f"{name}: {size}" for name, size in sizes.items() if size >= 25e6] == []


def test_only_what_a_reader_needs_is_built(site) -> None:
    lite = site.root / "lite"
    assert [p for p in lite.rglob("*") if p.suffix in {".map", ".tgz"}] == []
    assert not any((lite / app).exists() for app in ("repl", "consoles", "edit"))


def test_there_is_one_pyodide(site) -> None:
    """The notebooks load the pages' own; their list names each package where it lies."""
    assert len(list(site.root.rglob("pyodide.asm.wasm"))) == 1
    lite = site.root / "lite"
    listed = json.loads((lite / "pyodide-lock.json").read_text(encoding="utf-8"))["packages"]
    files = [(lite / package["file_name"]).resolve() for package in listed.values()]
    assert [file for file in files if not file.is_file()] == []
    assert [p for p in lite.glob("wheels/*") if p not in files] == []
    assert {name for package in listed.values() for name in package["depends"]} <= listed.keys()


@pytest.fixture(scope="module")
def notebook(browser: Any, site: Any) -> Iterator[Opened]:
    """The first chapter's notebook with its kernel up, as its page leads to it."""
    with opening(browser, site / f"{FIRST.name}.html") as opened:
        page = opened.page
        page.get_by_role("link", name="as a notebook in the browser").click()
        page.wait_for_url(re.compile(re.escape(address("notebooks", FIRST))))
        idle(page)
        yield opened


def test_a_chapter_leads_to_its_notebook(notebook: Opened) -> None:
    title = notebook.page.locator(".jp-Notebook h1").first
    assert FIRST.title in title.inner_text()
    notebook.watched()


def test_a_page_that_is_no_notebook_has_no_such_link(site, new_page) -> None:
    page = new_page("intro.html")
    assert page.get_by_role("link", name="as a notebook in the browser").count() == 0


@chapters
def test_a_chapter_downloads_as_a_notebook(wide, entry: Chapter) -> None:
    """What arrives is the committed notebook, byte for byte."""
    page = wide.page
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert download.value.suggested_filename == Path(entry.path).name
    assert Path(download.value.path()).read_bytes() == (book.ROOT / entry.path).read_bytes()


@chapters
def test_a_chapter_runs_and_its_widgets_answer(site, new_page, place: str, entry: Chapter) -> None:
    page = new_page(address("notebooks", entry), height=1400)
    idle(page)
    assert page.locator(".jp-CodeCell").count() == sum(
        cell["cell_type"] == "code" for cell in book.cells(entry)
    )
    run_all(page)
    wrong = page.locator("[data-mime-type$='error'], [data-mime-type$='stderr']")
    assert wrong.all_inner_texts() == []
    widgets = page.locator(".mlw-root")
    assert widgets.count() >= 2 or not entry.whole
    for widget in widgets.all():
        name = str(widget.get_attribute("data-widget"))
        drawn = f".mlw-root[data-widget='{name}'][data-status='ready']:not([data-drawn='0'])"
        page.locator(drawn).first.wait_for(state="attached", timeout=PATIENCE)
    for name, field, value in getattr(data(place), "NOTEBOOK", []):
        says(page, name, {})
        page.locator(f".mlw-root[data-widget='{name}'] select").select_option(value)
        says(page, name, {field: value})


def test_the_laboratory_opens_a_chapter_and_runs_it(site, new_page) -> None:
    page = new_page(address("lab", FIRST))
    idle(page)
    cell = page.locator(".jp-CodeCell").filter(has_text="def by_hand").first
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    output = cell.locator(".jp-OutputArea-output").first
    output.wait_for(timeout=PATIENCE)
    # The last line of the count that the text does by hand: the weights (-3, 4) and the bias 1.
    assert output.inner_text().splitlines()[-1].endswith("(-3, 4, 1)")


def test_what_the_site_lacks_is_not_looked_for_elsewhere(site, notebook: Opened) -> None:
    """`%pip install` of a package that the site does not carry fails with a plain word."""
    page = notebook.page
    cell = page.locator(".jp-CodeCell").first
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.type("%pip install flask")
    page.keyboard.press("Control+Enter")
    output = cell.locator("[data-mime-type$='error'], [data-mime-type$='stderr']").first
    output.wait_for(timeout=PATIENCE)
    assert "flask" in output.inner_text()
    assert unquote(page.url).startswith(site.url)
    notebook.watched()
