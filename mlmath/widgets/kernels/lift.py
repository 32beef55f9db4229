"""One number for many: a guess, and how far the numbers lie from it."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mlmath.kernels.spread import draw, mean, spread
from mlmath.widgets.spec import Inputs, Outputs, Widget, number, seed


@dataclass(frozen=True)
class GuessInputs(Inputs):
    """A guess, and the numbers that it is for."""

    guess: float = number(1.0, label="Guess", low=-3, high=3, step=0.1)
    draw: int = seed(1, label="Seed of the numbers")


def compute(inputs: GuessInputs) -> Outputs:
    """Return the numbers `x`, their `mean`, and what came of the guess in a sentence."""
    x = draw(inputs.draw)
    middle = mean(x)
    about, least = spread(x, inputs.guess), spread(x, middle)
    return {
        "x": x.astype(np.float32),
        "mean": middle,
        "summary": f"About the guess {inputs.guess:.1f} the spread is {about:.1f}; "
        f"about the mean, {middle:.1f}, it is {least:.1f}.",
    }


WIDGET = Widget(
    name="kernels.lift",
    title="One number for many",
    help="Move the guess with the slider, or draw other numbers.",
    inputs=GuessInputs,
    view=Path(__file__).with_suffix(".js"),
    compute=compute,
    longest="About the guess -3.0 the spread is 288.0; about the mean, -3.0, it is 288.0.",
)
