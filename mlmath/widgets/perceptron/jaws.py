"""The closing jaws: Novikoff's two inequalities against the update number.

A constant 1 is appended to each point, so that a line with a bias becomes a plane through the
origin.  There, with the widest separator w* (of length 1), its margin γ and the radius R,
every run of the perceptron obeys, after k updates,

    k γ  <=  w_k . w*  <=  |w_k|  <=  R √k.

The first grows in proportion to k, the last only with its root: they meet at k = (R/γ)², and
no run gets past that.  Source: Novikoff (1962).
"""

from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from mlmath.estimator import line_scores
from mlmath.perceptron import Mistake, Perceptron, augment, jaws, radius, widest_separator
from mlmath.widgets.perceptron.playground import LIMIT, ORDERS, check_points, default_points
from mlmath.widgets.spec import Inputs, Outputs, Widget, choice, data, player, seed
from mlmath.words import counted

CURVE = 42  # samples of each jaw on each kind of axis
SCALES = {
    "whole": "The whole jaws",
    "near": "Close up: this run",
    "log": "Whole, logarithmic",
}


@dataclass(frozen=True)
class JawsInputs(Inputs):
    """What the reader sets: the points, the order in which they are shown, and the view."""

    points: list[list[float]] = data(default_points(), label="Points", check=check_points)
    order: str = choice("cyclic", label="Order", options=ORDERS)
    scale: str = choice("whole", label="Axes", options=SCALES)
    updates: int = player(LIMIT, label="Updates", high=LIMIT, limit="made")
    seed: int = seed(2, label="Seed")


def _run(inputs: JawsInputs, X: Any, y: Any) -> tuple[list[Mistake], np.ndarray, bool]:
    """Return a run's updates, at most LIMIT, its weights (made + 1, 3), and whether it ended."""
    machine = Perceptron(max_epochs=LIMIT, order=inputs.order, seed=inputs.seed)
    mistakes = list(islice(machine.steps(X, y), LIMIT))
    path = np.zeros((len(mistakes) + 1, 3))
    path[1:] = [[*m.weights, m.intercept] for m in mistakes]
    scores = y * line_scores(X, path[-1, :2], path[-1, 2])  # as the machine itself has them
    return mistakes, path, bool((scores > 0).all())


def curve_positions(end: float, reach: float) -> np.ndarray:
    """Return update numbers from 0 to `end` that draw a root well on each kind of axis.

    Dense near 0 for the whole jaws and for the close-up that ends at `reach`, and evenly spread
    in the logarithm from 1 on.
    """
    squares = np.linspace(0.0, 1.0, CURVE) ** 2
    start = min(1.0, end)
    return np.unique(
        np.concatenate([end * squares, min(reach, end) * squares, np.geomspace(start, end, CURVE)])
    )


def _at(bound: float) -> str:
    """Write the bound (R/γ)² as the picture does."""
    return f"{bound:,.1f}".removesuffix(".0") if bound < 999.95 else f"{bound:,.0f}"


def _sentences(order: str, lengths: Any, stopped: bool, bound: float) -> list[str]:
    """Say what the picture shows after each number of updates, 0 to all that were made."""
    made = len(lengths) - 1
    runs_to = f"this run goes on to {made:,}." if stopped else "this run goes on."
    between = (
        f"The jaws close at {_at(bound)}" if bound else "There is no margin γ, so no lower jaw"
    )
    sentences = [f"Before the first update the weights are zero. {between}; {runs_to}"]
    sentences += [
        f"After {counted(k, 'update')} in {order} order the weights have length {lengths[k]:.3g}. "
        f"{between}; {runs_to}"
        for k in range(1, made + 1)
    ]
    after = f"fter {counted(made, 'update')} in {order} order"
    if not bound:
        sentences[-1] = (
            f"No line separates these points: no γ, no lower jaw. A{after} the weights have "
            f"length {lengths[-1]:.3g}."
        )
    elif not stopped:
        sentences[-1] = f"A{after} this picture ends; the jaws close at {_at(bound)}."
    elif made + 1 > bound * (1 + 1e-12):  # the factor: a whole number must not lose to rounding
        sentences[-1] = f"The machine stopped a{after}, the very last that the jaws allow."
    else:
        sentences[-1] = (
            f"The machine stopped a{after}; the jaws close at {_at(bound)}, "
            f"which is {bound / made:.3g} times as many."
        )
    return sentences


def compute(inputs: JawsInputs) -> Outputs:
    """Run the perceptron and put its weights between the jaws.

    Outputs: `along` w_k . w*, `length` |w_k|, `lower` kγ and `upper` R√k after k = 0, 1, ... made
    updates; `updated`, the point whose mistake led to update k + 1; for drawing the jaws themselves
    `curve_k`, `curve_lower`, `curve_upper` up to the bound; `reach`, where the close-up ends; and
    `sentences`, a line for each k, with `summary` the one for `updates`.  All steps travel at
    once, so that the view can play them by itself.  Without a separator `bound` and `gamma` are 0,
    and `along`, `lower` and `curve_lower` are empty.
    """
    table = np.array(inputs.points, np.float64).reshape(-1, 3)
    X, y = table[:, :2], table[:, 2]
    if len(np.unique(y)) < 2:
        return _nothing()

    Z = augment(X)
    R = radius(Z)
    mistakes, path, stopped = _run(inputs, X, y)
    made = len(mistakes)
    reach = max(4.0, 1.15 * made)
    separator = widest_separator(Z, y)
    if separator is None:
        gamma, bound, end = 0.0, 0.0, reach
        lower = along = np.zeros(0)
        length = np.sqrt(np.einsum("ij,ij->i", path, path))
        upper = R * np.sqrt(np.arange(made + 1))
    else:
        w_star, gamma = separator
        bound = end = (R / gamma) ** 2
        _, lower, along, length, upper = jaws(Z, y, w_star, mistakes)
    curve_k = curve_positions(end, reach)
    curve_lower = gamma * curve_k if bound else np.zeros(0)
    sentences = _sentences(inputs.order, length, stopped, bound)
    return {
        "length": length.astype(np.float32),
        "upper": upper.astype(np.float32),
        "lower": lower.astype(np.float32),
        "along": along.astype(np.float32),
        "updated": np.array([m.index for m in mistakes], np.int32),
        "curve_k": curve_k.astype(np.float32),
        "curve_upper": (R * np.sqrt(curve_k)).astype(np.float32),
        "curve_lower": curve_lower.astype(np.float32),
        "radius": R,
        "gamma": gamma,
        "bound": bound,
        "reach": reach,
        "made": made,
        "stopped": stopped,
        "sentences": "\n".join(sentences),
        "summary": sentences[min(inputs.updates, made)],
    }


def _nothing() -> Outputs:
    sentence = "Give the machine at least one point of each class, and the jaws appear."
    names = ("length", "upper", "lower", "along", "curve_k", "curve_upper", "curve_lower")
    return {
        **{name: np.zeros(0, np.float32) for name in names},
        **dict.fromkeys(("radius", "gamma", "bound"), 0.0),
        "updated": np.zeros(0, np.int32),
        "reach": 4.0,
        "made": 0,
        "stopped": False,
        "sentences": sentence,
        "summary": sentence,
    }


WIDGET = Widget(
    name="perceptron.jaws",
    title="The closing jaws",
    help=(
        "Each update carries the weights forward along w*, and may shorten them. The lower jaw kγ"
        " pushes up in a straight line, the upper jaw R√k bends over it, and the weights must "
        "stay between them: where the jaws meet, at (R/γ)², every run has ended. Drag a point "
        "above them, or go to it with Tab and use the arrow keys: thin gray lines keep the jaws "
        "that were there before, until Reset. Play lets the run grow update by update. Point at "
        "the jaws, or go to them with Tab, to read the four numbers of any update. Close up shows"
        " this run alone; on logarithmic axes both jaws are straight."
    ),
    inputs=JawsInputs,
    view=Path(__file__).with_suffix(".js"),
    compute=compute,
    longest=(
        "No line separates these points: no γ, no lower jaw. After 500 updates in adversarial "
        "order the weights have length 0.0123."
    ),
)
