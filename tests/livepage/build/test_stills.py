"""Still pictures, as the build draws them without a browser."""

from __future__ import annotations

import hashlib
import json
import re

import pytest

from livepage.build import stills
from mlmath import widgets
from mlmath.widgets.snapshot import serialize, snapshot

RECORD = json.loads((stills.HERE / "linkedom.json").read_text("utf-8"))
LOCK = json.loads((stills.HERE / "linkedom.lock.json").read_text("utf-8"))
TEXT = (stills.HERE / "linkedom.js").read_text("utf-8")


def page(*names: str) -> str:
    """Return a page with these widgets as they open."""
    parts = []
    for number, name in enumerate(names):
        widget = widgets.get(name)
        inputs = widget.inputs().values()
        outputs = serialize(widget.outputs(inputs))
        parts.append(snapshot(widget, f"widget-{number}", inputs, outputs))
    return f"<p>before</p>{'<p>between</p>'.join(parts)}<p>after</p>"


@pytest.fixture(scope="module")
def drawn() -> str:
    return stills.put(page("perceptron.playground", "theorems.perceptron.novikoff"))


def test_each_widget_gets_its_own_picture_and_the_rest_stays(drawn):
    before = page("perceptron.playground", "theorems.perceptron.novikoff")
    bare = re.compile(r'<div class="mlw-still">.*?</div>(?=</div><p>)', re.DOTALL)
    assert bare.sub("", drawn) == bare.sub("", before)
    first, second = drawn.split("<p>between</p>")
    for part, name in ((first, "perceptron.playground"), (second, "theorems.perceptron.novikoff")):
        widget = widgets.get(name)
        summary = str(widget.outputs(widget.inputs().values())["summary"])
        assert part.count(stills.END) == 1
        assert f">{summary.replace('&', '&amp;')}</span>" in part
        assert re.search(r'<svg[^>]* role="img"', part)
        assert part.count("mlw-at-wide") == part.count("mlw-at-narrow")


def test_it_holds_nothing_that_the_live_widget_will_have(drawn):
    made = "".join(re.findall(r'<div class="mlw-still">(.*?)<!-- still -->', drawn, re.DOTALL))
    assert not re.search(r' (tabindex|for|name|aria-live|aria-labelledby|aria-describedby)="', made)
    ids = re.findall(r' id="([^"]*)"', made)
    assert len(ids) == len(set(ids))
    assert all(name.startswith("still-") for name in ids)
    assert set(re.findall(r"url\(#([^)]*)\)", made)) <= set(ids)
    places = re.findall(r' (?:d|transform|x|y|cx|cy|width|height|points)="([^"]*)"', made)
    assert len(places) > 50
    assert not re.search(r"\d\.\d{3}", " ".join(places)), "numbers are short"
    # The ring around the whole of a circle, which kit's arcs leave open by a hundredth.
    assert re.search(r"a([\d.]+) \1 0 1 0 \.01 0z", made)


def test_a_page_without_widgets_stays_as_it_is():
    assert stills.put("<p>text</p>") == "<p>text</p>"


def test_a_view_that_needs_a_browser_is_told(tmp_path, monkeypatch):
    view = "export default { render() { document.execCommand('copy'); } };"
    monkeypatch.setattr(stills, "_module", lambda path: view)
    with pytest.raises(stills.StillError, match="execCommand is not a function"):
        stills.put(page("perceptron.playground"))


def test_the_document_is_the_file_that_was_recorded_and_licensed():
    assert hashlib.sha256(TEXT.encode()).hexdigest() == RECORD["sha256"]
    licenses = (stills.HERE / "linkedom.LICENSE").read_text("utf-8")
    for name, version in RECORD["modules"].items():
        assert f"{name} {version}" in TEXT.splitlines()[0]
        assert f"{name} {version}\n" in licenses
        assert LOCK["packages"][f"node_modules/{name}"]["version"] == version
        assert LOCK["packages"][f"node_modules/{name}"]["integrity"].startswith("sha512-")
