"""Widgets and theorems are found by the place where they stand, and two pages may use one name."""

import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from livepage.worker import widgets as on_the_page
from mlmath import manifest, theorems, widgets
from mlmath.manifest import Page
from mlmath.theorems import theorem
from mlmath.widgets import get, jupyter, names
from mlmath.widgets.classes import class_of, named
from mlmath.widgets.theorem import widget

WIDGET = '''"""A widget."""
from dataclasses import dataclass
from pathlib import Path
from mlmath.widgets.spec import Inputs, Widget, number

@dataclass(frozen=True)
class In(Inputs):
    n: int = number({n}, label="N", low=0, high=9)

WIDGET = Widget({name!r}, "T", "H", In, Path(__file__).with_suffix(".js"),
                compute=lambda inputs: {{"summary": "{name}."}})
'''
PACKAGE = "from mlmath.widgets.classes import of_page\n__getattr__, __dir__ = of_page(__name__)\n"
THEOREM = """
from mlmath.theorems.picture import Picture
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Verdict

THEOREMS = {{"xor": Theorem({name!r}, "T", "thm-x", "0 = 0", ("a premise",),
    lambda seed, drop: Verdict("T", {{"a premise": drop is None}}, 0, "==", 0, 0, "{name}."),
    lambda verdict: Picture((), 1))}}
"""


@pytest.fixture
def pages(tmp_path, monkeypatch) -> Iterator[Path]:
    """Two pages, one and two, each with a widget `playground` and a theorem `xor`."""
    for number, slug in enumerate(("one", "two")):
        for layer in ("widgets", "theorems"):
            (tmp_path / layer / slug).mkdir(parents=True)
        package = tmp_path / "widgets" / slug
        (package / "__init__.py").write_text(PACKAGE)
        (package / "playground.py").write_text(WIDGET.format(name=f"{slug}.playground", n=number))
        (package / "playground.js").write_text("export default { render() {} };\n")
        text = THEOREM.format(name=f"{slug}.xor")
        (tmp_path / "theorems" / slug / "__init__.py").write_text(text)
    monkeypatch.setattr(manifest, "PAGES", (Page("one", "1", number=1), Page("two", "2", number=2)))
    monkeypatch.setattr(widgets, "__path__", [*widgets.__path__, str(tmp_path / "widgets")])
    monkeypatch.setattr(theorems, "__path__", [*theorems.__path__, str(tmp_path / "theorems")])
    before = set(sys.modules)
    widget.cache_clear()
    yield tmp_path / "widgets"
    widget.cache_clear()
    for name in set(sys.modules) - before:
        del sys.modules[name]
    for package in (widgets, theorems):
        for slug in ("one", "two"):
            vars(package).pop(slug, None)


def classes():
    """Import the classes of both pages as their notebooks do."""
    space: dict[str, Any] = {}
    for slug in ("one", "two"):
        code = f"from mlmath.widgets.{slug} import Playground as {slug}, XorTheorem as {slug}_xor"
        exec(code, space)
    return [space[name] for name in ("one", "one_xor", "two", "two_xor")]


def test_one_name_in_two_pages_is_two_widgets_and_two_theorems(pages):
    assert names() == ["one.playground", "theorems.one.xor", "two.playground", "theorems.two.xor"]
    assert names("two") == names()[2:]
    for name in names():
        assert get(name).name == name
    assert get("one.playground").outputs({})["summary"] == "one.playground."
    assert "one.xor" in theorem.get("one.xor").check(0, None).note
    assert "two.xor" in theorem.get("two.xor").check(0, None).note


def test_each_page_has_its_own_classes(pages, monkeypatch):
    made = classes()
    assert [cls.widget.name for cls in made] == names()
    assert [cls.__module__[-3:] for cls in made] == ["one", "one", "two", "two"]
    assert all(issubclass(cls, jupyter.LiveWidget) for cls in made)
    # What a front end keeps views by; were it one for both, the second would show the first's.
    assert len({cls()._anywidget_id for cls in made}) == 4
    monkeypatch.setitem(sys.modules, "mlmath.widgets.jupyter", on_the_page)
    stand_ins = classes()
    assert [cls.widget.name for cls in stand_ins] == names()
    assert all(issubclass(cls, on_the_page.LiveWidget) for cls in stand_ins)


def test_widgets_of_one_name_have_ids_of_their_own(pages, monkeypatch):
    first, theorem, other, other_theorem = (cls() for cls in classes())
    assert len({w.id for w in (first, other, theorem, other_theorem, type(first)())}) == 5
    monkeypatch.setitem(sys.modules, "mlmath.widgets.jupyter", on_the_page)
    shown = [cls()._repr_mimebundle_()["text/html"] for cls in classes()]
    assert len({text.partition('id="')[2].partition('"')[0] for text in shown}) == 4


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("x", r"name must be slug.widget or theorems.slug.theorem, got 'x'"),
        ("one.2d", r"name must be slug.widget or theorems.slug.theorem, got 'one.2d'"),
        ("one.luck", r"a module in mlmath.widgets.one, which has playground, got 'one.luck'"),
        ("luck.x", r"a module in mlmath.widgets.luck, which has none, got 'luck.x'"),
        ("theorems.one.luck", r"one of mlmath.theorems.one, which has one.xor, got 'one.luck'"),
        ("theorems.picture.x", r"one of mlmath.theorems.picture, which has none, got 'picture.x'"),
        ("theorems.luck.x", r"name must begin with a page in mlmath.theorems, got 'luck.x'"),
    ],
)
def test_what_is_missing_is_named_with_the_place_and_what_is_there(pages, name, message):
    with pytest.raises(ValueError, match=message):
        get(name)


def test_a_name_that_is_not_that_of_its_place_is_refused(pages):
    (pages / "one" / "dial.py").write_text(WIDGET.format(name="two.dial", n=1))
    message = "WIDGET in mlmath.widgets.one.dial must be the widget 'one.dial', got .*'two.dial'"
    with pytest.raises(ValueError, match=message):
        get("one.dial")
    (pages / "one" / "empty.py").write_text("")
    with pytest.raises(ValueError, match=r"one.empty must be the widget 'one.empty', got None"):
        get("one.empty")
    file = pages.parent / "theorems" / "one" / "__init__.py"
    file.write_text(THEOREM.format(name="two.xor"))
    with pytest.raises(ValueError, match=r"theorems.one.THEOREMS\['xor'\] must .*'two.xor'"):
        get("theorems.one.xor")


def test_what_a_widget_itself_lacks_is_its_own_error(pages):
    (pages / "one" / "torn.py").write_text("import mlmath.nowhere\n")
    with pytest.raises(ModuleNotFoundError, match=r"No module named 'mlmath.nowhere'"):
        get("one.torn")


def test_a_class_is_named_for_its_widget_and_back():
    for name in ("a.playground", "a.voted_machine2", "theorems.a.no_free_lunch"):
        module, cls = class_of(name)
        assert module == "mlmath.widgets.a"
        assert cls in ("Playground", "VotedMachine2", "NoFreeLunchTheorem")
    for name in names("perceptron"):
        assert named("perceptron", class_of(name)[1]) == name


def test_a_class_that_is_not_there_is_told_what_is(pages):
    message = r"one has no Jaws, only Playground, XorTheorem"
    with pytest.raises(ImportError, match=message):
        exec("from mlmath.widgets.one import Jaws", {})
    package = import_module("mlmath.widgets.one")
    assert dir(package) == ["Playground", "XorTheorem"]
    with pytest.raises(AttributeError, match=r"'mlmath.widgets.one' has no attribute 'luck'"):
        package.luck  # noqa: B018


def test_a_widget_and_a_theorem_of_one_class_are_both_named(pages):
    (pages / "one" / "xor_theorem.py").write_text(WIDGET.format(name="one.xor_theorem", n=1))
    message = r"XorTheorem of one is both the widget one.xor_theorem and theorems.one.xor"
    with pytest.raises(ImportError, match=message):
        exec("from mlmath.widgets.one import XorTheorem", {})


def test_a_front_end_is_loaded_by_the_first_class_and_not_before():
    code = (
        "import sys, mlmath.widgets.perceptron as page; from mlmath.widgets import link\n"
        "assert 'Playground' in dir(page) and 'anywidget' not in sys.modules\n"
        "assert page.Playground and 'anywidget' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])


def test_a_slug_that_is_no_page_has_no_names():
    with pytest.raises(ValueError, match=r"slug must be one of perceptron, .*, got 'luck'"):
        names("luck")
