"""Errors of cells as the reader sees them: from their own line on, with a hint where one helps."""

import difflib
import re
import traceback
from collections.abc import Container, Iterator, Mapping
from typing import Any

from livepage.worker.cells.names import read, roots

LINES = 60  # of a traceback; of a longer one the middle is left out
DEEP = 2000  # frames; of more, which take long to read, only the first are looked at
# Frames of what runs the cell, and of importlib, are nobody's business.
_OURS = re.compile(
    r"(^|/)livepage/worker/(cells/\w+|widgets)\.pyc?$|^<frozen importlib|/importlib/"
)
_PLACE = re.compile(r'^( *)File "([^"]*)", line (\d+)(?:, in (.*))?', re.MULTILINE)
_TOO_LARGE = re.compile(r"index-sized integer|array is too big|Maximum allowed dimension")
_QUESTION = re.compile(r"^\s*\?{1,2}[\w.]+\s*$|^\s*[\w.]+\?{1,2}\s*$", re.MULTILINE)
_ADDRESS = re.compile(
    r"urlopen error|unknown url type|Name or service not known|Host is unreachable|"
    r"TLS not supported"
)
_LIBRARY = re.compile(r"^.*/(?:site-packages|python3\.\d+)/")


def _chain(report: traceback.TracebackException) -> Iterator[traceback.TracebackException]:
    seen: set[int] = set()
    queue = [report]
    while queue:
        one = queue.pop()
        if id(one) not in seen:
            seen.add(id(one))
            yield one
            queue += [other for other in (one.__cause__, one.__context__) if other is not None]


def describe(
    error: BaseException, name: str, code: str, page: Mapping[str, str], cell: str, lock: Any
) -> dict[str, Any]:
    """Return the output of a cell that failed.

    Parameters
    ----------
    error : what it raised.
    name : the file name under which its code was compiled.
    code : its code.
    page, cell : the code of all cells by id, in order, and the id of this one.
    lock : Pyodide's packages by name.
    """
    deep = sum(1 for _ in traceback.walk_tb(error.__traceback__)) > DEEP
    report = traceback.TracebackException.from_exception(error, limit=LINES if deep else None)
    for one in _chain(report):
        kept = [frame for frame in one.stack if not _OURS.search(frame.filename)]
        cells = (k for k, frame in enumerate(kept) if frame.filename.startswith("<cell "))
        # Code that does not even parse has no line that ran.
        nowhere = len(kept) if isinstance(error, SyntaxError) else 0
        one.stack[:] = kept[next(cells, nowhere) :]

    def place(match: re.Match[str]) -> str:
        indent, file, line, function = match.groups()
        inside = f", in {function}" if function and function != "<module>" else ""
        if file == name:
            return f"{indent}Line {line} of this cell{inside}"
        if file.startswith("<cell "):
            return f"{indent}Line {line} of the cell {file.split()[1].rstrip('>')}{inside}"
        return f"{indent}{_LIBRARY.sub('', file)}, line {line}{inside}"

    parts = [part for part in report.format() if part != "Traceback (most recent call last):\n"]
    lines = _PLACE.sub(place, "".join(parts)).rstrip("\n").split("\n")
    lines = [line[2:] if line.startswith("  ") else line for line in lines]
    if len(lines) > LINES:
        left = len(lines) - LINES
        lines[LINES // 2 : LINES // 2 + left] = [f"  … {left:,} lines left out …"]
    output = {
        "output_type": "error",
        "ename": type(error).__name__,
        "evalue": _said(error),
        "traceback": lines,
    }
    if hint := _hint(error, code, page, cell, lock):
        output["hint"] = hint
    return output


def _said(error: BaseException) -> str:
    if isinstance(error, SyntaxError):
        return error.msg
    try:
        return str(error)
    except Exception:
        return ""


def _hint(
    error: BaseException, code: str, page: Mapping[str, str], cell: str, lock: Any
) -> str | None:
    match error:
        case ModuleNotFoundError(name=str(module)):
            imported = {name.partition(".")[0] for name in roots(code)}
            return _hint_module(module.partition(".")[0], lock, imported)
        case RuntimeError() if "start new thread" in _said(error):
            return "Python on this page has one thread; do one thing after the other."
        case OSError() if "does not support processes" in _said(error):
            return "Python on this page cannot start other programs."
        case OSError() | RuntimeError() if _ADDRESS.search(_said(error)):
            return (
                "Python on this page cannot open addresses on the network; "
                "the book's own data are in mlmath.datasets."
            )
        case MemoryError():
            return (
                "Python on this page has a few gigabytes at most, and everything that the cells "
                "hold counts. The page goes on working; try it smaller."
            )
        case OverflowError() | ValueError() if _TOO_LARGE.search(_said(error)):
            return "No single thing can have 2 gigabytes or more on this page; try it smaller."
        case RecursionError():
            return "A function called itself, and never came to an end."
        case SystemExit():
            return "The cell ended itself here. Names that it defined before are kept."
        case NameError(name=str(missing)):
            later = [i for i, text in page.items() if i != cell and missing in read(text).defines]
            if later:
                return f"The name {missing} is defined further down on this page."
        case SyntaxError(text=str(line)) if _QUESTION.search(line):
            return "A name with ? is Jupyter's own; write help(name) on this page."
        case SyntaxError() if re.search(r"^\s*[%!]\w", code, re.MULTILINE):
            return "Lines that begin with % or ! are Jupyter's own; this page runs plain Python."
    return None


def _hint_module(name: str, lock: Any, imported: Container[str]) -> str:
    packages = sorted({module for package in lock.values() for module in package["imports"]})
    shown = [module for module in packages if module in ("matplotlib", "numpy", "sympy")]
    known = ", ".join(["mlmath", *shown])
    near = difflib.get_close_matches(name, ["mlmath", *packages], n=1)
    if name in packages and name in imported:
        return f"{name} is part of this page, but did not load: run the cell again when online."
    if name in packages:
        return f"{name} is here, but was not loaded: write `import {name}` into the cell itself."
    did = f" Did you mean {near[0]}?" if near else ""
    return f"This page has Python's standard library and {known}; {name} is not among them.{did}"
