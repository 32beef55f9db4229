"""The notebooks in the browser on hosts of other kinds: one opens, and a cell of it runs."""

from typing import Any

import pytest

from tests.livepage import hosts
from tests.livepage.hosts import hosting
from tests.site.test_lite import FIRST, PATIENCE, address, idle


def runs(page: Any, keyboard: Any) -> None:
    """Put a program of numpy's into the first cell, run it, and read what it prints."""
    idle(page)
    cell = page.locator(".jp-CodeCell").first
    cell.locator(".cm-content").click()
    keyboard.press("ControlOrMeta+A")
    keyboard.insert_text("import numpy\nprint(numpy.arange(9) @ numpy.ones(9))")
    keyboard.press("Control+Enter")
    # By hand: 0 + 1 + ... + 8.
    cell.locator(".jp-OutputArea-output").filter(has_text="36.0").wait_for(timeout=PATIENCE)


@pytest.mark.parametrize(
    "host",
    [{"types": hosts.NGINX, "below": "/course/book/"}, {"headers": hosts.ISOLATED}],
    ids=["no type for .wasm, below a path", "isolated"],
)
def test_a_notebook_runs(site, new_page, host):
    with hosting(site.root, **host) as url:
        page = new_page()
        page.goto(url + address("notebooks", FIRST))
        runs(page, page.keyboard)


def test_a_notebook_runs_in_a_frame_that_may_not_store(site, new_page, tmp_path, watch):
    # JupyterLite's own words for it, and for the service worker that it may not have.
    watch.allow("Memory storage fallback enabled|contents will NOT be synced")
    watch.allow("SecurityError: The operation is insecure|exception: undefined")
    with hosts.framing(site / address("notebooks", FIRST), tmp_path) as url:
        page = new_page()
        page.add_init_script(hosts.REFUSED)
        page.goto(url)
        runs(page.frame("book"), page.keyboard)
