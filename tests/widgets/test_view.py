"""The kit and the playground's view in a real browser, operated as a reader would."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from mlmath.widgets import get, names
from tests.widgets.waiting import drag, finger, settled, values

if TYPE_CHECKING:
    from playwright.sync_api import Page

PLAYGROUND = get("perceptron.playground")


def agrees(page: Page) -> dict[str, Any]:
    """Check that the sentence on the page is the one that CPython computes; return the inputs."""
    settled(page)
    inputs = values(page, PLAYGROUND)
    assert page.inner_text(".mlw-summary") == PLAYGROUND.outputs(inputs)["summary"]
    return inputs


def middle(page: Page, index: int) -> tuple[float, float]:
    box = page.locator(".mlw-reach").nth(index).bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_first_picture_shows_the_snapshot(mount: Any) -> None:
    page = mount(status="snapshot")
    assert page.locator(".pg-points .mlw-handle").count() == 20
    assert page.inner_text(".mlw-summary") == PLAYGROUND.outputs({})["summary"]
    assert page.inner_text(".mlw-title") == "The playground"
    assert page.get_attribute(".mlw-summary", "role") == "status"


@pytest.mark.parametrize("touch", [False, True])
def test_drag_a_point(mount: Any, touch: bool) -> None:
    page = mount(has_touch=touch)
    x, y = middle(page, 3)
    if touch:
        finger(page, (x, y), (x + 30, y - 10), (x + 90, y - 40))
    else:
        drag(page, (x, y), (x + 90, y - 40), steps=5)
    moved = agrees(page)["points"][3]
    start = PLAYGROUND.inputs().values()["points"][3]
    assert moved != start
    assert moved[2] == start[2]
    assert middle(page, 3) == pytest.approx((x + 90, y - 40), abs=2)


def test_click_adds_and_double_click_removes(mount: Any) -> None:
    page = mount()
    page.get_by_text("Square", exact=True).click()
    box = page.locator(".pg-ground").bounding_box()
    page.mouse.click(box["x"] + 12, box["y"] + box["height"] - 40)
    added = agrees(page)["points"]
    assert len(added) == 21
    assert added[-1][2] == -1
    page.mouse.dblclick(*middle(page, 20))
    assert len(agrees(page)["points"]) == 20
    # A double click on empty ground adds one point: its second half does not take it away.
    page.mouse.dblclick(box["x"] + 12, box["y"] + box["height"] - 40)
    assert len(agrees(page)["points"]) == 21


def test_remove_by_tapping(mount: Any) -> None:
    page = mount(has_touch=True)
    page.get_by_text("Remove", exact=True).tap()
    page.touchscreen.tap(*middle(page, 0))
    assert agrees(page)["points"] == PLAYGROUND.inputs().values()["points"][1:]


def test_keyboard_alone(mount: Any) -> None:
    page = mount()
    page.get_by_role("button", name="Add circle").focus()
    page.keyboard.press("Enter")
    added = agrees(page)["points"]
    assert len(added) == 21
    assert added[-1][2] == 1
    page.keyboard.press("ArrowRight")  # the new point has the focus
    page.keyboard.press("Shift+ArrowUp")
    x, y, _ = agrees(page)["points"][-1]
    assert (x, y) == pytest.approx((added[-1][0] + 0.02, added[-1][1] + 0.1))
    page.keyboard.press("PageDown")
    page.keyboard.press("Delete")
    after = agrees(page)["points"]
    assert len(after) == 20
    assert after[-1][:2] == [x, y]
    page.keyboard.press("ArrowLeft")  # the next point has it now
    assert agrees(page)["points"][0] != after[0]


def test_every_control_is_reached_by_tab(mount: Any) -> None:
    page = mount()
    page.keyboard.press("Tab")
    reached = []
    while page.evaluate("document.activeElement !== document.body"):
        reached.append(
            page.evaluate(
                "(n => n.ariaLabel || n.labels?.[0]?.textContent || n.textContent)"
                "(document.activeElement)"
            )
        )
        page.keyboard.press("Tab")
        assert len(reached) < 30
    text = " | ".join(reached)
    wanted = "Circle,Add circle,Start over,Reset,Back,Play,Step,End,Updates,Order,How to"
    assert [name for name in wanted.split(",") if name not in text] == []
    assert len([name for name in reached if re.match(r"(circle|square) at", name)]) == 1


def test_player(mount: Any) -> None:
    page = mount()
    page.get_by_role("button", name="Reset").click()
    assert agrees(page)["step"] == 0
    page.get_by_role("button", name="Step", exact=True).click()
    assert agrees(page)["step"] == 1
    page.get_by_role("button", name="End").click()
    assert agrees(page)["step"] == 500  # as far as it goes
    assert page.inner_text(".mlw-summary") == "After 15 updates the line separates all 20 points."
    page.get_by_role("button", name="Play").click()  # from the end it starts over
    page.wait_for_function("document.querySelector('.mlw-value').textContent === '3 of 15'")
    page.get_by_role("button", name="Pause").click()
    step = agrees(page)["step"]
    assert 3 <= step < 15
    assert page.inner_text(".mlw-player .mlw-value") == f"{step} of 15"
    page.get_by_label("Updates", exact=True).fill("7")
    assert agrees(page)["step"] == 7
    page.get_by_role("button", name="Play").click()
    page.wait_for_selector(".mlw-button-play:has-text('Play')")  # stops by itself at the end
    assert agrees(page)["step"] == 500  # as far as it goes
    assert page.inner_text(".mlw-summary") == "After 15 updates the line separates all 20 points."


def test_play_under_reduced_motion_is_slow_and_works(mount: Any) -> None:
    page = mount(reduced_motion="reduce", inputs={"step": 17})
    page.get_by_role("button", name="Play").click()
    page.wait_for_selector(".mlw-button-play:has-text('Play')")
    assert agrees(page)["step"] == 500  # as far as it goes
    assert page.inner_text(".mlw-summary") == "After 15 updates the line separates all 20 points."


def test_before_python_the_picture_follows_the_hand(mount: Any) -> None:
    page = mount(status="starting")
    page.get_by_label("Order").select_option("random")
    page.get_by_role("button", name="Step", exact=True).click()
    assert "the picture will follow" in page.inner_text(".mlw-status")
    assert page.inner_text(".mlw-player .mlw-value") == "1 of 15"
    # The history is in the snapshot, so stepping needs no Python.
    page.wait_for_function(
        "document.querySelector('.mlw-summary').textContent.startsWith('After 1 of 15')"
    )
    x, y = middle(page, 3)
    drag(page, (x, y), (x + 40, y), steps=2)
    assert middle(page, 3)[0] == pytest.approx(x + 40, abs=2)
    page.evaluate("window.put('status', 'ready')")
    inputs = agrees(page)
    assert inputs["order"] == "random"
    assert inputs["step"] == 1


@pytest.mark.parametrize("points", [[], [[0.2, 0.1, 1]], [[0.1, 0.1, 1], [0.1, 0.1, -1]]])
def test_odd_data(mount: Any, points: list[Any]) -> None:
    page = mount(inputs={"points": points, "step": 0})
    assert page.locator(".pg-points .mlw-handle").count() == len(points)
    agrees(page)


def test_an_exception_shows_and_leaves_a_way_back(mount: Any) -> None:
    def outputs(inputs: dict[str, Any]) -> dict[str, Any]:
        if inputs["order"] == "random":
            raise ArithmeticError("no dice today")
        return PLAYGROUND.outputs(inputs)

    page = mount(outputs=outputs)
    page.get_by_label("Order").select_option("random")
    page.wait_for_selector(".mlw-error:visible")
    assert "ArithmeticError: no dice today" in page.inner_text(".mlw-error")
    page.locator(".mlw-error").get_by_role("button", name="Start over").click()
    page.wait_for_selector(".mlw-error", state="hidden")
    assert agrees(page)["order"] == "cyclic"


def test_five_hundred_rapid_changes(mount: Any) -> None:
    page = mount()
    page.evaluate(
        "() => { for (let i = 1; i <= 500; i++) { model.set('seed', i % 100);"
        " model.set('order', i % 2 ? 'cyclic' : 'random'); model.save_changes(); } }"
    )
    inputs = agrees(page)
    assert (inputs["seed"], inputs["order"]) == (0, "random")


def test_cleanup_leaves_nothing(mount: Any) -> None:
    page = mount()
    page.evaluate("window.cleanup()")
    assert page.evaluate("window.listening()") == 0
    assert page.locator(".mlw-root").count() == 0


def test_late_values_do_not_move_a_slider_in_the_hand(mount: Any) -> None:
    page = mount("perceptron.retina")
    slider = page.get_by_label("Noise")
    box = slider.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    held = slider.input_value()
    page.evaluate("window.put('noise', 0.03)")
    assert slider.input_value() == held
    page.mouse.up()
    page.evaluate("window.put('noise', 0.04)")
    assert slider.input_value() == "0.04"


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_accessible(mount: Any, name: str, scheme: str, width: int) -> None:
    page = mount(name, scheme=scheme, width=width)
    page.locator(".mlw-help summary").click()
    found = Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found] == []


@pytest.mark.parametrize("name", names())
def test_fits_320_pixels(mount: Any, name: str) -> None:
    page = mount(name, width=344)  # 320 and the page's own margins
    assert page.evaluate("document.documentElement.scrollWidth") <= 344
    small = page.evaluate(
        """() => [...document.querySelectorAll(
             '.mlw-root button, .mlw-root select, .mlw-root input:not(.mlw-hidden)')]
             .filter((n) => n.offsetParent && Math.min(n.offsetWidth, n.offsetHeight) < 24)
             .map((n) => n.outerHTML)"""
    )
    assert small == []
