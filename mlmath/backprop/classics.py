"""The experiments of 1986: small networks of logistic units, and many starts of each at once."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlmath.backprop.operations import logistic
from mlmath.validation import Floats, count, generator, number, numbers, points

# Weights from the six inputs to the two hidden units as figure 1 of the letter of 1986 has them.
SYMMETRY_1986 = np.array([[14.2, -3.6, 7.2, -7.2, 3.6, -14.2], [-14.2, 3.6, -7.1, 7.1, -3.6, 14.2]])


class Task(NamedTuple):
    """Inputs X (n, n_in) and wanted outputs d (n, n_out)."""

    X: Floats
    d: Floats


def xor_task() -> Task:
    """Return the four cases of exclusive or, with inputs and outputs 0 and 1."""
    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    return Task(X, np.array([[0.0], [1.0], [1.0], [0.0]]))


def symmetry_task(n: int = 6) -> Task:
    """Return all 2^n inputs of 0 and 1, and whether each reads the same from both ends."""
    n = count(n, "n", low=2)
    X = ((np.arange(2**n)[:, None] >> np.arange(n)) & 1).astype(np.float64)
    return Task(X, (X[:, ::-1] == X).all(axis=1, keepdims=True).astype(np.float64))


class Starts(NamedTuple):
    """What became of many starts of one network, S in number.

    sweeps : passes through the cases until the error fell below the goal, (S,); -1 where it
        never did.
    errors : E after 0, 1, 2, ... sweeps, (n_sweeps + 1, S).
    hidden, hidden_bias : weights to the hidden units, (S, n_hidden, n_in) and (S, n_hidden).
    output, output_bias : weights from them, (S, n_out, n_hidden) and (S, n_out); with direct
        connections those from the inputs follow, (S, n_out, n_hidden + n_in).
    """

    sweeps: NDArray[np.int64]
    errors: Floats
    hidden: Floats
    hidden_bias: Floats
    output: Floats
    output_bias: Floats


def train_starts(
    X: Any,
    d: Any,
    n_hidden: int,
    n_starts: int,
    n_sweeps: int,
    lr: float = 0.1,
    momentum: float = 0.9,
    reach: float = 0.3,
    goal: float = 0.1,
    seed: int | np.random.Generator = 0,
    direct: bool = False,
) -> Starts:
    r"""Train one network from many starts, all at once, by the rule of 1986.

    Logistic units, one hidden layer, $E = \frac12 \sum (y - d)^2$ over all cases and outputs, and
    after each sweep through all cases

    .. math:: \Delta w(t) = -\varepsilon \, \partial E / \partial w(t) + \alpha \, \Delta w(t - 1)

    Parameters
    ----------
    X, d : the cases (n, n_in) and the wanted outputs (n, n_out).
    lr, momentum : ε and α; reach : first weights are uniform in [-reach, reach], biases too.
    goal : a start has learned when E falls below it.
    direct : whether the inputs also lead straight to the outputs.

    Source: Rumelhart, Hinton and Williams, Nature 323 (1986), 533-536, equations 8 and 9; for the
    symmetry network ε = 0.1, α = 0.9 and reach = 0.3 there.  Exclusive or with direct connections:
    the same, Parallel Distributed Processing, volume 1, chapter 8, where ε = 0.5.
    """
    X = points(X)
    d = numbers(d, "d")
    if d.ndim != 2 or len(d) != len(X):
        raise ValueError(f"d must have shape ({len(X)}, n_out), got {d.shape}")
    lr, momentum = number(lr, "lr", above=0), number(momentum, "momentum", low=0, below=1)
    S, H = count(n_starts, "n_starts"), count(n_hidden, "n_hidden")
    rng, reach = generator(seed), number(reach, "reach", above=0)
    straight = np.broadcast_to(X, (S, *X.shape)) if direct else np.empty((S, len(X), 0))
    last = H + straight.shape[2]
    shapes = ((S, X.shape[1], H), (S, 1, H), (S, last, d.shape[1]), (S, 1, d.shape[1]))
    V, b, W, c = weights = [rng.uniform(-reach, reach, shape) for shape in shapes]
    changes = [np.zeros(shape) for shape in shapes]
    n_sweeps = count(n_sweeps, "n_sweeps", low=0)
    errors = np.empty((n_sweeps + 1, S))
    for t in range(len(errors)):
        h = logistic(X @ V + b)  # (S, n, H)
        a = np.concatenate([h, straight], axis=2)
        y = logistic(a @ W + c)  # (S, n, n_out)
        errors[t] = 0.5 * ((y - d) ** 2).sum(axis=(1, 2))
        if t == n_sweeps:
            break
        to_y = (y - d) * y * (1 - y)
        to_h = (to_y @ W[:, :H].swapaxes(1, 2)) * h * (1 - h)
        gradients = (
            X.T @ to_h,
            to_h.sum(axis=1, keepdims=True),
            a.swapaxes(1, 2) @ to_y,
            to_y.sum(axis=1, keepdims=True),
        )
        for w, change, gradient in zip(weights, changes, gradients, strict=True):
            change *= momentum
            change -= lr * gradient
            w += change
    learned = errors < number(goal, "goal", above=0)
    sweeps = np.where(learned.any(axis=0), learned.argmax(axis=0), -1)
    back = (V.swapaxes(1, 2), b[:, 0], W.swapaxes(1, 2), c[:, 0])
    return Starts(sweeps.astype(np.int64), errors, *back)
