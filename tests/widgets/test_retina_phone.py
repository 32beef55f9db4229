"""On a phone the retina is on one screen, and its verdict beside what is judged."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest

import livepage
from mlmath.widgets import get

WIDGET = get("perceptron.retina")
# The letters of the book, whose widths decide where a line breaks.
SERIF = Path(livepage.__file__).parent / "theme" / "static" / "fonts" / "book-serif.woff2"
FONT = (
    "@font-face { font-family: Book; src: url(data:font/woff2;base64,"
    f"{base64.b64encode(SERIF.read_bytes()).decode()}); }} body {{ --font-ui: Book; }}"
)


@pytest.mark.parametrize("shown", [0, 40])
def test_on_a_phone_all_of_it_is_on_one_screen(mount: Any, shown: int) -> None:
    """390 x 844, without the book's bar of 49 pixels; the verdict stands under the drawing."""
    page = mount("perceptron.retina", width=390 - 36 + 24, height=844, inputs={"shown": shown})
    page.add_style_tag(content=FONT)
    page.evaluate("document.fonts.load('16px Book').then(() => {})")
    whole = page.locator(".mlw-root").bounding_box()
    assert whole["width"] == 354
    assert whole["height"] <= 844 - 49
    drawing = page.locator(".mlw-drawing").bounding_box()
    verdict = page.locator(".mlw-retina-says").bounding_box()
    assert 0 <= verdict["y"] - (drawing["y"] + drawing["height"]) <= 24
    out = WIDGET.outputs({"shown": shown})
    said = page.locator(".mlw-retina-says").text_content()
    assert (f"read as {out['reading']}" if shown else "not decided") in said


def test_it_opens_before_the_first_letter() -> None:
    """Nothing is given away: the weights are zero until the reader presses Play."""
    out = WIDGET.outputs({})
    assert not out["weights"].any()
    assert out["reading"] == ""
