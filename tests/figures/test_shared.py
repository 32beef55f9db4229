"""Figures: described, legible in both themes, safe beside each other, the same every time.

What holds for every figure of the book is tested here, on the examples that the tests of each page
give in `EXAMPLES`: one for each of its drawings.
"""

import re
import xml.etree.ElementTree as ET
from importlib import import_module
from inspect import getmembers, isfunction

import numpy as np
import pytest

from mlmath import manifest, palette
from mlmath.datasets import two_clouds
from mlmath.figures import shared
from tests.figures.drawn import elements, texts
from tests.mathematics import BOOK, ROOT

PAGES = sorted(
    p.stem for p in (BOOK / "figures").glob("*.py") if p.stem not in ("__init__", "shared")
)


def example(alt="Two clouds & a line between them."):
    X, y, *_ = two_clouds(20, 0.5, 1)
    return shared.separation(X, y, [1.0, 2.0], 0.3, alt=alt)


def examples(slug):
    """Return the examples of a page's drawings: {name of the drawing: what makes one}."""
    return import_module(f"tests.figures.test_{slug}").EXAMPLES


def figures():
    planes = [[1, 0, 0], [0, 0, 1], [1, -1, 1]]
    ball = shared.sphere(planes, toward=[0, -1, 0], alt="A sphere.")
    found = {"separation": example(), "sphere": ball}
    for slug in PAGES:
        found |= {f"{slug}.{name}": make() for name, make in examples(slug).items()}
    return found


@pytest.fixture(scope="module")
def pictures():
    return {name: figure.svg() for name, figure in figures().items()}


@pytest.mark.parametrize("slug", PAGES)
def test_every_drawing_of_a_page_has_an_example_here(slug):
    """And comes with the page's own name: nothing is drawn for a page that is not there."""
    module = import_module(f"mlmath.figures.{slug}")
    own = {n for n, f in getmembers(module, isfunction) if f.__module__ == module.__name__}
    assert set(examples(slug)) == {name for name in own if not name.startswith("_")}
    assert set(module.__all__) >= set(examples(slug))
    assert (ROOT / manifest.page(slug).path).is_file()


def test_it_is_an_image_with_its_description(pictures):
    root = ET.fromstring(pictures["separation"])
    assert root.get("role") == "img"
    assert root.get("aria-label") == "Two clouds & a line between them."


def test_a_notebook_gets_the_svg_as_html():
    figure = example()
    bundle = figure._repr_mimebundle_()
    assert bundle["text/html"] == figure.svg()
    assert bundle["text/html"].startswith("<svg")
    assert bundle["text/plain"] == "Figure: Two clouds & a line between them."


def test_marks_in_a_crowd_are_transparent_and_others_are_not():
    def marks(n):
        X = np.random.default_rng(0).normal(size=(n, 2))
        figure = shared.separation(X, np.where(X[:, 0] > 0, 1, -1), [1, 0], alt="Points.")
        return [line.get_alpha() for line in figure.fig.axes[0].lines[:2]]

    assert marks(300) == [0.5, 0.5]
    assert marks(20) == [1.0, 1.0]


@pytest.mark.parametrize("alt", ["", "  ", None])
def test_a_figure_without_a_description_is_refused(alt):
    with pytest.raises(ValueError, match="alt must say what the figure shows, got"):
        shared.Figure(shared.canvas()[0], alt)


def test_the_same_data_give_the_same_bytes(pictures):
    assert {name: figure.svg() for name, figure in figures().items()} == pictures
    figure = example()
    assert figure.svg() == figure.svg() == pictures["separation"]


def test_ids_are_unique_over_all_figures_and_all_are_used(pictures):
    pictures = {**pictures, "twin": example("The same, with other words.").svg()}
    ids = [e.get("id") for svg in pictures.values() for e in elements(svg) if e.get("id")]
    assert len(ids) == len(set(ids)) > 10
    referred = set(re.findall(r'(?:url\(#|href="#)([^)"]+)', "".join(pictures.values())))
    assert referred == set(ids)


def test_every_color_follows_the_theme(pictures):
    for name, svg in pictures.items():
        body = re.sub(r"<style>.*?</style>", "", svg, flags=re.DOTALL)
        fixed = re.findall(r"(?<!, )#[0-9a-f]{6}\b", re.sub(r"#fig-[\w-]+", "", body))
        assert fixed == [], name
        style = svg[svg.index("<style>") : svg.index("</style>")]
        for variable in set(re.findall(r"var\((--[\w-]+)", body)):
            assert f"{variable}: " in style, f"{name} has no dark {variable}"
        assert '[data-jp-theme-light="false"] .mlf' in style
        assert not re.search(r"(>|})\s*\*", style), "a rule of the figure would reach the page"


def test_the_quantities_have_their_colors(pictures):
    for key in ("positive", "negative", "w"):
        assert f"var(--q-{key}, {palette.color(key)})" in pictures["separation"]


def test_the_ground_is_transparent_and_text_stays_text(pictures):
    for svg in pictures.values():
        first = next(e for e in elements(svg) if e.tag.endswith("}path"))
        assert first.get("style") == "fill: none"
        assert "DejaVu" not in svg
        assert "<image" not in svg
    assert {"y = +1", "y = −1"} <= set(texts(pictures["separation"]))


def test_a_number_that_is_written_keeps_its_digits_and_places_are_short():
    fig, ax = shared.canvas()
    ax.text(0.5, 0.5, "3.14159")
    svg = shared.Figure(fig, "A number.").svg()
    assert "3.14159" in texts(svg)
    places = [e.get("transform", "") for e in elements(svg) if e.tag.endswith("}text")]
    assert places
    assert not re.search(r"\.\d{3}", " ".join(places))


def test_what_is_drawn_by_hand_on_a_canvas_follows_the_theme_too():
    """Legends and texts that are added outside the style of this module."""
    fig, ax = shared.canvas()
    ax.plot([0, 1], [0, 1], color=palette.color("w"), label="a line")
    ax.set_title("A title")
    ax.text(0.5, 0.5, "A word")
    ax.legend()
    svg = shared.Figure(fig, "A line.").svg()
    words = [e for e in elements(svg) if e.tag.endswith("}text")]
    assert {"A title", "A word", "a line"} <= set(texts(svg))
    assert all("fill: var(--ink" in (e.get("style") or "") for e in words)
    assert "#ffffff" not in svg


def test_the_arrow_stands_perpendicular_on_the_line():
    """In the drawing, not in the data: measured in the figure's own pixels."""
    figure = example()
    figure.fig.draw_without_rendering()
    ax = figure.fig.axes[0]
    line = next(artist for artist in ax.lines if artist.get_label() == "w·x + b = 0")
    along = np.diff(ax.transData.transform(line.get_xydata()), axis=0)[0]
    arrow = next(t for t in ax.texts if not t.get_text())
    way = np.diff(ax.transData.transform([arrow.xyann, arrow.xy]), axis=0)[0]
    assert abs(along @ way) < 1e-6 * np.linalg.norm(along) * np.linalg.norm(way)
    ends = line.get_xydata()
    assert np.allclose(ends @ [1.0, 2.0] + 0.3, 0)
    assert np.subtract(arrow.xy, arrow.xyann) @ [1.0, 2.0] > 0


def test_where_the_axes_differ_in_scale_no_arrow_misleads():
    figure = shared.separation([[0, 0], [1, 100]], [1, -1], [1.0, 1.0], alt="Two points.")
    assert len(figure.fig.axes[0].texts) == 0


def test_a_figure_can_be_saved(tmp_path):
    figure = example()
    shared.save(figure, tmp_path / "figure.svg")
    assert (tmp_path / "figure.svg").read_text(encoding="utf-8") == figure.svg()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: shared.separation([[1]], [1], [1, 1], alt="a"), "X and w must lie in the plane"),
        (lambda: shared.separation([[1, 1]], [2], [1, 1], alt="a"), "y must hold only -1 and +1"),
    ],
)
def test_errors_name_the_argument(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)
