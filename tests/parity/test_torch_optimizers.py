"""Ten steps of each optimizer against torch.optim: the same path."""

import numpy as np
import pytest

from mlmath.autodiff import Tensor
from mlmath.optimizers import SGD, Adam, AdamW, RMSprop, clip_grad_norm_
from tests.parity.torch_case import SOURCES, Case, numbers

A, b, START = numbers(0, 6, 4), numbers(1, 6), numbers(2, 4)


def path(name, ours, theirs=None, clip=None, **options):
    """Ten steps down the mean of log(1 + (A x - b)²), from a fixed start."""

    def losses(A, x, b):
        error = A @ x - b
        return (1 + error * error).log().mean()

    def by_us():
        x = Tensor(START.copy(), requires_grad=True)
        optimizer, seen = ours([x], **options), []
        for _ in range(10):
            optimizer.zero_grad()
            losses(Tensor(A), x, b).backward()
            if clip:
                seen.append(np.array([clip_grad_norm_([x], clip)]))
            optimizer.step()
            seen.append(x.data.copy())
        return seen

    def by_torch(torch):
        x = torch.tensor(START, requires_grad=True)
        optimizer, seen = getattr(torch.optim, theirs or ours.__name__)([x], **options), []
        for _ in range(10):
            optimizer.zero_grad()
            losses(torch.tensor(A), x, torch.tensor(b)).backward()
            if clip:
                seen.append(torch.nn.utils.clip_grad_norm_([x], clip).reshape(1))
            optimizer.step()
            seen.append(x.detach().clone())
        return seen

    # PyTorch clips to max_norm · norm / (norm + 1e-6), which is short by some millionths
    return Case(name, by_us, by_torch, 1e-5 if clip else 1e-12)


CASES = [
    path("descent", SGD, lr=0.1),
    path("descent with decay", SGD, lr=0.1, weight_decay=0.3),
    path("momentum", SGD, lr=0.1, momentum=0.9),
    path("momentum with decay", SGD, lr=0.1, momentum=0.9, weight_decay=0.3),
    path("Nesterov", SGD, lr=0.1, momentum=0.9, nesterov=True),
    path("Nesterov with decay", SGD, lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.3),
    path("RMSprop", RMSprop, lr=0.05),
    path("RMSprop, other constants", RMSprop, lr=0.05, alpha=0.9, eps=1e-3, weight_decay=0.3),
    path("Adam", Adam, lr=0.1),
    path("Adam, other constants", Adam, lr=0.1, betas=(0.5, 0.7), eps=1e-2, weight_decay=0.3),
    path("AdamW", AdamW, lr=0.1),
    path("AdamW, other constants", AdamW, lr=0.1, betas=(0.5, 0.7), weight_decay=0.3),
    path("descent, clipped", SGD, lr=0.5, clip=0.1),
]


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_path_is_pytorchs(case, source):
    case.check("optimizers", source)
