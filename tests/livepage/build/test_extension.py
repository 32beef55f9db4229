"""The Sphinx extension on a book of two pages: what it adds, and when notebooks run again."""

import json
import os
import re
import subprocess
import sys
import zipfile
from itertools import chain
from pathlib import Path
from typing import Any

import nbformat
import pytest

import mlmath
from livepage.build import assets, wheel
from livepage.build.pyodide import hosting
from livepage.build.pyodide.fetch import Lock
from tests.livepage.build.small import Book, new_book

SPECIFIER = re.compile(r'^(?:import|export)\b.*\bfrom "(\.[^"]+)";$', re.MULTILINE)
CODE = """
with open("runs", "a") as file:
    file.write("x")
from mlmath.widgets.perceptron import Playground
Playground()
"""


def runs_of(book: Book) -> int:
    """Return how often the notebook of the live page has run."""
    return len((book.folder / "runs").read_text())


def config_of(book: Book) -> dict[str, Any]:
    text = (book.html / "sub" / "live.html").read_text("utf-8")
    found = re.search(r'<script type="application/json" id="livepage">(.*?)</script>', text)
    assert found
    config: dict[str, Any] = json.loads(found[1])
    return config


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Book:
    made = new_book(tmp_path_factory.mktemp("book"))
    folder = made.folder
    (folder / "index.md").write_text("# Plain\n\nNo widget.\n\n```{toctree}\nsub/live\n```\n")
    notebook = nbformat.v4.new_notebook()
    notebook.metadata["borrowed_widgets"] = ["perceptron.playground"]
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    notebook.cells = [
        nbformat.v4.new_markdown_cell("# Live", id="title"),
        nbformat.v4.new_code_cell(CODE.replace('"runs"', repr(str(folder / "runs"))), id="widget"),
        nbformat.v4.new_code_cell("1 + 1", id="b_2", metadata={"tags": ["hide-input"]}),
        nbformat.v4.new_code_cell("2 + 2", id="c", metadata={"tags": ["hide-cell"]}),
    ]
    (folder / "sub").mkdir()
    nbformat.write(notebook, folder / "sub" / "live.ipynb")
    assert made.build() == 0, made.said
    return made


def test_a_page_with_widgets_names_files_that_exist(book):
    page = book.html / "sub" / "live.html"
    config = config_of(book)
    addresses = [config[key] for key in ("worker", "bridge", "wheel")]
    addresses += [
        config["pyodide"] + hosting.NAMES.get(file.name, file.name) for file in Lock.read().files
    ]
    addresses += [config["pyodide"] + "pyodide-lock.json", *chain(*config["views"].values())]
    text = page.read_text("utf-8")
    addresses += re.findall(r'<link rel="modulepreload" href="([^"]+)">', text)
    addresses += re.findall(r'<script type="module" src="([^"]+)">', text)
    assert [a for a in addresses if not (page.parent / a).is_file()] == []
    assert list(config["views"]) == ["perceptron.playground"]
    assert {Path(a).name.split(".")[0] for a in addresses} >= {
        "host", "engine", "model", "worker", "bridge", "kit", "d3", "playground",
    }  # fmt: skip


def test_every_import_is_preloaded_and_finds_its_file(book):
    text = (book.html / "sub" / "live.html").read_text("utf-8")
    preloaded = re.findall(r'<link rel="modulepreload" href="([^"]+)">', text)
    assert len(preloaded) == len(set(preloaded))
    modules = {(book.html / "sub" / address).resolve() for address in preloaded}
    for module in modules:
        for specifier in SPECIFIER.findall(module.read_text("utf-8")):
            assert (module.parent / specifier).resolve() in modules


def test_a_page_without_widgets_carries_nothing(book):
    assert "livepage" not in (book.html / "index.html").read_text("utf-8")


def test_the_snapshot_is_there_and_the_widget_state_is_not(book):
    text = (book.html / "sub" / "live.html").read_text("utf-8")
    assert 'class="mlw-snapshot"' in text
    assert "widget-state" not in text
    assert "widget-view" not in text
    assert "_esm" not in text
    assert not re.search(r'<(?:script|link|img)[^>]*(?:src|href)="https?://', text)


def test_the_published_lock_lists_the_shipped_packages_only(book):
    lock = json.loads(
        (book.html / "sub" / config_of(book)["pyodide"] / "pyodide-lock.json").read_text()
    )
    assert sorted(lock["packages"]) == sorted(Lock.read().packages)


def test_the_published_wheel_is_versioned(book):
    name = Path(config_of(book)["wheel"]).name
    assert name == f"mlmath-{mlmath.__version__}-py3-none-any.whl"


def test_builds_again_only_what_changed(book):
    """In the order of the story: nothing, a style, the mathematics."""
    page = book.html / "sub" / "live.html"
    assert runs_of(book) == 1
    written, before = page.stat().st_mtime_ns, config_of(book)

    assert book.build() == 0, book.said
    assert runs_of(book) == 1
    assert page.stat().st_mtime_ns == written
    assert "0 added, 0 changed, 0 removed" in book.said

    (book.folder / "look.css").write_text(".mlw { color: red }")
    assert book.build() == 0, book.said
    assert runs_of(book) == 1, "a style changes no output"
    styles = re.findall(r'href="([^"]*live/live\.[^"]+\.css)"', page.read_text("utf-8"))
    assert "red" in (page.parent / styles[0]).read_text()

    unused = book.folder / "mlmath" / "kepler" / "motion.py"
    unused.write_text(f"{unused.read_text()}# changed\n")
    assert book.build() == 0, book.said
    assert runs_of(book) == 1, "no notebook has imported it"
    before = config_of(book)

    used = book.folder / "mlmath" / "widgets" / "spec.py"
    used.write_text(f"{used.read_text()}# changed\n")
    assert book.build() == 0, book.said
    assert runs_of(book) == 2, "a module that the notebook has imported may change its output"
    after = config_of(book)
    assert after["wheel"] != before["wheel"]
    assert after["data"].pop("more.zip") != before["data"].pop("more.zip"), "it holds all modules"
    assert {k: v for k, v in after.items() if k != "wheel"} == {
        k: v for k, v in before.items() if k != "wheel"
    }
    assert not (page.parent / before["wheel"]).exists(), "what no page names is gone"

    assert book.build() == 0, book.said
    assert runs_of(book) == 2


def test_a_flipped_byte_stops_the_build_and_names_the_file(book, tmp_path):
    wheel_name = Lock.read().packages["numpy"]["file_name"]
    (tmp_path / wheel_name).write_bytes(b"not the wheel")
    (book.folder / "real").touch()
    try:
        assert book.build(MLMATH_PYODIDE_DIR=str(tmp_path)) != 0
    finally:
        (book.folder / "real").unlink()
    assert str(tmp_path / wheel_name) in book.said
    assert "is not the file that pyodide.lock.json describes" in book.said


def test_a_widget_that_is_neither_own_nor_borrowed_stops_the_build(book):
    page = book.folder / "sub" / "live.ipynb"
    declared = page.read_text("utf-8")
    page.write_text(declared.replace("borrowed_widgets", "borrowed_wigets"))
    try:
        assert book.build() != 0
    finally:
        page.write_text(declared)
    assert (
        "\nthe page sub/live shows the widget perceptron.playground, which is not its own; "
        'to borrow it, write "borrowed_widgets": ["perceptron.playground"] into its metadata\n'
    ) in book.said


def test_the_wheel_of_a_page_holds_the_widgets_that_it_borrows_and_no_others(book):
    assert book.build() == 0, book.said
    page = book.html / "sub" / "live.html"
    with zipfile.ZipFile(page.parent / config_of(book)["wheel"]) as archive:
        names = [name for name in archive.namelist() if "widgets/perceptron" in name]
    assert names == [f"mlmath/widgets/perceptron/{one}.py" for one in ("__init__", "playground")]


def cells_of(book: Book, page: str) -> list[tuple[str, str]]:
    """Return the classes and the id of each code cell of a page."""
    text = (book.html / page).read_text("utf-8")
    tags = re.findall(r'<div class="(cell\b[^"]*) docutils container" data-cell="([^"]*)"', text)
    assert len(tags) == text.count("data-cell=")
    return tags


def test_every_cell_has_the_id_that_it_has_in_the_notebook_whatever_its_tags(book):
    assert cells_of(book, "sub/live.html") == [
        ("cell", "widget"), ("cell tag_hide-input", "b_2"), ("cell tag_hide-cell", "c"),
    ]  # fmt: skip
    assert cells_of(book, "index.html") == []


def test_equal_sources_give_an_equal_wheel_and_digest(tmp_path):
    made = []
    for number in (1, 2):
        root = tmp_path / str(number) / "thing"
        (root / "data").mkdir(parents=True)
        (root / "__pycache__").mkdir()
        (root / "__init__.py").write_text("x = 1\n")
        (root / "data" / "table.csv").write_text("1,2\n")
        (root / "view.js").write_text(f"// {number}\n")
        (root / "__pycache__" / "junk.pyc").write_text(str(number))
        os.utime(root / "__init__.py", (number, number))
        made.append((wheel.build(root, "1.0"), wheel.digest(root)))
    assert made[0] == made[1], "neither dates nor views nor byte code count"
    (tmp_path / "2" / "thing" / "data" / "table.csv").write_text("1,3\n")
    root = tmp_path / "2" / "thing"
    assert (wheel.build(root, "1.0"), wheel.digest(root)) != made[0]


def test_the_wheel_is_one_that_pip_installs(tmp_path):
    name, content = wheel.build(wheel.package(), mlmath.__version__)
    (tmp_path / name).write_bytes(content)
    target = tmp_path / "target"
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    quiet = ["--disable-pip-version-check", "--root-user-action=ignore"]
    subprocess.run([*command, *quiet, "--target", target, tmp_path / name], check=True)
    assert (target / "mlmath" / "widgets" / "spec.py").is_file()
    assert (target / "mlmath" / "data" / "penguins.csv").is_file()
    assert not list(target.rglob("*.js"))


def test_a_changed_import_changes_the_name_of_all_above_it(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "base.js").write_text("export const a = 1;\n")
    (tmp_path / "kit.js").write_text('import { a } from "./base.js";\n\nexport { a };\n')
    (tmp_path / "sub" / "view.js").write_text('import { a } from "../kit.js";\nexport default a;\n')
    names = []
    for value in (1, 2):
        (tmp_path / "base.js").write_text(f"export const a = {value};\n")
        made = assets.Assets()
        path, needs = made.add_module(tmp_path / "sub" / "view.js")
        assert needs[0] == path
        assert [need.split(".")[0] for need in needs] == ["view", "kit", "base"]
        assert f'from "./{needs[1]}"' in made.files[path].decode()
        names.append(needs)
    assert not set(names[0]) & set(names[1])


def test_writing_mends_a_file_cut_short_and_removes_what_is_not_published(tmp_path):
    made = assets.Assets()
    path = made.add("a.txt", b"whole")
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "thing").write_text("old")
    (tmp_path / path).write_bytes(b"who")
    made.write(tmp_path)
    assert (tmp_path / path).read_bytes() == b"whole"
    assert [p.name for p in tmp_path.iterdir()] == [path]
