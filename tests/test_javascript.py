"""The parts of the JavaScript that need no browser, by node's own test runner."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from livepage.build.pyodide.clients import node
from tests.mathematics import ROOT

FILES = sorted((ROOT / "tests").rglob("*.test.mjs"))
# The page's scripts are modules by how a page asks for them, which node has to find out.
OPTIONS = ("--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", "--test", "--test-reporter=spec")


def test_there_are_some() -> None:
    assert {path.stem for path in FILES} >= {"engine.test", "model.test", "rotation.test"}


@pytest.mark.parametrize(
    "path", FILES, ids=lambda path: path.relative_to(ROOT / "tests").as_posix()
)
def test_all_that_node_runs_passes(path: Path) -> None:
    done = subprocess.run(
        [str(node()), *OPTIONS, str(path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
