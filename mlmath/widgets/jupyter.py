"""The widgets as ordinary ipywidgets: in JupyterLab, Notebook, VS Code, Colab and Binder.

`Playground(order="random")` is an anywidget: its inputs are synced traits, validated by the
very dataclass that the static page uses, and `outputs` is computed from them once for each
change, however many inputs changed together.  This is the only module that imports anywidget.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import ipywidgets
import traitlets

from mlmath import palette
from mlmath.widgets.classes import class_of
from mlmath.widgets.modules import joined
from mlmath.widgets.snapshot import serialize, snapshot
from mlmath.widgets.spec import Widget, check_shared

HERE = Path(__file__).parent

module = cache(joined)


@cache
def style() -> str:
    """Return the style of all widgets: the palette's variables, then the kit's."""
    return palette.neutral_css() + palette.css() + (HERE / "kit.css").read_text("utf-8")


class _Input(traitlets.TraitType[Any, Any]):
    """A synced trait that the widget's `Inputs` dataclass validates."""

    def __init__(self, inputs: type, name: str, default: Any) -> None:
        super().__init__(default_value=default)
        self.inputs, self.field = inputs, name
        # A front end knows what it has set.  Its own late echo would make a slider jump.
        self.tag(sync=True, echo_update=False)

    def validate(self, obj: Any, value: Any) -> Any:
        try:
            return getattr(self.inputs(**{self.field: value}), self.field)
        except ValueError as error:
            raise traitlets.TraitError(str(error)) from None


class LiveWidget(anywidget.AnyWidget):
    """What all widgets of the book share in Jupyter; `live(WIDGET)` makes the subclasses."""

    widget: ClassVar[Widget]
    _counts: ClassVar[defaultdict[str, Iterator[int]]] = defaultdict(lambda: itertools.count(1))

    spec = traitlets.Dict().tag(sync=True)
    outputs = traitlets.Dict().tag(sync=True)
    status = traitlets.Unicode("ready").tag(sync=True)
    error = traitlets.Unicode("").tag(sync=True)

    def __init__(self, **inputs: Any) -> None:
        names = self.widget.names(inputs, type(self).__name__)
        slug = self.widget.name.rpartition(".")[2]
        self.id = f"{slug}-{next(self._counts[slug])}"
        self._names = names
        self._turn = 0
        self._links: list[dict[str, str]] = []
        self._state, outputs = self.widget.begin(inputs)  # raises ValueError on a bad input
        super().__init__(spec=self.widget.spec(), outputs=serialize(outputs), **inputs)
        self._computed = self.inputs  # what `outputs` belongs to
        self.observe(lambda change: self._compute(), names)
        self.on_msg(lambda widget, content, buffers: self._command(content))

    @property
    def inputs(self) -> dict[str, Any]:
        """The inputs as they are now."""
        return {name: getattr(self, name) for name in self._names}

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take what the front end has set; what is not valid shows in the widget.

        It always gets an answer, even when the inputs came back to what they were.
        """
        turn = self._turn
        try:
            super().set_state(sync_data)
        except traitlets.TraitError as error:
            self.error = str(error)
            return
        if turn == self._turn and not sync_data.keys().isdisjoint(self._names):
            self._answer(self.outputs)

    def _compute(self, again: bool = False) -> None:
        """Bring `outputs` up to the inputs: once, although each changed trait calls this."""
        inputs = self.inputs
        if inputs == self._computed and not again:
            return
        self._computed = inputs
        self._show(lambda: self.widget.begin(inputs))

    def _command(self, content: Any) -> None:
        command = content.get("command") if isinstance(content, dict) else None
        if command in ("retry", "reset"):
            self._compute(again=True)
        elif command == "advance" and self.widget.advance is not None and self._state is not None:
            state = self._state
            self._show(lambda: self.widget.go_on(state))

    def _show(self, work: Any) -> None:
        try:
            self._state, outputs = work()
        except Exception as error:  # a mistake in compute must leave the notebook alive
            self._turn += 1
            self.error = f"{type(error).__name__}: {error}"
            return
        self._answer(serialize(outputs))

    def _answer(self, outputs: dict[str, Any]) -> None:
        # A front end fires no event for an equal value, and some take all binary values for
        # equal; the turn makes each answer a new one.
        self._turn += 1
        with self.hold_sync():
            self.outputs = {**outputs, "turn": self._turn}
            self.error = ""

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """Add the snapshot, from which the static page draws before Python has started."""
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        outputs = {name: value for name, value in self.outputs.items() if name != "turn"}
        html = snapshot(self.widget, self.id, self.inputs, outputs, self._links)
        return {**data, "text/html": html}, metadata


@cache
def live(widget: Widget) -> type[LiveWidget]:
    """Return the ipywidget class of a widget: `live(get("perceptron.playground"))`."""
    module_name, name = class_of(widget.name)
    fields = widget.inputs().values()
    body: dict[str, Any] = {
        field: _Input(widget.inputs, field, default) for field, default in fields.items()
    }
    listed = ", ".join(f"{field}={value!r:.40}" for field, value in fields.items())
    body |= {
        "__module__": module_name,
        "__doc__": f"{widget.title}.\n\n{widget.help}\n\nInputs: {listed}.",
        "widget": widget,
        "_esm": module(widget.view),
        "_css": style(),
    }
    return type(name, (LiveWidget,), body)


def link(first: LiveWidget, second: LiveWidget, *fields: str) -> None:
    """Keep the named inputs of two widgets equal; the second takes the first's values now.

    In Jupyter the browser carries a change over, whichever widget it is made in.  The static
    page reads the link from the second widget's snapshot, so link before showing that one.
    """
    for field in fields:
        check_shared(field, first, second)
        setattr(second, field, getattr(first, field))
        ipywidgets.jslink((first, field), (second, field))
        second._links.append({"field": field, "with": first.id})
