"""The depth meter: how strong a signal is in thirty layers, forward and back."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mlmath.depth.propagation import Passage, measure, predict
from mlmath.validation import Floats
from mlmath.widgets.spec import Inputs, Outputs, Widget, choice, number, seed, toggle
from mlmath.words import raised

DEPTH = 30
ROWS = 12  # units of each layer that are shown
SURVIVES = 1000.0  # a signal that arrives within this factor of where it began
EDGES = (1e-37, 1e37)


@dataclass(frozen=True)
class MeterInputs(Inputs):
    """The net: its bend, the scale of its weights, its width, and two additions."""

    bend: str = choice(
        "relu", label="Activation", options={"sigmoid": "logistic", "tanh": "tanh",
                                                "relu": "ReLU"}
    )  # fmt: skip
    scale: float = number(0.33, label="Scale nv", low=0.05, high=4, step=0.01)
    width: int = number(60, label="Width", low=10, high=100, step=10)
    residual: bool = toggle(False, label="Shortcut around each layer")
    normalize: bool = toggle(False, label="Normalize the sums")
    draw: int = seed(0, label="Seed of the weights")


def compute(inputs: MeterInputs) -> Outputs:
    """Send a signal forward and blame back, and compare with what wide layers do.

    Outputs: `forward`, `backward` (31,) measured mean squares; `forward_law`, `backward_law` (31,)
    predicted; both NaN where nothing is drawn; `strip` (12, 31) what units say to one input, as a
    share of the largest; `alike` the cosine of two inputs' signals at the end; `forward_ok`,
    `backward_ok` whether each arrives within a factor 1,000; `forward_end`, `backward_end` how
    strong each arrives where that is too small to be drawn, and else "".
    """
    found = measure(
        inputs.bend, inputs.scale, inputs.width, DEPTH, inputs.residual, inputs.normalize,
        inputs.draw,
    )  # fmt: skip
    law = predict(inputs.bend, inputs.scale, DEPTH, inputs.residual, inputs.normalize)
    back_law = law.backward
    if inputs.residual and inputs.bend == "relu":
        # Signals that only add up tie blame and slopes together: the law's assumption is false.
        back_law = np.full(DEPTH + 1, np.nan)
    first, last = found.forward[-1], found.backward[0]
    strip = np.stack([signal[np.arange(ROWS) % inputs.width] for signal in found.signals], axis=1)
    size = float(np.abs(strip).max())
    return {
        "forward": _drawn(found.forward),
        "backward": _drawn(found.backward),
        "forward_law": _drawn(law.forward),
        "backward_law": _drawn(back_law),
        "strip": np.ascontiguousarray(strip / size if size else strip, np.float32),
        "alike": found.alike,
        "forward_ok": int(survives(first)),
        "backward_ok": int(survives(last)),
        "forward_end": beyond(first),
        "backward_end": beyond(last),
        "summary": summary(found),
    }


def _drawn(strengths: Floats) -> NDArray[np.float32]:
    """Return strengths as float32, which ends near 10⁻³⁸: what lies beyond is not drawn."""
    low, high = EDGES
    inside = (strengths >= low) & (strengths <= high)
    return np.where(inside, strengths, np.nan).astype(np.float32)


def beyond(strength: float) -> str:
    """Return a strength too small to be drawn in a few signs, and "" for any other.

    One that is zero in the computer says nothing of how far it went, and is "" too.
    """
    return short(strength) if 0 < strength < EDGES[0] else ""


def survives(strength: float) -> bool:
    """Tell whether a signal of strength 1 arrives neither much weaker nor much stronger."""
    return bool(1 / SURVIVES <= strength <= SURVIVES)


def summary(found: Passage) -> str:
    """Say how both arrive."""
    forward, back = found.forward[-1], found.backward[0]
    both = survives(forward), survives(back)
    end = {
        (True, True): "Both survive.",
        (True, False): "The blame does not survive.",
        (False, True): "The signal does not survive.",
        (False, False): "Neither survives.",
    }[both]
    return (
        f"Through {DEPTH} layers the signal's strength goes from 1 to {short(forward)}, and on the "
        f"way back the blame's from 1 to {short(back)}. {end}"
    )


def short(value: float) -> str:
    """Return a number in a few signs: "0.25", "41", "10⁻²⁶"; of a large or small one its power."""
    if value == 0:
        return "0"
    if not np.isfinite(value):
        return "∞"
    if 0.01 <= value < 1000:
        return f"{value:.2g}" if value < 100 else f"{value:.0f}"
    return f"10{raised(int(np.floor(np.log10(value))))}"


WIDGET = Widget(
    name="depth.meter",
    title="The depth meter",
    help=(
        "Choose the activation, and the scale of the weights by the slider or one of the three "
        "buttons. The strip shows what twelve units of each layer say to one input: a circle for "
        "a positive number, a square for a negative one, the larger the mark the larger the "
        "number. Below, each disc is the strength of a layer, on a logarithmic axis, down to "
        "10⁻³⁷, and an arrow says where it ends beyond; the dashed line is the prediction for "
        "wide layers, and a signal that ends within the gray band survives."
    ),
    inputs=MeterInputs,
    compute=compute,
    view=Path(__file__).with_suffix(".js"),
    longest=(
        "Through 30 layers the signal's strength goes from 1 to 10⁻¹², and on the way back the "
        "blame's from 1 to 10⁻¹². The signal does not survive."
    ),
)
