"""Runs an answer to an exercise and the page's own check of it, in this Python."""

from importlib import import_module
from typing import Any

import numpy as np

from mlmath.exercises.result import Result
from mlmath.manifest import Page
from tests import book
from tests.exercises.catalogues import catalogue


def answer(page: Page, key: str, code: str) -> Result:
    """Run an answer, then the page's own check of it."""
    space: dict[str, Any] = {}
    exec(catalogue(page).imports, space)
    space |= vars(import_module(f"mlmath.exercises.{page.slug}"))
    with np.errstate(all="ignore"):
        exec(code, space)
        result = eval(book.sources(page)[f"check-{key}"], space)
    assert isinstance(result, Result)
    return result
