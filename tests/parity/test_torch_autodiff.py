"""The operations of tensors against PyTorch's: values and gradients."""

import numpy as np
import pytest

from tests.parity.torch_case import SOURCES, expression, numbers

x, y = numbers(0, 3, 4), numbers(1, 3, 4)
row, column, scalar = numbers(2, 4), numbers(3, 3, 1), numbers(4)
cube, up = numbers(5, 2, 3, 4), numbers(6, 3, 4, positive=True)
AT = np.array([2, 0, 2, 1])
ODD = np.arange(12).reshape(3, 4) % 2 == 1
TIES = np.array([[1.0, 3.0, 3.0], [2.0, 2.0, 2.0]])

CASES = [
    # arithmetic and broadcasting
    expression("add", lambda a, b: a + b, x, y),
    expression("add row", lambda a, b: a + b, x, row),
    expression("add column", lambda a, b: a + b, column, x),
    expression("add cube and matrix", lambda a, b: a + b, cube, x),
    expression("row and column", lambda a, b: a - b, row, column),
    expression("multiply scalar", lambda a, b: a * b, x, scalar),
    expression("multiply by itself", lambda a: a * a, x),
    expression("multiply row", lambda a, b: a * b, cube, row),
    expression("divide", lambda a, b: a / b, x, up),
    expression("divide by column", lambda a, b: a / (b * b + 1), x, column),
    expression("numbers on both sides", lambda a: 2 - 3 * a / 4 + 1 / (a * a + 1), x),
    expression("negative", lambda a: -a, x),
    expression("power 3", lambda a: a**3, x),
    expression("power one half", lambda a: a**0.5, up),
    expression("power -2", lambda a: a**-2, up),
    # products of all ranks
    expression("vector vector", lambda a, b: a @ b, row, numbers(7, 4)),
    expression("matrix vector", lambda a, b: a @ b, x, row),
    expression("vector matrix", lambda a, b: a @ b, row, numbers(8, 4, 2)),
    expression("matrix matrix", lambda a, b: a @ b, x, numbers(8, 4, 2)),
    expression("stack matrix", lambda a, b: a @ b, cube, numbers(8, 4, 2)),
    expression("matrix stack", lambda a, b: a @ b, x, numbers(9, 2, 4, 2)),
    expression("stack stack", lambda a, b: a @ b, cube, numbers(9, 2, 4, 2)),
    expression("stack vector", lambda a, b: a @ b, cube, row),
    expression("vector stack", lambda a, b: a @ b, row, numbers(9, 2, 4, 2)),
    expression(
        "stacks broadcast", lambda a, b: a @ b, numbers(10, 2, 1, 3, 4), numbers(11, 5, 4, 2)
    ),
    # reductions
    expression("sum", lambda a: a.sum(), cube),
    expression("sum axis", lambda a: a.sum(axis=1), cube),
    expression("sum last kept", lambda a: a.sum(axis=-1, keepdims=True), cube),
    expression("sum axes", lambda a: a.sum(axis=(0, 2)), cube),
    expression("mean", lambda a: a.mean(), cube),
    expression("mean axis", lambda a: a.mean(axis=0), cube),
    expression("mean axes kept", lambda a: a.mean(axis=(0, -1), keepdims=True), cube),
    expression("var", lambda a: a.var(), cube, torch=lambda t, a: a.var(correction=0)),
    expression(
        "var axis", lambda a: a.var(axis=-1), cube, torch=lambda t, a: a.var(dim=-1, correction=0)
    ),
    expression("max", lambda a: a.max(), x),
    expression("max axis", lambda a: a.max(axis=0), x, torch=lambda t, a: a.amax(0)),
    expression("max of ties", lambda a: a.max(axis=1), TIES, torch=lambda t, a: a.amax(1)),
    expression(
        "max kept",
        lambda a: a - a.max(axis=-1, keepdims=True),
        cube,
        torch=lambda t, a: a - a.amax(-1, keepdim=True),
    ),
    # shapes and indices
    expression("reshape", lambda a: a.reshape(4, -1) * 2, cube),
    expression(
        "transpose", lambda a: a.transpose(2, 0, 1), cube, torch=lambda t, a: a.permute(2, 0, 1)
    ),
    expression("swapaxes", lambda a: a.swapaxes(0, -1), cube),
    expression("T", lambda a, b: a.T @ b, x, y),
    expression("slices", lambda a: a[1:, ::2], x),
    expression("one row", lambda a: a[-1], x),
    expression("ellipsis", lambda a: a[..., 1], cube),
    expression("new axis", lambda a: a[:, None] * a, x),
    expression("rows taken twice", lambda a: a[AT], x),
    expression("pairs of indices", lambda a: a[np.arange(3), [1, 1, 3]], x),
    expression("boolean", lambda a: a[ODD], x),
    expression("the same entry twice", lambda a: a[[0, 0], [1, 1]], x),
    # functions of each entry
    expression("exp", lambda a: a.exp(), x),
    expression("log", lambda a: a.log(), up),
    expression("sqrt", lambda a: a.sqrt(), up),
    expression("abs", lambda a: a.abs(), x),
    expression("abs at 0", lambda a: a.abs(), np.array([-1.0, 0.0, 2.0])),
    expression("tanh", lambda a: a.tanh(), 3 * x),
    expression("sigmoid", lambda a: a.sigmoid(), 3 * x),
    expression("sigmoid far out", lambda a: a.sigmoid(), np.array([-800.0, -30.0, 30.0, 800.0])),
    expression("relu", lambda a: a.relu(), x),
    expression("relu at 0", lambda a: a.relu(), np.array([-1.0, 0.0, 2.0])),
    # put together
    expression("used three times", lambda a: a * a.exp() + a.sum() * a, x),
    expression(
        "two layers",
        lambda a, w, b, v: ((a @ w + b).tanh() @ v).sigmoid().log().mean(axis=0),
        x,
        numbers(12, 4, 5),
        numbers(13, 5),
        numbers(14, 5, 2),
    ),
    expression(
        "normalized",
        lambda a: (a - a.mean(axis=-1, keepdims=True)) / (a * a).sum(axis=-1, keepdims=True).sqrt(),
        cube,
    ),
]


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("case", CASES, ids=str)
def test_value_and_gradients_are_pytorchs(case, source):
    case.check("autodiff", source)
