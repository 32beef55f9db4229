"""The functions that networks are made of against `torch.nn.functional`: values and gradients."""

import numpy as np
import pytest

from mlmath.autodiff import functional as F
from tests.parity.torch_case import SOURCES, expression, numbers

x, cube = numbers(0, 3, 5), numbers(1, 2, 3, 5)
W, b, gamma = numbers(2, 4, 5), numbers(3, 4), numbers(4, 5)
beta, table = numbers(5, 5), numbers(6, 6, 3)
TARGETS = np.array([[4, 0, 0], [2, 3, 4]])
AT = np.array([[0, 5, 2], [2, 2, 1]])
HIDDEN = np.arange(15).reshape(3, 5) % 3 == 0


def of(name, *more, **options):
    """The function of this name of torch.nn.functional, its first argument a tensor."""
    return lambda torch, *tensors: getattr(torch.nn.functional, name)(*tensors, *more, **options)


CASES = [
    expression("linear", F.linear, x, W, b, torch=of("linear")),
    expression("linear without bias", F.linear, x, W, torch=of("linear")),
    expression("linear of a stack", F.linear, cube, W, b, torch=of("linear")),
    expression("linear of one", F.linear, beta, W, b, torch=of("linear")),
    expression("softmax", F.softmax, x, torch=of("softmax", -1)),
    expression("softmax axis", lambda a: F.softmax(a, 1), cube, torch=of("softmax", 1)),
    expression("softmax of 1e6", F.softmax, 1e6 * x, torch=of("softmax", -1)),
    expression("log softmax", F.log_softmax, x, torch=of("log_softmax", -1)),
    expression("log softmax of 1e6", F.log_softmax, 1e6 * x, torch=of("log_softmax", -1)),
    expression("log softmax axis", lambda a: F.log_softmax(a, 0), cube, torch=of("log_softmax", 0)),
    expression(
        "cross entropy",
        lambda z: F.cross_entropy(z, TARGETS),
        cube,
        torch=lambda t, z: t.nn.functional.cross_entropy(
            z.reshape(6, 5), t.tensor(TARGETS).reshape(6)
        ),
    ),
    expression(
        "cross entropy far off",
        lambda z: F.cross_entropy(z, TARGETS[:, 0]),
        1e4 * x[:2],
        torch=lambda t, z: t.nn.functional.cross_entropy(z, t.tensor(TARGETS[:, 0])),
    ),
    expression("mse loss", F.mse_loss, x, numbers(7, 3, 5), torch=of("mse_loss")),
    expression(
        "layer norm",
        F.layer_norm,
        cube,
        gamma,
        beta,
        torch=lambda t, a, w, b: t.nn.functional.layer_norm(a, (5,), w, b),
    ),
    expression(
        "layer norm without bias",
        lambda a, w: F.layer_norm(a, w, eps=0.1),
        cube,
        gamma,
        torch=lambda t, a, w: t.nn.functional.layer_norm(a, (5,), w, eps=0.1),
    ),
    expression(
        "layer norm of a constant",
        F.layer_norm,
        np.full((2, 5), 3.0),
        gamma,
        beta,
        torch=lambda t, a, w, b: t.nn.functional.layer_norm(a, (5,), w, b),
    ),
    expression("gelu", F.gelu, 3 * cube, torch=of("gelu")),
    expression(
        "gelu tanh",
        lambda a: F.gelu(a, approximate="tanh"),
        3 * cube,
        torch=of("gelu", approximate="tanh"),
    ),
    expression("gelu far out", F.gelu, np.linspace(-40, 40, 17), torch=of("gelu")),
    expression("relu", F.relu, x, torch=of("relu")),
    expression("sigmoid", F.sigmoid, 9 * x, torch=lambda t, a: t.sigmoid(a)),
    expression("tanh", F.tanh, 9 * x, torch=lambda t, a: t.tanh(a)),
    expression(
        "embedding",
        lambda w: F.embedding(w, AT),
        table,
        torch=lambda t, w: t.nn.functional.embedding(t.tensor(AT), w),
    ),
    expression(
        "masked fill",
        lambda a: F.masked_fill(a, HIDDEN, -2.0),
        x,
        torch=lambda t, a: a.masked_fill(t.tensor(HIDDEN), -2.0),
    ),
    expression(
        "masked softmax",
        lambda a: F.softmax(F.masked_fill(a, HIDDEN, -np.inf)),
        x,
        torch=lambda t, a: a.masked_fill(t.tensor(HIDDEN), -np.inf).softmax(-1),
    ),
    expression(
        "concatenate",
        lambda a, b: F.concatenate([a, b * 2, a], axis=0),
        x,
        numbers(8, 2, 5),
        torch=lambda t, a, b: t.cat([a, b * 2, a], 0),
    ),
    expression(
        "stack",
        lambda a, b: F.stack([a, b], axis=1),
        x,
        numbers(9, 3, 5),
        torch=lambda t, a, b: t.stack([a, b], 1),
    ),
]


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("case", CASES, ids=str)
def test_value_and_gradients_are_pytorchs(case, source):
    case.check("functional", source)
