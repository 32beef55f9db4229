"""What cells do to the page's Python, good and bad, in a real browser, by the engine's messages.

The buttons and the look of cells have tests of their own; here a client that notes what it is told
takes their place.  Expected values are Python's own, written down by hand.
"""

import pytest

from tests.livepage import pages
from tests.livepage.cell_client import Cells, error, text

CHAPTER = "chapters/01_perceptron.html"


@pytest.fixture(scope="module")
def chapter(browser, site):
    """One page for the tests that leave its Python in order: a start takes seconds."""
    context = browser.new_context()
    context.set_default_timeout(30_000)
    faults = []
    context.on("console", lambda message: faults.append(message.text))
    context.on("weberror", lambda fault: faults.append(str(fault.error)))
    page = context.new_page()
    page.goto(site / CHAPTER, wait_until="load")
    pages.start(page)
    yield Cells(page)
    context.close()
    assert faults == []


@pytest.fixture
def own(new_page):
    """A page for one test, which may kill its Python."""
    page = new_page(CHAPTER)
    pages.start(page)
    return Cells(page)


def test_outputs_come_in_their_order_and_the_last_value_is_shown(chapter):
    told = chapter.run("print('one')\ndisplay(2)\nprint('three')\n[4, 'four']")
    assert told["done"]["ok"]
    assert [o.get("text") or o["data"]["text/plain"] for o in told["outputs"]] == [
        "one\n", "2", "three\n", "[4, 'four']",
    ]  # fmt: skip
    assert told["outputs"][-1]["output_type"] == "execute_result"


def test_a_name_lives_on_in_the_next_cell(chapter):
    assert chapter.run("kept = 17", "a")["done"]["ok"]
    assert text(chapter.run("print(kept + 1)", "b")) == "18\n"


def test_print_is_heard_while_the_cell_runs(chapter):
    chapter.begin(
        "import time\nprint('first')\nend = time.monotonic() + 60\n"
        "while time.monotonic() < end:\n    pass"
    )
    chapter.page.wait_for_function("window.clients.test.told.outputs.length")
    told = chapter.told()
    assert text(told) == "first\n"
    assert told["done"] is None
    chapter.page.evaluate("document.livepage.engine.stop('Stopped')")
    pages.ready(chapter.page)


def test_an_endless_loop_is_stopped_within_a_second_and_the_page_goes_on(own):
    own.run("kept = 1", "before")
    own.begin("while True:\n    pass")
    own.page.wait_for_function("window.clients.test.told.began")
    own.begin("print(1)", "queued")
    told, took = own.page.evaluate("""async () => {
      const began = performance.now();
      document.livepage.engine.stop("Stopped");
      const { told } = window.clients.test;
      while (!told.done) await new Promise(requestAnimationFrame);
      return [told, performance.now() - began];
    }""")
    assert took < 1000
    assert error(told)["ename"] == "Stopped"
    assert told["done"]["why"] == "stopped"
    assert own.told("queued")["done"]["why"] == "stopped"
    assert told["forgotten"] == 1
    assert own.told("before")["forgotten"] == 1
    pages.ready(own.page)
    assert error(own.run("kept"))["ename"] == "NameError"
    own.works()


def test_an_error_begins_at_the_readers_own_line(chapter):
    told = chapter.run("def half(n):\n    return n / 0\n\nprint('before')\nhalf(3)")
    assert text(told) == "before\n"
    found = error(told)
    assert found["traceback"][0] == "Line 5 of this cell"
    assert "Line 2 of this cell, in half" in found["traceback"]
    assert found["traceback"][-1] == "ZeroDivisionError: division by zero"
    assert "livepage" not in "".join(found["traceback"])
    chapter.works()


@pytest.mark.parametrize(
    "code",
    [
        "def down(n):\n    return down(n + 1)\n\ndown(0)",
        "class Loop:\n    def __repr__(self):\n        return repr([self])\n\nLoop()",
        "class Loop:\n    def __eq__(self, other):\n        return [self] == [Loop()]\nLoop() == 1",
        "import sys\nsys.setrecursionlimit(10**6)\ndef down(n):\n    return down(n + 1)\ndown(0)",
    ],
    ids=["plain", "repr", "compare", "without limit"],
)
def test_a_recursion_without_end_ends_in_a_clear_message(own, watch, code):
    watch.allow("Pyodide|Stack|stack|RangeError|wasm|Maximum|fatal")
    found = error(own.run(code))
    if found["ename"] == "PythonDied":
        assert "started afresh" in found["evalue"]
        pages.ready(own.page)
    else:
        assert found["ename"] == "RecursionError"
        assert found["hint"] == "A function called itself, and never came to an end."
        assert len(found["traceback"]) < 80
    own.works()


def test_a_million_lines_are_counted_and_their_end_is_shown(chapter):
    told = chapter.run("for i in range(1_000_000):\n    print(i)")
    assert told["done"]["ok"]
    assert len(told["outputs"]) < 200, "many lines a message"
    lines = text(told).splitlines()
    assert lines[:1000] == [str(i) for i in range(1000)]
    assert lines[-1] == "999999"
    (note,) = [line for line in lines if "left out" in line]
    left = int(note.split()[1].replace(",", ""))
    shown = [line for line in lines if line.isdigit()]
    assert len(shown) + left == 1_000_000
    chapter.works()


def test_a_package_that_the_page_lacks_is_named_with_those_it_has(chapter):
    found = error(chapter.run("import nonexistent"))
    assert found["ename"] == "ModuleNotFoundError"
    assert found["traceback"] == [
        "Line 1 of this cell", "  import nonexistent",
        "ModuleNotFoundError: No module named 'nonexistent'",
    ]  # fmt: skip
    for name in ("mlmath", "numpy", "matplotlib", "sympy", "nonexistent is not among them"):
        assert name in found["hint"]
    chapter.works()


@pytest.mark.parametrize(
    "code",
    ["x = bytearray(2**31)", "x = np.ones(2**28)", "x = bytearray(2**31 - 1)",
     "x = np.empty(2**28 - 16)"],
)  # fmt: skip
def test_two_gigabytes_leave_the_page_usable(own, watch, code):
    watch.allow("memory|Memory|fatal|Pyodide|RuntimeError|wasm")
    told = own.run(f"import numpy as np\n{code}\nlen(x)")
    if not told["done"]["ok"]:
        found = error(told)
        assert "gigabytes" in found.get("hint", "") or "started afresh" in found["evalue"]
        pages.ready(own.page)
    own.works()


def test_sympy_gives_latex_and_comes_with_the_first_cell_that_imports_it(own, watch):
    assert not any("sympy-" in url or "matplotlib-" in url for url in watch.requests)
    told = own.run("import sympy as sp\nx = sp.symbols('x')\ndisplay(x**2)\nsp.Rational(1, 2) * x")
    assert told["done"]["ok"], told
    assert [o["data"]["text/latex"] for o in told["outputs"]] == [
        r"$\displaystyle x^{2}$", r"$\displaystyle \frac{x}{2}$",
    ]  # fmt: skip
    assert ["sympy", 0] in told["loading"]
    assert told["loading"][-1] == ["", 1]
    assert any("sympy-" in url for url in watch.requests)
    assert not any("matplotlib-" in url for url in watch.requests)


def test_figures_left_open_are_shown_as_svg_in_the_pages_colors(own):
    told = own.run(
        "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nax.plot([0, 1], 'k')\n"
        "ax.set(title='A line', xlabel='t', ylabel='v')\nplt.figure()\nplt.title('Two')\n'last'"
    )
    assert told["done"]["ok"], told
    last, one, two = told["outputs"]
    assert last["data"]["text/plain"] == "'last'"
    assert 'aria-label="Figure drawn by this cell: A line; v against t"' in one["data"]["text/html"]
    assert "var(--ink" in one["data"]["text/html"]
    assert "#000000" not in one["data"]["text/html"]
    assert "Two" in two["data"]["text/html"]
    again = own.run("plt.get_fignums()")
    assert again["outputs"][0]["data"]["text/plain"] == "[]", "they were closed"
    told = own.run("fig, ax = plt.subplots()\nfig")
    assert [o["output_type"] for o in told["outputs"]] == ["execute_result"], "shown once"


def test_a_figure_of_the_book_brings_matplotlib_along(own):
    told = own.run(
        "from mlmath.figures import perceptron as figures\n"
        "figures.separation([[0, 1], [1, 0]], [1, -1], [1, 1], alt='Two')"
    )
    assert told["done"]["ok"], told
    assert told["outputs"][0]["data"]["text/html"].startswith('<svg class="mlf"')


def test_a_widget_of_a_cell_is_live_and_its_attributes_follow(own):
    told = own.run(
        "from mlmath.widgets import link\n"
        "from mlmath.widgets.perceptron import Jaws, Playground\n"
        "p, j = Playground(order='random'), Jaws()\nlink(p, j, 'points')\ndisplay(p)\nj"
    )
    assert told["done"]["ok"], told
    own.page.evaluate("""() => {
      const place = document.createElement("div");
      const shown = window.clients.test.told.outputs.map((o) => o.data["text/html"]);
      place.innerHTML = shown.join("");
      place.id = "place";
      document.querySelector("main").prepend(place);
      return document.livepage.mountAll(place);
    }""")
    first, second = own.page.eval_on_selector_all("#place .mlw", "all => all.map(({id}) => id)")
    assert first.startswith("playground-live-")
    assert second.startswith("jaws-live-")
    assert pages.inputs(own.page, first)["order"] == "random"
    points = pages.inputs(own.page, first)["points"]
    points[0] = [-1.0, 0.5, points[0][2]]
    pages.change(own.page, second, points=points)
    for identity in (first, second):
        pages.settled(own.page, identity)
        assert pages.inputs(own.page, identity)["points"] == points
    told = own.run("print(p.points[0][:2], j.points == p.points)\np.seed = 12", "after")
    assert text(told) == "[-1.0, 0.5] True\n"
    own.page.wait_for_function(
        "id => document.getElementById(id).model.get('seed') === 12", arg=first
    )


def test_a_cell_that_needs_others_says_which_and_does_not_run(own):
    told = own.run("print('ran')\nX.sum() + y.sum()", "tested-version")
    assert told["done"]["ok"] is False
    assert told["outputs"] == []
    assert told["missing"] == [
        {"name": "X", "cell": "learn"},
        {"name": "y", "cell": "learn"},
        {
            "name": "cards",
            "cell": "by-hand-in-python",
            "for": "learn",
        },  # which makes X and y of them
    ]


def test_input_warnings_and_await(chapter):
    found = error(chapter.run("input('Name? ')"))
    assert found["evalue"].startswith("input() cannot ask on this page")
    assert found["traceback"][0] == "Line 1 of this cell"
    for _ in range(2):  # each run warns anew
        told = chapter.run("import warnings\nwarnings.warn('mind the gap')")
        assert "UserWarning: mind the gap" in text(told, "stderr")
    told = chapter.run("import asyncio\nawait asyncio.sleep(0)\n3")
    assert told["outputs"][0]["data"]["text/plain"] == "3"


def test_widgets_wait_for_a_cell_and_are_answered_after_it(chapter):
    chapter.begin("import time\nend = time.monotonic() + 1\nwhile time.monotonic() < end: pass")
    pages.change(chapter.page, "playground-1", seed=9)
    assert chapter.told()["done"] is None
    pages.settled(chapter.page, "playground-1")
    assert chapter.told()["done"]["ok"]
