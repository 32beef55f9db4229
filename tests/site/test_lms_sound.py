"""Sound on a page of the book: Python in the browser computes it, and nothing plays unasked.

What the view does in each case is tested by itself, in `tests/widgets/test_lms_canceller_view.py`;
this is the page, with Pyodide behind it.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from mlmath import widgets
from tests.livepage import pages
from tests.widgets.sound import NOTE

CHAPTER = "chapters/03_lms.html"
PLAYED = "Array.from(started.at(-1).buffer.getChannelData(0))"


def test_a_page_is_silent_until_a_press_and_plays_what_python_computed(
    new_page: Any, site: Any
) -> None:
    page = new_page()
    page.add_init_script(NOTE)
    page.goto(site / CHAPTER, wait_until="load")
    pages.all_drawn(page)
    pages.start(page)
    pages.drawn(page, "canceller-1")
    pages.change(page, "canceller-1", mu=0.1, taps="2", seed=5)
    pages.settled(page, "canceller-1")
    assert page.evaluate("[opened.length, started.length]") == [0, 0]

    widget = page.locator("#canceller-1")
    widget.get_by_role("button", name="Cleaned").click()
    page.wait_for_function("started.length === 1 && opened[0].state === 'running'")
    played = np.array(page.evaluate(PLAYED))
    sound = widgets.get("lms.canceller").outputs(
        {"mu": 0.1, "taps": "2", "seed": 5, "listen": "cleaned"}
    )["sound"]
    # The same numbers but for rounding, which products of matrices do in another order there.
    assert np.abs(played - sound).max() < 1e-5
    assert played[0] == played[-1] == 0
    # And bit for bit those that Python in the page sent.
    sent = pages.outputs(page, "canceller-1")["sound"]
    assert (played.astype(np.float32) == sent).all()

    widget.get_by_role("button", name="Stop").click()
    page.wait_for_function("started[0].ended && opened[0].state === 'suspended'")
    pages.settled(page, "canceller-1")
    assert page.evaluate("[opened.length, started.length]") == [1, 1]
