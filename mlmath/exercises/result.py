"""What a check says to the reader, and how it runs their code without a traceback of its own."""

import html
from collections.abc import Callable
from dataclasses import dataclass
from types import FunctionType
from typing import Any

import numpy as np

from mlmath.validation import Floats


@dataclass(frozen=True)
class Result:
    """The answer to an answer.

    Parameters
    ----------
    passed : whether it is right.
    message : what is right, or the first thing that is wrong with a hint.
    counterexample : the small case on which it fails, where there is one.
    attempted : False for an untouched stub.
    """

    passed: bool
    message: str
    counterexample: Any = None
    attempted: bool = True

    @property
    def status(self) -> str:
        """One of "passed", "not yet", "not attempted yet"."""
        if not self.attempted:
            return "not attempted yet"
        return "passed" if self.passed else "not yet"

    def __str__(self) -> str:
        return f"{_MARKS[self.status]} {self.message}"

    __repr__ = __str__

    def _repr_html_(self) -> str:
        kind = self.status.replace(" ", "-")
        return (
            f'<p class="mlx-result mlx-{kind}" role="status">'
            f'<span aria-hidden="true">{_MARKS[self.status]}</span> '
            f"{html.escape(self.message)}</p>"
        )


_MARKS = {"passed": "✓", "not yet": "✗", "not attempted yet": "○"}

NOT_ATTEMPTED = Result(
    False, "Not attempted yet: put your answer where the ... stands.", attempted=False
)


class Wrong(Exception):  # noqa: N818 - it is no error, but the end of a check
    """Raised inside a check at the first thing that is wrong; `checked` makes it a Result."""

    def __init__(self, message: str, counterexample: Any = None) -> None:
        super().__init__(message)
        self.counterexample = counterexample


def checked(answers: tuple[Any, ...], check: Callable[[], str]) -> Result:
    """Run a check that returns its praise or raises `Wrong`; never let an exception out."""
    if any(untouched(answer) for answer in answers):
        return NOT_ATTEMPTED
    try:
        return Result(True, check())
    except Wrong as wrong:
        return Result(False, str(wrong), wrong.counterexample)
    except _Untouched:
        return NOT_ATTEMPTED
    except Exception as error:  # an answer of a kind that no check foresaw
        return Result(False, f"This answer cannot be checked ({type(error).__name__}: {error}).")


def untouched(answer: Any) -> bool:
    """Tell whether an answer is still the stub: `...`, or a function whose body is only that."""
    if answer is ...:
        return True
    if not isinstance(answer, FunctionType):
        return False
    code = answer.__code__
    blank = _stub_with_docstring if answer.__doc__ else _stub
    return code.co_code == blank.__code__.co_code and code.co_consts[-1] is None


def run(function: Any, *arguments: Any) -> Any:
    """Call the reader's function; an exception in it becomes `Wrong` with its last line."""
    if not callable(function):
        raise Wrong(f"This should be a function, but it is {describe(function)}.")
    try:
        value = function(*arguments)
    except Exception as error:
        if "ellipsis" in str(error).lower():
            raise _Untouched from None
        name = getattr(function, "__name__", "Your function")
        shown = ", ".join(describe(a) for a in arguments)
        raise Wrong(
            f"{name}({shown}) stopped with {type(error).__name__}: {error}", arguments
        ) from None
    if value is ...:
        raise _Untouched
    return value


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


def vector(value: Any, length: int, call: str) -> Floats:
    """Return what `call` gave as an array of `length` numbers, or raise `Wrong`."""
    try:
        array = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        array = np.empty(0)
    if array.shape != (length,):
        raise Wrong(f"{call} must be an array of {length} numbers, got {describe(value)}.")
    return array


class _Untouched(Exception):  # noqa: N818
    """A `...` was met while running."""


def _stub() -> None: ...


def _stub_with_docstring() -> None:
    """..."""
