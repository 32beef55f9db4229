"""A widget in a real browser with the smallest possible host: its compute runs in CPython.

``mount(name, ...)`` puts one widget on a blank page, as the static page and Jupyter do: the same
view, the same model (get, set, save_changes, on, off, send).  What a test sees here is the view
and the kit alone; the real hosts have tests of their own.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from mlmath.widgets import get
from mlmath.widgets.jupyter import module, style
from mlmath.widgets.snapshot import serialize, snapshot

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGE = """<!doctype html><html lang="en" data-theme="{theme}"><head><meta charset="utf-8">
<title>One widget</title><style>{style}
body {{ margin: 12px; background: var(--paper); color: var(--ink); }}</style></head>
<body><main><h1>One widget</h1><div id="here">{snapshot}</div></main></body></html>"""

HOST = """async (source) => {
  const kept = JSON.parse(document.querySelector(".mlw-snapshot").textContent);
  const decode = (outputs) => Object.fromEntries(Object.entries(outputs).map(([name, value]) =>
    [name, value?.base64 === undefined ? value : { ...value,
      data: new DataView(Uint8Array.from(atob(value.base64), (c) => c.charCodeAt(0)).buffer) }]));
  const state = { spec: kept.spec, ...kept.inputs, outputs: decode(kept.outputs), error: "",
                  status: document.documentElement.dataset.status };
  const names = kept.spec.fields.map((field) => field.name);
  const listeners = {};
  const put = (name, value) => {
    state[name] = value;
    for (const f of [...(listeners[name] ?? [])]) f();
  };
  let busy = false, again = false;
  const ask = async () => {
    if (state.status !== "ready") return;
    if (busy) { again = true; return; }
    busy = true;
    const inputs = Object.fromEntries(names.map((name) => [name, state[name]]));
    const reply = JSON.parse(await window.compute(JSON.stringify(inputs)));
    busy = false;
    put("error", reply.error ?? "");
    if (reply.outputs) put("outputs", decode(reply.outputs));
    if (again) { again = false; ask(); }
  };
  window.put = (name, value) => { put(name, value); if (name === "status") ask(); };
  window.asked = () => busy || again;
  window.listening = () => Object.values(listeners).reduce((n, list) => n + list.length, 0);
  const key = (event) => event.replace("change:", "");
  window.model = {
    get: (name) => state[name], set: put, save_changes: ask, send: ask,
    on: (event, f) => (listeners[key(event)] ??= []).push(f),
    off: (event, f) => { listeners[key(event)] = listeners[key(event)].filter((g) => g !== f); },
  };
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const view = (await import(url)).default;
  window.ending = new AbortController();
  window.cleanup = view.render({
    model: window.model, el: document.getElementById("here"), signal: window.ending.signal });
}"""

Mount = Callable[..., "Page"]


@pytest.fixture
def mount(new_page: Callable[..., Page]) -> Mount:
    """A function that opens a page with one widget and waits for its first picture.

    ``status`` "snapshot" keeps Python away until the test calls ``put("status", "ready")``;
    ``outputs`` replaces the widget's own computation; inputs are given by name.
    """

    def make(
        name: str = "perceptron.playground",
        *,
        status: str = "ready",
        scheme: str = "light",
        outputs: Callable[[dict[str, Any]], dict[str, Any]] | None = None,
        inputs: dict[str, Any] | None = None,
        **options: Any,
    ) -> Page:
        widget = get(name)
        values = widget.inputs(**(inputs or {})).values()
        work = outputs or widget.outputs

        def compute(text: str) -> str:
            try:
                reply = snapshot(widget, "", {}, serialize(work(json.loads(text))))
            except Exception as error:
                return json.dumps({"error": f"{type(error).__name__}: {error}"})
            inner = reply.partition('class="mlw-snapshot">')[2].partition("</script>")[0]
            return json.dumps({"outputs": json.loads(inner)["outputs"]})

        page = new_page(scheme=scheme, **options)
        page.expose_function("compute", compute)
        page.set_content(
            PAGE.format(
                theme=scheme,
                style=style(),
                snapshot=snapshot(widget, "one", values, serialize(widget.outputs(values))),
            )
        )
        page.evaluate("status => document.documentElement.dataset.status = status", status)
        page.evaluate(HOST, module(widget.view))
        page.wait_for_selector('.mlw-root:not([data-drawn="0"])')
        return page

    return make
