"""What a page uses, cell by cell, and what its text explains.

**The convention.** What stands in a code span of the text counts as explained, from there on:
a name, `np.zeros(3)`; a method, `.append`; an argument by its name, `axis=0`; a piece of syntax,
`[x * x for x in xs]`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from tools.vocabulary import names, syntax
from tools.vocabulary.names import Known

FENCE = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^(`{3,}|~{3,}).*?^\1", re.MULTILINE | re.DOTALL)
ROLE = re.compile(r"(?<!`)\{[a-z][\w:+-]*\}`[^`]*`")
SPAN = re.compile(r"(?<!`)(`{1,2})(?!`)(.+?)(?<!`)\1(?!`)")

HIDDEN = {"remove-cell", "remove-input"}  # no reader sees their code


@dataclass(frozen=True)
class Use:
    """A use of a name or of a kind of syntax.

    Parameters
    ----------
    key : what is used, as `names` and `syntax` call it.
    cell : the id of the cell.
    line : the line of the program where it stands, as it is written.
    """

    key: str
    cell: str
    line: str


def spans(text: str) -> list[str]:
    """Return the code spans of a text, without its programs and roles."""
    running = ROLE.sub("", BLOCK.sub("", text))
    return [found[2].strip().replace(r"\|", "|") for found in SPAN.finditer(running)]


# What a code span may be: a program, or a part of one, and what the whole then has besides.
READINGS: tuple[tuple[str, set[str]], ...] = (
    ("{}", set()),
    ("{}\n    pass", set()),
    ("x {}", set()),  # .T
    ("x {} x", set()),  # an operator
    ("{} x", set()),  # not
    ("f({})", {"f(x)"}),  # axis=0
    ("f({}x)", {"f(x)"}),  # axis=
    ("if x: pass\n{} pass", {"if c:"}),  # else:
    ('f"{{x{}}}"', {'f"{x}"'}),  # :.1f
    ("for x in x:\n    {}", {"for x in xs:"}),  # break
    ("def f():\n    {}", set()),  # return x
)


def shown(span: str, known: Known) -> set[str]:
    """Return the keys that a code span explains."""
    found = {key for key, _ in syntax.of_tokens(span)}
    bare = re.fullmatch(r"\.?([A-Za-z_]\w*)=?(?:\(.*\))?", span)
    if bare:
        found.add(f"bare {bare[1]}")
    if re.fullmatch(r"@\w+", span):
        return found | {"@cache", f"bare {span[1:]}"}
    if named := re.match(r"(\w+)=(?!=)", span):
        found.add(f"{named[1]}=")
    if re.fullmatch(r"\{[^{}]*:[^{} ]+\}", span):  # {x:.1f}, which might be a dictionary, too
        span = f'f"{span}"'
    for template, besides in READINGS:
        try:
            tree = ast.parse(template.format(span))
        except (SyntaxError, ValueError):
            continue
        keys = (*syntax.of_tree(tree), *names.of_tree(tree, known, every=True))
        return found | {key for key, _ in keys} - besides
    return found


def programs(cell: dict[str, Any]) -> list[str]:
    """Return the programs that a cell shows: its own, or those that its text holds."""
    if HIDDEN & set(cell["metadata"].get("tags", [])):
        return []
    if cell["cell_type"] == "code":
        lines = cell["source"].splitlines()
        return ["\n".join("" if line.lstrip().startswith(("%", "!")) else line for line in lines)]
    return FENCE.findall(cell["source"]) if cell["cell_type"] == "markdown" else []


def explains(found: set[str], key: str) -> bool:
    """Tell whether what code spans show explains this key."""
    last = key.rpartition(".")[2]
    return key in found or (f"bare {last}" in found and last not in names.BUILTINS)


def used(program: str, known: Known) -> Iterator[tuple[str, int]]:
    """Yield what a program uses, with its lines; `known` takes in what it defines."""
    tree = ast.parse(program)
    known.learn(tree)
    yield from syntax.of_tree(tree)
    yield from syntax.of_tokens(program)
    yield from names.of_tree(tree, known)


@dataclass
class Page:
    """What a page uses, what its text explains, and what it uses without having explained it."""

    uses: list[Use]
    explained: set[str]
    open: list[Use]


def read(cells: Iterable[dict[str, Any]]) -> Page:
    """Read a page's cells in their order.

    A solution's program may be explained in the same text.
    """
    page, known = Page([], set(), []), Known()
    for cell in cells:
        if cell["cell_type"] == "markdown":
            for span in spans(cell["source"]):
                page.explained |= shown(span, known)
        for program in programs(cell):
            lines = ["", *program.splitlines()]
            uses: dict[str, int] = {}  # of each the first line
            for key, line in sorted(used(program, known), key=itemgetter(1)):
                uses.setdefault(key, line)
            found = [Use(key, cell["id"], lines[line].strip()) for key, line in uses.items()]
            page.uses += found
            page.open += [use for use in found if not explains(page.explained, use.key)]
    return page


def is_pythons(key: str) -> bool:
    """Tell whether a key is Python's or a library's: not a name that the book itself gives."""
    if key.startswith("bare ") or re.fullmatch(r"\w+=", key):  # an argument may be anybody's
        return False
    part = key.removeprefix(".")
    theirs = part in names.METHODS | names.PARTS
    _, ours = names.of_the_book()
    return not key.startswith(".") or theirs or part not in ours
