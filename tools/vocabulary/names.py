"""Which names of Python and of libraries a piece of Python uses, and which are the book's own.

Keys: `print` a builtin or an imported name, `np.zeros` a name of a library, `.append` a method or
another part of a value, `axis=` an argument of one of these by its name.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent.parent
TYPES = (
    str, list, dict, set, tuple, int, float, range, np.ndarray, np.float64, np.random.Generator,
)  # fmt: skip
METHODS = {n for kind in TYPES for n in dir(kind) if callable(getattr(kind, n))}
PARTS = {n for kind in TYPES for n in dir(kind)} - METHODS
BUILTINS = set(dir(builtins))


@cache
def of_the_book() -> tuple[frozenset[str], frozenset[str]]:
    """Return what the objects of `mlmath` have, and this with its functions and classes.

    Objects have fields, methods, and what is set on `self`.
    """
    held: set[str] = set()
    defined: set[str] = set()
    for path in (ROOT / "mlmath").rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        held |= set(fields(tree))
        defined |= {n.name for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef)}
    return frozenset(held), frozenset(held | defined)


def fields(tree: ast.AST) -> Iterator[str]:
    """Yield the names that the classes of a program give to their objects."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            for line in node.body:
                if isinstance(line, ast.FunctionDef):
                    yield line.name
                elif isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
                    yield line.target.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr


@dataclass
class Known:
    """The names of a page up to here.

    Parameters
    ----------
    modules : what libraries are called here; numpy is `np` on every page.
    foreign : names imported from them, by their own names.
    ours : names imported from the book.
    own : names of the page's programs, and the fields of its classes.
    """

    modules: set[str] = field(default_factory=lambda: {"np"})
    foreign: set[str] = field(default_factory=set)
    ours: set[str] = field(default_factory=set)
    own: set[str] = field(default_factory=set)

    def learn(self, tree: ast.AST) -> None:
        """Take in what a program imports and names."""
        for node in ast.walk(tree):
            match node:
                case ast.Import():
                    for alias in node.names:
                        ours = alias.name.partition(".")[0] == "mlmath"
                        place = self.ours if ours else self.modules
                        place.add(alias.asname or alias.name.partition(".")[0])
                case ast.ImportFrom():
                    ours = (node.module or "").partition(".")[0] == "mlmath"
                    place = self.ours if ours else self.foreign
                    place |= {alias.asname or alias.name for alias in node.names}
                case ast.Name(ctx=ast.Store()):
                    self.own.add(node.id)
                case ast.FunctionDef() | ast.ClassDef():
                    self.own.add(node.name)
                case ast.arg():
                    self.own.add(node.arg)
        self.own |= set(fields(tree))

    def theirs(self, name: str) -> bool:
        """Tell whether a name by itself is a builtin or a library's."""
        book = name in self.own or name in self.ours
        return name in self.foreign or (name in BUILTINS and not book)


def dotted(node: ast.expr) -> list[str]:
    """Return the names of `a.b.c`, or [] where it does not begin with a name."""
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute) and (front := dotted(node.value)):
        return [*front, node.attr]
    return []


def of_attribute(node: ast.Attribute, called: bool, known: Known, every: bool) -> str:
    """Return the key of `x.name`, or "" where it is the book's own and not `every` one counts."""
    root, *_ = names = dotted(node) or [""]
    if root in known.modules:
        return ".".join(names)
    if not every:
        held, _ = of_the_book()
        theirs = node.attr in PARTS or (node.attr in METHODS and called)
        if root in known.ours or (not theirs and (node.attr in held or node.attr in known.own)):
            return ""
    return f".{node.attr}"


def of_tree(tree: ast.AST, known: Known, every: bool = False) -> Iterator[tuple[str, int]]:
    """Yield the key of each name in a tree that is Python's or a library's, with its line.

    With `every`, parts of values and arguments count whosever they are.
    """
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    inner = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
    for node in ast.walk(tree):
        match node:
            case ast.Import():
                for alias in node.names:
                    if alias.name.partition(".")[0] != "mlmath":
                        yield alias.asname or alias.name, node.lineno
            case ast.Attribute():
                key = of_attribute(node, id(node) in called, known, every)
                # The middle of np.random.default_rng is no name by itself.
                if key and (key.startswith(".") or id(node) not in inner):
                    yield key, node.lineno
            case ast.Name(ctx=ast.Load()) if known.theirs(node.id):
                yield node.id, node.lineno
            case ast.Call():
                yield from ((f"{key}=", node.lineno) for key in _arguments(node, known, every))


def _arguments(node: ast.Call, known: Known, every: bool) -> Iterator[str]:
    """Yield the arguments by name of a call of Python's or numpy's own."""
    match node.func:
        case ast.Name(id=name):
            theirs = known.theirs(name)
        case ast.Attribute(attr=name):
            theirs = dotted(node.func)[:1] == ["np"] or name in METHODS
        case _:
            theirs = False
    if theirs or every:
        yield from (one.arg for one in node.keywords if one.arg)
