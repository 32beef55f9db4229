"""Pictures between axes, as the view of theorems draws them in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe

from mlmath.theorems.picture import (
    SHADES,
    Axis,
    Key,
    Mark,
    Picture,
    band,
    curve,
    heat_map,
)
from mlmath.widgets import get

if TYPE_CHECKING:
    from playwright.sync_api import Page

NAME = "theorems.perceptron.novikoff"

# Each tick's text and where its line stands, in pixels of the picture.
TICKS = """which => Object.fromEntries([...document.querySelectorAll(`.mlw-${which} .tick`)]
  .filter((tick) => tick.textContent)
  .map((tick) => [tick.textContent,
    tick.transform.baseVal[0].matrix[which === "x" ? "e" : "f"]]))"""
# The corners of a path, in pixels of the picture.
CORNERS = """path => {
  const { e, f } = path.transform.baseVal[0].matrix;
  const { x, y } = path.ownerSVGElement;
  const move = [x.baseVal.value + e, y.baseVal.value + f];
  const numbers = path.getAttribute("d").match(/-?[0-9.]+/g).map(Number);
  return numbers.map((value, i) => value + move[i % 2]);
}"""


def steps() -> Picture:
    """An error that falls tenfold each step, a band about it, and a point on it."""
    k = np.arange(4)
    error = 10.0 ** (2 - k)
    return Picture(
        [
            band(k, error / 2, error * 2, "e"),
            curve(k, error, "e", "error"),
            Mark("circle", [2, 1], "w"),
        ],
        caption="The error falls tenfold with each step.",
        x=Axis("step k", 0, 3),
        y=Axis("mean squared error", 0.1, 100, log=True),
    )


def bowl() -> Picture:
    """A loss over two weights, with its lowest place."""
    key = Key("loss", 0, 8, "e")
    edges = np.linspace(-2, 2, 21)
    middle = (edges[1:] + edges[:-1]) / 2
    loss = middle[None, :] ** 2 + middle[:, None] ** 2
    return Picture(
        [*heat_map(loss, edges, edges, key), Mark("ring", [0, 0], "wstar", "w*")],
        caption="The loss over two weights, stronger in color where it is larger.",
        x=Axis("w₁", -2, 2),
        y=Axis("w₂", -2, 2),
        key=key,
    )


@pytest.fixture
def shown(mount: Any) -> Any:
    """A function that shows a picture in place of a theorem's own."""

    def show(picture: Picture, **options: Any) -> Page:
        def outputs(inputs: dict[str, Any]) -> dict[str, Any]:
            drawn = {"marks": picture.text(), "scales": picture.scales()}
            return get(NAME).outputs(inputs) | drawn | {"caption": picture.caption}

        page: Page = mount(NAME, outputs=outputs, **options)
        page.get_by_role("button", name="Verify").click()
        page.wait_for_function(
            "caption => document.querySelector('.mlt-caption').textContent === caption",
            arg=picture.caption,
        )
        return page

    return show


def corners(page: Page, selector: str) -> list[list[float]]:
    numbers: list[float] = page.eval_on_selector(selector, CORNERS)
    return [list(pair) for pair in zip(numbers[::2], numbers[1::2], strict=True)]


@pytest.mark.parametrize("width", [1280, 390])
def test_a_curve_goes_through_the_ticks_of_its_numbers(shown: Any, width: int) -> None:
    """At step k the error is 100, 10, 1, 0.1: on the very lines that bear these numbers."""
    page = shown(steps(), width=width)
    across, up = page.evaluate(TICKS, "x"), page.evaluate(TICKS, "y")
    assert {"0", "1", "2", "3"} <= set(across)
    assert {"0.1", "1", "10", "100"} <= set(up)
    expected = [
        [across[k], up[error]] for k, error in zip("0123", ("100", "10", "1", "0.1"), strict=True)
    ]
    found = corners(page, "path.mlt-curve")
    assert np.ravel(found) == pytest.approx(np.ravel(expected), abs=0.6)
    labels = page.locator(".mlt-axis").all_text_contents()
    assert labels == ["step k", "mean squared error"]
    assert page.locator("text.mlt-text").all_text_contents() == ["error"]


def test_between_equal_steps_a_ten_is_written_as_ten(shown: Any) -> None:
    """From 0.5 to 10.5 one digit would tell the ticks apart, and make 1e+1 of the last."""
    marks = [Mark("circle", [k, 2], "x") for k in range(1, 11)]
    equal = Picture(marks, 1.0, "Ten marks.", Axis("neurons", 0.5, 10.5), Axis("field", 0, 4))
    assert {"2", "10"} <= set(shown(equal).evaluate(TICKS, "x"))


def test_what_lies_beyond_the_axes_is_cut_off_and_labels_are_not(shown: Any) -> None:
    """The band reaches to 200, twice the end of the axis."""
    page = shown(steps())
    inner = page.locator(".mlt-plane svg svg")
    assert inner.get_attribute("overflow") == "hidden"
    box, whole = inner.bounding_box(), page.locator(".mlt-plane > svg").bounding_box()
    assert whole["x"] < box["x"] < box["x"] + box["width"] <= whole["x"] + whole["width"]
    assert min(y for _, y in corners(page, "path.mlt-area")) < page.evaluate(TICKS, "y")["100"]
    label = page.locator("text.mlt-text").bounding_box()
    assert label["x"] + label["width"] <= whole["x"] + whole["width"]


def test_a_heat_map_is_stronger_where_it_is_larger_and_its_key_says_how_much(shown: Any) -> None:
    page = shown(bowl())
    found = page.eval_on_selector_all(
        "path.mlt-boxes", "all => all.map((path) => Number(getComputedStyle(path).fillOpacity))"
    )
    assert found == pytest.approx([shade / (SHADES - 1) for shade in range(1, SHADES)])
    # Only the cells in the four corners reach 7: at their middles, 1.9² + 1.9² = 7.22, and beside
    # them 1.9² + 1.7² = 6.5.  They end at the ticks of ±2.
    strongest = page.locator("path.mlt-boxes").last
    assert str(strongest.get_attribute("d")).count("M") == 4
    box = strongest.evaluate(
        """path => {
          const { x, y, width, height } = path.getBBox();
          const { e, f } = path.transform.baseVal[0].matrix;
          const layer = path.ownerSVGElement;
          const [left, top] = [layer.x.baseVal.value + e + x, layer.y.baseVal.value + f + y];
          return [left, left + width, top, top + height];
        }"""
    )
    across, up = page.evaluate(TICKS, "x"), page.evaluate(TICKS, "y")
    assert box == pytest.approx([across["−2"], across["2"], up["2"], up["−2"]], abs=0.6)
    key = page.locator(".mlt-key")
    assert key.inner_text().split() == ["loss:", "0", "8"]
    shades = key.locator("i").evaluate_all("all => all.map((i) => Number(i.style.opacity))")
    assert shades == pytest.approx([i / (SHADES - 1) for i in range(SHADES)])


def test_axes_and_key_go_with_the_picture_that_has_none(mount: Any) -> None:
    pictures = [bowl(), Picture([Mark("circle", [0.5, 0.5], "w")], 1.0, "One point.")]

    def outputs(inputs: dict[str, Any]) -> dict[str, Any]:
        picture = pictures[inputs["seed"] % 2]
        drawn = {"marks": picture.text(), "scales": picture.scales()}
        return get(NAME).outputs(inputs) | drawn | {"caption": picture.caption}

    page = mount(NAME, outputs=outputs)
    for parts in (1, 0, 1):
        page.get_by_role("button", name="Verify").click()
        page.wait_for_function(
            "parts => document.querySelectorAll('.mlw-axes').length === parts", arg=parts
        )
        assert page.locator(".mlt-axis").count() == 2 * parts
        assert page.locator(".mlt-key").is_visible() == bool(parts)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("picture", [steps, bowl])
def test_accessible(shown: Any, picture: Any, scheme: str, width: int) -> None:
    page = shown(picture(), scheme=scheme, width=width)
    found = Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    drawing = page.locator(".mlt-plane > svg")
    assert (drawing.get_attribute("role"), drawing.get_attribute("aria-label")) == (
        "img",
        picture().caption,
    )
