"""Training a multilayer perceptron against torch.nn: losses, gradients and weights after steps."""

import itertools

import numpy as np
import pytest

from mlmath.backprop import MLP
from mlmath.optimizers import SGD
from tests.parity.torch_case import SOURCES, Case, numbers

SIZES = (4, 6, 5, 3)
X = numbers(0, 8, 4)
TARGETS = {
    "squared": numbers(1, 8, 3),
    "binary": (numbers(2, 8, 3) > 0).astype(float),
    "classes": np.arange(8) % 3,
}
HIDDEN = {"sigmoid": "Sigmoid", "tanh": "Tanh", "relu": "ReLU", "gelu": "GELU"}
HEADS = {"squared": "linear", "binary": "sigmoid", "classes": "softmax"}
L2 = 0.05


def training(activation, kind):
    """Three steps of descent with momentum; l2 here is weight_decay of the matrices there."""
    mlp = MLP(SIZES, activation, HEADS[kind], l2=L2, seed=7)
    first = mlp.state_dict()

    def by_us():
        mlp.load_state_dict(first)
        walker, seen = SGD(mlp.parameters(), lr=0.3, momentum=0.9), []
        for _ in range(3):
            walker.zero_grad()
            loss = mlp.loss(X, TARGETS[kind])
            loss.backward()
            walker.step()
            seen.append([loss.item()])
        return [*seen, *mlp.state_dict().values()]

    def by_torch(torch):
        layers = []
        for n_in, n_out in itertools.pairwise(SIZES):
            layers += [
                torch.nn.Linear(n_in, n_out).double(),
                getattr(torch.nn, HIDDEN[activation])(),
            ]
        net = torch.nn.Sequential(*layers[:-1])
        for p, start in zip(net.parameters(), first.values(), strict=True):
            p.data = torch.tensor(start)
        matrices = [p for p in net.parameters() if p.ndim == 2]
        vectors = [p for p in net.parameters() if p.ndim == 1]
        groups = [{"params": matrices, "weight_decay": L2}, {"params": vectors}]
        walker, seen = torch.optim.SGD(groups, lr=0.3, momentum=0.9), []
        y = torch.tensor(TARGETS[kind])
        for _ in range(3):
            walker.zero_grad()
            z = net(torch.tensor(X))
            if kind == "squared":  # ½ |ŷ - y|², a mean over samples only
                loss = torch.nn.functional.mse_loss(z, y) * 1.5
            elif kind == "binary":
                loss = torch.nn.functional.binary_cross_entropy_with_logits(z, y) * 3
            else:
                loss = torch.nn.functional.cross_entropy(z, y)
            loss.backward()
            penalty = sum((p * p).sum() for p in matrices) * (0.5 * L2)
            seen.append((loss + penalty).detach().reshape(1))
            walker.step()
        return [*seen, *net.parameters()]

    return Case(f"{activation}, {kind}", by_us, by_torch, 1e-11)


CASES = [training(activation, kind) for activation in HIDDEN for kind in HEADS]


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("case", CASES, ids=str)
def test_three_steps_of_training_are_pytorchs(case, source):
    case.check("mlp", source)
