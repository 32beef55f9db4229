"""Schedules: learning rates that change from step to step."""

import math
from collections.abc import Callable

from mlmath.validation import count, number

Schedule = Callable[[int], float]  # from the step, 0, 1, 2, ..., to the learning rate


def constant(lr: float) -> Schedule:
    """Return the schedule that is lr at each step."""
    lr = number(lr, "lr", low=0)
    return lambda step: lr


def step_decay(lr: float, every: int, gamma: float = 0.1) -> Schedule:
    """Return lr, multiplied by gamma after each `every` steps."""
    lr, every = number(lr, "lr", low=0), count(every, "every")
    gamma = number(gamma, "gamma", low=0)
    return lambda step: lr * gamma ** (step // every)


def cosine(lr: float, steps: int, warmup: int = 0, lr_min: float = 0.0) -> Schedule:
    r"""Return a linear rise to lr, then half a cosine down to lr_min.

    .. math:: \eta_k = \eta \, \frac{k + 1}{w + 1} \quad (k < w), \qquad
              \eta_k = \eta_{min} + \frac{\eta - \eta_{min}}{2}
              \Big(1 + \cos \pi \frac{k - w}{n - w}\Big) \quad (w \le k < n)

    with w = warmup and n = steps; from step n on it stays at lr_min.

    Source: I. Loshchilov and F. Hutter, "SGDR: stochastic gradient descent with warm restarts",
    ICLR (2017), arXiv:1608.03983, equation 5, without restarts.
    """
    lr, lr_min = number(lr, "lr", low=0), number(lr_min, "lr_min", low=0)
    steps, warmup = count(steps, "steps"), count(warmup, "warmup", low=0)
    if warmup >= steps:
        raise ValueError(f"warmup must be below steps={steps}, got {warmup}")

    def at(step: int) -> float:
        if step < warmup:
            return lr * (step + 1) / (warmup + 1)
        done = min(1.0, (step - warmup) / (steps - warmup))
        return lr_min + (lr - lr_min) * 0.5 * (1 + math.cos(math.pi * done))

    return at
