"""Two widgets of the page Least mean squares: what their outputs hold, and their views."""

from typing import Any

import numpy as np
import pytest

from mlmath.lms import wiener_solution
from mlmath.separation import augment, widest_separator
from mlmath.widgets import get
from mlmath.widgets.lms.bowl import GOAL, NOISE, START
from mlmath.widgets.lms.two_rules import N_POINTS, SHOWN, perceptron_path, stream

RULES, BOWL = get("lms.two_rules"), get("lms.bowl")


def test_each_rule_by_its_formula():
    """The perceptron adds y x after a mistake, LMS μ e x after every point."""
    out = RULES.outputs({"data": "mixed", "draw": 4, "mu": 0.07})
    X, y = stream("mixed", 4)
    first, second = np.zeros(3), np.zeros(3)
    for k in range(SHOWN):
        x, label = augment(X)[k % N_POINTS], y[k % N_POINTS]
        first = first + label * x * (label * (first @ x) <= 0)
        second = second + 0.07 * (label - second @ x) * x
        assert out["perceptron"][k + 1] == pytest.approx(first, abs=1e-5)
        assert out["lms"][k + 1] == pytest.approx(second, abs=1e-5)
    assert out["wrong"][:, -1].tolist() == [
        (y * (augment(X) @ w) <= 0).sum() for w in (first, second)
    ]


def test_the_perceptron_on_four_points_by_hand():
    """Four rounds; a score of 0 is a mistake, and a point on its side changes nothing.

    In the first, (1, 0) is taken from zero, (2, 1) is right already, (-1, -1) is on the line, and
    (1, -1) is false.
    """
    X, y = np.array([[1.0, 0], [2, 1], [-1, -1], [1, -1]]), np.array([1.0, 1, 1, -1])
    rounds = [
        [[1, 0, 1], [1, 0, 1], [0, -1, 2], [-1, 0, 1]],
        [[0, 0, 2], [0, 0, 2], [0, 0, 2], [-1, 1, 1]],
        [[0, 1, 2], [0, 1, 2], [0, 1, 2], [-1, 2, 1]],
        [[0, 2, 2], [0, 2, 2], [-1, 1, 3], [-2, 2, 2]],
    ]
    assert perceptron_path(X, y).tolist() == [[0, 0, 0], *np.concatenate(rounds).tolist()]


@pytest.mark.parametrize("draw", range(6))
def test_two_groups_are_easy_for_both(draw):
    out = RULES.outputs({"data": "apart", "draw": draw})
    assert out["wrong"][:, -1].tolist() == [0, 0]
    assert not out["changes"][0, -N_POINTS:].any()
    assert (out["changes"][1] > 0).all()


@pytest.mark.parametrize("draw", range(6))
def test_far_points_pull_the_least_squares_line_over_near_ones(draw):
    """A line separates the points, and that of the least squared error does not."""
    X, y = stream("far", draw)
    assert widest_separator(augment(X), y) is not None
    assert (y * (augment(X) @ wiener_solution(augment(X), y)) <= 0).sum() >= 3


def test_the_sentence_says_what_happened():
    out = RULES.outputs({"shown": 1})
    X, y = stream("apart", 2)
    size = np.sqrt(1 + X[0] @ X[0])
    kind = "a circle, target +1" if y[0] > 0 else "a square, target −1"
    assert out["summary"] == (
        f"Point 1, {kind}. Perceptron: score 0.00, not right, the weights change by {size:.2f}. "
        f"LMS: score 0.00, error {y[0]:.2f}, the weights change by {0.1 * size:.2f}."
    ).replace("-", "−")


def test_the_bowl_begins_at_the_squared_distance_and_ends_by_the_law():
    """At the start ξ + v·Rv, with R = [[1, 0.8], [0.8, 1]]; 200 runs have an error near 10 %."""
    out = BOWL.outputs({"mu": 0.1, "shape": "long"})
    v = START - GOAL
    begin = NOISE + v @ v + 2 * 0.8 * v[0] * v[1]
    assert out["law"][0] == pytest.approx(begin, rel=1e-6)
    assert out["seen"][0] == pytest.approx(begin, rel=0.3)
    late = slice(100, None)
    assert out["seen"][late].mean() == pytest.approx(out["law"][late].mean(), rel=0.05)
    assert out["descent"][-1] == pytest.approx(GOAL, abs=0.15)


def test_the_bounds_of_a_round_bowl_by_hand():
    """N = 2 and σ² = 1: 2/(N + 2) = 1/2, and 2/λ_max = 2."""
    out = BOWL.outputs({"shape": "round"})
    assert out["bounds"][1:] == pytest.approx([0.5, 2.0])
    assert BOWL.outputs({"shape": "long"})["bounds"][2] == pytest.approx(2 / 1.8)


def test_a_step_of_the_player_repeats_nothing():
    """What the steps made do not change is kept, and nobody can change it."""
    first, later = (BOWL.outputs({"mu": 0.2, "draw": 5, "step": step}) for step in (3, 90))
    arrays = [name for name, value in first.items() if isinstance(value, np.ndarray)]
    assert "path" in arrays
    assert all(later[name] is first[name] for name in arrays)
    assert not any(first[name].flags.writeable for name in arrays)
    other = BOWL.outputs({"mu": 0.2, "draw": 6, "step": 3})
    assert (other["path"] != first["path"]).any()


@pytest.mark.parametrize(
    ("mu", "said"),
    [
        (0.05, "μ = 0.05 lies below all three bounds."),
        (0.3, "lies past the first bound, so that some steps make their own error larger."),
        (0.8, "past the second bound: the mean of the weights settles, and yet"),
        (2.1, "μ = 2.10 lies past all three bounds"),
    ],
)
def test_the_sentence_names_the_bounds_that_are_passed(mu, said):
    out = BOWL.outputs({"mu": mu, "shape": "round"})
    assert said in out["summary"]
    assert all(np.isfinite(out[name]).all() for name in ("path", "descent", "seen", "law"))
    assert len(out["summary"]) <= len(BOWL.longest)


def test_stepping_tells_what_each_rule_did(mount: Any) -> None:
    page = mount("lms.two_rules")
    page.get_by_role("button", name="Step").click()
    page.get_by_text("Point 1, a").first.wait_for()
    page.get_by_role("button", name="End").click()
    page.get_by_text("Point 80, a").first.wait_for()
    assert page.locator(".tr-line").count() == 2
    assert page.locator(".tr-edge").count() == 2
    assert page.locator("[data-fact='LMS: mistakes']").inner_text() == "0"


@pytest.mark.parametrize("data", ["apart", "far"])
def test_each_rule_has_bars_on_its_own_scale_and_none_of_what_is_to_come(
    mount: Any, data: str
) -> None:
    """After 30 of 80 points: the largest change so far, over the largest of all, in each row."""
    out = RULES.outputs({"data": data})
    page = mount("lms.two_rules", inputs={"data": data, "shown": 30})
    page.get_by_text("Point 30, a").first.wait_for()
    for row, rule in enumerate(["perceptron", "lms"]):
        drawn = page.locator(f".tr-bar[data-rule={rule}]")
        assert drawn.count() == 30
        base = page.locator(".tr-base").nth(row).evaluate("line => line.y1.baseVal.value")
        feet = drawn.evaluate_all(
            "list => list.map((r) => r.y.baseVal.value + r.height.baseVal.value)"
        )
        assert feet == pytest.approx([base] * 30)
        high = drawn.evaluate_all("list => list.map((r) => Number(r.getAttribute('height')))")
        changes = out["changes"][row]
        assert np.array(high) / max(high) == pytest.approx(changes[:30] / changes[:30].max())
        room = max(high) * changes.max() / changes[:30].max()
        assert room > 30  # pixels: small as the steps of LMS are, they can be seen


def test_no_bar_before_the_first_point(mount: Any) -> None:
    page = mount("lms.two_rules")
    page.get_by_text("No point has been shown yet.").first.wait_for()
    assert page.locator(".tr-base").count() == 2
    assert page.locator(".tr-bar").count() == 0


def test_the_ruler_follows_the_step_size(mount: Any) -> None:
    page = mount("lms.bowl", inputs={"mu": 0.8, "shape": "round"})
    page.get_by_text("past the second bound").first.wait_for()
    assert page.get_by_text("μ = 0.80", exact=True).is_visible()
    page.get_by_role("slider", name="Step size").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_text("μ = 0.81", exact=True).wait_for()


@pytest.mark.parametrize("width", [360, 1000])
def test_the_bounds_are_named_once_they_are_asked_for(mount: Any, width: int) -> None:
    """Not before: where they lie is the answer to a question of the page."""
    page = mount("lms.bowl", width=width)
    ruler = page.get_by_label("The step size among the three bounds")
    page.get_by_text("below all three bounds").first.wait_for()
    assert "mean square" not in (ruler.text_content() or "")
    assert "0.50" not in (ruler.text_content() or "")
    page.get_by_role("switch", name="Show the bounds").check()
    ruler.get_by_text("2: mean square").wait_for()
    assert "1: one step" in (ruler.text_content() or "")
    assert "3: mean" in (ruler.text_content() or "")
    assert "0.50" in (ruler.text_content() or "")
    assert "2.00" in (ruler.text_content() or "")
    places = ruler.locator("g g g").evaluate_all(
        "list => list.map((g) => Number(g.getAttribute('transform').match(/[\\d.]+/)[0]))"
    )
    ways = np.diff(np.log(BOWL.outputs({})["bounds"]))
    assert (np.diff(places) > 0).all()
    assert np.diff(places)[1] / np.diff(places)[0] == pytest.approx(ways[1] / ways[0], rel=1e-3)


def test_the_numbers_of_the_errors_axis_are_whole(mount: Any) -> None:
    """Past a bound they reach 10,000, which needs room at the left edge of its picture."""
    page = mount("lms.bowl", inputs={"mu": 0.6, "shape": "long"})
    page.get_by_text("past the second bound").first.wait_for()
    picture = page.get_by_label("The squared error at each step")
    number = picture.get_by_text("10,000", exact=True)
    number.wait_for()
    inside, outside = number.bounding_box(), picture.bounding_box()
    assert inside
    assert outside
    assert inside["x"] >= outside["x"]
