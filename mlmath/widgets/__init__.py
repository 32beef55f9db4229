"""The book's widgets, found where they stand.

The widget "slug.name" is `WIDGET` in the module `mlmath.widgets.slug.name`, described by a `Widget`
(`spec.py`): inputs, a pure `compute`, and a view beside it.  "theorems.slug.name" is made of a
theorem of `mlmath.theorems.slug`.  A module is imported when its widget is asked for, and nothing
here imports a front end.  Notebooks import classes from a page's package, and `link` from here:

    from mlmath.widgets import link
    from mlmath.widgets.perceptron import Jaws, NovikoffTheorem, Playground
"""

import re
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import Any

from mlmath.widgets.spec import Widget

WORDS = re.compile(r"[a-z][a-z0-9]*(_[a-z][a-z0-9]*)*")  # so that names of classes can be undone


def get(name: str) -> Widget:
    """Return the widget called `name`: "perceptron.playground", "theorems.perceptron.xor".

    Raises ValueError when there is none, saying where it was looked for and what is there, and
    when the one that is there is called otherwise.
    """
    theorem = name.removeprefix("theorems.")
    if theorem != name:
        made = import_module("mlmath.widgets.theorem").widget(theorem)
        assert isinstance(made, Widget)
        return made
    slug, _, short = name.rpartition(".")
    if not (WORDS.fullmatch(slug) and WORDS.fullmatch(short)):
        raise ValueError(f"name must be slug.widget or theorems.slug.theorem, got {name!r}")
    place = f"mlmath.widgets.{slug}.{short}"
    try:
        module = import_module(place)
    except ModuleNotFoundError as error:
        if error.name not in (place, f"mlmath.widgets.{slug}"):
            raise  # it is there, and what it imports is not
        raise ValueError(
            f"name must be that of a module in mlmath.widgets.{slug}, which has "
            f"{', '.join(own(slug)) or 'none'}, got {name!r}"
        ) from None
    found = getattr(module, "WIDGET", None)
    if not isinstance(found, Widget) or found.name != name:
        what = f"one called {found.name!r}" if isinstance(found, Widget) else repr(found)
        raise ValueError(f"WIDGET in {place} must be the widget {name!r}, got {what}")
    return found


def own(slug: str) -> list[str]:
    """Return the modules of a page's package, one for each of its widgets; [] without a package."""
    package = f"mlmath.widgets.{slug}"
    path = import_module(package).__path__ if find_spec(package) else []
    return sorted(entry.name for entry in iter_modules(path) if entry.name[0] != "_")


def theorems(slug: str) -> list[str]:
    """Return the short names of a page's theorems, in its order."""
    package = f"mlmath.theorems.{slug}"
    return list(import_module(package).THEOREMS) if find_spec(package) else []


def names_of(slug: str) -> list[str]:
    """Return the names of a page's widgets, and then of its theorems; no list of pages is asked."""
    return [
        *(f"{slug}.{short}" for short in own(slug)),
        *(f"theorems.{slug}.{short}" for short in theorems(slug)),
    ]


def names(slug: str | None = None) -> list[str]:
    """Return the names of a page's widgets and theorems, or of all pages', in the book's order.

    For builds and tests: nothing is found through this list.
    """
    # Not imported above: a reader's browser finds widgets without the list of pages.
    manifest = import_module("mlmath.manifest")
    pages = manifest.PAGES if slug is None else [manifest.page(slug)]
    return [name for page in pages for name in names_of(page.slug)]


def link(first: Any, second: Any, *fields: str) -> None:
    """Keep the named inputs of two widgets equal; the second takes the first's values now.

    Link before showing the second widget.  Raises ValueError naming a field that one of them lacks.
    """
    import_module("mlmath.widgets.jupyter").link(first, second, *fields)
