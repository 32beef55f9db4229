"""Figures that take long to compute: stored among the book's data.

`STORED` in `mlmath.record.slug` lists the functions that compute them, each without arguments and
with a value that JSON can hold.  `python -m mlmath.record.stored slug` runs these and writes
`data/record/slug.json` with the values; pages, the record and its tests read them there.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

import mlmath
from mlmath import manifest


def stored(measure: Callable[[], Any]) -> Any:
    """Return what a function of a page's `STORED` gave when it was last run.

    Raises ValueError where it has not been.
    """
    slug = measure.__module__.rpartition(".")[2]
    path = _file(slug)
    values = json.loads(path.read_text("utf-8"))["values"] if path.is_file() else {}
    if measure.__name__ not in values:
        raise ValueError(f"{measure.__name__} must have been stored: {recipe(slug)} does it")
    return values[measure.__name__]


def recipe(slug: str) -> str:
    """Return the command that computes a page's stored figures again."""
    return f"python -m mlmath.record.stored {slug}"


def store(slug: str) -> None:
    """Run a page's long computations, and write what they give."""
    page = manifest.module("record", slug)
    if page is None:
        raise ValueError(f"slug must be that of a page with lines of the record, got {slug!r}")
    values = {measure.__name__: measure() for measure in page.STORED}
    found = {"recipe": recipe(slug), "numpy": np.__version__, "values": values}
    _file(slug).write_text(json.dumps(found, indent=2) + "\n", "utf-8")


def _file(slug: str) -> Path:
    return Path(mlmath.__file__).parent / "data" / "record" / f"{slug}.json"


if __name__ == "__main__":
    store(*sys.argv[1:])
