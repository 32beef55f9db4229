"""How fast a net trains before the reader's eyes: the times between its pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.page import answering

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

CHAPTER = "chapters/04_backprop.html"
NET = ".mlw[data-widget='backprop.net']"
POINTS = 200
# Presses Play, and returns the milliseconds between the pictures that follow.
PLAY = """async ([selector, times]) => {
  const widget = document.querySelector(selector);
  const root = widget.querySelector("[data-drawn]");
  const spent = [];
  let last = 0;
  const played = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      const now = performance.now();
      if (last) spent.push(now - last);
      last = now;
      if (spent.length < times) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(root, { attributes: true, attributeFilter: ["data-drawn"] });
  });
  [...widget.querySelectorAll("button")].find((b) => b.textContent.trim() === "Play").click();
  await played;
  return spent;
}"""


def pictures(playwright: Playwright, url: str, times: int) -> list[float]:
    """Return the milliseconds between pictures of a net 2-8-8-1 that learns 200 points."""
    with answering(playwright, url + CHAPTER, NET) as page:
        widget = page.locator(NET)
        # Two spirals: they are not learned before all pictures are there.
        widget.get_by_label("Points", exact=True).select_option("spirals")
        for label, value in (("Hidden layers", "2"), ("Units in each", "8")):
            widget.get_by_label(label).fill(value)
        marks = widget.locator(".mlw-mark")
        for n in range(marks.count(), POINTS):
            widget.get_by_role("button", name="Add", exact=True).click()
            page.wait_for_function(
                "([s, n]) => document.querySelectorAll(s).length === n",
                arg=[f"{NET} .mlw-mark", n + 1],
            )
        page.wait_for_selector(f"{NET} [data-status=ready]")
        return [float(t) for t in page.evaluate(PLAY, [NET, times])]
