"""The matrix: drag its columns, and the unit circle becomes an ellipse.

With it move the singular values, the condition number, and what an error of the right-hand side
does to the solution.  Page: Linear algebra.
"""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from mlmath.foundations.linear_algebra import svd_ellipse
from mlmath.widgets.linear_algebra._arrows import said, two_arrows
from mlmath.widgets.spec import Inputs, Outputs, Widget, data, number

REACH = 2.0
ERROR = 0.1  # of b, as a share of its length
NEAR = math.cos(math.radians(5))  # a b this long beside the longest counts as the worst
FAR = 1e3  # stands for "without end" in the picture
POINTS = 91
# The letter F, so that a turn is told from a mirror; it stands within the unit circle.
LETTER = [
    (0.1, 0.1), (0.1, 0.8), (0.55, 0.8), (0.55, 0.65), (0.25, 0.65), (0.25, 0.5), (0.45, 0.5),
    (0.45, 0.35), (0.25, 0.35), (0.25, 0.1),
]  # fmt: skip


@dataclass(frozen=True)
class MatrixInputs(Inputs):
    """What the reader sets: the columns of A, and the direction of x."""

    columns: list[Any] = data([[1.5, 0.5], [1.0, 1.0]], label="Columns", check=two_arrows(REACH))
    angle: int = number(110, label="Direction of x", low=0, high=360, unit="°")


def compute(inputs: MatrixInputs) -> Outputs:
    """Send the circle and a letter through A, and an error of b = A x back.

    Outputs, all places as rows: `circle` and `ellipse` (91, 2); `letter` and `image` (10, 2);
    `axes` (2, 2) the half axes of the ellipse, the longer first, `sources` (2, 2) the unit arrows
    that become them, the second to the left of the first; `x` (2,) of length 1 and `b` (2,); `ball`
    (91, 2) the circle around b of the errors of 10 %, and `cloud` (91, 2) what solving makes of it
    around x; `values` (2,) the singular values; `kappa`, and `worst`, the greatest error of x at
    this b in percent, each -1 for "without end"; `found`, 1 where no b does noticeably more harm;
    `summary`.
    """
    A = np.array(inputs.columns).T
    found = svd_ellipse(A, POINTS)
    first, second = (float(value) for value in found.semi_axes)
    sources, directions = found.sources, found.directions
    if np.linalg.det(sources) < 0:  # v₂ is v₁ turned left, as in the figure of the three steps
        sources, directions = sources * [[1], [-1]], directions * [[1], [-1]]
    flat = second < 1e-9
    turn = math.radians(inputs.angle)
    x = np.array([math.cos(turn), math.sin(turn)])
    b = A @ x
    long = float(np.hypot(*b))
    size = ERROR * long
    # In the coordinates of the two half axes, A divides by σ on the way back.
    back = np.array([1 / value if value > 1e-9 else FAR for value in (first, second)])
    cloud = x + size * (found.circle * back) @ sources
    ball = b + size * found.circle @ directions
    kappa = -1.0 if flat else first / second
    worst = -1.0 if flat else 100 * size / second
    at_worst = not flat and long >= NEAR * first
    letter = np.array(LETTER)
    arrays = {
        "circle": found.circle, "ellipse": found.points, "letter": letter, "image": letter @ A.T,
        "axes": directions * found.semi_axes[:, None], "sources": sources, "x": x,
        "b": b, "ball": ball, "cloud": cloud, "values": found.semi_axes,
    }  # fmt: skip
    return {
        **{name: np.ascontiguousarray(value, np.float32) for name, value in arrays.items()},
        "kappa": kappa,
        "worst": worst,
        "found": int(at_worst),
        "summary": _sentence(first, second, kappa, worst, at_worst),
    }


def _sentence(first: float, second: float, kappa: float, worst: float, found: bool) -> str:
    if first < 1e-9:
        return "All arrows become zero: b tells nothing of x."
    if kappa < 0:
        return "The circle has become flat: many x give one b, and an error of x has no bound."
    here = (
        f"Stretched by {said(second)} to {said(first)}, κ = {said(kappa, 1)}: an error of 10 % in "
        f"b can be {said(worst, 1)} % in x here"
    )
    return (
        f"{here}, and at no b more than {said(100 * ERROR * kappa, 1)} %." if found else here + "."
    )


WIDGET = Widget(
    name="linear_algebra.matrix",
    title="The matrix",
    help=(
        "On the right, drag the tip of a column of A; on the left, drag x around the circle, or "
        "turn it by the slider. By keyboard: Tab reaches a tip, the arrow keys move it, with Shift "
        "further, and Page Up and Page Down go from one column to the other. The small circle "
        "around b is an error of 10 %; the shape around x is what it becomes. The thin "
        "arrows are v₁ and v₂, and what A makes of them: the half axes of the ellipse."
    ),
    inputs=MatrixInputs,
    compute=compute,
    view=Path(__file__).with_suffix(".js"),
    longest=(
        "Stretched by 0.05 to 2.83, κ = 1000.5: an error of 10 % in b can be 1000.5 % in x here, "
        "and at no b more than 1000.5 %."
    ),
)
