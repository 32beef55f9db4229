"""Weights that are learned: every neuron is a perceptron that reads the others."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlmath.hopfield.dynamics import signs_of
from mlmath.validation import Floats, count, points, shaped


class Learned(NamedTuple):
    """What learning has come to.

    Attributes
    ----------
    weights : W, shape (N, N), with a zero diagonal, not symmetric in general.
    holds : whether each neuron has its bit of every pattern right, shape (N,).
    rounds : how often all patterns were shown.
    """

    weights: Floats
    holds: NDArray[np.bool_]
    rounds: int


def perceptron_weights(patterns: Any, rounds: int = 1000, start: Any = None) -> Learned:
    r"""Learn a bit of every pattern by each neuron, from the bits of the others.

    Neuron i is a perceptron without bias, whose inputs are the other N - 1 bits $\xi_j^\mu$ and
    whose label is its own bit $\xi_i^\mu$.  In each round it adds up its updates over all patterns
    μ that it has wrong,

    .. math:: w_{ij} \leftarrow w_{ij} + \frac1N \sum_{\mu\;\text{wrong}} \xi_i^\mu \xi_j^\mu ,
              \qquad j \ne i

    and where some weights hold all patterns, the neuron finds such after finitely many rounds.  By
    Cover's count there are such weights for 2(N - 1) random patterns in half of all cases.

    Parameters
    ----------
    patterns : ξ, -1 and +1, shape (n_patterns, N).
    rounds : the most rounds, at least 1.
    start : weights to go on from, shape (N, N); None begins with Hebb's.

    Source: E. Gardner, "The space of interactions in neural network models", Journal of Physics A
    21 (1988), 257-270; T. M. Cover, IEEE Transactions on Electronic Computers 14 (1965), 326-334.
    Chapter: Networks that remember.
    """
    xi = signs_of(points(patterns, "patterns"), "patterns")
    n, rounds = xi.shape[1], count(rounds, "rounds")
    W = xi.T @ xi / n if start is None else shaped(start, (n, n), "start").copy()
    np.fill_diagonal(W, 0.0)
    for k in range(rounds + 1):
        wrong = xi * (xi @ W.T) <= 0  # (n_patterns, N)
        if k == rounds or not wrong.any():
            break
        W += (wrong * xi).T @ xi / n
        np.fill_diagonal(W, 0.0)
    return Learned(W, np.asarray(~wrong.any(axis=0)), k)
