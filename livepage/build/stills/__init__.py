"""Still pictures: each widget of a page as it opens, drawn by its own view when the book is built.

A page shows them until the live widget takes their place, which is as high.  They are what is
printed, what a reader without JavaScript has, and what a search engine finds.
"""

from __future__ import annotations

import json
import re
import subprocess
from functools import cache
from pathlib import Path

from livepage.build.pyodide import clients
from mlmath import widgets
from mlmath.widgets.modules import joined

HERE = Path(__file__).parent
# As `mlmath.widgets.snapshot` writes it.
_WIDGET = re.compile(
    r'(<script type="application/json" class="mlw-snapshot">(.*?)</script>)'
    r'<div class="mlw-still">.*?</div>',
    re.DOTALL,
)
END = "<!-- still -->"  # for what looks for the end of one

_module = cache(joined)


class StillError(RuntimeError):
    """A view could not draw without a browser; the message says what it missed."""


def draw(snapshots: list[str]) -> list[str]:
    """Return the still picture of each snapshot, as HTML.

    Raises ``StillError`` with the view's own message where one cannot be drawn.
    """
    if not snapshots:
        return []
    jobs = []
    with clients.scratch() as room:
        for text in snapshots:
            snapshot = json.loads(text)
            name = snapshot["spec"]["name"]
            view = room / f"{name}.mjs"
            view.write_text(_module(widgets.get(name).view), "utf-8")
            jobs.append({"view": str(view), "snapshot": snapshot})
        command = [str(clients.node()), str(HERE / "draw.mjs")]
        done = subprocess.run(
            command, input=json.dumps(jobs), capture_output=True, encoding="utf-8", check=False
        )
    if done.returncode:
        raise StillError(f"a widget's still picture could not be drawn:\n{done.stderr.strip()}")
    stills: list[str] = json.loads(done.stdout)
    return stills


def put(body: str) -> str:
    """Return a page's HTML with a still picture in each of its widgets."""
    found = list(_WIDGET.finditer(body))
    stills = iter(draw([widget[2] for widget in found]))
    return _WIDGET.sub(
        lambda widget: f'{widget[1]}<div class="mlw-still">{next(stills)}{END}</div>', body
    )
