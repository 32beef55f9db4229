"""The playground: points of two classes to drag, and a perceptron that learns from its mistakes.

Source of the rule: Rosenblatt (1958).  Chapter: The perceptron.
"""

from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from mlmath.estimator import line_scores
from mlmath.perceptron import Perceptron, augment, separable_as_written
from mlmath.widgets.spec import Inputs, Outputs, Widget, choice, data, labeled_points, player, seed
from mlmath.words import counted

LIMIT = 500  # updates: points that no line divides would keep the machine busy for ever
MOST = 80  # points, so that a drag stays quick
REACH = 2.0  # |coordinate| at most; the picture shows [-1.5, 1.5] x [-1, 1]

ORDERS = {
    "cyclic": "Cyclic: in turn",
    "random": "Random: reshuffled",
    "adversarial": "Adversarial",
}

# Two clouds with a line between them, and so much room that the run comes far into its jaws: 15
# updates in cyclic order, 22 in the adversarial one, and no order needs more than 39.
_POINTS = (
    (0.00, 0.85, 1), (0.70, 0.20, 1), (-0.80, 0.15, -1), (-0.60, -0.30, -1),
    (-0.75, 0.60, -1), (-0.90, -0.05, -1), (0.55, 0.45, 1), (-0.45, 0.85, -1),
    (-0.25, -0.30, -1), (0.30, -0.70, 1), (0.20, 0.10, 1), (0.35, -0.85, 1),
    (-0.60, 0.55, -1), (0.85, -0.10, 1), (-0.45, -0.75, -1), (-0.40, 0.50, -1),
    (-0.80, -0.30, -1), (-0.15, -0.70, -1), (0.35, 0.05, 1), (0.60, 0.65, 1),
)  # fmt: skip


def default_points() -> list[list[float]]:
    """Return the points that the widgets of the chapter start with, as [x, y, label]."""
    return [list(point) for point in _POINTS]


def check_points(name: str, value: Any) -> list[list[float]]:
    """Return up to 80 points [x, y, label], or say what is wrong with them."""
    return labeled_points(name, value, MOST, REACH)


@dataclass(frozen=True)
class PlaygroundInputs(Inputs):
    """What the reader sets: the points, the order in which they are shown, and the step."""

    points: list[list[float]] = data(default_points(), label="Points", check=check_points)
    step: int = player(0, label="Updates", high=LIMIT, limit="n_updates")
    order: str = choice("cyclic", label="Order", options=ORDERS)
    seed: int = seed(2, label="Seed")


def _sentence(k: int, n_updates: int, weights: Any, left: int, total: int, converged: bool) -> str:
    """Say what the picture shows after k of n_updates updates."""
    correct, points = total - left, counted(total, "point")
    if k == 0:
        return (
            "Before the first update all weights are zero: no line yet, "
            f"and all {points} are mistakes."
        )
    if k == n_updates:
        after = f"After {counted(k, 'update')}"
        if converged:
            return f"{after} the line separates all {points}."
        are, mistakes = ("is", "a mistake") if left == 1 else ("are", "mistakes")
        return f"{after}, the limit here, {left} of {points} {are} {mistakes}."
    after = f"After {k} of {counted(n_updates, 'update')}"
    if not weights[:2].any():
        return f"{after} the weights draw no line; {correct} of {points} are correct."
    return f"{after} the line has {correct} of {points} correct."


def _nothing(labels: Any) -> Outputs:
    """Return the outputs for fewer than two classes: the weights stay zero."""
    if len(labels) == 0:
        sentence = "There are no points: add circles and squares for the line to separate."
    else:
        one, other = ("circle", "square") if labels[0] > 0 else ("square", "circle")
        all_of_them = f"The only point is a {one}"
        if len(labels) > 1:
            all_of_them = f"All {len(labels)} points are {one}s"
        sentence = f"{all_of_them}: add a {other}, and there is something to separate."
    return {
        "weights": np.zeros((1, 3), np.float32),
        "updated": np.zeros(0, np.int32),
        "wrong": np.zeros((1, len(labels)), np.int32),
        "left": np.zeros(1, np.int32),
        "room": np.zeros(1, np.float32),
        "n_updates": 0,
        "converged": False,
        "sentences": sentence,
        "summary": sentence,
    }


def compute(inputs: PlaygroundInputs) -> Outputs:
    """Run the perceptron and return every step of it, so that the view can go back and forth.

    Outputs, where row k is the state after k updates:
    `weights` (n_updates + 1, 3) holds w1, w2, b; `updated` (n_updates,) the point whose mistake
    led to update k + 1; `wrong` (n_updates + 1, n_points) 1 where a point is a mistake, on the
    wrong side or on the line; `left` how many are; `room` the distance from the line to the
    nearest point where the line separates all of them, else 0; `sentences` one line for each k,
    and `summary` the one for `step`; `n_updates` and `converged`.
    """
    table = np.array(inputs.points, np.float64).reshape(-1, 3)
    X, y = table[:, :2], table[:, 2]
    if len(np.unique(y)) < 2:
        return _nothing(y)

    machine = Perceptron(max_epochs=LIMIT, order=inputs.order, seed=inputs.seed)
    mistakes = list(islice(machine.steps(X, y), LIMIT))
    n_updates = len(mistakes)
    weights = np.zeros((n_updates + 1, 3))
    weights[1:] = [[*m.weights, m.intercept] for m in mistakes]

    # y (w·x + b) as the machine itself has it: what is not above 0 is a mistake.
    scores = y * line_scores(X, weights[:, None, :2], weights[:, 2:])
    wrong = scores <= 0
    left = wrong.sum(axis=1)
    lengths = np.hypot(weights[:, 0], weights[:, 1])
    separates = (left == 0) & (lengths > 0)
    room = np.zeros(n_updates + 1)
    room[separates] = scores.min(axis=1)[separates] / lengths[separates]

    converged = bool(left[-1] == 0)
    sentences = [
        _sentence(k, n_updates, weights[k], int(left[k]), len(y), converged)
        for k in range(n_updates + 1)
    ]
    if not converged:
        separable = separable_as_written(augment(X), y)  # the updates alone could not tell
        found = "a line that separates them" if separable else "that no line separates them"
        sentences[-1] += f" Another method finds {found}."
    return {
        "weights": weights.astype(np.float32),
        "updated": np.array([m.index for m in mistakes], np.int32),
        "wrong": wrong.astype(np.int32),
        "left": left.astype(np.int32),
        "room": room.astype(np.float32),
        "n_updates": n_updates,
        "converged": converged,
        "sentences": "\n".join(sentences),
        "summary": sentences[min(inputs.step, n_updates)],
    }


WIDGET = Widget(
    name="perceptron.playground",
    title="The playground",
    help=(
        "Drag a point to move it. Click or tap the empty ground to add a point of the chosen "
        "class, or choose Remove and click the points to take away. By keyboard: the Add button "
        "puts a point in the middle; Tab reaches the points, Page Up and Page Down go from one to "
        "the next, the arrow keys move it (with Shift, further), Delete removes it."
    ),
    inputs=PlaygroundInputs,
    compute=compute,
    view=Path(__file__).with_suffix(".js"),
    longest=(
        f"After {LIMIT} updates, the limit here, {MOST} of {MOST} points are mistakes. "
        "Another method finds that no line separates them."
    ),
)
