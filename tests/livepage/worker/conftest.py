"""A fresh page's Python, in CPython."""

import builtins
import json
import sys
from types import ModuleType

import pytest

from livepage.build.pyodide.fetch import Lock
from livepage.worker import bridge
from livepage.worker.cells import cells
from mlmath import widgets

LOCK = json.dumps({"packages": dict(Lock.read().packages)})


@pytest.fixture
def fresh(monkeypatch):
    """Prepare as the worker does, and take it all back afterwards."""
    monkeypatch.setattr(cells, "main", ModuleType("__main__"))
    monkeypatch.setattr(builtins, "input", builtins.input)
    monkeypatch.setattr(builtins, "help", builtins.help)
    monkeypatch.setattr(builtins, "display", None, raising=False)
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    monkeypatch.setitem(sys.modules, "mlmath.widgets.jupyter", ModuleType("stand-in"))
    monkeypatch.setattr(widgets, "jupyter", None, raising=False)
    monkeypatch.setattr(bridge, "_followers", {})
    monkeypatch.setattr(bridge, "_doubt", str)
    monkeypatch.setenv("MPLBACKEND", "svg")
    updates = []
    cells.prepare(bridge, LOCK, lambda identity, inputs: updates.append((identity, inputs)))
    return updates
