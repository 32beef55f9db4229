"""The bridge in CPython: the same answers and the same errors as in the reader's browser."""

import json
import math
import sys
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from livepage.worker import bridge
from mlmath import widgets
from mlmath.widgets.spec import Inputs, Widget, number


@dataclass(frozen=True)
class Numbers(Inputs):
    """One number."""

    n: int = number(3, label="How many", low=0, high=9)


def compute(inputs):
    if inputs.n == 9:
        raise ZeroDivisionError("nine\nis too much")
    if inputs.n == 8:
        sys.exit("bye")
    return {
        "squares": np.arange(inputs.n, dtype=np.float32) ** 2,
        "table": np.arange(2 * inputs.n, dtype=np.int32).reshape(2, -1),
        "ratio": math.inf if inputs.n == 0 else 1 / inputs.n,
        "summary": f"{inputs.n} squares.",
    }


def advance(state):
    return state + 1, {"at": state, "summary": f"Step {state}."}


PLAIN = Widget(
    name="test.plain", title="T", help="H", inputs=Numbers, compute=compute, view=Path("none.js")
)
LIVE = Widget(
    name="test.live",
    title="T",
    help="H",
    inputs=Numbers,
    start=lambda inputs: 10 * inputs.n,
    advance=advance,
    view=Path("none.js"),
)


@pytest.fixture(autouse=True)
def book(monkeypatch):
    """Put the two widgets above where widgets are found, and forget what a test has begun."""
    for name, found in (("test", {"__path__": []}), ("test.plain", {"WIDGET": PLAIN}),
                        ("test.live", {"WIDGET": LIVE})):  # fmt: skip
        module = ModuleType(f"mlmath.widgets.{name}")
        vars(module).update(found)
        module.__spec__ = ModuleSpec(module.__name__, None)
        monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(bridge, "_states", {})


def ask(widget="test.plain", **message):
    message = {"id": f"{widget}-1", "widget": widget, "epoch": 2, "seq": 7, **message}
    return bridge.handle(message)


def test_inputs_are_answered_by_outputs_alone():
    reply = ask(inputs={"n": 3})
    assert {key: reply[key] for key in ("id", "epoch", "seq")} == {
        "id": "test.plain-1", "epoch": 2, "seq": 7,
    }  # fmt: skip
    assert set(reply) == {"id", "epoch", "seq", "outputs"}, "inputs are never echoed"
    assert reply["outputs"]["summary"] == "3 squares."
    squares = reply["outputs"]["squares"]
    assert (squares["dtype"], squares["shape"]) == ("float32", [3])
    # 0, 1 and 4 as little-endian float32, by the standard (IEEE 754)
    assert squares["data"] == bytes.fromhex("000000000000803f00008040")


@pytest.mark.parametrize(
    ("inputs", "error"),
    [
        ({"n": 12}, "ValueError: n must lie in [0, 9], got 12"),
        ({"m": 1}, "TypeError: Numbers.__init__() got an unexpected keyword argument 'm'"),
        ({"n": 9}, "is too much"),
        ({"n": 8}, "SystemExit: bye"),
    ],
)
def test_an_exception_becomes_its_last_line_and_the_next_request_is_answered(inputs, error):
    reply = ask(inputs=inputs)
    assert set(reply) == {"id", "epoch", "seq", "error"}
    assert reply["error"].splitlines()[-1] == error
    assert ask(inputs={"n": 1})["outputs"]["summary"] == "1 squares."


def test_an_unknown_widget_is_an_error():
    reply = ask("test.none", inputs={})
    assert reply["error"].startswith(
        "ValueError: name must be that of a module in mlmath.widgets.test, "
    )


def test_a_message_without_inputs_or_command_is_an_error():
    assert "must hold inputs or the command advance" in ask()["error"]


def test_advance_goes_on_from_what_inputs_began():
    """A state of 20 after start, so the steps are 20 (begun with), 21, 22."""
    steps = [ask("test.live", inputs={"n": 2})]
    steps += [ask("test.live", command="advance") for _ in range(2)]
    assert [step["outputs"]["at"] for step in steps] == [20, 21, 22]


def test_inputs_and_advance_in_one_message_begin_and_go_one_step_on():
    """So a new worker, which has forgotten all, shows the step that was asked for."""
    assert ask("test.live", inputs={"n": 2}, command="advance")["outputs"]["at"] == 21


def test_two_widgets_of_one_kind_keep_their_own_state():
    ask("test.live", inputs={"n": 2})
    ask("test.live", id="other", inputs={"n": 5})
    assert ask("test.live", command="advance")["outputs"]["at"] == 21
    assert ask("test.live", id="other", command="advance")["outputs"]["at"] == 51


def test_advance_before_inputs_is_an_error():
    error = ask("test.live", command="advance")["error"]
    assert error == "ValueError: test.live-1 has not begun: send inputs before the command advance"


def test_advance_after_inputs_that_failed_is_an_error():
    ask("test.live", inputs={"n": 2})
    assert "error" in ask("test.live", inputs={"n": 99})
    assert "has not begun" in ask("test.live", command="advance")["error"]


def test_advance_of_a_widget_that_computes_at_once_is_an_error():
    ask(inputs={"n": 2})
    assert "has no advance" in ask(command="advance")["error"]


def test_in_json_the_arrays_lie_one_after_another_in_bytes():
    message = {"id": "a", "widget": "test.plain", "epoch": 1, "seq": 1, "inputs": {"n": 3}}
    text, data = bridge.answer(json.dumps(message))
    outputs = json.loads(text)["outputs"]
    found = {}
    for name in ("squares", "table"):
        part = outputs[name]
        flat = np.frombuffer(data, part["dtype"], math.prod(part["shape"]), part["start"])
        assert part["length"] == flat.nbytes
        found[name] = flat.reshape(part["shape"]).tolist()
    assert found == {"squares": [0, 1, 4], "table": [[0, 1, 2], [3, 4, 5]]}
    assert outputs["ratio"] == 1 / 3


def test_a_number_that_json_lacks_becomes_null():
    message = {"id": "a", "widget": "test.plain", "epoch": 1, "seq": 1, "inputs": {"n": 0}}
    text, data = bridge.answer(json.dumps(message))
    assert json.loads(text)["outputs"]["ratio"] is None
    assert data == b""


def test_warming_never_fails():
    for name in ("test.plain", "test.none"):
        bridge.warm(name)


@pytest.mark.parametrize("name", widgets.names())
def test_every_widget_of_the_book_answers_its_own_defaults(name):
    message = {"id": "a", "widget": name, "epoch": 1, "seq": 1, "inputs": {}}
    text, data = bridge.answer(json.dumps(message))
    outputs = json.loads(text)["outputs"]
    assert outputs["summary"].endswith(".")
    arrays = [value for value in outputs.values() if isinstance(value, dict)]
    assert sum(array["length"] for array in arrays) == len(data)


def test_those_who_follow_a_widget_are_told_until_it_is_forgotten():
    heard = []
    bridge.follow("one", lambda inputs, outputs: heard.append((dict(inputs), outputs["summary"])))
    message = {"id": "one", "widget": "test.plain", "epoch": 1, "seq": 1}
    bridge.handle({**message, "inputs": {"n": 2}})
    bridge.handle({**message, "inputs": {"n": 9}})  # fails
    bridge.forget("one")
    bridge.handle({**message, "inputs": {"n": 3}})
    assert heard == [({"n": 2}, "2 squares.")]
