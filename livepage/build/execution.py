"""Execute the book's notebooks: each once, again when something that it used has changed.

jupyter-cache keeps what came of a notebook under a hash of its code.  What the code ran on is kept
beside it: every file of ``mlmath`` that the kernel had imported or opened by the end, with its
hash, and the versions of the libraries.  An entry is good as long as all of these are as they were,
so that a change runs those notebooks again that really use what has changed, and no others.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import platform
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from time import perf_counter
from typing import Any

from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_code_cell

from livepage.build.wheel import NOT_PYTHON

AT_ONCE = 2  # notebooks that execute at the same time
INDEPENDENT = "independent_cells"  # in a notebook's metadata: each cell is executed by itself
# Their versions change what a notebook shows.
LIBRARIES = {
    "numpy": "numpy",
    "matplotlib": "matplotlib",
    "sympy": "sympy",
    "sklearn": "scikit-learn",
}

# What the kernel runs before a notebook's own cells, and after them.  Neither is seen in it.
WATCH = """
def _watch(root):
    import sys
    opened = set()
    def hook(event, arguments):
        if event == "open" and isinstance(arguments[0], str) and arguments[0].startswith(root):
            opened.add(arguments[0])
    sys.addaudithook(hook)
    return opened
_opened = _watch({root!r})
"""
REPORT = """
def _report(root, libraries):
    import json, sys
    files = set(_opened)
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if isinstance(file, str) and file.startswith(root):
            files.add(file)
    found = {{"files": sorted(files), "libraries": [n for n in libraries if n in sys.modules]}}
    print(json.dumps(found))
_report({root!r}, {libraries!r})
"""


class ExecutionError(Exception):
    """A notebook's cell has failed, or taken too long; the message says which."""


@dataclass(frozen=True)
class Source:
    """A notebook to execute: what it is called, what it holds, and the folder it runs in."""

    name: str
    notebook: NotebookNode
    folder: Path


Found = tuple[Source, Mapping[str, Any], float]  # what was executed, on what, in how many seconds


class Executions:
    """What has been executed, in a folder of its own.

    Parameters
    ----------
    folder : jupyter-cache's.
    package : the folder of the package whose files count.
    timeout : seconds that a cell may take.
    say : is told what happens, a line at a time.
    """

    def __init__(
        self, folder: Path, package: Path, timeout: int = 300, say: Callable[[str], None] = print
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._cache = get_cache(str(folder))
        self._package = package.resolve()
        self._timeout = timeout
        self._say = say

    def key(self, notebook: NotebookNode) -> str:
        """Return a text that changes when the notebook has to run, or has run, again: "" if so."""
        record = self._good(notebook)
        if record is None:
            return ""
        used = json.dumps(record.data["used"], sort_keys=True)
        return hashlib.sha256(f"{record.hashkey}{used}".encode()).hexdigest()

    def execute(self, sources: Iterable[Source]) -> None:
        """Execute those of the notebooks that need it, some at a time.

        Raises ``ExecutionError``, once the others have ended, when a cell of one fails.
        """
        waiting = [source for source in sources if self._good(source.notebook) is None]
        parts = {source.name: self._parts(source) for source in waiting}
        todo = [part for own in parts.values() for part in own if self._good(part.notebook) is None]
        failures = []
        for found in asyncio.run(self._attempt_all(todo)):
            if isinstance(found, ExecutionError):
                failures.append(str(found))
            else:
                self._keep(*found)
        if failures:
            raise ExecutionError("\n\n".join(failures))
        for source in waiting:
            if len(parts[source.name]) > 1 or parts[source.name][0] is not source:
                self._assemble(source, parts[source.name])

    def forget_others(self, sources: Iterable[Source]) -> None:
        """Let go of all entries that none of these notebooks can use any more."""
        good = set()
        for source in sources:
            for notebook in [source.notebook, *(part.notebook for part in self._parts(source))]:
                record = self._good(notebook)
                if record is not None:
                    good.add(record.pk)
        for record in self._cache.list_cache_records():
            if record.pk not in good:
                self._cache.remove_cache(record.pk)

    def _parts(self, source: Source) -> list[Source]:
        """Return what is executed for a notebook: itself, or each of its cells alone."""
        if not source.notebook.metadata.get(INDEPENDENT):
            return [source]
        parts = []
        for number, cell in enumerate(c for c in source.notebook.cells if c.cell_type == "code"):
            alone = _notebook({**source.notebook, "cells": [cell]})
            parts.append(Source(f"{source.name}, cell {number + 1}", alone, source.folder))
        return parts

    def _assemble(self, source: Source, parts: Iterable[Source]) -> None:
        """Keep a notebook whose cells have been executed alone."""
        used: dict[str, dict[str, str]] = {"files": {}, "libraries": {}}
        seconds = 0.0
        whole = _notebook({**source.notebook, "cells": []})
        for part in parts:
            record = self._good(part.notebook)
            assert record is not None  # just executed
            whole.cells += self._cache.get_cache_bundle(record.pk).nb.cells
            for kind, entries in record.data["used"].items():
                used[kind] |= entries
            seconds += record.data["execution_seconds"]
        self._keep(Source(source.name, whole, source.folder), used, seconds)

    def _good(self, notebook: NotebookNode) -> Any:
        """Return the record of what came of a notebook, or ``None`` where it has to run."""
        try:
            record = self._cache.match_cache_notebook(notebook)
        except KeyError:
            return None
        used = record.data.get("used")
        return record if used is not None and used == self._now(used) else None

    def _now(self, used: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
        return {
            "files": {name: _digest(self._package / name) for name in used["files"]},
            "libraries": {name: _version(name) for name in used["libraries"]},
        }

    async def _attempt_all(self, sources: Iterable[Source]) -> list[Found | ExecutionError]:
        turns = asyncio.Semaphore(AT_ONCE)

        async def attempt(source: Source) -> Found | ExecutionError:
            async with turns:
                return await self._attempt(source)

        return await asyncio.gather(*map(attempt, sources))

    async def _attempt(self, source: Source) -> Found | ExecutionError:
        self._say(f"executing {source.name}")
        began = perf_counter()
        try:
            found = await self._run(source)
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            return ExecutionError(f"{source.name}: {error}")
        seconds = perf_counter() - began
        self._say(f"executed {source.name} in {seconds:.1f} s")
        libraries = dict.fromkeys([*found["libraries"], "python"], "")
        files = [
            path.relative_to(self._package).as_posix()
            for path in map(Path, found["files"])
            if path.suffix not in NOT_PYTHON
        ]
        used = self._now({"files": dict.fromkeys(files, ""), "libraries": libraries})
        return source, used, seconds

    async def _run(self, source: Source) -> dict[str, list[str]]:
        """Execute a notebook in place; return the files and libraries that it used."""
        resources = {"metadata": {"path": str(source.folder)}}
        # Times would go into the cells' metadata, and so into the hash under which this is kept.
        client = NotebookClient(
            source.notebook, timeout=self._timeout, resources=resources, record_timing=False
        )
        names = {"root": f"{self._package}/", "libraries": list(LIBRARIES)}
        watch, report = (_cell(code.format(**names)) for code in (WATCH, REPORT))
        cells = list(source.notebook.cells)
        async with client.async_setup_kernel():
            await client.async_execute_cell(watch, 0, store_history=False)
            for index, cell in enumerate(cells):
                await client.async_execute_cell(cell, index)
            await client.async_execute_cell(report, 0, store_history=False)
        source.notebook["cells"] = cells  # the client puts what it executes into the notebook
        found: dict[str, list[str]] = json.loads("".join(o["text"] for o in report.outputs))
        return found

    def _keep(self, source: Source, used: Mapping[str, Any], seconds: float) -> None:
        bundle = CacheBundleIn(
            source.notebook,
            str(source.folder / source.name),
            data={"execution_seconds": seconds, "used": dict(used)},
        )
        self._cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)


def _notebook(parts: Mapping[str, Any]) -> NotebookNode:
    notebook: NotebookNode = from_dict(parts)  # type: ignore[no-untyped-call]
    return notebook


def _cell(code: str) -> NotebookNode:
    cell: NotebookNode = new_code_cell(code)  # type: ignore[no-untyped-call]
    return cell


@cache
def _version(library: str) -> str:
    return (
        platform.python_version() if library == "python" else metadata.version(LIBRARIES[library])
    )


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "gone"
