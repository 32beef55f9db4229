"""The Python side of a live page: answers the messages that the page's host sends.

It runs in the reader's browser (Pyodide, in a worker) and in the tests (CPython) alike.

A message is ``{id, widget, epoch, seq, inputs, command}``: which widget on the page, what it is
called in ``mlmath.widgets``, two numbers that the reply repeats, the inputs to compute from (may
be missing), and the command "advance" for a widget that works step by step (may be missing).
Inputs come first: they begin the work anew, and "advance" then takes it one step on.

A reply is ``{id, epoch, seq, outputs}`` or ``{id, epoch, seq, error}``, where ``error`` is the
last line of what Python would print.  Inputs are never sent back.
"""

import json
import math
import sys
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib.machinery import ModuleSpec, PathFinder
from typing import Any

from mlmath import widgets
from mlmath.widgets.snapshot import serialize

# id -> (name of the widget, state of its work); plain widgets have the state None
_states: dict[str, tuple[str, Any]] = {}
_doubt: Callable[[], str] = str  # says nothing while no cell has run
# id -> what to tell of new inputs and outputs: widgets that Python code has made and may ask
_followers: dict[str, Callable[[Mapping[str, Any], Mapping[str, Any]], None]] = {}


def doubt(said: Callable[[], str]) -> None:
    """Add `said()` to the error of a widget: what cells have changed that it may use."""
    global _doubt
    _doubt = said


def follow(identity: str, tell: Callable[[Mapping[str, Any], Mapping[str, Any]], None]) -> None:
    """Call `tell(inputs, outputs)` whenever a widget of the page has been computed anew."""
    _followers[identity] = tell


def forget(identity: str) -> None:
    """Let go of a widget that has left the page."""
    _states.pop(identity, None)
    _followers.pop(identity, None)


def _work(message: Mapping[str, Any]) -> dict[str, Any]:
    identity, name = message["id"], message["widget"]
    widget = widgets.get(name)
    outputs = None
    if "inputs" in message:
        _states.pop(identity, None)  # work that fails to begin leaves nothing to go on with
        state, outputs = widget.begin(message["inputs"])
        _states[identity] = (name, state)
    if message.get("command") == "advance":
        known, state = _states.get(identity, (None, None))
        if known != name:
            raise ValueError(f"{identity} has not begun: send inputs before the command advance")
        state, outputs = widget.go_on(state)
        _states[identity] = (name, state)
    if outputs is None:
        raise ValueError(f"message must hold inputs or the command advance, got {sorted(message)}")
    sent = serialize(outputs)
    if identity in _followers:
        _followers[identity](message.get("inputs", {}), sent)
    return sent


def handle(message: Mapping[str, Any]) -> dict[str, Any]:
    """Return the reply to one message; whatever goes wrong in a widget becomes its error."""
    reply = {key: message[key] for key in ("id", "epoch", "seq")}
    try:
        return {**reply, "outputs": _work(message)}
    except (Exception, SystemExit) as error:
        return {**reply, "error": f"{traceback.format_exception_only(error)[-1].strip()}{_doubt()}"}


def answer(text: str) -> tuple[str, bytes]:
    """Return the reply to a JSON message: as JSON, and the bytes of all arrays in a row.

    An array is ``{dtype, shape, start, length}`` in the JSON, counted in bytes; every element has
    four, so each array starts where a typed array may.  JSON has no NaN and no infinity: a number
    that is one of them becomes null.
    """
    reply = handle(json.loads(text))
    parts: list[bytes] = []
    start = 0
    for name, value in reply.get("outputs", {}).items():
        if isinstance(value, dict):
            data = value["data"]
            reply["outputs"][name] = {
                "dtype": value["dtype"], "shape": value["shape"],
                "start": start, "length": len(data),
            }  # fmt: skip
            parts.append(data)
            start += len(data)
        elif isinstance(value, float) and not math.isfinite(value):
            reply["outputs"][name] = None
    return json.dumps(reply, allow_nan=False), b"".join(parts)


class _Archive:
    """Finds modules of `mlmath` in an archive of all of them, where no one else does."""

    def __init__(self, archive: str) -> None:
        self._archive = archive

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        package = name.rpartition(".")[0]
        if package.partition(".")[0] != "mlmath":
            return None
        return PathFinder.find_spec(name, [f"{self._archive}/{package.replace('.', '/')}"])


def look_in(archive: str) -> None:
    """Find modules of `mlmath` that the page did not bring in an archive, when they are needed."""
    sys.meta_path.append(_Archive(archive))


def warm(name: str) -> None:
    """Import a widget and compute once what it starts with; what fails is told when it is used.

    The first call of much of numpy is slower than all later ones: better while nobody waits than
    under the reader's hand.
    """
    with suppress(Exception):
        widgets.get(name).begin({})
