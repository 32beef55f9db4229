"""Notebooks execute once, and again when something that they used has changed."""

import nbformat
import pytest

from livepage.build import execution
from livepage.build.execution import ExecutionError, Executions, Source

ONE = "import sys; sys.path.insert(0, {folder!r})\nimport thing.one\nprint(thing.one.VALUE)"
TWO = "import sys; sys.path.insert(0, {folder!r})\nimport thing.two\nprint(thing.two.table())"
READS = """
from pathlib import Path

def table():
    return Path(__file__).with_name("t.csv").read_text()
"""


@pytest.fixture
def package(tmp_path):
    """Two modules, one of which reads a file of data when it is asked to."""
    root = tmp_path / "thing"
    root.mkdir()
    (root / "__init__.py").write_text("")
    (root / "one.py").write_text("VALUE = 1\n")
    (root / "two.py").write_text(READS)
    (root / "t.csv").write_text("1,2")
    return root


@pytest.fixture
def said():
    return []


@pytest.fixture
def kept(tmp_path, package, said):
    return Executions(tmp_path / "cache", package, timeout=60, say=said.append)


def source(package, name, *cells, **metadata):
    notebook = nbformat.v4.new_notebook()
    notebook.metadata = nbformat.from_dict(
        {"kernelspec": {"name": "python3", "display_name": "Python 3"}, **metadata}
    )
    folder = str(package.parent)
    notebook.cells = [nbformat.v4.new_code_cell(c.format(folder=folder)) for c in cells]
    return Source(name, notebook, package.parent)


def executed(said):
    return [line.removeprefix("executing ") for line in said if line.startswith("executing ")]


def outputs(kept, one):
    notebook = kept._cache.merge_match_into_notebook(one.notebook)[1]
    return [cell.outputs[0].text.strip() for cell in notebook.cells]


def test_a_notebook_runs_again_when_what_it_imports_or_opens_changes_and_only_then(
    package, kept, said
):
    def both():
        return source(package, "first", ONE), source(package, "second", TWO)

    kept.execute(both())
    assert sorted(executed(said)) == ["first", "second"]
    assert [outputs(kept, one) for one in both()] == [["1"], ["1,2"]]
    said.clear()
    kept.execute(both())
    assert said == []

    (package / "one.py").write_text("VALUE = 3\n")
    kept.execute(both())
    assert executed(said) == ["first"]
    assert outputs(kept, both()[0]) == ["3"]
    said.clear()
    (package / "t.csv").write_text("3,4")
    kept.execute(both())
    assert executed(said) == ["second"]
    said.clear()
    (package / "new.py").write_text("")
    kept.execute(both())
    assert said == []


def test_the_key_says_whether_the_outputs_are_those_of_now(package, kept):
    one = source(package, "first", ONE)
    assert kept.key(one.notebook) == ""
    kept.execute([source(package, "first", ONE)])
    before = kept.key(one.notebook)
    assert before
    (package / "one.py").write_text("VALUE = 3\n")
    assert kept.key(one.notebook) == ""
    kept.execute([source(package, "first", ONE)])
    assert kept.key(one.notebook) not in ("", before)


def test_another_version_of_a_library_runs_a_notebook_again(package, kept, said, monkeypatch):
    kept.execute([source(package, "first", "import numpy\nprint(1)")])
    said.clear()
    monkeypatch.setattr(execution, "_version", lambda name: "0")
    kept.execute([source(package, "first", "import numpy\nprint(1)")])
    assert executed(said) == ["first"]


def test_independent_cells_run_again_one_by_one(package, kept, said):
    def both():
        return source(package, "record", ONE, TWO, independent_cells=True)

    kept.execute([both()])
    assert sorted(executed(said)) == ["record, cell 1", "record, cell 2"]
    said.clear()
    (package / "one.py").write_text("VALUE = 5\n")
    kept.execute([both()])
    assert executed(said) == ["record, cell 1"]
    assert outputs(kept, both()) == ["5", "1,2"]


def test_a_cell_that_fails_is_named_and_the_others_are_kept(package, kept, said):
    bad = source(package, "bad", "x = 1", "raise ValueError('on purpose')")
    with pytest.raises(ExecutionError, match=r"(?s)bad: .*on purpose"):
        kept.execute([bad, source(package, "first", ONE)])
    said.clear()
    kept.execute([source(package, "first", ONE)])
    assert said == []


def test_what_no_notebook_can_use_leaves_one_by_one(package, kept, said):
    kept.execute([source(package, "first", ONE), source(package, "second", TWO)])
    kept.forget_others([source(package, "first", ONE)])
    said.clear()
    kept.execute([source(package, "first", ONE)])
    assert said == []
    kept.execute([source(package, "second", TWO)])
    assert executed(said) == ["second"]
