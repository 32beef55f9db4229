"""The bowl: what it computes, and that start and cross are moved by mouse, finger and keyboard."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlmath.optimizers import SGD, minimize
from mlmath.widgets import get
from mlmath.widgets.calculus.bowl import LEVELS, LONGEST_STEP, STEPS
from tests.widgets.waiting import drag, settled

WIDGET = get("calculus.bowl")


def test_the_bowl_of_the_page_by_hand():
    """With step 0.2 the factors are 0.8 and -0.8; with step and momentum 1/4 it is 1/2."""
    plain = WIDGET.outputs({"step": 0.2, "start": [10, 5]})
    assert plain["path"][:3] == pytest.approx(np.array([[10, 5], [8, -4], [6.4, 3.2]]))
    assert plain["predicted"] == pytest.approx(0.8)
    assert plain["measured"] == pytest.approx(0.8)
    assert plain["plain"] == pytest.approx([0.2, 0, 0.8])
    heavy = WIDGET.outputs({"step": 0.25, "momentum": 0.25, "start": [6.4, 6]})
    assert heavy["path"][:4, 0] == pytest.approx([6.4, 4.8, 3.2, 2.0])
    assert heavy["predicted"] == pytest.approx(0.5)
    assert heavy["best"] == pytest.approx([0.25, 0.25, 0.5])


@pytest.mark.parametrize("look", ["heavy", "nesterov"])
def test_the_way_is_that_of_the_optimizer(look):
    out = WIDGET.outputs({"step": 0.1, "momentum": 0.5, "kappa": "25", "look": look})
    curvatures = np.array([9 / 25, 9])
    path = minimize(
        lambda x: (x * x * curvatures).sum() * 0.5,
        [10, 4],
        SGD,
        STEPS,
        lr=0.1,
        momentum=0.5,
        nesterov=look == "nesterov",
    )
    assert out["path"] == pytest.approx(path, rel=1e-5, abs=1e-12)


def test_past_two_over_the_largest_curvature_the_way_diverges():
    assert "diverges" in WIDGET.outputs({"step": 0.225})["summary"]
    assert "diverges" not in WIDGET.outputs({"step": 0.22})["summary"]
    # With momentum the bound is 2 (1 + β)/L.
    assert "diverges" not in WIDGET.outputs({"step": 0.33, "momentum": 0.5})["summary"]
    assert "diverges" in WIDGET.outputs({"step": 0.335, "momentum": 0.5})["summary"]
    far = WIDGET.outputs({"step": 0.45})
    assert far["made"] < STEPS
    assert len(far["path"]) == far["made"] + 1
    assert "neither arrives nor leaves" in WIDGET.outputs({"step": 2 / 9})["summary"]


@settings(deadline=None, max_examples=60)
@given(
    step=st.floats(0.01, LONGEST_STEP),
    momentum=st.floats(0, 0.95),
    kappa=st.sampled_from(["1", "4", "9", "25", "100"]),
    look=st.sampled_from(["heavy", "nesterov"]),
)
def test_measured_and_predicted_agree(step, momentum, kappa, look):
    """To 4 %: near a double root the error shrinks like k ρᵏ, and a swing is cut anywhere."""
    out = WIDGET.outputs({"step": step, "momentum": momentum, "kappa": kappa, "look": look})
    if out["made"] < 40 or out["predicted"] < 0.3:
        return
    assert out["measured"] == pytest.approx(out["predicted"], rel=0.04)


def test_the_shades_are_the_ranges_of_the_factor():
    out = WIDGET.outputs({})
    rows, columns = out["shades"].shape
    for r, c in ((0, 0), (10, 25), (39, 44), (20, 10)):
        one = WIDGET.outputs(
            {"step": (c + 0.5) * LONGEST_STEP / columns, "momentum": (r + 0.5) / rows}
        )
        assert out["shades"][r, c] == np.searchsorted(LEVELS, one["predicted"])
    assert out["shades"].min() == 1  # at its best the factor is 0.5 and a little
    assert out["shades"].max() == len(LEVELS)


@pytest.mark.parametrize("start", [[13, 0], [0, -7], [1], "here", [float("nan"), 0]])
def test_a_start_outside_is_refused(start):
    with pytest.raises(ValueError, match=r"^start must be a point with \|x\| up to 12"):
        WIDGET.outputs({"start": start})


def test_the_start_is_dragged_and_moved_by_keys(mount: Any) -> None:
    page = mount("calculus.bowl")
    knob = page.locator(".bw-knob")
    box = knob.bounding_box()
    x, y = box["x"], box["y"]
    drag(page, (x + 8, y + 8), (x - 92, y + 48), steps=6)
    settled(page)
    x, y = page.evaluate("() => model.get('start')")
    assert x < 9
    assert y < 3
    assert page.locator(".mlw-summary").inner_text() == WIDGET.outputs({})["summary"]
    page.get_by_role("button", name="start of the way").focus()
    page.keyboard.press("Shift+ArrowUp")
    page.wait_for_function(f"() => Math.abs(model.get('start')[1] - {y + 0.5}) < 1e-6")


def test_the_cross_is_dragged_on_the_plane(mount: Any) -> None:
    page = mount("calculus.bowl")
    cross = page.get_by_role("button", name="step 0.100, momentum 0.00")
    cross.scroll_into_view_if_needed()
    box = cross.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    drag(page, (x, y), (x + 60, y - 60), steps=6)
    settled(page)
    step, momentum = page.evaluate("() => [model.get('step'), model.get('momentum')]")
    assert step > 0.15
    assert 0.1 < momentum < 0.6
    wanted = WIDGET.outputs({"step": step, "momentum": momentum})["summary"]
    assert page.locator(".mlw-summary").inner_text() == wanted


def test_the_best_and_the_player(mount: Any) -> None:
    page = mount("calculus.bowl")
    page.get_by_role("button", name="Best with momentum").click()
    page.get_by_text("Step 0.250, momentum 0.25: the factor is").wait_for()
    assert page.locator("[data-fact='predicted, a step']").inner_text() == "× 0.500"
    page.get_by_role("button", name="Reset").click()
    settled(page)
    assert (page.locator(".bw-dots").get_attribute("d") or "").count("M") == 1
    page.get_by_role("button", name="Step", exact=True).click()
    settled(page)
    assert (page.locator(".bw-dots").get_attribute("d") or "").count("M") == 2
    page.get_by_role("button", name="Best without momentum").click()
    page.get_by_text("Step 0.200, momentum 0.00: the factor is 0.800").wait_for()


def boxes(page: Any, selector: str) -> list[dict[str, float]]:
    """Return the boxes of what is seen, in the order of the page."""
    found = [one.bounding_box() for one in page.locator(selector).all() if one.text_content()]
    return [box for box in found if box]


def test_on_a_phone_the_sliders_stand_under_the_way(mount: Any) -> None:
    page = mount("calculus.bowl", width=378)
    way, plane, _ = (one.bounding_box() for one in page.locator(".mlw-picture .mlw-svg").all())
    fields = boxes(page, ".bw-turn .mlw-field")
    assert len(fields) == 4
    for above, below in zip([way, *fields], [*fields, plane], strict=True):
        assert above["y"] + above["height"] <= below["y"]
    assert fields[1]["y"] + fields[1]["height"] - way["y"] < 600  # a screen of a phone shows both
    assert min(field["width"] for field in fields) > 280
    longest = "where momentum leads (Nesterov)"
    room = page.get_by_label("Gradient taken").evaluate(
        """(select, text) => {
          const style = getComputedStyle(select), ink = document.createElement("canvas");
          const pen = ink.getContext("2d");
          pen.font = `${style.fontSize} ${style.fontFamily}`;
          return select.clientWidth - pen.measureText(text).width;
        }""",
        longest,
    )
    assert room > 30  # the arrow of the field is about so wide


@pytest.mark.parametrize("width", [378, 900])
def test_no_number_of_the_bowl_lies_on_another_or_on_a_name(mount: Any, width: int) -> None:
    page = mount("calculus.bowl", width=width)
    first = ".mlw-picture > div:first-of-type .mlw-axes text"
    texts = boxes(page, first)
    assert len(texts) == {378: 9, 900: 12}[width]
    for i, one in enumerate(texts):
        for other in texts[:i]:
            apart = (
                one["x"] + one["width"] <= other["x"]
                or other["x"] + other["width"] <= one["x"]
                or one["y"] + one["height"] <= other["y"]
                or other["y"] + other["height"] <= one["y"]
            )
            assert apart, (one, other)
