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
def fields_of_the_book() -> frozenset[str]:
    """Return what the objects of `mlmath` have: fields, methods, what is set on `self`."""
    return frozenset(name for tree in _modules() for name in fields(tree))


@cache
def of_the_book() -> frozenset[str]:
    """Return the names of all functions, classes and fields of `mlmath`."""
    named = (n for tree in _modules() for n in tree.body)
    defined = {n.name for n in named if isinstance(n, ast.FunctionDef | ast.ClassDef)}
    return fields_of_the_book() | defined


@cache
def _modules() -> tuple[ast.Module, ...]:
    paths = (ROOT / "mlmath").rglob("*.py")
    return tuple(ast.parse(path.read_text("utf-8")) for path in paths)


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


def dotted(node: ast.expr) -> list[str]:
    """Return the names of `a.b.c`, or [] where it does not begin with a name."""
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute) and (front := dotted(node.value)):
        return [*front, node.attr]
    return []


def of_attribute(node: ast.Attribute, called: bool, known: Known) -> str:
    """Return the key of `x.name`, or "" where it is the book's own."""
    root, *_ = names = dotted(node) or [""]
    if root in known.modules:
        return ".".join(names)
    if root in known.ours:
        return ""
    if node.attr in PARTS or (node.attr in METHODS and called):
        return f".{node.attr}"
    if node.attr in fields_of_the_book() | known.own:
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
                whole = dotted(node)
                if id(node) in inner and whole and whole[0] in known.modules:
                    continue  # the middle of np.random.default_rng
                key = of_attribute(node, id(node) in called, known)
                if every and not (whole and whole[0] in known.modules):
                    key = f".{node.attr}"
                if key:
                    yield key, node.lineno
            case ast.Name(ctx=ast.Load()):
                foreign = node.id in known.foreign
                if foreign or (node.id in BUILTINS and node.id not in known.own | known.ours):
                    yield node.id, node.lineno
            case ast.Call():
                yield from ((f"{key}=", node.lineno) for key in _arguments(node, known, every))


def _arguments(node: ast.Call, known: Known, every: bool) -> Iterator[str]:
    """Yield the arguments by name of a call of Python's or numpy's own."""
    match node.func:
        case ast.Name(id=name):
            theirs = name in known.foreign or (
                name in BUILTINS and name not in known.own | known.ours
            )
        case ast.Attribute(attr=name):
            theirs = dotted(node.func)[:1] == ["np"] or name in METHODS
        case _:
            theirs = False
    if theirs or every:
        yield from (one.arg for one in node.keywords if one.arg)
