"""Four optimizers from one start, side by side on the loss of the small net."""

from collections.abc import Callable

import numpy as np

from mlmath.autodiff import Tensor
from mlmath.optimizers import SGD, Adam, Optimizer, RMSprop
from mlmath.validation import Floats, count, number, shaped

DIGITS = 9  # of a place that are kept
NAMES = ("SGD", "momentum", "RMSprop", "Adam")


def makers(lr: float) -> list[Callable[[Tensor], Optimizer]]:
    """Return what makes each of the four; the adaptive two walk in steps of about lr / 4."""
    return [
        lambda p: SGD([p], lr),
        lambda p: SGD([p], lr, momentum=0.9),
        lambda p: RMSprop([p], lr / 4, alpha=0.9),
        lambda p: Adam([p], lr / 4),
    ]


def walk(gradient: Callable[[Floats], Floats], start: Floats, lr: float, steps: int) -> Floats:
    """Return the ways of the four, shape (4, steps + 1, d), from one start (d,).

    gradient : from places (4, d) to gradients (4, d).  It is known, so no tape is needed.

    RMSprop divides by slopes that are nearly zero where it arrives, and blows a rounding error up
    to another way.  So each place is rounded to nine decimals: every machine walks alike.
    """
    lr, steps = number(lr, "lr", above=0), count(steps, "steps", low=0)
    at = shaped(start, ("d",), "start")
    tensors = [Tensor(at.copy(), requires_grad=True) for _ in NAMES]
    walkers = [make(p) for make, p in zip(makers(lr), tensors, strict=True)]
    path = np.empty((len(NAMES), steps + 1, len(at)))
    path[:, 0] = at
    for k in range(1, steps + 1):
        slopes = gradient(path[:, k - 1])
        for i, (p, walker) in enumerate(zip(tensors, walkers, strict=True)):
            p.grad = slopes[i]
            walker.step()
            p.data[...] = np.round(p.data, DIGITS)
            path[i, k] = p.data
    return path
