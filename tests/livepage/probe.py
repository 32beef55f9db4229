"""A page of test widgets, live on the very files that the built book ships.

``make_site`` lays a folder beside the book's: the same host, engine, worker and Pyodide, a page of
its own, and a bridge that knows two more widgets.  ``probe.plain`` computes from ``n``: it raises
at 9, never ends at 8 and kills Python at 7; ``delay`` makes it slow.  ``probe.live`` counts.
"""

import html
import json
import re
import shutil
from pathlib import Path
from typing import Any

LIVE = "_static/live"

WIDGETS = """

import sys, time, types
from dataclasses import dataclass
from pathlib import Path
import numpy as np
from mlmath.widgets.spec import Inputs, Widget, number

@dataclass(frozen=True)
class Numbers(Inputs):
    n: int = number(3, label="Number", low=0, high=9999)
    delay: float = number(0.0, label="Delay", low=0, high=1, step=0.01)

calls = []

def compute(inputs):
    calls.append(inputs.n)
    end = time.monotonic() + inputs.delay
    while time.monotonic() < end:
        pass
    if inputs.n == 9:
        raise ValueError("nine is one too many")
    while inputs.n == 8:
        pass
    if inputs.n == 7:
        import ctypes
        ctypes.memset(2**32 - 64, 1, 32)
    values = np.arange(inputs.n % 100, dtype=np.float32) / 7
    return {"n": inputs.n, "values": values, "calls": len(calls),
            "summary": f"The number is {inputs.n}."}

def advance(state):
    return state + 1, {"at": state, "done": state % 100 >= 20, "summary": f"Step {state}."}

VIEW = Path("probe.js")
PLAIN = Widget(name="probe.plain", title="Plain", help="Move the sliders.", inputs=Numbers,
               compute=compute, view=VIEW)
LIVE = Widget(name="probe.live", title="Live", help="Press Play.", inputs=Numbers,
              start=lambda inputs: 100 * inputs.n, advance=advance, view=VIEW)
for _widget in (PLAIN, LIVE):
    _module = types.ModuleType(f"mlmath.widgets.{_widget.name}")
    _module.WIDGET = _widget
    sys.modules[_module.__name__] = _module
"""

VIEW = """
import { frame, onFrame, unpack } from "./KIT";

function render({ model, el, signal }) {
  const ui = frame({ model, el, signal });
  onFrame(model, ui.signal, () => {
    const outputs = unpack(model.get("outputs"));
    ui.picture.textContent = String(outputs.n ?? outputs.at);
  });
  return ui.cleanup;
}

export default { render };
"""


def outputs_of(name: str) -> dict[str, Any]:
    """Return what a snapshot of a probe's first picture holds."""
    if name == "probe.live":
        return {"at": 300, "done": False, "summary": "Step 300."}
    return {"n": 3, "calls": 0, "summary": "The number is 3."}


def element(identity: str, name: str, links: list[dict[str, str]]) -> str:
    """Return a widget's element with its snapshot, as the book's pages hold it."""
    fields = [
        {"name": "n", "default": 3, "kind": "number", "label": "Number", "low": 0, "high": 9999,
         "step": 1, "unit": "", "integer": True},
        {"name": "delay", "default": 0, "kind": "number", "label": "Delay", "low": 0, "high": 1,
         "step": 0.01, "unit": "", "integer": False},
    ]  # fmt: skip
    live = name == "probe.live"
    spec = {"name": name, "title": name, "help": "Move it.", "live": live, "fields": fields}
    record = {
        "spec": spec,
        "inputs": {"n": 3, "delay": 0},
        "outputs": outputs_of(name),
        "links": links,
    }
    return (
        f'<div class="mlw" id="{identity}" data-widget="{name}">'
        f'<script type="application/json" class="mlw-snapshot">{json.dumps(record)}</script></div>'
    )


def make_site(book: Path, target: Path) -> None:
    """Lay the folder; ``book`` is the built site."""
    live = target / LIVE
    shutil.copytree(book / LIVE, live)
    page = next(
        text
        for path in sorted(book.rglob("*.html"))
        if 'id="livepage"' in (text := path.read_text("utf-8"))
    )
    head = re.search(r'<script type="application/json" id="livepage">(.*?)</script>', page)
    host = re.search(r'<script type="module" src="([^"]+)">', page)
    assert head
    assert host
    config = json.loads(html.unescape(head[1]))
    for key in ("worker", "bridge", "wheel", "pyodide"):
        config[key] = LIVE + config[key].split(LIVE)[1]
    config["views"] = {name: [f"{LIVE}/probe.js"] for name in ("probe.plain", "probe.live")}
    config["limit"] = 6
    bridge = target / config["bridge"]
    bridge.write_text(bridge.read_text("utf-8") + WIDGETS, "utf-8")
    kit = next(live.glob("kit.*.js")).name
    (live / "probe.js").write_text(VIEW.replace("KIT", kit), "utf-8")
    body = element("plain-1", "probe.plain", []) + element("plain-2", "probe.plain", [])
    body += element("plain-3", "probe.plain", [{"field": "n", "with": "plain-2"}])
    body += element("live-1", "probe.live", [])
    (target / "index.html").write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Probe</title>'
        f'<link rel="icon" href="data:,"><main>{body}</main>'
        f'<script type="application/json" id="livepage">{json.dumps(config)}</script>'
        f'<script type="module" src="{LIVE}{host[1].split(LIVE)[1]}"></script></html>',
        "utf-8",
    )
