"""The snapshot in a page: complete, exact, and harmless whatever the strings hold."""

import base64
import json
from html.parser import HTMLParser
from typing import Any

import numpy as np

from mlmath.widgets import get
from mlmath.widgets.snapshot import serialize, snapshot

WIDGET = get("perceptron.playground")


class Reader(HTMLParser):
    """Collects the attributes of the elements and the text of the script."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, Any]]] = []
        self.script = ""
        self._inside = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = tag == "script"

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.script += data


def test_it_holds_everything_bit_for_bit() -> None:
    inputs = WIDGET.inputs().values() | {"order": "random", "seed": 3}
    outputs = WIDGET.outputs(inputs)
    links = [{"field": "points", "with": "playground-1"}]
    page = Reader(snapshot(WIDGET, "playground-2", inputs, serialize(outputs), links))
    assert page.elements[0] == (
        "div", {"class": "mlw", "id": "playground-2", "data-widget": "perceptron.playground"}
    )  # fmt: skip
    assert page.elements[1][1] == {"type": "application/json", "class": "mlw-snapshot"}
    record = json.loads(page.script)
    assert record["spec"] == WIDGET.spec()
    assert record["inputs"] == inputs
    assert record["links"] == links
    assert record["outputs"].keys() == outputs.keys()
    for name, value in outputs.items():
        found = record["outputs"][name]
        if isinstance(value, np.ndarray):
            again = np.frombuffer(base64.b64decode(found["base64"]), found["dtype"])
            np.testing.assert_array_equal(again.reshape(found["shape"]), value)
        else:
            assert found == value


def test_no_string_can_end_the_script() -> None:
    hostile = "</script><!-- <script> & \u2028 'quoted' \"twice\""
    text = snapshot(WIDGET, "a", {}, {"summary": hostile})
    page = Reader(text)
    assert json.loads(page.script)["outputs"]["summary"] == hostile
    assert [tag for tag, _ in page.elements] == ["div", "script", "div", "p", "p"]


def test_bytes_are_little_endian() -> None:
    serialized = serialize({"a": np.array([1, 2], np.int32), "summary": "Two."})
    assert serialized["a"] == {"dtype": "int32", "shape": [2], "data": b"\1\0\0\0\2\0\0\0"}
    assert serialized["summary"] == "Two."
