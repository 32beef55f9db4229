"""The fold: where units send points, and whether one more unit finishes the job."""

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlmath.boolean import parity, parity_network, truth_table, xor_network
from mlmath.widgets import get
from mlmath.widgets.boolean.fold import XOR_LINES, ring

WIDGET = get("boolean.fold")
# x1 + x2 = 1/2 and x1 + x2 = 3/2, positive above: OR and AND.
OR_AND = [[[-0.5, 1.0], [1.0, -0.5]], [[0.1, 1.4], [1.4, 0.1]]]


def test_xor_by_or_and_and():
    """The network of the chapter, OR and AND: both of (0, 1) and (1, 0) come to (1, 0)."""
    out = WIDGET.outputs({"xor_lines": OR_AND})
    hidden = xor_network().activations(truth_table(2))[1]
    assert out["hidden"].tolist() == hidden.tolist()
    assert out["separable"]
    assert out["places"] == 3
    assert out["summary"] == (
        "The two units send the 4 points to 3 places, and a line separates them there."
    )


@pytest.mark.parametrize(
    ("line", "on"),
    [
        ([[-0.5, 1], [1.5, 1]], [0, 1, 0, 1]),  # level, positive above, through (0, 1) and (1, 1)
        ([[1.5, 1], [-0.5, 1]], [1, 1, 1, 1]),
        ([[0, 0], [1, 1]], [1, 1, 0, 1]),  # a diagonal, positive above
        ([[1, 1], [0, 0]], [1, 0, 1, 1]),
        ([[0, 1], [0.3, -0.4]], [0, 1, 1, 1]),  # steep and down, positive on its right
    ],
)
def test_a_point_on_a_line_is_on_its_positive_side(line, on):
    """By hand, for (0, 0), (0, 1), (1, 0), (1, 1): a unit is 1 where its score is 0."""
    out = WIDGET.outputs({"xor_lines": [line, OR_AND[0]]})
    assert out["hidden"][:, 0].tolist() == on


def test_it_opens_on_a_try_that_fails():
    out = WIDGET.outputs({})
    assert not out["separable"]
    assert out["labels"].tolist() == [-1, 1, 1, -1]


def test_parity_by_three_thresholds():
    """Unit k counts k ones: the network of `parity_network`, worked by hand in the chapter."""
    out = WIDGET.outputs({"task": "parity", "thresholds": [0.5, 1.5, 2.5]})
    hidden = parity_network(3).activations(truth_table(3))[1]
    assert out["hidden"].tolist() == hidden.tolist()
    assert out["separable"]
    assert ((out["labels"] > 0) == parity(3)).all()
    scores = out["hidden"] @ out["unit"][:3] + out["unit"][3]
    assert (scores * out["labels"] > 0).all()


def test_a_ring_in_a_triangle():
    """Three lines around the inner points: they alone are on the inner side of all three."""
    corners = np.array([[0, 1.1], [-0.95, -0.55], [0.95, -0.55]])
    lines = [[corners[i].tolist(), corners[(i + 1) % 3].tolist()] for i in range(3)]
    out = WIDGET.outputs({"task": "ring", "ring_lines": lines})
    assert out["separable"]
    X, y = ring()
    assert (np.hypot(*X[y > 0].T) < 0.4).all()
    assert (np.hypot(*X[y < 0].T) > 1.1).all()
    assert (out["hidden"][y > 0] == 1).all()
    assert (out["hidden"][y < 0].sum(axis=1) < 3).all()


@settings(deadline=None, max_examples=60)
@given(st.lists(st.floats(-1.5, 1.5), min_size=12, max_size=12), st.sampled_from([0.0, 0.5]))
def test_an_output_unit_does_what_it_says(numbers, softness):
    lines = np.array(numbers).reshape(3, 2, 2)
    if np.hypot(*(lines[:, 1] - lines[:, 0]).T).min() < 0.05:
        return
    out = WIDGET.outputs({"task": "ring", "ring_lines": lines.tolist(), "softness": softness})
    assert ((out["hidden"] >= 0) & (out["hidden"] <= 1)).all()
    if out["separable"]:
        H = out["hidden"].astype(float)
        assert (out["labels"] * (H @ out["unit"][:3] + out["unit"][3]) > -1e-6).all()
    else:
        assert len(out["unit"]) == 0


def test_two_units_of_a_ring_never_do():
    """Two half planes: some point of the circle around is in the same region as the middle."""
    rng = np.random.default_rng(1)
    X, y = ring()
    for _ in range(300):
        w, b = rng.normal(size=(2, 2)), rng.normal(size=2)
        H = X @ w.T + b >= 0
        inside = {tuple(h) for h in H[y > 0].tolist()}
        assert inside & {tuple(h) for h in H[y < 0].tolist()}


def test_soft_units_by_hand():
    """On its line a unit is a half."""
    out = WIDGET.outputs({"task": "parity", "thresholds": [1.0, 1.0, 1.0], "softness": 1.0})
    ones = truth_table(3).sum(axis=1)
    assert out["hidden"][ones == 1] == pytest.approx(0.5)
    assert out["hidden"][ones == 2] == pytest.approx(1 / (1 + np.exp(-1 / 0.3)))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"xor_lines": [[[0, 0], [1, 1]]]}, "xor_lines must hold numbers"),
        ({"xor_lines": [[[0, 0], [0, 0]], [[0, 0], [1, 1]]]}, "at least 0.05 apart"),
        ({"thresholds": [0, 1, 9]}, "thresholds must hold numbers in"),
        ({"thresholds": ["a", 1, 2]}, "thresholds must hold numbers in"),
    ],
)
def test_what_is_wrong_is_named(values, said):
    with pytest.raises(ValueError, match=said):
        WIDGET.outputs(values)


def test_the_ends_of_lines_stand_apart_for_a_thumb():
    """In a picture of 260 pixels, which shows two units: 44 pixels are a third of a unit."""
    ends = np.reshape(XOR_LINES, (-1, 2))
    assert min(np.hypot(*(p - q)) for p, q in combinations(ends, 2)) * 130 >= 44


def test_a_place_that_both_have_come_to_is_ringed(mount: Any) -> None:
    """At first (1, 0) and (1, 1) come to one place; the two lines of the text part them."""
    page = mount("boolean.fold")
    assert page.locator(".fd-both").count() == 1
    assert page.locator(".fd-times").all_text_contents() == []
    page.evaluate("lines => { model.set('xor_lines', lines); model.save_changes(); }", OR_AND)
    page.get_by_text("to 3 places, and a line separates them there.").wait_for()
    page.wait_for_function("() => document.querySelectorAll('.fd-both').length === 0")
    assert page.locator(".fd-times").all_text_contents() == ["×2"]


def test_places_of_the_cube_say_how_many_have_come(mount: Any) -> None:
    """At first all three inputs with one bit are at (1, 0, 0), and four of both kinds at (1, 1, 0).

    The thresholds 0.5 and 1.5 are passed by 1 and 2 ones, and 3.3 by none; 3 ones are a circle.
    """
    page = mount("boolean.fold", inputs={"task": "parity"})
    names = page.locator(".mlw-svg:visible .mlw-space-ground ~ g text").all_text_contents()
    assert sorted(n for n in names if "×" in n or "and" in n) == ["1 and 3", "×3"]


def test_a_line_is_moved_by_keyboard(mount: Any) -> None:
    page = mount("boolean.fold")
    end = page.get_by_role("button", name="first end of the line of unit 2")
    end.focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("() => Math.abs(model.get('xor_lines')[1][0][0] - 0.55) < 1e-9")


def test_a_threshold_is_a_slider(mount: Any) -> None:
    page = mount("boolean.fold", inputs={"task": "parity"})
    page.get_by_role("slider", name="threshold of unit 3").focus()
    for _ in range(16):
        page.keyboard.press("ArrowLeft")
    page.get_by_text("to 4 places, and a plane separates them there.").wait_for()


def test_solved_with_the_hand(mount: Any) -> None:
    page = mount("boolean.fold", inputs={"xor_lines": OR_AND})
    assert page.locator("[data-fact=separated]").inner_text() == "yes"
    assert page.locator(".fd-out").is_visible()
    page.get_by_role("button", name="Start over").click()
    page.wait_for_function(
        "() => document.querySelector('[data-fact=separated]').textContent === 'no'"
    )
