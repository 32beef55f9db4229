"""The packages of the notebooks in the browser: locked, complete, and listed for Pyodide."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from livepage.build.pyodide import clients
from livepage.build.wheel import archive
from livepage.lite import wheels

ROOT = Path(__file__).resolve().parents[3]


def made(name: str, version: str, *needs: str) -> bytes:
    """Return a wheel with one module, made by hand."""
    about = [f"Name: {name}", f"Version: {version}", *(f"Requires-Dist: {n}" for n in needs)]
    files = {
        f"{name}/__init__.py": b"",
        f"{name}-{version}.dist-info/METADATA": "\n".join([*about, "", "text"]).encode(),
    }
    return archive(files)


def test_each_version_is_the_one_that_the_book_is_tested_with() -> None:
    """The same ipywidgets in the browser as in Jupyter, where both have it."""
    form = re.compile(r"^([\w.-]+)==([\w.]+)", re.MULTILINE)
    fixed = dict(form.findall((ROOT / "constraints.txt").read_text(encoding="utf-8")))
    wanted = dict(form.findall(wheels.WANTED.read_text(encoding="utf-8")))
    assert {"ipython", "ipywidgets", "anywidget"} <= wanted.keys()
    differ = {k: (v, fixed[k]) for k, v in wanted.items() if fixed.get(k, v) != v}
    assert differ == {}, "run `make pins`"


def test_every_wheel_is_named_with_its_hash() -> None:
    text = wheels.WANTED.read_text(encoding="utf-8")
    names = re.findall(r"^[\w.-]+==", text, re.MULTILINE)
    assert len(set(re.findall(r"sha256:[0-9a-f]{64}", text))) == len(names) > 0


def test_what_lies_in_the_cache_is_not_fetched(tmp_path, monkeypatch) -> None:
    content = made("one", "1.0")
    (tmp_path / "one-1.0-py3-none-any.whl").write_bytes(content)
    wanted = tmp_path / "wheels.txt"
    wanted.write_text(f"one==1.0 --hash=sha256:{hashlib.sha256(content).hexdigest()}")
    monkeypatch.setattr(clients, "run", lambda *_: pytest.fail("pip was called"))
    found = wheels.ensure(print, wanted, tmp_path)
    assert [path.name for path in found] == ["one-1.0-py3-none-any.whl"]


def test_a_local_folder_stands_in_for_the_network(tmp_path, monkeypatch) -> None:
    local, cache, content = tmp_path / "local", tmp_path / "cache", made("one", "1.0")
    local.mkdir()
    (local / "one-1.0-py3-none-any.whl").write_bytes(content)
    wanted = tmp_path / "wheels.txt"
    wanted.write_text(f"one==1.0 --hash=sha256:{hashlib.sha256(content).hexdigest()}")
    monkeypatch.setenv("MLMATH_PYODIDE_DIR", str(local))
    monkeypatch.setattr(clients, "run", lambda *_: pytest.fail("pip was called"))
    assert [path.parent for path in wheels.ensure(print, wanted, cache)] == [local]


def test_a_wheel_with_other_bytes_is_refused(tmp_path, monkeypatch) -> None:
    """It counts as missing, and what the client brings instead has to match."""
    cache, wanted = tmp_path / "cache", tmp_path / "wheels.txt"
    cache.mkdir()
    (cache / "one-1.0-py3-none-any.whl").write_bytes(made("one", "1.0", "changed"))
    wanted.write_text(f"one==1.0 --hash=sha256:{hashlib.sha256(made('one', '1.0')).hexdigest()}")

    def brings(command: list[str], room: Path) -> None:
        shutil.copy(cache / "one-1.0-py3-none-any.whl", room)

    monkeypatch.setattr(clients, "run", brings)
    with pytest.raises(wheels.WheelError, match="no wheel with the sha256"):
        wheels.ensure(lambda _: None, wanted, cache)


def test_a_wheel_is_described_as_it_holds_in_the_browser() -> None:
    needs = [
        "numpy>=2", 'pexpect; sys_platform != "emscripten"', 'tomli; python_version < "3.12"',
        'Typing_Extensions', 'pytest; extra == "test"', "widgetsnbextension~=4.0",
    ]  # fmt: skip
    content = made("one", "1.0", *needs)
    found = wheels.describe("one.whl", content, "w/one.whl", {"numpy", "typing-extensions"})
    assert found["depends"] == ["numpy", "typing-extensions"]
    assert found["imports"] == ["one"]
    assert found["sha256"] == hashlib.sha256(content).hexdigest()
    assert (found["name"], found["version"], found["file_name"]) == ("one", "1.0", "w/one.whl")


def test_a_dependency_that_nobody_brings_is_named() -> None:
    with pytest.raises(wheels.WheelError, match=r"one-1.0 needs numpy, which neither wheels\.txt"):
        wheels.describe("one-1.0", made("one", "1.0", "numpy"), "one.whl", set())


def test_the_list_reaches_pyodide_where_it_lies() -> None:
    base: dict[str, Any] = {
        "info": {"python": "3.14.0"},
        "packages": {"numpy": {"file_name": "numpy.whl"}},
    }
    found = wheels.listing(base, {"wheels/one-1.0.whl": made("one", "1.0", "numpy")}, "../p/")
    assert found["packages"]["numpy"]["file_name"] == "../p/numpy.whl"
    assert found["packages"]["one"]["file_name"] == "wheels/one-1.0.whl"
    assert found["packages"]["one"]["depends"] == ["numpy"]
    assert base["packages"]["numpy"] == {"file_name": "numpy.whl"}
