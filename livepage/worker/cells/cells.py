"""Runs the cells of a live page, in the reader's browser (Pyodide) and in the tests (CPython).

The worker imports this module when the first cell is run, calls `prepare` once, and for each cell
`missing`, `needed` and `run`.  What passes between the two is JSON text.  One namespace holds what
all cells define, as in a notebook; it is gone when the worker ends.
"""

import ast
import builtins
import importlib.util
import inspect
import io
import json
import linecache
import sys
import time
import tokenize
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from types import CodeType, ModuleType
from typing import Any

from livepage.worker import widgets
from livepage.worker.cells import changed, names
from livepage.worker.cells.display import bundle, close, open_figures, prepare_matplotlib
from livepage.worker.cells.errors import describe
from livepage.worker.cells.streams import Pace, Stream

SHOWN = 200  # outputs of one cell besides what it prints

main = ModuleType("__main__")
_lock: dict[str, Any] = {}  # Pyodide's packages by name: what may be imported on this page
_emit: Callable[[dict[str, Any]], None] | None = None  # takes the outputs of the cell that runs
_runs = 0


def prepare(bridge: Any, lock: str, update: Callable[[str, str], None]) -> None:
    """Make ready for the first cell.

    Parameters
    ----------
    bridge : the module that answers widgets' requests.
    lock : the text of `pyodide-lock.json`.
    update : called with a widget's id and its inputs as JSON when code sets them.
    """
    _lock.update(json.loads(lock)["packages"])
    widgets.install(bridge, lambda identity, inputs: update(identity, json.dumps(inputs)))
    prepare_matplotlib(display)
    bridge.doubt(lambda: f". {said}" if (said := changed.libraries()) else "")
    builtins.display = display  # type: ignore[attr-defined]
    builtins.input = _input
    builtins.help = _help  # type: ignore[assignment]
    changed.note()  # after what this has set itself
    sys.modules["__main__"] = main


def _installed(package: dict[str, Any]) -> bool:
    return any(importlib.util.find_spec(name) is not None for name in package["imports"])


def _input(prompt: object = "") -> str:
    raise RuntimeError("input() cannot ask on this page: write the value into the cell instead")


def _has(module: ModuleType, name: str) -> bool:
    try:
        getattr(module, name)
    except Exception:
        return False
    return True


def _help(*request: Any) -> None:
    """Give Python's help, also of a module that names parts which are not on this page."""
    import pydoc

    asked = request[0] if request else "help"
    asked = sys.modules.get(asked, asked) if isinstance(asked, str) else asked
    if not isinstance(asked, ModuleType):
        pydoc.help(asked)
        return
    here, before = [name for name in dir(asked) if _has(asked, name)], vars(asked).get("__dir__")
    vars(asked)["__dir__"] = lambda: here
    try:
        pydoc.help(asked)
    finally:
        del vars(asked)["__dir__"]
        if before is not None:
            vars(asked)["__dir__"] = before


def missing(cell: str, code: str, page: str, afresh: bool = False) -> str:
    """Return {missing, imports}: what `names` says that the cell needs, and code that imports.

    ``page`` is the code of all cells by id, in order; ``afresh``: as if no cell had been run.
    """
    known: Container[str] = () if afresh else vars(main)
    found, brought = names.missing(cell, code, json.loads(page), known)
    return json.dumps({"missing": found, "imports": "\n".join(brought)})


def bring(imports: str) -> None:
    """Run what `missing` found that the cell's names only have to be imported by.

    What cannot be imported is not there: the cell says so where it needs it.
    """
    for statement in imports.splitlines():
        with suppress(Exception):
            exec(statement, vars(main))


# ------------------------------------------------------------------------------ packages


def _mentioned(code: CodeType) -> set[str]:
    """Return every name in compiled code: the modules that it imports are among them."""
    found = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            found |= _mentioned(constant)
    return found


def _imports(name: str, seen: set[str]) -> set[str]:
    """Return the packages that importing a module of `mlmath` may bring along.

    Its source is not on the page, so its byte code is asked.
    """
    if name in seen:
        return set()
    seen.add(name)
    try:
        spec = importlib.util.find_spec(name)
        code = spec.loader.get_code(name)  # type: ignore[union-attr]
    except (ImportError, AttributeError, ValueError):
        return set()
    words = _mentioned(code) if code else set()
    found = {word.partition(".")[0] for word in words}
    for word in words:
        if word.startswith("mlmath."):
            found |= _imports(word, seen)
        elif "mlmath" in words and word.isidentifier():
            found |= _imports(f"mlmath.{word}", seen)  # from mlmath import word
    return found


def needed(code: str) -> str:
    """Return the packages to load before the code can run: {packages, number of their files}."""
    words: set[str] = set()
    for name in names.roots(code):
        root = name.partition(".")[0]
        words |= _imports(name, set()) if root == "mlmath" else {root}
    owners = {module: name for name, package in _lock.items() for module in package["imports"]}
    wanted = {owners[word] for word in words if word in owners}
    packages = sorted(name for name in wanted if not _installed(_lock[name]))
    files: set[str] = set()
    queue = list(packages)
    while queue:
        if (name := queue.pop()) not in files and not _installed(_lock[name]):
            files.add(name)
            queue += _lock[name]["depends"]
    return json.dumps({"packages": packages, "files": len(files)})


# --------------------------------------------------------------------------------- a run


def display(*values: Any) -> None:
    """Show values as outputs of the cell that runs."""
    for value in values:
        _show("display_data", value)


def _show(kind: str, value: Any) -> None:
    if _emit is not None:
        _emit({"output_type": kind, "data": bundle(value)})
        close(value)


class _Outputs:
    """Sends the outputs of one cell in their order, and not without end."""

    def __init__(self, send: Callable[[str], None]) -> None:
        self._send = send
        self.left = SHOWN
        pace = Pace()
        self.stdout = Stream(lambda text: self._stream("stdout", text), pace)
        self.stderr = Stream(lambda text: self._stream("stderr", text), pace)

    def _stream(self, name: str, text: str) -> None:
        self._send(json.dumps({"output_type": "stream", "name": name, "text": text}))

    def __call__(self, output: dict[str, Any]) -> None:
        self.stdout.send_all()
        self.stderr.send_all()
        self.left -= 1
        if self.left >= 0 or output["output_type"] == "error":
            self._send(json.dumps(output))

    def finish(self) -> None:
        self.stdout.finish()
        self.stderr.finish()
        if self.left < 0:
            self._stream("stderr", f"… {-self.left:,} outputs left out\n")
            self.left = 0


@contextmanager
def _running(outputs: _Outputs, epoch: int) -> Iterator[None]:
    global _emit
    before = sys.modules.get("__main__")
    sys.modules["__main__"] = main
    _emit = outputs
    widgets.epoch = epoch
    try:
        with redirect_stdout(outputs.stdout), redirect_stderr(outputs.stderr):
            yield
    finally:
        _emit = None
        if before is not None:
            sys.modules["__main__"] = before


def waits(code: str) -> bool:
    """Tell whether code awaits at its top level: then `run_waiting` has to run it."""
    try:
        made = compile(code, "cell", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return bool(made.co_flags & inspect.CO_COROUTINE)


def run(cell: str, code: str, epoch: int, page: str, send: Callable[[str], None]) -> str:
    """Run a cell that does not await, as `run_waiting` does, without an event loop.

    When such a cell kills Python, whoever called this is told.
    """
    try:
        run_waiting(cell, code, epoch, page, send).send(None)
    except StopIteration as end:
        return str(end.value)
    raise RuntimeError(f"the cell {cell} waits for something")


async def run_waiting(
    cell: str, code: str, epoch: int, page: str, send: Callable[[str], None]
) -> str:
    """Run a cell; return {ok, seconds}.

    Parameters
    ----------
    cell : its id.
    code : its code.
    epoch : the number of this worker, which makes the ids of widgets differ from earlier ones.
    page : the code of all cells by id, in order.
    send : called with each output as it comes.
    """
    global _runs
    _runs += 1
    name = f"<cell {cell} {_runs}>"  # functions of earlier runs keep their own lines
    linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)
    outputs = _Outputs(send)
    vars(main).pop("__warningregistry__", None)  # each run warns anew
    vars(main).setdefault("display", display)
    changed.note()  # what was imported since
    began = time.perf_counter()
    ok = True
    with _running(outputs, epoch):
        try:
            await _execute(code, name)
        except BaseException as error:  # SystemExit and KeyboardInterrupt too end the cell only
            ok = False
            failure = describe(error, name, code, json.loads(page), cell, _lock)
            if "hint" not in failure and isinstance(error, AttributeError | NameError | TypeError):
                words = {
                    word.id for word in ast.walk(ast.parse(code)) if isinstance(word, ast.Name)
                }
                hint = changed.libraries() or changed.names(vars(main), words)
                failure |= {"hint": hint} if hint else {}
        for figure in _figures(outputs):
            outputs({"output_type": "display_data", "data": figure})
        if not ok:
            outputs(failure)
    outputs.finish()
    return json.dumps({"ok": ok, "seconds": time.perf_counter() - began})


def _figures(outputs: _Outputs) -> Iterator[dict[str, str]]:
    for figure in open_figures():
        try:
            yield bundle(figure)
        except Exception as error:
            outputs.stderr.write(f"A figure could not be drawn: {error}\n")


def _quiet(code: str) -> bool:
    """Tell whether code that parses ends on a semicolon, whatever comment comes after it.

    As Jupyter and Pyodide read it: one inside a comment or a string is none.
    """
    silent = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER)
    tokens = list(tokenize.generate_tokens(io.StringIO(code).readline))
    last = next((token for token in reversed(tokens) if token.type not in silent), None)
    return last is not None and last.string == ";"


async def _execute(code: str, name: str) -> None:
    tree = ast.parse(code, name)
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr) and not _quiet(code):
        last = ast.Expression(tree.body.pop().value)  # type: ignore[attr-defined]
    await _evaluate(compile(tree, name, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, True))
    if last is None:
        return
    value = await _evaluate(compile(last, name, "eval", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, True))
    if value is not None:
        _show("execute_result", value)


async def _evaluate(code: CodeType) -> Any:
    result = eval(code, vars(main))
    if code.co_flags & inspect.CO_COROUTINE:
        return await result
    return result
