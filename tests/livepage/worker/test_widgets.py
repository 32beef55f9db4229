"""Widgets made in a live cell: the stand-in for Jupyter's, in CPython."""

import json
from importlib import import_module

import pytest

from livepage.worker import bridge
from livepage.worker import widgets as page_widgets
from mlmath import widgets
from tests.livepage.worker.cells.runs import failed, run, shown

pytestmark = pytest.mark.usefixtures("fresh")


MAKE = (
    "from mlmath.widgets import link\n"
    "from mlmath.widgets.perceptron import Jaws, Playground\n"
    "p, j = Playground(order='random'), Jaws()\nlink(p, j, 'points')\n"
)


def snapshot_of(output):
    text = output["data"]["text/html"]
    identity = text.partition('id="')[2].partition('"')[0]
    inner = text.partition('class="mlw-snapshot">')[2].partition("</script>")[0]
    return identity, json.loads(inner)


def test_a_widget_shows_a_snapshot_under_a_new_id_each_time():
    outputs, ok = run(MAKE + "display(p)\ndisplay(j)\np")
    assert ok
    (one, first), (two, second), (three, third) = map(snapshot_of, outputs)
    assert len({one, two, three}) == 3
    assert one.startswith("playground-live-4-")
    assert first["inputs"]["order"] == "random"
    assert first["links"] == []
    assert second["links"] == [{"field": "points", "with": one}]
    assert {"field": "points", "with": two} in third["links"]
    assert {"field": "seed", "with": one} in third["links"], "both pictures are of one object"
    expected = widgets.get("perceptron.playground").outputs(first["inputs"])["summary"]
    assert first["outputs"]["summary"] == expected


def test_attributes_follow_what_the_reader_does():
    watch = "seen = []\np.observe(lambda c: seen.append(c.new), 'seed')\n"
    outputs, _ = run(MAKE + watch + "display(p)")
    identity, record = snapshot_of(outputs[0])
    message = {"id": identity, "widget": "perceptron.playground", "epoch": 4, "seq": 1}
    reply = bridge.handle({**message, "inputs": {**record["inputs"], "seed": 7}})
    assert shown(run("p.seed, seen")[0]) == ["(7, [7])"]
    summary = reply["outputs"]["summary"]
    assert shown(run(f"p.outputs['summary'] == {summary!r}")[0]) == ["True"]
    bridge.forget(identity)
    bridge.handle({**message, "inputs": {**record["inputs"], "seed": 9}})
    assert shown(run("p.seed")[0]) == ["7"]


def test_an_attribute_that_code_sets_shows_in_the_page_and_in_what_is_linked(fresh):
    outputs, _ = run(MAKE + "display(p)\ndisplay(j)")
    one, two = (snapshot_of(output)[0] for output in outputs)
    points = [[1.0, 0.0, 1], [0.0, 1.0, -1]]
    assert run(f"p.seed = 3\nj.points = {points}\np.seed = 3")[1]
    assert [(identity, json.loads(inputs)) for identity, inputs in fresh] == [
        (one, {"seed": 3}), (two, {"points": points}), (one, {"points": points}),
    ]  # fmt: skip
    assert shown(run("p.points == j.points")[0]) == ["True"]


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("Playground(sead=1)", "Playground takes the inputs "),
        ("Playground(order='up')", "order must be one of "),
        ("p.order = 'up'", "order must be one of "),
        ("p.sead = 1", "got 'sead'"),
        ("link(p, j, 'sead')", "which Playground lacks"),
        ("p.nothing", "Playground has no attribute 'nothing'"),
    ],
)
def test_mistakes_with_widgets_are_named(code, message):
    run(MAKE)
    assert message in failed(code)["evalue"]


def test_every_widget_of_the_book_can_be_made(fresh):
    for name in widgets.names():
        made = page_widgets.live(widgets.get(name))()
        package = import_module(type(made).__module__)
        assert getattr(package, type(made).__name__) is type(made)
        assert made.inputs == widgets.get(name).inputs().values()
