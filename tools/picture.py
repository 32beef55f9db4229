"""Take the README's picture: the first chapter's first widget, live, in a real browser.

``make picture`` builds the site first.  The picture waits for Python in the page, moves a control,
and is written to ``docs/live-page.png``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tools.browser import launch
from tools.serve import serving

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "_build" / "html"
PICTURE = ROOT / "docs" / "live-page.png"
CHAPTER = "chapters/01_perceptron.html"
WIDGET = "[data-widget='perceptron.playground']"
CHANGED = "([w, d]) => document.querySelector(`${w} [data-drawn]`).dataset.drawn !== d"
READY = "document.documentElement.dataset.python === 'ready'"


def main() -> int:
    """Open the chapter, play a few steps, and keep what the window shows."""
    with serving(SITE) as url, sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": 1280, "height": 1040}, device_scale_factor=1.5)
        page.goto(url + CHAPTER)
        widget = page.locator(WIDGET).first
        widget.scroll_into_view_if_needed()
        page.wait_for_function(READY, timeout=120_000)
        # At the end of learning: the line, its margin, and no point on the wrong side.
        drawn = widget.locator("[data-drawn]").first.get_attribute("data-drawn")
        widget.get_by_role("slider", name="Update").first.press("End")
        page.wait_for_function(CHANGED, arg=[WIDGET, drawn])
        page.evaluate("document.activeElement.blur()")
        # The widget's upper edge a little below the window's, with the sentences before it in view.
        widget.evaluate("e => scrollBy(0, e.getBoundingClientRect().top - 90)")
        page.wait_for_function("() => new Promise(r => requestAnimationFrame(() => r(true)))")
        PICTURE.parent.mkdir(exist_ok=True)
        page.screenshot(path=PICTURE)
        browser.close()
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
