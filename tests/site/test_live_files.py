"""The live pages' files as the site publishes them: whole, compiled ahead of time, and no more."""

import hashlib
import io
import json
import zipfile

import pytest

from livepage.build import precompile
from livepage.build.pyodide import hosting
from livepage.build.pyodide.fetch import Lock

LOCK = Lock.read()


@pytest.fixture(scope="module")
def pyodide(site):
    """The folder of the site that holds Pyodide."""
    (folder,) = (site.root / "_static" / "live").glob("pyodide-*")
    return folder


def test_pyodide_itself_is_published_as_locked(pyodide):
    """But for what lets its modules run from any host, which is undone here."""
    for file in LOCK.files:
        if file.name.endswith(".wasm"):
            file.check(pyodide / file.name)
    for name, new in hosting.NAMES.items():
        text = (pyodide / new).read_text("utf-8").removesuffix(hosting.TYPED)
        text = text.replace("pyodide.asm.js", "pyodide.asm.mjs").replace("n.then(typed)", "n")
        (file,) = (file for file in LOCK.files if file.name == name)
        file.check(pyodide / new, text.encode())


def test_the_published_lock_describes_the_published_files(pyodide):
    packages = json.loads((pyodide / "pyodide-lock.json").read_text("utf-8"))["packages"]
    for package in packages.values():
        content = (pyodide / package["file_name"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == package["sha256"]
    named = {package["file_name"] for package in packages.values()}
    others = {hosting.NAMES.get(file.name, file.name) for file in LOCK.files} | {
        "pyodide-lock.json"
    }
    assert {path.name for path in pyodide.iterdir()} == named | others


def test_what_a_start_imports_is_compiled_and_the_rest_is_source(site, pyodide):
    def names(path):
        with zipfile.ZipFile(path) as archive:
            return set(archive.namelist())

    library = names(pyodide / "python_stdlib.zip")
    assert {"json/decoder.pyc", "dataclasses.pyc", "ftplib.py"} <= library
    assert not {"json/decoder.py", "ftplib.pyc"} & library
    numpy = names(pyodide / LOCK.packages["numpy"]["file_name"])
    assert "numpy/linalg/_linalg.pyc" in numpy
    assert not any("/tests/" in name for name in numpy)
    sympy = names(pyodide / LOCK.packages["sympy"]["file_name"])
    assert {"sympy/core/expr.pyc", "sympy/printing/latex.pyc"} <= sympy
    figures = names(pyodide / LOCK.packages["matplotlib"]["file_name"])
    assert "matplotlib/backends/backend_svg.pyc" in figures
    wheels = list((site.root / "_static" / "live").glob("mlmath-*/*.whl"))  # one for each slug
    assert wheels
    assert [wheel for wheel in wheels if "mlmath/widgets/spec.pyc" not in names(wheel)] == []


def test_what_was_compiled_is_made_again_when_the_kept_copy_is_broken(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    runs = []

    def run(names, archives, runtime, kept):
        runs.append(names)
        for name in names:
            content = archives[name].upper()
            kept[name].parent.mkdir(parents=True, exist_ok=True)
            kept[name].write_bytes(hashlib.sha256(content).digest() + content)

    monkeypatch.setattr(precompile, "_run", run)

    def ask():
        return precompile.compiled({"a.zip": b"abc"}, {"numpy.whl": b"n"}, lambda line: None)

    assert ask() == ask() == {"a.zip": b"ABC"}
    assert runs == [["a.zip"]]
    (kept,) = (tmp_path / "mlmath" / "pyodide" / "compiled").iterdir()
    kept.write_bytes(kept.read_bytes()[:-1] + b"X")
    assert ask() == {"a.zip": b"ABC"}
    assert len(runs) == 2


def test_the_compiled_archives_hold_every_module_of_the_locked_ones(pyodide, monkeypatch):
    """Nothing but tests, stubs and headers is left out, whatever was compiled."""
    from livepage.build.pyodide.fetch import ensure

    for name, path in ensure(lambda line: None).items():
        if not name.endswith((".zip", ".whl")):
            continue
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
            before = {n for n in archive.namelist() if n.endswith((".py", ".so"))}
        with zipfile.ZipFile(pyodide / name) as archive:
            after = {n.removesuffix("c") for n in archive.namelist()}
        missing = {n for n in before - after if "/tests/" not in n}
        assert all(n.startswith(("numpy/f2py/", "numpy/_pyinstaller/")) for n in missing), missing
