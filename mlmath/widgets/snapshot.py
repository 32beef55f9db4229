"""What a widget leaves in a built page: its description, inputs and outputs, as HTML.

The page's script draws the first picture from it, before any Python has started.  Until then, and
without a script, the reader has the title and the sentence that says what the picture shows; in
the book, the build puts a still picture there.
"""

import base64
import html
import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from mlmath.widgets.spec import Outputs, Widget


def serialize(outputs: Outputs) -> dict[str, Any]:
    """Return outputs with each array as {dtype, shape, data: bytes}, little-endian."""
    return {
        name: {
            "dtype": value.dtype.name,
            "shape": list(value.shape),
            "data": value.astype(value.dtype.newbyteorder("<"), copy=False).tobytes(),
        }
        if isinstance(value, np.ndarray)
        else value
        for name, value in outputs.items()
    }


def _text(value: Any) -> Any:
    """Return one output of `serialize` as JSON can hold it: bytes as base64."""
    if not isinstance(value, Mapping):
        return value
    data = base64.b64encode(value["data"]).decode()
    return {"dtype": value["dtype"], "shape": list(value["shape"]), "base64": data}


def snapshot(
    widget: Widget,
    id: str,
    inputs: Mapping[str, Any],
    outputs: Mapping[str, Any],
    links: Sequence[Mapping[str, str]] = (),
) -> str:
    """Return the HTML of one widget on the static page.

    Parameters
    ----------
    widget : the widget.
    id : its name on the page, "playground-1".
    inputs : plain JSON values.
    outputs : as `serialize` returns them.
    links : {"field": ..., "with": id of another widget} for each input shared with it.
    """
    record = {
        "spec": widget.spec(),
        "inputs": dict(inputs),
        "outputs": {name: _text(value) for name, value in outputs.items()},
        "links": [dict(entry) for entry in links],
    }
    # "</script>" inside a string would end the element; JSON allows a backslash before "/".
    text = json.dumps(record, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    text = text.replace("</", "<\\/").replace("<!--", "\\u003c!--")
    title, sentence = html.escape(widget.title), html.escape(str(outputs.get("summary", "")))
    return (
        f'<div class="mlw" id="{html.escape(id)}" data-widget="{html.escape(widget.name)}">'
        f'<script type="application/json" class="mlw-snapshot">{text}</script>'
        f'<div class="mlw-still"><p class="mlw-title">{title}</p><p>{sentence}</p></div></div>'
    )
