"""Cells in CPython: the same outputs, errors and hints as in the reader's browser."""

import json
import sys
from types import ModuleType

import numpy as np
import pytest

from livepage.worker import bridge
from livepage.worker.cells import cells
from livepage.worker.cells.streams import CHARACTERS, LINES
from tests.livepage.worker.cells.runs import failed, run, shown

pytestmark = pytest.mark.usefixtures("fresh")


# ------------------------------------------------------------------------------ values


def test_names_stay_and_the_last_expression_is_shown():
    assert run("a = 3") == ([], True)
    outputs, ok = run("a + 1")
    assert ok
    assert outputs == [{"output_type": "execute_result", "data": {"text/plain": "4"}}]
    assert run("None") == ([], True)
    assert run("a + 1;") == ([], True)
    assert run("") == ([], True)


@pytest.mark.parametrize(
    ("code", "value"),
    [  # by hand, and as IPython's rule has it
        ("1 + 1;", None),
        ("1 + 1;  # quiet", None),
        ("1 + 1 ; \n\n# quiet\n", None),
        ("'''a\nb''';", None),
        ("1 + 1  # a;", "2"),
        ("1 + 1\n# quiet;", "2"),
        ("'a;'", "'a;'"),
        ("'''a\n;'''", r"'a\n;'"),
        ("a = 1; a", "1"),
        ("(1 +\n 1)  # ;\n", "2"),
    ],
)
def test_a_semicolon_at_the_end_of_the_code_keeps_quiet(code, value):
    outputs, ok = run(code)
    assert ok
    assert shown(outputs) == ([] if value is None else [value])


def test_outputs_keep_their_order():
    code = "import sys\nprint('a')\nprint('b', file=sys.stderr)\ndisplay('c', 4)\nprint('d')\n'e'"
    outputs, _ = run(code)
    assert shown(outputs) == ["a\n", "b\n", "'c'", "4", "d\n", "'e'"]
    assert outputs[1]["name"] == "stderr"


def test_every_form_of_a_value_is_sent():
    code = (
        "class Rich:\n"
        "    def _repr_html_(self): return '<b>x</b>'\n"
        "    def _repr_latex_(self): return '$x$'\n"
        "    def _repr_svg_(self): return None\n"
        "    def _repr_png_(self): return b'\\x89'\n"
        "    def __repr__(self): return 'x'\n"
        "display(Rich)\nRich()"
    )
    kind, value = run(code)[0]
    assert list(kind["data"]) == ["text/plain"], "a class is not one of its objects"
    assert value["data"] == {
        "text/html": "<b>x</b>", "text/latex": "$x$", "image/png": "iQ==", "text/plain": "x",
    }  # fmt: skip


def test_a_mimebundle_comes_first_and_may_carry_metadata():
    code = "class M:\n    def _repr_mimebundle_(self): return {'text/html': 'h'}, {'a': 1}\nM()"
    (value,), _ = run(code)
    assert value["data"]["text/html"] == "h"


def test_an_error_in_a_values_own_form_is_the_cells():
    found = failed("class B:\n    def _repr_html_(self): return 1 / 0\nB()")
    assert found["traceback"][0] == "Line 2 of this cell, in _repr_html_"


def test_long_texts_and_many_outputs_are_cut_and_say_so():
    (value,), _ = run("'x' * 300_000")
    assert value["data"]["text/plain"].endswith("\n… (100,002 characters left out)")
    outputs, _ = run("for i in range(250): display(i)")
    assert len(outputs) == 201
    assert outputs[-1]["text"] == "… 50 outputs left out\n"


def test_sympy_gives_latex_also_inside_containers():
    outputs, ok = run("import sympy as sp\nx = sp.Symbol('x')\ndisplay(x**2, [x, 1], [1, 2])")
    assert ok
    latex = [o["data"].get("text/latex") for o in outputs]
    assert latex == [r"$\displaystyle x^{2}$", r"$\displaystyle \left[ x, \  1\right]$", None]


# ----------------------------------------------------------------------------- streams


def test_a_cell_may_print_so_many_lines_and_no_more():
    outputs, _ = run(f"for i in range({LINES}): print(i)")
    assert "".join(shown(outputs)) == "".join(f"{i}\n" for i in range(LINES))
    outputs, _ = run("for i in range(100_000): print(i)")
    text = "".join(shown(outputs))
    lines = text.splitlines()
    assert lines[LINES - 1] == str(LINES - 1)
    assert lines[-1] == "99999"
    rest = [line for line in lines[LINES:] if line.isdigit()]
    assert f"… {100_000 - LINES - len(rest):,} lines left out …" in lines
    assert len(outputs) < 150, "they come many in one message"


def test_one_long_line_is_cut_too():
    outputs, _ = run(f"print('x' * {CHARACTERS + 10_000})")
    text = "".join(shown(outputs))
    assert text.startswith("x" * CHARACTERS)
    assert "… a part left out …" in text
    assert len(text) < CHARACTERS + 6000


def test_flushing_does_not_flood():
    outputs, _ = run("for i in range(900): print(i, flush=True)")
    assert "".join(shown(outputs)).count("\n") == 900
    assert len(outputs) < 150


# ------------------------------------------------------------------------------ errors


def test_a_traceback_names_lines_cells_and_functions():
    run("def f(x):\n    return 1 / x", cell="first")
    found = failed("\nf(0)")
    assert found["ename"] == "ZeroDivisionError"
    assert found["evalue"] == "division by zero"
    without_marks = [line for line in found["traceback"] if set(line.strip()) - set("~^")]
    assert without_marks == [
        "Line 2 of this cell", "  f(0)", "Line 2 of the cell first, in f", "  return 1 / x",
        "ZeroDivisionError: division by zero",
    ]  # fmt: skip


def test_a_functions_lines_are_those_of_the_run_that_made_it():
    run("def f():\n    raise ValueError('old')", cell="first")
    run("1", cell="first")
    assert "  raise ValueError('old')" in failed("f()")["traceback"]


def test_code_that_does_not_parse_shows_its_line_alone():
    found = failed("a = 1\nb = = 2")
    assert found["traceback"][0] == "Line 2 of this cell"
    assert found["evalue"] == "invalid syntax"
    assert "plain Python" in failed("%matplotlib inline")["hint"]


def test_a_cause_is_told_with_its_error():
    found = failed("try:\n    {}['k']\nexcept KeyError as e:\n    raise ValueError('v') from e")
    text = "\n".join(found["traceback"])
    assert text.index("KeyError: 'k'") < text.index("direct cause") < text.index("ValueError: v")
    assert "livepage" not in text


@pytest.mark.parametrize(
    ("code", "ename", "hint"),
    [
        ("def g(): g()\ng()", "RecursionError", "called itself"),
        ("raise MemoryError", "MemoryError", "gigabytes"),
        ("bytearray(2**63)", "OverflowError", "2 gigabytes"),
        ("import sys; sys.exit(3)", "SystemExit", "ended itself"),
        ("import nonexistent.part", "ModuleNotFoundError", "nonexistent is not among them"),
        ("import sympi", "ModuleNotFoundError", "Did you mean sympy?"),
        ("input()", "RuntimeError", None),
        ("raise KeyboardInterrupt", "KeyboardInterrupt", None),
    ],
)
def test_hints(code, ename, hint):
    found = failed(code)
    assert found["ename"] == ename
    assert found["traceback"][0].startswith("Line ")
    assert (hint or "") in found.get("hint", "")
    assert len(found["traceback"]) <= 61
    assert run("1")[1], "the next cell runs"


def test_a_very_deep_recursion_is_told_quickly(monkeypatch):
    monkeypatch.setattr("livepage.worker.cells.errors.DEEP", 100)
    found = failed("def g(): g()\ng()")
    assert found["traceback"][0] == "Line 2 of this cell"
    assert "[Previous line repeated" in "\n".join(found["traceback"])


def test_a_name_that_a_later_cell_defines_is_pointed_to():
    page = {"here": "late", "below": "late = 1"}
    assert "further down" in failed("late", page=page)["hint"]
    assert "hint" not in failed("nowhere", page={"here": "nowhere"})


def test_await_works_at_the_top_level():
    assert shown(run("import asyncio\nawait asyncio.sleep(0, 'slept')")[0]) == ["'slept'"]


def test_dataclasses_and_pickles_find_the_module_of_a_cell():
    code = (
        "import pickle\nfrom dataclasses import dataclass\n"
        "@dataclass\nclass P:\n    x: 'int'\npickle.loads(pickle.dumps(P(3)))"
    )
    assert shown(run(code)[0]) == ["P(x=3)"]


# ---------------------------------------------------------------------------- packages


def needed(code, monkeypatch):
    monkeypatch.setattr(cells, "_installed", lambda package: package["name"] == "numpy")
    return json.loads(cells.needed(code))


def test_packages_are_found_also_through_the_modules_of_the_book(monkeypatch):
    assert needed("import numpy, json", monkeypatch)["packages"] == []
    assert needed("def f():\n    from sympy.abc import x", monkeypatch) == {
        "packages": ["sympy"], "files": 2,  # mpmath comes along
    }  # fmt: skip
    assert needed("import pylab", monkeypatch)["packages"] == ["matplotlib"]
    for code in (
        "from mlmath.figures import perceptron as figures",
        "import mlmath.figures.shared",
        "from mlmath.figures.perceptron import e",
    ):
        assert "matplotlib" in needed(code, monkeypatch)["packages"]
    for code in (
        "from mlmath import perceptron",
        "from mlmath.widgets.perceptron import Jaws",
        "a b",
    ):
        assert needed(code, monkeypatch)["packages"] == []


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ('raise RuntimeError("can\'t start new thread")', "one thread"),
        ("raise OSError('emscripten does not support processes.')", "other programs"),
        ("from urllib.error import URLError\nraise URLError('unknown url type: https')", "network"),
        ("raise RuntimeError('TLS not supported in this environment')", "network"),
        ("import numpy as np\nnp.linalg.norm?", "help(name)"),
    ],
)
def test_what_this_python_cannot_do_gets_a_sentence(fresh, code, said):
    """The messages are those that CPython, Emscripten and Pyodide give; `?` is Jupyter's."""
    assert said in failed(code)["hint"]


def test_jupyters_question_mark_is_named_where_it_is_the_fault(fresh):
    assert "help(name)" not in failed("'''\nWhy?\n'''\na = = 1").get("hint", "")


@pytest.mark.parametrize(
    "code", ["import sympy", "import matplotlib.pyplot as plt", "from matplotlib import pyplot"]
)
def test_a_package_that_did_not_come_is_not_advised_again(fresh, monkeypatch, code):
    for name in ("sympy", "matplotlib", "matplotlib.pyplot"):
        monkeypatch.setitem(sys.modules, name, None)
    assert "run the cell again" in failed(code)["hint"]


def test_the_return_to_a_lines_start_is_sent_as_it_comes(fresh):
    outputs, ok = run("print('1 %', end='\\r')\nprint('2 %')")
    assert ok
    assert "".join(o["text"] for o in outputs) == "1 %\r2 %\n"


def test_where_a_name_of_pythons_own_is_taken_the_restart_is_named(fresh):
    run("sum = 0")
    hint = failed("sum([1, 2])")["hint"]
    assert "sum" in hint
    assert "Restart Python" in hint


def test_where_a_library_is_changed_cells_and_widgets_name_the_restart(fresh, monkeypatch):
    monkeypatch.setattr(np, "zeros", np.zeros)  # set back afterwards
    run("import numpy as np\nnp.zeros = None")
    hint = failed("np.zeros(3)")["hint"]
    assert "numpy.zeros" in hint
    assert "Restart Python" in hint
    reply = bridge.handle({"id": "p", "widget": "none.such", "epoch": 1, "seq": 1})
    assert "numpy.zeros" in reply["error"]


def test_help_is_given_of_a_module_that_names_what_is_not_here(fresh, monkeypatch):
    """As numpy names numpy.f2py, which Pyodide leaves out."""
    half = ModuleType("half", "A module.")

    def absent(name):
        raise (ModuleNotFoundError if name == "f2py" else AttributeError)(name)

    vars(half).update(__getattr__=absent, __dir__=lambda: ["f2py", "__doc__", "__name__"])
    monkeypatch.setitem(sys.modules, "half", half)
    run("import half")
    outputs, ok = run("help(half)\nhelp(len)")
    assert ok
    assert "A module." in "".join(o["text"] for o in outputs)
    assert "f2py" in dir(half)
