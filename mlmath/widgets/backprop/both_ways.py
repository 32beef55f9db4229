"""Both ways: the paths of one graph, counted forward from each input or backward from the end."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mlmath.backprop.paths import (
    Counts,
    count_backward,
    count_forward,
    edges_of,
    layered,
    work,
)
from mlmath.widgets.spec import Inputs, Outputs, Widget, choice, number, player, seed
from mlmath.words import counted

WIDEST, DEEPEST = 6, 6
MISSING = 0.3


@dataclass(frozen=True)
class BothWaysInputs(Inputs):
    """The way, the step, and the graph."""

    way: str = choice(
        "forward", label="Count", options={"forward": "forward", "backward": "backward"}
    )
    step: int = player(0, label="Stretches walked", high=WIDEST * (DEEPEST + 1), limit="steps")
    width: int = number(3, label="Width", low=2, high=WIDEST)
    depth: int = number(2, label="Layers", low=1, high=DEEPEST)
    draw: int = seed(1, label="Seed of the edges")


def compute(inputs: BothWaysInputs) -> Outputs:
    """Return the edges, the counts of both ways at every unit, and what each way costs.

    Outputs: `edges` (e, 3) with layer, from and to; `forward` (width, depth + 2, width) for the
    walk from each input, `backward` (depth + 2, width), zeros where a layer has no such unit;
    `by_path`, `forward_work`, `backward_work` multiplications; `steps`; `sentences` a line a step.
    """
    matrices = layered(inputs.width, inputs.depth, MISSING, inputs.draw)
    forward = [count_forward(matrices, i) for i in range(inputs.width)]
    backward = count_backward(matrices)
    found = work(matrices)
    walks = inputs.width if inputs.way == "forward" else 1
    steps = walks * len(matrices)
    if inputs.way == "forward":
        said = _forward_said(forward, len(matrices), found.forward)
    else:
        said = _backward_said(backward, found.backward)
    return {
        "edges": np.ascontiguousarray(edges_of(matrices)),
        "forward": np.stack([_table(walk, inputs.width) for walk in forward]),
        "backward": _table(backward, inputs.width),
        "by_path": found.by_path,
        "forward_work": found.forward,
        "backward_work": found.backward,
        "steps": steps,
        "sentences": "\n".join(said),
        "summary": said[min(inputs.step, steps)],
    }


def _table(layers: list[Counts], width: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int32]]:
    table = np.zeros((len(layers), width), np.int32)
    for row, layer in zip(table, layers, strict=True):
        row[: len(layer)] = layer
    return table


def _forward_said(forward: list[list[Counts]], layers: int, cost: int) -> list[str]:
    n = len(forward)
    said = [f"Forward, each input needs a walk of its own: {n} walks."]
    for i, walk in enumerate(forward):
        for layer in range(1, layers + 1):
            text = f"Walk {i + 1} of {n} has come to layer {layer}"
            if layer == layers:
                text = (
                    f"Walk {i + 1} of {n}: {counted(int(walk[-1][0]), 'path')} from input {i + 1}"
                )
                text += f" to the end. All {n} walks: {cost:,} multiplications" * (i == n - 1)
            said.append(f"{text}.")
    return said


def _backward_said(backward: list[Counts], cost: int) -> list[str]:
    layers = len(backward) - 1
    said = ["Backward, one walk from the end serves all inputs."]
    for layer in range(layers - 1, 0, -1):
        said.append(f"The walk back has come to layer {layer}.")
    paths = ", ".join(f"{int(b):,}" for b in backward[0])
    return [
        *said,
        f"The one walk back has all the counts: {paths}. It took {cost:,} multiplications.",
    ]


WIDGET = Widget(
    name="backprop.both_ways",
    title="Both ways",
    help="Choose the way, then Step or Play. The number in a unit is how many paths lead there "
    "from the input that is walked from, or from there to the end. Change width and number of "
    "layers, and compare the multiplications.",
    inputs=BothWaysInputs,
    view=Path(__file__).with_suffix(".js"),
    compute=compute,
    longest="The one walk back has all the counts: 00,000, 00,000, 00,000, 00,000, 00,000, 00,000. "
    "It took 000 multiplications.",
)
