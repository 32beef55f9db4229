"""Which names a cell defines and needs, and which cells must run before it."""

import json

import pytest

from livepage.worker.cells import cells, names
from tests.livepage.worker.cells.runs import run, shown

pytestmark = pytest.mark.usefixtures("fresh")


@pytest.mark.parametrize(
    ("code", "defines", "uses"),
    [
        ("a = b", ["a"], ["b"]),
        ("a = a + 1", ["a"], ["a"]),
        ("a += 1", ["a"], ["a"]),
        ("a = 1\nb = a", ["a", "b"], []),
        ("for i in range(n): s = i", ["i", "s"], ["n"]),
        ("[x * k for x in xs if x > x0]", [], ["xs", "x0", "k"]),
        ("[(y := x) for x in xs]", ["y"], ["xs"]),
        ("def f(a, b=c): return a + b + d + len(a)", ["f"], ["c", "d"]),
        ("def f(): return g()\ndef g(): return f()", ["f", "g"], []),
        ("def f():\n    global n\n    n = 1", ["n", "f"], []),
        ("def f(x: note) -> note: return x", ["f"], []),
        ("h = lambda a: a + k", ["h"], ["k"]),
        ("[(lambda: i + k) for i in r]", [], ["r", "k"]),
        ("class A(B):\n    y = z\n    w = y\n    def m(self): return y2", ["A"], ["B", "z", "y2"]),
        ("import a.b, c as d\nfrom e import f as g", ["a", "d", "g"], []),
        ("with o(p) as q: pass", ["q"], ["o", "p"]),
        ("try: t\nexcept E as e: e", ["e"], ["t", "E"]),
        ("match m:\n    case [p, *q]: p\n    case {'k': v, **r}: v", ["p", "q", "r", "v"], ["m"]),
        ("a, (b, *c) = d\ne.f = a\ng[0] = b", ["a", "b", "c"], ["d", "e", "g"]),
        ("del a", [], ["a"]),
        ("print(display, __name__)", [], []),
        ("no python", [], []),
    ],
)
def test_names_of_code(code, defines, uses):
    found = names.read(code)
    assert (found.defines, found.uses) == (defines, uses)


PAGE = {
    "one": "import numpy as np\nn = 2",
    "two": "X = np.ones(n)",
    "three": "def f(): return X.sum() + late\nf()",
    "four": "late = 1",
}


def missing(cell):
    return told(cell)["missing"]


def told(cell, **options):
    return json.loads(cells.missing(cell, PAGE[cell], json.dumps(PAGE), **options))


def test_missing_names_come_with_the_nearest_cell_above_that_defines_them():
    assert missing("one") == []
    assert missing("two") == [{"name": "n", "cell": "one"}]
    assert missing("three") == [
        {"name": "X", "cell": "two"},
        {"name": "n", "cell": "one", "for": "two"},
    ]
    run(PAGE["one"])
    assert missing("two") == []
    assert missing("three") == [{"name": "X", "cell": "two"}]
    run(PAGE["two"])
    assert missing("three") == [], "what only a cell below defines is an ordinary NameError"


def test_what_the_cells_above_only_import_is_imported_and_they_are_not_run():
    assert told("two")["imports"] == "import numpy as np"
    assert told("three")["imports"] == "", "the second cell imports for itself when it runs"
    cells.bring("import numpy as np\nfrom nowhere import nothing")
    assert shown(run("print(np.ones(2).sum())")[0]) == ["2.0\n"]
    assert told("two")["imports"] == ""


def test_afresh_a_cell_needs_what_has_run_too():
    run(PAGE["one"])
    run(PAGE["two"])
    assert missing("three") == []
    again = told("three", afresh=True)["missing"]
    assert [entry["cell"] for entry in again] == ["two", "one"]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import numpy as np, os.path", {"np": "import numpy as np", "os": "import os.path"}),
        ("from a.b import c as d, e", {"d": "from a.b import c as d", "e": "from a.b import e"}),
        ("import a\na = a.b", {}),
        ("a = 1\nimport a", {"a": "import a"}),
        ("import a.b\nimport a.c", {"a": "import a.b\nimport a.c"}),
        ("import a.b, a.c", {"a": "import a.b\nimport a.c"}),
        ("import b as a\nimport a.c", {"a": "import a.c"}),
        ("import a.b\nfrom c import a", {"a": "from c import a"}),
        ("if x:\n    import a", {}),
        ("no python", {}),
    ],
)
def test_what_code_imports_and_leaves_alone(code, expected):
    assert names.imports(code) == expected
