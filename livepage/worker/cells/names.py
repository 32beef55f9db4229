"""Which names the code of a cell defines and which it needs: found by reading, not by running.

A cell needs a name when it reads it, at the top level or in a function, before it has defined it
itself.  Functions are taken to be called: a name that only a function's body reads is needed
unless the cell defines it anywhere.
"""

import ast
import builtins
import symtable
from collections.abc import Container, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import cache
from typing import Any

BUILTINS = {*dir(builtins), "display", "__name__", "__file__", "__doc__"}


@dataclass
class Names:
    """The names of one cell, each once, in the order in which they come."""

    defines: list[str] = field(default_factory=list)
    uses: list[str] = field(default_factory=list)


def _inner(table: symtable.SymbolTable) -> Iterator[symtable.Symbol]:
    """Yield the symbols of all functions and classes inside, but not those of annotations."""
    for child in table.get_children():
        if child.get_type() in ("function", "class"):
            yield from child.get_symbols()
            yield from _inner(child)


class _Reader(ast.NodeVisitor):
    """Walk through a module in the order in which Python runs it."""

    def __init__(self) -> None:
        self.defined: dict[str, None] = {}
        self.used: dict[str, None] = {}
        self.deferred: dict[str, None] = {}  # what bodies of functions read
        self.local: list[set[str]] = []  # names of comprehensions and classes being read

    def _read(self, name: str) -> None:
        if name not in self.defined and not any(name in scope for scope in self.local):
            self.used[name] = None

    def _bind(self, name: str) -> None:
        if self.local:
            self.local[-1].add(name)
        else:
            self.defined[name] = None

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self._read(node.id)
        else:  # a deleted name was there before, and is nobody's concern afterwards
            self._bind(node.id)

    def visit_Delete(self, node: ast.Delete) -> None:
        for target in node.targets:
            if isinstance(target, ast.Name):
                self._read(target.id)
                self.defined.pop(target.id, None)
            else:
                self.visit(target)

    # ---- statements whose parts do not run in the order in which they are written

    def visit_Assign(self, node: ast.Assign) -> None:
        self._each([node.value, *node.targets])

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name):
            self._read(node.target.id)
        self._each([node.value, node.target])

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self._each([node.value, node.target])

    def visit_For(self, node: ast.For | ast.AsyncFor) -> None:
        self._each([node.iter, node.target, *node.body, *node.orelse])

    visit_AsyncFor = visit_For  # noqa: N815

    def _comprehension(self, node: Any) -> None:
        self.local.append(set())
        for part in node.generators:
            self._each([part.iter, part.target, *part.ifs])
        parts = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        self._each(parts)
        self.local.pop()

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension  # noqa: N815

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self.visit(node.value)
        self.defined[node.target.id] = None  # beyond the comprehension that it may stand in

    # ---- what binds names without an ast.Name

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> None:
        for alias in node.names:
            self._bind(alias.asname or alias.name.partition(".")[0])

    visit_ImportFrom = visit_Import  # noqa: N815

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.type is not None:
            self.visit(node.type)
        if node.name:
            self._bind(node.name)
        self._each(node.body)

    def _pattern(self, node: Any) -> None:
        name = node.rest if isinstance(node, ast.MatchMapping) else node.name
        if name:
            self._bind(name)
        self.generic_visit(node)

    visit_MatchAs = visit_MatchStar = visit_MatchMapping = _pattern  # noqa: N815

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._each([*node.decorator_list, *node.args.defaults])
        self._each([default for default in node.args.kw_defaults if default is not None])
        self._body(node)
        self._bind(node.name)

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._each([*node.args.defaults, *(d for d in node.args.kw_defaults if d is not None)])
        self._body(ast.Expr(node))

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._each([*node.decorator_list, *node.bases, *(word.value for word in node.keywords)])
        self.local.append(set())
        self._each(node.body)
        self.local.pop()
        self._bind(node.name)

    # ----

    def _each(self, nodes: Iterable[ast.AST]) -> None:
        for node in nodes:
            self.visit(node)

    def _body(self, node: ast.stmt) -> None:
        """Note what the body of a function reads and binds outside of itself."""
        for symbol in _inner(symtable.symtable(ast.unparse(node), "cell", "exec")):
            name = symbol.get_name()
            if symbol.is_declared_global() and symbol.is_assigned():
                self.defined[name] = None
            elif (
                symbol.is_global()
                and symbol.is_referenced()
                and not any(name in scope for scope in self.local)
            ):
                self.deferred[name] = None


@cache  # a run asks for every cell above
def read(code: str) -> Names:
    """Return the names of one cell; code that Python cannot read has none."""
    reader = _Reader()
    try:
        reader.visit(ast.parse(code))
    except (SyntaxError, ValueError, RecursionError):
        return Names()
    deferred = [name for name in reader.deferred if name not in reader.defined]
    used = dict.fromkeys([*reader.used, *deferred])
    return Names(list(reader.defined), [name for name in used if name not in BUILTINS])


def roots(code: str) -> set[str]:
    """Return what the code imports, dotted; of `from a import b` both `a` and `a.b`."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError):
        return set()
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@cache
def imports(code: str) -> dict[str, str]:
    """Return {name: the statement that brings it} for what the code imports and leaves alone."""
    found: dict[str, str] = {}
    try:
        body = ast.parse(code).body
    except (SyntaxError, ValueError, RecursionError):
        return found
    for statement in body:
        before = {name: found.pop(name, "") for name in read(ast.unparse(statement)).defines}
        if isinstance(statement, ast.Import | ast.ImportFrom):
            for alias in statement.names:
                alone = copy(statement)
                alone.names = [alias]
                name, text = alias.asname or alias.name.partition(".")[0], ast.unparse(alone)
                # After `import a.b`, `import a.c` gives the same `a` another part.
                joined = text == f"import {alias.name}" and " as " not in before[name]
                if joined and before[name].startswith("import "):
                    text = f"{before[name]}\n{text}"
                before[name] = found[name] = text
    return found


def missing(
    cell: str, code: str, page: Mapping[str, str], known: Container[str]
) -> tuple[list[dict[str, str]], list[str]]:
    """Return which names a cell needs that cells above it compute and that are not there yet.

    Parameters
    ----------
    cell, code : the cell that is to run.
    page : the code of every cell of the page by its id, in order.
    known : the names that are there.

    Each entry has ``name`` and ``cell``, the nearest cell above that defines it.  Entries with
    ``for`` say what that cell needs in turn.  A name that no cell above defines is not listed.
    What such a cell only imports is not listed either: the second list has the statements that
    import what the cell itself needs.
    """
    ids = list(page)
    above = ids[: ids.index(cell)] if cell in page else ids
    found: list[dict[str, str]] = []
    brought: list[str] = []
    asked: set[str] = set()
    waiting = [(cell, above, read(code).uses)]
    while waiting:
        asker, before, uses = waiting.pop(0)
        for name in uses:
            if name in known or name in BUILTINS:
                continue
            source = next((i for i in reversed(before) if name in read(page[i]).defines), None)
            if source is None:
                continue
            imported = imports(page[source])
            if name in imported:
                if asker == cell:
                    brought.append(imported[name])
                continue
            entry = {"name": name, "cell": source}
            if asker != cell:
                if any(entry.items() <= other.items() for other in found):
                    continue
                entry["for"] = asker
            found.append(entry)
            if source not in asked:
                asked.add(source)
                waiting.append((source, above[: above.index(source)], read(page[source]).uses))
    return found, brought
