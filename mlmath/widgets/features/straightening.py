"""The straightening: a trained net's layers carry the plane with its grid and its points.

Page: The geometry of features.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from mlmath.geometry.carried import border, carried, cut, grid_lines, in_space
from mlmath.geometry.narrow import SHAPES, Narrow, trained
from mlmath.validation import Floats
from mlmath.widgets.spec import Inputs, Outputs, Widget, choice, number, player, seed
from mlmath.words import counted

STOPS = 20  # pictures a layer
LAYERS = 3
UPDATES, EVERY = 400, 10
REACH, LINES, SAMPLES = 1.5, 13, 49  # of the grid
SEEDS = 19


@dataclass(frozen=True)
class StraighteningInputs(Inputs):
    """What the reader sets: the points, the net, its training, and how far the plane has come."""

    shape: str = choice(
        "crescents", label="Points", options={"crescents": "two crescents", "rings": "two rings"}
    )
    units: int = number(2, label="Units a layer", low=2, high=3)
    layers: int = number(2, label="Layers", low=1, high=LAYERS)
    updates: int = number(UPDATES, label="Updates", low=0, high=UPDATES, step=EVERY)
    seed: int = seed(1, label="First weights", high=SEEDS)
    way: int = player(0, label="Way through the net", high=STOPS * LAYERS, limit="stops")


def compute(inputs: StraighteningInputs) -> Outputs:
    """Carry grid, points and border so far through the net.

    Outputs, all places in space, at height 0 where the layers have two units: `grid`
    (2 · LINES, SAMPLES, 3), first the lines that were level; `points` (n, 3) and `labels` (n,);
    `border` (2 m, 3), two ends for each short segment on which the score is 0; `cut` (k, 3), at the
    end of the way the ends of the line on which the score is 0, or the corners of the plane;
    `stops`, how many steps the way has; `units`; `reach`, the largest coordinate of a point, at
    least 1; `right` of `all` points have a score with the sign of their label; `summary`.
    """
    data = SHAPES[inputs.shape]()
    moment = round(inputs.updates / EVERY)
    net, zeros = prepared(inputs.shape, inputs.units, inputs.layers, inputs.seed, moment)
    stops = STOPS * inputs.layers
    stop = min(inputs.way, stops)
    way = stop / STOPS
    lines = grid_lines(REACH, LINES, SAMPLES)
    grid = carried(net, lines.reshape(-1, 2), way).reshape(*lines.shape[:2], 3)
    points = carried(net, data.X, way)
    ends = carried(net, zeros, way)
    end = cut(net) if stop == stops else in_space(np.zeros((0, 2)))
    right = net.right(data)
    return {
        "grid": grid.astype(np.float32),
        "points": points.astype(np.float32),
        "labels": data.y.astype(np.int32),
        "border": ends.astype(np.float32),
        "cut": np.ascontiguousarray(end, np.float32),
        "stops": stops,
        "units": inputs.units,
        "reach": max(1.0, float(np.abs(points).max())),
        "right": right,
        "all": len(data.y),
        "summary": sentence(inputs, net, stop, right, len(data.y)),
    }


@lru_cache(maxsize=8)
def prepared(shape: str, units: int, layers: int, seed: int, moment: int) -> tuple[Narrow, Floats]:
    """Return the net at a moment of its training, and the ends of its border's segments.

    Neither changes while the plane is on its way.
    """
    net = trained(shape, units, layers, seed, UPDATES, EVERY).nets[moment].upright()
    return net, border(net, REACH).reshape(-1, 2)


def sentence(inputs: StraighteningInputs, net: Narrow, stop: int, right: int, n: int) -> str:
    """Say where the plane is, and how many points the net has on their side."""
    layer, rest = divmod(stop, STOPS)
    if stop == STOPS * inputs.layers:
        what = "straight line" if len(net.v) == 2 else "flat plane"
        where = f"After the last layer the border lies on a {what}"
    elif rest:
        where = f"The plane is on its way through layer {layer + 1} of {inputs.layers}"
    elif layer:
        where = f"The plane as layer {layer} of {inputs.layers} has left it"
    else:
        where = "The plane as it is put in"
    how = f"after {counted(inputs.updates, 'update')}"
    return f"{where}; {how} the net has {right} of {n} points on their side."


WIDGET = Widget(
    name="features.straightening",
    title="The straightening",
    help=(
        "Press Play, or move the way by the slider: each layer stretches, turns and shifts the "
        "plane and bends it by tanh, and takes the points with it. The thick line is the border, "
        "where the net's score is 0; after the last layer the dashed line shows all places there "
        "with score 0, with three units a flat plane. Between two layers you see a way that joins "
        "them; only at whole layers is it what the net computes. Three units make places of space: "
        "drag the picture to turn it, or use the arrow keys on it, and Home to turn it back. "
        "Updates go back to an earlier moment of the training; other first weights train another "
        "net. The training also pulls weights a little toward the first ones: without that, layers "
        "press all points onto a thread. The square or cube reaches from −1 to 1."
    ),
    inputs=StraighteningInputs,
    compute=compute,
    view=Path(__file__).with_suffix(".js"),
    longest=(
        "After the last layer the border lies on a straight line; after 400 updates the net has 80 "
        "of 80 points on their side."
    ),
)
