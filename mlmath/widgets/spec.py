"""A widget is three things: inputs, compute, view.  This module describes the first two.

Inputs are a frozen dataclass whose fields are made by `number`, `choice`, `toggle`,
`player` and `data`.  Each carries a label and its range, so the same declaration draws the
control, validates the value and documents itself.  `compute(inputs)` is a pure function that
returns a dict of numbers, strings and arrays with a `summary` sentence.

Nothing here imports more than numpy: this code runs before the reader's first drag.
"""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Outputs = dict[str, Any]


def _declare(default: Any, **metadata: Any) -> Any:
    if isinstance(default, list | dict | np.ndarray):
        return field(default_factory=lambda: default, metadata=metadata)
    return field(default=default, metadata=metadata)


def _own(control: bool) -> dict[str, bool]:
    return {} if control else {"control": False}


def number(
    default: float, *, label: str, low: float, high: float, step: float = 1, unit: str = "",
    control: bool = True,
) -> Any:  # fmt: skip
    """Declare a slider over [low, high]; an int default makes an integer slider.

    With `control=False` the view makes the control itself.
    """
    return _declare(
        default, kind="number", label=label, low=low, high=high, step=step, unit=unit,
        integer=isinstance(default, int), **_own(control),
    )  # fmt: skip


def seed(default: int = 0, *, label: str, high: int = 99, control: bool = True) -> Any:
    """Declare the seed of random numbers, 0 to `high`: a number to type, and a button for the next.

    `control` as for `number`.
    """
    return _declare(
        default, kind="number", look="seed", label=label, low=0, high=high, step=1, unit="",
        integer=True, **_own(control),
    )  # fmt: skip


def player(default: int, *, label: str, high: int, limit: str) -> Any:
    """Declare a step counter with Reset, Back, Play, Step and End.

    `high` bounds what Python accepts; the output named `limit` says how far it reaches now.
    """
    return _declare(
        default, kind="player", label=label, low=0, high=high, step=1, limit=limit, integer=True
    )


def choice(default: str, *, label: str, options: Mapping[str, str], control: bool = True) -> Any:
    """Declare one of several named options: {value: text shown}; `control` as for `number`."""
    return _declare(default, kind="choice", label=label, options=dict(options), **_own(control))


def toggle(default: bool, *, label: str) -> Any:
    """Declare a switch."""
    return _declare(default, kind="toggle", label=label)


def data(default: list[Any], *, label: str, check: Callable[[str, Any], list[Any]]) -> Any:
    """Declare a value that the reader makes in the picture (points, a drawing).

    `check(name, value)` returns the value as nested lists of plain numbers, or raises
    ValueError naming `name`, what was expected and what came.
    """
    return _declare(default, kind="data", label=label, check=check)


def list_of(name: str, value: Any, length: int, unit: str) -> list[Any]:
    """Return a value of `data` as a list, or say that it is none or of another length."""
    if not isinstance(value, list | tuple | np.ndarray):
        raise ValueError(f"{name} must be a list of {length} {unit}, got {value!r}")
    if len(value) != length:
        raise ValueError(f"{name} must hold {length} {unit}, got {len(value)} values")
    return list(value)


def zeros_and_ones(name: str, value: Any, length: int) -> list[int]:
    """Return a value of `data` as so many plain zeros and ones, or say what is wrong with it."""
    for i, one in enumerate(cells := list_of(name, value, length, "zeros and ones")):
        if not isinstance(one, int | float | np.number) or one not in (0, 1):
            raise ValueError(f"{name} must hold only 0 and 1, got {one!r} at index {i}")
    return [int(one) for one in cells]


def within(
    name: str,
    value: Any,
    shape: tuple[int, ...],
    reach: tuple[float, float],
    what: str = "",
) -> NDArray[np.float64]:
    """Return `value` as an array of this shape with numbers from reach[0] to reach[1].

    Raises ValueError naming `name`, which must `what` ("be two arrows …"), when it is anything
    else; without `what` it must hold numbers in that range and shape.
    """
    try:
        array = np.array(value, np.float64)
    except (TypeError, ValueError):
        array = np.empty(0)
    low, high = reach
    if array.shape != shape or not ((array >= low) & (array <= high)).all():  # also refuses NaN
        expected = what or f"hold numbers in [{low:g}, {high:g}] in shape {shape}"
        raise ValueError(f"{name} must {expected}, got {value!r:.60}")
    return array


def labeled_points(name: str, value: Any, most: int, reach: float) -> list[list[float]]:
    """Return `value` as a list of [x, y, label] with |x|, |y| <= reach and label -1 or +1.

    Raises ValueError naming `name` when it is anything else, or holds more than `most` points.
    """
    expected = f"{name} must be a list of [x, y, label], at most {most} of them"
    try:
        rows = [list(row) for row in value]
        points = np.array(rows, np.float64) if rows else np.zeros((0, 3))
    except (TypeError, ValueError):
        raise ValueError(f"{expected}, got {value!r:.60}") from None
    if points.ndim != 2 or points.shape[1] != 3 or len(points) > most:
        raise ValueError(f"{expected}, got shape {points.shape}")
    if not (np.abs(points[:, :2]) <= reach).all():  # also refuses NaN
        raise ValueError(
            f"{name} must have coordinates in [-{reach:g}, {reach:g}], got {value!r:.60}"
        )
    if not np.isin(points[:, 2], (-1, 1)).all():
        raise ValueError(f"{name} must have labels -1 or +1, got {points[:, 2].tolist()!r:.60}")
    return [[x, y, int(label)] for x, y, label in points.tolist()]


def _checked(name: str, value: Any, rules: Mapping[str, Any]) -> Any:
    match rules["kind"]:
        case "number" | "player":
            low, high = rules["low"], rules["high"]
            kind = "an integer" if rules["integer"] else "a number"
            if isinstance(value, bool) or not isinstance(value, int | float | np.number):
                raise ValueError(f"{name} must be {kind} in [{low}, {high}], got {value!r}")
            if not low <= value <= high:  # also refuses NaN
                raise ValueError(f"{name} must lie in [{low}, {high}], got {value}")
            if not rules["integer"]:
                return float(value)
            if value != int(value):
                raise ValueError(f"{name} must be an integer in [{low}, {high}], got {value}")
            return int(value)
        case "choice":
            if not isinstance(value, str) or value not in rules["options"]:
                raise ValueError(
                    f"{name} must be one of {', '.join(rules['options'])}, got {value!r}"
                )
            return value
        case "toggle":
            if not isinstance(value, bool):
                raise ValueError(f"{name} must be true or false, got {value!r}")
            return value
        case _:
            return rules["check"](name, value)


@dataclass(frozen=True)
class Inputs:
    """Base class of every widget's inputs: validates each field when the object is made."""

    def __post_init__(self) -> None:
        for f in dataclasses.fields(self):
            object.__setattr__(self, f.name, _checked(f.name, getattr(self, f.name), f.metadata))

    def values(self) -> dict[str, Any]:
        """Return the inputs as plain JSON values."""
        return {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}


@dataclass(frozen=True)
class Widget:
    """One widget: its inputs, the function that computes its outputs, and its view.

    Parameters
    ----------
    name : "slug.widget", for example "perceptron.playground".
    title : what the reader sees above the picture.
    help : how to operate it by mouse, touch and keyboard, in a sentence or two.
    inputs : a frozen dataclass derived from `Inputs`.
    compute : pure function from inputs to outputs, for work of a few milliseconds.
    start, advance : for work that takes long: state = start(inputs),
        then (state, outputs) = advance(state), each call at most about 50 ms.
        A widget has either `compute` or these two.
    view : path of the ES module that draws the outputs.
    longest : a sentence as long as `summary` can be.  The view keeps room for it, so that nothing
        moves when the sentence changes.
    """

    name: str
    title: str
    help: str
    inputs: type[Inputs]
    view: Path
    compute: Callable[[Any], Outputs] | None = None
    start: Callable[[Any], Any] | None = None
    advance: Callable[[Any], tuple[Any, Outputs]] | None = None
    longest: str = ""

    def __post_init__(self) -> None:
        if (self.compute is None) == (self.start is None or self.advance is None):
            raise ValueError(f"{self.name} must have either compute, or start and advance")

    def spec(self) -> dict[str, Any]:
        """Return what a view needs to draw the controls, as plain JSON values."""
        defaults = self.inputs().values()
        fields = [
            {"name": f.name, "default": defaults[f.name]}
            | {k: v for k, v in f.metadata.items() if k != "check"}
            for f in dataclasses.fields(self.inputs)
        ]
        return {
            "name": self.name,
            "title": self.title,
            "help": self.help,
            "live": self.advance is not None,
            "longest": self.longest,
            "fields": fields,
        }

    def names(self, given: Iterable[str], caller: str) -> list[str]:
        """Return the names of the inputs; raise TypeError where `caller` was given another."""
        names = [field.name for field in dataclasses.fields(self.inputs)]
        if unknown := [name for name in given if name not in names]:
            raise TypeError(f"{caller} takes the inputs {', '.join(names)}, got {unknown[0]!r}")
        return names

    def begin(self, values: Mapping[str, Any]) -> tuple[Any, Outputs]:
        """Validate the inputs and compute: return (state, outputs), checked.

        The state goes to `go_on`; for a widget with `compute` it is None.
        """
        inputs = self.inputs(**values)
        if self.compute is not None:
            return None, check_outputs(self.compute(inputs))
        assert self.start is not None  # held by __post_init__
        return self.go_on(self.start(inputs))

    def go_on(self, state: Any) -> tuple[Any, Outputs]:
        """Advance a widget that has `start` and `advance` by one step."""
        if self.advance is None:
            raise ValueError(f"{self.name} has no advance: it computes at once")
        state, outputs = self.advance(state)
        return state, check_outputs(outputs)

    def outputs(self, values: Mapping[str, Any]) -> Outputs:
        """Validate the inputs, compute, and return the outputs checked."""
        return self.begin(values)[1]


def check_shared(field: str, *live: Any) -> None:
    """Raise ValueError unless the field is an input of each of these live widgets, to be linked."""
    for widget in live:
        if field not in widget.inputs:
            raise ValueError(
                f"fields must be inputs of both widgets, got {field!r}, which "
                f"{type(widget).__name__} lacks"
            )


def check_outputs(outputs: Outputs) -> Outputs:
    """Return outputs, checked to be C-contiguous float32 or int32 arrays, numbers or strings."""
    if not isinstance(outputs.get("summary"), str):
        raise TypeError(f"outputs must hold summary, a sentence, got {outputs.get('summary')!r}")
    for name, value in outputs.items():
        if isinstance(value, np.ndarray):
            if value.dtype not in (np.float32, np.int32) or not value.flags.c_contiguous:
                raise TypeError(
                    f"outputs[{name!r}] must be a C-contiguous float32 or int32 array, "
                    f"got {value.dtype}, {'' if value.flags.c_contiguous else 'not '}C-contiguous"
                )
        elif not isinstance(value, bool | int | float | str):
            raise TypeError(
                f"outputs[{name!r}] must be an array, a number or a string, "
                f"got {type(value).__name__}"
            )
    return outputs
