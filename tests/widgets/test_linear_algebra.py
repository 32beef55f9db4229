"""The widgets of the page Linear algebra: what they compute by hand, and the hand on them."""

from typing import Any

import numpy as np
import pytest

from mlmath.foundations.linear_algebra import condition_number
from mlmath.widgets import get
from tests.widgets.waiting import drag

ARROWS, MATRIX = get("linear_algebra.arrows"), get("linear_algebra.matrix")


def test_a_product_and_its_shadow_by_hand():
    """(4, 3) has length 5; 4·2 + 3·4 = 20, and the shadow is 20 / 5 = 4 long."""
    out = ARROWS.outputs({"tips": [[4, 3], [2, 4]]})
    assert out["sum"] == "4·2 + 3·4 = 20"
    assert out["shadow"] == pytest.approx(4)
    np.testing.assert_allclose(out["foot"], [3.2, 2.4], rtol=1e-6)
    assert out["summary"] == "u · v = 20: the angle is 27°, and the shadow of v points along u."


@pytest.mark.parametrize(
    ("tips", "said"),
    [
        ([[3, 1], [-1, 3]], "the shadow has vanished"),
        ([[3, 1], [-1, 2]], "points against u"),
        ([[0, 0], [1, 2]], "An arrow of length zero"),
        ([[1, 2], [0, 0]], "An arrow of length zero"),
    ],
)
def test_the_sentence_says_where_the_shadow_falls(tips, said):
    assert said in ARROWS.outputs({"tips": tips})["summary"]


def test_a_negative_factor_stands_in_brackets():
    assert ARROWS.outputs({"tips": [[-1, 1], [0.5, 2]]})["sum"] == "(−1)·0.5 + 1·2 = 1.5"


@pytest.mark.parametrize("widget", [ARROWS, MATRIX])
@pytest.mark.parametrize("value", [[[1, 2]], [[9, 0], [0, 1]], [[float("nan"), 0], [0, 1]], "ab"])
def test_what_are_no_two_arrows_is_refused(widget, value):
    name = "tips" if widget is ARROWS else "columns"
    with pytest.raises(ValueError, match=f"{name} must be two arrows"):
        widget.outputs({name: value})


def test_a_stretch_along_the_axes_by_hand():
    """σ is 2 and 1; at b = (2, 0) an error of 10 % is 0.2 long, and x = (1, 0) is off by 20 %."""
    out = MATRIX.outputs({"columns": [[2, 0], [0, 1]], "angle": 0})
    assert out["kappa"] == pytest.approx(2)
    assert out["worst"] == pytest.approx(20)
    np.testing.assert_allclose(out["b"], [2, 0], atol=1e-6)
    far = np.hypot(*(out["cloud"] - out["x"]).T)
    assert far.max() == pytest.approx(0.2, abs=2e-4)  # no point lies just at its end
    assert far.min() == pytest.approx(0.1, abs=2e-4)
    assert np.hypot(*(out["ball"] - out["b"]).T) == pytest.approx(0.2, abs=1e-6)


def test_the_cloud_solves_for_the_ball():
    """A sends the error around x to the error around b, for any matrix."""
    rng = np.random.default_rng(5)
    for columns in rng.uniform(-2, 2, size=(20, 2, 2)):
        out = MATRIX.outputs({"columns": columns.tolist(), "angle": int(rng.integers(360))})
        sent = out["cloud"] @ columns
        np.testing.assert_allclose(sent, out["ball"], atol=1e-3)
        assert out["kappa"] == pytest.approx(condition_number(columns.T))


def test_the_second_axis_is_the_first_turned_left():
    """A turn by 90° takes (x, y) to (−y, x); a mirror in A is left to the other side."""
    rng = np.random.default_rng(6)
    drawn = rng.uniform(-2, 2, size=(20, 2, 2)).tolist()
    for columns in [[[1.5, 0.5], [1.0, 1.0]], [[0, 1], [1, 0]], *drawn]:
        out = MATRIX.outputs({"columns": columns})
        (x, y), second = out["sources"]
        np.testing.assert_allclose(second, [-y, x], atol=1e-6)
        np.testing.assert_allclose(out["sources"] @ np.array(columns), out["axes"], atol=1e-5)


def test_nothing_is_worse_than_b_along_the_longer_half_axis():
    def worst(angle: int) -> float:
        return float(MATRIX.outputs({"angle": angle})["worst"])

    first = MATRIX.outputs({})["sources"][0]
    best = round(np.degrees(np.arctan2(first[1], first[0]))) % 360
    assert max(range(0, 360, 5), key=worst) in range(best - 5, best + 6)
    assert worst(best) == pytest.approx(10 * MATRIX.outputs({})["kappa"], rel=1e-3)


@pytest.mark.parametrize(
    ("angle", "found"), [(0, 1), (5, 1), (7, 0), (90, 0), (173, 0), (180, 1), (270, 0), (356, 1)]
)
def test_the_worst_b_is_named_once_x_is_turned_to_it(angle, found):
    """With σ 2 and 1 along the axes b is (2 cos, sin), and the worst b is (2, 0) or (−2, 0).

    Its length beside 2 is the root of 1 − (3/4) sin²: 0.9971 at 5°, above cos 5° = 0.9962, and
    0.9944 at 7°.
    """
    out = MATRIX.outputs({"columns": [[2, 0], [0, 1]], "angle": angle})
    assert out["found"] == found
    assert ("at no b more than 20 %" in out["summary"]) == bool(found)


def test_where_a_matrix_only_turns_every_b_is_the_worst():
    for angle in range(0, 360, 15):
        out = MATRIX.outputs({"columns": [[0.6, 0.8], [-0.8, 0.6]], "angle": angle})
        assert out["found"] == 1
        assert out["worst"] == pytest.approx(10)


def test_at_rest_nothing_shows_where_the_worst_b_is(mount: Any) -> None:
    """With x at 41°, on v₁ (whose tangent is 0.6618 / 0.7497), b lies on the long half axis."""
    page = mount("linear_algebra.matrix")
    assert MATRIX.outputs({})["found"] == 0
    names = page.locator("text.la-name", has_text="worst")
    assert names.count() == 0
    page.evaluate("() => { model.set('angle', 41); model.save_changes(); }")
    names.first.wait_for()
    assert names.all_text_contents() == ["worst b"]


def test_a_flat_matrix_has_no_bound():
    out = MATRIX.outputs({"columns": [[1, 1], [2, 2]]})
    assert out["kappa"] == out["worst"] == -1
    assert out["found"] == 0
    assert "many x give one b" in out["summary"]
    assert np.isfinite(out["cloud"]).all()
    assert "tells nothing" in MATRIX.outputs({"columns": [[0, 0], [0, 0]]})["summary"]


def test_arrows_are_moved_by_keyboard_to_a_right_angle(mount: Any) -> None:
    """From (3, 1) and (1, 2): four halves to the left, two up, and 3·(−1) + 1·3 = 0."""
    page = mount("linear_algebra.arrows")
    tip = page.get_by_role("button", name="tip of v")
    tip.focus()
    for key in ["ArrowLeft"] * 4 + ["ArrowUp"] * 2:
        page.keyboard.press(key)
    page.get_by_text("the shadow has vanished").wait_for()
    assert page.locator(".aw-right").is_visible()


def test_a_column_is_dragged(mount: Any) -> None:
    page = mount("linear_algebra.matrix")
    tip = page.get_by_role("button", name="column 1")
    box = tip.locator("circle.la-knob").bounding_box()
    x, y = box["x"], box["y"]
    drag(page, (x + box["width"] / 2, y + box["height"] / 2), (x + 40, y + 30), steps=4)
    page.wait_for_function("() => model.get('columns')[0][0] > 1.5")


def test_x_is_turned_by_the_hand_on_it(mount: Any) -> None:
    page = mount("linear_algebra.matrix", inputs={"angle": 0})
    page.get_by_role("button", name="tip of x").focus()
    page.keyboard.press("Shift+ArrowUp")
    page.wait_for_function("() => model.get('angle') > 0 && model.get('angle') < 10")
