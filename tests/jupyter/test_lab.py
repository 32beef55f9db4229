"""The widgets in a real JupyterLab, driven in a real browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import nbformat
import pytest

from mlmath.widgets import get
from tests.jupyter.conftest import Lab

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CELLS = [
    "from mlmath.widgets import link\n"
    "from mlmath.widgets.perceptron import Jaws, Playground\n"
    "playground = Playground(step=500)\n"
    "jaws = Jaws()\n"
    "link(playground, jaws, 'points')",
    "playground",
    "jaws",
    "import json\nprint(json.dumps([playground.inputs, jaws.inputs]))",
    "playground.order = 'random'",
    "playground.seed = 1000",
]


@pytest.fixture(scope="module")
def page(lab: Lab, browser: Browser) -> Iterator[Page]:
    """A notebook with two linked widgets, its first three cells run and both pictures drawn."""
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in CELLS],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    nbformat.write(notebook, lab.folder / "widgets.ipynb")
    context = browser.new_context(viewport={"width": 1280, "height": 2600})
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(lab / "widgets.ipynb")
    # What is run before the kernel is connected is lost.
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    for cell in range(3):
        run(page, cell)
    for name in ("playground", "jaws"):
        page.wait_for_selector(f"{root(name)}[data-status='ready']:not([data-drawn='0'])")
    yield page
    context.close()


def root(name: str) -> str:
    return f".mlw-root[data-widget='perceptron.{name}']"


def run(page: Page, cell: int) -> None:
    """Run one cell and wait for its number to have changed."""
    box = page.locator(".jp-CodeCell").nth(cell)
    prompt = box.locator(".jp-InputPrompt")
    before = prompt.inner_text()
    box.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    page.wait_for_function(
        "([node, before]) => node.innerText !== before && /\\d/.test(node.innerText)",
        arg=[prompt.element_handle(), before],
    )


def kernel(page: Page) -> list[dict[str, Any]]:
    """Return the inputs of both widgets as the kernel has them."""
    run(page, 3)
    found: list[dict[str, Any]] = json.loads(
        page.locator(".jp-CodeCell").nth(3).locator(".jp-OutputArea-output pre").inner_text()
    )
    return found


def says(page: Page, name: str, inputs: dict[str, Any]) -> None:
    """Wait until a widget shows the sentence that CPython computes from the inputs."""
    page.wait_for_function(
        "([node, text]) => node.innerText === text",
        arg=[
            page.locator(f"{root(name)} .mlw-summary").element_handle(),
            get(f"perceptron.{name}").outputs(inputs)["summary"],
        ],
    )


def test_the_first_picture(page: Page) -> None:
    says(page, "playground", {"step": 500})
    says(page, "jaws", {})
    assert page.locator(f"{root('playground')} .pg-points .mlw-handle").count() == 20


def test_a_drag_moves_both_widgets(page: Page) -> None:
    box = page.locator(f"{root('playground')} .mlw-reach").nth(13).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 40, y + 35, steps=12)
    page.mouse.up()
    page.wait_for_selector(f"{root('playground')}:not([data-stale])")
    page.wait_for_selector(f"{root('jaws')}:not([data-stale])")
    playground, jaws = kernel(page)
    start = get("perceptron.playground").inputs().values()["points"]
    assert playground["points"] == jaws["points"] != start
    says(page, "playground", playground)
    says(page, "jaws", jaws)


def test_keyboard_reaches_the_kernel(page: Page) -> None:
    point = page.locator(f"{root('playground')} .pg-points .mlw-handle").first
    before = kernel(page)[0]["points"]
    point.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Delete")
    page.wait_for_selector(f"{root('playground')}:not([data-stale])")
    playground, jaws = kernel(page)
    assert playground["points"] == before[1:] == jaws["points"]
    says(page, "jaws", jaws)


def test_what_python_sets_shows(page: Page) -> None:
    run(page, 4)
    select = page.locator(f"{root('playground')} select")
    page.wait_for_function("node => node.value === 'random'", arg=select.element_handle())
    says(page, "playground", kernel(page)[0])


def test_a_bad_value_raises_in_the_notebook(page: Page) -> None:
    run(page, 5)
    trace = page.locator(".jp-CodeCell").nth(5).locator(".jp-OutputArea-output pre")
    assert "seed must lie in [0, 99], got 1000" in trace.inner_text()
    says(page, "playground", kernel(page)[0])
