"""A page is light, and everything on it comes from the site itself.

Weight is what a browser loads before Python starts: HTML, styles, scripts and data as gzip
sends them (level 6, nginx's and most hosts' middle way), fonts as they are, since they are
compressed already.  The page is scrolled through, so that every view and every font has come.
Figures are left out: images, the SVG that stands in the page, still pictures of widgets.  Python
is held back as a browser that saves data does it: it starts on intent only.
"""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from livepage.theme import glyphs
from tests import book
from tests.livepage import pages
from tests.site.opened import SAVE_DATA, first_chapter

MACHINERY = 150_000  # bytes: the frame of the page, styles, fonts, scripts
WHOLE = 300_000  # bytes, for a chapter
LAZY = "chapters/01_perceptron.html"
LESS = {LAZY: 250_000}
FIGURE = re.compile(
    rb'<svg(?=[^>]*\brole="img")(?=[^>]*\bviewBox).*?</svg>'
    rb'|<div class="mlw-still">.*?<!-- still -->',
    re.DOTALL,
)
ARTICLE = re.compile(rb'<article class="text">.*</article>', re.DOTALL)
SNAPSHOT = re.compile(
    rb'<script type="application/json" class="mlw-snapshot">.*?</script>', re.DOTALL
)
WIDGETS = Path(__file__).parents[2] / "mlmath" / "widgets"
# What a view imports that all views share; the rest of what widgets load is their own.
SHARED = {p.stem for p in [*WIDGETS.glob("kit/*.js"), *WIDGETS.glob("vendor/*.js")]} | {"kit"}
OWN = {p.stem for p in WIDGETS.rglob("*.js")} - SHARED
# What would make a browser ask for something: sources, style sheets, preloads, imports.
ASKING = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|object|embed|link)\b[^>]*?"""
    r"""\b(?:src|srcset|href|data)\s*=\s*["']?\s*(?:https?:)?//""",
    re.IGNORECASE,
)
STYLE_ASKING = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])(?:https?:)?//""")


def size(body: bytes) -> int:
    return len(gzip.compress(body, 6))


def weigh(page, address: str) -> dict[str, int]:
    """Return {address: bytes} of all that a page loads by itself while it is read."""
    answers: list[Any] = []
    page.add_init_script(SAVE_DATA)
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address, wait_until="networkidle")
    if page.locator(".mlw").count():
        pages.all_drawn(page)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.evaluate("document.fonts.ready.then(() => {})")
    page.wait_for_load_state("networkidle")
    weights = {}
    for answer in answers:
        if answer.request.resource_type == "image" or not answer.ok:
            continue
        body = answer.body()
        if answer.request.resource_type == "document":
            body = FIGURE.sub(b"", body)
        weights[answer.url] = len(body) if answer.url.endswith(".woff2") else size(body)
    return weights


def parts(html: bytes, address: str, weights: dict[str, int]) -> dict[str, int]:
    """Return the weight of each part of a page.

    A part of the HTML weighs what the page weighs less without it.
    """
    bare = FIGURE.sub(b"", html)
    text = SNAPSHOT.sub(b"", bare)
    frame = ARTICLE.sub(b"", bare)
    views = sum(weight for url, weight in weights.items() if is_of_a_view(url))
    return {
        "machinery": sum(weights.values()) - weights[address] - views + size(frame),
        "text and equations": size(text) - size(frame),
        "snapshots": size(bare) - size(text),
        "views": views,
        "figures (not counted)": size(html) - size(bare),
    }


def is_of_a_view(url: str) -> bool:
    """Tell whether a module is a view's own, by the name of its source."""
    stem = url.rpartition("/")[2].partition(".")[0]
    return "/live/" in url and url.endswith(".js") and stem in OWN


def test_a_chapter_before_python_weighs_less_than_the_budget(new_page, site, capsys):
    assert book.WRITTEN
    for path in (f"{page.name}.html" for page in book.WRITTEN):
        weights = weigh(new_page(), site / path)
        total = sum(weights.values())
        found = parts((site.root / path).read_bytes(), site / path, weights)
        with capsys.disabled():
            print(f"\n{path} before Python, gzip, without figures: {total / 1000:.1f} kB")  # noqa: T201
            for name, weight in found.items():
                print(f"  {weight / 1000:7.1f} kB  {name}")  # noqa: T201
            for url, weight in sorted(weights.items(), key=lambda item: -item[1])[:16]:
                print(f"    {weight / 1000:7.1f} kB  {url.removeprefix(site.url)}")  # noqa: T201
        assert not [url for url in weights if "pyodide" in url or url.endswith(".whl")]
        assert found["machinery"] <= MACHINERY
        assert total <= LESS.get(path, WHOLE)


def test_a_page_loads_views_as_the_reader_comes_near_and_no_other_chapters(new_page, site, watch):
    page = new_page(LAZY)
    page.wait_for_selector("html[data-cells='ready']", state="attached")
    page.locator(f"#playground-1 {pages.DRAWN}").wait_for()
    loaded = lambda: {url for url in watch.requests if re.search(r"/live/\w+\.\w+\.js$", url)}  # noqa: E731
    named = lambda name: [url for url in loaded() if f"/{name}." in url]  # noqa: E731
    assert named("playground")
    assert not named("retina")
    pages.drawn(page, "retina-1")
    assert named("retina")
    config = page.evaluate("JSON.parse(document.getElementById('livepage').textContent).views")
    assert set(config) == set(
        page.eval_on_selector_all(".mlw", "all => all.map(e => e.dataset.widget)")
    )


def test_every_glyph_of_the_equations_is_in_the_small_fonts(site):
    style = glyphs.Style((glyphs.HERE / "css" / "katex.min.css").read_text("utf-8"))
    kept = published(site)
    for path in site.pages():
        for name, characters in glyphs.used((site.root / path).read_text("utf-8"), style).items():
            assert characters <= kept[name], (path, name)


def published(site) -> dict[str, set[str]]:
    """Return the characters of each small font as fontTools reads them from the published file."""
    found = {}
    for file in (site.root / "_static" / "fonts").glob(f"*{glyphs.SUFFIX}.woff2"):
        font = TTFont(file)
        found[file.stem.removesuffix(glyphs.SUFFIX)] = set(map(chr, font.getBestCmap()))
    return found


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


def test_no_font_is_loaded_whole_of_which_equations_need_a_few_letters(new_page, site, watch):
    page = new_page(LAZY)
    pages.all_drawn(page)
    page.evaluate("document.fonts.ready.then(() => {})")
    fonts = {url.rpartition("/")[2] for url in watch.requests if "/fonts/" in url}
    small = {f"{name}{glyphs.SUFFIX}.woff2" for name in published(site)}
    assert fonts - small == {
        f"book-{name}.woff2" for name in ("serif", "serif-italic", "display", "mono")
    }
    assert fonts & small


@first_chapter
@pytest.mark.parametrize("family", ["Book Serif", "Book Display", "Book Mono", "KaTeX_Main"])
def test_the_chapter_is_set_in_the_fonts_of_the_book(wide, family):
    page = wide.page
    page.evaluate("document.fonts.ready.then(() => {})")
    status = page.evaluate(
        """family => [...document.fonts]
          .filter(face => face.family.replaceAll('"', "") === family).map(face => face.status)""",
        family,
    )
    assert "loaded" in status
    assert "error" not in status
