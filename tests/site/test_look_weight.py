"""A page is light, and everything on it comes from the site itself.

Weight is what a browser loads before Python starts: HTML, styles, scripts and data as gzip
sends them (level 6, nginx's and most hosts' middle way), fonts as they are, since they are
compressed already.  Figures are left out: images, and the SVG that the notebook's cells drew.
Python is held back as a browser that saves data does it: it starts on intent only.
"""

from __future__ import annotations

import gzip
import re
from typing import Any

import pytest

from tests import book

BUDGET = 300_000  # bytes, for a chapter
SAVE_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } });"
FIGURE = re.compile(rb'<svg(?=[^>]*\brole="img")(?=[^>]*\bviewBox).*?</svg>', re.DOTALL)
# What would make a browser ask for something: sources, style sheets, preloads, imports.
ASKING = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|object|embed|link)\b[^>]*?"""
    r"""\b(?:src|srcset|href|data)\s*=\s*["']?\s*(?:https?:)?//""",
    re.IGNORECASE,
)
STYLE_ASKING = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])(?:https?:)?//""")


def weigh(page, address: str) -> dict[str, int]:
    """Return {path: bytes} of all that the page at this address loads by itself."""
    answers: list[Any] = []
    page.add_init_script(SAVE_DATA)
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address, wait_until="networkidle")
    # A page that is scrolled through loads the rest of its fonts.
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.evaluate("document.fonts.ready.then(() => {})")
    weights = {}
    for answer in answers:
        if answer.request.resource_type == "image" or not answer.ok:
            continue
        body = answer.body()
        if answer.request.resource_type == "document":
            body = FIGURE.sub(b"", body)
        sent = body if answer.url.endswith(".woff2") else gzip.compress(body, 6)
        weights[answer.url] = len(sent)
    return weights


def test_a_chapter_before_python_weighs_less_than_the_budget(new_page, site, capsys):
    assert book.WRITTEN
    for path in (f"{page.name}.html" for page in book.WRITTEN):
        weights = weigh(new_page(), site / path)
        total = sum(weights.values())
        with capsys.disabled():
            print(  # noqa: T201 (the figure is wanted)
                f"\n{path} before Python, gzip, without figures: {total / 1000:.1f} kB"
            )
            for url, weight in sorted(weights.items(), key=lambda item: -item[1]):
                name = url.removeprefix(site.url)
                print(f"  {weight / 1000:7.1f} kB  {name}")  # noqa: T201
        assert not [url for url in weights if "pyodide" in url or url.endswith(".whl")]
        assert total <= BUDGET


def test_no_page_names_another_host_to_load_from(site):
    for path in site.pages():
        html = (site.root / path).read_text("utf-8")
        assert not ASKING.search(html), path
        assert not STYLE_ASKING.search(html), path
    assert not STYLE_ASKING.search((site.root / "_static" / "book.css").read_text("utf-8"))


def test_no_page_loads_what_the_book_does_without(site):
    for path in site.pages():
        html = (site.root / path).read_text("utf-8")
        loads = re.findall(r"""<(?:script|link)\b[^>]*\b(?:src|href)="([^"]*)""", html)
        for stranger in (
            "katex",
            "mathjax",
            "fontawesome",
            "thebe",
            "bootstrap",
            "require",
            "jquery",
        ):
            assert not [load for load in loads if stranger in load.lower()], (path, stranger)


def test_the_fonts_that_the_style_names_are_served(site):
    style = (site.root / "_static" / "book.css").read_text("utf-8")
    named = set(re.findall(r"url\(([^)]+)\)", style))
    assert len(named) > 20
    for font in named:
        assert (site.root / "_static" / font).read_bytes()[:4] == b"wOF2", font


@pytest.mark.parametrize("family", ["Book Serif", "Book Display", "Book Mono", "KaTeX_Main"])
def test_the_chapter_is_set_in_the_fonts_of_the_book(new_page, site, family):
    page = new_page(f"{book.WRITTEN[0].name}.html")
    page.evaluate("document.fonts.ready.then(() => {})")
    status = page.evaluate(
        """family => [...document.fonts]
          .filter(face => face.family.replaceAll('"', "") === family).map(face => face.status)""",
        family,
    )
    assert "loaded" in status
    assert "error" not in status
