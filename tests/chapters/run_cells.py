"""Run the code cells of a notebook in one namespace, as a kernel does; tell what they show."""

import ast
import contextlib
import io
import json
from pathlib import Path
from typing import Any


def code_cells(notebook: Path) -> dict[str, str]:
    """Return {cell id: source} of the code cells, in order."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return {c["id"]: "".join(c["source"]) for c in cells if c["cell_type"] == "code"}


def run(source: str, space: dict[str, Any]) -> tuple[str, Any]:
    """Run one cell; return what it printed and what its last expression shows."""
    body = ast.parse(source).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    printed = io.StringIO()
    value = None
    with contextlib.redirect_stdout(printed):
        exec(compile(ast.Module(body, []), "<cell>", "exec"), space)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), space)
    return printed.getvalue(), shown(value)


def shown(value: Any) -> Any:
    """Return what a page shows of a value: a widget's outputs, a figure's drawing, or its repr."""
    if hasattr(value, "widget") and hasattr(value, "outputs"):
        return value.inputs, value.outputs
    return value.svg() if hasattr(value, "svg") else repr(value)


def run_all(cells: dict[str, str], space: dict[str, Any]) -> dict[str, tuple[str, Any]]:
    """Run the cells in order; return what each one showed."""
    return {name: run(source, space) for name, source in cells.items()}
