"""The bowl: a way downhill with a step and a momentum, and how fast it is.

The bowl is μ x²/2 + L y²/2 with L = 9 and its lowest point at the origin.  Everything about the
way is known beforehand: along an axis of curvature λ a step multiplies the error by the larger root
of z² = (1 + β − ηλ) z − β.  The widget holds the measured factor against that.
Source: Goh (2017); Polyak (1964).  Chapter: The toolbox.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlmath.optimizers import (
    Tuning,
    best_gradient_descent,
    best_heavy_ball,
    best_nesterov,
    factors,
    observed_rate,
    quadratic_path,
)
from mlmath.validation import Floats
from mlmath.widgets.spec import Inputs, Outputs, Widget, choice, data, number, player
from mlmath.words import counted

Ints = NDArray[np.int32]
LARGEST = 9.0  # the curvature across the bowl
BOWLS = {"1": "round, κ = 1", "4": "κ = 4", "9": "κ = 9", "25": "κ = 25", "100": "κ = 100"}
LOOKS = {"heavy": "where we stand", "nesterov": "where momentum leads (Nesterov)"}
STEPS = 120
FAR = 1e6  # a way that has come so far has diverged
REACH = (12.0, 6.0)  # of the picture, both ways
LONGEST_STEP = 0.45  # just past 4/L, beyond which no momentum helps
COLUMNS, ROWS = 45, 40  # of the plane of steps and momenta
LEVELS = (0.5, 0.7, 0.8, 0.9, 0.95, 1.0)  # between the shades of its factors


def check_start(name: str, value: Any) -> list[float]:
    """Return where the way starts; raise ValueError unless it is a point of the picture."""
    try:
        x, y = (float(v) for v in value)
    except (TypeError, ValueError):
        x, y = np.nan, np.nan
    if not (abs(x) <= REACH[0] and abs(y) <= REACH[1]):
        raise ValueError(
            f"{name} must be a point with |x| up to {REACH[0]:g} and |y| up to {REACH[1]:g}, "
            f"got {value!r:.60}"
        )
    return [x, y]


@dataclass(frozen=True)
class BowlInputs(Inputs):
    """What the reader sets: the bowl, the start, the step, the momentum, where one looks."""

    steps: int = player(STEPS, label="Steps", high=STEPS, limit="made")
    step: float = number(0.1, label="Step η", low=0, high=LONGEST_STEP, step=0.005)
    momentum: float = number(0.0, label="Momentum", low=0, high=0.99, step=0.01)
    look: str = choice("heavy", label="Gradient taken", options=LOOKS)
    kappa: str = choice("9", label="Bowl", options=BOWLS)
    start: list[float] = data([10.0, 4.0], label="Start", check=check_start)


def curvatures(kappa: str) -> Floats:
    """Return the curvatures of a bowl, along it and across."""
    return np.array([LARGEST / float(kappa), LARGEST])


def best(kappa: str, momentum: bool, nesterov: bool) -> Tuning:
    """Return the best constants for a bowl."""
    mu, L = curvatures(kappa)
    if not momentum:
        return best_gradient_descent(mu, L)
    return best_nesterov(mu, L) if nesterov else best_heavy_ball(mu, L)


@cache
def plane(kappa: str, nesterov: bool) -> Ints:
    """Return the shade of the predicted factor for each momentum (rows) and step (columns)."""
    lr = (np.arange(COLUMNS) + 0.5) * LONGEST_STEP / COLUMNS
    momentum = (np.arange(ROWS) + 0.5) / ROWS
    both = factors(curvatures(kappa), lr[:, None], momentum[:, None, None], nesterov)
    shades: Ints = np.searchsorted(LEVELS, both.max(axis=2)).astype(np.int32)
    return shades


def compute(inputs: BowlInputs) -> Outputs:
    """Walk downhill and compare the measured factor with the predicted one.

    Outputs: `path` (made + 1, 2); `lengths` (made + 1,), how far from the bottom each point is as
    a share of the first; `predicted` and `measured`, the factor by which that shrinks a step;
    `mu`; `shades` (ROWS, COLUMNS), in which of the ranges between LEVELS the predicted factor
    lies, for the plane of momenta and steps; `plain` and `best`, (step, momentum, factor) of the
    best without and with momentum; `made`, how many steps were taken before the way left for good.
    """
    nesterov = inputs.look == "nesterov"
    bent = curvatures(inputs.kappa)
    way = quadratic_path(bent, inputs.start, STEPS, inputs.step, inputs.momentum, nesterov)
    distances = np.sqrt((way * way).sum(axis=1))
    gone = np.flatnonzero(~(distances < FAR))
    made = int(gone[0]) if len(gone) else STEPS
    path, distances = way[: made + 1], distances[: made + 1]
    predicted = float(factors(bent, inputs.step, inputs.momentum, nesterov).max())
    # Two places at once: a way that swings through the bottom is not there for good.
    pairs = np.sqrt(distances[1:] ** 2 + distances[:-1] ** 2)
    measured = observed_rate(pairs) if len(pairs) > 3 else predicted
    return {
        "path": path.astype(np.float32),
        "lengths": (distances / max(float(distances[0]), 1e-9)).astype(np.float32),
        "predicted": predicted,
        "measured": measured,
        "mu": float(bent[0]),
        "shades": plane(inputs.kappa, nesterov),
        "plain": np.array(best(inputs.kappa, False, nesterov), np.float32),
        "best": np.array(best(inputs.kappa, True, nesterov), np.float32),
        "made": made,
        "summary": sentence(inputs, predicted, measured, made),
    }


def sentence(inputs: BowlInputs, predicted: float, measured: float, made: int) -> str:
    """Say what came of the way."""
    start = f"Step {inputs.step:.3f}, momentum {inputs.momentum:.2f}: "
    both = f"the factor is {measured:.3f} a step, predicted {predicted:.3f}"
    if predicted > 1 + 1e-9:
        return f"{start}the way diverges; {both}."
    if predicted > 1 - 1e-9:
        return f"{start}the way neither arrives nor leaves; {both}."
    return f"{start}{both}, measured over {counted(made, 'step')}."


WIDGET = Widget(
    name="calculus.bowl",
    title="The bowl",
    help=(
        "Drag the start of the way on the bowl. Set step and momentum with the sliders, or drag "
        "the cross on the plane of both: the darker a place there, the faster; the ruled part "
        "diverges. The disc marks the best without momentum, the square the best with it. The plot "
        "holds the distance from the bottom, dots, against the prediction, the dashed line. Play "
        "lets the way grow step by step."
    ),
    inputs=BowlInputs,
    compute=compute,
    view=Path(__file__).with_suffix(".js"),
    longest=(
        "Step 0.222, momentum 0.00: the way neither arrives nor leaves; the factor is 1.000 a "
        "step, predicted 1.000."
    ),
)
