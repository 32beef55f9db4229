"""The landscape: a loss over a plane of weights, and four optimizers from one start."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from mlmath.depth.small_net import (
    Plane,
    between_plane,
    gradient,
    incoming_plane,
    loss,
    random_plane,
)
from mlmath.depth.walkers import NAMES, walk
from mlmath.validation import Floats
from mlmath.widgets.spec import Inputs, Outputs, Widget, choice, data, player, seed, toggle, within

STEPS = 120
CELLS = 60  # of the picture, each way
SLICES = {
    "incoming": "two weights",
    "between": "two equal nets",
    "random": "at random",
}
REACH = {"incoming": 4.5, "between": 1.8, "random": 1.5}


def check_start(name: str, value: Any) -> list[float]:
    """Return where the walks start, as shares of the picture's half width.

    Raises ValueError unless both lie in [-1, 1].
    """
    found: list[float] = within(name, value, (2,), (-1, 1), "be two numbers in [-1, 1]").tolist()
    return found


@dataclass(frozen=True)
class LandscapeInputs(Inputs):
    """The slice, the start, the step size, and what may move."""

    steps: int = player(STEPS, label="Steps", high=STEPS, limit="made")
    slice: str = choice("incoming", label="Slice", options=SLICES)
    rate: str = choice(
        "0.3", label="Step size", options={"0.03": "0.03", "0.1": "0.1", "0.3": "0.3", "1": "1"}
    )
    free: bool = toggle(False, label="All four weights move")
    draw: int = seed(1, label="Seed of the directions")
    start: list[float] = data([-0.5, 0.6], label="Start", check=check_start)


def plane_of(name: str, draw: int) -> Plane:
    """Return the plane that a slice shows."""
    if name == "incoming":
        return incoming_plane()
    return between_plane(draw) if name == "between" else random_plane(draw)


@lru_cache(maxsize=8)
def field(name: str, draw: int) -> Floats:
    """Return the loss over the picture, (CELLS, CELLS), row by row from the top."""
    at = REACH[name] * (2 * (np.arange(CELLS) + 0.5) / CELLS - 1)
    s, t = np.meshgrid(at, at[::-1])
    return loss(plane_of(name, draw).at(np.stack([s, t], axis=-1)))


def compute(inputs: LandscapeInputs) -> Outputs:
    """Walk down by four optimizers.

    Outputs: `field` (60, 60) losses, row by row from the top; `paths` (4, 121, 2) places of SGD,
    momentum, RMSprop and Adam in the units of the slice, seen at a right angle to it where all
    weights move; `losses` (4, 121); `reach` half the picture's width; `marks` (m, 2) where nets
    of loss zero lie in the slice; `made` steps.
    """
    plane, reach = plane_of(inputs.slice, inputs.draw), REACH[inputs.slice]
    start = reach * np.array(inputs.start)
    rate = float(inputs.rate)
    if inputs.free:
        weights = walk(gradient, plane.at(start), rate, STEPS)
        paths = plane.places(weights)
    else:
        axes = np.stack([plane.across, plane.up])
        # In the plane's own lengths, so that the step size means the same in every slice.
        sizes = np.linalg.norm(axes, axis=1)
        steps = walk(
            lambda at: gradient(plane.at(at / sizes)) @ (axes / sizes[:, None]).T,
            start * sizes, rate, STEPS,
        )  # fmt: skip
        paths = steps / sizes
        weights = plane.at(paths)
    losses = np.minimum(loss(weights), 1e6)
    zeros = {"incoming": [[3.0, 0.6]], "between": [[-1.0, 0.0], [1.0, 0.0]], "random": [[0.0, 0.0]]}
    return {
        "field": np.ascontiguousarray(field(inputs.slice, inputs.draw), np.float32),
        "paths": np.clip(paths, -99, 99).astype(np.float32),
        "losses": losses.astype(np.float32),
        "reach": reach,
        "marks": np.array(zeros[inputs.slice], np.float32),
        "made": STEPS,
        "summary": summary(losses[:, inputs.steps], inputs.steps),
    }


def summary(losses: Floats, step: int) -> str:
    """Say how far each has come."""
    each = ", ".join(f"{name} {value:.3f}" for name, value in zip(NAMES, losses, strict=True))
    return f"Loss after {step} steps: {each}."


WIDGET = Widget(
    name="depth.landscape",
    title="The landscape",
    help=(
        "Drag the start, or move it with the arrow keys; the two buttons choose one. The stronger "
        "the gray, the higher; lines join places of equal loss, a cross marks a net of loss zero, "
        "and a pale mark on the edge belongs to a way that has left the picture. Choose another "
        "slice through the space of the four weights: two weights with the others held, the plane "
        "through a net and its exchange, or two random directions. With all four weights free, the "
        "ways leave the slice: you see them from above, and the ground they are drawn on is not "
        "the ground they walk on."
    ),
    inputs=LandscapeInputs,
    compute=compute,
    view=Path(__file__).with_suffix(".js"),
    longest="Loss after 120 steps: SGD 0.000, momentum 0.000, RMSprop 0.000, Adam 1000000.000.",
)
