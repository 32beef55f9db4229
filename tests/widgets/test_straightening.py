"""The straightening: what it carries where, and the hand and the keyboard on its view."""

from typing import Any

import numpy as np
import pytest

from mlmath.geometry import trained, two_crescents
from mlmath.widgets import get
from tests.widgets.waiting import settled

WIDGET = get("features.straightening")
RINGS = {"shape": "rings", "units": 3, "layers": 1}


def test_it_opens_on_the_plane_as_it_is():
    out = WIDGET.outputs({})
    assert out["points"][:, :2] == pytest.approx(two_crescents().X, abs=1e-6)
    assert not out["points"][:, 2].any()
    assert (out["grid"][0, :, 1] == -1.5).all()
    assert out["grid"][0, [0, -1], 0].tolist() == [-1.5, 1.5]
    assert len(out["cut"]) == 0
    assert out["summary"] == (
        "The plane as it is put in; after 400 updates the net has 80 of 80 points on their side."
    )


def test_at_the_end_stands_what_the_net_computes():
    out = WIDGET.outputs({"way": 40})
    net = trained("crescents", 2, 2, 1).nets[-1].upright()
    last = net.representations(two_crescents().X)[-1]
    assert out["points"][:, :2] == pytest.approx(last, abs=1e-6)
    score = last @ net.v + net.v0
    assert ((score > 0) == (two_crescents().y > 0)).all()
    assert out["right"] == out["all"] == 80


@pytest.mark.parametrize("inputs", [{}, {**RINGS, "layers": 2}])
def test_the_border_is_straight_at_the_end_and_there_only(inputs):
    """By the net's own weights: v · a + v₀ is 0 at each place; in the plane it is curved."""
    stops = WIDGET.outputs(inputs)["stops"]
    out = WIDGET.outputs({**inputs, "way": stops})
    units = inputs.get("units", 2)
    shape = inputs.get("shape", "crescents")
    net = trained(shape, units, 2, 1).nets[-1].upright()
    for places in (out["border"], out["cut"]):
        assert len(places) >= 2
        assert places[:, :units] @ net.v + net.v0 == pytest.approx(0, abs=1e-2)
    start = WIDGET.outputs(inputs)["border"][:, :2]
    middle = start - start.mean(axis=0)
    assert np.linalg.svd(middle, compute_uv=False)[1] > 0.5


def test_a_way_that_is_too_long_ends_with_the_net():
    """`way` goes to 60 for three layers; a net of one has 20 stops."""
    ends = [WIDGET.outputs({"layers": 1, "way": way}) for way in (20, 60)]
    assert ends[0]["summary"] == ends[1]["summary"]
    assert ends[0]["stops"] == 20


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({"way": 20}, "The plane as layer 1 of 2 has left it;"),
        ({"way": 21}, "The plane is on its way through layer 2 of 2;"),
        ({"way": 60}, "After the last layer the border lies on a straight line;"),
        ({**RINGS, "way": 60}, "After the last layer the border lies on a flat plane;"),
        ({"updates": 0}, "after 0 updates"),
    ],
)
def test_the_sentence_says_where_the_plane_is(inputs, said):
    assert said in WIDGET.outputs(inputs)["summary"]


def test_training_can_be_taken_back():
    first, last = (WIDGET.outputs({"updates": n})["right"] for n in (0, 400))
    assert first < last == 80


def test_play_carries_the_plane_and_arrows_turn_the_cube(mount: Any) -> None:
    page = mount("features.straightening", inputs={"shape": "rings", "units": 3, "layers": 1})
    lines = page.locator(".st-grid")
    assert lines.count() == 26
    first = lines.first.get_attribute("d")
    view = page.get_by_role("application", name="The plane with its grid")
    view.focus()
    page.keyboard.press("ArrowRight")
    turned = lines.first.get_attribute("d")
    assert turned != first
    page.keyboard.press("Home")
    assert lines.first.get_attribute("d") == first
    page.get_by_role("button", name="End").click()
    page.get_by_text("After the last layer the border lies on a flat plane").wait_for()
    settled(page)
    assert (page.locator(".st-cut").get_attribute("d") or "").endswith("z")


def test_in_the_plane_nothing_turns(mount: Any) -> None:
    page = mount("features.straightening")
    assert page.locator("svg[role=application]").count() == 0
    assert page.locator(".mlw-mark.circle").count() == 41  # 40 points, and one in the key
    page.get_by_label("Points").select_option("rings")
    page.wait_for_function("() => model.get('shape') === 'rings'")
    settled(page)
    assert page.inner_text("[data-fact='on their side']") == "68 of 80"


def test_on_a_phone_the_picture_fits(mount: Any) -> None:
    page = mount("features.straightening", width=378)
    box = page.locator(".mlw-picture .mlw-svg").first.bounding_box()
    assert box["width"] <= 378
    assert box["height"] >= 330
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 378
