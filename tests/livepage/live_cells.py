"""What tests of live cells do with a page: open editors, write, run, and wait for the end."""

from __future__ import annotations

import json
from typing import Any

from tests.livepage import pages

CHAPTER = "chapters/01_perceptron.html"
CELLS = "div.cell[data-cell]"
# The cells that the tests type into, in the page's order; the second one's code is folded up.
NAMES = ("by-hand-in-python", "hand-figure", "learn", "tested-version", "other-order")


# What lies in a section out of sight is not drawn, and has no text to read.
DRAWN = """addEventListener("DOMContentLoaded", () => {
  const style = document.createElement("style");
  style.textContent = ".text > section > section { content-visibility: visible !important }";
  document.head.append(style);
});"""


def chapter(new_page: Any, site: Any, **options: Any) -> Any:
    """Open the chapter, with all its sections drawn, its folds open and its cells mounted."""
    page = new_page(**options)
    page.add_init_script(DRAWN)
    page.goto(site / CHAPTER, wait_until="load")
    ready(page)
    page.evaluate(pages.OPEN)
    return page


def ready(page: Any) -> Any:
    """Wait until the cells are mounted; return them."""
    page.wait_for_selector("html[data-cells='ready']", state="attached")
    return page.locator(CELLS)


def cell(page: Any, index: int) -> Any:
    """Return one of the cells of `NAMES`."""
    return page.locator(f"{CELLS}[data-cell='{NAMES[index]}']")


def place(page: Any, index: int) -> int:
    """Return the place of that cell among all of the page, from 0."""
    names = page.eval_on_selector_all(CELLS, "all => all.map((e) => e.dataset.cell)")
    return int(names.index(NAMES[index]))


def opened(page: Any, index: int) -> Any:
    """Open the editor of a cell as a reader does, by a click on its code; return it."""
    one = cell(page, index)
    if not one.locator(".cm-content").count():
        one.locator(".cell_input pre").click(position={"x": 30, "y": 20})
    editor = one.locator(".cm-content")
    editor.wait_for()
    return editor


def write(page: Any, index: int, code: str) -> None:
    """Replace the code of a cell, by the keyboard."""
    opened(page, index).focus()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.insert_text(code)


def settled(page: Any, index: int, state: str = "ok") -> str:
    """Wait until a cell has ended in this state; return its outputs as text."""
    cell(page, index).and_(page.locator(f"[data-run='{state}']")).wait_for(timeout=pages.START)
    text: str = cell(page, index).locator(".cell_output").inner_text()
    return text


def run(page: Any, index: int, code: str | None = None, state: str = "ok") -> str:
    """Run a cell by Shift+Enter in its editor; return its outputs as text."""
    if code is not None:
        write(page, index, code)
    opened(page, index).focus()
    before = cell(page, index).get_attribute("data-ran")
    page.keyboard.press("Shift+Enter")
    if state in ("ok", "error"):
        again = page.locator(f":not([data-ran='{before}'])")
        cell(page, index).and_(again).wait_for(timeout=pages.START)
    return settled(page, index, state)


def button(page: Any, index: int, name: str) -> Any:
    return cell(page, index).get_by_role("button", name=name)


def kept(page: Any) -> dict[str, str]:
    """Return what this browser keeps of the page's code."""
    text = page.evaluate("localStorage.getItem(`mlm:cells:${location.pathname}`)")
    found: dict[str, str] = json.loads(text or "{}")
    return found
