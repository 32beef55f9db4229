"""The slope under a lens: what is left of a curve when a point of it is magnified."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mlmath.validation import Floats
from mlmath.widgets.spec import Inputs, Outputs, Widget, choice, number
from mlmath.words import minus, raised

FUNCTIONS = {
    "wave": "a wave, x − x³/6",
    "bowl": "a bowl, x²/4",
    "kink": "a kink, |x|",
    "rough": "a ragged coast",
}
SAMPLES = 241  # of the curve across the lens
DEEPEST = 15.5  # the zoom at which a lens is as wide as a few numbers of the machine
STAIRS = 1e-13  # where the rounding of float64 shows in the lens
SAME = 0.02  # slopes that differ by less look like one line


@dataclass(frozen=True)
class LensInputs(Inputs):
    """What the reader sets: the curve, the point on it, and how often it is magnified tenfold."""

    curve: str = choice("wave", label="Curve", options=FUNCTIONS)
    x: float = number(1.0, label="Point x", low=-2, high=2, step=0.1)
    zoom: float = number(0.0, label="Zoom", low=0, high=DEEPEST, step=0.1)


def coast(x: Floats) -> Floats:
    r"""Return Takagi's curve, half as high: $\tfrac12 \sum_k 2^{-k} d(2^k x)$.

    d is the distance to the nearest whole number.  The curve is continuous and has a slope
    nowhere (T. Takagi, 1903); of its terms 50 are added, which is all that float64 can show.
    """
    total = np.zeros(np.shape(x))
    for k in range(50):
        scaled = x * 2.0**k
        total += np.abs(scaled - np.round(scaled)) / 2.0 ** (k + 1)
    return total


VALUES: dict[str, Callable[[Floats], Floats]] = {
    "wave": lambda x: x - x * x * x / 6,
    "bowl": lambda x: x * x / 4,
    "kink": np.abs,
    "rough": coast,
}
SLOPES: dict[str, Callable[[float], float | None]] = {
    "wave": lambda x: 1 - x * x / 2,
    "bowl": lambda x: x / 2,
    "kink": lambda x: float(np.sign(x)) if x else None,  # at 0 it has none
    "rough": lambda x: None,
}


def compute(inputs: LensInputs) -> Outputs:
    """Magnify a curve around a point, both ways alike.

    Outputs, all lengths in units of half the lens, h: `curve` (SAMPLES, 2) as float64 has it;
    `ahead` and `behind`, the slopes of the lines through the point and the curve at x + h and
    x - h; `slope` of the tangent, with `has_slope`; `gap`, the largest distance between curve and
    tangent, or 0 without one; `h`; and for all zooms `hs`, decreasing, and `differ`, how far the
    two slopes lie apart there.
    """
    f = VALUES[inputs.curve]
    x, h = inputs.x, float(sizes(np.array(inputs.zoom)))
    here = f(np.array(x))
    places = x + h * np.linspace(-1, 1, SAMPLES)  # rounded, as the machine has them
    curve = np.stack([(places - x) / h, (f(places) - here) / h], axis=1)
    slope = SLOPES[inputs.curve](x)
    gap = 0.0 if slope is None else float(np.abs(curve[:, 1] - slope * curve[:, 0]).max())
    ahead, behind = (float(side[0]) for side in slopes(f, x, np.array([h])))
    return {
        "curve": np.ascontiguousarray(curve, np.float32),
        "ahead": ahead,
        "behind": behind,
        "slope": slope or 0.0,
        "has_slope": slope is not None,
        "gap": gap,
        "h": h,
        "hs": HS.astype(np.float32),
        "differ": differences(inputs.curve, x),
        "summary": sentence(ahead, behind, h),
    }


def sizes(zooms: Floats) -> Floats:
    """Return half the lens for each zoom, 1, 0.1, 0.01, ..., to four digits or so.

    Its last binary digits are zero: powers differ in them from machine to machine, and the dots
    at the end of the plot, which are rounding and nothing else, would differ entirely.
    """
    share, exponent = np.frexp(10.0**-zooms)
    found: Floats = np.ldexp(np.round(share * 4096) / 4096, exponent)
    return found


HS = sizes(np.linspace(0, DEEPEST, 466))


def slopes(f: Callable[[Floats], Floats], x: float, h: Floats) -> tuple[Floats, Floats]:
    """Return the slopes ahead and behind over each h, as one would compute them without care."""
    here = f(np.array(x))
    return (f(x + h) - here) / h, (here - f(x - h)) / h


@lru_cache(maxsize=8)
def differences(curve: str, x: float) -> NDArray[np.float32]:
    """Return how far the slopes ahead and behind lie apart over each of HS; no zoom changes it."""
    ahead, behind = slopes(VALUES[curve], x, HS)
    return np.abs(ahead - behind).astype(np.float32)


def sentence(ahead: float, behind: float, h: float) -> str:
    """Say what the lens shows."""
    one, other = (minus(f"{side:.4f}") for side in (ahead, behind))
    start = f"Half a lens is {power(h)} wide. The slope is {one} ahead and {other} behind"
    if h < STAIRS:
        return f"{start}: what is left are the stairs of the machine's own numbers."
    if abs(ahead - behind) < SAME:
        return f"{start}: to the eye, one line."
    return f"{start}: not one line."


def power(h: float) -> str:
    """Write a small number with its power of ten: 2.0 · 10⁻³."""
    digits, _, exponent = f"{h:.1e}".partition("e")
    return digits if int(exponent) == 0 else f"{digits} · 10{raised(int(exponent))}"


WIDGET = Widget(
    name="calculus.lens",
    title="The slope under a lens",
    help=(
        "Choose a curve and a point on it, and magnify: each whole number on the zoom is one more "
        "factor of ten, both ways alike. The solid lines go from the point to the curve at the "
        "lens's right and left edge; the dashed line is the tangent, where there is one, and the "
        "largest gap is the curve's largest distance from it, as a share of h. The plot shows how "
        "far the slopes ahead and behind differ, a dot for each lens up to the one that you see, "
        "which has the ring. At the strongest, the lens shows the stairs that the curve is made of "
        "in the machine. The ragged coast is Teiji Takagi's curve: zigzags, each half as wide and "
        "half as high as the one before, added up."
    ),
    inputs=LensInputs,
    compute=compute,
    view=Path(__file__).with_suffix(".js"),
    longest=(
        "Half a lens is 1.3 · 10⁻¹⁵ wide. The slope is −10.0000 ahead and −10.0000 behind: what "
        "is left are the stairs of the machine's own numbers."
    ),
)
