"""The view of the machine with knobs, operated by mouse, finger and keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mlmath.widgets import get
from tests.widgets.waiting import drag, finger, settled, values

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDGET = get("lms.adaline")
KNOBS = ".mlw-ada-knob"


def agrees(page: Page) -> dict[str, Any]:
    """Check that all that is shown is what CPython computes; return the inputs."""
    settled(page)
    inputs = values(page, WIDGET)
    out = WIDGET.outputs(inputs)
    assert page.inner_text(".mlw-summary") == out["summary"]
    dials = page.eval_on_selector_all(KNOBS, "all => all.map((n) => n.ariaValueText)")
    shown = [float(text.replace("−", "-")) for text in dials]
    assert shown == pytest.approx(out["knobs"].tolist(), abs=0.0501)
    assert page.inner_text("[data-fact='read right']").startswith(f"{out['right'].sum()} of ")
    return inputs


def middle(page: Page, index: int) -> tuple[float, float]:
    page.locator(KNOBS).nth(index).scroll_into_view_if_needed()
    box = page.locator(KNOBS).nth(index).bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_knob_is_turned_by_the_mouse(mount: Any) -> None:
    """Five pixels to the right, or upward, are one division; the knob goes on from where it was."""
    page = mount("lms.adaline")
    for way, wanted in [((40, 0), 8), ((0, -20), 12), ((-15, 0), 9), ((400, 0), 30)]:
        x, y = middle(page, 5)
        drag(page, (x, y), (x + way[0], y + way[1]), steps=4)
        page.mouse.move(x, y)  # the hand has let go
        assert agrees(page)["knobs"] == [0.0] * 5 + [wanted] + [0.0] * 11


def test_a_knob_is_turned_by_a_finger(mount: Any) -> None:
    page = mount("lms.adaline", width=390, has_touch=True)
    x, y = middle(page, 16)
    finger(page, (x, y), (x - 10, y), (x - 35, y))
    assert agrees(page)["knobs"] == [0.0] * 16 + [-7]


def test_the_knobs_by_keyboard(mount: Any) -> None:
    page = mount("lms.adaline")
    page.locator(".mlw-drawing").focus()
    page.keyboard.press("Tab")  # one stop for all knobs
    for key in ["ArrowUp", "ArrowRight", "Shift+ArrowUp", "ArrowLeft"]:
        page.keyboard.press(key)
    for key in ["PageUp", "Home", "PageDown", "PageDown", "End", "ArrowUp", "ArrowDown"]:
        page.keyboard.press(key)
    assert agrees(page)["knobs"] == [6.0, 29.0] + [0.0] * 14 + [-30]
    assert page.evaluate("document.activeElement.ariaLabel") == "Knob in row 1, column 2"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "All knobs"


def test_patterns_are_chosen_and_switches_flipped(mount: Any) -> None:
    page = mount("lms.adaline")
    page.get_by_role("radio", name="Pattern 4, J").click()
    assert agrees(page)["shown"] == 3
    assert page.locator("[aria-checked='true'].mlw-ada-card").count() == 1
    page.locator(".mlw-drawing").focus()
    for key in ["Home", "ArrowUp", "Space"]:
        page.keyboard.press(key)
    inputs = agrees(page)
    pattern = WIDGET.outputs({})["patterns"][3].tolist()
    assert [i for i in range(16) if inputs["switches"][i] != pattern[i]] == [0]
    assert "1 switch flipped" in page.inner_text(".mlw-summary")
    page.keyboard.press("Space")  # as it was
    assert agrees(page)["switches"] == []
    page.get_by_role("radio", name="Pattern 1, T").click()
    assert agrees(page)["shown"] == 0
    page.keyboard.press("ArrowLeft")  # round to the last one
    assert agrees(page)["shown"] == 7
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert agrees(page)["shown"] == 1
    assert page.evaluate("document.activeElement.ariaLabel").startswith("Pattern 2, J: wanted −60")


def test_the_rule_knob_by_knob_then_at_once(mount: Any) -> None:
    page = mount("lms.adaline")
    page.get_by_role("button", name="Step", exact=True).click()
    assert agrees(page)["step"] == 1
    assert page.locator(f"{KNOBS}.last").all_inner_texts() == ["+3.5"]
    page.get_by_role("button", name="All knobs").click()
    assert agrees(page)["step"] == 17
    assert page.inner_text("[data-fact='error e']") == "0"
    page.get_by_role("button", name="Every pattern").click()
    assert agrees(page)["step"] == 9 * 17
    page.get_by_role("button", name="End").click()
    agrees(page)
    assert page.inner_text("[data-fact='read right']") == "8 of 8"
    page.get_by_role("button", name="Every pattern").click()
    assert agrees(page)["step"] == 1088  # and no further


def test_the_hand_takes_over_from_the_rule(mount: Any) -> None:
    """What the rule left stands on the knobs, and the rule begins again from there."""
    page = mount("lms.adaline", inputs={"step": 20})
    before = WIDGET.outputs({"step": 20})
    page.locator(KNOBS).first.focus()
    page.keyboard.press("PageUp")  # the bias
    page.keyboard.press("ArrowUp")
    inputs = agrees(page)
    assert (inputs["step"], inputs["shown"], inputs["switches"]) == (0, 1, [])
    turned = round(float(before["knobs"][16])) + 1
    assert inputs["knobs"] == pytest.approx([*before["knobs"][:16], turned])
    page.get_by_role("button", name="Zero knobs").click()
    assert agrees(page)["knobs"] == [0.0] * 17


def test_another_task_begins_with_its_first_pattern(mount: Any) -> None:
    page = mount("lms.adaline", inputs={"step": 100})
    page.get_by_label("Which is it?").select_option("TGF")
    inputs = agrees(page)
    assert (inputs["step"], inputs["shown"]) == (0, 0)
    knobs = WIDGET.outputs({"step": 100})["knobs"]
    assert inputs["knobs"] == pytest.approx(knobs.tolist())  # the machine keeps what it has learned
    assert page.locator(".mlw-ada-card:visible").count() == 6
    assert page.get_by_role("radio", name="Pattern 6, F: wanted −60").is_visible()


def test_the_meter_says_what_it_shows(mount: Any) -> None:
    page = mount("lms.adaline", inputs={"knobs": [0.0] * 16 + [12.0], "shown": 1})
    label = page.get_attribute(".mlw-svg[aria-label^='The meter']", "aria-label")
    assert label == "The meter reads +12, wanted is −60: the error is −72"
    wild = WIDGET.outputs({"task": "bars", "share": 2.2, "step": 1088})
    page = mount("lms.adaline", inputs={"task": "bars", "share": 2.2, "step": 1088})
    assert abs(wild["sum"]) > 1000
    # Numbers too long for their places are short ones of powers of ten.
    assert page.eval_on_selector_all(
        f"{KNOBS} span, .mlw-ada-says span",
        "all => all.every((n) => n.scrollWidth <= n.parentElement.clientWidth)",
    )


def test_cleanup_leaves_nothing(mount: Any) -> None:
    page = mount("lms.adaline")
    page.evaluate("window.cleanup()")
    assert page.evaluate("window.listening()") == 0
