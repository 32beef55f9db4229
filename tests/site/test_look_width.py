"""On a phone nothing is wider than the text; only a code box scrolls, and only inside itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.livepage import pages as live
from tools import notebooks

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 88  # characters of a line of code
# What reaches beyond the text, and what scrolls sideways and is no program and no printed text.
# Sections reach into the margin of the page with room for a focus ring, and paint nothing there.
WIDER = """() => {
  const { left, right } = document.querySelector("article.text").getBoundingClientRect();
  const name = (e) => {
    const formula = e.querySelector("annotation") ?? e;
    return `${e.tagName}.${e.getAttribute("class")} ${formula.textContent.trim().slice(0, 80)}`;
  };
  const all = [...document.querySelectorAll("article.text *")].filter((e) =>
    !e.closest(".katex-mathml, .aloud, script, svg *") && e.checkVisibility());
  const wider = all.filter((e) => !e.matches("section") && !e.closest("pre > *, .cm-scroller > *"))
    .filter((e) => {
      const box = e.getBoundingClientRect();
      return box.width && box.height && (box.right > right + 1 || box.left < left - 1);
    });
  const scrolls = all.filter((e) => !e.matches("pre, .cm-scroller")
    && e.scrollWidth > e.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(e).overflowX));
  return [...wider.map((e) => "wider: " + name(e)), ...scrolls.map((e) => "scrolls: " + name(e))];
}"""

# Labels of figures that come out smaller than this many pixels; what is lowered or raised is less.
SMALLEST = 11.5
SMALL = """smallest => [...document.querySelectorAll("svg.mlf")].flatMap((figure) => {
  const scale = figure.getBoundingClientRect().width / figure.viewBox.baseVal.width;
  return [...figure.querySelectorAll("text")].map((text) => {
    const sizes = [text, ...text.querySelectorAll("tspan")]
      .map((part) => parseFloat(getComputedStyle(part).fontSize) * scale);
    return [text.textContent.trim(), Math.max(...sizes)];
  });
}).filter(([text, size]) => text && size < smallest)"""


def wider(page: Any) -> list[str]:
    """Open every fold; return what reaches beyond the text."""
    page.evaluate(live.OPEN)
    found: list[str] = page.evaluate(WIDER)
    return found


def test_nothing_is_wider_than_the_text_on_a_phone(narrow: Any) -> None:
    page = narrow.page
    page.evaluate("document.fonts.ready.then(() => {})")
    for identity in page.eval_on_selector_all(".text .mlw", "all => all.map(({ id }) => id)"):
        live.drawn(page, identity)
    assert wider(page) == []


def test_figures_can_be_read_on_a_phone(narrow: Any) -> None:
    page = narrow.page
    page.evaluate(live.OPEN)
    assert page.evaluate(SMALL, SMALLEST) == []


def test_a_label_that_is_too_small_is_found(new_page: Any) -> None:
    page = new_page("notation.html", width=390, height=844)
    page.evaluate(
        """() => document.querySelector(".text section").insertAdjacentHTML("beforeend",
          `<svg class="mlf" viewBox="0 0 700 70" style="width: 350px"><text y="20"
           style="font-size: 20px">small</text><text y="50"><tspan style="font-size: 24px"
           >large</tspan><tspan style="font-size: 16px">2</tspan></text></svg>`)"""
    )
    assert page.evaluate(SMALL, SMALLEST) == [["small", 10]]


def test_what_is_too_wide_is_found(new_page: Any) -> None:
    page = new_page("notation.html", width=390, height=844)
    page.evaluate(
        """() => document.querySelector(".text section").insertAdjacentHTML("beforeend",
          `<p style="width: 400px">wide</p><div style="overflow-x: auto">
           <table style="width: 500px"><tr><td>table</td></tr></table></div>
           <pre>${"long ".repeat(99)}</pre>`)"""
    )
    found = wider(page)
    assert [line.split()[0] for line in found if "wide" in line[8:]] == ["wider:"]
    assert [line.split()[0] for line in found if "DIV" in line] == ["scrolls:"]
    assert not [line for line in found if "long" in line]


@pytest.mark.parametrize("path", notebooks.notebooks(), ids=lambda path: path.stem)
def test_no_line_of_code_is_longer_than_a_desktop_shows(path: Path) -> None:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    long = [
        (cell["id"], line)
        for cell in cells
        if cell["cell_type"] == "code"
        for line in "".join(cell["source"]).splitlines()
        if len(line) > LONGEST
    ]
    assert long == []
