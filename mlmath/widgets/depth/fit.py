"""Fit and overfit: a large net on a few noisy points, and points that it never sees."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mlmath.depth.fitting import NOISE, Fitting, begin, curve
from mlmath.widgets.spec import Inputs, Outputs, Widget, choice, number, seed

UPDATES = 10  # behind each picture
ENOUGH = 2000  # updates, after which it stops by itself
FINE = 81
GRID = np.linspace(-1, 1, FINE)


@dataclass(frozen=True)
class FitInputs(Inputs):
    """The points, and what holds the net back."""

    n: int = number(15, label="Points", low=6, high=120, step=3)
    decay: str = choice(
        "0", label="Weight decay λ", options={"0": "none", "0.001": "0.001", "0.01": "0.01",
                                              "0.1": "0.1"}
    )  # fmt: skip
    dropout: str = choice(
        "0", label="Dropout", options={"0": "none", "0.1": "one in ten", "0.3": "three in ten"}
    )
    draw: int = seed(0, label="Seed of points and weights")


def start(inputs: FitInputs) -> Fitting:
    """Return the net before its first update."""
    return begin(inputs.n, float(inputs.decay), float(inputs.dropout), inputs.draw)


def advance(state: Fitting) -> tuple[Fitting, Outputs]:
    """Take ten updates, the first time none, and return what there is to see.

    Outputs: `points` (n, 2); `x`, `truth`, `now`, `best` (81,) the curve, the net's and the net's
    where the held-out error was least; `train`, `held` errors after each ten updates; `stop` the
    number of the best among them; `step`; `floor` the noise's own square; `done`.
    """
    if state.shown:
        state.step(UPDATES)
    state.shown = True
    step = UPDATES * (len(state.train) - 1)
    grid = GRID[:, None]
    return state, {
        "points": np.column_stack([state.X[:, 0], state.y]).astype(np.float32),
        "x": GRID.astype(np.float32),
        "truth": curve(GRID).astype(np.float32),
        "now": state.outputs(grid).astype(np.float32),
        "best": state.best_outputs(grid).astype(np.float32),
        "train": np.array(state.train, np.float32),
        "held": np.array(state.held, np.float32),
        "stop": state.best,
        "step": step,
        "floor": NOISE**2,
        "done": step >= ENOUGH,
        "summary": summary(state, step),
    }


def summary(state: Fitting, step: int) -> str:
    """Say how it stands."""
    return (
        f"After {step:,} updates the error is {state.train[-1]:.3f} on the points learned and "
        f"{state.held[-1]:.3f} on those held out; the latter was least, "
        f"{state.held[state.best]:.3f}, after {UPDATES * state.best:,}."
    )


WIDGET = Widget(
    name="depth.fit",
    title="Fit and overfit",
    help=(
        "Play trains, Step takes ten updates, Reset begins again. The upper picture has the points "
        "that the net learns, the curve they come from, the net's answer now, and its answer when "
        "the error on held-out points was least. The lower picture has both errors; the dotted "
        "line is the noise, below which no one can predict."
    ),
    inputs=FitInputs,
    view=Path(__file__).with_suffix(".js"),
    start=start,
    advance=advance,
    longest=(
        "After 2,000 updates the error is 0.000 on the points learned and 0.000 on those held out; "
        "the latter was least, 0.000, after 2,000."
    ),
)
