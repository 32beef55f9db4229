"""What the outputs of live cells show: text, formulas, figures, widgets; and axe, meanwhile."""

from __future__ import annotations

import pytest

from tests.livepage import pages
from tests.livepage.live_cells import cell, chapter, run
from tests.site.test_look_axe import violations

SYMPY = """
import sympy as sp
x = sp.symbols("x")
display(sp.Derivative(x**2, x))
print("is")
sp.diff(x**2, x)
"""
FIGURE = """
import matplotlib.pyplot as plt
plt.plot([0, 1], [1, 3])
plt.title("Two points")
plt.show()
"""
WIDGET = """
from mlmath.widgets.perceptron import Playground
mine = Playground(order="random")
mine
"""


@pytest.fixture
def page(new_page, site):
    """The chapter with its cells mounted."""
    return chapter(new_page, site)


def test_sympy_is_typeset_in_its_place_among_other_outputs(page):
    run(page, 0, SYMPY)
    outputs = cell(page, 0).locator(".cell_output > .output")
    outputs.nth(2).locator(".katex").wait_for()
    assert outputs.count() == 3
    assert outputs.nth(0).locator("annotation").text_content().endswith("\\frac{d}{d x} x^{2}")
    assert outputs.nth(1).inner_text().strip() == "is"
    assert outputs.nth(2).locator("annotation").text_content().endswith("2 x")


def test_a_figure_is_a_picture_with_a_name(page):
    run(page, 0, FIGURE)
    figure = cell(page, 0).locator(".cell_output svg").first
    assert figure.get_attribute("role") == "img"
    assert figure.get_attribute("aria-label")
    assert figure.bounding_box()["width"] > 200


def test_a_widget_from_a_live_cell_is_live_and_python_follows(page):
    run(page, 0, WIDGET)
    widget = cell(page, 0).locator(".cell_output .mlw")
    widget.locator(pages.DRAWN).wait_for()
    identity = widget.get_attribute("id")
    widget.locator("[data-field='order'] select").select_option("adversarial")
    pages.settled(page, identity)
    assert pages.inputs(page, identity)["order"] == "adversarial"
    assert run(page, 2, "mine.order").strip() == "'adversarial'"
    assert run(page, 2, "mine.order = 'cyclic'") == ""
    page.wait_for_function(
        "id => document.getElementById(id).model.get('order') === 'cyclic'", arg=identity
    )


def test_html_is_shown_and_its_scripts_are_not_run(page):
    code = (
        "from types import SimpleNamespace\n"
        "class Page:\n"
        "    def _repr_html_(self):\n"
        "        return '<b onclick=\"a()\">bold</b><script>window.ran = 1</script>'"
        '\'<img src="data:," alt="none" onerror="window.ran = 2">\'\n'
        "Page()"
    )
    run(page, 0, code)
    bold = cell(page, 0).locator(".cell_output b")
    assert bold.inner_text() == "bold"
    assert bold.get_attribute("onclick") is None
    assert cell(page, 0).locator(".cell_output script").count() == 0
    assert page.evaluate("window.ran") is None


def test_a_long_text_scrolls_inside_and_can_be_reached(page):
    run(page, 0, "for i in range(200):\n    print('line', i)")
    box = cell(page, 0).locator(".cell_output pre")
    assert box.bounding_box()["height"] < 600
    assert box.get_attribute("tabindex") == "0"
    assert box.evaluate("e => e.scrollHeight > e.clientHeight")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_while_cells_are_in_use(new_page, site, width, scheme):
    page = chapter(new_page, site, width=width, scheme=scheme)
    run(page, 3, None, "missing")
    run(page, 0, SYMPY + "for i in range(100):\n    print(i)\n1 / 0", "error")
    cell(page, 0).locator(".cell_output .katex").first.wait_for()
    assert not violations(page)
