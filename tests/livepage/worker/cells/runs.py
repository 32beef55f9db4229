"""How the tests of cells run one in CPython, as the worker does in the reader's browser."""

import asyncio
import json

from livepage.worker.cells import cells


def run(code, cell="here", page=None):
    """Run a cell; return its outputs and whether it went well."""
    outputs = []
    known = json.dumps(page or {cell: code})
    send = lambda text: outputs.append(json.loads(text))  # noqa: E731
    order = (cell, code, 4, known, send)
    waits = cells.waits(code)
    result = json.loads(asyncio.run(cells.run_waiting(*order)) if waits else cells.run(*order))
    assert result["seconds"] >= 0
    return outputs, result["ok"]


def shown(outputs):
    return [o.get("text") or o["data"]["text/plain"] for o in outputs]


def failed(code, **more):
    outputs, ok = run(code, **more)
    assert not ok
    assert outputs[-1]["output_type"] == "error"
    return outputs[-1]
