"""The net as the reader meets it: points to add, a field that changes as it learns."""

import pytest

from tests.widgets.waiting import settled


@pytest.fixture
def page(mount):
    return mount("backprop.net")


def marks(page):
    return page.locator(".mlw-mark").count()


def test_it_shows_points_units_and_the_plane(page):
    assert marks(page) == 120
    assert page.locator(".nt-units svg").count() == 4
    assert page.locator(".mlw-facts").inner_text().split()[:2] == ["weights", "17"]


def test_a_click_adds_a_point_of_the_chosen_class(page):
    page.get_by_role("button", name="Clear").click()
    settled(page)
    assert marks(page) == 0
    box = page.locator(".nt-ground").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 4, box["y"] + box["height"] / 4)
    settled(page)
    page.get_by_text("Square", exact=True).click()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    settled(page)
    own = page.evaluate("window.model.get('own')")
    assert [point[2] for point in own] == [1, -1]
    assert own[0][:2] == pytest.approx([-0.6, 0.6], abs=0.02)
    assert page.evaluate("window.model.get('task')") == "own"


def test_a_point_is_added_moved_and_removed_by_keyboard(page):
    page.get_by_role("button", name="Clear").click()
    settled(page)
    page.get_by_role("button", name="Add").click()
    settled(page)
    page.locator(".mlw-handle").first.focus()
    page.keyboard.press("ArrowRight")
    settled(page)
    assert page.evaluate("window.model.get('own')") == [[0.02, 0, 1]]
    page.keyboard.press("Delete")
    settled(page)
    assert marks(page) == 0
