"""Two rules, one stream: the perceptron's rule and LMS see the same points in the same order."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mlmath.lms import lms
from mlmath.perceptron import Perceptron
from mlmath.separation import augment
from mlmath.validation import Floats
from mlmath.widgets.spec import Inputs, Outputs, Widget, choice, number, player, seed
from mlmath.words import minus

N_POINTS = 20
ROUNDS = 4
SHOWN = N_POINTS * ROUNDS
FAR = 4  # circles that stand far out


@dataclass(frozen=True)
class TwoRulesInputs(Inputs):
    """The points, the step size of LMS, and how many points have been shown."""

    data: str = choice(
        "apart", label="Points",
        options={"apart": "two groups", "far": "some far out", "mixed": "mixed"},
    )  # fmt: skip
    shown: int = player(0, label="Points shown", high=SHOWN, limit="presented")
    mu: float = number(0.1, label="Step size μ", low=0.01, high=0.5, step=0.01)
    draw: int = seed(2, label="Seed of the points")


def stream(data: str, draw: int) -> tuple[Floats, Floats]:
    """Return the points (20, 2), in the order in which they are shown, and their labels."""
    rng = np.random.default_rng([draw, 7])
    y = np.tile([1.0, -1.0], N_POINTS // 2)
    spread = {"apart": 0.2, "far": 0.1, "mixed": 0.42}[data]
    gap = {"apart": 0.6, "far": 0.17, "mixed": 0.35}[data]
    X = spread * np.clip(rng.normal(size=(N_POINTS, 2)), -1.6, 1.6)
    X[:, 0] += gap * y - (0.55 if data == "far" else 0)
    X[:, 1] *= 2 if data != "mixed" else 1
    if data == "far":
        out = np.flatnonzero(y > 0)[-FAR:]
        X[out, 0] = rng.uniform(1.15, 1.4, FAR)
    turn = rng.permutation(N_POINTS)
    return X[turn], y[turn]


def perceptron_path(X: Floats, y: Floats) -> Floats:
    """Return the perceptron's weights before the first point and after each, the bias last.

    Parameters: points (n, 2) and their labels (n,) of +1 and -1, shown `ROUNDS` times in their
    order.  Returns shape (ROUNDS n + 1, 3).
    """
    path = np.zeros((ROUNDS * len(X) + 1, 3))
    for made in Perceptron(max_epochs=ROUNDS).steps(X, y):
        path[(made.epoch - 1) * len(X) + made.index + 1 :] = [*made.weights, made.intercept]
    return path


def compute(inputs: TwoRulesInputs) -> Outputs:
    """Return the points, both rules' weights after each of them, and what each changed."""
    X, y = stream(inputs.data, inputs.draw)
    rows, labels = np.tile(augment(X), (ROUNDS, 1)), np.tile(y, ROUNDS)
    weights = np.stack([perceptron_path(X, y), lms(rows, labels, inputs.mu).weights])
    weights = np.clip(weights, -1e6, 1e6)
    wrong = (y * (weights @ augment(X).T) <= 0).sum(axis=2)  # (2, SHOWN + 1)
    scores = np.einsum("rkd,kd->rk", weights[:, :-1], rows)
    changes = np.sqrt((np.diff(weights, axis=1) ** 2).sum(axis=2))
    said = sentences(labels, scores, changes)
    return {
        "points": np.ascontiguousarray(np.column_stack([X, y]), dtype=np.float32),
        "perceptron": np.ascontiguousarray(weights[0], dtype=np.float32),
        "lms": np.ascontiguousarray(weights[1], dtype=np.float32),
        "changes": np.ascontiguousarray(changes, dtype=np.float32),
        "wrong": np.ascontiguousarray(wrong, dtype=np.int32),
        "presented": SHOWN,
        "sentences": "\n".join(said),
        "summary": said[inputs.shown],
    }


def sentences(labels: Floats, scores: Floats, changes: Floats) -> list[str]:
    """Return what happened at each point, by both rules; the first before any."""
    said = ["No point has been shown yet."]
    for k, label in enumerate(labels):
        score, own = scores[:, k]
        kind = "a circle" if label > 0 else "a square"
        judged = "right" if label * score > 0 else "not right"
        said.append(
            minus(
                f"Point {k + 1}, {kind}, target {label:+.0f}. Perceptron: score {score:.2f}, "
                f"{judged}, the weights change by {changes[0, k]:.2f}. LMS: score {own:.2f}, "
                f"error {label - own:.2f}, the weights change by {changes[1, k]:.2f}."
            )
        )
    return said


WIDGET = Widget(
    name="lms.two_rules",
    title="Two rules, one stream",
    help="Step shows the next point to both rules, Play shows all. The ring is around the point "
    "shown last. Choose other points, the step size, or the seed.",
    inputs=TwoRulesInputs,
    view=Path(__file__).with_suffix(".js"),
    compute=compute,
    longest="Point 80, a square, target −1. Perceptron: score −0.00, not right, the weights change "
    "by 0.00. LMS: score −0.00, error −0.00, the weights change by 0.00.",
)
