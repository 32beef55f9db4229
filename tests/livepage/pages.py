"""What tests of live pages do with a page: wait for states, change inputs, read outputs."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np

START = 90_000  # ms; a loaded machine may take long, and no test waits longer than it has to
DRAWN = ".mlw-root:not([data-drawn='0'])"
# Opens every fold of the text.
OPEN = "() => { for (const fold of document.querySelectorAll('.text details')) fold.open = true; }"
# Whatever an observer was told of lies a frame back.
FRAMES = "new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)))"
NEAR = """element => {
  for (let at = element; at; at = at.parentElement) if (at.localName === "details") at.open = true;
  element.scrollIntoView({ block: "center", behavior: "instant" });
}"""
SETTLED = """id => {
  const { asked, answered } = document.getElementById(id).dataset;
  return asked > 0 && asked === answered;
}"""
# Arrays as base64, everything else as it is: what the view got, not what it made of it.
OUTPUTS = """id => Object.entries(document.getElementById(id).model.get("outputs")).map(
  ([name, value]) => {
    if (value === null || typeof value !== "object") return [name, value];
    const { buffer, byteOffset, byteLength } = value.data;
    const bytes = new Uint8Array(buffer, byteOffset, byteLength);
    let text = "";
    for (const byte of bytes) text += String.fromCharCode(byte);
    return [name, { dtype: value.dtype, shape: value.shape, base64: btoa(text) }];
  })"""
INPUTS = """id => {
  const { model } = document.getElementById(id);
  return Object.fromEntries(model.get("spec").fields.map(({ name }) => [name, model.get(name)]));
}"""
CHANGE = """([id, values]) => {
  const { model } = document.getElementById(id);
  for (const [name, value] of Object.entries(values)) model.set(name, value);
  model.save_changes();
}"""


def drawn(page: Any, identity: str) -> None:
    """Come near a widget, opening the folds around it, and wait until it has drawn."""
    page.wait_for_function("id => document.getElementById(id)?.model", arg=identity)
    page.locator(f"#{identity}").evaluate(NEAR)
    page.locator(f"#{identity} {DRAWN}").wait_for()


def all_drawn(page: Any) -> list[str]:
    """Come near every widget and wait for its picture, and go back to the top; return their ids."""
    page.wait_for_load_state("domcontentloaded")
    ids: list[str] = page.eval_on_selector_all(".mlw", "all => all.map(({ id }) => id)")
    for identity in ids:
        drawn(page, identity)
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    return ids


def ready(page: Any, state: str = "ready") -> None:
    """Wait until Python has started."""
    page.wait_for_selector(f"html[data-python='{state}']", state="attached", timeout=START)


def start(page: Any) -> None:
    """Show the intent that starts Python, and wait until it has started."""
    page.locator(".mlw, .cell[data-cell]").first.hover()
    ready(page)


def settled(page: Any, identity: str) -> None:
    """Wait until Python has answered the last thing that was asked for this widget."""
    page.wait_for_function(SETTLED, arg=identity, timeout=START)


def change(page: Any, identity: str, **values: Any) -> None:
    """Change inputs as a view does."""
    page.evaluate(CHANGE, [identity, values])


def inputs(page: Any, identity: str) -> dict[str, Any]:
    """Return a widget's inputs."""
    found: dict[str, Any] = page.evaluate(INPUTS, identity)
    return found


def outputs(page: Any, identity: str) -> dict[str, Any]:
    """Return a widget's outputs as its view received them, with numpy arrays."""
    return {name: _array(value) for name, value in page.evaluate(OUTPUTS, identity)}


def _array(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    flat = np.frombuffer(base64.b64decode(value["base64"]), value["dtype"])
    return flat.reshape(value["shape"])


def same(found: dict[str, Any], expected: dict[str, Any]) -> None:
    """Assert that outputs are equal: integers and texts exactly, the rest to float32."""
    assert set(found) == set(expected)
    for name, value in expected.items():
        if isinstance(value, np.ndarray) and value.dtype == np.int32:
            np.testing.assert_array_equal(found[name], value, err_msg=name)
        elif isinstance(value, np.ndarray | float):
            assert getattr(found[name], "dtype", None) == getattr(value, "dtype", None)
            np.testing.assert_allclose(found[name], value, rtol=2e-6, atol=1e-6, err_msg=name)
        else:
            assert found[name] == value, name
