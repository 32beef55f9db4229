"""Waits for a widget that is open alone, as `conftest.py` opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


def settled(page: Page) -> None:
    """Wait until nothing is being computed and the picture has been drawn since."""
    page.wait_for_function("() => !window.asked() && !document.querySelector('[data-stale]')")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
