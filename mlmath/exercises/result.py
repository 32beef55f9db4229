"""What a check says to the reader, and how it runs their code without a traceback of its own."""

import html
from collections.abc import Callable
from dataclasses import dataclass, replace
from types import FunctionType
from typing import Any

import numpy as np

from mlmath.validation import Floats


@dataclass(frozen=True)
class Example:
    """A small case that a reader can follow by hand.

    Parameters
    ----------
    case : the case, as one would type or say it, such as "update(w=[0, 0], x=[2, 1], y=1)".
    got : what the reader's answer makes of it.
    wanted : what a right answer makes of it; "" where that would give the answer away.
    """

    case: str
    got: str = ""
    wanted: str = ""

    def parts(self) -> list[tuple[str, str]]:
        """Return what there is to show, each with its name."""
        named = [("Example", self.case), ("Yours", self.got), ("Wanted", self.wanted)]
        return [(name, text) for name, text in named if text]


@dataclass(frozen=True)
class Result:
    """The answer to an answer.

    Parameters
    ----------
    passed : whether it is right.
    message : what is right, or the first thing that is wrong.
    counterexample : a small case on which it fails, where there is one.
    attempted : False for an untouched stub.
    hint : what to think of next; "" where the message says it all.
    exercise : the name of the check without its `check_`.
    """

    passed: bool
    message: str
    counterexample: Example | None = None
    attempted: bool = True
    hint: str = ""
    exercise: str = ""

    @property
    def status(self) -> str:
        """One of "passed", "not yet", "not attempted yet"."""
        if not self.attempted:
            return "not attempted yet"
        return "passed" if self.passed else "not yet"

    def __str__(self) -> str:
        lines = [f"{_MARKS[self.status]} {self._said()}"]
        if self.counterexample:
            lines += [f"  {name}: {text}" for name, text in self.counterexample.parts()]
        if self.hint:
            lines.append(f"  Hint: {self.hint}")
        return "\n".join(lines)

    __repr__ = __str__

    def _said(self) -> str:
        # Praise and the word to an untouched stub begin with their status by themselves.
        return f"Not yet. {self.message}" if self.status == "not yet" else self.message

    def _repr_html_(self) -> str:
        kind = self.status.replace(" ", "-")
        status = kind.removesuffix("-yet") if kind.startswith("not-a") else kind
        mark = f'<span class="mlx-mark" aria-hidden="true">{_MARKS[self.status]}</span>'
        parts = [f"<p>{mark} {html.escape(self._said())}</p>"]
        if self.counterexample:
            rows = "".join(
                f"<div><dt>{name}</dt> <dd><code>{html.escape(text)}</code></dd></div>"
                for name, text in self.counterexample.parts()
            )
            parts.append(f"<dl>{rows}</dl>")
        if self.hint:
            parts.append(f"<p><b>Hint.</b> {html.escape(self.hint)}</p>")
        return (
            f'<div class="mlx-result mlx-{status}" role="status" data-status="{status}" '
            f'data-exercise="{html.escape(self.exercise)}">{"".join(parts)}</div>'
        )


_MARKS = {"passed": "✓", "not yet": "✗", "not attempted yet": "○"}

NOT_ATTEMPTED = Result(
    False, "Not attempted yet: put your answer where the ... stands.", attempted=False
)


class Wrong(Exception):  # noqa: N818 - it is no error, but the end of a check
    """Raised inside a check at the first thing that is wrong; `checked` makes it a Result."""

    def __init__(self, message: str, example: Example | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.example = example
        self.hint = hint


def checked(exercise: str, answers: tuple[Any, ...], check: Callable[[], str]) -> Result:
    """Run a check that returns its praise or raises `Wrong`; never let an exception out."""
    untried = replace(NOT_ATTEMPTED, exercise=exercise)
    if any(untouched(answer) for answer in answers):
        return untried
    try:
        return Result(True, check(), exercise=exercise)
    except Wrong as wrong:
        return Result(False, str(wrong), wrong.example, hint=wrong.hint, exercise=exercise)
    except _Untouched:
        return untried
    except Exception as error:  # an answer of a kind that no check foresaw
        why = f"This answer cannot be checked ({type(error).__name__}: {error})."
        return Result(False, why, exercise=exercise)


def untouched(answer: Any) -> bool:
    """Tell whether an answer is still the stub: `...`, or a function whose body is only that."""
    if answer is ...:
        return True
    if not isinstance(answer, FunctionType):
        return False
    code = answer.__code__
    blank = _stub_with_docstring if answer.__doc__ else _stub
    return code.co_code == blank.__code__.co_code and code.co_consts[-1] is None


def run(function: Any, **arguments: Any) -> Any:
    """Call the reader's function; an exception in it becomes `Wrong` with its last line.

    The arguments are given by position, under names of the reader's choice.
    """
    if not callable(function):
        raise Wrong(f"This should be a function, but it is {describe(function)}.")
    name = getattr(function, "__name__", "your_function")
    case = call(name, **arguments)  # before the function can change what it was given
    try:
        value = function(*arguments.values())
    except Exception as error:
        if "ellipsis" in str(error).lower():
            raise _Untouched from None
        said = f"{type(error).__name__}: {error}"
        raise Wrong(f"{name} stopped with an error.", Example(case, said)) from None
    if value is ...:
        raise _Untouched
    return value


def call(name: str, **arguments: Any) -> str:
    """Return a call as text: call("f", x=[1]) is "f(x=[1])"."""
    return f"{name}({', '.join(f'{key}={describe(value)}' for key, value in arguments.items())})"


def describe(value: Any) -> str:
    """Return a value as the reader would type it, on one line and not too long."""
    plain = value.tolist() if hasattr(value, "tolist") else value
    try:
        text = " ".join(repr(plain).split())
    except Exception:
        return f"a {type(value).__name__} that cannot be shown"
    return text if len(text) <= 80 else text[:77] + "..."


def number(answer: Any) -> float:
    """Return the answer as a float, or raise `Wrong`."""
    if isinstance(answer, bool) or not isinstance(answer, int | float | np.number):
        raise Wrong(f"A number is wanted here, got {describe(answer)}.")
    return float(answer)


def whole(answer: Any) -> int:
    """Return the answer as an int, or raise `Wrong`."""
    value = number(answer)
    if not value.is_integer():
        raise Wrong(f"A whole number is wanted here, got {value:g}.")
    return int(value)


def floats(value: Any) -> Floats | None:
    """Return the value as an array of float64, or None where it holds no such numbers."""
    try:
        return np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        return None


def vector(
    value: Any,
    length: int | None,
    case: str,
    what: str = "a vector of weights",
    kind: str = "an array",
) -> Floats:
    """Return what the call `case` gave as an array of `length` numbers, or raise `Wrong`.

    None is any length; `kind` is what the reader is asked for: "a list".
    """
    array = floats(value)
    if array is None or array.ndim != 1 or length not in (None, len(array)):
        wanted = f"{kind} of numbers" if length is None else f"{kind} of {length} numbers"
        raise Wrong(f"That is not {what}.", Example(case, describe(value), wanted))
    return array


class _Untouched(Exception):  # noqa: N818
    """A `...` was met while running."""


def _stub() -> None: ...


def _stub_with_docstring() -> None:
    """..."""
