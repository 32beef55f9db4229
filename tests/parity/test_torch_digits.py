"""The nets of chapter 5 that read digits, trained by PyTorch from the same weights and batches."""

import numpy as np
import pytest

from mlmath.backprop import MLP
from mlmath.datasets import digits
from tests.parity.torch_case import SOURCES, Case

SIZES, EPOCHS, RATE, BATCH = (64, 32, 10), 30, 0.05, 30
SEEDS = range(5)


def start(seed):
    return MLP(SIZES, "relu", "softmax", init="he", seed=seed)


def ours(d, seed):
    """Return the net that the chapter trains."""
    return start(seed).fit(d.X, d.y, epochs=EPOCHS, lr=RATE, batch_size=BATCH, seed=seed)


def theirs(torch, d, seed):
    """Train the same net by torch.nn and torch.optim, its batches drawn in the same order."""
    net = torch.nn.Sequential(
        torch.nn.Linear(64, 32), torch.nn.ReLU(), torch.nn.Linear(32, 10)
    ).double()
    for p, first in zip(net.parameters(), start(seed).state_dict().values(), strict=True):
        p.data = torch.tensor(first)
    walker = torch.optim.SGD(net.parameters(), lr=RATE, momentum=0.9)
    X, y, rng = torch.tensor(d.X), torch.tensor(d.y), np.random.default_rng(seed)
    for _ in range(EPOCHS):
        for batch in torch.tensor(rng.permutation(len(X))).split(BATCH):
            walker.zero_grad()
            torch.nn.functional.cross_entropy(net(X[batch]), y[batch]).backward()
            walker.step()
    return net


def shares(name, order):
    """Compare how many of the digits held out are read right, for each seed."""
    d = digits(597, order)

    def by_us():
        return [[np.sum(ours(d, seed).predict(d.X_new) == d.y_new) for seed in SEEDS]]

    def by_torch(torch):
        X, y = torch.tensor(d.X_new), torch.tensor(d.y_new)
        return [torch.stack([(theirs(torch, d, s)(X).argmax(1) == y).sum() for s in SEEDS])]

    return Case(f"right, {name}", by_us, by_torch, 0.0)


def weights():
    """Compare all weights and biases after the thirty epochs."""
    d = digits(597)
    return Case(
        "weights",
        lambda: [*ours(d, 0).state_dict().values()],
        lambda torch: [*theirs(torch, d, 0).parameters()],
        1e-12,
    )


CASES = [shares("last", None), shares("random", 0), weights()]


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("case", CASES, ids=str)
def test_thirty_epochs_of_digits_are_pytorchs(case, source):
    case.check("digits", source)
