"""JupyterLite's folder: made once, and again when an input changes; a fault is named."""

from __future__ import annotations

import dataclasses
import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from livepage.lite import folder as lite
from livepage.lite import wheels

CELL = {"cell_type": "code", "id": "a", "metadata": {}, "source": ["1"], "outputs": []}
NOTEBOOK = {"cells": [CELL], "metadata": {"kernelspec": {"name": "python3"}}, "nbformat": 4}


@pytest.fixture
def inputs(tmp_path: Path) -> lite.Inputs:
    """One notebook, and a Pyodide of nothing but its list."""
    notebook = tmp_path / "one.ipynb"
    notebook.write_text(json.dumps({**NOTEBOOK, "nbformat_minor": 5}), "utf-8")
    pyodide = tmp_path / "site" / "pyodide-0123"
    pyodide.mkdir(parents=True)
    # Names alone: the list is read for what it has, and copied.
    names = ["numpy", "matplotlib"]
    packages = {name: {"name": name, "file_name": f"{name}.whl", "depends": []} for name in names}
    (pyodide / "pyodide-lock.json").write_text(json.dumps({"info": {}, "packages": packages}))
    sources = tmp_path / "references.bib"
    sources.write_text("@misc{cover1965,\n}\n")
    files = {"chapters/one.ipynb": notebook, "references.bib": sources}
    return lite.Inputs.collect("A Book", files, pyodide)


def test_it_is_made_once_and_again_after_a_change(inputs: lite.Inputs, tmp_path: Path) -> None:
    target = tmp_path / "site" / "lite"
    said: list[str] = []
    assert lite.build(inputs, target, said.append) is True
    assert lite.build(inputs, target, said.append) is False
    assert len([line for line in said if "building" in line]) == 1

    config = json.loads((target / "jupyter-lite.json").read_text("utf-8"))["jupyter-config-data"]
    kernel = config["litePluginSettings"][lite.KERNEL]
    assert (target / kernel["pyodideUrl"]).parent.resolve() == inputs.pyodide.resolve()
    assert kernel["disablePyPIFallback"] is True
    listed = json.loads((target / "pyodide-lock.json").read_text("utf-8"))["packages"]
    assert listed.keys() >= set(lite.STARTED) | {"mlmath", "anywidget", "numpy"}

    copy = json.loads((target / "files/chapters/one.ipynb").read_text("utf-8"))
    assert copy["cells"] == [CELL]
    assert copy["metadata"]["kernelspec"] == lite.SPEC

    assert (target / "files/references.bib").read_text("utf-8") == "@misc{cover1965,\n}\n"
    assert (target / "extensions/mlmath/static/container.js").is_file()

    notebook = inputs.files["chapters/one.ipynb"]
    notebook.write_text(notebook.read_text("utf-8").replace('"1"', '"2"'), "utf-8")
    assert lite.build(inputs, target, said.append) is True
    assert '"2"' in (target / "files/chapters/one.ipynb").read_text("utf-8")


def test_each_input_counts(inputs: lite.Inputs, tmp_path: Path) -> None:
    key = inputs.key()
    changes: dict[str, Any] = {
        "title": "Another Book",
        "pyodide": tmp_path / "site" / "pyodide-4567",
        "mlmath": (inputs.mlmath[0], inputs.mlmath[1] + b" "),
        "files": {},
    }
    for name, value in changes.items():
        assert dataclasses.replace(inputs, **{name: value}).key() != key, name
    assert inputs.key() == key


def test_a_failed_build_leaves_the_last_one(
    inputs: lite.Inputs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "site" / "lite"
    target.mkdir()
    (target / "index.html").write_text("as it was")

    def refuse(*_: object) -> None:
        raise wheels.WheelError("no such wheel")

    monkeypatch.setattr(wheels, "ensure", refuse)
    with pytest.raises(lite.LiteError, match="no such wheel"):
        lite.build(inputs, target, lambda _: None)
    assert (target / "index.html").read_text() == "as it was"


def test_another_jupyterlite_stops_the_build(tmp_path: Path) -> None:
    """Its settings are amended in its script, which has to be as it is known."""
    script = tmp_path / "config-utils.js"
    script.write_text(f"f() {{\n{lite.SETTLED}}}", "utf-8")
    lite._for_any_host(tmp_path)
    assert script.read_text("utf-8") == f"f() {{\n{lite.SETTLED}{lite.STORED}}}"
    assert (tmp_path / "storage.js").is_file()
    script.write_text("another", "utf-8")
    with pytest.raises(lite.LiteError, match=r"config-utils\.js must hold .* once"):
        lite._for_any_host(tmp_path)


def test_a_front_end_that_is_not_installed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lite, "EXTENSIONS", ("no-such-front-end",))
    with pytest.raises(lite.LiteError, match="no-such-front-end is missing"):
        lite.Inputs.collect("A Book", {}, tmp_path)


def test_the_wheel_has_views_and_asks_for_what_chapters_need() -> None:
    name, content = lite.whole_wheel()
    with zipfile.ZipFile(BytesIO(content)) as wheel:
        names = wheel.namelist()
        about = wheel.read(next(n for n in names if n.endswith("METADATA"))).decode()
    assert name.startswith("mlmath-")
    assert {"mlmath/widgets/kit.js", "mlmath/widgets/kit.css"} <= set(names)
    for package in ("numpy", "matplotlib", "anywidget", "ipywidgets"):
        assert f"Requires-Dist: {package}" in about
