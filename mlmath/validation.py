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
_NO_REALS = (str, bytes, complex, np.complexfloating, type(None))


def numbers(value: Any, name: str) -> Floats:
    """Return `value` as an array of finite float64 of any shape."""
    if type(value) is np.ndarray and value.dtype == np.float64:  # the usual case
        return _finite(value, name)
    _refuse_masked(value, name)
    try:
        array = np.asarray(value)
        # Texts of digits and complex numbers are none, nor is None, which NumPy would make NaN.
        if array.dtype.kind not in "biufO" or (
            array.dtype.kind == "O" and any(isinstance(v, _NO_REALS) for v in array.flat)
        ):
            raise TypeError
        array = array.astype(np.float64, copy=False)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(
            f"{name} must hold numbers in a rectangular shape, got {_brief(value)}"
        ) from None
    return _finite(array, name)


def _finite(array: Floats, name: str) -> Floats:
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
    """Return `y` as an array of shape (n_samples,), of any kind of label.

    What stands for a missing label is none, in an array of whatever dtype: None, NaN, NaT, an
    entry that is masked.  Infinity is none either.
    """
    _refuse_masked(y, name)
    array = np.asarray(y)
    if array.shape != (n_samples,):
        raise ValueError(
            f"{name} must have shape ({n_samples},), one label for each sample, got {array.shape}"
        )
    if array.dtype.kind == "U" and not hasattr(y, "dtype"):
        mixed = np.array([*y], dtype=object)  # NumPy makes texts of all that stands among texts
        array = array if all(isinstance(label, str) for label in mixed) else mixed
    if array.dtype.kind in "fcmM":
        missing = list(array[~np.isfinite(array)])
    else:
        missing = [v for v in array.tolist() if _is_missing(v)] if array.dtype.kind in "OT" else []
    if missing:
        raise ValueError(f"{name} must hold finite labels, got {missing[0]}")
    return array


def classes(y: Any, n_samples: int, name: str = "y") -> tuple[NDArray[Any], NDArray[np.intp]]:
    """Return the different labels in sorted order, and for each sample the place of its own."""
    array = labels(y, n_samples, name)
    try:
        found, codes = np.unique(array, return_inverse=True)
    except TypeError:
        raise ValueError(f"{name} must hold labels of one kind, got {_brief(y)}") from None
    return found, codes


def signs(y: Any, n_samples: int, name: str = "y") -> Floats:
    """Return `y` as float64 of shape (n_samples,), every entry -1 or +1."""
    array = numbers(labels(y, n_samples, name), name)
    wrong = array[np.abs(array) != 1]
    if wrong.size:
        raise ValueError(f"{name} must hold only -1 and +1, got {wrong[0]:g}")
    return array


def two_classes(y: Any, n_samples: int, name: str = "y") -> tuple[NDArray[Any], Floats]:
    """Return the two classes in sorted order, and `y` as -1 (first class) or +1 (second)."""
    found, codes = classes(y, n_samples, name)
    if len(found) != 2:
        shown = ", ".join(repr(c) for c in found[:4].tolist()) + ("…" if len(found) > 4 else "")
        raise ValueError(f"{name} must hold exactly two classes, got {len(found)}: {shown}")
    return found, np.where(codes == 1, 1.0, -1.0)


def vector(w: Any, length: int, name: str = "w") -> Floats:
    """Return `w` as float64 of shape (length,), not all zero."""
    array = numbers(w, name)
    if array.shape != (length,):
        raise ValueError(f"{name} must have shape ({length},), got {array.shape}")
    if not array.any():
        raise ValueError(f"{name} must not be all zero")
    return array


def count(value: Any, name: str, low: int | None = 1) -> int:
    """Return `value` as an int that is at least `low`, or any int where that is None.

    Go on with what is returned: NumPy's integers have 64 bits or fewer, in which 2^n or n! soon
    overflows without a word; Python's are as long as they need to be.
    """
    if isinstance(value, bool | np.bool_) or not isinstance(value, int | np.integer):
        raise ValueError(f"{name} must be an integer, got {_brief(value)}")
    if low is not None and value < low:
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
    """Return the generator itself, or a new one for an integer seed.

    None is refused, which NumPy would take for a seed that nobody can know afterward.
    """
    seed = seed_or_generator(seed, name)
    return seed if isinstance(seed, np.random.Generator) else np.random.default_rng(seed)


def seed_or_generator(seed: Any, name: str = "seed") -> int | np.random.Generator:
    """Return what `generator` takes, checked: to keep until a generator is needed."""
    return seed if isinstance(seed, np.random.Generator) else count(seed, name, low=0)


def _refuse_masked(value: Any, name: str) -> None:
    """NumPy forgets a mask on the way to a plain array, and what it hid would be taken as data."""
    if np.ma.is_masked(value):
        raise ValueError(f"{name} must hold no masked entries, got {_brief(value)}")


def _is_missing(label: Any) -> bool:
    """Tell whether a label is None, infinite, or one of those that do not equal themselves."""
    try:
        return label is None or bool(label != label) or label in (math.inf, -math.inf)
    except (TypeError, ValueError):  # pandas' NA says neither yes nor no
        return True


def _brief(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
