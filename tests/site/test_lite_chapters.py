"""A chapter in JupyterLite reads like its page: by itself, and measured by what the page says."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from mlmath.manifest import Page as Chapter
from tests import book
from tests.livepage.lab import shown
from tests.site.opened import chapters
from tests.site.test_lite import FIRST, PATIENCE, address

if TYPE_CHECKING:
    from playwright.sync_api import Page

# What a page says of its numbered things, by label, and of its sources.
ON_THE_PAGE = """() => {
  const clean = (node) => node.textContent.replace(/\\s+/g, " ").replace(/#$/, "").trim();
  const said = (node, part) => clean(node.querySelector(part));
  const numbers = {};
  for (const node of document.querySelectorAll("[id^='equation-']"))
    numbers[node.id.replace("equation-", "")] = said(node, ".eqno");
  for (const node of document.querySelectorAll(".theorem[id], .exercise[id], figure[id]"))
    numbers[node.id] = said(node, ".caption-number");
  const entries = [...document.querySelectorAll(".citation p")];
  const cited = document.querySelectorAll("a.reference.internal[title][href^='#id']");
  return {
    numbers,
    cited: [...cited].map(clean).sort(),
    sources: entries.map(clean),
  };
}"""
# The same, as the notebook's extension makes it of the notebook.
IN_THE_NOTEBOOK = """async ([base, cells, path, bibliography]) => {
  const load = (name) => import(`${base}lite/extensions/mlmath/static/${name}.js`);
  const { Chapter } = await load("chapter");
  const chapter = new Chapter(path, () => cells);
  chapter.read = async () => bibliography;
  const texts = [];
  for (const { type, source } of cells)
    if (type === "markdown") {
      await chapter.prepared(source, null);
      texts.push(chapter.markdown(source));
    }
  const text = texts.join("\\n");
  const plain = (entry) => entry.replace(/<span[^>]*><\\/span>|\\*|[<>]/g, "")
    .replace(/\\[([^\\]]*)\\]\\((?:[^()]|\\([^)]*\\))*\\)/g, "$1");
  return {
    numbers: Object.fromEntries([...chapter.counted()].map(([label, { name }]) => [label, name])),
    cited: [...text.matchAll(/\\[([^\\][]*)\\]\\(#cite-/g)].map((found) => found[1]).sort(),
    raw: texts.flatMap((one) => one.replace(/^(`{3,})[^]*?^\\1`*$/gm, "").split("\\n"))
      .filter((line) => /^:::|^% |\\{[a-z:]+\\}`/.test(line)),
    sources: text.split("\\n").filter((line) => line.startsWith('<span id="cite-')).map(plain),
  };
}"""


def essence(entry: str) -> tuple[str, set[str]]:
    """Return how an entry of a list of sources begins, with its years and its DOI."""
    return entry[:60], set(re.findall(r"\b(?:1[6-9]|20)\d\d\b|doi:\S+(?=\.)", entry))


@chapters
def test_a_notebook_has_the_numbers_and_sources_of_its_page(site, wide, entry: Chapter) -> None:
    """Two programs that share nothing count and describe them."""
    cells = [
        {"type": cell["cell_type"], "source": cell["source"], "metadata": cell["metadata"]}
        for cell in book.cells(entry)
    ]
    bibliography = (book.ROOT / "references.bib").read_text("utf-8")
    page: Page = wide.page
    expected: dict[str, Any] = page.evaluate(ON_THE_PAGE)
    found = page.evaluate(IN_THE_NOTEBOOK, [site.url, cells, entry.path, bibliography])
    assert found["raw"] == []
    assert found["numbers"] == expected["numbers"]
    assert found["cited"] == expected["cited"]
    # Who wrote what, when, and where it is; the places between are set in more than one way.
    assert [essence(text) for text in found["sources"]] == [
        essence(text) for text in expected["sources"]
    ]


def test_a_chapter_reads_like_its_page(site, new_page) -> None:
    page = new_page(address("notebooks", FIRST))
    page.set_default_timeout(PATIENCE)
    shown.reads_like_the_book(page, FIRST)
    shown.folds(page)


def test_the_list_of_sources_lies_beside_the_notebooks(site) -> None:
    files = json.loads((site.root / "lite/api/contents/all.json").read_text("utf-8"))["content"]
    assert "references.bib" in [file["path"] for file in files]
