"""The widgets of Going deep as the reader meets them."""

import pytest

from tests.widgets.waiting import drag, settled


def test_the_meter_shows_thirty_layers_both_ways_and_takes_a_preset(mount):
    page = mount("depth.meter", inputs={"bend": "relu"})
    assert page.locator("[data-panel=forward] .dm-disc").count() == 31
    assert "lost" in page.locator(".mlw-facts").inner_text()
    page.get_by_role("button", name="He: 2").click()
    settled(page)
    assert page.evaluate("window.model.get('scale')") == 2
    assert "lost" not in page.locator(".mlw-facts").inner_text()
    assert page.locator(".dm-law").count() == 2


def test_the_meter_says_where_it_has_no_prediction(mount):
    page = mount("depth.meter", inputs={"bend": "relu", "scale": 1, "residual": True})
    assert page.locator("[data-panel=backward] .dm-note").first.text_content() == (
        "no prediction: see the text"
    )
    assert page.locator("[data-panel=forward] .dm-note").first.text_content() == ""


def test_the_meter_says_how_far_the_blame_falls_below_its_picture(mount):
    page = mount("depth.meter", inputs={"bend": "sigmoid", "scale": 0.33})
    notes = page.locator("[data-panel=backward] .dm-note").all_text_contents()
    assert notes == ["", "\u2193 10⁻⁵²"]


@pytest.mark.parametrize(
    ("name", "where", "start"),
    [("On the plateau", "incoming", [0.9, -0.9]), ("Beside the hill", "between", [0.04, 0])],
)
def test_a_button_starts_where_the_text_says(mount, name, where, start):
    page = mount("depth.landscape", inputs={"slice": "random"})
    page.get_by_role("button", name=name).click()
    settled(page)
    assert page.evaluate("[window.model.get('slice'), window.model.get('start')]") == [where, start]


def test_the_start_is_dragged_and_moved_by_keyboard(mount):
    page = mount("depth.landscape")
    assert page.locator(".dl-mark").count() == 4
    page.locator(".mlw-handle").focus()
    page.keyboard.press("ArrowRight")
    settled(page)
    assert page.evaluate("window.model.get('start')") == [-0.48, 0.6]
    box = page.locator(".dl-start").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    drag(page, (x, y), (x + 40, y + 20), steps=4)
    settled(page)
    left, up = page.evaluate("window.model.get('start')")
    assert left > -0.48
    assert up < 0.6


def test_a_way_that_has_left_the_picture_keeps_its_mark_on_the_edge(mount):
    page = mount("depth.landscape")
    assert page.locator(".dl-outside").count() == 1
    across, side = page.locator(".dl-outside").evaluate(
        "m => [m.transform.baseVal[0].matrix.e, m.ownerSVGElement.viewBox.baseVal.width]"
    )
    assert across == pytest.approx(side, abs=0.1)


def test_only_slices_with_random_directions_offer_a_seed(mount):
    page = mount("depth.landscape")
    assert not page.locator("[data-field=draw]").is_visible()
    page.locator("[data-field=slice] select").select_option("random")
    settled(page)
    assert page.locator("[data-field=draw]").is_visible()


def test_the_fit_draws_points_curves_and_errors(mount):
    page = mount("depth.fit", inputs={"n": 12})
    assert page.locator(".df-point").count() == 12
    for curve in ("truth", "now", "best", "floor"):
        assert page.locator(f"[data-curve={curve}]").get_attribute("d")
