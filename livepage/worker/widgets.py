"""Stands for `mlmath.widgets.jupyter` on the static page: the same names, without ipywidgets.

A widget that a cell makes shows itself as a snapshot, which the page brings to life like those
that came with it.  The object's attributes follow what the reader does, and an attribute that code
sets shows in the page.
"""

import sys
from collections.abc import Callable, Mapping
from functools import cache
from itertools import count
from types import SimpleNamespace
from typing import Any, ClassVar

from mlmath import widgets
from mlmath.widgets.classes import class_of
from mlmath.widgets.snapshot import serialize, snapshot
from mlmath.widgets.spec import Outputs, Widget, check_shared

epoch = 0  # of the worker: ids of widgets must differ from those that an earlier one has made
_numbers = count(1)
_bridge: Any = None
_update: Callable[[str, dict[str, Any]], None] | None = None


def install(bridge: Any, update: Callable[[str, dict[str, Any]], None]) -> None:
    """Take the place of `mlmath.widgets.jupyter`.

    Parameters
    ----------
    bridge : the module that answers the page's requests.
    update : called with the id of a widget on the page and the inputs that code has set.
    """
    global _bridge, _update
    _bridge, _update = bridge, update
    sys.modules["mlmath.widgets.jupyter"] = sys.modules[__name__]
    widgets.jupyter = sys.modules[__name__]  # type: ignore[attr-defined]


class LiveWidget:
    """What all widgets share on the page; `live(WIDGET)` makes the subclasses."""

    widget: ClassVar[Widget]

    def __init__(self, **inputs: Any) -> None:
        self.widget.names(inputs, type(self).__name__)
        set_ = super().__setattr__
        set_("_inputs", self.widget.inputs(**inputs).values())
        set_("outputs", serialize(self.widget.begin(self._inputs)[1]))
        set_("_links", [])  # (field, other widget)
        set_("_shown", [])  # ids on the page, newest last
        set_("_observers", [])

    @property
    def inputs(self) -> dict[str, Any]:
        """The inputs as they are now."""
        return dict(self._inputs)

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_") and name in self._inputs:
            return self._inputs[name]
        raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in self._inputs:
            known = ", ".join(self._inputs)
            raise AttributeError(f"{type(self).__name__} has the inputs {known}, got {name!r}")
        if value == self._inputs[name]:
            return
        inputs = self.widget.inputs(**{**self._inputs, name: value}).values()
        outputs = serialize(self.widget.begin(inputs)[1])
        for one in self._linked(name):
            one._take({name: inputs[name]}, outputs if one is self else None)
            if (update := _update) is not None:
                for identity in one._shown:
                    update(identity, {name: inputs[name]})

    def _linked(self, field: str) -> list["LiveWidget"]:
        """Return this widget and all that share the field with it."""
        found = [self]
        for widget in found:  # grows meanwhile
            found += [w for f, w in widget._links if f == field and w not in found]
        return found

    def _take(self, inputs: Mapping[str, Any], outputs: Outputs | None) -> None:
        """Follow what the page has computed, and tell those who observe."""
        checked = self.widget.inputs(**{**self._inputs, **inputs}).values()
        changed = {name: v for name, v in checked.items() if self._inputs[name] != v}
        before = dict(self._inputs)
        self._inputs.update(changed)
        if outputs is None and changed:
            outputs = serialize(self.widget.begin(self._inputs)[1])
        if outputs is not None:
            super().__setattr__("outputs", outputs)
        for handler, names in list(self._observers):
            for name in changed:
                if names is None or name in names:
                    values = {"name": name, "old": before[name], "new": changed[name]}
                    handler(SimpleNamespace(**values, owner=self, type="change"))

    def observe(self, handler: Callable[[Any], None], names: Any = None) -> None:
        """Call `handler(change)` when inputs change; `change` has name, old, new and owner."""
        self._observers.append((handler, [names] if isinstance(names, str) else names))

    def unobserve(self, handler: Callable[[Any], None], names: Any = None) -> None:
        """No longer call `handler`."""
        self._observers[:] = [entry for entry in self._observers if entry[0] is not handler]

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """Return the snapshot under an id of its own; the page makes it live."""
        slug = self.widget.name.rpartition(".")[2]
        identity = f"{slug}-live-{epoch}-{next(_numbers)}"
        links = [
            {"field": field, "with": other._shown[-1]}
            for field, other in self._links
            if other._shown
        ]
        if self._shown:  # shown once more: both pictures are of one object
            links += [{"field": field, "with": self._shown[-1]} for field in self._inputs]
        self._shown.append(identity)
        if _bridge is not None:
            _bridge.follow(identity, self._take)
        html = snapshot(self.widget, identity, self._inputs, self.outputs, links)
        return {"text/html": html, "text/plain": repr(self)}

    def __repr__(self) -> str:
        listed = ", ".join(f"{name}={value!r:.40}" for name, value in self._inputs.items())
        return f"{type(self).__name__}({listed})"


@cache
def live(widget: Widget) -> type[LiveWidget]:
    """Return the class of a widget: `live(get("perceptron.playground"))`."""
    module, name = class_of(widget.name)
    body = {"__doc__": f"{widget.title}.\n\n{widget.help}", "widget": widget}
    return type(name, (LiveWidget,), {**body, "__module__": module})


def link(first: LiveWidget, second: LiveWidget, *fields: str) -> None:
    """Keep the named inputs of two widgets equal; the second takes the first's values now."""
    for field in fields:
        check_shared(field, first, second)
        setattr(second, field, getattr(first, field))
        first._links.append((field, second))
        second._links.append((field, first))
