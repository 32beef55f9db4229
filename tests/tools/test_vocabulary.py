"""What counts as a use of Python, and what as an explanation: small programs and texts by hand."""

import pytest

from tools.vocabulary.names import Known
from tools.vocabulary.pages import explains, is_pythons, read, shown, spans, used


def code(source: str, name: str = "cell", **metadata: object) -> dict[str, object]:
    return {"cell_type": "code", "id": name, "source": source, "metadata": metadata}


def text(source: str, name: str = "text") -> dict[str, object]:
    return {"cell_type": "markdown", "id": name, "source": source, "metadata": {}}


@pytest.mark.parametrize(("program", "keys"), [
    ("x = [a * a for a in y if a]", {"x = a", "[x for x in xs]", "[x for x in xs if c]", "*"}),
    ("{a: b for a, b in y.items()}", {"{k: v for k in xs}", "a, b = pair", ".items", "x.name",
     "f(x)"}),
    ("max((a for a in y), default=0)", {"max", "default=", "f(name=value)", "(x for x in xs)",
     "f(x)"}),
    ("y[:, None]", {"a[i]", "a[i, j]", "a[i:j]", "a[:, None]", "None"}),
    ("y[-1] = 3", {"a[i] = x", "x = a", "a[-1]", "-x"}),
    ("a, *_ = y", {"a, b = pair", "a, *rest = xs", "x = a"}),
    ("print(*y, sep='\\n')", {"print", "f(*xs)", "sep=", "f(name=value)", "f(x)", '"\\n"'}),
    ("f'{x:7,.2f} {y:.1%} {z!r}'", {'f"{x}"', "{x:8}", "{x:,}", "{x:.1f}", "{x:.1%}", "{x!r}"}),
    ("x @ y if a is not None else y.T", {"@", "a if c else b", "x is None", "None", ".T",
     "x.name"}),
    ("def f(x, n=2):\n    '''Words.'''\n    return lambda y: y", {"def", "def f(x=1)", "return",
     "lambda"}),
    ('def f(x):\n    """Words."""', {"def", '"""words"""'}),
    ("np.random.default_rng(0).normal(size=3)", {"np.random.default_rng", ".normal", "size=",
     "f(x)", "f(name=value)", "x.name"}),
    ("x += 20_000  # remark", {"+=", "+", "20_000", "# words"}),
    ("x = 'one ' 'text'", {"x = a", '"one " "text"'}),
    ("import numpy as np", {"import", "as", "np"}),
    ("from functools import cache\n\n\n@cache\ndef f(): ...", {"from", "import", "@cache", "cache",
     "def", "..."}),
    ("while not a < b <= c:\n    break", {"while", "not x", "<", "<=", "a < b < c", "break"}),
])  # fmt: skip
def test_what_a_program_uses(program, keys):
    assert {key for key, _ in used(program, Known())} == keys


@pytest.mark.parametrize("program", [
    "from mlmath.perceptron import Perceptron\nPerceptron().fit(X, y).mistakes_",
    "from mlmath.figures import perceptron as figures\nfigures.machine(w=1)",
    "def learn(sum):\n    return sum(1)\nlearn(2)",
    "class Box:\n    wide: int\n\nBox().wide",
])  # fmt: skip
def test_names_of_the_book_and_of_the_page_are_no_pythons(program):
    """A parameter that is called `sum` is no builtin, the book's `figures.machine` no method."""
    names = {key for key, _ in used(program, Known())} & {
        "Perceptron", ".fit", ".mistakes_", ".machine", "w=", "sum", ".wide",
    }  # fmt: skip
    assert names == set()


def test_a_field_of_the_book_is_told_from_a_method_of_its_name():
    """`index` is a field of the book's mistakes, and a method of lists."""
    assert ".index" not in {key for key, _ in used("m.index", Known())}
    assert ".index" in {key for key, _ in used("m.index(3)", Known())}


@pytest.mark.parametrize(("span", "key"), [
    (".T", ".T"), ("X.T", ".T"), ("append", ".append"), (".append", ".append"),
    ("xs.append(5)", ".append"), ("np.zeros((4, 2))", "np.zeros"), ("zeros", "np.zeros"),
    ("product(xs, repeat=n)", "repeat="),
    ("axis=0", "axis="), ("axis=", "axis="), ("X.sum(axis=0)", "axis="), ("+", "+"), ("@", "@"),
    ("not", "not x"), ("break", "break"), ("return x", "return"), ("else:", "else:"),
    ("for x in xs:", "for x in xs:"), ("def f(x, n=2):", "def f(x=1)"), (":.1f", "{x:.1f}"),
    ("{x:.2f}", "{x:.1f}"), ("{n:8}", "{x:8}"), ("a[:2]", "a[i:j]"), ("rows[:, :2]", "a[i:j]"),
    ("@cache", "@cache"), ("symbols", "sp.symbols"), ("# words", "# words"), ("...", "..."),
    ("{x: x * x for x in xs}", "{k: v for k in xs}"), ("d |= e", "+="), ("lambda x: x", "lambda"),
])  # fmt: skip
def test_what_a_code_span_explains(span, key):
    assert explains(shown(span, Known()), key)


@pytest.mark.parametrize(("span", "key"), [
    ("sum", ".sum"),  # the builtin is not the method
    ("x.sum()", "sum"),
    ("axis", "axis="),
    ("[a, b]", "[x for x in xs]"),
    ("np.zeros(3)", "np.ones"),
    ("{x: 3}", "{x:8}"),
])  # fmt: skip
def test_what_a_code_span_leaves_open(span, key):
    assert not explains(shown(span, Known()), key)


def test_spans_are_those_of_the_running_text():
    source = (
        "Say `a` and ``b``, {doc}`c`, `d \\| e`, `{x:.1f}` or `{n:8}`.\n\n```python\n`f`\n```\n"
    )
    assert spans(source) == ["a", "b", "d | e", "{x:.1f}", "{n:8}"]


def test_an_explanation_stands_before_the_cell():
    cells = [
        text("`len` counts."),
        code("len(x)", "first"),
        code("max(x)", "second"),
        text("`max`"),
    ]
    found = [(use.key, use.cell, use.line) for use in read(cells).open if use.key != "f(x)"]
    assert found == [("max", "second", "max(x)")]


def test_the_first_line_that_uses_a_thing_is_named_however_deep_it_stands():
    found = read([code("for a in y:\n    max(a)\nmax(y)")]).open
    assert [use.line for use in found if use.key == "max"] == ["max(a)"]


def test_a_solution_may_explain_what_it_uses():
    source = "`min` is the least.\n\n```python\nmin(y)\nmax(y)\n```"
    assert {use.key for use in read([text(source, "solution")]).open} == {"max", "f(x)"}


def test_cells_whose_code_nobody_sees_do_not_count_and_folded_ones_do():
    hidden = [code("len(x)", tags=[tag]) for tag in ("remove-cell", "remove-input")]
    assert read(hidden).uses == []
    assert read([code("len(x)", tags=["hide-input"])]).open


def test_lines_that_are_no_python_are_left_out():
    assert {use.key for use in read([code("%matplotlib inline\nlen(x)")]).uses} == {"len", "f(x)"}


@pytest.mark.parametrize(("key", "theirs"), [
    ("np.zeros", True), (".append", True), (".axvline", True), ("{x:8}", True),
    (".mistakes_", False), (".canvas", False), ("bare total", False), ("alt=", False), ("<=", True),
])  # fmt: skip
def test_what_is_pythons_own(key, theirs):
    assert is_pythons(key) == theirs
