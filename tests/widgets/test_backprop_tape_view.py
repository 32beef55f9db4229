"""The tape as the reader meets it: typing, stepping, spoiling."""

import pytest

from mlmath.widgets.backprop.tape import WIDGET
from tests.widgets.waiting import settled


@pytest.fixture
def page(mount):
    return mount("backprop.tape")


def test_it_steps_forward_then_backward(page):
    assert page.locator(".tp-value").all_text_contents()[:2] == [" 1", " 2"]
    assert page.locator(".tp-slope").count() == 0
    for _ in range(3):
        page.get_by_role("button", name="Step").click()
        settled(page)
    assert " 3" in page.locator(".tp-value").all_text_contents()
    assert page.locator(".tp-slope").count() == 5
    assert page.locator(".tp-blame").all_text_contents()[-1] == "1"
    page.get_by_role("button", name="End").click()
    settled(page)
    # By x: sin 1 + 3 cos 1 = 2.462; by y: sin 1 = 0.841.
    assert page.locator(".tp-blame").all_text_contents()[:2] == ["2.46", "0.841"]
    assert page.locator(".tp-notices").count() == 0
    assert "2.462377902412" in page.locator(".tp-columns").inner_text()


def test_a_slope_is_spoiled_by_click_and_by_key(page):
    page.get_by_role("button", name="End").click()
    settled(page)
    edge = page.locator(".tp-slope").first
    edge.click()
    settled(page)
    assert edge.get_attribute("aria-pressed") == "true"
    assert page.locator(".tp-notices").count() == 2  # complex step and difference, by x
    edge.focus()
    page.keyboard.press("Enter")
    settled(page)
    assert edge.get_attribute("aria-pressed") == "false"
    assert page.locator(".tp-notices").count() == 0


def test_what_is_typed_is_drawn_and_what_is_wrong_is_marked(page):
    field = page.get_by_label("Expression")
    field.fill("x + * y")
    page.locator(".tp-wrong mark").wait_for()
    assert page.locator(".tp-wrong mark").inner_text() == "*"
    assert "At character 5" in page.locator(".tp-wrong").inner_text()
    assert field.get_attribute("aria-invalid") == "true"
    assert page.locator(".tp-part").count() == 0
    field.fill("x*z")
    page.locator(".tp-wrong mark").wait_for(state="detached")
    assert page.locator(".tp-sign").all_text_contents() == ["x", "z", "×"]
    assert page.locator('[data-field="y"]').evaluate("e => getComputedStyle(e).visibility") == (
        "hidden"
    )


def test_three_slopes_stand_under_each_other_on_a_phone(page):
    page.get_by_label("Expression").fill("x*y*z")
    page.wait_for_function("document.querySelectorAll('.tp-columns tbody').length === 1")
    page.wait_for_function("document.querySelectorAll('.tp-columns th[scope=col]').length === 4")
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function("document.querySelectorAll('.tp-columns tbody').length === 3")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_text_is_never_run():
    assert WIDGET.outputs({"expression": "alert(x)"})["error"].startswith("At character 1: “alert”")
