"""Cells stand on their own feet: run again in a full namespace, each shows what it showed before.

A loop variable that overwrites what a later cell uses, a cell that eats its own input, a draw
without a seed: each of them makes the second round differ.
"""

import ast
import symtable
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.chapters.run_cells import code_cells, run, run_all
from tools.notebooks import ROOT, notebooks

NOTEBOOKS = notebooks()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_cell_once_more_shows_the_same(path: Path) -> None:
    cells = code_cells(path)
    space: dict[str, Any] = {"__name__": "__main__"}
    first = run_all(cells, space)
    for name, source in cells.items():
        assert run(source, space) == first[name], f"cell {name!r} differs when it is run again"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_what_a_cell_takes_from_others_is_given_by_one_of_them(path: Path) -> None:
    """Then it does not matter which of them was run last."""
    assert given_twice(code_cells(path)) == {}


def given_twice(cells: dict[str, str]) -> dict[str, list[str]]:
    """Return {name: cells} for each name that one cell takes and two or more cells bind.

    Imports of one and the same thing do not count.
    """
    bound: dict[str, dict[str, str]] = {}
    taken = set()
    for cell, source in cells.items():
        top = symtable.symtable(source, cell, "exec")
        imports = {
            alias.asname or alias.name.partition(".")[0]: ast.unparse(node).partition(" import")[0]
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
        }
        own = {s.get_name() for s in top.get_symbols() if s.is_assigned() or s.is_imported()}
        own |= {table.get_name() for table in top.get_children()}
        for name in own:
            bound.setdefault(name, {})[cell] = imports.get(name, cell)
        taken |= {name for table in tables(top) for name in names_taken(table)} - own
    return {
        name: list(where)
        for name, where in bound.items()
        if name in taken and len(set(where.values())) > 1
    }


def tables(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    yield table
    for child in table.get_children():
        yield from tables(child)


def names_taken(table: symtable.SymbolTable) -> set[str]:
    return {s.get_name() for s in table.get_symbols() if s.is_referenced() and s.is_global()} | {
        s.get_name()
        for s in table.get_symbols()
        if table.get_type() == "module" and s.is_referenced()
    }


def test_what_these_tests_find() -> None:
    """Each fault that they are for, in a notebook of two or three cells."""
    loop = {"a": "y = 1", "b": "y + 1", "c": "for y in (5, 6): pass"}
    assert given_twice(loop) == {"y": ["a", "c"]}
    inside = {"a": "y = 1", "b": "def f(x):\n    return x + y", "c": "y = [2]"}
    assert given_twice(inside) == {"y": ["a", "c"]}
    harmless = {
        "a": "import math\nfor k in range(3): print(k)",
        "b": "import math\nfor k in range(4): print(math.pi + k)",
        "c": "def f(k):\n    return k\n\n[y for y in range(3)]",
    }
    assert given_twice(harmless) == {}
    for sources in (["x = [3]", "x.append(0)\nlen(x)"], ["import random", "random.random()"]):
        cells = {f"c{k}": source for k, source in enumerate(sources)}
        space: dict[str, Any] = {}
        first = run_all(cells, space)
        assert run(cells["c1"], space) != first["c1"]


def test_an_edited_card_reaches_all_that_is_made_of_the_cards() -> None:
    """The data of chapter 1 are written once: move card D, and program and figure follow."""
    cells = code_cells(ROOT / "chapters" / "01_perceptron.ipynb")
    space: dict[str, Any] = {}
    names = ["machine-figure", "by-hand-in-python", "hand-figure", "learn", "other-order"]
    before = {name: run(cells[name], space) for name in names}
    moved = cells["by-hand-in-python"].replace('"D": (3, 1, -1)', '"D": (3, -1, -1)')
    assert moved != cells["by-hand-in-python"]
    cells["by-hand-in-python"] = moved
    after = {name: run(cells[name], space) for name in names}
    assert space["X"][3].tolist() == [3, -1]
    assert after["hand-figure"] != before["hand-figure"]
    assert after["learn"] != before["learn"]
