"""Checks that the mathematics makes of what it is given.

Each check returns the value as a numpy array, or raises ValueError with the argument's name,
what was expected and what came.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def numbers(value: Any, name: str) -> Floats:
    """Return `value` as an array of finite float64 of any shape."""
    try:
        array = np.asarray(value)
        if array.dtype.kind not in "biufO":  # texts of digits and complex numbers are none
            raise TypeError
        array = array.astype(np.float64, copy=False)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(
            f"{name} must hold numbers in a rectangular shape, got {_brief(value)}"
        ) from None
    if not np.isfinite(array).all():
        wrong = array[~np.isfinite(array)]
        raise ValueError(f"{name} must hold finite numbers, got {wrong.flat[0]}")
    return array


def points(X: Any, name: str = "X") -> Floats:
    """Return `X` as float64 of shape (n_samples, n_features), both at least 1."""
    array = numbers(X, name)
    if array.ndim != 2:
        raise ValueError(f"{name} must have shape (n_samples, n_features), got {array.shape}")
    if 0 in array.shape:
        raise ValueError(
            f"{name} must hold at least one sample of at least one feature, got {array.shape}"
        )
    return array


def labels(y: Any, n_samples: int, name: str = "y") -> NDArray[Any]:
    """Return `y` as an array of shape (n_samples,), of any kind of label."""
    array = np.asarray(y)
    if array.shape != (n_samples,):
        raise ValueError(
            f"{name} must have shape ({n_samples},), one label for each sample, got {array.shape}"
        )
    if array.dtype.kind == "f" and not np.isfinite(array).all():
        raise ValueError(f"{name} must hold finite labels, got {array[~np.isfinite(array)][0]}")
    return array


def signs(y: Any, n_samples: int, name: str = "y") -> Floats:
    """Return `y` as float64 of shape (n_samples,), every entry -1 or +1."""
    array = numbers(labels(y, n_samples, name), name)
    wrong = array[np.abs(array) != 1]
    if wrong.size:
        raise ValueError(f"{name} must hold only -1 and +1, got {wrong[0]:g}")
    return array


def two_classes(y: Any, n_samples: int, name: str = "y") -> tuple[NDArray[Any], Floats]:
    """Return the two classes in sorted order, and `y` as -1 (first class) or +1 (second)."""
    array = labels(y, n_samples, name)
    try:
        classes = np.unique(array)
    except TypeError:
        raise ValueError(f"{name} must hold labels of one kind, got {_brief(y)}") from None
    if len(classes) != 2:
        shown = ", ".join(repr(c) for c in classes[:4].tolist()) + ("…" if len(classes) > 4 else "")
        raise ValueError(f"{name} must hold exactly two classes, got {len(classes)}: {shown}")
    return classes, np.where(array == classes[1], 1.0, -1.0)


def vector(w: Any, length: int, name: str = "w") -> Floats:
    """Return `w` as float64 of shape (length,), not all zero."""
    array = numbers(w, name)
    if array.shape != (length,):
        raise ValueError(f"{name} must have shape ({length},), got {array.shape}")
    if not array.any():
        raise ValueError(f"{name} must not be all zero")
    return array


def count(value: Any, name: str, low: int = 1) -> int:
    """Return `value` as an int that is at least `low`."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, int | np.integer):
        raise ValueError(f"{name} must be an integer, got {value!r}")
    if value < low:
        raise ValueError(f"{name} must be at least {low}, got {value}")
    return int(value)


def number(
    value: Any,
    name: str,
    *,
    above: float | None = None,
    low: float | None = None,
    high: float | None = None,
    below: float | None = None,
) -> float:
    """Return `value` as a finite float within the limits: above < low <= value <= high < below.

    Give the limits that apply: `above` and `below` are excluded, `low` and `high` allowed.
    """
    if isinstance(value, bool | np.bool_) or not isinstance(
        value, int | float | np.integer | np.floating
    ):
        raise ValueError(f"{name} must be a number, got {_brief(value)}")
    try:
        found = float(value)
    except OverflowError:
        found = math.inf
    wanted = [
        text
        for text, fails in (
            (f"above {above:g}" if above is not None else "", above is not None and found <= above),
            (f"at least {low:g}" if low is not None else "", low is not None and found < low),
            (f"at most {high:g}" if high is not None else "", high is not None and found > high),
            (f"below {below:g}" if below is not None else "", below is not None and found >= below),
        )
        if fails
    ]
    if not math.isfinite(found):
        raise ValueError(f"{name} must be finite, got {found}")
    if wanted:
        raise ValueError(f"{name} must be {wanted[0]}, got {found:g}")
    return found


def choice(value: Any, name: str, options: Sequence[str]) -> str:
    """Return `value`, one of the options."""
    if not isinstance(value, str) or value not in options:
        raise ValueError(f"{name} must be one of {', '.join(options)}, got {_brief(value)}")
    return value


def shaped(value: Any, shape: tuple[int | str, ...], name: str) -> Floats:
    """Return `value` as finite float64 of a shape, in which a text stands for any length >= 1.

    `shaped(R, ("n", "n"), "R")` asks for a square matrix: equal texts are equal lengths.
    """
    array = numbers(value, name)
    sizes: dict[str, int] = {}
    fits = array.ndim == len(shape)
    for want, have in zip(shape, array.shape, strict=False):
        if isinstance(want, str):
            fits = fits and have >= 1 and sizes.setdefault(want, have) == have
        else:
            fits = fits and want == have
    if not fits:
        asked = ", ".join(map(str, shape)) + ("," if len(shape) == 1 else "")
        raise ValueError(f"{name} must have shape ({asked}), got {array.shape}")
    return array


def generator(seed: Any, name: str = "seed") -> np.random.Generator:
    """Return the generator itself, or a new one for an integer seed."""
    if isinstance(seed, np.random.Generator):
        return seed
    return np.random.default_rng(count(seed, name, low=0))


def _brief(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
