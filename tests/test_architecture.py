"""The house: imports point one way, every chapter has its parts, files stay small."""

import ast
import json
import os
import re
import subprocess
import sys
from functools import cache
from importlib import import_module
from inspect import isfunction
from pathlib import Path

import pytest

from mlmath.manifest import PAGES
from tests import mathematics
from tests.mathematics import BOOK, LAYERS, NAMES, ROOT, dotted, imported_by

# A module or package of the mathematics with one of these names belongs to that page; all others
# are tools that serve many.
SLUGS = [page.slug for page in PAGES if page.whole]
HEAVY = {
    "IPython", "anywidget", "ipywidgets", "matplotlib", "pandas", "scipy", "sklearn", "sympy",
    "torch", "traitlets",
}  # fmt: skip
LINES = {".py": 330, ".js": 660, ".css": 660}

ABOVE = [
    dotted(path)
    for layer in ("theorems", "exercises", "record")
    for path in (BOOK / layer).rglob("*.py")
    if path.stem != "__init__"
]
# Besides its own kind, a layer or a module may import from these layers above the mathematics.
MAY_IMPORT = {
    "record": {"mlmath.theorems"},
    "widgets/theorem.py": {"mlmath.theorems"},
}
WIDGETS = [
    dotted(p)
    for p in (BOOK / "widgets").rglob("*.py")
    if p.stem not in ("jupyter", "__init__") and "vendor" not in p.parts
]


# One Python that has loaded numpy and nothing of the book; what each module loads on top, a child
# of it tells.  A child starts in no time, and what one loads is not there for the next.
LOADER = """
import importlib, json, os, sys
import numpy.fft, numpy.linalg, numpy.polynomial, numpy.random
always = sorted(sys.modules)
print(json.dumps(always), flush=True)
for line in sys.stdin:
    if child := os.fork():
        assert os.waitpid(child, 0)[1] == 0, f"{line.strip()} cannot be imported"
    else:
        importlib.import_module(line.strip())
        print(json.dumps(sorted(set(sys.modules) - set(always))), flush=True)
        os._exit(0)
"""


@cache
def loaded() -> dict[str, frozenset[str]]:
    """Return {module: the names in `sys.modules` after importing it alone}; "" imports numpy."""
    modules = [*mathematics.MODULES, *ABOVE, *WIDGETS]
    done = subprocess.run(
        [sys.executable, "-c", LOADER],
        cwd=ROOT,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},  # a process with threads is not to fork
        input="\n".join(modules),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    always, *more = (frozenset(json.loads(line)) for line in done.stdout.splitlines())
    names = zip(modules, more, strict=True)
    return {"": always, **{module: always | found for module, found in names}}


def loaded_by(module: str) -> frozenset[str]:
    """Return the names in `sys.modules` after importing one module."""
    return loaded()[module]


def is_within(name: str, packages: set[str]) -> bool:
    return any(name == package or name.startswith(package + ".") for package in packages)


@pytest.mark.parametrize("module", [*mathematics.MODULES, *ABOVE, *WIDGETS])
def test_importing_mathematics_or_a_widget_loads_no_front_end(module):
    """It would lengthen the start in the reader's browser."""
    found = loaded_by(module)
    assert module in found
    assert sorted(HEAVY & found) == []
    assert not any(is_within(name, {"mlmath.figures"}) for name in found)
    assert "mlmath.widgets.jupyter" not in found
    assert not any(is_within(name, {"livepage"}) for name in found)


@pytest.mark.parametrize("path", mathematics.files(), ids=dotted)
def test_mathematics_imports_numpy_the_standard_library_and_its_own_kind(path):
    """Not above itself, and no package that a reader would have to install or download."""
    imported = imported_by(path.read_text(encoding="utf-8"))
    ours = {name for name in imported if is_within(name, {"mlmath"})}
    foreign = {name.partition(".")[0] for name in imported - ours}
    assert sorted(foreign - sys.stdlib_module_names - {"numpy"}) == []
    assert sorted(name for name in ours if is_within(name, {f"mlmath.{n}" for n in LAYERS})) == []


@pytest.mark.parametrize("module", mathematics.MODULES)
def test_mathematics_loads_numpy_and_nothing_else(module):
    """Also what is imported on the way: all of it would have to come to the reader's browser."""
    known = {*sys.stdlib_module_names, "numpy", "mlmath"}
    more = {name.partition(".")[0] for name in loaded_by(module) - loaded_by("")}
    assert sorted(more - known) == []
    upper = {f"mlmath.{name}" for name in LAYERS}
    assert [name for name in loaded_by(module) if is_within(name, upper)] == []


@pytest.mark.parametrize("module", mathematics.MODULES)
def test_a_tool_knows_nothing_of_the_chapters(module):
    if not is_within(module, {f"mlmath.{slug}" for slug in SLUGS}):
        chapters = {f"mlmath.{slug}" for slug in SLUGS}
        assert [name for name in loaded_by(module) if is_within(name, chapters)] == []


def test_the_first_chapter_loads_no_more_than_it_needs():
    """The tools of later chapters, and their data, would lengthen its start."""
    ours = {name for name in loaded_by("mlmath.perceptron") if is_within(name, {"mlmath"})}
    needs = {"perceptron", "separation", "scale", "estimator", "validation", "words"}
    assert {name for name in ours if name.count(".") == 1} == {f"mlmath.{name}" for name in needs}


@pytest.mark.parametrize("path", sorted(BOOK.rglob("*.py")), ids=lambda p: str(p.relative_to(BOOK)))
def test_each_import_points_one_way(path):
    layer = path.relative_to(BOOK).parts[0]
    upper = {f"mlmath.{name}" for name in LAYERS}
    allowed = MAY_IMPORT.get(layer, set()) | MAY_IMPORT.get(
        path.relative_to(BOOK).as_posix(), set()
    )
    forbidden = {"livepage", "tools", "tests", "bench"} | upper - {f"mlmath.{layer}"} - allowed
    if path != BOOK / "widgets" / "jupyter.py":
        forbidden |= {"anywidget", "ipywidgets", "traitlets", "IPython"}
    if layer != "figures":
        forbidden |= {"matplotlib"}
    imported = imported_by(path.read_text(encoding="utf-8"))
    assert sorted(name for name in imported if is_within(name, forbidden)) == []


def defined_by(path: Path) -> set[str]:
    """Return the public functions, classes and constants that a module defines at its top."""
    names: set[str] = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return {name for name in names if not name.startswith("_")}


@pytest.mark.parametrize("name", NAMES)
def test_every_module_of_the_mathematics_has_its_tests(name):
    """Of a package, tests name each function that it offers, and something of each module."""
    files = mathematics.files_testing(name)
    assert files
    if not (BOOK / name).is_dir():
        return
    words = set(re.findall(r"\w+", "\n".join(file.read_text("utf-8") for file in files)))
    package = import_module(f"mlmath.{name}")
    offered = {one: getattr(package, one) for one in package.__all__}
    functions = {  # its own: what it hands on from elsewhere is tested there
        one
        for one, f in offered.items()
        if isfunction(f) and is_within(f.__module__, {f"mlmath.{name}"})
    }
    assert sorted(functions - words) == []
    inner = {p.stem: defined_by(p) & set(package.__all__) for p in (BOOK / name).rglob("*.py")}
    assert [stem for stem, names in inner.items() if names and not names & words] == []


def test_no_tests_are_left_of_what_is_gone():
    others = {"bench", "binder", "chapters", "jupyter", "livepage", "parity", "site", "tools"}
    folders = {path.parent.name for path in (ROOT / "tests").glob("*/test_*.py")}
    assert sorted(folders - {*NAMES, *LAYERS, *others}) == []


def test_files_stay_small():
    long = {}
    for folder in ("mlmath", "livepage", "tools", "bench", "tests"):
        for path in (ROOT / folder).rglob("*"):
            limit = LINES.get(path.suffix)
            if limit is None or "vendor" in path.parts or not path.is_file():
                continue
            count = len(path.read_text(encoding="utf-8").splitlines())
            if count > limit:
                long[str(path.relative_to(ROOT))] = count
    assert long == {}


def raw_counts(source: str) -> list[str]:
    """Return the arguments that `count` checks and that are then used as they came.

    Where the argument's name is bound again, or it was only compared with None or shown in an
    error, all is well.
    """
    found = []
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef):
            continue
        nodes = list(ast.walk(function))
        fine = {
            id(name)
            for node in nodes
            if isinstance(node, ast.Raise | ast.Compare)
            and (isinstance(node, ast.Raise) or isinstance(node.ops[0], ast.Is | ast.IsNot))
            for name in ast.walk(node)
        }
        names = [n for n in nodes if isinstance(n, ast.Name)]
        bound = {n.id for n in names if isinstance(n.ctx, ast.Store)}
        calls = [n for n in nodes if isinstance(n, ast.Call) and ast.unparse(n.func) == "count"]
        checked = {id(call.args[0]) for call in calls if call.args}
        given = {a.arg for a in (*function.args.args, *function.args.kwonlyargs)}
        for argument in {n.id for n in names if id(n) in checked} & given - bound:
            uses = [n for n in names if n.id == argument and id(n) not in checked | fine]
            if uses:
                found.append(f"{function.name}: {argument}")
        discarded = [n for n in nodes if isinstance(n, ast.Expr) and n.value in calls]
        found += [f"{function.name}: {ast.unparse(n)}" for n in discarded]
    return found


@pytest.mark.parametrize(
    "path", [p for p in mathematics.files() if p.stem != "validation"], ids=dotted
)
def test_a_checked_integer_is_used_as_the_check_returns_it(path):
    """A NumPy integer that goes on as it came overflows without a word."""
    assert raw_counts(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("n = count(n, 'n'); return 1 << n", []),
        ("k = count(n, 'n'); return k << n", ["f: n"]),
        ("count(n, 'n'); return 1 << n", ["f: n", "f: count(n, 'n')"]),
        ("return None if n is None else count(n, 'n')", []),
    ],
)
def test_the_search_for_raw_integers_finds_them(body, found):
    assert raw_counts(f"def f(n): {body}") == found
