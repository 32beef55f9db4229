"""Both ways as the reader meets it: a walk for each input, or one from the end."""

import pytest

from mlmath.widgets.backprop.both_ways import WIDGET
from tests.widgets.waiting import settled


@pytest.fixture
def page(mount):
    return mount("backprop.both_ways")


def test_forward_walks_once_for_each_input(page):
    found = WIDGET.outputs({})
    page.get_by_role("button", name="Step").click()
    settled(page)
    assert page.locator(".bw-from").count() == 1
    assert page.locator(".bw-done").all_text_contents() == ["", "", ""]
    page.get_by_role("button", name="End").click()
    settled(page)
    ends = [f"{n:,}" for n in found["backward"][0]]
    assert page.locator(".bw-done").all_text_contents() == ends


def test_backward_walks_once(page):
    page.get_by_label("Count").select_option("backward")
    settled(page)
    page.get_by_role("button", name="End").click()
    settled(page)
    found = WIDGET.outputs({"way": "backward"})
    ends = [f"{n:,}" for n in found["backward"][0]]
    assert page.locator(".bw-unit text").all_text_contents()[:3] == ends
    assert page.locator(".bw-done").all_text_contents() == ends
    assert str(found["backward_work"]) in page.locator(".mlw-facts").inner_text()


def test_a_larger_graph_is_drawn(page):
    page.get_by_label("Width").fill("6")
    page.get_by_label("Layers", exact=True).fill("6")
    settled(page)
    page.wait_for_function("document.querySelectorAll('.bw-unit').length === 43")
