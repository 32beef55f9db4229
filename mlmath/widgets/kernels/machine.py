"""The kernel machine: a perceptron or a widest margin in the space of a kernel.

Chapter: Kernels.
"""

from dataclasses import dataclass
from math import comb
from pathlib import Path
from typing import Any

import numpy as np

from mlmath.kernels import SVC, KernelPerceptron, linear_kernel, polynomial_kernel, rbf_kernel
from mlmath.validation import Floats
from mlmath.widgets.kernels._level import level_line
from mlmath.widgets.kernels._points import ACROSS, UP, check_points, grid, moons, sides
from mlmath.widgets.spec import Inputs, Outputs, Widget, choice, data, number
from mlmath.words import counted

KERNELS = {"linear": "Inner product", "poly": "Polynomial", "rbf": "Gaussian"}
MACHINES = {"svm": "Widest margin", "perceptron": "Perceptron"}
PRICES = {"0.1": "0.1", "1": "1", "10": "10", "100": "100", "1000": "1,000"}
ROUNDS = 200  # of the perceptron, after which it gives up


@dataclass(frozen=True)
class MachineInputs(Inputs):
    """What the reader sets: the points, the kernel, the machine."""

    points: list[Any] = data(moons(), label="Points", check=check_points)
    kernel: str = choice("rbf", label="Kernel", options=KERNELS)
    machine: str = choice("svm", label="Machine", options=MACHINES)
    price: str = choice("1000", label="Price of a violation, C", options=PRICES)
    width: float = number(0.6, label="Width σ", low=0.2, high=2.0, step=0.05)
    degree: int = number(3, label="Degree p", low=1, high=9)


def gram(inputs: MachineInputs, X: Floats, Z: Floats) -> Floats:
    """Return the kernel that is set, of all rows of X and Z."""
    if inputs.kernel == "linear":
        return linear_kernel(X, Z)
    if inputs.kernel == "poly":
        return polynomial_kernel(X, Z, inputs.degree, 1.0, 1.0)
    return rbf_kernel(X, Z, 1 / (2 * inputs.width**2))


def compute(inputs: MachineInputs) -> Outputs:
    """Let the machine learn, and score the whole picture.

    Outputs: `alpha` (n,) each point's pull or count; `lead` (n,) its label times its score;
    `field` (rows, columns) the two sides; `border`, `edges` (k, 2, 2) where they are 0 and ±1;
    `margin` the distance of the edges from the border in the kernel's space, or 0; `features`
    how many coordinates the space has, or "endless"; `values` how many kernel values were needed;
    `mistakes` how often the perceptron was wrong; `learned` whether there was anything to learn.
    """
    table = np.array(inputs.points, np.float64).reshape(-1, 3)
    X, y = table[:, :2], table[:, 2]
    size = {"linear": 2, "poly": comb(2 + inputs.degree, 2), "rbf": 0}[inputs.kernel]
    out: Outputs = {
        "alpha": np.zeros(len(y), np.float32),
        "lead": np.zeros(len(y), np.float32),
        "field": np.zeros((len(UP), len(ACROSS)), np.float32),
        "border": np.zeros((0, 2, 2), np.float32),
        "edges": np.zeros((0, 2, 2), np.float32),
        "margin": 0.0,
        "features": f"{size:,}" if size else "endless",
        "values": len(y) * (len(y) + 1) // 2,
        "mistakes": 0,
        "learned": len(np.unique(y)) == 2,
    }
    if not out["learned"]:
        return out | {"summary": "Add points of both classes, and there is something to learn."}
    alpha, b, mistakes = _learn(inputs, X, y)
    K = gram(inputs, X, X)
    used = alpha > 0
    beta = (alpha * y)[used]
    scores = gram(inputs, grid(), X[used]) @ beta + b
    field = scores.reshape(len(UP), len(ACROSS))
    lead = y * (K[:, used] @ beta + b)
    length = max(0.0, float(beta @ K[np.ix_(used, used)] @ beta)) ** 0.5
    svm = inputs.machine == "svm"
    edges = [level_line(field, ACROSS, UP, level) for level in (-1.0, 1.0)] if svm else []
    return out | {
        "alpha": alpha.astype(np.float32),
        "lead": lead.astype(np.float32),
        "field": sides(field),
        "border": level_line(field, ACROSS, UP),
        "edges": np.concatenate(edges) if edges else out["edges"],
        "margin": 1 / length if svm and length > 0 else 0.0,
        "mistakes": mistakes,
        "summary": _sentence(inputs, int((lead <= 0).sum()), int(used.sum()), len(y), mistakes),
    }


def _learn(inputs: MachineInputs, X: Floats, y: Floats) -> tuple[Floats, float, int]:
    """Return the pulls or counts α (n,), the bias, and the perceptron's mistakes."""

    def kernel(A: Floats, B: Floats) -> Floats:
        return gram(inputs, A, B)

    if inputs.machine == "perceptron":
        found = KernelPerceptron(kernel, max_epochs=ROUNDS).fit(X, y)
        return found.alpha_, found.intercept_, len(found.mistakes_)
    svm = SVC(float(inputs.price), kernel, tol=1e-4, max_iter=20_000).fit(X, y)
    alpha = np.zeros(len(y))
    alpha[svm.support_] = np.abs(svm.dual_coef_[0])
    return alpha, float(svm.intercept_[0]), 0


def _sentence(inputs: MachineInputs, wrong: int, used: int, n: int, mistakes: int) -> str:
    border = {
        "linear": "A line in the plane itself",
        "poly": f"A plane in a space of {comb(2 + inputs.degree, 2)} coordinates",
        "rbf": "A plane in a space without end",
    }[inputs.kernel]
    right = f"all {n} points" if not wrong else f"{n - wrong} of {n} points"
    if inputs.machine == "perceptron":
        return f"{border} has {right} on the correct side, after {counted(mistakes, 'mistake')}."
    return f"{border} has {right} on the correct side; {used} are support vectors."


WIDGET = Widget(
    name="kernels.machine",
    title="The kernel machine",
    help=(
        "Drag a point to move it. Click or tap the empty ground to add a point of the chosen "
        "class, or choose Remove and click the points to take away. By keyboard: the Add button "
        "puts a point in the middle; Tab reaches the points, Page Up and Page Down go from one to "
        "the next, the arrow keys move it (with Shift, further), Delete removes it. The disc "
        "around a support vector has the size of its part in the border, and with the "
        "perceptron that of its count of mistakes."
    ),
    inputs=MachineInputs,
    compute=compute,
    view=Path(__file__).with_suffix(".js"),
    longest=(
        "A plane in a space of 55 coordinates has 39 of 40 points on the correct side; "
        "40 are support vectors."
    ),
)
