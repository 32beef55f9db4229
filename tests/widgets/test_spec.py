"""Inputs validate themselves, a spec is plain JSON, outputs are checked."""

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mlmath.widgets import get, names
from mlmath.widgets.spec import (
    Inputs,
    Widget,
    check_outputs,
    choice,
    data,
    number,
    player,
    toggle,
    within,
)


def check_pair(name: str, value: Any) -> list[float]:
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError(f"{name} must be two numbers, got {value!r}")
    return [float(v) for v in value]


@pytest.mark.parametrize(
    ("bad", "came"),
    [
        ([1, 2, 4.1], "[1, 2, 4.1]"),
        ([-0.6, 2, 3], "[-0.6, 2, 3]"),
        ([1, 2], "[1, 2]"),
        ([[1, 2, 3]], "[[1, 2, 3]]"),
        ([1, 2, math.nan], "[1, 2, nan]"),
        (["a", 1, 2], "['a', 1, 2]"),
        ([[1], 2, 3], "[[1], 2, 3]"),
        (None, "None"),
    ],
)
def test_an_array_within_a_range(bad: Any, came: str) -> None:
    """Its ends belong to it; what is refused is told with the range and the shape, or as said."""
    assert within("t", (-0.5, 0, 4), (3,), (-0.5, 4.0)).tolist() == [-0.5, 0, 4]
    with pytest.raises(ValueError, match="t must ") as error:
        within("t", bad, (3,), (-0.5, 4.0))
    assert str(error.value) == f"t must hold numbers in [-0.5, 4] in shape (3,), got {came}"
    with pytest.raises(ValueError, match="t must ") as error:
        within("t", bad, (3,), (-0.5, 4.0), "be three heights")
    assert str(error.value) == f"t must be three heights, got {came}"


@dataclass(frozen=True)
class Toy(Inputs):
    rate: float = number(0.5, label="Rate", low=0.01, high=1, step=0.01)
    size: int = number(3, label="Size", low=1, high=9, unit="px")
    kind: str = choice("a", label="Kind", options={"a": "First", "b": "Second"})
    on: bool = toggle(True, label="On")
    step: int = player(0, label="Step", high=10, limit="n")
    pair: list[float] = data([1.0, 2.0], label="Pair", check=check_pair)


def toy(**functions: Any) -> Widget:
    functions = functions or {"compute": lambda inputs: {"summary": f"Rate {inputs.rate}."}}
    return Widget("toy.toy", "Toy", "Play.", Toy, Path("toy.js"), **functions)


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ({"rate": 3}, r"rate must lie in \[0.01, 1\], got 3"),
        ({"rate": math.nan}, r"rate must lie in \[0.01, 1\], got nan"),
        ({"rate": "fast"}, r"rate must be a number in \[0.01, 1\], got 'fast'"),
        ({"rate": True}, r"rate must be a number in \[0.01, 1\], got True"),
        ({"size": 2.5}, r"size must be an integer in \[1, 9\], got 2.5"),
        ({"step": 11}, r"step must lie in \[0, 10\], got 11"),
        ({"kind": "c"}, "kind must be one of a, b, got 'c'"),
        ({"kind": ["a"]}, r"kind must be one of a, b, got \['a'\]"),
        ({"on": 1}, "on must be true or false, got 1"),
        ({"pair": [1]}, r"pair must be two numbers, got \[1\]"),
    ],
)
def test_bad_inputs_are_named(bad: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Toy(**bad)


def test_good_inputs_become_plain_values() -> None:
    inputs = Toy(rate=1, size=4.0, pair=[3, 4])  # type: ignore[arg-type]
    assert inputs.values() == {
        "rate": 1.0, "size": 4, "kind": "a", "on": True, "step": 0, "pair": [3.0, 4.0]
    }  # fmt: skip
    assert isinstance(inputs.size, int)
    assert isinstance(inputs.rate, float)


def test_defaults_are_not_shared() -> None:
    first = Toy()
    first.pair.append(9.0)
    assert Toy().pair == [1.0, 2.0]


def test_spec_is_plain_json() -> None:
    spec = toy().spec()
    assert json.loads(json.dumps(spec)) == spec
    assert not spec["live"]
    fields = {field["name"]: field for field in spec["fields"]}
    assert fields["size"] == {
        "name": "size", "default": 3, "kind": "number", "label": "Size",
        "low": 1, "high": 9, "step": 1, "unit": "px", "integer": True,
    }  # fmt: skip
    assert fields["step"]["limit"] == "n"
    assert fields["kind"]["options"]["b"] == "Second"


def test_a_widget_computes_or_advances() -> None:
    with pytest.raises(ValueError, match=r"toy.toy must have either compute, or start and advance"):
        toy(start=lambda inputs: 0)
    with pytest.raises(ValueError, match="either"):
        toy(compute=lambda i: {}, start=lambda i: 0, advance=lambda s: (s, {}))
    with pytest.raises(ValueError, match=r"toy.toy has no advance"):
        toy().go_on(0)


def test_live_widget_advances_from_its_inputs() -> None:
    live = toy(
        start=lambda inputs: inputs.size,
        advance=lambda state: (state + 1, {"summary": f"At {state}."}),
    )
    assert live.spec()["live"]
    state, outputs = live.begin({"size": 5})
    assert (state, outputs) == (6, {"summary": "At 5."})
    assert live.go_on(state) == (7, {"summary": "At 6."})
    assert live.outputs({}) == {"summary": "At 3."}


@pytest.mark.parametrize(
    ("outputs", "message"),
    [
        ({}, "outputs must hold summary, a sentence, got None"),
        ({"a": np.zeros(2)}, r"outputs\['a'\] must be a C-contiguous float32 or int32 .*float64"),
        ({"a": np.zeros((4, 4), np.float32)[:, ::2]}, "not C-contiguous"),
        ({"a": [1, 2]}, r"outputs\['a'\] must be an array, a number or a string, got list"),
        ({"a": None}, r"outputs\['a'\] must be an array, a number or a string, got NoneType"),
    ],
)
def test_outputs_that_no_host_can_take(outputs: dict[str, Any], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        check_outputs({"summary": "Ok."} | outputs if outputs else outputs)


@pytest.mark.parametrize("name", names())
def test_every_widget_of_the_book(name: str) -> None:
    widget = get(name)
    assert widget.name == name
    assert widget.view.is_file()
    assert widget.outputs({})["summary"].endswith(".")
    for field in widget.spec()["fields"]:
        assert field["label"]
        if field["kind"] == "player":
            assert isinstance(widget.outputs({})[field["limit"]], int)
