"""The net: points in the plane, a perceptron of layers that learns them, what its units see."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from mlmath.backprop import MLP
from mlmath.backprop.by_hand import ByHand, bent, passes
from mlmath.backprop.operations import logistic
from mlmath.datasets.planar import four_corners, rings, spirals
from mlmath.datasets.shared import Data
from mlmath.validation import Floats
from mlmath.widgets.spec import Inputs, Outputs, Widget, choice, data, labeled_points, number, seed

MOST = 200  # points
REACH = 1.2  # |coordinate| of the field that is drawn
ROWS = COLUMNS = 32  # of the field; the units' fields have every other one
STEPS = 5  # of gradient descent behind each picture
KEPT = 240  # losses that are sent, evenly chosen from all
ENOUGH = 20_000  # steps, after which it stops by itself
MOMENTUM = 0.9
TASKS: dict[str, Callable[..., Data]] = {
    "rings": rings,
    "corners": four_corners,
    "spirals": spirals,
}
MADE = 120  # points of a task


def check_points(name: str, value: Any) -> list[list[float]]:
    """Return up to 200 points [x, y, label] of the plane, or say what is wrong with them."""
    return labeled_points(name, value, MOST, REACH)


@dataclass(frozen=True)
class NetInputs(Inputs):
    """The points, the net, and how it learns."""

    task: str = choice(
        "rings", label="Points",
        options={"rings": "rings", "corners": "XOR", "spirals": "spirals", "own": "your own"},
    )  # fmt: skip
    own: list[list[float]] = data([], label="Your points", check=check_points)
    layers: int = number(1, label="Hidden layers", low=1, high=2)
    width: int = number(4, label="Units in each", low=1, high=8)
    bend: str = choice(
        "tanh", label="Activation", options={"tanh": "tanh", "sigmoid": "sigmoid", "relu": "ReLU"}
    )
    rate: str = choice(
        "0.3", label="Step size", options={"0.03": "0.03", "0.1": "0.1", "0.3": "0.3", "1": "1"}
    )
    draw: int = seed(0, label="Seed of the weights")


@dataclass
class Training:
    """A net at work: `advance` changes it in place.

    weights : the arrays of its weights and biases, by the names of their gradients; velocity :
    their last changes.  found : loss and gradients where it stands; losses : those on the way.
    """

    net: MLP
    weights: dict[str, Floats]
    rate: float
    X: Floats
    y: Floats
    velocity: dict[str, Floats]
    found: ByHand | None = None
    losses: list[float] = field(default_factory=list)


def points(inputs: NetInputs) -> tuple[Floats, Floats]:
    """Return the points (n, 2) and their labels, -1 and +1."""
    if inputs.task == "own":
        table = np.array(inputs.own, np.float64).reshape(-1, 3)
        return table[:, :2], table[:, 2]
    made = TASKS[inputs.task](MADE, seed=1)
    return made.X, made.y


def start(inputs: NetInputs) -> Training:
    """Return a net with weights as they are drawn, before any step."""
    X, y = points(inputs)
    sizes = (2, *[inputs.width] * inputs.layers, 1)
    net = MLP(sizes, inputs.bend, "sigmoid", init="xavier", seed=inputs.draw)
    weights = {
        f"layers.{k}.{kind}": tensor.data
        for k, layer in enumerate(net.layers)
        for kind, tensor in (("weight", layer.weight), ("bias", layer.bias))
    }
    velocity = {name: np.zeros_like(value) for name, value in weights.items()}
    return Training(net, weights, float(inputs.rate), X, (y > 0).astype(float), velocity)


def advance(state: Training) -> tuple[Training, Outputs]:
    """Take five steps, the first time none, and return what there is to see.

    Outputs: `points` (n, 3); `field` (32, 32) the net's output over the plane, row by row from the
    top; `units` (k, 16, 16) that of each hidden unit, the first layer first; `low` the least that a
    unit can say; `losses`; `step`; `right`; `weights` how many there are; `cost` multiplications of
    a step; `done` when there is nothing more to learn.
    """
    n = len(state.y)
    if n:
        for _ in range(STEPS if state.found else 0):
            _step(state)
        if state.found is None:
            _look(state)
    loss = state.losses[-1] if n else 0.0
    step = max(0, len(state.losses) - 1)
    layers = activations(state.net, grid())
    right = 0
    if n:
        right = int(((activations(state.net, state.X)[-1][:, 0] > 0.5) == (state.y > 0.5)).sum())
    units = [a.T.reshape(-1, ROWS, COLUMNS)[:, ::2, ::2] for a in layers[:-1]]
    n_weights = sum(value.size for value in state.weights.values() if value.ndim == 2)
    kept = np.linspace(0, max(0, len(state.losses) - 1), min(KEPT, len(state.losses)))
    return state, {
        "points": np.column_stack([state.X, 2 * state.y - 1]).astype(np.float32),
        "field": layers[-1].reshape(ROWS, COLUMNS).astype(np.float32),
        "units": np.ascontiguousarray(np.concatenate(units), np.float32),
        "low": -1.0 if state.net.activation == "tanh" else 0.0,
        "losses": np.array([state.losses[int(k)] for k in kept], np.float32),
        "step": step,
        "right": right,
        "weights": sum(value.size for value in state.weights.values()),
        "cost": 3 * n * n_weights,
        "done": n == 0 or step >= ENOUGH or loss < 1e-3,
        "summary": summary(step, loss, right, n),
    }


def _step(state: Training) -> None:
    """Take a step of gradient descent with momentum."""
    if state.found is None:
        raise ValueError("found must be there before a step, got None")
    for name, gradient in state.found.gradients.items():
        change = state.velocity[name]
        change *= MOMENTUM
        change -= state.rate * gradient
        state.weights[name] += change
    _look(state)


def _look(state: Training) -> None:
    """Find loss and gradients where the net stands."""
    state.found = passes(state.net, state.X, state.y[:, None])
    state.losses.append(state.found.loss)


def grid() -> Floats:
    """Return the places of the field, row by row from the top, (1024, 2)."""
    x = np.linspace(-REACH, REACH, COLUMNS)
    y = np.linspace(REACH, -REACH, ROWS)
    return np.stack([np.tile(x, ROWS), np.repeat(y, COLUMNS)], axis=1)


def activations(net: MLP, X: Floats) -> list[Floats]:
    """Return what each layer makes of inputs (m, 2), the output last: no tape is needed here."""
    a, found = X, []
    for layer in net.layers[:-1]:
        a, _ = bent(net.activation, a @ layer.weight.data.T + layer.bias.data)
        found.append(a)
    last = net.layers[-1]
    return [*found, np.asarray(logistic(a @ last.weight.data.T + last.bias.data))]


def summary(step: int, loss: float, right: int, n: int) -> str:
    """Say in a sentence how far it is."""
    if not n:
        return "There are no points: add circles and squares for the net to learn."
    return f"After {step:,} steps the loss is {loss:.3f}; {right} of {n} points are right."


WIDGET = Widget(
    name="backprop.net",
    title="The net",
    help=(
        "Play trains, Step takes five steps, Reset draws new weights from the seed. Choose points, "
        "or your own: click the plane to add one of the chosen class. The small squares are what "
        "each hidden unit says of the whole plane."
    ),
    inputs=NetInputs,
    view=Path(__file__).with_suffix(".js"),
    start=start,
    advance=advance,
    longest="After 20,000 steps the loss is 0.000; 200 of 200 points are right.",
)
