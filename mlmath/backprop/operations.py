"""The operations that a computation is made of, each with what it does with blame.

Each works on plain numbers, on complex ones and on `Counted` ones alike.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np


class Operation(NamedTuple):
    """One operation.

    value : (*inputs) -> its result.
    pull : (blame, result, *inputs) -> what each input is blamed.  With a blame of 1 these are the
        local derivatives.

    A power takes its exponent, a whole number, after its input.
    """

    value: Callable[..., Any]
    pull: Callable[..., tuple[Any, ...]]


def _divided(b: Any, v: Any, u: Any, w: Any) -> tuple[Any, ...]:
    to_u = b / w
    return to_u, -(to_u * v)


def _power(b: Any, v: Any, u: Any, n: Any) -> tuple[Any, ...]:
    return (b * (n * u ** (n - 1)) if n else 0 * b,)


def logistic(u: Any) -> Any:
    """Return 1 / (1 + e^-u), as (1 + tanh(u / 2)) / 2, which never overflows."""
    return 0.5 + 0.5 * np.tanh(0.5 * u)


def _size(u: Any) -> Any:
    return u if u.real > 0 else -u


def _blamed_size(b: Any, v: Any, u: Any) -> tuple[Any, ...]:
    return (b if u > 0 else -b if u < 0 else 0 * b,)


OPERATIONS = {
    "+": Operation(lambda u, w: u + w, lambda b, v, u, w: (b, b)),
    "-": Operation(lambda u, w: u - w, lambda b, v, u, w: (b, -b)),
    "*": Operation(lambda u, w: u * w, lambda b, v, u, w: (b * w, b * u)),
    "/": Operation(lambda u, w: u / w, _divided),
    "^": Operation(lambda u, n: u ** int(n), _power),
    "neg": Operation(lambda u: -u, lambda b, v, u: (-b,)),
    "exp": Operation(np.exp, lambda b, v, u: (b * v,)),
    "log": Operation(np.log, lambda b, v, u: (b / u,)),
    "sqrt": Operation(np.sqrt, lambda b, v, u: (b / (2 * v),)),
    "sin": Operation(np.sin, lambda b, v, u: (b * np.cos(u),)),
    "cos": Operation(np.cos, lambda b, v, u: (-(b * np.sin(u)),)),
    "tanh": Operation(np.tanh, lambda b, v, u: (b * (1 - v * v),)),
    "sigmoid": Operation(logistic, lambda b, v, u: (b * (v * (1 - v)),)),
    # At 0 neither has a derivative; 0 is taken, as everywhere in the book.
    "relu": Operation(
        lambda u: u if u.real > 0 else 0 * u, lambda b, v, u: (b if u > 0 else 0 * b,)
    ),
    "abs": Operation(_size, _blamed_size),
}
FUNCTIONS = tuple(name for name in OPERATIONS if len(name) > 2 and name != "neg")
