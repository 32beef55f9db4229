"""The widgets as ipywidgets: validated, computed once a change, linked, snapshotted."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ipywidgets
import numpy as np
import pytest
import traitlets

from mlmath.widgets import get, link, names
from mlmath.widgets.jupyter import LiveWidget, live, module
from mlmath.widgets.perceptron import Jaws, Playground
from mlmath.widgets.spec import Inputs, Widget, number


@pytest.fixture(autouse=True)
def close_widgets() -> Iterator[None]:
    yield
    ipywidgets.Widget.close_all()


@dataclass(frozen=True)
class CounterInputs(Inputs):
    a: int = number(1, label="A", low=0, high=1000)
    b: int = number(2, label="B", low=0, high=1000)


def counter(tmp_path: Path) -> tuple[type[LiveWidget], list[CounterInputs]]:
    """A widget that records what it was asked to compute, and refuses a = 13."""
    calls: list[CounterInputs] = []

    def compute(inputs: CounterInputs) -> dict[str, Any]:
        calls.append(inputs)
        if inputs.a == 13:
            raise ArithmeticError("unlucky")
        total = np.array([inputs.a + inputs.b], np.int32)
        return {"total": total, "summary": f"The sum is {total[0]}."}

    view = tmp_path / "counter.js"
    view.write_text("export default { render() {} };\n")
    widget = Widget("toy.counter", "Counter", "", CounterInputs, view, compute=compute)
    return live(widget), calls


def test_it_starts_computed() -> None:
    playground = Playground(order="random", seed=5)
    expected = get("perceptron.playground").outputs({"order": "random", "seed": 5})
    assert playground.outputs["summary"] == expected["summary"]
    weights = playground.outputs["weights"]
    assert weights["dtype"] == "float32"
    assert weights["shape"] == list(expected["weights"].shape)
    assert weights["data"] == expected["weights"].tobytes()
    assert playground.status == "ready"
    assert playground.error == ""
    assert playground.spec == get("perceptron.playground").spec()


def test_one_message_with_two_changes_computes_once(tmp_path: Path) -> None:
    Counter, calls = counter(tmp_path)
    widget = Counter()
    shown: list[str] = []
    widget.observe(lambda change: shown.append(change["new"]["summary"]), "outputs")
    calls.clear()
    widget.set_state({"a": 10, "b": 20})
    assert [(c.a, c.b) for c in calls] == [(10, 20)]
    assert shown == ["The sum is 30."]
    widget.set_state({"a": 10, "b": 20})  # nothing new: nothing to compute, yet an answer
    assert len(calls) == 1
    assert len(shown) == 2
    with widget.hold_trait_notifications():
        widget.a, widget.b = 1, 1
    assert len(calls) == 2
    assert widget.outputs["summary"] == "The sum is 2."


def test_after_five_hundred_changes_the_last_counts(tmp_path: Path) -> None:
    Counter, _ = counter(tmp_path)
    widget = Counter()
    for value in range(500):
        widget.set_state({"a": value if value != 13 else 14})
    assert widget.outputs["summary"] == "The sum is 501."
    assert widget.error == ""


def test_a_bad_value_from_python_raises_and_changes_nothing() -> None:
    playground = Playground()
    before = playground.outputs
    with pytest.raises(traitlets.TraitError, match=r"seed must lie in \[0, 99\], got 100"):
        playground.seed = 100
    assert playground.seed == 2
    assert playground.outputs is before
    with pytest.raises(ValueError, match="order must be one of cyclic, "):
        Playground(order="backwards")
    with pytest.raises(TypeError, match=r"Playground takes the inputs points, .*got 'speed'"):
        Playground(speed=3)


def test_a_bad_value_from_the_front_end_shows_in_the_widget() -> None:
    playground = Playground()
    before = playground.outputs
    playground.set_state({"step": 3, "order": "backwards"})
    assert "order must be one of" in playground.error
    assert (playground.step, playground.order, playground.outputs) == (0, "cyclic", before)
    playground.set_state({"order": "cyclic"})  # as it was
    assert playground.error == ""
    playground.set_state({"step": 3, "order": "random"})
    assert playground.step == 3


def test_an_exception_in_compute_shows_and_can_be_left(tmp_path: Path) -> None:
    Counter, calls = counter(tmp_path)
    widget = Counter()
    widget.a = 13
    assert widget.error == "ArithmeticError: unlucky"
    assert widget.outputs["summary"] == "The sum is 3."  # the last good picture stays
    calls.clear()
    widget._handle_custom_msg({"command": "retry"}, [])
    assert len(calls) == 1
    assert widget.error
    widget.a = 14
    assert widget.error == ""
    assert widget.outputs["summary"] == "The sum is 16."


def test_live_widget_takes_commands(tmp_path: Path) -> None:
    def advance(state: int) -> tuple[int, dict[str, Any]]:
        return state + 1, {"summary": f"At {state}."}

    view = tmp_path / "walk.js"
    view.write_text("export default { render() {} };\n")
    walk = live(
        Widget("toy.walk", "W", "", CounterInputs, view, start=lambda i: i.a, advance=advance)
    )(a=5)
    said = [walk.outputs["summary"]]
    for command in ("advance", "advance", "nonsense", "reset", "advance"):
        walk._handle_custom_msg({"command": command}, [])
        said.append(walk.outputs["summary"])
    walk._handle_custom_msg("not even a command", [])
    assert said == ["At 5.", "At 6.", "At 7.", "At 7.", "At 5.", "At 6."]
    walk.a = 50  # new inputs start anew
    assert walk.outputs["summary"] == "At 50."


def test_link_takes_the_first_one_s_value_and_is_recorded() -> None:
    points = [[0.5, 0.5, 1], [-0.5, 0.5, -1]]
    playground = Playground(points=points)
    jaws = Jaws()
    link(playground, jaws, "points")
    assert jaws.points == points
    html = jaws._repr_mimebundle_()[0]["text/html"]
    record = json.loads(html.partition('class="mlw-snapshot">')[2].partition("</script>")[0])
    assert record["links"] == [{"field": "points", "with": playground.id}]
    assert len(playground._links) == 0
    with pytest.raises(ValueError, match="got 'step', which Jaws lacks"):
        link(playground, jaws, "step")


def test_mime_bundle_has_the_view_and_the_snapshot() -> None:
    first, second = Playground(), Playground()
    number_of = [int(w.id.rpartition("-")[2]) for w in (first, second)]
    assert number_of[1] == number_of[0] + 1
    assert first.id.startswith("playground-")
    data, _ = first._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert f'id="{first.id}"' in data["text/html"]
    first.set_state({"step": 0})
    assert first._repr_mimebundle_()[0]["text/html"] == data["text/html"]


@pytest.mark.parametrize("name", names())
def test_the_module_is_self_contained(name: str) -> None:
    text = module(get(name).view)
    lines = text.splitlines()
    assert not [line for line in lines if line.startswith("import ")]
    assert [line for line in lines if line.startswith("export ")] in (
        ["export default { render };"], ["export default {"]
    )  # fmt: skip


def test_it_is_an_ordinary_ipywidget() -> None:
    playground = Playground()
    box = ipywidgets.VBox([playground, ipywidgets.IntSlider()])
    seen: list[int] = []
    playground.observe(lambda change: seen.append(change["new"]), "step")
    playground.step = 9
    assert seen == [9]
    assert box.children[0] is playground
    slider = ipywidgets.IntSlider(max=99)
    ipywidgets.link((slider, "value"), (playground, "seed"))
    slider.value = 42
    assert playground.inputs["seed"] == 42
