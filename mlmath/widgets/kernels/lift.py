"""The lift: points of the plane rise into space by a third coordinate, and a plane cuts them.

Chapter: Kernels.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mlmath.separation import augment, widest_separator
from mlmath.validation import Floats
from mlmath.widgets.kernels._level import level_line
from mlmath.widgets.spec import Inputs, Outputs, Widget, choice, number, toggle

TASKS = {"corners": "Corners", "ring": "A ring", "band": "A band", "spiral": "Two spirals"}
FEATURES = {"product": "x₁ · x₂", "square": "x₁²", "sum": "x₁² + x₂²"}
LIFTS: dict[str, Callable[[Floats, Floats], Floats]] = {
    "product": lambda a, b: a * b,
    "square": lambda a, b: a**2,
    "sum": lambda a, b: a**2 + b**2,
}
REACH = 1.5  # of the picture, both ways
GRID = 49  # of the field
MESH = 9  # lines of the raised sheet, each way


@dataclass(frozen=True)
class LiftInputs(Inputs):
    """What the reader sets: the points, the third coordinate, and the plane that cuts."""

    task: str = choice("corners", label="Points", options=TASKS)
    feature: str = choice("square", label="Third coordinate", options=FEATURES)
    height: float = number(1.0, label="Height", low=-2.0, high=3.0, step=0.05)
    tilt1: float = number(0.0, label="Slope in x₁", low=-2.0, high=2.0, step=0.05)
    tilt2: float = number(0.0, label="Slope in x₂", low=-2.0, high=2.0, step=0.05)
    widest: bool = toggle(False, label="The plane with the widest margin")


def task_points(task: str) -> tuple[Floats, Floats]:
    """Return the points of a task, shape (n, 2), and their labels -1 and +1."""
    if task == "corners":
        near = 0.22 * np.array([(1, 1), (1, -1), (-1, 1), (-1, -1)])
        corners = [(1, 1), (-1, -1), (1, -1), (-1, 1)]
        X = np.concatenate([near + corner for corner in corners])
        return X, np.repeat([-1.0, 1.0], 8)
    if task == "ring":
        inner, outer = np.arange(6) * np.pi / 3, np.arange(12) * np.pi / 6
        small = 0.4 * np.stack([np.cos(inner), np.sin(inner)], 1)
        large = 1.25 * np.stack([np.cos(outer), np.sin(outer)], 1)
        return np.concatenate([small, large]), np.repeat([1.0, -1.0], [6, 12])
    if task == "band":
        up = np.linspace(-1.25, 1.25, 6)
        columns = [(-0.2, 1), (0.2, 1), (-1.1, -1), (1.1, -1)]
        X = np.concatenate([np.stack([np.full(6, a), up], 1) for a, _ in columns])
        return X, np.repeat([float(label) for _, label in columns], 6)
    t = np.linspace(0.9, 2.9, 10) * np.pi / 1.6
    arm = 0.23 * t[:, None] * np.stack([np.cos(t), np.sin(t)], 1)
    return np.concatenate([arm, -arm]), np.repeat([1.0, -1.0], 10)


def widest_plane(X: Floats, z: Floats, y: Floats) -> tuple[float, float, float] | None:
    """Return height and slopes of the plane with the widest margin, or None where none separates.

    The margin is that of points with the constant 1 appended, as in the first chapter.
    """
    found = widest_separator(augment(np.column_stack([X, z])), y)
    if found is None or abs(found[0][2]) < 1e-9:
        return None
    w1, w2, w3, b = found[0]
    return float(-b / w3), float(-w1 / w3), float(-w2 / w3)


def compute(inputs: LiftInputs) -> Outputs:
    """Lift the points, cut with the plane, and let the cut fall back.

    Outputs: `points` (n, 2), `labels` and `heights` (n,); `right` (n,) 1 where a point is on its
    side of the plane; `field` (GRID, GRID) the height of the sheet above the plane, times `side`,
    which is +1 where circles belong above; `cut` (k, 2, 2) where it is zero; `sheet` (MESH, MESH)
    the height of the sheet; `low` and `high` its ends; `plane` its height and slopes; `separable`.
    """
    X, y = task_points(inputs.task)
    lift = LIFTS[inputs.feature]
    z = lift(X[:, 0], X[:, 1])
    best = widest_plane(X, z, y)
    plane = inputs.height, inputs.tilt1, inputs.tilt2
    if inputs.widest and best is not None:
        plane = best
    above = z - plane[0] - X @ np.array(plane[1:])
    side = 1.0 if ((above > 0) == (y > 0)).sum() >= ((above < 0) == (y > 0)).sum() else -1.0
    right = y * side * above > 0
    across = np.linspace(-REACH, REACH, GRID)
    a, b = np.meshgrid(across, across)
    field = side * (lift(a, b) - plane[0] - plane[1] * a - plane[2] * b)
    mesh = np.linspace(-REACH, REACH, MESH)
    sheet = lift(*np.meshgrid(mesh, mesh))
    return {
        "points": X.astype(np.float32),
        "labels": y.astype(np.int32),
        "heights": z.astype(np.float32),
        "right": right.astype(np.int32),
        "field": field.astype(np.float32),
        "side": side,
        "cut": level_line(field, across, across),
        "sheet": sheet.astype(np.float32),
        "low": float(sheet.min()),
        "high": float(sheet.max()),
        "plane": np.array(plane, np.float32),
        "separable": best is not None,
        "summary": _sentence(int(right.sum()), len(y), inputs.widest, best is not None),
    }


def _sentence(right: int, n: int, widest: bool, separable: bool) -> str:
    if widest and not separable:
        return f"No plane separates the lifted points; the one you set has {right} of {n} right."
    if right == n:
        return f"The plane separates all {n} lifted points, and so does the curve on the ground."
    return f"The plane has {right} of {n} lifted points on the correct side."


WIDGET = Widget(
    name="kernels.lift",
    title="The lift",
    help=(
        "Choose points and a third coordinate: it says how high each point rises. Set the plane "
        "by its height and its two slopes, or let the machine take the one with the widest "
        "margin. Drag the picture in space to turn it; by keyboard, Tab reaches it, the arrow keys "
        "turn it, and Home turns it back. On the left, the curve is where the plane cuts the "
        "raised sheet; a cross marks a point on the wrong side."
    ),
    inputs=LiftInputs,
    compute=compute,
    view=Path(__file__).with_suffix(".js"),
    longest="The plane separates all 24 lifted points, and so does the curve on the ground.",
)
