"""The imports and exports of ES modules, for the two hosts that rewrite them.

The static page gives each module a name that carries a hash of its content: it rewrites what a
module imports (`rewritten`).  Jupyter loads a view from a Blob, where relative imports fail: it
takes the view and all that it imports as one module (`joined`).  Both read a source through
`statements`, which understands each form of static import and export over any number of lines.
Whatever else would import or export is an error that names the file and the line.

Source: ECMAScript 2025, section 16.2, modules.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mlmath.widgets.javascript import LexicalError, Token, Word, line_of, token_at, words


class ModuleError(ValueError):
    """A module that no host could load; the message names the file and the line."""


@dataclass(frozen=True)
class Statement:
    """One import or export.

    ``names`` holds pairs.  Of what comes from another module: its name there, and here; "*" stands
    for all of it.  Of what a module exports itself: its name inside, and outside.
    """

    kind: str  # import or export
    names: tuple[tuple[str, str], ...]
    line: int
    start: int  # where it stands in the text; of an exported declaration, the words before it
    end: int
    source: str = ""  # the module it names, as written; "" of an export of the module's own
    source_start: int = 0  # where that name stands, with its quotes
    source_end: int = 0
    instead: str = ""  # what is to stand there where exports are returned by a function


class _Reader:
    """Reads the statements of one source."""

    def __init__(self, text: str, computed: bool) -> None:
        self.text, self.computed = text, computed
        self.last = self.next = Token("", 0)

    def fault(self, place: int, why: str) -> ModuleError:
        return ModuleError(f"line {line_of(self.text, place)}: {why}")

    def unexpected(self, expected: str) -> ModuleError:
        found = self.next.text or "the end"
        return self.fault(self.next.start, f"expected {expected}, got {found}")

    def take(self, *wanted: str) -> str:
        """Return the next token and go on; it must be one of those wanted, if any are."""
        if wanted and self.next.text not in wanted:
            raise self.unexpected(" or ".join(wanted))
        self.last, self.next = self.next, token_at(self.text, self.next.end)
        return self.last.text

    def took(self, wanted: str) -> bool:
        """Take the next token if it is this one."""
        if self.next.text != wanted:
            return False
        self.take()
        return True

    def name(self) -> str:
        if self.next.text[:1] in ("'", '"'):
            return self.take()[1:-1]
        if not re.fullmatch(r"[\w$]+", self.next.text):
            raise self.unexpected("a name")
        return self.take()

    def pairs(self) -> list[tuple[str, str]]:
        """Read ``{ a, b as c }``."""
        found = []
        self.take("{")
        while self.next.text != "}":
            first = self.name()
            found.append((first, self.name() if self.took("as") else first))
            if self.next.text != "}":
                self.take(",")
        self.take("}")
        return found

    def source(self) -> Token:
        if self.next.text[:1] not in ("'", '"'):
            raise self.unexpected("the name of a module")
        self.take()
        if not self.last.text[1:-1].startswith(("./", "../")) or "\\" in self.last.text:
            why = f"a module's name must begin with ./ or ../, got {self.last.text}"
            raise self.fault(self.last.start, why)
        return self.last

    def finish(self, word: Word, names: list[tuple[str, str]], source: Token | None) -> Statement:
        """End a statement, at its semicolon or its line."""
        end = self.last.end
        if self.took(";"):
            end = self.last.end
        elif self.next.text and "\n" not in self.text[end : self.next.start]:
            raise self.unexpected(f"the end of the {word.text}")
        where = (source.text[1:-1], source.start, source.end) if source else ("", 0, 0)
        line = line_of(self.text, word.start)
        return Statement(word.text, tuple(names), line, word.start, end, *where)

    def statements(self) -> list[Statement]:
        found = []
        for word in words(self.text, "import", "export"):
            self.last = Token(word.text, word.start)
            self.next = token_at(self.text, self.last.end)
            if self.next.text == ":":  # the key of an object
                continue
            if word.text == "import" and self.next.text == "(":
                self.take("(")
                if not self.computed or self.next.text[:1] in ("'", '"', "`"):
                    raise self.fault(word.start, "a dynamic import: import at the module's top")
            elif word.text == "import" and self.next.text == ".":
                raise self.fault(word.start, "import.meta says nothing that holds in every host")
            elif word.depth:
                raise self.fault(word.start, f"an {word.text} inside brackets is not understood")
            else:
                found.append((self.imported if word.text == "import" else self.exported)(word))
        return found

    def imported(self, word: Word) -> Statement:
        names: list[tuple[str, str]] = []
        if self.next.text[:1] not in ("'", '"'):
            more = True
            if self.next.text not in ("{", "*"):
                names.append(("default", self.name()))
                more = self.took(",")
            if more and self.took("*"):
                self.take("as")
                names.append(("*", self.name()))
            elif more:
                names += self.pairs()
            self.take("from")
        return self.finish(word, names, self.source())

    def exported(self, word: Word) -> Statement:
        if self.next.text == "{":
            names = self.pairs()
            return self.finish(word, names, self.source() if self.took("from") else None)
        if self.took("*"):
            names = [("*", self.name() if self.took("as") else "*")]
            self.take("from")
            return self.finish(word, names, self.source())
        default = self.took("default")
        first = self.next
        instead = ""
        if self.next.text == "async" and token_at(self.text, first.end).text == "function":
            self.take()
        if self.next.text in ("function", "class"):
            self.take()
            self.took("*")
            if self.next.text in ("(", "{", "extends"):
                raise self.unexpected("a name")
            name = self.name()
        elif default:
            name, instead = "_default", "const _default = "
        else:
            self.take("const", "function", "class", "default", "{", "*")
            name = self.name()  # one only: of a pattern, nobody would know the names
        names = [(name, "default" if default else name)]
        line = line_of(self.text, word.start)
        return Statement("export", tuple(names), line, word.start, first.start, instead=instead)


def statements(text: str, name: str, *, computed: bool = False) -> list[Statement]:
    """Return the imports and exports of a source, in order.

    Parameters
    ----------
    text : the source.
    name : what errors call it.
    computed : whether it may import at run time from an address that it computes.

    Raises ``ModuleError`` naming file and line of the first one that is not understood.
    """
    try:
        return _Reader(text, computed).statements()
    except (ModuleError, LexicalError) as error:
        raise ModuleError(f"{name}, {error}") from None


def _read(path: Path, computed: bool = False) -> tuple[str, list[Statement]]:
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise ModuleError(f"there is no module {path}") from None
    return text, statements(text, path.name, computed=computed)


def _edited(text: str, edits: list[tuple[int, int, str]]) -> str:
    """Return a text with each part from start to end replaced."""
    for start, end, instead in sorted(edits, reverse=True):
        text = text[:start] + instead + text[end:]
    return text


def rewritten(path: Path, address: Callable[[Path], str], *, computed: bool = False) -> str:
    """Return a module's source with every module that it names under another address.

    Parameters
    ----------
    path : the module.
    address : called with the path of each module that it names.
    computed : as for `statements`.

    Raises ``ModuleError`` as `statements` does.
    """
    text, found = _read(path, computed)
    return _edited(text, [
        (s.source_start, s.source_end, f'"{address((path.parent / s.source).resolve())}"')
        for s in found
        if s.source
    ])  # fmt: skip


def _key(name: str) -> str:
    return name if re.fullmatch(r"[\w$]+", name) else json.dumps(name)


class _Joined:
    """Modules that have become functions, in the order in which they can run."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.done: dict[Path, tuple[str, set[str]]] = {}  # path -> its variable, what it exports
        self.open: list[Path] = []

    def taken(self, path: Path) -> tuple[str, set[str]]:
        """Return the variable that holds what a module exports, and the names of that."""
        if path not in self.done:
            text, found, head, passed = self.module(path)
            own = {outside: inside for s in found if not s.source for inside, outside in s.names}
            exports = passed | own
            body = _edited(text, [(s.start, s.end, s.instead) for s in found])
            variable = f"m{len(self.done)}_{re.sub(r'[^0-9A-Za-z_]', '_', path.stem)}"
            returned = ", ".join(f"{_key(name)}: {value}" for name, value in exports.items())
            self.parts.append(
                f"const {variable} = (() => {{\n{head}{body}\nreturn {{ {returned} }};\n}})();\n"
            )
            self.done[path] = variable, set(exports)
        return self.done[path]

    def module(self, path: Path) -> tuple[str, list[Statement], str, dict[str, str]]:
        """Return a module's text, its statements, code for its imports, and what it passes on.

        The last is name -> value, for ``export { a } from`` and ``export * from``.
        """
        if path in self.open:
            way = [*self.open[self.open.index(path) :], path]
            raise ModuleError(f"modules import each other: {' > '.join(p.name for p in way)}")
        self.open.append(path)
        text, found = _read(path)
        head = ""
        named: dict[str, str] = {}
        whole: dict[str, str] = {}  # of export *, which gives way to names
        for one in (s for s in found if s.source):
            other, offered = self.taken((path.parent / one.source).resolve())
            for name, here in one.names:
                if name not in offered and name != "*":
                    raise ModuleError(f"{path.name}, line {one.line}: {one.source} has no {name}")
                value = other if name == "*" else f"{other}[{json.dumps(name)}]"
                if one.kind == "import":
                    head += f"const {here} = {value};\n"
                elif here == "*":
                    whole |= {n: f"{other}[{json.dumps(n)}]" for n in sorted(offered - {"default"})}
                else:
                    named[here] = value
        self.open.pop()
        return text, found, head, whole | named


def joined(view: Path) -> str:
    """Return one self-contained ES module: a view and all that it imports.

    Each imported module becomes a function that is called at once and returns what it exports, so
    names never collide.

    Raises ``ModuleError`` as `statements` does, and for a name that the other module does not
    export, for modules that import each other, and for a view that exports no default.
    """
    modules = _Joined()
    text, found, head, passed = modules.module(view.resolve())
    own = {outside for s in found if not s.source for _, outside in s.names}
    if "default" not in own | passed.keys():
        raise ModuleError(f"{view.name} must have an export default, as every view")
    tail = "" if "default" in own else f"export default {passed['default']};\n"
    body = _edited(text, [(s.start, s.end, "") for s in found if s.source])
    return "".join(modules.parts) + head + body + tail
