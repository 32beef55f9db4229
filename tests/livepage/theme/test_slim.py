"""What is sent is smaller than what is written, and says the same."""

from __future__ import annotations

import re

from livepage.theme import aids


def test_a_style_keeps_its_rules_and_loses_its_remarks():
    written = """/* One, two; { three }. */
a , b > c { margin: 0 auto ; content: "a b" }  /* why
  so */
@media (min-width: 40rem) { a::after { content: "x"; } }
"""
    # By hand: no space around braces, semicolons and commas.
    assert aids.slim_style(written) == (
        'a,b > c{margin: 0 auto;content: "a b"}@media (min-width: 40rem){a::after{content: "x";}}'
    )


def test_no_text_in_a_style_would_change():
    folder = aids.HERE / "css"
    for path in folder.glob("*.css"):
        text = aids.STYLE_REMARK.sub("", path.read_text("utf-8"))
        for quoted in re.findall(r'"[^"]*"', text):
            assert aids.slim_style(quoted) == quoted, path.name
