"""What cells have changed of the modules that all Python on the page shares.

Widgets and checks have namespaces of their own, so that a name of a cell is no concern of theirs;
an attribute that a cell sets in a library is.
"""

import builtins
import sys
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any

_SHARED = {"builtins", "math", "random", "mlmath", "numpy"}  # and what is inside
_kept: dict[str, dict[str, Any]] = {}  # module -> what could be called in it, as first seen


def note() -> None:
    """Keep what modules hold that were imported since this was last called."""
    for name, module in list(sys.modules.items()):
        root = name.partition(".")[0]
        if root in _SHARED and name not in _kept and isinstance(module, ModuleType):
            held = vars(module).items()
            _kept[name] = {k: v for k, v in held if k[0] != "_" and callable(v)}


def _changed() -> Iterator[str]:
    for name, before in _kept.items():
        now = vars(sys.modules[name]) if name in sys.modules else {}
        for key, value in before.items():
            if now.get(key) is not value:
                yield f"{name}.{key}"


def libraries() -> str:
    """Return what to say of changed libraries: nothing, or one sentence."""
    found = list(_changed())
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    if not found:
        return ""
    return (
        f"A cell has changed {found[0]}{more}: \u201cRestart Python\u201d brings the original back."
    )


def names(namespace: Mapping[str, Any], used: set[str]) -> str:
    """Return what to say of Python's own names that cells have given another meaning."""
    for name in sorted(used & set(dir(builtins)) & set(namespace)):
        if not name.startswith("_") and namespace[name] is not getattr(builtins, name):
            return (
                f"A cell has given {name}, which is Python\u2019s own, another meaning: "
                "\u201cRestart Python\u201d takes it back."
            )
    return ""
