"""The fonts of the equations hold what the pages show, found as a browser finds it."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from livepage.theme import glyphs

CSS = (glyphs.HERE / "css" / "katex.min.css").read_text("utf-8")


def equation(inner: str) -> str:
    hidden = '<span class="katex-mathml"><math><mi>z</mi></math></span>'
    shown = f'<span class="katex-html" aria-hidden="true"><span class="base">{inner}</span></span>'
    return f'<p>text</p><span class="katex">{hidden}{shown}</span><p>after</p>'


# By hand, from KaTeX's style sheet: which rule of it each class meets.
@pytest.mark.parametrize(
    ("inner", "found"),
    [
        ('<span class="mord mathnormal">a</span>', {"KaTeX_Math-Italic": {"a"}}),
        ('<span class="mrel">≤</span>', {"KaTeX_Main-Regular": {"≤"}}),
        (
            '<span class="enclosing q-w"><span class="mord mathbf">w</span></span>',
            {"KaTeX_Main-Bold": {"w"}},
        ),
        ('<span class="mord mathbb">R</span>', {"KaTeX_AMS-Regular": {"R"}}),
        ('<span class="mop op-symbol large-op">∑</span>', {"KaTeX_Size2-Regular": {"∑"}}),
        ('<span class="delimsizing size3">(</span>', {"KaTeX_Size3-Regular": {"("}}),
        (
            '<span class="delimsizing mult"><span class="delim-size4"><span>⎨</span></span></span>',
            {"KaTeX_Size4-Regular": {"⎨"}},
        ),
        (
            '<span class="mord">&lt;&#x2212;\u200b\u00a0\n</span>',
            {"KaTeX_Main-Regular": {"<", "−", "\u00a0"}},
        ),
        (
            '<span class="mord textbf">ab<span class="textit">c</span></span>',
            {"KaTeX_Main-Bold": {"a", "b"}, "KaTeX_Main-BoldItalic": {"c"}},
        ),
        ('<svg><path d="M0 0"/></svg><span class="mord">1</span>', {"KaTeX_Main-Regular": {"1"}}),
    ],
)
def test_each_character_is_in_the_font_that_the_style_gives_it(inner, found):
    page = equation(inner) + equation('<span class="mord">+</span>')
    expected = {name: set(characters) for name, characters in found.items()}
    expected.setdefault("KaTeX_Main-Regular", set()).add("+")
    assert glyphs.used(page, glyphs.Style(CSS)) == expected


def test_ranges_name_runs_of_characters():
    assert glyphs.ranges("ab d") == "U+20,U+61-62,U+64"
    assert glyphs.ranges("") == ""


def test_a_new_formula_extends_the_small_font_and_the_style(tmp_path):
    folder, page = tmp_path / "theme", tmp_path / "page.html"
    folder.mkdir()
    page.write_text(equation('<span class="mathnormal">ab</span>'), "utf-8")
    assert glyphs.Glyphs(folder).read([page])
    assert not glyphs.Glyphs(folder).read([page]), "nothing is new"
    page.write_text(equation('<span class="mathnormal">abγ</span>'), "utf-8")
    made = glyphs.Glyphs(folder)
    assert made.read([page])
    small = folder / "fonts" / "KaTeX_Math-Italic-used.woff2"
    assert set(TTFont(small).getBestCmap()) == {*map(ord, "abγ ")}
    assert small.stat().st_size < 2000
    style = made.style()
    whole = style.index("fonts/KaTeX_Math-Italic.woff2")
    assert style.index("fonts/KaTeX_Math-Italic-used.woff2") > whole, "the last one wins"
    assert "unicode-range:U+20,U+61-62,U+3B3}" in style
    page.write_text("<p>no equation</p>", "utf-8")
    assert made.read([page])
    assert not small.exists()
    assert made.style() == CSS
