"""Nothing in a widget moves when its values change: no control, and no edge of its picture."""

from __future__ import annotations

from typing import Any

import pytest

from mlmath.widgets import get, names
from tests.widgets.waiting import settled

OWN = [name for name in names() if not name.startswith("theorems.")]
# Where each control and the picture stand, from the widget's own corner, and how large it is.
PLACES = """() => {
  const root = document.querySelector(".mlw-root"), own = root.getBoundingClientRect();
  const parts = "button, select, input:not(.mlw-hidden), .mlw-picture, .mlw-fact, .mlw-value";
  const box = (n) => {
    const { left, top, width, height } = n.getBoundingClientRect();
    return [left - own.left, top - own.top, width, height].map(Math.round);
  };
  const all = [...root.querySelectorAll(parts)].filter((n) => !n.closest(".mlw-error"));
  return Object.fromEntries([
    ...all.map((n, i) => [`${i} ${n.className} ${n.id}`, box(n)]),
    ["root", [Math.round(own.height)]]]);
}"""
SET = """values => {
  for (const [name, value] of Object.entries(values)) window.model.set(name, value);
  window.model.save_changes();
}"""


def changes(name: str) -> list[dict[str, Any]]:
    """Every control at its ends and at its other choices, and the first steps of the player."""
    found: list[dict[str, Any]] = []
    for field in get(name).spec()["fields"]:
        values = {
            "number": [field.get("low"), field.get("high")],
            "player": [0, 1, 2, 3, 11, field.get("high")],
            "choice": list(field.get("options", [])),
        }
        found += [{field["name"]: value} for value in values.get(field["kind"], [])]
    return found


@pytest.mark.parametrize("width", [1280, 378])
@pytest.mark.parametrize("name", OWN)
def test_nothing_moves(mount: Any, name: str, width: int) -> None:
    page = mount(name, width=width)
    before = page.evaluate(PLACES)
    for change in changes(name):
        page.evaluate(SET, change)
        settled(page)
        assert page.evaluate(PLACES) == before, change


@pytest.mark.parametrize("name", OWN)
def test_no_sentence_is_longer_than_the_room_that_is_kept(name: str) -> None:
    """For changes of one input, and for all pairs of them."""
    widget = get(name)
    single = changes(name)
    for one in single:
        for other in single:
            summary = widget.outputs({**one, **other})["summary"]
            assert len(summary) <= len(widget.longest), summary
