"""Where displayed formulas may break, on formulas that the very KaTeX of the book renders.

Expected are the rules of `livepage.theme.breaks`, applied by hand: `{}` is a box that cannot
break, `[]` one that breaks only where it is too wide, spaces left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from livepage.theme import breaks, equations

SIGN = re.compile(
    r'<span class="(part|parts|base)">|<(/?)span[^>]*>|<svg.*?</svg>|([^<]+)', re.DOTALL
)


@pytest.fixture(scope="module")
def render() -> Callable[[str], str]:
    """Render a displayed formula as the book does."""
    equations.configure(SimpleNamespace())  # type: ignore[arg-type]
    return lambda latex: equations.render(latex, {"displayMode": True})


def boxes(html: str) -> str:
    """Return the boxes of a formula as brackets."""
    out: list[str] = []
    ends: list[str] = []
    [shown] = breaks.children(html[html.index(breaks.SHOWN) :])[:1]
    for kind, end, text in SIGN.findall(breaks.inside(shown)):
        if end:
            out.append(ends.pop())
        elif text or not kind:
            out.append(text.replace("\u200b", "").replace("\xa0", "").strip())
            ends += [] if text else [""]
        else:
            out.append({"base": "{", "part": "[", "parts": "<"}[kind])
            ends.append({"base": "}", "part": "]", "parts": ">"}[kind])
    return "".join(out)


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        ("x", "[{x}]"),
        ("a = b", "[{a}{=b}]"),
        ("a = b + c", "[{a}[{=b}{+c}]]"),
        ("a + b = c", "[[{a}{+b}]{=c}]"),
        (r"a = -b \cdot c", "[{a}{=−b⋅c}]"),  # no break after a sign that has no left side
        (r"a = b , \qquad c \le d", "<[{a}{=b,}][{c}{≤d}]>"),
        (r"a = 1, b = 2", "[{a}{=1,}{b}{=2}]"),
        (r"a = (b + c) d - e", "[{a}[[{=(b}{+c)d}]{−e}]]"),
        (r"\|a - b\|^2 = \|a\|^2 + 1", "[[{∥a}{−b∥2}][{=∥a∥2}{+1}]]"),
        (r"P(A | B) = c", "[{P(A∣B)}{=c}]"),
        (r"\text{if } a = b : \quad c", "<[{ifa}{=b:}]{c}>"),
        (r"a b \allowbreak c", "[{ab}{c}]"),
    ],
)
def test_a_formula_breaks_where_a_printer_would_break_it(render, latex, expected):
    assert boxes(render(latex)) == expected


@pytest.mark.parametrize(
    ("latex", "count"),
    [
        (r"\bigl\| a - b \bigr\| \le c", 3),  # inside bars, and before the relation
        (r"\frac{a + b}{c = d} = \left( e + f \right)", 2),
        (r"\sum_{k = 0}^{d - 1} k > 0", 2),
        (r"\begin{cases} a = b \\ c = d \end{cases} = x_{i + 1}", 2),
    ],
)
def test_what_is_built_up_stays_whole(render, latex, count):
    assert render(latex).count('class="base"') == count


@pytest.mark.parametrize(
    "latex",
    [
        r"\qw_k \cdot \qwstar \ge \sqrt{k} , \quad \begin{cases} 1 & a > b \\ 2 \end{cases}",
        r"\left[ \frac{a}{b} + c \right]^2 = \bigl( d + e \bigr) \\ f = g",
        r"a = b \tag{7}",
    ],
)
def test_nothing_of_a_formula_is_lost_or_moved(render, latex):
    before = equations._render(latex, {"displayMode": True})
    after = render(latex)
    assert re.sub("<[^>]*>", "", after) == re.sub("<[^>]*>", "", before)
    assert after.count("<span") - after.count("</span>") == 0
    for kind in ("mrel", "mbin", "mopen", "mspace", "newline", "tag"):
        assert after.count(kind) == before.count(kind), kind


def test_each_box_is_as_high_as_the_highest_that_it_holds(render):
    # By KaTeX's own struts: a fraction's is higher than a letter's, and the sign before it is low.
    found = render(r"a + \frac{1}{2} = b")
    heights = [float(h) for h in re.findall(r'"strut" style="height:([\d.]+)em', found)]
    fraction = re.search(
        r"height:([\d.]+)em", equations._render(r"\frac{1}{2}", {"displayMode": True})
    )
    assert fraction
    assert heights[1] == pytest.approx(float(fraction[1]), abs=1e-3)
    assert heights[0] < 1
    assert heights[2] < 1


def test_a_formula_within_a_line_is_left_to_katex(render):
    assert "part" not in equations.render("a = b")
