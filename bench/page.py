"""What a reader waits for on the chapter's page, measured in a real browser."""

from __future__ import annotations

import gzip
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools.browser import launch_profile

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page, Playwright, Response

WAIT = 180_000
# Already compressed, so no web host compresses them again.
PACKED = (".woff2", ".woff", ".png", ".jpg", ".gz", ".whl", ".zip", ".ico")
# A figure in the page: an inline drawing with a label of its own, or a widget's still picture.
FIGURE = re.compile(
    rb"<svg[^>]*\brole=.img.*?</svg>|<div class=.mlw-still.>.*?<!-- still -->", re.DOTALL
)

PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
MARK = "performance.getEntriesByName('{}')[0]?.startTime"
# Of a widget: { values(times), change(value) }.  values are those that its slider takes in turn;
# change sets one and returns the milliseconds to its redrawn picture: the frame in which data-drawn
# grew.
SLIDER = """(widget) => {
  const slider = widget.querySelector("input[type=range]");
  const root = widget.querySelector("[data-drawn]");
  const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
  const low = Number(slider.min), high = Number(slider.max), step = Number(slider.step) || 1;
  return {
    values(times) {
      const found = [];
      let value = Number(slider.value);
      for (let i = 0; i < times; i += 1) {
        value = value + step > high ? low : value + step;
        found.push(value);
      }
      return found;
    },
    async change(value) {
      const drawn = root.dataset.drawn;
      const redrawn = new Promise((resolve) => {
        const observer = new MutationObserver(() => {
          if (root.dataset.drawn === drawn) return;
          observer.disconnect();
          resolve(performance.now());
        });
        observer.observe(root, { attributes: true, attributeFilter: ["data-drawn"] });
      });
      const start = performance.now();
      setter.call(slider, String(value));
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      const spent = (await redrawn) - start;
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      return spent;
    },
  };
}"""
# Changes one slider `times` times, each after the last one's picture was drawn.
STEP = f"""async ([selector, times]) => {{
  const slider = ({SLIDER})(document.querySelector(selector));
  const spent = [];
  for (const value of slider.values(times)) spent.push(await slider.change(value));
  return spent;
}}"""
# A reader who asks the browser to save data gets no Python before the first touch of a control:
# so the weight of a page before Python can be told apart.
SAVE_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"


@contextmanager
def opened(playwright: Playwright, profile: Path, script: str = "") -> Iterator[BrowserContext]:
    """Start a browser on ``profile`` and close it after the block."""
    context = launch_profile(playwright, profile, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(WAIT)
    if script:
        context.add_init_script(script)
    try:
        yield context
    finally:
        context.close()


@contextmanager
def fresh(playwright: Playwright, script: str = "") -> Iterator[BrowserContext]:
    """Start a browser on a profile that nobody used before, and close it after the block."""
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        opened(playwright, Path(folder), script) as context,
    ):
        yield context


def first_paint(page: Page) -> float:
    """Return the milliseconds from opening the page to its first contentful paint."""
    page.wait_for_function(f"{PAINT} !== undefined")
    return float(page.evaluate(PAINT))


def mark(page: Page, name: str) -> float:
    """Return the milliseconds from opening the page to the performance mark ``name``."""
    page.wait_for_function(f"{MARK.format(name)} !== undefined")
    return float(page.evaluate(MARK.format(name)))


def starts(playwright: Playwright, url: str, repeats: int) -> dict[str, list[float]]:
    """Open the chapter with fresh and with used browser profiles and return the times, in ms."""
    times: dict[str, list[float]] = {}
    for _ in range(repeats):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            for profile in ("cold", "warm"):
                with opened(playwright, Path(folder)) as context:
                    page = context.pages[0]
                    page.goto(url, wait_until="commit")
                    ready = mark(page, "livepage:python-ready")
                    times.setdefault(f"paint {profile}", []).append(first_paint(page))
                    picture = mark(page, "livepage:first-picture")
                    times.setdefault(f"picture {profile}", []).append(picture)
                    times.setdefault(f"python {profile}", []).append(ready)
    return times


@contextmanager
def answering(playwright: Playwright, url: str, selector: str) -> Iterator[Page]:
    """Open a page, and wait until Python answers a widget on it."""
    with fresh(playwright) as context:
        page = context.pages[0]
        page.goto(url, wait_until="load")
        page.locator(selector).first.scroll_into_view_if_needed()
        mark(page, "livepage:python-ready")
        page.wait_for_selector(f"{selector} [data-status=ready]")
        yield page


def steps(playwright: Playwright, url: str, selector: str, times: int) -> list[float]:
    """Return the milliseconds from a control's change to the redrawn picture, ``times`` times."""
    with answering(playwright, url, selector) as page:
        page.evaluate(STEP, [selector, 5])
        return [float(t) for t in page.evaluate(STEP, [selector, times])]


def keep(context: BrowserContext, responses: list[Response]) -> None:
    """Add each response that the pages of ``context`` get to ``responses``."""
    context.on("response", lambda response: responses.append(response))


def packed(path: str, body: bytes) -> int:
    """Return how many bytes a web host sends for ``body``."""
    return len(body) if path.endswith(PACKED) else len(gzip.compress(body, 6))


def weights(responses: Sequence[Response]) -> dict[str, int]:
    """Return the bytes sent for each address; figures inside a page are counted apart."""
    sizes: dict[str, int] = {}
    for response in responses:
        path = response.url.split("?")[0].split("#")[0]
        if not path.startswith("http") or path in sizes or response.status != 200:
            continue
        body = response.body()
        if "text/html" in response.headers.get("content-type", ""):
            bare = FIGURE.sub(b"", body)
            sizes[path + " (figures)"] = packed(path, body) - packed(path, bare)
            body = bare
        sizes[path] = packed(path, body)
    return sizes


def weight(playwright: Playwright, url: str, route: Any = None) -> dict[str, int]:
    """Return the bytes sent for the page before Python, by address."""
    with fresh(playwright, SAVE_DATA) as context:
        if route is not None:
            context.route(re.compile(r"^https://"), route)
        responses: list[Response] = []
        keep(context, responses)
        page = context.pages[0]
        page.goto(url, wait_until="networkidle")
        return weights(responses)


def without_figures(sizes: dict[str, int]) -> float:
    """Return the weight of a page in kB (1,000 bytes), its figures left out."""
    images = (".png", ".jpg", ".svg", " (figures)")
    return sum(size for path, size in sizes.items() if not path.endswith(images)) / 1000
