"""Real data and generators, one file each; `from mlmath.datasets import two_clouds` finds them.

A name brings its own file and no other, so that a page loads the data that it uses.
"""

from importlib import import_module
from typing import Any

# What each file offers here.
_OFFERS = {
    "clouds": ("two_clouds",),
    "handwritten": ("digits",),
    "letters": ("LETTERS", "letter", "noisy", "shifted", "two_letters"),
    "planar": ("four_corners", "rings", "spirals"),
    "palmer": ("MEASUREMENTS", "SPECIES", "penguins"),
    "scaling": ("standardize",),
    "shared": ("Data",),
}
_HOME = {name: file for file, names in _OFFERS.items() for name in names}
__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    """Return what one of the files offers, imported now."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return __all__
