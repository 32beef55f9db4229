"""Waits for a widget that is open alone, as `conftest.py` opens it, and the hand that moves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from mlmath.widgets.spec import Widget

Place = tuple[float, float]


def settled(page: Page) -> None:
    """Wait until nothing is being computed and the picture has been drawn since."""
    page.wait_for_function("() => !window.asked() && !document.querySelector('[data-stale]')")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


def values(page: Page, widget: Widget) -> dict[str, Any]:
    """Return the inputs as the model has them."""
    names = list(widget.inputs().values())
    found = page.evaluate("names => names.map((name) => window.model.get(name))", names)
    return dict(zip(names, found, strict=True))


def drag(page: Page, start: Place, *stops: Place, steps: int = 1) -> None:
    """Press the mouse at a place, go to each of the others in so many steps, and let go."""
    page.mouse.move(*start)
    page.mouse.down()
    for stop in stops:
        page.mouse.move(*stop, steps=steps)
    page.mouse.up()


def finger(page: Page, start: Place, *stops: Place) -> None:
    """Put a finger down at a place, go to each of the others, and lift it."""
    client = page.context.new_cdp_session(page)
    moves = [("touchStart", [start]), *(("touchMove", [stop]) for stop in stops), ("touchEnd", [])]
    for kind, places in moves:
        points = [{"x": x, "y": y} for x, y in places]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
