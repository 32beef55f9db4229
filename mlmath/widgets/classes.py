"""What a notebook imports: `from mlmath.widgets.perceptron import Playground, XorTheorem`.

A page's package makes such a class when it is asked for, of the widget or the theorem that the
class's name says: `Playground` of the module `playground`, `XorTheorem` of the theorem `xor`.
"""

import re
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from mlmath.widgets import get, names_of, theorems

THEOREM = "Theorem"


def class_of(name: str) -> tuple[str, str]:
    """Return the module and the class of the widget called `name`.

    "perceptron.playground" gives ("mlmath.widgets.perceptron", "Playground"), and
    "theorems.perceptron.xor" gives ("mlmath.widgets.perceptron", "XorTheorem").
    """
    slug, short = name.split(".")[-2:]
    words = "".join(word.capitalize() for word in short.split("_"))
    return f"mlmath.widgets.{slug}", words + (THEOREM if name.startswith("theorems.") else "")


def _undone(words: str) -> str:
    """Return the name of which `class_of` makes these words: "VotedMachine", "voted_machine"."""
    return re.sub(r"(?<=.)(?=[A-Z])", "_", words).lower()


def named(slug: str, name: str) -> str:
    """Return the widget of a page whose class is called `name`.

    Raises ImportError when there is none, and when a widget and a theorem are both called so.
    """
    found = []
    if find_spec(f"mlmath.widgets.{slug}.{_undone(name)}"):
        found.append(f"{slug}.{_undone(name)}")
    short = _undone(name.removesuffix(THEOREM))
    if name.endswith(THEOREM) and short in theorems(slug):
        found.append(f"theorems.{slug}.{short}")
    if len(found) > 1:
        raise ImportError(f"{name} of {slug} is both the widget {found[0]} and {found[1]}")
    if not found:
        raise ImportError(f"{slug} has no {name}, only {', '.join(listed(slug))}")
    return found[0]


def listed(slug: str) -> list[str]:
    """Return the names of all classes of a page."""
    return [class_of(name)[1] for name in names_of(slug)]


def of_page(package: str) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Return `__getattr__` and `__dir__` of a page's package, which is called `package`.

    They make the classes when they are imported, and not before: Jupyter's in Jupyter, and on the
    static page those that stand for them there.
    """
    slug = package.rpartition(".")[2]

    def find(name: str) -> Any:
        if not name[0].isupper():
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return import_module("mlmath.widgets.jupyter").live(get(named(slug, name)))

    return find, lambda: listed(slug)
