"""The text of chapter 1, and what it says."""

import json
from functools import cache
from pathlib import Path

NOTEBOOK = Path(__file__).resolve().parents[2] / "chapters" / "01_perceptron.ipynb"


@cache
def text() -> dict[str, str]:
    """Return {cell id: source} of the chapter's text."""
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return {c["id"]: "".join(c["source"]) for c in cells if c["cell_type"] == "markdown"}


def says(cell: str, *phrases: str) -> None:
    """Check that a cell says so, word for word."""
    for phrase in phrases:
        assert phrase in text()[cell], f"{cell} does not say {phrase!r}"
