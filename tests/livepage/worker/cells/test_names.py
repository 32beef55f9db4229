"""Which names a cell defines and needs, and which cells must run before it."""

import json

import pytest

from livepage.worker.cells import cells, names
from tests.livepage.worker.cells.runs import run

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
    return json.loads(cells.missing(cell, PAGE[cell], json.dumps(PAGE)))


def test_missing_names_come_with_the_nearest_cell_above_that_defines_them():
    assert missing("one") == []
    assert missing("two") == [{"name": "np", "cell": "one"}, {"name": "n", "cell": "one"}]
    assert missing("three") == [
        {"name": "X", "cell": "two"},
        {"name": "np", "cell": "one", "for": "two"},
        {"name": "n", "cell": "one", "for": "two"},
    ]
    run(PAGE["one"])
    assert missing("two") == []
    assert missing("three") == [{"name": "X", "cell": "two"}]
    run(PAGE["two"])
    assert missing("three") == [], "what only a cell below defines is an ordinary NameError"
