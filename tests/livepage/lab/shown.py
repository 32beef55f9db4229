"""What a chapter has to look like as a notebook, in JupyterLab as in JupyterLite."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mlmath.manifest import Page as Chapter
from tests import book

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Every text is shown, the last one too, and no formula waits to be set.
ALL = """count => {
  const cells = [...document.querySelectorAll(".jp-MarkdownCell")];
  const texts = cells.map((cell) => cell.querySelector(".jp-RenderedMarkdown"));
  const set = (text) => text && !/\\$|\\\\[a-z]/.test(text.textContent);
  return cells.length === count && texts.every(set);
}"""
# MathJax draws letters by their code; the numbers stand to the right of their equations.
NUMBERS = """() => [...document.querySelectorAll("mjx-labels")].map((number) =>
  [...number.querySelectorAll("mjx-c")].map((letter) =>
    String.fromCodePoint(parseInt(/mjx-c([0-9A-F]+)/.exec(letter.className)[1], 16))).join(""))"""


def reads_like_the_book(page: Page, chapter: Chapter) -> None:
    """Wait until all of a chapter is shown, and look at each of its parts."""
    cells = book.cells(chapter)
    source = book.text(chapter)
    texts = [cell for cell in cells if cell["cell_type"] == "markdown"]
    page.wait_for_function(ALL, arg=len(texts))

    first = page.locator(".jp-Notebook .jp-Cell").first
    assert first.locator("h1").inner_text() == chapter.title
    shown = "\n".join(page.locator(".jp-Notebook .jp-RenderedMarkdown").all_text_contents())
    assert re.findall(r"^.*(?::::|\{[a-z:]+\}|\\def|^% ).*$", shown, re.MULTILINE) == []

    # Numbers as by hand: each kind from 1, after the number of the chapter.
    labeled = len(re.findall(r"^\$\$.*\(eq-[\w-]+\)$", source, re.MULTILINE))
    numbers = [f"({chapter.number}.{i + 1})" for i in range(labeled)]
    assert page.evaluate(NUMBERS) == numbers
    assert page.locator("mjx-mstyle[style*=color]").count() > 100
    for kind, name in ("theorem", "prf:theorem"), ("exercise", "exercise"):
        heads = page.locator(f".mlb-{kind} > .mlb-title").all_text_contents()
        titles = re.findall(rf"^:+{{{name}}} (.*)$", source, re.MULTILINE)
        assert [head.strip().split(" (")[0] for head in heads] == [
            f"{kind.title()} {chapter.number}.{i + 1}" for i in range(len(titles))
        ]

    # Each solution is there, closed.
    solutions = page.locator("details.mlb-solution")
    assert solutions.count() == len(re.findall(r"^:+\{solution\}", source, re.MULTILINE))
    assert page.locator("details[open]").count() == 0
    content = solutions.first.locator("p").last
    assert not content.is_visible()
    solutions.first.locator("summary").click()
    assert content.is_visible()

    # McCulloch and Pitts wrote in 1943: the text says so, and its list of sources has them.
    assert "McCulloch and Pitts [1943]" in shown
    link = page.locator("a[href='#cite-mcculloch1943']").first
    link.click()
    entry = page.locator("p").filter(has=page.locator("[data-jupyter-id='cite-mcculloch1943']"))
    assert entry.inner_text().startswith("Warren S. McCulloch and Walter Pitts. A logical calculus")
    page.wait_for_function(
        """entry => { const { top } = entry.getBoundingClientRect();
          return top >= 0 && top < innerHeight; }""",
        arg=entry.element_handle(),
    )


def folds(page: Page) -> None:
    """Open the first fold that goes over several cells, and close it."""
    fold = page.locator("details.mlb-over").first
    closed = page.locator(".jp-Cell.mlb-closed")
    count = closed.count()
    assert count > 0
    assert not closed.first.is_visible()
    fold.locator("summary").click()
    page.wait_for_function(
        "count => document.querySelectorAll('.jp-Cell.mlb-closed').length < count", arg=count
    )
    fold.locator("summary").click()
    page.wait_for_function(
        "count => document.querySelectorAll('.jp-Cell.mlb-closed').length === count", arg=count
    )
