"""How near a control is to its picture: beside the same view with an answer that costs nothing.

The limit is the same view on the same page, whose model is answered at once, in the page's own
thread and without Python, from what Python answered to the same inputs before.  What remains is
the control, the drawing and the model; the rest of the live widget's time is Python and the way
there.  Both are changed in turn, so that whatever else the machine does happens to both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bench.page import SLIDER, answering
from bench.table import markdown, median, percentile

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

AIM = 1.3  # times the limit, at the median
HEADER = (
    "control to picture", "this book", "the limit", "ratio", "this book, 95 %", "the limit, 95 %",
)  # fmt: skip

SIDE_BY_SIDE = """async ([selector, times]) => {
  const live = document.querySelector(selector);
  const { model } = live;
  const config = JSON.parse(document.getElementById("livepage").textContent);
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  const { Model } = await import(loaded.find((name) => /\\/model\\.\\w+\\.js$/.test(name)));
  const [path] = config.views[live.dataset.widget];
  const { default: view } = await import(new URL(path, document.baseURI).href);
  const { render } = typeof view === "function" ? await view() : view;

  const answers = new Map(); // inputs as JSON -> what Python answered
  const receive = model.receive.bind(model);
  model.receive = (reply, settled) => {
    if (reply.outputs) answers.set(JSON.stringify(model.inputs()), reply.outputs);
    receive(reply, settled);
  };
  const engine = {
    values(client) {
      const outputs = answers.get(JSON.stringify(client.inputs()));
      if (!outputs) throw new Error("Python was not asked for these inputs");
      client.receive({ outputs }, true);
    },
  };

  const slider = SLIDER(live);
  const values = slider.values(times);
  for (const value of values) await slider.change(value); // so that every answer is known

  const twin = document.createElement("div");
  twin.className = "mlw";
  twin.id = `${live.id}-limit`;
  live.after(twin);
  const snapshot = JSON.parse(live.querySelector("script.mlw-snapshot").textContent);
  const other = new Model(twin, { ...snapshot, inputs: model.inputs() }, engine);
  other.python("ready", "");
  engine.values(other);
  const controller = new AbortController();
  await render({ model: other, el: twin, signal: controller.signal });
  const limit = SLIDER(twin);

  const spent = { live: [], limit: [] };
  for (const [i, value] of values.entries()) {
    if (i % 2) spent.live.push(await slider.change(value));
    spent.limit.push(await limit.change(value));
    if (!(i % 2)) spent.live.push(await slider.change(value));
  }
  controller.abort();
  twin.remove();
  return spent;
}""".replace("SLIDER", f"({SLIDER})")


def side_by_side(
    playwright: Playwright, url: str, selector: str, times: int
) -> tuple[list[float], list[float]]:
    """Return the ms from a control's change to the picture: the live widget's, and the limit's."""
    with answering(playwright, url, selector) as page:
        page.evaluate(SIDE_BY_SIDE, [selector, 5])  # both warm up
        spent = page.evaluate(SIDE_BY_SIDE, [selector, times])
        return spent["live"], spent["limit"]


def text(spent: dict[str, tuple[Sequence[float], Sequence[float]]]) -> str:
    """Return the table, with what it says."""
    lines = []
    for name, (live, limit) in spent.items():
        middle, least = median(live), median(limit)
        lines.append(
            (
                name.partition(".")[2],
                f"{middle:.2f} ms",
                f"{least:.2f} ms",
                f"{middle / least:.2f}",
                f"{percentile(live, 0.95):.2f} ms",
                f"{percentile(limit, 0.95):.2f} ms",
            )
        )
    return (
        f"{markdown(HEADER, lines)}\n\n"
        "The limit is the same view on the same page, answered at once in the page's own thread, "
        "without Python, with what Python answered to the same inputs; both are changed in turn. "
        f"The aim is a ratio of at most {AIM}.\n"
    )
