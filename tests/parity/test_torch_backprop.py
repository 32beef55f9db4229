"""The gradients that the chapter Backpropagation prints, against PyTorch's."""

import pytest

from mlmath.autodiff import Tensor
from mlmath.backprop import MLP, gradients_by_hand, xor_task
from tests.parity.torch_case import SOURCES, Case

X, Y = xor_task()


def exclusive_or():
    """The net of the chapter: 2-2-1, logistic units, half the mean squared error, seed 3."""

    def net():
        return MLP((2, 2, 1), "sigmoid", "sigmoid", "squared", seed=3)

    def ours():
        return list(gradients_by_hand(net(), X, Y).gradients.values())

    def by_torch(torch):
        start = net().state_dict()
        weights = {name: torch.tensor(value, requires_grad=True) for name, value in start.items()}
        a = torch.tensor(X)
        for layer in range(2):
            weight, bias = (weights[f"layers.{layer}.{kind}"] for kind in ("weight", "bias"))
            a = torch.nn.functional.linear(a, weight, bias).sigmoid()
        (torch.nn.functional.mse_loss(a, torch.tensor(Y)) / 2).backward()
        names = gradients_by_hand(net(), X, Y).gradients
        return [weights[name].grad for name in names]

    return Case("exclusive or", ours, by_torch)


def used_twice():
    """(x + y) x at x = 3 and y = 2, where the blames are 8 and 3."""

    def ours():
        x, y = Tensor(3.0, requires_grad=True), Tensor(2.0, requires_grad=True)
        ((x + y) * x).backward()
        return [x.grad, y.grad]

    def by_torch(torch):
        x, y = (torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in (3.0, 2.0))
        ((x + y) * x).backward()
        return [x.grad.reshape(1), y.grad.reshape(1)]

    return Case("used twice", ours, by_torch)


CASES = [exclusive_or(), used_twice()]


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_chapters_gradients_are_pytorchs(case, source):
    case.check("backprop", source)
