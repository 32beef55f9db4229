"""The views of the chapter Kernels: lifting, drawing points, keeping features."""

from typing import Any

from mlmath.widgets import get
from mlmath.widgets.kernels._points import moons
from tests.widgets.waiting import drag, settled, values

LIFT, MACHINE = get("kernels.lift"), get("kernels.machine")


def test_the_plane_is_set_and_taken_from_the_machine(mount: Any) -> None:
    page = mount("kernels.lift", inputs={"feature": "product"})
    assert page.locator(".kl-cross").count() > 0
    page.get_by_label("Height").fill("0")
    settled(page)
    assert page.locator(".kl-cross").count() == 0
    page.get_by_role("switch").click()
    settled(page)
    assert values(page, LIFT)["widest"] is True
    assert not page.locator('[data-field="height"]').is_visible()


def test_space_is_turned_by_the_keys(mount: Any) -> None:
    page = mount("kernels.lift")
    space = page.get_by_role("application")
    before = space.inner_html()
    space.focus()
    space.press("ArrowLeft")
    assert space.inner_html() != before
    space.press("Home")
    assert space.inner_html() == before


def test_points_are_added_dragged_and_removed(mount: Any) -> None:
    page = mount("kernels.machine")
    points = page.locator(".mlw-handle")
    assert points.count() == 22
    page.get_by_role("button", name="Add").click()
    settled(page)
    assert points.count() == 23
    page.keyboard.press("Delete")
    settled(page)
    assert points.count() == 22
    box = points.nth(0).bounding_box()
    at = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    drag(page, at, (at[0] + 60, at[1]), steps=3)
    settled(page)
    first = values(page, MACHINE)["points"][0]
    assert first[0] > moons()[0][0] + 0.1


def test_a_disc_for_each_point_that_pulls(mount: Any) -> None:
    page = mount("kernels.machine")
    pulling = int((MACHINE.outputs({})["alpha"] > 0).sum())
    assert page.locator("svg.mlw-svg .km-pull").count() == pulling
    page.get_by_label("Machine", exact=True).select_option("perceptron")
    settled(page)
    made = MACHINE.outputs({"machine": "perceptron"})["alpha"]
    assert page.locator("svg.mlw-svg .km-pull").count() == int((made > 0).sum())
    assert not page.locator('[data-field="price"]').is_visible()


def test_features_are_kept_and_the_mark_goes_along(mount: Any) -> None:
    page = mount("kernels.infinite")
    before = float(page.locator(".ki-here").get_attribute("cx"))
    page.get_by_label("Degree kept").fill("9")
    settled(page)
    assert float(page.locator(".ki-here").get_attribute("cx")) > before
    border = page.locator(".mlw-svg .kp-border")
    monomials = border.get_attribute("d")
    page.get_by_label("Features", exact=True).select_option("fourier")
    settled(page)
    assert border.get_attribute("d") != monomials
