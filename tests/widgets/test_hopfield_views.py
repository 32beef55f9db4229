"""The views of the page Networks that remember: choosing, drawing, storing, playing, falling."""

from typing import Any

import pytest

from mlmath.widgets import get
from tests.widgets.waiting import drag, settled, values

RECALL, MORPH = get("hopfield.recall"), get("hopfield.morph")


def lit(page: Any) -> int:
    """Return how many cells of the field are drawn as lit."""
    path = page.locator('[data-panel="state"] .mlw-cells-lit').get_attribute("d") or ""
    return int(path.count("M"))


def test_a_memory_is_chosen_and_falls_back_to_itself(mount: Any) -> None:
    page = mount("hopfield.recall")
    page.get_by_role("radio", name="Memory L").click()
    settled(page)
    assert values(page, RECALL)["shown"] == 2
    page.get_by_role("button", name="End").click()
    settled(page)
    assert page.locator(".mlw-summary").inner_text().endswith("memory L.")
    out = RECALL.outputs({"shown": 2, "step": 400})
    assert lit(page) == out["patterns"][2].sum()


def test_the_arrow_keys_go_round_the_memories_and_leave_alt_to_the_browser(mount: Any) -> None:
    page = mount("hopfield.recall")
    page.get_by_role("radio", name="Memory T").focus()
    for key, shown in (("ArrowLeft", 3), ("ArrowRight", 0), ("ArrowDown", 1), ("ArrowUp", 0)):
        page.keyboard.press(key)
        settled(page)
        assert values(page, RECALL)["shown"] == shown
        focused = page.evaluate("document.activeElement.getAttribute('aria-label')")
        assert focused.startswith(f"Memory {'TOLA'[shown]}:")
    event = "new KeyboardEvent('keydown', {key: 'ArrowRight', altKey: true, cancelable: true})"
    assert page.evaluate(f"document.activeElement.dispatchEvent({event})")
    assert values(page, RECALL)["shown"] == 0


def test_a_drawing_is_begun_with_stored_and_forgotten(mount: Any) -> None:
    page = mount("hopfield.recall", inputs={"noise": 0.0})
    before = lit(page)
    box = page.locator('[data-panel="state"] .mlw-cells').bounding_box()
    cell = box["width"] / 10
    corner = (box["x"] + 9.5 * cell, box["y"] + 9.5 * cell)
    drag(page, corner, (corner[0] - cell, corner[1]))
    settled(page)
    assert lit(page) == before + 2
    assert sum(values(page, RECALL)["start"]) == before + 2
    page.get_by_role("button", name="Store this").click()
    settled(page)
    assert page.get_by_role("radio", name="Memory yours: overlap 1.00").count() == 1
    page.get_by_role("button", name="Forget it").click()
    settled(page)
    assert page.get_by_role("radio", name="Memory yours").count() == 0
    assert values(page, RECALL)["own"] == []


def test_another_noise_begins_again_with_the_letter(mount: Any) -> None:
    page = mount("hopfield.recall", inputs={"start": [1] * 100, "step": 3})
    page.get_by_label("Cells reversed").fill("0.4")
    settled(page)
    found = values(page, RECALL)
    assert (found["start"], found["step"], found["noise"]) == ([], 0, 0.4)


@pytest.mark.parametrize("way", ["mouse", "keys"])
def test_a_state_is_chosen_to_fall_from(mount: Any, way: str) -> None:
    page = mount("hopfield.morph", inputs={"place": 0})
    plane = page.locator(".mor-cells")
    box = plane.bounding_box()
    if way == "mouse":
        cell = box["width"] / 32
        page.mouse.click(box["x"] + 2.5 * cell, box["y"] + 1.5 * cell)
    else:
        plane.focus()
        for key in ("ArrowRight", "ArrowRight", "ArrowDown"):
            plane.press(key)
    settled(page)
    assert values(page, MORPH)["place"] == 34


def test_a_mirror_image_that_is_a_valley_bears_a_minus(mount: Any) -> None:
    page = mount("hopfield.morph")
    drawn = page.locator(".mor-mirror").get_attribute("d") or ""
    assert drawn.count("h0.8") == len(MORPH.outputs({})["mirrors"]) == 1
    squares = page.locator(".mor-other").get_attribute("d") or ""
    assert squares.count("z") == 2


def test_dots_are_drawn_for_each_network(mount: Any) -> None:
    page = mount("hopfield.capacity")
    out = get("hopfield.capacity").outputs({})
    marks = page.locator(".cap-kept, .cap-lost")
    assert marks.count() == len(out["alphas"]) + 2  # and two in the key
